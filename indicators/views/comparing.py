"""Two to six provinces side by side. What cannot be compared is said, and what can be is shown."""

from collections.abc import Mapping

from django.shortcuts import render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dtracker.accounts.gates import reading
from dtracker.formats.quarters import Period
from indicators.forms.filters import choices, chosen
from indicators.models import Indicator
from indicators.queries.comparing import (
    FEWEST,
    MOST,
    Chosen,
    Held,
    chosen_provinces,
    comparison,
    held_by,
    usual_indicator,
    usual_period,
)
from indicators.queries.ranking import indicator_named
from indicators.tables.comparing import absent_notes, column_heads, over_time, picker_groups, pillar_lines
from indicators.views.days import as_they_were, dated, day_of

LONGEST = 60
"""Characters of an unknown name that are repeated to the reader."""


@require_safe
@reading
@dated
def compare(request):
    on = day_of(request)
    asked = chosen_provinces(_slugs(request))
    as_they_were(request, asked.every)
    context = {
        "as_of": on if request.GET.get("as_of") else None,
        "asked": asked,
        "notes": _notes(asked, request),
        "groups": picker_groups(asked),
        "fewest": FEWEST,
        "most": MOST,
    }
    if asked.is_enough:
        context |= _compared(request, asked, on)
    else:
        context["heads"] = column_heads(asked.provinces, None, request.GET, on)
    return render(request, "indicators/compare.html", context)


def _slugs(request) -> list[str]:
    """The boxes send one parameter for each province, a link one for all."""
    texts = ",".join(request.GET.getlist("provinces")).replace("\x00", "").split(",")
    return [text.strip()[:LONGEST] for text in texts if text.strip()]


def _compared(request, asked: Chosen, on) -> dict:
    held = held_by(asked.provinces, on)
    indicator, missing = _indicator(request, held, len(asked.provinces))
    if indicator is None:
        return {"heads": column_heads(asked.provinces, None, request.GET, on), "is_empty": True}
    pillars = {each.pillar.code: each.pillar.name for each in held.indicators}
    pillar = chosen(request.GET, "pillar", pillars) or indicator.pillar.code
    periods = held.years(pillar)
    period, refused = _period(request, periods)
    found = comparison(asked.provinces, on, indicator=indicator, pillar=pillar, period=period)
    return {
        "heads": column_heads(asked.provinces, indicator, request.GET, on),
        "indicator": indicator,
        "indicators": held.indicators,
        "time": over_time(indicator, asked.provinces, found),
        "pillars": choices(pillars, pillar),
        "pillar_name": pillars[pillar],
        "periods": periods,
        "period": period,
        "lines": pillar_lines(held, pillar, asked.provinces, found, period) if period else [],
        "more_notes": [*missing, *_no_pillar(request, pillar, pillars), *refused],
        "absent": absent_notes(asked.provinces, period, found, request.GET) if period else [],
    }


def _indicator(request, held: Held, provinces: int) -> tuple[Indicator | None, list[str]]:
    """The indicator of the address, else the usual one with a sentence why."""
    code = request.GET.get("indicator", "").replace("\x00", "")
    for each in held.indicators:
        if each.code == code:
            return each, []
    usual = usual_indicator(held, provinces)
    if not code or usual is None:
        return usual, []
    sentence = _("None of these provinces has a published figure of “%(code)s”; another indicator is shown.")
    named = indicator_named(code)
    return usual, [sentence % {"code": named.short if named else code[:LONGEST]}]


def _no_pillar(request, shown: str, names: Mapping[str, str]) -> list[str]:
    """A sentence where the address names a pillar of which these provinces have no figure."""
    text = request.GET.get("pillar", "")
    if text in ("", shown):
        return []
    sentence = _("None of these provinces has a published figure in a pillar “%(text)s”; %(name)s is shown.")
    return [sentence % {"text": text[:LONGEST], "name": names[shown]}]


def _period(request, periods: dict[Period, int]) -> tuple[Period | None, list[str]]:
    """The period of the address, else the usual one with a sentence why."""
    text, usual = request.GET.get("period", ""), usual_period(periods)
    if not text or usual is None:
        return usual, []
    try:
        period = Period.from_code(text)
    except ValueError:
        sentence = _("“%(text)s” is not a period. Write 2023-Q4 for a quarter or 2023 for a year.")
        return usual, [sentence % {"text": text[:20]}]
    if period in periods:
        return period, []
    return usual, [_("Nothing of this pillar is published for %(period)s.") % {"period": period.label()}]


def _notes(asked: Chosen, request) -> list[str]:
    """What of the address cannot be compared."""
    notes = [_("“%(slug)s” is no province.") % {"slug": slug} for slug in asked.unknown[:MOST]]
    notes += [
        _("%(name)s is fictional and is not compared with real provinces.") % {"name": each.full_name}
        for each in asked.fictional
    ]
    if asked.left_out:
        said = {"most": MOST, "names": get_text_list([each.name for each in asked.left_out], _("and"))}
        notes.append(_("At most %(most)s provinces fit side by side; left out: %(names)s.") % said)
    if len(asked.provinces) == 1 and not asked.is_enough:
        notes.append(_("One province alone cannot be compared: add another."))
    return notes
