"""Rounds of an index to be opened: by whom, with which versions of the method, for which units."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from dtracker.accounts.access import memberships_of, provinces_for
from dtracker.accounts.roles import Permission
from dtracker.formats.quarters import Period
from dtracker.formats.text import sort_key
from dtracker.places.models import OrgUnit, UnitKind
from indicators.models import ScoringMethod, ScoringRound, UnitIndex
from indicators.queries.scoring import units_in

KINDS = tuple(UnitKind)


@dataclass(frozen=True)
class Opening:
    """What a round can be opened with.

    `units` are all of the kinds that some version scores; `scored` those that the newest ready one scores in `period`,
    which follows the last one.
    """

    index: UnitIndex
    methods: list[ScoringMethod]
    period: Period
    units: list[OrgUnit]
    scored: list[OrgUnit]


HAS_INDEX = Exists(UnitIndex.objects.filter(province=OuterRef("province")))
"""Of a membership: whether its province scores its units by an index; `Membership.has_index`."""


def belongs_to_index(user) -> bool:
    """Whether the person belongs to a province with an index. Reads nothing that is not read anyway."""
    return any(each.has_index for each in memberships_of(user))


def kept_indices(user) -> QuerySet[UnitIndex]:
    """The indices of which the person opens rounds; to others their pages of this kind do not exist."""
    provinces = provinces_for(user, Permission.INDEX_PUBLISH)
    return UnitIndex.objects.filter(province__in=provinces).select_related("province").order_by("province", "code")


def opening_of(index: UnitIndex, today: date) -> Opening:
    """Three reads."""
    methods = list(index.methods.order_by("-version"))
    newest = index.rounds.order_by("-year", "-quarter").first()
    period = newest.period.next() if newest else Period(today.year)
    kinds = {kind for each in methods for kind in each.kind_set}
    units = _as_listed(OrgUnit.objects.filter(province=index.province_id, kind__in=kinds))
    ready = next((each for each in methods if each.is_ready), None)
    scored = [each for each in units if ready and each.kind in ready.kind_set and each.was_there(period.end)]
    return Opening(index, methods, period, units, scored)


def units_left(found: ScoringRound) -> list[OrgUnit]:
    """The units that the round could score and left out. One read."""
    return _as_listed(units_in(found.method, found.period).exclude(score_sheets__round=found))


def _as_listed(units: Iterable[OrgUnit]) -> list[OrgUnit]:
    """By kind, and by name within it."""
    return sorted(units, key=lambda each: (KINDS.index(each.kind), sort_key(each.name), each.pk))
