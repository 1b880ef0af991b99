"""Sending a reminder, once for each person, round (of figures or of an index) or request, and stage."""

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from indicators.models import ExplanationReminder, Reminder, ScoringReminder
from indicators.queries.reminders import Digest


def send_reminder(*, digest: Digest, message: EmailMessage) -> bool:
    """Record what the digest tells and send it, together or not at all; False when another run was first.

    Whatever the mail server answers with is raised, and leaves no record: the next run tries again.
    """
    told = {(each.report.round.pk, each.stage) for each in digest.items}
    scored = {(each.round, each.stage) for each in digest.scorings}
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
            ScoringReminder.objects.bulk_create(
                ScoringReminder(round=found, user=digest.user, due_on=found.due_on, stage=stage)
                for found, stage in scored
            )
            message.send()
    except IntegrityError:
        return False
    return True
