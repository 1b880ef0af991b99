"""Provinces of a day: which there are, what they are called, where they stand on the grid diagram."""

import re
from collections.abc import Iterable
from datetime import date

from django.db.models import F, FilteredRelation, Q, QuerySet

from dtracker.formats.text import search_key
from dtracker.places.models import REFORM, Province, ProvinceName

LAST_OF_63 = date(2025, 6, 30)
REFORM_DECIDED = date(2025, 6, 12)
"""The day of Resolution 202/2025/QH15 of the National Assembly: nobody knew of the mergers before."""

OLD_LAYOUT, NEW_LAYOUT = 63, 34

NAMED = ("name_vi", "name_en", "kind", "code", "region_vi", "region_en")
"""What a province repeats of its newest dated name."""

SHORT_NAMES = {
    "Bà Rịa - Vũng Tàu": "BR - Vũng Tàu",
    "Ba Ria - Vung Tau": "BR - Vung Tau",
    "Thừa Thiên Huế": "TT Huế",
    "Thua Thien Hue": "TT Hue",
    "Hồ Chí Minh": "TP.HCM",
    "Ho Chi Minh City": "HCMC",
}
"""Names too long for a tile, as they are abbreviated on maps."""

_KIND_IN_FRONT = re.compile(r"^(?:tinh|thanh pho|tp|province of|city of) (?=.)")
"""People write the kind before the name; the name is what is kept."""


def layout_on(day: date) -> int:
    """Which layout of the grid diagram holds on the day."""
    return NEW_LAYOUT if day >= REFORM else OLD_LAYOUT


def day_in(layout: int, day: date) -> date:
    """The day nearest to the given one on which the layout held."""
    return max(day, REFORM) if layout == NEW_LAYOUT else min(day, LAST_OF_63)


def known_end(province: Province, day: date) -> date | None:
    """The last day of the province as far as it was known on the day; of another end, from that last day on."""
    decided_on = REFORM_DECIDED if province.ended_on == LAST_OF_63 else province.ended_on
    return province.ended_on if decided_on and decided_on <= day else None


def names_on(day: date) -> dict[int, ProvinceName]:
    """The official provinces of the day by id, in official order, each with its name and region then. One read."""
    rows = (
        ProvinceName.objects.filter(valid_from__lte=day, province__is_illustration=False)
        .exclude(valid_to__lt=day)
        .select_related("province")
        .order_by("province__sort_order", "province", "valid_from")
    )
    names = {row.province_id: row for row in rows}
    if day >= REFORM:
        for name in names.values():
            _into_new_region(name)
    return names


def named_on(province: Province, day: date) -> Province:
    """The province with the name, kind, code and region it had on the day; as it is before its first day. One read."""
    all_named_on([province], day)
    return province


def all_named_on(provinces: Iterable[Province], day: date) -> None:
    """Gives each of the provinces, in place, what `named_on` says. One read for all; the same one may come twice.

    None for those that bear their names of the day already: a page and its slides name the same ones.
    """
    provinces = [each for each in provinces if vars(each).get("named_for") != day]
    rows = ProvinceName.objects.filter(province__slug__in={each.slug for each in provinces}, valid_from__lte=day)
    names = {row.slug: row for row in rows.annotate(slug=F("province__slug")).order_by("valid_from")}
    for province in provinces:
        _take_name(province, names.get(province.slug), day)


def read_as_named_on(provinces: QuerySet[Province], day: date) -> list[Province]:
    """The provinces in their order, each as `named_on` says. One read."""
    by_then = FilteredRelation("names", condition=Q(names__valid_from__lte=day))
    newest: dict[int, Province] = {}
    # A row for each name that the province had by the day.
    for row in provinces.annotate(name_then=by_then).select_related("name_then"):
        known = newest.setdefault(row.pk, row)
        name = getattr(row, "name_then", None)  # Django sets none where there was none yet
        if name and name.valid_from > known.name_then.valid_from:
            known.name_then = name
    for province in newest.values():
        _take_name(province, getattr(province, "name_then", None), day)
    return list(newest.values())


def _take_name(province: Province, name: ProvinceName | None, day: date) -> None:
    for field in NAMED if name else ():
        setattr(province, field, getattr(name, field))
    if day < REFORM:
        province.region34_vi = province.region34_en = ""
    province.named_for = day


def _into_new_region(name: ProvinceName) -> None:
    """Regions were drawn anew together with the borders; a name that lived on was given the region of its time."""
    province = name.province
    if province.region34_vi:
        name.region_vi, name.region_en = province.region34_vi, province.region34_en


def place_of(name: ProvinceName, layout: int) -> tuple[int, int] | None:
    """Row and column of the province in the layout; None where none is recorded."""
    row, column = (name.tile34_row, name.tile34_col) if layout == NEW_LAYOUT else (name.tile_row, name.tile_col)
    return (row, column) if row and column else None


def tile_name(name: str) -> str:
    """The name as it fits on a tile."""
    return SHORT_NAMES.get(name, name)


def provinces_apart(on: date) -> list[Province]:
    """Provinces that ended before the day, each with its successor, and the fictional ones. One read."""
    return list(
        Province.objects.filter(Q(is_illustration=True) | Q(ended_on__lt=on))
        .select_related("successor")
        .order_by("sort_order", "pk")
    )


def has_words(query: str) -> Q:
    """Rows whose `search_key` has words that begin with the words of the query, in any order, without marks.

    A query without a letter or digit is met by no row.
    """
    found = Q() if search_key(query) else Q(pk__in=[])
    for word in search_key(query).split():
        found &= Q(search_key__startswith=word) | Q(search_key__contains=f" {word}")
    return found


def provinces_found(query: str, limit: int, on: date) -> list[ProvinceName]:
    """Names of any time that match, one for each province there was by the day; what begins like the query first.

    One read.
    """
    wanted = _KIND_IN_FRONT.sub("", search_key(query), count=1)
    rows = (
        ProvinceName.objects.filter(has_words(wanted), province__started_on__lte=on)
        .select_related("province__successor")
        .order_by("province__is_illustration", "province__sort_order", "province", "valid_from")
    )
    newest = {row.province_id: row for row in rows}.values()
    return sorted(newest, key=lambda row: not row.search_key.startswith(wanted))[:limit]


def province_once_named(slug: str) -> Province | None:
    """The province that has or had the name of an old or written-out address, such as "thua-thien-hue". One read."""
    wanted = _KIND_IN_FRONT.sub("", search_key(slug), count=1)
    rows = ProvinceName.objects.filter(has_words(wanted)).select_related("province").order_by("-valid_from", "pk")
    return next((row.province for row in rows if wanted in (search_key(row.name_vi), search_key(row.name_en))), None)
