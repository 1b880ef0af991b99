"""A small index of Hải Dương with its round: two groups, four criteria, three units."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils import timezone

from dtracker.places.models import OrgUnit, Province, UnitKind
from indicators.actions.scoring_rounds import add_sheets
from indicators.models import (
    Criterion,
    Grade,
    IndexPublication,
    IndexResult,
    Score,
    ScoreSheet,
    ScoringMethod,
    ScoringRound,
    UnitIndex,
)
from indicators.scoring.enums import Formula, SheetState
from tests import make

OPENED, DUE = date(2026, 1, 5), date(2026, 1, 31)
CRITERIA = [
    # number, parent, maximum, formula, parameters, more
    ("1", None, 60, "", "", {}),
    ("1.1", "1", 40, Formula.POINTS, "", {}),
    ("1.2", "1", 20, Formula.YES_NO, "", {"needs_evidence": True}),
    ("2", None, 40, "", "", {}),
    ("2.1", "2", 30, Formula.PROPORTIONAL, "0; 90", {"unit_vi": "%"}),
    ("2.2", "2", 10, Formula.BANDS, "3: 10; 1: 4", {"kinds": "department"}),
]

UNITS = [
    ("so-noi-vu-hd", {"name_vi": "Sở Nội vụ", "name_en": "Home Affairs"}),
    ("so-y-te-hd", {"name_vi": "Sở Y tế", "name_en": "Health"}),
    ("ngoc-son-hd", {"name_vi": "Xã Ngọc Sơn", "name_en": "Ngoc Son", "kind": UnitKind.COMMUNE}),
]


@dataclass
class Scoring:
    """The index and everything that hangs on it; criteria by number, sheets by the code of the unit."""

    index: UnitIndex
    method: ScoringMethod
    criteria: dict[str, Criterion]
    round: ScoringRound
    units: list[OrgUnit]

    def sheet(self, unit: str = "so-noi-vu-hd") -> ScoreSheet:
        return ScoreSheet.objects.select_related("unit", "round__index__province").get(
            round=self.round, unit__code=unit
        )


def method_of(index: UnitIndex, version: int = 1, **fields) -> ScoringMethod:
    """A sound method that is ready."""
    defaults = {"code": f"{index.code}-{version}", "kinds": "department district commune", "is_ready": True}
    made = ScoringMethod.objects.create(index=index, version=version, **(defaults | fields))
    Grade.objects.create(method=made, least=0, name_vi="Trung bình", name_en="Average")
    Grade.objects.create(method=made, least=80, name_vi="Tốt", name_en="Good")
    known = {}
    for order, (number, parent, maximum, formula, parameters, more) in enumerate(CRITERIA):
        known[number] = Criterion.objects.create(
            method=made,
            parent=known.get(parent),
            number=number,
            order=order,
            name_vi=f"Tiêu chí {number}",
            name_en=f"Criterion {number}",
            maximum=maximum,
            formula=formula,
            parameters=parameters,
            **more,
        )
    return made


def scoring(place: Province, code: str = "cds-hd", *, year: int = 2025, units: int = 3) -> Scoring:
    """An open round of the year for so many units: Sở Nội vụ, Sở Y tế, Xã Ngọc Sơn, and further communes."""
    index = UnitIndex.objects.create(province=place, code=code, name_vi="Bộ chỉ số chuyển đổi số", name_en="DX index")
    method = method_of(index)
    made = [make.unit(place, unit, **fields) for unit, fields in UNITS[:units]]
    made += [make.unit(place, f"xa-{n}", name_vi=f"Xã {n}", kind=UnitKind.COMMUNE) for n in range(3, units)]
    opened = ScoringRound.objects.create(index=index, method=method, year=year, opens_on=OPENED, due_on=DUE)
    add_sheets(opened)
    criteria = {each.number: each for each in method.criteria.all()}
    return Scoring(index, method, criteria, opened, made)


def later(made: Scoring, year: int) -> Scoring:
    """The same index in a round of another year."""
    opened = ScoringRound.objects.create(index=made.index, method=made.method, year=year, opens_on=OPENED, due_on=DUE)
    add_sheets(opened)
    return replace(made, round=opened)


def typed(made: Scoring, version: int, **changes) -> dict:
    """What a browser sends of a full sheet; changed as in `_1_2=""` for the value of 1.2."""
    values = FULL | {key[1:].replace("_", "."): value for key, value in changes.items()}
    sent = {"version": version}
    for number, value in values.items():
        prefix = f"c{made.criteria[number].pk}"
        sent |= {f"{prefix}-value": value, f"{prefix}-evidence": "Báo cáo 12/BC"}
    return sent


FULL = {"1.1": "40", "1.2": "1", "2.1": "90", "2.2": "3"}


def fill(
    made: Scoring, unit: str, values: dict, *, state=SheetState.ASSESSED, assessed=True, note: str = ""
) -> ScoreSheet:
    """Values of a unit as if they had been scored, and assessed alike; None: it does not have the criterion."""
    sheet = made.sheet(unit)
    for number, value in values.items():
        said = {"value": None if value is None else Decimal(value), "is_absent": value is None}
        given = {f"given_{name.removeprefix('is_')}": each for name, each in said.items()} if assessed else {}
        why = note or ("Không có" if value is None else "")
        Score.objects.create(sheet=sheet, criterion=made.criteria[number], note=why, evidence="BC 1", **said, **given)
    sheet.state = state
    sheet.save()
    return sheet


def publication(made: Scoring, *, public_on: date | None = None, **totals) -> IndexPublication:
    """A publication as readers see it: totals by position of the unit, as in `u0="90.5"`."""
    made.round.sheets.update(state=SheetState.ASSESSED)
    made.round.public_on = public_on or timezone.localdate()
    made.round.save()
    found = IndexPublication.objects.create(
        round=made.round, method=made.method, version=1, public_on=made.round.public_on
    )
    for place, (key, total) in enumerate(totals.items(), start=1):
        lines = {each: ["1.5", "2", "1.5"] for each in ("", *made.criteria)}
        IndexResult.objects.create(
            publication=found,
            unit=made.units[int(key[1:])],
            total=Decimal(total),
            place=place,
            place_of=len(totals),
            grade_vi="Tốt",
            grade_en="Good",
            lines=lines,
        )
    return found
