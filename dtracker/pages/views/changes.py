"""What changed since a day: the page, and the card that home and the page of a province put in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.models import Event
from agreements.queries.meetings import last_meeting
from dtracker.accounts.gates import reading
from dtracker.formats.dates import format_date
from dtracker.pages.queries import MOST, followed_provinces
from dtracker.pages.slides import Known, known_to_slides
from dtracker.places.models import Province
from dtracker.places.queries import province_once_named
from indicators.forms.filters import choices
from indicators.queries.changes import Changes, changes
from indicators.tables.changes import edit_lines, move_lines, summary, value_lines
from indicators.views.days import as_they_were, dated, day_of
from indicators.views.slides import template_of

QUARTER_DAYS = 90
FRESH_DAYS = 366
"""A meeting longer ago than this is offered, but the page does not begin with it."""
SHOWN = 5
"""Moves in the card."""
VALUES_SHOWN = 4
MANY = 30
"""New values that the page does not show all at once."""


@dataclass(frozen=True)
class Preset:
    label: str
    since: date
    is_on: bool


@dataclass(frozen=True)
class Span:
    """From when on, up to when, other days to begin with, and what was wrong with the day asked for."""

    since: date
    until: date
    presets: Sequence[Preset]
    meeting: Event | None
    problem: str


@require_safe
@reading
@dated
def changes_page(request):
    until = day_of(request)
    followed = followed_provinces(request.user)
    known_to_slides(request, Known(followed))
    places = _asked(request, followed)
    span = span_of(request.GET.get("since", ""), until, last_meeting(places, until))
    found = changes(places, span.since, span.until)
    as_they_were(request, [*_with(followed, places), *_places_in(found)])
    return render(
        request,
        template_of(request, "pages/changes.html"),
        {
            **_lines(request, found, places),
            "span": span,
            "places": choices({each.slug: each.full_name for each in _with(followed, places)}, _chosen(request)),
            "too_early": _too_early(found),
            "has_many": len(found.new) > MANY,
            "earlier": _before_the_last(found),
            "place": places[0] if len(places) == 1 else None,
            "leaves_out": not _chosen(request) and len({each.is_illustration for each in followed}) == 2,
            "illustration": bool(places) and all(each.is_illustration for each in places),
        },
    )


@require_safe
@reading
@dated
def changes_card(request):
    """The first lines of the same, without a page around them; empty where nothing changed: the page stays as it is."""
    until = day_of(request)
    places = _asked(request, followed_provinces(request.user))
    span = span_of(request.GET.get("since", ""), until, last_meeting(places, until))
    found = changes(places, span.since, span.until)
    as_they_were(request, _places_in(found))
    lines = _lines(request, found, places)
    shown = {"moves": lines["moves"][:SHOWN], "values": lines["values"][: 0 if found.moves else VALUES_SHOWN]}
    more = {"more": max(0, len(found.moves) - SHOWN), "slug": _chosen(request)}
    return render(request, "pages/changes_card.html", lines | shown | more | {"span": span})


def _lines(request, found: Changes, places: Sequence[Province]) -> dict:
    """What both show, in words."""
    as_of = request.GET.get("as_of", "")
    given = {"with_place": len(places) > 1, "query": f"?as_of={as_of}" if as_of else ""}
    return {
        "found": found,
        "summary": summary(found),
        "moves": move_lines(found.moves, **given),
        "edits": edit_lines(found.edits, **given),
        "corrected": value_lines(found.corrected, **given),
        "values": value_lines(found.new, **given),
        "undated": value_lines(found.undated, **given),
        "as_of": found.until if as_of else None,
    }


def _places_in(found: Changes) -> list[Province]:
    """The provinces that the lines name."""
    moved, edited = [each.now.province for each in found.moves], [each.target.province for each in found.edits]
    return [*moved, *edited, *(each.reading.figure.province for each in found.values)]


def _chosen(request) -> str:
    # PostgreSQL takes no text with this character.
    return request.GET.get("province", "").replace("\x00", "")


def _asked(request, followed: Sequence[Province]) -> list[Province]:
    """The province of the address, 404 where there is none of that name; else the first followed ones, real if any."""
    slug = _chosen(request)
    if not slug:
        return ([each for each in followed if not each.is_illustration] or list(followed))[:MOST]
    found = next((each for each in followed if each.slug == slug), None) or Province.objects.filter(slug=slug).first()
    found = found or province_once_named(slug)
    if found is None:
        raise Http404(_("There is no province at this address."))
    return [found]


def _with(followed: Sequence[Province], places: Sequence[Province]) -> list[Province]:
    return [*followed, *(each for each in places if each not in followed)]


def span_of(text: str, until: date, meeting: Event | None) -> Span:
    """The days to compare. A day that cannot be is said, and the usual one is taken instead."""
    start = date(until.year, 1, 1)
    usual = until - timedelta(days=QUARTER_DAYS)
    first = meeting.on if meeting and (until - meeting.on).days <= FRESH_DAYS else usual
    since, problem = _read(text, first, until)
    offered = [
        (_("three months"), usual),
        (_("start of the year"), start),
        *([(_("meeting of %(day)s") % {"day": format_date(meeting.on)}, meeting.on)] if meeting else []),
    ]
    presets = [Preset(label, day, day == since) for label, day in offered if day < until]
    return Span(since, until, presets, meeting if meeting and meeting.on == since else None, problem)


def _read(text: str, usual: date, until: date) -> tuple[date, str]:
    if not text:
        return usual, ""
    names = {"text": text[:20], "usual": format_date(usual), "until": format_date(until)}
    try:
        since = date.fromisoformat(text)
    except ValueError:
        return usual, _("“%(text)s” is not a date, so %(usual)s is taken. Write it as 2026-08-14.") % names
    if since >= until:
        names["text"] = format_date(since)
        return usual, _("%(text)s is not before %(until)s, up to which this page looks, so %(usual)s is taken.") % names
    return since, ""


def _too_early(found: Changes) -> str:
    """A sentence where the first day lies before anything was published; "" otherwise."""
    if found.first_public is None or found.since >= found.first_public:
        return ""
    names = {"since": format_date(found.since), "first": format_date(found.first_public)}
    return _("On %(since)s nothing had been published yet; the first figure is of %(first)s.") % names


def _before_the_last(found: Changes) -> date | None:
    """The day before the newest publication, where nothing changed since: from there on something did."""
    return found.last_public - timedelta(days=1) if found.is_empty and found.last_public else None
