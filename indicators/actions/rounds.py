"""Opening reporting rounds."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from dtracker.accounts.access import require
from dtracker.accounts.roles import Permission
from dtracker.formats.quarters import Period
from indicators.actions.refusals import NotInPeriod
from indicators.enums import RoundRule
from indicators.models import Indicator, ReportingRound
from indicators.queries.asked import Respondent
from indicators.rounds import DUE_DAYS, RoundDates, round_dates


@dataclass(frozen=True)
class Opened:
    """Rounds that were made now, and those that were there and stay as they are."""

    made: list[ReportingRound] = field(default_factory=list)
    kept: list[ReportingRound] = field(default_factory=list)


def open_rounds(
    *,
    period: Period,
    rule: RoundRule = RoundRule.CALENDAR,
    whose: Iterable[Respondent] | None = None,
    also: Iterable[Indicator] = (),
    due_days: int = DUE_DAYS,
    by=None,
) -> Opened:
    """Open the round of a period for these provinces and units, or (None) the common one of all provinces.

    All or none. `also`: what a new round asks for besides what its rule asks for. What is there already is kept with
    its own dates, so a second call changes nothing. `by` None: the operator of the machine; a person must keep the
    targets of each province, or of the whole country for the common round. NotInPeriod names those that did not exist
    in the period; ValueError for due_days below 1.
    """
    places = [None] if whose is None else list(whose)
    dates = round_dates(period, rule, due_days)
    for place in places:
        if by is not None:
            require(by, Permission.TARGET_REVISE, province=place and place.province)
    if missing := [place for place in places if place is not None and not place.existed_in(period)]:
        raise NotInPeriod(period, missing)
    done = Opened()
    with transaction.atomic():
        for place in places:
            found, is_new = _opened(place, period, rule, dates, by)
            (done.made if is_new else done.kept).append(found)
            if is_new:
                found.indicators.set(also)
    return done


def _opened(
    place: Respondent | None, period: Period, rule: RoundRule, dates: RoundDates, by
) -> tuple[ReportingRound, bool]:
    whose = {"province": place and place.province, "unit": place and place.unit}
    cell = {**whose, "year": period.year, "quarter": period.quarter}
    there = ReportingRound.objects.filter(**cell)
    if found := there.first():
        return found, False
    made = ReportingRound(
        **cell,
        rule=rule,
        data_from=dates.data_from,
        data_to=dates.data_to,
        opens_on=dates.opens_on,
        due_on=dates.due_on,
    )
    made._history_user = by
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        # Somebody opened it between the look and the save.
        return there.get(), False
    return made, True
