"""The day a page shows: today, or `?as_of=YYYY-MM-DD`, which the links of the page keep."""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache, wraps
from urllib.parse import urlsplit

from django.http import Http404, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from dtracker.formats.dates import format_date
from dtracker.places.models import Province
from dtracker.places.queries import REFORM, all_named_on, named_on
from indicators.queries.publications import first_public_day

WRITTEN = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
WRITTEN_BY_HAND = re.compile(r"(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4})")
LINK = re.compile(rb'<a\b[^>]*?\shref="([/?][^"]*)"[^>]*>')
STAYS = b"data-any-day"
"""Marks a link that leads to another day, or to today, on purpose."""
LAST_MEETING = "last-meeting"
"""Asks for the day of the newest meeting; the front door puts the day in its place."""
LONGEST = 20
"""Characters of what is no date that are repeated to the reader."""


@dataclass(frozen=True)
class Asked:
    """The day of a page. `as_of` is None where none was asked for, or none that can be shown.

    `problem`: what is wrong with what was asked for, or why the page is empty; `offered`: the day to take instead.
    `has_figures`: the view has found a figure of the day, so nobody need ask whether there was any; where it has found
    none, `of` says which publications it shows, as a filter.
    """

    as_of: date | None = None
    problem: str = ""
    offered: date | None = None
    has_figures: bool = False
    of: Mapping[str, object] = field(default_factory=dict)


def day_of(request) -> date:
    """The day asked for in the address; 404 with a sentence for what is no date and for a day that has not come."""
    asked = _read(request.GET.get("as_of", ""), timezone.localdate())
    if asked.problem:
        raise Http404(asked.problem)
    return asked.as_of or timezone.localdate()


def dated(view):
    """A page of a day. Where the day asked for cannot be, it shows today and says so; its links keep the day.

    A wrong day is taken out of the address before the view reads it, so that nothing on the page repeats it.
    """

    @wraps(view)
    def of_day(request, *args, **kwargs):
        request.asked_day = asked = _read(request.GET.get("as_of", ""), timezone.localdate())
        if asked.as_of is None and "as_of" in request.GET:
            request.GET = request.GET.copy()
            del request.GET["as_of"]
        response = view(request, *args, **kwargs)
        return _keeping(response, asked.as_of) if asked.as_of else response

    of_day.is_dated = True
    return of_day


def dated_file(view):
    """A file or data of a day: for a day that cannot be there is none (404), since one of today would deceive."""
    view.is_dated = True
    return view


def found_figures(request, found: object, **of) -> None:
    """Tells that the page shows figures of its day, if it does; `of`: which ones it would show, as a filter."""
    request.asked_day = replace(request.asked_day, has_figures=bool(found), of=of)


def with_first_day(asked: Asked) -> Asked:
    """Says so where nothing had been published by the day. Two reads at most, none where that is known."""
    if asked.as_of is None or asked.problem or asked.has_figures:
        return asked
    first = first_public_day(asked.as_of, **asked.of)
    if first is None:
        return asked
    sentence = _("On %(day)s nothing had been published yet; the first figure is of %(first)s.")
    if asked.of:
        sentence = _("On %(day)s no figure of this page had been published yet; it has some since %(first)s.")
    names = {"day": format_date(asked.as_of), "first": format_date(first)}
    return Asked(asked.as_of, sentence % names, first)


def as_it_was(request, province: Province) -> Province:
    """The province of a page under its name of the day. Of a day before its first one the page says so."""
    request.province_shown = province
    province_begins(request, province)
    day = request.asked_day.as_of
    return named_on(province, day) if day else province


def as_they_were(request, provinces: Iterable[Province]) -> None:
    """Gives the provinces that a page names, in place, their names of its day. One read, none for today."""
    if request.asked_day.as_of:
        all_named_on(provinces, request.asked_day.as_of)


def province_shown(request) -> Province | None:
    """The province that a page is about, once its view has told (`as_it_was`)."""
    return getattr(request, "province_shown", None)


