"""Evidence of figures: who may open which, and who may take it away again."""

from django.db.models import F, Q, QuerySet

from dtracker.accounts.access import places_for
from dtracker.accounts.roles import Permission
from indicators.models import Evidence
from indicators.workflow import can_be_edited

PUBLISHED_WITH = Q(added_at__lte=F("figure__published_at"))
"""Was there when the figure was last published, so it belongs to what readers read."""


def readable_by(user) -> QuerySet[Evidence]:
    """Evidence the person may open: that of published figures, and everything where she may see drafts."""
    own = places_for(user, Permission.DRAFT_READ, province="figure__province", unit="figure__unit")
    return Evidence.objects.filter(PUBLISHED_WITH | own, figure__province__isnull=False)


def is_published(evidence: Evidence) -> bool:
    """Whether readers can open it; needs the figure."""
    published_at = evidence.figure.published_at
    return published_at is not None and evidence.added_at <= published_at


def can_be_removed(evidence: Evidence, user) -> bool:
    """By who added it, while the figure is still with the officer: later others have decided by it."""
    is_own = user.pk is not None and evidence.added_by_id == user.pk
    return is_own and can_be_edited(evidence.figure.status) and not is_published(evidence)
