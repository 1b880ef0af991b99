"""Finding what a working page is about: outside the person's provinces it does not exist."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from dtracker.accounts.access import provinces_for, units_for
from dtracker.accounts.roles import Permission
from dtracker.formats.quarters import Period
from dtracker.places.models import Province
from indicators.models import Figure
from indicators.queries.asked import Assignment, Respondent, assignment_of
from indicators.queries.entry import visible_to


def province_or_404(user, slug: str, permission: Permission) -> Province:
    """A province for which the person holds the permission."""
    return get_object_or_404(provinces_for(user, permission), slug=slug)


def respondent_or_404(user, slug: str, unit: str | None, permission: Permission) -> Respondent:
    """A province, or with a code one of its units, for which the person holds the permission."""
    if unit is None:
        return Respondent(province_or_404(user, slug, permission))
    units = units_for(user, permission).select_related("province")
    found = get_object_or_404(units, code=unit, province__slug=slug)
    return Respondent(found.province, found)


def assignment_or_404(user, slug: str, period: Period, unit: str | None, permission: Permission) -> Assignment:
    """The sheet of a province or unit that existed in the period."""
    found = respondent_or_404(user, slug, unit, permission)
    if not found.existed_in(period):
        raise Http404(_("The province did not exist in this period."))
    return assignment_of(found, period)


def figure_or_404(user, pk: int) -> Figure:
    """A working figure of a province or unit where the person may see drafts."""
    figures = visible_to(user).select_related("indicator__pillar", "province", "unit", "source")
    return get_object_or_404(figures, pk=pk)
