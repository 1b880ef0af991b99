"""Rounds at work: what waits for whom, the lines of a sheet, and how far the assessment is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dtracker.formats.dates import format_date
from dtracker.formats.numbers import format_number
from dtracker.formats.text import sort_key
from indicators.actions.scoring import Entry
from indicators.forms.scoring import LineForm, SheetForm, prefix_of
from indicators.models import Criterion, Score, ScoreFile, ScoringRound
from indicators.queries.scoring import Scored, may_assess
from indicators.scoring.enums import Formula, SheetState
from indicators.scoring.totals import Result
from indicators.tables.scoring_words import formula_words

TONES = {SheetState.DRAFT: "outside", SheetState.SUBMITTED: "warn", SheetState.ASSESSED: ""}
WAITING_FIRST = (SheetState.SUBMITTED, SheetState.DRAFT, SheetState.ASSESSED)


@dataclass(frozen=True)
class Anew:
    """That units are scored again although results are public, and where those stand."""

    sentence: str
    url: str


@dataclass(frozen=True)
class RoundCard:
    """An open round for somebody who scores or assesses in it; sheets as (name, address, state, tone)."""

    title: str
    place: str
    due: str
    assess_url: str
    anew: Anew | None
    sheets: Sequence[tuple[str, str, str, str]]


@dataclass(frozen=True)
class FileRow:
    """A file that proves a score; `is_dropped`: ticked to be taken away, on a sheet that came back."""

    file: ScoreFile
    url: str
    can_drop: bool
    is_dropped: bool


@dataclass(frozen=True)
class ScoreLine:
    """A criterion on a sheet. `form` is None for a group, and where the sheet is only shown.

    Points and `possible` are not brought back to the maximum: that is the last step, of the total.
    `has_evidence`: some is needed, or given.
    """

    anchor: str
    criterion: Criterion
    depth: int
    is_asked: bool
    how: str
    possible: str
    has_evidence: bool
    form: LineForm | None
    own: str
    own_points: str
    given: str
    given_points: str
    score: Score | None
    files: Sequence[FileRow]


@dataclass(frozen=True)
class AssessRow:
    """The sheet of one unit in the overview of the assessors."""

    name: str
    url: str
    state: str
    tone: str
    late: str
    answered: str
    own: str
    given: str


def round_cards(rounds: Iterable[ScoringRound], user) -> list[RoundCard]:
    return [_card(each, user) for each in rounds]


def _card(found: ScoringRound, user) -> RoundCard:
    address = [found.index.code, found.period]
    return RoundCard(
        title=f"{found.index.name}: {found.period.label()}",
        place=found.index.province.full_name,
        due=format_date(found.due_on),
        assess_url=reverse("indicators:assess", args=address) if may_assess(user, found) else "",
        anew=anew_words(found) if found.public_on else None,
        sheets=[
            (
                each.unit.name,
                reverse("indicators:score", args=[*address, each.unit.code]),
                each.get_state_display(),
                TONES[SheetState(each.state)],
            )
            for each in found.own_sheets
        ],
    )


def anew_words(found: ScoringRound) -> Anew:
    words = _("The results that are public since %(day)s stay until new ones are published.")
    return Anew(words % {"day": format_date(found.public_on)}, found.get_absolute_url())


def anew_of(found: Scored) -> Anew | None:
    return anew_words(found.sheet.round) if found.is_anew else None


def score_lines(found: Scored, form: SheetForm | None, file_view: str) -> list[ScoreLine]:
    """All criteria of the method in their order; those the unit's kind does not have are there without a form.

    `file_view` is the name of the address from which this person fetches the files.
    """
    asked = {each.pk for each in found.asked}
    return [_line(criterion, depth, found, form, asked, file_view) for criterion, depth in found.method.ordered]


def _line(
    criterion: Criterion, depth: int, found: Scored, form: SheetForm | None, asked: set[int], file_view: str
) -> ScoreLine:
    score, files = found.scores.get(criterion.pk), found.files.get(criterion.pk, [])
    decimals = found.method.row.decimals
    return ScoreLine(
        anchor=prefix_of(criterion),
        criterion=criterion,
        depth=depth,
        is_asked=criterion.pk in asked,
        how=formula_words(criterion) if criterion.formula else "",
        possible=_possible(found.own, criterion),
        has_evidence=criterion.needs_evidence or found.is_proven(criterion),
        form=form.forms.get(criterion.pk) if form else None,
        own=_said(criterion, score.value, score.is_absent) if score else "",
        own_points=_points(found.own, criterion, decimals),
        given=_said(criterion, score.given_value, score.given_absent) if score else "",
        given_points=_points(found.given, criterion, decimals),
        score=score,
        files=[_file(each, found, form, file_view) for each in files],
    )


def _file(file: ScoreFile, found: Scored, form: SheetForm | None, file_view: str) -> FileRow:
    sheet = found.sheet
    address = [sheet.round.index.code, sheet.round.period, sheet.unit.code, file.pk]
    return FileRow(
        file=file,
        url=reverse(file_view, args=address),
        can_drop=form is not None and sheet.state == SheetState.DRAFT and found.can_drop(file),
        is_dropped=form is not None and file.pk in form.dropped,
    )


def _said(criterion: Criterion, value: Decimal | None, is_absent: bool) -> str:
    if is_absent:
        return _("the unit does not have it")
    if value is None:
        return ""
    if criterion.formula == Formula.YES_NO:
        return _("yes") if value else _("no")
    return " ".join([format_number(value), criterion.measure]).strip()


def stored_words(found: Scored, stored: Mapping[int, Entry]) -> dict[int, str]:
    """What stands in these lines now, to be read beside what was typed."""
    words = {}
    for criterion in found.asked:
        if entry := stored.get(criterion.pk):
            said = [_said(criterion, entry.value, entry.is_absent), entry.evidence, entry.note]
            words[criterion.pk] = _("Stands there now: %(said)s") % {"said": " · ".join(filter(None, said)) or "–"}
    return words


def _points(result: Result, criterion: Criterion, decimals: int) -> str:
    line = result.lines[criterion.number]
    if line.is_absent or line.is_missing:
        return "–"
    return format_number(line.sum, decimals)


def _possible(result: Result, criterion: Criterion) -> str:
    possible = result.lines[criterion.number].possible
    return format_number(possible) if possible else "–"


@dataclass(frozen=True)
class Totals:
    """The foot of a sheet: what the points add up to, and the totals they give."""

    possible: str
    maximum: str
    own_sum: str
    own: str
    given_sum: str
    given: str


def totals_of(found: Scored) -> Totals:
    decimals = found.method.row.decimals
    return Totals(
        possible=format_number(found.own.possible),
        maximum=format_number(found.method.row.total),
        own_sum=format_number(found.own.sum, decimals),
        own=format_number(found.own.total, decimals),
        given_sum=format_number(found.given.sum, decimals),
        given=format_number(found.given.total, decimals),
    )


def assess_rows(sheets: Iterable[Scored], found: ScoringRound, today: date) -> list[AssessRow]:
    """Those that wait for the assessors first."""
    ordered = sorted(sheets, key=lambda each: (WAITING_FIRST.index(each.sheet.state), sort_key(each.sheet.unit.name)))
    return [_assess_row(each, found, today) for each in ordered]


def _assess_row(row: Scored, found: ScoringRound, today: date) -> AssessRow:
    totals = totals_of(row)
    answered = len(row.asked) - len(row.unanswered())
    is_assessed = row.sheet.state != SheetState.DRAFT
    return AssessRow(
        name=row.sheet.unit.name,
        url=reverse("indicators:assess_unit", args=[found.index.code, found.period, row.sheet.unit.code]),
        state=row.sheet.get_state_display(),
        tone=TONES[SheetState(row.sheet.state)],
        late=_late_words(row, found, today),
        answered=_("%(count)s of %(all)s") % {"count": answered, "all": len(row.asked)},
        own=totals.own if answered else "–",
        given=totals.given if is_assessed and len(row.unassessed()) < len(row.asked) else "–",
    )


def _late_words(row: Scored, found: ScoringRound, today: date) -> str:
    days = (today - found.due_on).days
    if row.sheet.state != SheetState.DRAFT or days <= 0:
        return ""
    return ngettext("%(count)s day late", "%(count)s days late", days) % {"count": days}


def progress_words(sheets: Sequence[Scored]) -> str:
    """How far a round is, in one sentence."""
    counts = {state: sum(each.sheet.state == state for each in sheets) for state in SheetState}
    return _("%(assessed)s of %(all)s units assessed, %(submitted)s to assess, %(draft)s still scoring themselves.") % {
        "assessed": counts[SheetState.ASSESSED],
        "submitted": counts[SheetState.SUBMITTED],
        "draft": counts[SheetState.DRAFT],
        "all": len(sheets),
    }


STEP_WORDS = {
    "save": gettext_lazy("%(who)s saved the sheet."),
    "submit": gettext_lazy("%(who)s handed the sheet to the assessors."),
    "collect": gettext_lazy("%(who)s took the sheet as it stood."),
    "assess": gettext_lazy("%(who)s saved the assessment."),
    "return": gettext_lazy("%(who)s returned the sheet to the unit."),
    "confirm": gettext_lazy("%(who)s ended the assessment."),
    "reopen": gettext_lazy("%(who)s opened the assessment again."),
}
WITH_NOTE = ("return", "reopen")
FILE_WORDS = {
    "+": gettext_lazy("%(who)s added the file %(name)s to %(number)s."),
    "-": gettext_lazy("%(who)s took the file %(name)s away from %(number)s."),
}


@dataclass(frozen=True)
class Told:
    """A step of a sheet as a sentence, with the reason that was given."""

    sentence: str
    at: datetime
    note: str


def told(history: Iterable) -> list[Told]:
    """The steps of a sheet and what was done with its files, newest first; of saving again and again only the last."""
    found: list[Told] = []
    for row in history:
        each = _told_file(row) if row.instance_type is ScoreFile else _told_step(row)
        if each is None:
            continue
        if found and row.history_change_reason in ("save", "assess") and found[-1].sentence == each.sentence:
            found.pop()
        found.append(each)
    return found[::-1]


def _told_step(row) -> Told | None:
    step = row.history_change_reason
    # What was loaded, or begun before its first change, is no step.
    if step not in STEP_WORDS:
        return None
    note = row.step_note if step in WITH_NOTE else ""
    return Told(STEP_WORDS[step] % {"who": row.history_user}, row.history_date, note)


def _told_file(row) -> Told:
    said = {"who": row.history_user, "name": row.file_name, "number": row.criterion.number}
    return Told(FILE_WORDS[row.history_type] % said, row.history_date, "")
