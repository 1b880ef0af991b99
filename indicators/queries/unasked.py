"""Whom a round asks for nothing, for the person who opens it: an empty sheet is no use to anybody."""

from collections.abc import Collection

from dtracker.places.models import OrgUnit, Province
from indicators.models import ReportingRound
from indicators.queries.asked import Assignment, Respondent, claims_of, indicators_of, respondents, rounds_by_period


def asked_for_nothing(rounds: Collection[ReportingRound]) -> list[Respondent]:
    """Those for whose sheet in these rounds of one period there is no reason to ask, as things stand, official order.

    A common round is no sheet of a province that has its own. Five reads at most.
    """
    if not rounds:
        return []
    [period] = {each.period for each in rounds}
    provinces = Province.objects.all()
    if all(each.province_id for each in rounds):
        provinces = provinces.filter(pk__in={each.province_id for each in rounds})
    there = list(ReportingRound.objects.filter(year=period.year, quarter=period.quarter).order_by("pk"))
    sheets = [
        Assignment(whose, period, found[period])
        for whose in respondents(provinces, OrgUnit.objects.all(), rounds)
        if (found := rounds_by_period(whose, there)) and found[period] in rounds
    ]
    claims, possible = claims_of(provinces, rounds=rounds), indicators_of(period)
    return [each.respondent for each in sheets if not any(claims.asks(each, of) for of in possible)]
