"""Sheets of an index of units from the fixture files: a line for each unit, its values in one cell.

A value is written as `1.2=80.5`; with `/` the assessed value follows where it differs; `x`: the unit does not have it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from dtracker.management.seeding.reading import Fault, FileRow
from dtracker.management.seeding.tables import SCORE_COLUMNS
from indicators.actions.scoring_rounds import add_sheets
from indicators.models import Criterion, Score, ScoreSheet, ScoringRound
from indicators.scoring.enums import SheetState

BATCH = 500
ABSENT = "x"
MADE_UP = "Minh hoạ"
"""Stands for the evidence, notes and reasons of loaded sheets: only made-up ones are loaded."""
Pair = tuple[Decimal | None, Decimal | None]


@dataclass
class SheetRow:
    """A line: the codes of round and unit, the state, and (own, assessed) values by number; None: does not have it."""

    where: str
    round: str
    unit: str
    state: str
    values: dict[str, Pair] = field(default_factory=dict)


def read_scores(rows: Iterable[FileRow]) -> tuple[list[SheetRow], list[Fault]]:
    """Checked lines and every fault of them; whether round, unit and criteria are there is asked when writing."""
    found, faults = [], []
    for each in rows:
        wrong = [_("%(column)s is missing.") % {"column": name} for name in SCORE_COLUMNS if name not in each.values]
        if not wrong and each.values["state"] not in SheetState.values:
            wrong = [_("There is no state “%(state)s”.") % {"state": each.values["state"]}]
        if not wrong:
            row = SheetRow(each.where, each.values["round"], each.values["unit"], each.values["state"])
            wrong = _fill(row, each.values["values"])
            found.append(row)
        faults += [Fault(each.where, sentence) for sentence in wrong]
    return found, faults


def _fill(row: SheetRow, text: str) -> list[str]:
    wrong = []
    for cell in text.split():
        number, _sign, values = cell.partition("=")
        own, mark, given = values.partition("/")
        try:
            row.values[number] = (_value(own), _value(given if mark else own))
        except InvalidOperation:
            wrong.append(_("“%(cell)s” is no value of a criterion, such as 1.2=80.5.") % {"cell": cell})
    return wrong


def _value(text: str) -> Decimal | None:
    return None if text == ABSENT else Decimal(text)


def write_scores(rows: list[SheetRow]) -> list[Fault]:
    """The sheets of loaded rounds, and the scores of those that have none yet. Faults for what is not there."""
    rounds = {each.code: each for each in ScoringRound.objects.select_related("index__province", "method")}
    for each in rounds.values():
        # Who opened a round in the product chose its units; a loaded one has no sheets at first.
        if not each.sheets.exists():
            add_sheets(each)
    sheets = {(each.round.code, each.unit.code): each for each in ScoreSheet.objects.select_related("unit", "round")}
    scored = set(Score.objects.values_list("sheet", flat=True))
    criteria = {(each.method_id, each.number): each for each in Criterion.objects.all()}
    faults, scores, moved = [], [], []
    for row in rows:
        sheet = sheets.get((row.round, row.unit))
        if sheet is None:
            faults.append(Fault(row.where, _("There is no such round, or it has no sheet of this unit.")))
        elif sheet.pk not in scored:
            sheet.state = row.state
            moved.append(sheet)
            faults += _add(row, sheet, criteria, scores)
    Score.objects.bulk_create(scores, batch_size=BATCH)
    ScoreSheet.objects.bulk_update(moved, ["state"], batch_size=BATCH)
    return faults


def _add(row: SheetRow, sheet: ScoreSheet, criteria: dict, scores: list[Score]) -> list[Fault]:
    method, faults = sheet.round.method_id, []
    for number, (own, given) in row.values.items():
        if criterion := criteria.get((method, number)):
            scores.append(_score(sheet, criterion, own, given))
        else:
            faults.append(Fault(row.where, _("There is no criterion “%(number)s”.") % {"number": number}))
    return faults


def _score(sheet: ScoreSheet, criterion, own: Decimal | None, given: Decimal | None) -> Score:
    assessed = {"given_value": given, "given_absent": given is None} if sheet.state == SheetState.ASSESSED else {}
    return Score(
        sheet=sheet,
        criterion=criterion,
        value=own,
        is_absent=own is None,
        note=MADE_UP if own is None else "",
        evidence=MADE_UP if criterion.needs_evidence and own else "",
        reason=MADE_UP if assessed and given != own else "",
        **assessed,
    )
