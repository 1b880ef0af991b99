"""How a status is computed: the statuses, the rules in order, the cut-offs in force, the limits."""

from decimal import Decimal

from django.shortcuts import render
from django.views.decorators.http import require_safe

from dtracker.accounts.gates import reading
from dtracker.formats.numbers import format_number
from dtracker.formats.quarters import Period
from indicators.enums import Flag, Rule, Status
from indicators.explain import flag_words
from indicators.progress import CutOffs, Raised
from indicators.projection import LEAST_POINTS, REACH, RECENT

HUNDRED = Decimal(100)


@require_safe
@reading
def method(request):
    cut_offs = CutOffs()
    return render(
        request,
        "pages/method.html",
        {
            "statuses": list(Status),
            "rules": list(Rule),
            "projection": {"recent": RECENT, "least": LEAST_POINTS, "reach": REACH},
            "flags": [flag_words(Raised(each, period=Period(2025), days=12)) for each in Flag],
            "cut_offs": {
                "version": cut_offs.version,
                "on_track": format_number(cut_offs.on_track, 2),
                "speed_up": format_number(cut_offs.speed_up, 2),
                "early": format_number(cut_offs.early * HUNDRED, 0),
                "due_soon_days": cut_offs.due_soon_days,
                "coverage": format_number(cut_offs.coverage * HUNDRED, 0),
            },
        },
    )
