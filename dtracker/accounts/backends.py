"""Who is behind a session."""

from django.contrib.auth.backends import ModelBackend
from django.utils import timezone

from dtracker.accounts.access import remember
from dtracker.accounts.models import Membership, User


class PersonBackend(ModelBackend):
    """Checks passwords as Django does; finds the person of a session together with what she may do, in one read."""

    def get_user(self, user_id) -> User | None:
        in_force = Membership.objects.on(timezone.localdate()).filter(user=user_id)
        rows = in_force.with_places().select_related("user", "province", "unit").order_by()
        found = sorted(rows, key=lambda each: (each.role, each.pk))
        if not found:
            return super().get_user(user_id)
        user = found[0].user
        remember(user, found)
        return user if self.user_can_authenticate(user) else None
