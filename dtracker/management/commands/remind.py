"""`manage.py remind`: one mail to each person whose sheet is not complete, who decides on figures, or has tasks due."""

from datetime import date
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.actions.task_reminders import send_with_tasks
from agreements.mails import about_tasks, with_tasks
from agreements.queries.task_reminders import DueTask, tasks_due
from indicators.actions.reminders import send_reminder
from indicators.mails import reminder
from indicators.queries.reminders import Digest, roundup

ANYWHERE = "http://localhost"
"""Beginning of an address that leads people nowhere but to their own machine."""


class Command(BaseCommand):
    help = "Sends reminders of the reporting rounds and of tasks, each once. Meant for a timer, once a day."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--today", metavar="DATE", help="remind as on this day, 2026-10-10; default: today")

    def handle(self, *args, **options) -> None:
        if settings.SITE_URL.startswith(ANYWHERE) and not settings.LOCAL:
            raise CommandError(_("Set SITE_URL first: the links in the mails would lead nowhere."))
        today = read_day(options["today"])
        held, due = roundup(today), tasks_due(today)
        found, tasks = held.digests, due.by_person
        # Who has nothing but tasks is told of them in a mail of their own.
        alone = [Digest(user, ()) for user in tasks if user not in {each.user for each in found}]
        if not found and not alone:
            self.stdout.write(_("There is nothing to remind anybody of."))
        self.name_unheard([each.title for each in held.unheard], due.unheard, due.unkept)
        failed = [each for each in [*found, *alone] if not self.remind(each, tasks.get(each.user, []))]
        if failed:
            words = ngettext(
                "%(count)s mail could not be sent; the next run tries again.",
                "%(count)s mails could not be sent; the next run tries again.",
                len(failed),
            )
            raise CommandError(words % {"count": len(failed)})

    def name_unheard(self, sheets: list[str], tasks: list[str], unkept: list[str]) -> None:
        """Whoever has neither an officer nor one in the province above is told by nobody: say so here.

        `unkept`: groups with tasks of accounts that can no longer report.
        """
        if sheets:
            words = _("Nobody is told of the sheets of: %(names)s. Give somebody there the role of officer.")
            self.stdout.write(words % {"names": "; ".join(sheets)})
        if tasks:
            words = _("Nobody is told of the tasks of: %(names)s. Give somebody there the role of officer.")
            self.stdout.write(words % {"names": "; ".join(tasks)})
        if unkept:
            words = _(
                "Nobody is told of tasks given to accounts that can no longer report, of: %(names)s. "
                "Give somebody there the role of secretary."
            )
            self.stdout.write(words % {"names": "; ".join(unkept)})

    def remind(self, digest: Digest, tasks: list[DueTask]) -> bool:
        """Whether nothing went wrong. Somebody without an address is named, and told nothing."""
        names = {"who": digest.user.username}
        if not digest.user.email:
            self.stdout.write(_("%(who)s has no e-mail address and was not reminded.") % names)
            return True
        message = message_of(digest, tasks)
        names["subject"] = message.subject
        try:
            is_sent = send_with_tasks(
                user=digest.user, tasks=tasks, send=lambda: send_reminder(digest=digest, message=message)
            )
        # A wrong address is a ValueError; the mail of one person must not keep that of the next.
        except (SMTPException, OSError, ValueError) as error:
            self.stderr.write(_("%(who)s: not sent: %(error)s") % (names | {"error": error}))
            return False
        if is_sent:
            self.stdout.write(_("%(who)s: %(subject)s") % names)
        return True


def message_of(digest: Digest, tasks: list[DueTask]) -> EmailMessage:
    """One mail with all that a person is to be told."""
    if not digest.says_something:
        return about_tasks(digest.user, tasks)
    message = reminder(digest)
    return with_tasks(message, digest.user, tasks) if tasks else message


def read_day(text: str | None) -> date:
    """The day in the command, or today in Vietnam; CommandError for what is no date."""
    if text is None:
        return timezone.localdate()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(_("“%(text)s” is not a date. Write it as 2023-12-31.") % {"text": text}) from error
