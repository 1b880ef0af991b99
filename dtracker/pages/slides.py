"""What the slides of a meeting show, and in which order: home, then of each province its answer, its pillars, the
charts of its worst targets, open requests for explanation, its agreements."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import QuerySet, TextField, Value, Window
from django.db.models.functions import Cast, RowNumber
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agreements.models import Agreement, Partner
from dtracker.accounts.access import can_anywhere
from dtracker.accounts.roles import Permission
from dtracker.pages.cuts import Cut
from dtracker.pages.present import Show, Slide, part_of, parts, show
from dtracker.pages.province_sheet import Sheet
from dtracker.pages.queries import MOST, Overview, followed_provinces
from dtracker.places.models import Province
from dtracker.places.queries import all_named_on
from indicators.enums import Group, TargetKind
from indicators.explanations import OPEN_STATES
from indicators.models import Indicator
from indicators.queries.explanations import readable_by
from indicators.queries.judging import Standing, worst_first
from indicators.queries.outlines import Outline
from indicators.queries.standings import standings
from indicators.tables.answers import Segment
from indicators.tables.rows import Row, row_key
from indicators.views.days import day_of, province_shown

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


@dataclass(frozen=True)
class Known:
    """What the page of a slide has read itself, so that the order of the slides need not read it once more.

    `followed`: the provinces that the person follows, where the page asked for them.
    """

    followed: Sequence[Province] | None = None
    overviews: Sequence[Overview] = ()


def known_to_slides(request, found: Known) -> None:
    request.known_to_slides = found


def show_of(request) -> Show:
    """Where the page of the request stands in the meeting. At most four reads, of what the page does not know itself;
    two more where targets are judged anew, and of members one for the names of a past day.
    """
    known = getattr(request, "known_to_slides", Known())
    day = day_of(request) if request.GET.get("as_of") else None
    followed = (followed_provinces(request.user, day) if known.followed is None else known.followed)[:MOST]
    other = _another(request, followed)
    first = [] if other else [Slide(_("Overview"), reverse("home"))]
    shown = province_shown(request)
    places = [other] if other else [shown if each == shown else each for each in followed]
    if day:
        all_named_on(places, day)
    found = _slides(request, places, known.overviews)
    return show([*first, *found], request.path, request.GET.dict())


def _another(request, followed: Sequence[Province]) -> Province | None:
    """The province of the page where it is none of those followed: then the meeting is about that one alone."""
    match = request.resolver_match
    slug = match.kwargs["slug"] if match.url_name in ("province", "series") else request.GET.get("province", "")
    if not slug or slug in {each.slug for each in followed}:
        return None
    shown = province_shown(request)
    return shown if shown and shown.slug == slug else Province.objects.filter(slug=slug).first()


def _slides(request, places: Sequence[Province], overviews: Sequence[Overview]) -> list[Slide]:
    cut = Cut(horizon=_year(request.GET.get("horizon", "")))
    targets = [each for each in _targets(places, overviews, day_of(request)) if cut.keeps(each)]
    charts = {each.pk: _worst([one for one in targets if one.province_id == each.pk]) for each in places}
    named = _named({pk for found in charts.values() for pk in found}, targets)
    asked, agreed = _asked_and_agreed(request, places)
    found = []
    for place in places:
        found.append(Slide(place.name, place.get_absolute_url()))
        found += _pillars(place, [each for each in targets if each.province_id == place.pk])
        found += [slide for pk in charts[place.pk] for slide in _charts(place, named[pk])]
        if place.pk in asked:
            found.append(_of(place, pgettext("navigation", "Explanations"), reverse("indicators:explanations")))
        found += [_of(place, name, path) for of_place, name, path in agreed if of_place == place.pk]
    return found


def _targets(places: Sequence[Province], overviews: Sequence[Overview], on: date) -> list[Standing | Outline]:
    """The targets of the provinces as they stand on the day, of each in catalogue order."""
    known = {each.province.pk: each.all_judged for each in overviews}
    found = [one for each in places for one in known.get(each.pk, ())]
    unknown = [each for each in places if each.pk not in known]
    # In full, not in outline: where they are judged anew, an outline would have been read in vain.
    read = standings(provinces=unknown, on=on) if unknown else []
    return [*found, *(each for each in read if each.kind == TargetKind.TARGET)]


def _named(keys: Collection[int], targets: Iterable[Standing | Outline]) -> dict[int, Indicator]:
    """The indicators by key: those of targets in full, and the others by one read."""
    found = {each.indicator_id: each.indicator for each in targets if isinstance(each, Standing)}
    missing = {each for each in keys if each not in found}
    return found | (Indicator.objects.in_bulk(missing) if missing else {})


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


def _asked_and_agreed(request, places: Sequence[Province]) -> tuple[set[int], list[tuple[int, str, str]]]:
    """The provinces (pk) with open requests that the person may see; and (province, name, path) of each agreement in
    order. One read.
    """
    nothing = Value("", output_field=TextField())
    rows = _numbered(Agreement.objects.filter(province__in=places))
    if _may_be_asked(request):
        found = readable_by(request.user).filter(province__in=places, state__in=OPEN_STATES).order_by()
        rows = rows.union(found.values_list(Value(0), "province_id", *[nothing] * 4), all=True)
    asked, agreed = set(), []
    for number, province, code, *partner in sorted(rows):
        if number:
            short, name_vi, name_en = partner
            name = short or Partner(name_vi=name_vi, name_en=name_en).name
            agreed.append((province, name, Agreement(code=code).get_absolute_url()))
        else:
            asked.add(province)
    return asked, agreed


def _numbered(agreements: QuerySet[Agreement]) -> QuerySet:
    """From 1 on in their order, which a union would lose."""
    number = Window(RowNumber(), order_by=Agreement._meta.ordering)
    columns = (Cast(name, TextField()) for name in ("code", "partner__short", "partner__name_vi", "partner__name_en"))
    return agreements.order_by().values_list(number, "province_id", *columns)


def _may_be_asked(request) -> bool:
    """Whether open requests are among the slides; as of a past day nobody asks anything."""
    return not request.GET.get("as_of") and can_anywhere(request.user, Permission.EXPLANATION_READ)
