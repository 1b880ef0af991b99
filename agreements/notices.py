"""Mails that a step of a task sends, each in the language of the person it goes to."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.access import sees
from agreements.models import Task
from agreements.queries.people import confirmers_of
from dtracker.accounts.models import User
from dtracker.accounts.told import has_address

logger = logging.getLogger(__name__)

SAID = {
    "hand_in": (
        gettext_lazy("To confirm: the product of “%(work)s”"),
        gettext_lazy("%(who)s handed in the product of a task. Look at it, then confirm it or send it back."),
    ),
    "send_back": (
        gettext_lazy("Sent back: the product of “%(work)s”"),
        gettext_lazy("%(who)s sent the product back:"),
    ),
}
"""Per step the subject and the first line."""


def tell(found: Task, step: str, by: User, handed_in_by: User | None = None) -> None:
    """Write to everybody the step concerns who has an address. What cannot be sent is logged: the step is done."""
    for person in filter(has_address, concerned(found, step, by, handed_in_by)):
        try:
            notice(found, step, by, person).send()
        # A wrong address is a ValueError; the mail of one person must not keep that of the next.
        except (SMTPException, OSError, ValueError):
            logger.exception("task %s: %s was not told of “%s”", found.code, person.username, step)


def concerned(found: Task, step: str, by: User, handed_in_by: User | None) -> list[User]:
    """Of a product those who confirm it; of one sent back whose task it is, and who gave it, if they still see it."""
    people = confirmers_of(found) if step == "hand_in" else [found.assignee, handed_in_by]
    wanted = {each.pk: each for each in people if each and each != by}
    return [each for each in wanted.values() if sees(each, found)]


def notice(found: Task, step: str, by: User, person: User) -> EmailMessage:
    """Plain text: the task, the words of who acted, and a link to it."""
    with translation.override(person.language):
        subject, said = SAID[step]
        work = " ".join(found.work.split())
        lines = [
            _("To %(name)s") % {"name": person.get_full_name()},
            "",
            f"{work}, {found.province.full_name}",
            str(said) % {"who": by.get_full_name()},
            found.said,
            "",
            settings.SITE_URL + found.get_absolute_url(),
        ]
        return EmailMessage(str(subject) % {"work": work}, "\n".join(lines) + "\n", to=[person.email])
