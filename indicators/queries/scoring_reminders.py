"""Who is to be reminded of sheets of an index of units: those who score them, and once they are late who assesses."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from dtracker.accounts.models import User
from dtracker.accounts.roles import Permission
from dtracker.places.models import OrgUnit
from indicators.enums import Stage
from indicators.models import ScoreSheet, ScoringReminder, ScoringRound
from indicators.queries.asked import Respondent
from indicators.rounds import stage_of
from indicators.scoring.enums import SheetState

FORGOTTEN_DAYS = 365
"""A round that was due longer ago is on the page of the index only."""


@dataclass(frozen=True)
class DueScoring:
    """Units whose sheets in a round of an index did not come yet: to be scored by the person, or awaited by her.

    `is_instead`: units without an officer of their own are among those to be scored, so the person is told.
    """

    round: ScoringRound
    stage: Stage
    on: date
    units: tuple[OrgUnit, ...]
    scores: bool
    is_instead: bool = False


Wanted = Mapping[User, Mapping[Respondent, Collection[Permission]]]


def scoring_due(wanted: Wanted, on: date) -> dict[User, tuple[DueScoring, ...]]:
    """Per person the rounds of an index to remind her of that were not told at their stage. Two reads.

    `wanted` says what each may do for which province or unit. As with sheets of figures, those of a unit that has
    nobody of its own are told to the officers of its province.
    """
    provinces = {whose.province for places in wanted.values() for whose in places}
    rows = ScoreSheet.objects.filter(
        state=SheetState.DRAFT,
        province__in=provinces,
        round__opens_on__lte=on,
        round__due_on__gte=on - timedelta(days=FORGOTTEN_DAYS),
    )
    rows = rows.select_related("round__index", "unit", "province").order_by("round__due_on", "round", "unit")
    sheets = [each for each in rows if Respondent(each.province, each.unit).exists_on(on)]
    rounds = {each.round_id for each in sheets}
    told = set(ScoringReminder.objects.filter(round__in=rounds).values_list("user", "round", "due_on", "stage"))
    kept = {
        whose.unit.pk
        for places in wanted.values()
        for whose, granted in places.items()
        if whose.unit and Permission.INDEX_SCORE in granted
    }
    return {
        user: tuple(
            each
            for each in _owed(sheets, places, kept, on)
            if (user.pk, each.round.pk, each.round.due_on, each.stage) not in told
        )
        for user, places in wanted.items()
    }


def _owed(sheets: Iterable[ScoreSheet], places, kept: Collection[int], on: date) -> Iterable[DueScoring]:
    for found, same in groupby(sheets, key=lambda each: each.round):
        stage, group = stage_of(found.opens_on, found.due_on, on), list(same)
        own = [each for each in group if _scores(each, places, kept)]
        if own:
            units = tuple(each.unit for each in own)
            is_instead = any(each not in {whose.unit for whose in places} for each in units)
            yield DueScoring(found, stage, on, units, scores=True, is_instead=is_instead)
        late = [each for each in group if each not in own and _assesses(each, places)]
        if late and stage == Stage.OVERDUE:
            yield DueScoring(found, stage, on, tuple(each.unit for each in late), scores=False)


def _scores(sheet: ScoreSheet, places, kept: Collection[int]) -> bool:
    return any(
        Permission.INDEX_SCORE in granted
        and (whose.unit == sheet.unit if whose.unit else whose.province == sheet.province and sheet.unit_id not in kept)
        for whose, granted in places.items()
    )


def _assesses(sheet: ScoreSheet, places) -> bool:
    return any(
        Permission.INDEX_ASSESS in granted and whose.unit is None and whose.province == sheet.province
        for whose, granted in places.items()
    )
