"""Noting changes, and forgetting those nobody asks for any more."""

from datetime import date, timedelta

from django.utils import timezone

from dtracker.changes.models import Change


def note_change() -> None:
    """For what is written in bulk; whatever is saved row by row is noted by itself."""
    Change.objects.create(made_on=timezone.localdate())


def forget_old_changes(today: date) -> None:
    Change.objects.filter(made_on__lt=today - timedelta(days=1)).delete()
