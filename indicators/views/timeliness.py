"""Who is late: what each of the person's provinces gave in the last rounds."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from dtracker.accounts.access import can, can_anywhere, provinces_for, units_for
from dtracker.accounts.gates import signed_in
from dtracker.accounts.roles import Permission
from indicators.enums import Punctuality
from indicators.forms.filters import choices, chosen
from indicators.queries.timeliness import newest_of_each, reports
from indicators.tables.timeliness import TimelinessTable, rows, strips, summary

PER_PAGE = 40
EVERY = "all"
NEWEST = "newest"
PROVINCES_ONLY = "none"
NO_DUTY = (None, Punctuality.ENDED)
"""States of those who owe no sheet: asked for nothing, or ended."""


@require_safe
@signed_in(Permission.TIMELINESS_READ)
def timeliness(request):
    today = timezone.localdate()
    provinces = list(provinces_for(request.user, Permission.TIMELINESS_READ))
    found = reports(provinces, on=today, units=units_for(request.user, Permission.TIMELINESS_READ))
    periods = sorted({each.period for each in found}, reverse=True)
    places = {each.province.slug: each.province.name for each in found}
    units = {each.unit.code: each.respondent.title for each in found if each.unit}
    options = _options(periods, places, units)
    asked = {name: chosen(request.GET, name, values) for name, values in options.items()}
    picked = asked | {"period": asked["period"] or (NEWEST if len(places) > 1 and not asked["province"] else EVERY)}
    listed = newest_of_each(found) if picked["period"] == NEWEST else found
    shown = [each for each in listed if _matches(each, picked)]
    # Who can see one province only needs no column for its name.
    can_open = _can_open(request.user)
    table = TimelinessTable(rows(shown, can_open), exclude=() if len(provinces) > 1 or units else ("place",))
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    is_made_up = bool(found) and all(each.province.is_illustration for each in found)
    newest = [each for each in _answered_for(found) if each.period == periods[0] and each.state not in NO_DUTY]
    newest = [each for each in newest if each.province.is_illustration == is_made_up]
    return render(
        request,
        "indicators/timeliness.html",
        {
            "table": table,
            "shown": len(shown),
            "total": len(found),
            "periods": periods,
            "strips": strips([each for each in found if _is_of(each, picked)], periods, can_open),
            "summary": summary(newest, periods[0]) if newest else "",
            "choices": {name: choices(values, picked[name]) for name, values in options.items()},
            "is_filtered": any(asked.values()),
            "illustration": is_made_up,
            "may_see_drafts": can_anywhere(request.user, Permission.DRAFT_READ),
        },
    )


def _can_open(user):
    """Whether the person may open the sheet of a report: readers and secretaries see how complete it is, no more."""
    return lambda each: can(user, Permission.DRAFT_READ, province=each.province, unit=each.unit)


def _answered_for(found) -> list:
    """Whom the summary is about: provinces, or for people of units only their units."""
    return [each for each in found if each.unit is None] or found


def _options(periods, places, units) -> dict[str, dict[str, str]]:
    return {
        "period": {
            NEWEST: pgettext("rounds", "the newest of each"),
            EVERY: pgettext("rounds", "all shown"),
            **{each.code: each.label() for each in periods},
        },
        "province": places,
        "unit": {PROVINCES_ONLY: _("provinces only"), **units} if units else {},
        "state": {state.value: str(state.label) for state in Punctuality},
    }


def _matches(report, picked: dict[str, str]) -> bool:
    return (
        picked["period"] in (EVERY, NEWEST, report.period.code)
        and _is_of(report, picked)
        and picked["state"] in ("", report.state)
    )


def _is_of(report, picked: dict[str, str]) -> bool:
    if picked["unit"] == PROVINCES_ONLY and report.unit is not None:
        return False
    if picked["unit"] not in ("", PROVINCES_ONLY) and (report.unit is None or picked["unit"] != report.unit.code):
        return False
    return picked["province"] in ("", report.province.slug)
