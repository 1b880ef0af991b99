"""Publishing the results of a scoring round: computed once, kept with the method they were computed by."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dtracker.accounts.access import require
from dtracker.accounts.roles import Permission
from dtracker.formats.numbers import plain
from indicators.actions.refusals import MissingReason, Refused
from indicators.composite import Position
from indicators.models import Grade, IndexPublication, IndexResult, ScoringRound
from indicators.models.scoring_results import WHOLE
from indicators.queries.scoring import Method, Scored, all_scored
from indicators.scoring.enums import SheetState
from indicators.scoring.totals import Result, grade_of, places


class NotAssessed(Refused):
    """Units whose assessment has not ended; nothing was published."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(names)
        self.names = names

    @property
    def sentence(self) -> str:
        return _("Not assessed yet: %(names)s.") % {"names": ", ".join(self.names)}


class SameResults(Refused):
    sentence = gettext_lazy("These results are published already, so nothing changed.")


def publish(*, found: ScoringRound, reason: str = "", by, today: date) -> IndexPublication:
    """Publish totals, places and grades of every unit. A second time it needs a reason, and something new.

    NotAssessed while the assessment of a unit has not ended, SameResults where nothing is new.
    """
    require(by, Permission.INDEX_PUBLISH, province=found.index.province)
    with transaction.atomic():
        # The lock keeps two people from publishing the same version.
        row = ScoringRound.objects.select_for_update(of=("self",)).select_related("index__province").get(pk=found.pk)
        method, sheets = all_scored(row)
        if waiting := [each.sheet.unit.name for each in sheets if each.sheet.state != SheetState.ASSESSED]:
            raise NotAssessed(waiting)
        before = row.publications.order_by("-version").first()
        if before is not None and not reason.strip():
            raise MissingReason(_("Say why the results are published anew."))
        results = results_of(method, sheets)
        if not results or (before is not None and _is_same(before, results)):
            raise SameResults
        return _write(row, before, results, reason.strip(), by, today)


def _write(row: ScoringRound, before, results: Sequence[IndexResult], reason: str, by, today: date):
    made = IndexPublication(
        round=row,
        method=row.method,
        version=before.version + 1 if before else 1,
        reason=reason if before else "",
        public_on=today,
        by=by,
    )
    made.save()
    for each in results:
        each.publication = made
    IndexResult.objects.bulk_create(results)
    row.public_on = row.public_on or today
    row._change_reason, row._history_user = "publish", by
    row.save()
    return made


def publish_loaded() -> int:
    """Results of loaded rounds that say since when they are public. How many were made."""
    rows = ScoringRound.objects.filter(public_on__isnull=False, publications=None).select_related("index", "method")
    for row in rows:
        made = IndexPublication(round=row, method=row.method, version=1, public_on=row.public_on)
        made.save()
        results = results_of(*all_scored(row))
        for each in results:
            each.publication = made
        IndexResult.objects.bulk_create(results)
    return len(rows)


def results_of(method: Method, sheets: Sequence[Scored]) -> list[IndexResult]:
    """Results by assessed values, not saved. Units without any criterion have no place."""
    placed = _placed(method, sheets)
    grades = {str(each.pk): each for each in method.row.grades.all()}
    thresholds = method.row.rules().grades
    return [
        _result(each, placed.get(each.sheet.pk), grades.get(grade_of(each.given.total, thresholds))) for each in sheets
    ]


def _placed(method: Method, sheets: Sequence[Scored]) -> dict[int, Position]:
    groups = defaultdict(dict)
    for each in sheets:
        if each.given.has_any:
            kind = each.sheet.unit.kind if method.row.ranks_by_kind else ""
            groups[kind][each.sheet.pk] = each.given.total
    return {pk: place for totals in groups.values() for pk, place in places(totals).items()}


def _result(found: Scored, place: Position | None, grade: Grade | None) -> IndexResult:
    graded = grade if place else None
    return IndexResult(
        unit=found.sheet.unit,
        total=found.given.total,
        place=place.place if place else None,
        place_of=place.count if place else None,
        grade_vi=graded.name_vi if graded else "",
        grade_en=graded.name_en if graded else "",
        lines=lines_of(found.given),
    )


def lines_of(result: Result) -> dict[str, list[str] | None]:
    """Sum, most possible and shown points by number, of the whole under ""; None for what the unit does not have."""
    rows = {
        number: None if each.is_absent else [plain(each.sum), plain(each.possible), plain(each.shown)]
        for number, each in result.lines.items()
    }
    return rows | {WHOLE: [plain(result.sum), plain(result.possible), plain(result.total)]}


def _is_same(before: IndexPublication, results: Sequence[IndexResult]) -> bool:
    was = {each.unit_id: (each.total, each.place, each.lines) for each in before.results.all()}
    return was == {each.unit_id: (each.total, each.place, each.lines) for each in results}
