"""Rounds of an index of units: opened with a sheet for each unit, moved to other days, closed for scoring."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from dtracker.accounts.access import require
from dtracker.accounts.roles import Permission
from dtracker.formats.quarters import Period
from dtracker.places.models import OrgUnit
from indicators.actions.refusals import Faulty
from indicators.actions.scoring_refusals import (
    AllHandedOver,
    DayPassed,
    NotReady,
    NotScored,
    NoUnits,
    RoundThere,
    TooEarly,
)
from indicators.models import ScoreSheet, ScoringMethod, ScoringRound, UnitIndex
from indicators.models.scoring_rounds import not_begun
from indicators.queries.scoring import method_of, units_in
from indicators.queries.scoring_rounds import units_left
from indicators.scoring.enums import SheetState
from indicators.scoring.steps import next_state


def open_round(
    *,
    method: ScoringMethod,
    year: int,
    quarter: int | None,
    opens_on: date,
    due_on: date,
    units: Collection[OrgUnit] | None = None,
    by,
) -> ScoringRound:
    """Open a round: every unit of the method's kinds that was there in the period gets a sheet, or these `units`.

    Faulty where the days cannot be, NotReady where the method is not, RoundThere where the period has one, NoUnits
    where there is no unit, NotScored where one of those chosen cannot be scored. From now on the criteria of the method
    can no longer be changed.
    """
    require(by, Permission.INDEX_PUBLISH, province=method.index.province)
    if not method.is_ready:
        raise NotReady(method, [])
    period = Period(year, quarter)
    _check_days(period, opens_on, due_on)
    with transaction.atomic():
        # Of two people who open the same period the second one is told, whatever versions they chose.
        UnitIndex.objects.select_for_update().get(pk=method.index_id)
        ScoringMethod.objects.select_for_update().get(pk=method.pk)
        if found := method_of(method.pk).faults():
            raise NotReady(method, found)
        if ScoringRound.objects.filter(index=method.index_id, year=year, quarter=quarter).exists():
            raise RoundThere(period)
        chosen = _units(method, period, units)
        made = ScoringRound(
            index=method.index, method=method, year=year, quarter=quarter, opens_on=opens_on, due_on=due_on
        )
        made._change_reason, made._history_user = "open", by
        made.save()
        _give_sheets(made, chosen)
        return made


def add_sheets(found: ScoringRound) -> int:
    """A sheet for each unit of the round that has none yet; how many were added."""
    return _give_sheets(found, units_left(found))


def add_units(*, found: ScoringRound, units: Collection[OrgUnit], by, today: date) -> int:
    """Sheets for units that the round left out; how many were added. What is published stays until it is replaced.

    Refused as by `open_round`, and by DayPassed where no unit could score itself any more.
    """
    require(by, Permission.INDEX_PUBLISH, province=found.index.province)
    with transaction.atomic():
        row = _locked(found)
        if today > row.due_on:
            raise DayPassed
        chosen = _units(row.method, row.period, units)
        left = [each for each in units_left(row) if each in chosen]
        if left:
            row._change_reason, row._history_user = "units", by
            row.save()
        return _give_sheets(row, left)


def move_days(*, found: ScoringRound, opens_on: date, due_on: date, by) -> ScoringRound:
    """Other days for a round: units score themselves until the last of them."""
    require(by, Permission.INDEX_PUBLISH, province=found.index.province)
    _check_days(found.period, opens_on, due_on)
    with transaction.atomic():
        row = _locked(found)
        row.opens_on, row.due_on = opens_on, due_on
        row._change_reason, row._history_user = "days", by
        row.save()
        return row


def close_scoring(*, found: ScoringRound, by, today: date) -> int:
    """Take every sheet that was not handed over in time as it stands; how many. TooEarly before the due date passed.

    AllHandedOver where no unit has its sheet any more.
    """
    require(by, Permission.INDEX_PUBLISH, province=found.index.province)
    with transaction.atomic():
        row = _locked(found)
        if today <= row.due_on:
            raise TooEarly(row.due_on)
        late = list(ScoreSheet.objects.select_for_update().filter(round=row, state=SheetState.DRAFT).order_by("pk"))
        if not late:
            raise AllHandedOver
        for each in late:
            each.state = next_state("collect", each.state)
            each.version += 1
        fields = ["state", "version"]
        told = {"default_user": by, "default_change_reason": "collect"}
        bulk_update_with_history(late, ScoreSheet, fields, batch_size=500, **told)
        return len(late)


def _locked(found: ScoringRound) -> ScoringRound:
    rows = ScoringRound.objects.select_for_update(of=("self",)).select_related("index", "method__index")
    return rows.get(pk=found.pk)


def _check_days(period: Period, opens_on: date, due_on: date) -> None:
    if opens_on < period.start:
        raise Faulty([("opens_on", not_begun(period))])
    if due_on < opens_on:
        raise Faulty([("due_on", _("The due date cannot lie before the day the round opens."))])


def _units(method: ScoringMethod, period: Period, chosen: Collection[OrgUnit] | None) -> list[OrgUnit]:
    there = list(units_in(method, period))
    if wrong := [each.name for each in chosen or () if each not in there]:
        raise NotScored(wrong)
    if not there or (chosen is not None and not chosen):
        raise NoUnits
    return there if chosen is None else [each for each in there if each in chosen]


def _give_sheets(found: ScoringRound, units: Collection[OrgUnit]) -> int:
    new = [ScoreSheet(round=found, province=found.index.province, unit=unit) for unit in units]
    return len(ScoreSheet.objects.bulk_create(new))
