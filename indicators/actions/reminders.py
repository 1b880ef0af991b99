"""Sending a reminder, once for each person, round or request, and stage."""

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from indicators.models import ExplanationReminder, Reminder
from indicators.queries.reminders import Digest


def send_reminder(*, digest: Digest, message: EmailMessage) -> bool:
    """Record what the digest tells and send it, together or not at all; False when another run was first.

    Whatever the mail server answers with is raised, and leaves no record: the next run tries again.
    """
    told = {(each.report.round.pk, each.stage) for each in digest.items}
    try:
        with transaction.atomic():
            Reminder.objects.bulk_create(
                Reminder(round_id=pk, user=digest.user, stage=stage) for pk, stage in sorted(told)
            )
            ExplanationReminder.objects.bulk_create(
                ExplanationReminder(
                    request=each.request, user=digest.user, due_on=each.request.due_on, stage=each.stage
                )
                for each in digest.requests
            )
            message.send()
    except IntegrityError:
        return False
    return True
