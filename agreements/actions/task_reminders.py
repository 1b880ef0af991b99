"""Sending what a person is told of her tasks, once for each task, deadline and stage."""

from collections.abc import Callable, Iterable

from django.db import IntegrityError, transaction

from agreements.models import TaskReminder
from agreements.queries.task_reminders import DueTask


def send_with_tasks(*, user, tasks: Iterable[DueTask], send: Callable[[], bool]) -> bool:
    """Record what is told of the tasks and send it, together or not at all; False when another run was first.

    `send` sends the mail and says whether it did; what it raises leaves no record, so that the next run tries again.
    """
    try:
        with transaction.atomic():
            TaskReminder.objects.bulk_create(
                TaskReminder(task=each.task, user=user, deadline=each.task.deadline, stage=each.stage) for each in tasks
            )
            is_sent = send()
            if not is_sent:
                transaction.set_rollback(True)
            return is_sent
    except IntegrityError:
        return False
