"""The list of provinces and the results of a search, as their pages show them."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from dtracker.formats.dates import format_date
from dtracker.formats.numbers import format_number
from dtracker.formats.text import sort_key
from dtracker.places.models import Kind, Province, ProvinceName
from dtracker.places.queries import NEW_LAYOUT
from dtracker.places.tiles import Size, TileMap, shade_of, shade_ranges
from indicators.enums import Group, Status
from indicators.queries.country import Spot, country_map, empty_spot, rank_title
from indicators.queries.newest import Newest
from indicators.tables.ranking import pick_box

MISSING = "–"
LAST = Decimal("1e30")
"""Stands for what is missing when rows are sorted by a number that is better when smaller."""

RANK_63, RANK_34, DTI, PCI = "dti-rank", "dti-rank-34", "dti-value", "pci"
CODES = (RANK_63, RANK_34, DTI, PCI)
"""Indices in the list; what the list reads."""
NUM = {"th": {"class": "num"}, "td": {"class": "num"}}
PICK = {"th": {"class": "pick-col no-print"}, "td": {"class": "pick-col no-print"}}
WIDE = {"th": {"class": "hide-phone"}, "td": {"class": "hide-phone nowrap"}}


@dataclass(frozen=True)
class Tally:
    """How the targets of a province stand, and how many agreements it has."""

    targets: int = 0
    bad: int = 0
    good: int = 0
    agreements: int = 0


@dataclass(frozen=True)
class ProvinceRow:
    """One province of the table; what ends in `_order` is sorted by."""

    pk: int
    slug: str
    name: str
    url: str
    name_order: str
    key: str
    kind: str
    region: str
    is_own: bool
    rank: Newest | None
    rank_order: Decimal
    dti: Newest | None
    dti_order: Decimal
    pci: Newest | None
    pci_order: Decimal
    targets: int
    bad: int
    good: int
    agreements: int


@dataclass(frozen=True)
class ApartRow:
    """A province outside the table: merged into another, or fictional; `pick` is its box for the comparison."""

    name: str
    pick: str
    url: str
    successor: str
    successor_url: str
    ended_on: date | None
    tally: Tally


class ProvinceTable(tables.Table):
    """Rows are `ProvinceRow`s, in official order until the reader sorts them."""

    caption = gettext_lazy("Provinces with their indices, targets and agreements")

    pick = tables.Column(gettext_lazy("Compare"), empty_values=(), orderable=False, attrs=PICK)
    name = tables.Column(gettext_lazy("Province"), order_by="name_order", attrs={"td": {"class": "nowrap"}})
    kind = tables.Column(pgettext_lazy("province", "Kind"), attrs=WIDE)
    region = tables.Column(
        gettext_lazy("Region"), attrs={"th": {"class": "hide-phone"}, "td": {"class": "hide-phone xs region-col"}}
    )
    rank = tables.Column(gettext_lazy("DTI rank"), order_by="rank_order", attrs=NUM)
    dti = tables.Column(gettext_lazy("DTI value"), order_by="dti_order", initial_sort_descending=True, attrs=NUM)
    pci = tables.Column(gettext_lazy("PCI"), order_by="pci_order", initial_sort_descending=True, attrs=NUM)
    targets = tables.Column(gettext_lazy("Targets"), initial_sort_descending=True, attrs=NUM)
    bad = tables.Column(pgettext_lazy("targets", "Behind"), initial_sort_descending=True, attrs=NUM)
    good = tables.Column(pgettext_lazy("targets", "Good"), initial_sort_descending=True, attrs=NUM)
    agreements = tables.Column(gettext_lazy("Agreements"), initial_sort_descending=True, attrs=NUM)

    class Meta:
        attrs = {"class": "table table--tight table--provinces"}
        row_attrs = {"class": lambda record: "is-own" if record.is_own else ""}
        empty_text = gettext_lazy("No province matches the filter.")
        default = MISSING

    def render_pick(self, record: ProvinceRow) -> str:
        return pick_box(record.slug, record.name)

    def render_name(self, record: ProvinceRow) -> str:
        return format_html('<a href="{}">{}</a>', record.url, record.name)

    def render_rank(self, value: Newest) -> str:
        return _with_year(f"{format_number(value.value, 0)}/{value.rank_of}", value)

    def render_dti(self, value: Newest) -> str:
        return _with_year(format_number(value.value, 4), value)

    def render_pci(self, value: Newest) -> str:
        return _with_year(format_number(value.value, 2), value)

    def render_targets(self, value: int) -> str:
        return _count(value)

    def render_bad(self, value: int) -> str:
        return format_html("<b>{}</b>", value) if value else MISSING

    def render_good(self, value: int) -> str:
        return _count(value)

    def render_agreements(self, value: int) -> str:
        return _count(value)


def _with_year(text: str, newest: Newest) -> str:
    return format_html('{} <span class="muted xs">{}</span>', text, newest.period.year)


def _count(value: int) -> str:
    return str(value) if value else MISSING


def tallies(statuses: dict[int, Counter[Status]], agreements: dict[int, int]) -> dict[int, Tally]:
    """Targets and agreements by province id."""
    return {pk: _tally(statuses.get(pk, Counter()), agreements.get(pk, 0)) for pk in {*statuses, *agreements}}


def _tally(found: Counter[Status], agreements: int) -> Tally:
    groups = Counter()
    for status, count in found.items():
        groups[status.group] += count
    return Tally(found.total(), groups[Group.BAD], groups[Group.GOOD], agreements)


def province_rows(
    names: dict[int, ProvinceName],
    values: dict[tuple[int, str], Newest],
    tally: dict[int, Tally],
    *,
    layout: int,
    own: Collection[int],
) -> list[ProvinceRow]:
    """The provinces of the day in official order. A rank is shown among the provinces of that time only."""
    code = RANK_34 if layout == NEW_LAYOUT else RANK_63
    return [
        _row(name, {each: values.get((pk, each)) for each in (code, DTI, PCI)}, code, tally.get(pk, Tally()), pk in own)
        for pk, name in names.items()
    ]  # fmt: skip


def _row(name: ProvinceName, values: dict[str, Newest | None], code: str, tally: Tally, is_own: bool):
    rank, dti, pci = values[code], values[DTI], values[PCI]
    return ProvinceRow(
        pk=name.province_id,
        slug=name.province.slug,
        name=name.name,
        url=name.province.get_absolute_url(),
        name_order=sort_key(name.name),
        key=f"{name.search_key} {name.province.search_key}",
        kind=_kind(name),
        region=name.region,
        is_own=is_own,
        rank=rank,
        rank_order=rank.value if rank else LAST,
        dti=dti,
        dti_order=dti.value if dti else -LAST,
        pci=pci,
        pci_order=pci.value if pci else -LAST,
        targets=tally.targets,
        bad=tally.bad,
        good=tally.good,
        agreements=tally.agreements,
    )


def _kind(name: ProvinceName) -> str:
    return pgettext("kind", "City") if name.kind == Kind.CITY else pgettext("kind", "Province")


def apart_rows(provinces: Iterable[Province], tally: dict[int, Tally]) -> list[ApartRow]:
    return [
        ApartRow(
            name=each.name,
            pick=_pick_merged(each),
            url=each.get_absolute_url(),
            successor=each.successor.full_name if each.successor else "",
            successor_url=each.successor.get_absolute_url() if each.successor else "",
            ended_on=each.ended_on,
            tally=tally.get(each.pk, Tally()),
        )
        for each in provinces
    ]


def _pick_merged(province: Province) -> str:
    """A province that merged often has the name of the one it merged into: its last day tells them apart."""
    until = {"name": province.name, "day": format_date(province.ended_on)} if province.ended_on else None
    return pick_box(province.slug, _("%(name)s until %(day)s") % until) if until else ""


@dataclass(frozen=True)
class Diagram:
    """The small diagram beside the list, the edition it shows, and the classes of its colours."""

    map: TileMap
    year: int | None
    classes: Sequence[tuple[int, str]]


def province_map(
    names: dict[int, ProvinceName], rows: Sequence[ProvinceRow], *, layout: int, own: Collection[int]
) -> Diagram:
    """Every province as a link, coloured by its DTI rank in the newest edition of the list."""
    year = max((row.rank.period.year for row in rows if row.rank), default=None)
    label = _("Grid diagram of %(count)s provinces; the same names stand in the table") % {"count": len(names)}
    spots = [_spot(names[row.pk], row, year) for row in rows]
    ranges = shade_ranges(layout) if year else ()
    return Diagram(
        map=country_map(spots, layout=layout, label=label, own=own, size=Size.PHONE),
        year=year,
        classes=[(shade, f"{first}–{last}") for shade, first, last in ranges],
    )


def _spot(name: ProvinceName, row: ProvinceRow, year: int | None) -> Spot:
    if row.rank is None or row.rank.period.year != year:
        return empty_spot(name, row.url)
    rank = int(row.rank.value)
    title = rank_title(name.name, rank, row.rank.rank_of)
    return Spot(name, str(rank), title, shade_of(rank, row.rank.rank_of), row.url)
