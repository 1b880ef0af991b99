"""Finding what a working page is about: outside the person's provinces it does not exist."""

from django.shortcuts import get_object_or_404

from dtracker.accounts.access import provinces_for
from dtracker.accounts.roles import Permission
from dtracker.places.models import Province
from indicators.models import Figure
from indicators.queries.entry import visible_to


def province_or_404(user, slug: str, permission: Permission) -> Province:
    """A province for which the person holds the permission."""
    return get_object_or_404(provinces_for(user, permission), slug=slug)


def figure_or_404(user, pk: int) -> Figure:
    """A working figure of a province where the person may see drafts."""
    figures = visible_to(user).select_related("indicator__pillar", "province", "source")
    return get_object_or_404(figures, pk=pk)
