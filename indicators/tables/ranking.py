"""The ranking of one indicator as the table of its page."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dtracker.formats.addresses import path_to
from dtracker.formats.text import search_key, sort_key
from indicators.charts.shares import WIDTH, ShareBar, share_bar
from indicators.explain import hedge_of, public_words, value_words
from indicators.models import Indicator
from indicators.queries.movement import Movement
from indicators.queries.publications import Reading
from indicators.queries.ranking import Place, Ranking
from indicators.tables.catalogue import ranking_sources
from indicators.tables.movement import since_words, step_words

MISSING = "–"
LAST = Decimal("1e30")
"""Stands for what is missing when rows are sorted: after everything, or before everything when reversed."""


@dataclass(frozen=True)
class RankRow:
    """One province of the table; what ends in `_order` is sorted by, the rest is printed.

    `source_number`: the place of its source in the list under the table; 0 without one.
    """

    name: str
    url: str
    name_order: str
    key: str
    region: str
    is_own: bool
    rank: str
    place: Decimal
    value: str
    value_order: Decimal
    bar: ShareBar | None
    rank_of: int | None
    source: str
    published: str
    published_order: date
    slug: str
    source_number: int = 0
    move: str = MISSING
    move_order: Decimal = -LAST


@dataclass(frozen=True)
class Reference:
    """The line across the bars: the published figure of the country, else the mean of what is published."""

    value: Decimal
    words: str
    label: str


class RankingTable(tables.Table):
    """Rows are `RankRow`s. Columns that would say the same in each row are left out by `ranking_table`."""

    caption = gettext_lazy("Ranking of provinces")

    pick = tables.Column(
        gettext_lazy("Compare"),
        empty_values=(),
        orderable=False,
        attrs={"th": {"class": "pick-col no-print"}, "td": {"class": "pick-col no-print"}},
    )
    place = tables.Column(pgettext_lazy("column", "Rank"), attrs={"th": {"class": "num"}, "td": {"class": "num"}})
    name = tables.Column(gettext_lazy("Province"), order_by="name_order", attrs={"td": {"class": "nowrap"}})
    value = tables.Column(
        gettext_lazy("Value"),
        order_by="value_order",
        initial_sort_descending=True,
        attrs={"th": {"class": "num"}, "td": {"class": "num"}},
    )
    move = tables.Column(
        gettext_lazy("Change"),
        order_by="move_order",
        initial_sort_descending=True,
        attrs={"th": {"class": "num"}, "td": {"class": "num nowrap"}},
    )
    bar = tables.Column(
        gettext_lazy("Comparison"),
        orderable=False,
        attrs={"th": {"class": "hide-phone"}, "td": {"class": "hide-phone"}},
    )
    rank_of = tables.Column(
        pgettext_lazy("ranked among", "Of"), attrs={"th": {"class": "num"}, "td": {"class": "num"}}, orderable=False
    )
    source = tables.Column(gettext_lazy("Source"), attrs={"td": {"class": "xs"}})
    published = tables.Column(gettext_lazy("Published"), order_by="published_order", attrs={"td": {"class": "xs"}})

    class Meta:
        attrs = {"class": "table table--tight table--ranking"}
        row_attrs = {"class": lambda record: "is-own" if record.is_own else ""}
        empty_text = gettext_lazy("No province matches the filter.")
        default = MISSING

    def render_pick(self, record: RankRow) -> str:
        return pick_box(record.slug, record.name)

    def render_place(self, record: RankRow) -> str:
        return record.rank

    def render_name(self, record: RankRow) -> str:
        return format_html('<a href="{}">{}</a>', record.url, record.name)

    def render_source(self, record: RankRow) -> str:
        """Its number in the list under the table: ten titles of articles would hide the ranking."""
        if not record.source_number:
            return MISSING
        return format_html(
            '<a href="#source-{0}"><span class="only-phone">{1} </span>{0}'
            '<span class="visually-hidden">: {2}</span></a>',
            record.source_number,
            _("Source"),
            record.source,
        )

    def render_bar(self, value: ShareBar) -> str:
        line = ""
        if value.reference_x is not None:
            line = format_html('<path class="rbar__mean" d="M{} 0v12"/>', value.reference_x)
        return format_html(
            '<svg class="rbar" width="{0}" height="12" viewBox="0 0 {0} 12" preserveAspectRatio="none"'
            ' aria-hidden="true"><rect class="rbar__track" y="1" width="{0}" height="10"/>'
            '<rect class="rbar__fill" y="1" width="{1}" height="10"/>{2}</svg>',
            WIDTH,
            value.width,
            line,
        )


def pick_box(slug: str, name: str) -> str:
    """The box that chooses a province for the comparison."""
    label = _("Compare %(name)s") % {"name": name}
    return format_html(
        '<label class="pickbox"><input type="checkbox" name="provinces" value="{}" aria-label="{}"></label>',
        slug,
        label,
    )


def ranking_table(
    rows: Sequence[RankRow], everything: Sequence[RankRow], movement: Movement | None = None
) -> RankingTable:
    """The table of the rows; a column in which all of `everything` agrees is said once, under the table."""
    hidden = [name for name in ("rank_of", "source", "published") if _agree(everything, name)]
    if not any(row.rank != MISSING for row in everything):
        hidden.append("place")
    if not any(row.bar for row in everything):
        hidden.append("bar")
    if not any(row.value != MISSING for row in everything):
        hidden.append("value")
    if movement is None or not movement.steps:
        hidden.append("move")
    table = RankingTable(rows, exclude=hidden)
    if "move" not in hidden:
        table.columns["move"].column.verbose_name = since_words(movement)
    return table


def foot_of(rows: Sequence[RankRow]) -> str:
    """What holds for all rows: source, day, number of units ranked."""
    if not rows:
        return ""
    said = []
    if _agree(rows, "source") and rows[0].source != MISSING:
        said.append(_("Source: %(source)s") % {"source": rows[0].source})
    if _agree(rows, "published") and rows[0].published != MISSING:
        said.append(_("published %(date)s") % {"date": rows[0].published})
    if _agree(rows, "rank_of") and rows[0].rank_of:
        said.append(_("ranked among %(all)s") % {"all": rows[0].rank_of})
    return " · ".join(said)


def _agree(rows: Sequence[RankRow], name: str) -> bool:
    return len({getattr(row, name) for row in rows}) <= 1


def rank_rows(ranking: Ranking, own: Collection[int], movement: Movement | None = None) -> list[RankRow]:
    """All provinces of the ranking, best first, with how far each moved."""
    reference = reference_of(ranking)
    top = _top(ranking)
    numbers = {each.pk: number for number, each in enumerate(ranking_sources(ranking), start=1)}
    rows = [_row(each, ranking, own, top, reference, numbers) for each in ranking.places]
    if movement is None:
        return rows
    steps = [movement.steps.get(each.province.pk) for each in ranking.places]
    return [row if step is None else _moved(row, step, ranking) for row, step in zip(rows, steps, strict=True)]


def _moved(row: RankRow, step: Decimal, ranking: Ranking) -> RankRow:
    return replace(row, move=step_words(step, ranking), move_order=step)


def _row(
    place: Place, ranking: Ranking, own, top: Decimal | None, reference: Reference | None, numbers: Mapping[int, int]
) -> RankRow:
    row = place.reading.publication
    name = place_name(place)
    drawn = place.value is not None and top is not None
    return RankRow(
        name=name,
        url=series_url(place, ranking.indicator),
        name_order=sort_key(name),
        key=place.province.search_key + " " + search_key(name),
        region=place.name.region if place.name else "",
        is_own=place.province.pk in own,
        rank=str(place.rank) if place.rank else MISSING,
        place=Decimal(place.place) if place.place else LAST,
        value=place_value(place, ranking),
        value_order=-LAST if place.value is None else place.value,
        bar=share_bar(place.value, top=top, reference=reference and reference.value) if drawn else None,
        rank_of=place.rank_of,
        source=row.source.label if row.source else MISSING,
        published=published_words(place.reading),
        published_order=row.public_on or date.min,
        slug=place.province.slug,
        source_number=numbers.get(row.source_id, 0),
    )


def published_words(reading: Reading) -> str:
    """The day on which a value became public, as its source prints it; a dash where that is not known."""
    row = reading.publication
    return public_words(row) or MISSING


def place_name(place: Place) -> str:
    return place.name.name if place.name else place.province.name


def series_url(place: Place, indicator: Indicator) -> str:
    return path_to("indicators:series", place.province.slug, indicator.code)


def measured_indicator(indicator: Indicator) -> Indicator:
    """Whose unit and decimals the values of the table have."""
    return indicator.rank_of if indicator.is_rank and indicator.rank_of else indicator


def place_value(place: Place, ranking: Ranking) -> str:
    row = place.reading.publication
    if place.value is None:
        return row.no_data_reason or MISSING
    hedge = "" if ranking.indicator.is_rank else hedge_of(row)
    return value_words(place.value, measured_indicator(ranking.indicator), hedge=hedge, with_unit=False)


def _top(ranking: Ranking) -> Decimal | None:
    """The end of the scale of the bars."""
    measured = measured_indicator(ranking.indicator)
    known = measured.scale or measured.maximum
    return known if known else max(ranking.values, default=None)


def reference_of(ranking: Ranking) -> Reference | None:
    """What a province is compared with: no mean stands for the country when most provinces are missing."""
    measured = measured_indicator(ranking.indicator)
    if ranking.national is not None and not ranking.indicator.is_rank:
        value = ranking.national.value
        words = _("whole country %(value)s, as published") % {"value": value_words(value, measured)}
        return Reference(value, words, _("whole country"))
    if ranking.mean is None or len(ranking.values) < max(2, len(ranking.names) / 2):
        return None
    words = _("plain mean of the %(count)s provinces with a figure: %(value)s") % {
        "count": len(ranking.values),
        "value": value_words(ranking.mean, measured),
    }
    return Reference(ranking.mean, words, _("mean of these"))