def begins(request, name: str, since: date | None) -> None:
    """Lets a page say that on its day there was nothing of what it is about, and lead to the first day of it."""
    day = request.asked_day.as_of
    if day and since and day < since:
        sentence = _("On %(day)s there was no %(name)s yet; it begins on %(since)s.")
        names = {"day": format_date(day), "name": name, "since": format_date(since)}
        request.asked_day = Asked(day, sentence % names, since)


def province_begins(request, province: Province) -> None:
    """The same for the page of a province."""
    day = request.asked_day.as_of
    if day and day < province.started_on:
        request.asked_day = Asked(day, _not_yet(province, day), province.started_on)


def not_begun(request, provinces: Iterable[Province]) -> dict[int, str]:
    """A sentence for each of these provinces (by pk) that there was not on the day of the page."""
    day = request.asked_day.as_of
    return {each.pk: _not_yet(each, day) for each in provinces if day and day < each.started_on}


def province_then(province: Province, on: date) -> Province:
    """The province of a file under its name of the day; 404 with a sentence where there was no such province yet."""
    if on < province.started_on:
        raise Http404(_not_yet(province, on))
    return named_on(province, on)


def _not_yet(province: Province, day: date) -> str:
    """A merger may keep an old name, and the provinces of before are older than what is recorded of them."""
    if province.started_on >= REFORM:
        sentence = _("On %(day)s there was no %(name)s as it is now; it begins on %(since)s.")
    else:
        sentence = _("What is recorded of %(name)s here begins on %(since)s, so %(day)s cannot be shown.")
    names = {"name": province.name_in_sentence, "since": format_date(province.started_on)}
    return sentence % (names | {"day": format_date(day)})


def _read(text: str, today: date) -> Asked:
    """What the text asks for."""
    if not text:
        return Asked()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return _no_date(text, today)
    if day > today:
        sentence = _("%(day)s has not come yet. The last day that can be shown is today, %(today)s.")
        return Asked(problem=sentence % {"day": format_date(day), "today": format_date(today)})
    return Asked(day)


def _no_date(text: str, today: date) -> Asked:
    """What is said of a text that is no day of an address. The day it means, or the nearest one, is offered."""
    found = WRITTEN.fullmatch(text) or WRITTEN_BY_HAND.fullmatch(text)
    year, month, day = (int(found[part]) for part in ("year", "month", "day")) if found else (0, 0, 0)
    if not (1 <= month <= 12 and day and year >= date.min.year):
        sentence = _("“%(text)s” is not a date. Write it as 2023-12-31.")
        return Asked(problem=sentence % {"text": text[:LONGEST]})
    last = date(year, month, monthrange(year, month)[1])
    meant = last.replace(day=min(day, last.day))
    sentence = _("There is no day “%(text)s”: that month ends on %(last)s.")
    if day <= last.day:
        sentence = _("In an address a day is written as %(written)s, not as “%(text)s”.")
    names = {"text": text[:LONGEST], "last": format_date(last), "written": meant.isoformat()}
    return Asked(problem=sentence % names, offered=meant if meant <= today else None)


def _keeping(response: HttpResponse, day: date) -> HttpResponse:
    """The page with its day in every link that leads to a page or file of a day.

    Done here once for all: addresses are written by models, tables and templates, and each could forget it.
    """
    if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
        response.content = LINK.sub(lambda link: _on_day(link, day), response.content)
    return response


def _on_day(link: re.Match[bytes], day: date) -> bytes:
    tag, address = link[0], link[1]
    if STAYS in tag or b"as_of=" in address or not leads_to_a_day(urlsplit(address.decode()).path):
        return tag
    path, mark, anchor = address.partition(b"#")
    if path == b"?":
        path = b""
    joint = b"&amp;" if b"?" in path else b"?"
    kept = b"".join((path, joint, b"as_of=", day.isoformat().encode(), mark, anchor))
    return tag.replace(b'href="' + address + b'"', b'href="' + kept + b'"', 1)


@lru_cache(maxsize=4096)
def leads_to_a_day(path: str) -> bool:
    """Whether what stands at the path, "" for the page itself, is shown as of a day."""
    if not path:
        return True
    try:
        return is_dated(resolve(path).func)
    except Resolver404:
        return False


def is_dated(view) -> bool:
    """Whether the view shows its page or file as of a day."""
    return getattr(view, "is_dated", False)
