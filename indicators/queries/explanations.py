"""Requests for explanation: who sees which, what stands beside a target, what waits for whom, and what suggests one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, Q, QuerySet, Value, When

from dtracker.accounts.access import can_anywhere, own_provinces
from dtracker.accounts.models import User
from dtracker.accounts.roles import Permission
from dtracker.places.models import Province
from indicators import explanations
from indicators.access import answers_for, holders, may, requests_for
from indicators.enums import RequestState, Shape, Stage, Status
from indicators.explanations import ANSWERED, ASKED, OPEN_STATES, has_fallen
from indicators.models import ExplanationReminder, ExplanationRequest, Target
from indicators.progress import judge_track
from indicators.queries.asked import Respondent
from indicators.queries.judging import Standing, judge, measure_of
from indicators.queries.standings import targets_on
from indicators.rounds import stage_of

OVERDUE = "overdue"
OPEN = "open"


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; empty values narrow nothing. `state` may also be "open" or "overdue"."""

    state: str = ""
    province: str = ""
    is_mine: bool = False

    def q(self, user, today: date) -> Q:
        wanted = Q(province__slug=self.province) if self.province else Q()
        if self.state == OPEN:
            wanted &= Q(state__in=OPEN_STATES)
        elif self.state == OVERDUE:
            wanted &= overdue(today)
        elif self.state:
            wanted &= Q(state=self.state)
        return wanted & (Q(asked_by=user) | Q(answered_by=user)) if self.is_mine else wanted


def overdue(today: date) -> Q:
    return Q(state=ASKED, due_on__lt=today)


def readable_by(user) -> QuerySet[ExplanationRequest]:
    """The requests of the provinces the person belongs to, or about what her unit answers for; others do not exist."""
    return ExplanationRequest.objects.filter(requests_for(user, Permission.EXPLANATION_READ))


def by_urgency(requests: QuerySet[ExplanationRequest]) -> QuerySet[ExplanationRequest]:
    """Waiting for an answer by due date, then answered ones, then the closed ones, the last closed first.

    With all that a row shows. One read when evaluated.
    """
    urgency = Case(When(state=ASKED, then=Value(0)), When(state=ANSWERED, then=Value(1)), default=Value(2))
    return (
        requests.select_related("target__indicator__pillar", "target__document", "province", "asked_by", "answered_by")
        .annotate(urgency=urgency)
        .order_by("urgency", F("closed_at").desc(nulls_first=True), "due_on", "pk")
    )


def open_requests(user, provinces: Iterable[Province]) -> list[ExplanationRequest]:
    """Open requests of these provinces the person may see, and her own, by urgency. One read; none for visitors."""
    if not can_anywhere(user, Permission.EXPLANATION_READ):
        return []
    concerned = Q(province__in=list(provinces)) | Q(asked_by=user) | Q(again_by=user)
    return list(by_urgency(readable_by(user).filter(concerned, state__in=OPEN_STATES)))


def by_target(requests: Iterable[ExplanationRequest]) -> dict[int, list[ExplanationRequest]]:
    found = defaultdict(list)
    for each in requests:
        found[each.target_id].append(each)
    return dict(found)


def requests_about(targets: Iterable[Target], user) -> list[ExplanationRequest]:
    """The requests about these targets that the person may see, by urgency, without those taken back. One read at
    most: none where she sees those of none of them.
    """
    readable = [each for each in targets if may(user, Permission.EXPLANATION_READ, each)]
    about = ExplanationRequest.objects.filter(target__in=readable)
    return list(by_urgency(about.exclude(state=RequestState.WITHDRAWN))) if readable else []


def barred_for(found: ExplanationRequest, user) -> dict:
    """The steps the person may not take because of what was done before; see `indicators.explanations.barred`."""
    return explanations.barred(
        has_asked=user.pk in (found.asked_by_id, found.again_by_id),
        has_answered=user.pk == found.answered_by_id,
        was_answered=found.answered_at is not None,
    )


def steps_for(found: ExplanationRequest, user) -> list[str]:
    """The steps the person may take from here."""
    held = {each for each in Permission if may(user, each, found.target)}
    return explanations.offered(RequestState(found.state), held, barred_for(found, user))


