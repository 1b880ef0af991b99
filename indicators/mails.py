"""Mails, in the language of the person they go to."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dtracker.formats.dates import format_date
from indicators.enums import Stage
from indicators.queries.explanations import DueRequest
from indicators.queries.reminders import Digest, Item
from indicators.queries.scoring_reminders import DueScoring

LINES_NAMED = 10
"""Lines a mail names; the sheet has the others."""


@dataclass(frozen=True)
class Part:
    """One sheet as the mail shows it."""

    item: Item
    state: str
    missing: list[str]
    more: int
    returned: list[tuple[str, str]]
    sheet: str
    review: str


@dataclass(frozen=True)
class Owed:
    """One request for explanation as the mail shows it."""

    indicator: str
    province: str
    state: str
    question: str
    url: str


@dataclass(frozen=True)
class Scored:
    """One round of an index of units as the mail shows it."""

    due: DueScoring
    title: str
    state: str
    units: list[str]
    more: int
    url: str


def reminder(digest: Digest) -> EmailMessage:
    """The reminder of one person: plain text, one subject, a link to each sheet."""
    with translation.override(digest.user.language):
        parts = [_part(each) for each in digest.items]
        requests = [_owed(each) for each in digest.requests]
        scorings = [_scored(each) for each in digest.scorings]
        context = {"user": digest.user, "parts": parts, "requests": requests, "scorings": scorings}
        body = render_to_string("emails/reminder.txt", context)
        return EmailMessage(_subject(digest), body.strip() + "\n", to=[digest.user.email])


def _part(item: Item) -> Part:
    names = [each.indicator.name for each in item.missing]
    return Part(
        item=item,
        state=_state_of(item),
        missing=names[:LINES_NAMED],
        more=len(names[LINES_NAMED:]),
        returned=[(each.indicator.name, " ".join(each.return_note.split())) for each in item.returned],
        sheet=settings.SITE_URL + reverse("indicators:sheet", args=item.report.assignment.url_args),
        review=settings.SITE_URL + reverse("indicators:review"),
    )


def _owed(due: DueRequest) -> Owed:
    return Owed(
        indicator=due.request.indicator.name,
        province=due.request.province.name,
        state=_state(due.stage, due.request.due_on, due.on),
        question=" ".join(due.request.question.split()),
        url=settings.SITE_URL + due.request.get_absolute_url(),
    )


def _scored(due: DueScoring) -> Scored:
    round_args, names = [due.round.index.code, due.round.period], [each.name for each in due.units]
    if not due.scores:
        path = reverse("indicators:assess", args=round_args)
    elif len(due.units) == 1:
        path = reverse("indicators:score", args=[*round_args, due.units[0].code])
    else:
        path = reverse("indicators:indexes")
    return Scored(
        due=due,
        title=str(due.round),
        state=_state(due.stage, due.round.due_on, due.on),
        units=names[:LINES_NAMED],
        more=len(names[LINES_NAMED:]),
        url=settings.SITE_URL + path,
    )


def _subject(digest: Digest) -> str:
    if not digest.items and not digest.requests:
        first = digest.scorings[0]
        return f"{first.round}: {_state(first.stage, first.round.due_on, first.on)}"
    if not digest.items:
        return _subject_of_requests(digest)
    first, others = digest.items[0], len(digest.items) - 1
    names = {"period": first.report.period.label(), "province": first.report.respondent.title}
    if first.missing or first.returned:
        subject = _("Sheet of %(period)s, %(province)s: %(state)s") % (names | {"state": _state_of(first)})
    else:
        subject = ngettext(
            "%(period)s, %(province)s: %(count)s figure waits for approval",
            "%(period)s, %(province)s: %(count)s figures wait for approval",
            first.to_approve,
        ) % (names | {"count": first.to_approve})
    if others:
        more = ngettext("%(subject)s; and %(count)s more round", "%(subject)s; and %(count)s more rounds", others)
        subject = more % {"subject": subject, "count": others}
    return subject


def _subject_of_requests(digest: Digest) -> str:
    first, others = digest.requests[0], len(digest.requests) - 1
    subject = _("Explanation of %(indicator)s, %(province)s: %(state)s") % {
        "indicator": first.request.indicator.short,
        "province": first.request.province.name,
        "state": _state(first.stage, first.request.due_on, first.on),
    }
    if others:
        more = ngettext("%(subject)s; and %(count)s more request", "%(subject)s; and %(count)s more requests", others)
        subject = more % {"subject": subject, "count": others}
    return subject


def _state_of(item: Item) -> str:
    ended_on = item.report.respondent.ended_on
    if ended_on and ended_on < item.report.on:
        return _("ended on %(day)s") % {"day": format_date(ended_on)}
    return _state(item.stage, item.report.due_on, item.report.on)


def _state(stage: Stage, due_on: date, on: date) -> str:
    """How near the due date is, in words."""
    left = (due_on - on).days
    if stage == Stage.OVERDUE:
        return ngettext("%(days)s day overdue", "%(days)s days overdue", -left) % {"days": -left}
    if stage == Stage.DUE:
        return _("due today")
    words = ngettext("due on %(day)s, %(days)s day left", "due on %(day)s, %(days)s days left", left)
    return words % {"day": format_date(due_on), "days": left}
