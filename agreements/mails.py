"""What a reminder says of tasks, in the language of the person it goes to."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.enums import TaskState
from agreements.models import Task
from agreements.queries.task_reminders import DueTask
from dtracker.accounts.models import User
from dtracker.formats.dates import format_date
from indicators.enums import Stage


def with_tasks(message: EmailMessage, user: User, tasks: Sequence[DueTask]) -> EmailMessage:
    """The mail with the tasks at its end."""
    with translation.override(user.language):
        message.body += f"\n{_words(tasks)}"
    return message


def about_tasks(user: User, tasks: Sequence[DueTask]) -> EmailMessage:
    """A mail about tasks alone."""
    with translation.override(user.language):
        head = _("To %(name)s") % {"name": user.get_full_name()}
        return EmailMessage(_subject(tasks), f"{head}\n\n{_words(tasks)}", to=[user.email])


def _subject(tasks: Sequence[DueTask]) -> str:
    first, others = tasks[0], len(tasks) - 1
    subject = _("Task “%(work)s”: %(state)s") % {"work": _short(first.task.work), "state": _state(first)}
    if others:
        more = ngettext("%(subject)s; and %(count)s more task", "%(subject)s; and %(count)s more tasks", others)
        subject = more % {"subject": subject, "count": others}
    return subject


def _words(tasks: Sequence[DueTask]) -> str:
    lines = [_("Your tasks:")]
    for each in tasks:
        work = " ".join(each.task.work.split())
        lines += [f"- {work}, {each.task.province.name}: {_state(each)}", _address(each)]
        if each.is_instead:
            lines.append(f"  {_instead(each.task)}")
    return "\n".join(
        [*lines, "", _("A task is told once before its deadline, once on the day, and once after it."), ""]
    )


def _instead(task: Task) -> str:
    """Why somebody else is told."""
    if task.assignee:
        words = _("%(person)s can no longer report on it, so you are told as who keeps it. Give it to somebody else.")
        return words % {"person": task.assignee.get_full_name()}
    return _("%(unit)s has no officer of its own, so you are told.") % {"unit": task.unit.name}


def _address(due: DueTask) -> str:
    return f"  {settings.SITE_URL}{due.task.get_absolute_url()}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"


def _state(due: DueTask) -> str:
    if due.task.state == TaskState.HANDED_IN:
        return _("the product waits for you to confirm it; %(state)s") % {"state": _nearness(due)}
    return _nearness(due)


def _nearness(due: DueTask) -> str:
    left = (due.task.deadline - due.on).days
    if due.stage == Stage.OVERDUE:
        return ngettext("%(days)s day overdue", "%(days)s days overdue", -left) % {"days": -left}
    if due.stage == Stage.DUE:
        return _("due today")
    words = ngettext("due on %(day)s, %(days)s day left", "due on %(day)s, %(days)s days left", left)
    return words % {"day": format_date(due.task.deadline), "days": left}
