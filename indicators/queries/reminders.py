"""Who is to be reminded of what: one digest per person, with the rounds and requests whose stage was not told yet."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dtracker.accounts.access import is_of_a_unit
from dtracker.accounts.models import Membership, User
from dtracker.accounts.roles import PERMISSIONS, Permission, Role
from dtracker.places.models import OrgUnit, Province
from indicators.enums import Stage
from indicators.models import Reminder
from indicators.queries.asked import Respondent
from indicators.queries.explanations import DueRequest, requests_due
from indicators.queries.scoring_reminders import DueScoring, scoring_due
from indicators.queries.timeliness import Cell, Report, reports
from indicators.rounds import stage_of

REMINDED_OF = {
    *(Permission.FIGURE_ENTER, Permission.FIGURE_REVIEW, Permission.EXPLANATION_ANSWER),
    *(Permission.INDEX_SCORE, Permission.INDEX_ASSESS),
}
ROUNDS_REMINDED = 4
"""Rounds counted back from the newest one; older ones are on the page of who is late."""
Key = tuple[int, int | None]
"""A province and its unit, by pk; see `Respondent.key`."""
WORST_FIRST = (Stage.OVERDUE, Stage.DUE, Stage.DUE_SOON, Stage.OPENED)


@dataclass(frozen=True)
class Item:
    """One sheet in a digest: what its officer owes, what its reviewer has to decide.

    `is_instead`: the unit has no officer of its own, so those of its province are told.
    """

    report: Report
    stage: Stage
    enters: bool
    reviews: bool
    is_instead: bool = False

    @property
    def missing(self) -> list[Cell]:
        return self.report.not_handed_over if self.enters else []

    @property
    def returned(self) -> list[Cell]:
        return self.report.returned if self.enters else []

    @property
    def to_approve(self) -> int:
        return self.report.waiting if self.reviews else 0

    @property
    def says_something(self) -> bool:
        return bool(self.missing or self.returned or self.to_approve)


@dataclass(frozen=True)
class Digest:
    """Everything one person is to be told today, the worst first."""

    user: User
    items: tuple[Item, ...]
    requests: tuple[DueRequest, ...] = ()
    scorings: tuple[DueScoring, ...] = ()

    @property
    def says_something(self) -> bool:
        """Besides tasks, which are added to it."""
        return bool(self.items or self.requests or self.scorings)


@dataclass(frozen=True)
class Roundup:
    """What is to be told on a day, and whose sheet is near its day or past it without anybody to tell."""

    digests: list[Digest]
    unheard: list[Respondent]


def digests(today: date) -> list[Digest]:
    return roundup(today).digests


def roundup(today: date) -> Roundup:
    """The digests of a day, by user name. At most eighteen reads, whatever the number of people and provinces.

    Asked are people of one province or unit who enter or review figures there; a province's officers are told of
    the sheets of units that have none of their own, its reviewers decide on its units' figures too. Who looks after
    the whole country has the page of who is late. A merged province owes nothing, but what it handed over in its last
    rounds waits for its reviewers whatever became of it.
    A round told to a person at its present stage is left out, as is one with nothing to do: it is told when something
    comes up within that stage. Who answers requests for explanation is told of those whose day is near or past; who
    scores units by an index of their sheets, and who assesses them of those that are late.
    """
    rows = Membership.objects.on(today).filter(user__is_active=True, province__isnull=False)
    members = list(rows.select_related("user", "province", "unit").order_by("user__username", "pk"))
    wanted = _wanted(members, today)
    by_province = _by_province({each.province for each in members}, today)
    told = set(Reminder.objects.filter(user__in=wanted).values_list("user", "round", "stage"))
    due, scorings = requests_due(wanted, today), scoring_due(wanted, today)
    kept = _with_officers(wanted)
    found = [
        Digest(user, _items(user, places, by_province, kept, told, today), due[user], scorings[user])
        for user, places in wanted.items()
    ]
    return Roundup([each for each in found if each.says_something], _unheard(by_province, kept, today))


def _with_officers(wanted: Mapping[User, Mapping[Respondent, Collection[Permission]]]) -> set[Key]:
    """The provinces and units that somebody enters figures for."""
    return {
        whose.key
        for places in wanted.values()
        for whose, granted in places.items()
        if Permission.FIGURE_ENTER in granted
    }


def _unheard(by_province: Mapping[Province, list[Report]], kept: set[Key], today: date) -> list[Respondent]:
    found = {
        report.respondent
        for place, held in by_province.items()
        for report in held
        if not kept & {(place.pk, None), report.respondent.key}
        and report.respondent.exists_on(today)
        and (report.not_handed_over or report.returned)
        and stage_of(report.round.opens_on, report.due_on, today) not in (None, Stage.OPENED)
    }
    return sorted(found, key=lambda each: each.official_order)


def _by_province(provinces: Iterable[Province], today: date) -> dict[Province, list[Report]]:
    """The last rounds of provinces, and of those that have ended the last ones of their time."""
    found: dict[Province, list[Report]] = defaultdict(list)
    ordered = sorted(provinces, key=lambda each: each.pk)
    there = [each for each in ordered if Respondent(each).exists_on(today)]
    for some in (there, [each for each in ordered if each not in there]):
        units = OrgUnit.objects.filter(province__in=some)
        for report in reports(some, on=today, units=units, most=ROUNDS_REMINDED) if some else ():
            found[report.province].append(report)
    return found


def _wanted(members: Iterable[Membership], today: date) -> dict[User, dict[Respondent, set[Permission]]]:
    """Per person what she may do for which province or unit."""
    wanted: dict[User, dict[Respondent, set[Permission]]] = {}
    for each in members:
        for permission in PERMISSIONS[Role(each.role)] & REMINDED_OF:
            whose = Respondent(each.province, each.unit if is_of_a_unit(each, permission) else None)
            if whose.exists_on(today) or permission == Permission.FIGURE_REVIEW:
                wanted.setdefault(each.user, {}).setdefault(whose, set()).add(permission)
    return wanted


def _items(
    user: User,
    places: dict[Respondent, set[Permission]],
    by_province: dict[Province, list[Report]],
    kept: Collection[Key],
    told: Collection[tuple],
    today: date,
) -> tuple[Item, ...]:
    items = [
        _item(report, whose, granted, kept, today)
        for whose, granted in places.items()
        for report in by_province[whose.province]
        if whose.unit in (None, report.unit)
    ]
    new = [each for each in items if each.says_something and (user.pk, each.report.round.pk, each.stage) not in told]
    return tuple(sorted(new, key=_worst_then_newest))


def _item(report: Report, whose: Respondent, granted: Collection[Permission], kept: Collection[Key], today: date):
    is_own = report.respondent == whose
    is_instead = not is_own and report.respondent.key not in kept and report.respondent.exists_on(today)
    return Item(
        report=report,
        stage=stage_of(report.round.opens_on, report.due_on, today),
        enters=Permission.FIGURE_ENTER in granted and (is_own or is_instead),
        reviews=Permission.FIGURE_REVIEW in granted,
        is_instead=is_instead,
    )


def _worst_then_newest(item: Item) -> tuple[int, int]:
    return WORST_FIRST.index(item.stage), -item.report.due_on.toordinal()
