"""Who is late: what each of the person's provinces gave in the last rounds."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from dtracker.accounts.access import own_provinces, provinces_for, units_for
from dtracker.accounts.gates import signed_in
from dtracker.accounts.roles import Permission
from indicators.enums import Punctuality
from indicators.forms.filters import choices, chosen
from indicators.queries.timeliness import reports
from indicators.tables.timeliness import TimelinessTable, rows, strips, summary

PER_PAGE = 40
EVERY = "all"
PROVINCES_ONLY = "none"


@require_safe
@signed_in(Permission.DRAFT_READ)
def timeliness(request):
    today = timezone.localdate()
    found = reports(_provinces(request.user, today), on=today, units=units_for(request.user, Permission.DRAFT_READ))
    periods = sorted({each.period for each in found}, reverse=True)
    places = {each.province.slug: each.province.name for each in found}
    units = {each.unit.code: each.respondent.title for each in found if each.unit}
    options = _options(periods, places, units)
    asked = {name: chosen(request.GET, name, values) for name, values in options.items()}
    picked = asked | {"period": asked["period"] or _first_period(periods, places, asked["province"])}
    shown = [each for each in found if _matches(each, picked)]
    # One province alone needs no column for its name.
    table = TimelinessTable(rows(shown), exclude=() if len(places) > 1 or units else ("place",))
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    is_made_up = bool(found) and all(each.province.is_illustration for each in found)
    newest = [
        each
        for each in _answered_for(found)
        if each.period == periods[0] and each.province.is_illustration == is_made_up
    ]
    return render(
        request,
        "indicators/timeliness.html",
        {
            "table": table,
            "shown": len(shown),
            "total": len(found),
            "periods": list(reversed(periods)),
            "strips": strips([each for each in found if _is_of(each, picked)], periods),
            "summary": summary(newest, periods[0]) if newest else "",
            "choices": {name: choices(values, picked[name]) for name, values in options.items()},
            "is_filtered": any(asked.values()),
            "illustration": is_made_up,
        },
    )


def _provinces(user, today):
    """Those that still exist, and the person's own: a merged province can hand over nothing any more."""
    own = own_provinces(user)
    mine = provinces_for(user, Permission.DRAFT_READ)
    return [each for each in mine if each.ended_on is None or each.ended_on >= today or each in own]


def _answered_for(found) -> list:
    """Whom the summary is about: provinces, or for people of units only their units."""
    return [each for each in found if each.unit is None] or found


def _options(periods, places, units) -> dict[str, dict[str, str]]:
    return {
        "period": {EVERY: pgettext("rounds", "all shown"), **{each.code: each.label() for each in periods}},
        "province": places,
        "unit": {PROVINCES_ONLY: _("provinces only"), **units} if units else {},
        "state": {state.value: str(state.label) for state in Punctuality},
    }


def _first_period(periods, places, province: str) -> str:
    """Without a choice: every round of one province, the newest round of many."""
    return periods[0].code if len(places) > 1 and not province else EVERY


def _matches(report, picked: dict[str, str]) -> bool:
    return (
        picked["period"] in (EVERY, report.period.code)
        and _is_of(report, picked)
        and picked["state"] in ("", report.state)
    )


def _is_of(report, picked: dict[str, str]) -> bool:
    if picked["unit"] == PROVINCES_ONLY and report.unit is not None:
        return False
    if picked["unit"] not in ("", PROVINCES_ONLY) and (report.unit is None or picked["unit"] != report.unit.code):
        return False
    return picked["province"] in ("", report.province.slug)
