"""Mails, in the language of the person they go to."""

from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dtracker.formats.dates import format_date
from indicators.enums import Stage
from indicators.queries.reminders import Digest, Item

LINES_NAMED = 10
"""Lines a mail names; the sheet has the others."""


@dataclass(frozen=True)
class Part:
    """One round of one province as the mail shows it."""

    item: Item
    state: str
    missing: list[str]
    more: int
    returned: list[tuple[str, str]]
    sheet: str
    review: str


def reminder(digest: Digest) -> EmailMessage:
    """The reminder of one person: plain text, one subject, a link to each sheet."""
    with translation.override(digest.user.language):
        parts = [_part(each) for each in digest.items]
        body = render_to_string("emails/reminder.txt", {"user": digest.user, "parts": parts})
        return EmailMessage(_subject(digest), body.strip() + "\n", to=[digest.user.email])


def _part(item: Item) -> Part:
    names = [each.indicator.name for each in item.missing]
    address = [item.report.province.slug, item.report.period]
    return Part(
        item=item,
        state=_state(item),
        missing=names[:LINES_NAMED],
        more=len(names[LINES_NAMED:]),
        returned=[(each.indicator.name, " ".join(each.return_note.split())) for each in item.returned],
        sheet=settings.SITE_URL + reverse("indicators:sheet", args=address),
        review=settings.SITE_URL + reverse("indicators:review"),
    )


def _subject(digest: Digest) -> str:
    first, others = digest.items[0], len(digest.items) - 1
    names = {"period": first.report.period.label(), "province": first.report.province.name}
    if first.missing or first.returned:
        subject = _("Sheet of %(period)s, %(province)s: %(state)s") % (names | {"state": _state(first)})
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


def _state(item: Item) -> str:
    """How near the due date is, in words."""
    left = (item.report.due_on - item.report.on).days
    if item.stage == Stage.OVERDUE:
        return ngettext("%(days)s day overdue", "%(days)s days overdue", -left) % {"days": -left}
    if item.stage == Stage.DUE:
        return _("due today")
    words = ngettext("due on %(day)s, %(days)s day left", "due on %(day)s, %(days)s days left", left)
    return words % {"day": format_date(item.report.due_on), "days": left}
