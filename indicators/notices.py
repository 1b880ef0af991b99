"""Mails that a step of a request for explanation sends, each in the language of the person it goes to."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dtracker.accounts.models import User
from dtracker.accounts.told import has_address
from dtracker.formats.dates import format_date
from indicators.models import ExplanationRequest
from indicators.queries.explanations import answerers

logger = logging.getLogger(__name__)

SUBJECTS = {
    "ask": gettext_lazy("Please explain %(indicator)s, %(province)s, by %(due)s"),
    "answer": gettext_lazy("The explanation of %(indicator)s, %(province)s, was given"),
    "ask_again": gettext_lazy("Please explain again %(indicator)s, %(province)s, by %(due)s"),
    "close": gettext_lazy("Closed: explanation of %(indicator)s, %(province)s"),
    "withdraw": gettext_lazy("Taken back: explanation of %(indicator)s, %(province)s"),
}
SAID = {
    "ask": (gettext_lazy("%(who)s asks:"), "question"),
    "answer": (gettext_lazy("%(who)s answers:"), "answer"),
    "ask_again": (gettext_lazy("%(who)s asks again:"), "again_note"),
    "close": (gettext_lazy("%(who)s has closed the request."), "closing_note"),
    "withdraw": (gettext_lazy("%(who)s has taken the request back."), "closing_note"),
}
"""Per step who says it, and the field with the words."""


def tell(found: ExplanationRequest, step: str, by: User) -> None:
    """Write to everybody the step concerns who has an address. What cannot be sent is logged: the step is done."""
    for person in filter(has_address, concerned(found, step, by)):
        try:
            notice(found, step, by, person).send()
        # A wrong address is a ValueError; the mail of one person must not keep that of the next.
        except (SMTPException, OSError, ValueError):
            logger.exception("request %s: %s was not told of “%s”", found.pk, person.username, step)


def concerned(found: ExplanationRequest, step: str, by: User) -> list[User]:
    """Who is told: of a question those who answer, of an answer who asked, of the closing both."""
    asked = [each for each in (found.asked_by, found.again_by) if each]
    owners = [] if step == "answer" else answerers(found.target, timezone.localdate())
    people = {each.pk: each for each in (*owners, *(asked if step in ("answer", "close") else ()))}
    return [each for each in people.values() if each.is_active and each != by]


def notice(found: ExplanationRequest, step: str, by: User, person: User) -> EmailMessage:
    """Plain text: the target, the words of who acted, and a link to the request."""
    with translation.override(person.language):
        names = {
            "indicator": found.indicator.short,
            "province": found.province.name,
            "due": format_date(found.due_on),
        }
        said, field = SAID[step]
        lines = [
            _("To %(name)s") % {"name": person.get_full_name()},
            "",
            f"{found.indicator.name}, {found.province.full_name}",
            str(said) % {"who": by.get_full_name()},
            getattr(found, field),
            "",
            settings.SITE_URL + found.get_absolute_url(),
        ]
        return EmailMessage(str(SUBJECTS[step]) % names, "\n".join(lines) + "\n", to=[person.email])