def to_answer(found: ExplanationRequest, user) -> bool:
    """Whether this request waits for the person's answer: who looks after the whole country may, but need not."""
    is_hers = found.province in own_provinces(user) and may(user, Permission.EXPLANATION_ANSWER, found.target)
    return found.state == ASKED and is_hers and "answer" not in barred_for(found, user)


def to_decide(found: ExplanationRequest, user) -> bool:
    """Whether this answer waits for the person: who asked, or asked again."""
    return found.state == ANSWERED and user.pk in (found.asked_by_id, found.again_by_id)


def talk_rows(found: ExplanationRequest):
    """The history of a request, oldest first, with who acted. One read."""
    return found.history.select_related("history_user").order_by("history_id")


def standing_of(target: Target, on: date) -> Standing | None:
    """The target judged with the others of its track; None when its document is not in force. Five reads."""
    track = targets_on(on).filter(province=target.province_id, indicator=target.indicator_id, unit=target.unit_id)
    return next((each for each in judge(list(track), on=on) if each.target.pk == target.pk), None)


def answerers(target: Target, today: date) -> list[User]:
    """The people of its province, and of the unit that answers for it, who may answer, by user name. One read."""
    theirs = holders(Permission.EXPLANATION_ANSWER, target, today)
    return list(User.objects.filter(is_active=True, memberships__in=theirs).distinct().order_by("username"))


# What suggests a request


@dataclass(frozen=True)
class Fall:
    """A target whose newest published figure made its status a bad one, or a worse one."""

    standing: Standing
    before: Status

    @property
    def after(self) -> Status:
        return self.standing.verdict.status


def fall_of(standing: Standing, on: date) -> Fall | None:
    """The fall that the newest figure of the series brought, judged on the same day without it."""
    verdict = standing.verdict
    dated = [each.observation() for each in standing.readings if each.period and each.has_value]
    if len(dated) < 2 or verdict.actual != dated[-1] or standing.indicator.shape == Shape.MILESTONE:
        return None
    before = judge_track(
        verdict.track,
        dated[:-1],
        measure_of(standing.indicator),
        today=on,
        unit_ended_on=verdict.unit_ended_on,
    )[standing.target.pk].status
    return Fall(standing, before) if has_fallen(before, verdict.status) else None


def falls_among(standings: Iterable[Standing], on: date) -> list[Fall]:
    return [found for each in standings if (found := fall_of(each, on))]


def falls_after(province, indicators: Iterable[int], on: date) -> list[Fall]:
    """Falls of the province's targets for these indicators (by pk), worst first. Five reads."""
    targets = targets_on(on).filter(province=province, unit=None, indicator__in=list(indicators))
    return falls_among(judge(list(targets), on=on), on)


# Reminders


@dataclass(frozen=True)
class DueRequest:
    """A request whose answer is owed, and how near its day is on `on`."""

    request: ExplanationRequest
    stage: Stage
    on: date


def requests_due(wanted: Mapping[User, Mapping[Respondent, Collection[Permission]]], on: date):
    """Per person the requests to remind her of: due soon, today or overdue, and not told at that stage. Two reads.

    `wanted` says what each may do for which province or unit. That a request was asked is told when it is asked.
    """
    provinces = {whose.province for places in wanted.values() for whose in places}
    asked = list(by_urgency(ExplanationRequest.objects.filter(state=ASKED, province__in=provinces)))
    told = set(ExplanationReminder.objects.filter(request__in=asked).values_list("user", "request", "due_on", "stage"))
    found = [DueRequest(each, stage_of(each.status_on, each.due_on, on), on) for each in asked]
    urgent = [each for each in found if each.stage not in (None, Stage.OPENED)]
    return {
        user: tuple(each for each in urgent if _is_owed(each, user, places) and not _is_told(each, user, told))
        for user, places in wanted.items()
    }


def _is_owed(due: DueRequest, user: User, places: Mapping[Respondent, Collection[Permission]]) -> bool:
    may_answer = any(
        Permission.EXPLANATION_ANSWER in granted and _is_asked(whose, due.request) for whose, granted in places.items()
    )
    return may_answer and "answer" not in barred_for(due.request, user)


def _is_asked(whose: Respondent, found: ExplanationRequest) -> bool:
    return answers_for(whose.unit, found.target) if whose.unit else whose.province == found.province


def _is_told(due: DueRequest, user: User, told: Collection[tuple]) -> bool:
    return (user.pk, due.request.pk, due.request.due_on, due.stage) in told
