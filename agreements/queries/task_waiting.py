"""Which tasks wait for a person: her own that are late or due soon, and products she may confirm."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from agreements.queries.tasks import Wanted, due_soon, overdue, to_confirm_by, visible_to
from dtracker.accounts.access import can_anywhere, own_provinces
from dtracker.accounts.roles import Permission


@dataclass(frozen=True)
class Waiting:
    """How many tasks are late, how many due soon, and how many products wait for being confirmed."""

    late: int = 0
    soon: int = 0
    to_confirm: int = 0


def tasks_waiting_for(user, today: date) -> Waiting:
    """One read; none for visitors and for people who work for no province."""
    if not can_anywhere(user, Permission.TASK_READ) or not own_provinces(user):
        return Waiting()
    mine = Wanted(me=user).q(today)
    return Waiting(
        **visible_to(user).aggregate(
            late=Count("pk", filter=mine & overdue(today)),
            soon=Count("pk", filter=mine & due_soon(today)),
            to_confirm=Count("pk", filter=to_confirm_by(user)),
        )
    )
