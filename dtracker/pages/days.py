"""The day of a page as its frame says it: which day, what is wrong with the one asked for, other days to choose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from dtracker.formats.quarters import Period
from indicators.views.days import LAST_MEETING, Asked, is_dated, with_first_day

YEARS = 5
"""Ends of years that are offered."""
TASKS = ("agreements:tasks", "agreements:task_board", "agreements:task_timeline", "agreements:task")
WITH_UNDATED = ("province", "agreements:agreement", "agreements:bodies", "agreements:body", *TASKS)
"""Pages with rows of which only the present state is known."""
OWN_FIELDS = ("as_of", "page")
"""What another day does not keep of an address: the day itself, and which page of a list it was."""


@dataclass(frozen=True)
class Preset:
    label: str
    as_of: str
    is_on: bool


@dataclass(frozen=True)
class Days:
    """What `components/as_of.html` shows.

    `place`: the slug of the province a page is about, or "". `kept`: the rest of the address, for the form.
    `has_undated`: whether rows stand on the page of which only the present state is known.
    """

    asked: Asked
    today: date
    place: str = ""
    presets: Sequence[Preset] = ()
    kept: Sequence[tuple[str, str]] = ()
    has_undated: bool = False


def day(request) -> dict:
    """Context of base.html; empty on pages of no day, unless one was asked of them.

    At most two reads, none for today, and none before the page shows it: cells of tables are rendered with this
    context too, each anew.
    """
    match = getattr(request, "resolver_match", None)
    if match is None:
        return {}
    today = timezone.localdate()
    if not is_dated(match.func):
        sentence = _("What stands on this page is not kept day by day.")
        return {"days": Days(Asked(problem=sentence), today)} if request.GET.get("as_of") else {}
    asked = getattr(request, "asked_day", None)
    if asked is None:
        return {}
    return {"days": SimpleLazyObject(lambda: _days(request, with_first_day(asked), today))}


def _days(request, asked: Asked, today: date) -> Days:
    match = request.resolver_match
    kept = [(name, each) for name, values in request.GET.lists() if name not in OWN_FIELDS for each in values]
    place = match.kwargs.get("slug", "") if request.path.startswith("/provinces/") else ""
    return Days(asked, today, place, _presets(asked.as_of, today), kept, match.view_name in WITH_UNDATED)


def _presets(as_of: date | None, today: date) -> list[Preset]:
    quarter = Period.of(today, yearly=False).shift(-1)
    offered = [(_("end of the last quarter"), quarter.end)] if quarter.quarter != 4 else []
    for year in range(today.year - 1, today.year - 1 - YEARS, -1):
        offered.append((_("end of %(year)s") % {"year": year}, date(year, 12, 31)))
    found = [Preset(label, each.isoformat(), each == as_of) for label, each in offered]
    return [Preset(_("last meeting"), LAST_MEETING, False), *found]
