"""What the slides of a meeting show, and in which order: home, then of each province its answer, its pillars, the
charts of its worst targets, open requests for explanation, its agreements."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agreements.models import Agreement
from dtracker.accounts.access import can_anywhere
from dtracker.accounts.roles import Permission
from dtracker.pages.cuts import Cut
from dtracker.pages.present import Show, Slide, part_of, parts, show
from dtracker.pages.province_sheet import Sheet
from dtracker.pages.queries import MOST, Overview, followed_provinces
from dtracker.places.models import Province
from indicators.enums import Group, TargetKind
from indicators.explanations import OPEN_STATES
from indicators.models import Indicator
from indicators.queries.explanations import readable_by
from indicators.queries.judging import Standing, worst_first
from indicators.queries.outlines import Outline, outlines_on
from indicators.tables.answers import Segment
from indicators.tables.rows import Row, row_key
from indicators.views.days import day_of

ROWS = 3
"""Targets that a slide of a pillar holds in letters that are read from the last row of chairs."""
WORST = 3
"""Targets beside the pillars, on the slide of a province."""
CHARTS = 3
"""Of a province so many of its worst targets get a slide of their own."""


@dataclass(frozen=True)
class PillarLine:
    """One pillar on the slide of a province: how many of its targets stand how."""

    name: str
    url: str
    segments: Sequence[Segment]


@dataclass(frozen=True)
class PillarSlide:
    """The targets of one pillar, so many as one slide holds."""

    name: str
    rows: Sequence[Row]
    part: int
    count: int


def on_slide(overview: Overview, sheet: Sheet, request) -> dict:
    """What a slide of a province shows beside its answer: its pillars and worst targets, or one of the pillars."""
    return {
        "pillar": _pillar(sheet, overview.cut, request.GET),
        "pillars": _lines(sheet, overview),
        # Where few are bad, the first of all.
        "worst": (sheet.worst or [row for group in sheet.groups for row in group.rows])[:WORST],
    }


def _lines(sheet: Sheet, overview: Overview) -> list[PillarLine]:
    path, query = overview.province.get_absolute_url(), overview.cut.query
    return [
        PillarLine(each.pillar.name, path + query(pillar=each.pillar.code, present="1"), each.segments)
        for each in sheet.groups
    ]


def _pillar(sheet: Sheet, cut: Cut, asked) -> PillarSlide | None:
    """The slide of the pillar in the address; None where it names none: then it is that of the whole province."""
    if not cut.pillar:
        return None
    rows = [row for group in sheet.groups for row in group.rows]
    count = max(1, -(-len(rows) // ROWS))
    part = part_of(asked, count)
    name = next((group.pillar.name for group in sheet.groups), "")
    return PillarSlide(name, rows[(part - 1) * ROWS : part * ROWS], part, count)


def show_of(request) -> Show:
    """Where the page of the request stands in the meeting. At most five reads; four for visitors."""
    followed = followed_provinces(request.user)[:MOST]
    other = _another(request, followed)
    first = [] if other else [Slide(_("Overview"), reverse("home"))]
    found = _slides(request, [other] if other else followed, day_of(request))
    return show([*first, *found], request.path, request.GET.dict())


def _another(request, followed: Sequence[Province]) -> Province | None:
    """The province of the page where it is none of those followed: then the meeting is about that one alone."""
    match = request.resolver_match
    slug = match.kwargs["slug"] if match.url_name in ("province", "series") else request.GET.get("province", "")
    is_followed = not slug or slug in {each.slug for each in followed}
    return None if is_followed else Province.objects.filter(slug=slug).first()


def _slides(request, places: Sequence[Province], on: date) -> list[Slide]:
    cut = Cut(horizon=_year(request.GET.get("horizon", "")))
    targets = [each for each in outlines_on(places, on) if each.kind == TargetKind.TARGET and cut.keeps(each)]
    charts = {each.pk: _worst([one for one in targets if one.province_id == each.pk]) for each in places}
    named = Indicator.objects.in_bulk({pk for found in charts.values() for pk in found})
    asked = _asked(request, places)
    agreed = list(Agreement.objects.filter(province__in=places).select_related("partner"))
    found = []
    for place in places:
        found.append(Slide(place.name, place.get_absolute_url()))
        found += _pillars(place, [each for each in targets if each.province_id == place.pk])
        found += [slide for pk in charts[place.pk] for slide in _charts(place, named[pk])]
        if place.pk in asked:
            found.append(_of(place, pgettext("navigation", "Explanations"), reverse("indicators:explanations")))
        found += [
            _of(place, each.partner.short or each.partner.name, each.get_absolute_url())
            for each in agreed
            if each.province_id == place.pk
        ]
    return found


def _year(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None


def _worst(targets: Iterable[Standing | Outline]) -> list[int]:
    """The indicators (pk) of the worst targets, each once."""
    bad = [each for each in worst_first(targets) if each.status.group in (Group.BAD, Group.WATCH)]
    return list(dict.fromkeys(each.indicator_id for each in bad))[:CHARTS]


def _pillars(place: Province, targets: Sequence[Standing | Outline]) -> list[Slide]:
    found: list[Slide] = []
    for pillar, members in groupby(targets, key=lambda each: each.pillar):
        rows = len({row_key(each) for each in members})
        found += parts(place.get_absolute_url(), pillar.name, rows, ROWS, pillar=pillar.code)
    return found


def _charts(place: Province, indicator: Indicator) -> list[Slide]:
    """The chart; for a rank also who stands before and after."""
    chart = Slide(indicator.short, reverse("indicators:series", args=[place.slug, indicator.code]))
    if not indicator.is_rank:
        return [chart]
    ranking = reverse("indicators:indicator", args=[indicator.code])
    return [chart, _of(place, _("Ranking: %(indicator)s") % {"indicator": indicator.short}, ranking)]


def _of(place: Province, name: str, path: str) -> Slide:
    return Slide(name, path, (("province", place.slug),))


def _asked(request, places: Sequence[Province]) -> Collection[int]:
    """The provinces (pk) with open requests that the person may see; as of a past day nobody asks anything."""
    if request.GET.get("as_of") or not can_anywhere(request.user, Permission.EXPLANATION_READ):
        return ()
    found = readable_by(request.user).filter(province__in=places, state__in=OPEN_STATES)
    return set(found.order_by().values_list("province_id", flat=True))
