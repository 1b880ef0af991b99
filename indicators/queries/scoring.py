"""Scoring by an index of units: the method as the engine knows it, sheets with their results, who may see which."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from django.db.models import Exists, Max, OuterRef, Prefetch, Q, QuerySet, Subquery

from dtracker.accounts.access import can, places_for
from dtracker.accounts.roles import Permission
from dtracker.formats.quarters import Period
from dtracker.places.models import OrgUnit
from indicators.models import Criterion, IndexPublication, Score, ScoreFile, ScoreSheet, ScoringMethod, ScoringRound
from indicators.models.scoring import nodes_of
from indicators.scoring.enums import SheetState
from indicators.scoring.totals import Answer, Result, Scorer
from indicators.scoring.tree import Fault, faults


@dataclass(frozen=True)
class Method:
    """A version of a method with its criteria, read once for any number of units."""

    row: ScoringMethod
    criteria: list[Criterion]

    @cached_property
    def scorer(self) -> Scorer:
        return Scorer(self.row.rules(), nodes_of(self.criteria))

    @cached_property
    def by_number(self) -> dict[str, Criterion]:
        return {each.number: each for each in self.criteria}

    @cached_property
    def ordered(self) -> list[tuple[Criterion, int]]:
        """Criteria with their depth, each before what it holds."""
        return [(self.by_number[each.number], depth) for each, depth in self.scorer.tree.depth_first()]

    @property
    def maxima(self) -> dict[str, Decimal]:
        """The maximum of each criterion on the scale of the total, by its number."""
        return self.scorer.tree.maxima

    def asked_of(self, kind: str) -> list[Criterion]:
        """The criteria that a unit of this kind is scored by."""
        return [self.by_number[number] for number in self.scorer.tree.asked_of(kind)]

    def faults(self) -> list[Fault]:
        return faults(self.row.rules(), nodes_of(self.criteria))


def method_of(pk: int) -> Method:
    """Three reads: the method with its index, its grades, its criteria."""
    rows = ScoringMethod.objects.select_related("index__province", "document").prefetch_related("grades")
    return Method(rows.get(pk=pk), list(Criterion.objects.filter(method=pk).order_by("order", "pk")))


@dataclass(frozen=True)
class Scored:
    """A sheet with its scores by criterion, and what they come to: by the unit itself, and by the assessors."""

    sheet: ScoreSheet
    scores: dict[int, Score]
    method: Method

    @cached_property
    def own(self) -> Result:
        return self._result({pk: Answer(each.value, each.is_absent) for pk, each in self.scores.items()})

    @cached_property
    def given(self) -> Result:
        given = {pk: each for pk, each in self.scores.items() if is_given(each)}
        return self._result({pk: Answer(each.given_value, each.given_absent) for pk, each in given.items()})

    def _result(self, answers: Mapping[int, Answer]) -> Result:
        by_number = {each.number: answers[each.pk] for each in self.method.criteria if each.pk in answers}
        return self.method.scorer.result(self.sheet.unit.kind, by_number)

    @cached_property
    def asked(self) -> list[Criterion]:
        return self.method.asked_of(self.sheet.unit.kind)

    @cached_property
    def files(self) -> dict[int, list[ScoreFile]]:
        """What was handed in as files, by criterion. One read, when first asked for: of one sheet, not of many."""
        found: dict[int, list[ScoreFile]] = defaultdict(list)
        for each in ScoreFile.objects.filter(sheet=self.sheet).select_related("added_by"):
            found[each.criterion_id].append(each)
        return found

    def is_proven(self, criterion: Criterion) -> bool:
        """Whether there is evidence: a file, a link or the number of a document."""
        score = self.scores.get(criterion.pk)
        return bool(score and score.evidence) or criterion.pk in self.files

    @cached_property
    def published_at(self) -> datetime | None:
        """When the results of the round were last published. One read, none before the first time."""
        return published_at(self.sheet.round)

    @property
    def is_anew(self) -> bool:
        """Whether the unit is scored again after results were published, and no new ones are yet."""
        return is_anew(self.sheet, self.published_at)

    def can_drop(self, file: ScoreFile) -> bool:
        """Whether the unit may take the file away again: not where published results rest on it."""
        return self.published_at is None or file.added_at > self.published_at

    def unanswered(self) -> list[Criterion]:
        """Criteria of which the unit has said nothing yet."""
        return [each for each in self.asked if not is_answered(self.scores.get(each.pk))]

    def unproven(self) -> list[Criterion]:
        """Criteria that give points only with evidence, and have none."""
        return [
            each
            for each in self.asked
            if each.needs_evidence and self.own.lines[each.number].sum and not self.is_proven(each)
        ]

    def unassessed(self) -> list[Criterion]:
        return [each for each in self.asked if not is_given(self.scores.get(each.pk))]


def published_at(found: ScoringRound) -> datetime | None:
    """When the results of the round were last published. One read, none before the first time."""
    return found.publications.aggregate(last=Max("recorded_at"))["last"] if found.public_on else None


def is_anew(sheet: ScoreSheet, published: datetime | None) -> bool:
    """Whether what was published no longer rests on this sheet: it was opened again since."""
    if published is None:
        return False
    return sheet.state != SheetState.ASSESSED or (sheet.assessed_at is not None and sheet.assessed_at > published)


def is_answered(score: Score | None) -> bool:
    return score is not None and (score.value is not None or score.is_absent)


def is_given(score: Score | None) -> bool:
    """Whether the assessors have said what holds."""
    return score is not None and (score.given_value is not None or score.given_absent)


def scored(sheets: QuerySet[ScoreSheet], method: Method) -> list[Scored]:
    """Sheets of one round with their scores. Two reads, for one sheet or for all."""
    rows = list(sheets.select_related("unit", "submitted_by", "assessed_by"))
    by_sheet: dict[int, dict[int, Score]] = defaultdict(dict)
    for each in Score.objects.filter(sheet__in=[row.pk for row in rows]):
        by_sheet[each.sheet_id][each.criterion_id] = each
    return [Scored(row, by_sheet[row.pk], method) for row in rows]


def all_scored(found: ScoringRound) -> tuple[Method, list[Scored]]:
    """Every sheet of a round with its results. Five reads."""
    method = method_of(found.method_id)
    return method, scored(found.sheets.order_by("unit__name_vi", "pk"), method)


def round_at(code: str, period: Period) -> ScoringRound | None:
    """The round of an index and a period. One read."""
    rows = ScoringRound.objects.select_related("index__province", "method__index")
    return rows.filter(index__code=code, year=period.year, quarter=period.quarter).first()


def sheets_to_score(user) -> QuerySet[ScoreSheet]:
    """The sheets of units for which the person scores; to others they do not exist."""
    return ScoreSheet.objects.filter(places_for(user, Permission.INDEX_SCORE))


def may_assess(user, found: ScoringRound) -> bool:
    """Whether the person assesses the units of the province. Reviewers of one unit do not."""
    return can(user, Permission.INDEX_ASSESS, province=found.index.province)


def has_scored(found: Scored, user) -> bool:
    """Whether the person had a hand in what the unit says of itself."""
    added = (each.added_by_id for files in found.files.values() for each in files)
    return user.pk in {found.sheet.submitted_by_id, *(each.scored_by_id for each in found.scores.values()), *added}


def units_in(method: ScoringMethod, period: Period) -> QuerySet[OrgUnit]:
    """The units of the province that a round of this period scores: of its kinds, there on the last day. One read."""
    return OrgUnit.objects.on(period.end).filter(province=method.index.province_id, kind__in=method.kind_set)


LAST_RESULTS = Subquery(
    IndexPublication.objects.filter(round=OuterRef("round")).order_by("-version").values("recorded_at")[:1]
)
"""Of a sheet: when the newest results of its round were published."""


def at_work() -> QuerySet[ScoringRound]:
    """Rounds without results, and those of which a sheet was opened again since the last ones."""
    anew = ~Q(state=SheetState.ASSESSED) | Q(assessed_at__gt=LAST_RESULTS)
    return ScoringRound.objects.filter(
        Q(public_on=None) | Exists(ScoreSheet.objects.filter(anew, round=OuterRef("pk")))
    )


def open_rounds(user) -> list[ScoringRound]:
    """Rounds at work in which the person scores or assesses, with the sheets she may score. Two reads."""
    mine = places_for(user, Permission.INDEX_SCORE)
    sheets = ScoreSheet.objects.filter(mine).select_related("unit").order_by("unit__kind", "unit__name_vi", "pk")
    rows = at_work().select_related("index__province", "method")
    rows = rows.prefetch_related(Prefetch("sheets", sheets, to_attr="own_sheets")).order_by("due_on", "pk")
    return [each for each in rows if each.own_sheets or may_assess(user, each)]


def steps_of(sheet: ScoreSheet) -> list:
    """The history of a sheet and of its files, oldest first, with who acted. Two reads."""
    files = ScoreFile.history.filter(sheet=sheet).select_related("history_user", "criterion")
    found = [*sheet.history.select_related("history_user"), *files]
    return sorted(found, key=lambda each: (each.history_date, each.history_id))
