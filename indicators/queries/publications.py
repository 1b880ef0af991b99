"""Published values as of a day: what readers see."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate

from dtracker.formats.quarters import Period
from dtracker.places.models import Province
from indicators.enums import Frequency
from indicators.models import Figure, Indicator, Publication
from indicators.progress import Observation

Cell = tuple[int | None, int]
"""(province, indicator): whose series of what."""
PUBLIC_SINCE = Coalesce("public_on", "source__issued_on", TruncDate("recorded_at"))
"""The day from which `public_on` counts a publication."""
WORKING = [f"figure__{each.name}" for each in Figure._meta.concrete_fields if each.name not in Figure.CELL]
"""What a figure is before it is published. Readers never see it, and it is most of the row: it is not read for them."""


@dataclass(frozen=True)
class Reading:
    """The newest published value of one cell of a series; `period` is None where the source gives no date."""

    period: Period | None
    publication: Publication
    figure: Figure

    @property
    def value(self):
        return self.publication.value

    @property
    def has_value(self) -> bool:
        return self.publication.value is not None

    def observation(self) -> Observation:
        """The same as a value of the progress method. Only for dated readings with a value."""
        row = self.publication
        return Observation(
            period=self.period,
            value=row.value,
            rank_of=row.rank_of,
            public_on=row.known_since,
            provisional=row.is_provisional,
            version=row.version,
        )


def publications_on(day: date) -> QuerySet[Publication]:
    """All publications public by the day, oldest version first, with figure and source."""
    return bare_on(day).select_related("figure__indicator__pillar")


def bare_on(day: date) -> QuerySet[Publication]:
    """The same without the indicators, for whoever has them already or gets them by `with_indicators`."""
    rows = Publication.objects.public_on(day).select_related("figure", "source").defer(*WORKING)
    return rows.order_by("figure_id", "version")


def with_value_on(day: date) -> QuerySet[Publication]:
    """Publications with a value or rank that no later version had taken back by the day, for counting figures.

    Such versions are few, so that looking for them costs little; the newest version of each would cost much.
    """
    public = Publication.objects.public_on(day)
    taken_back = public.filter(version__gt=1, value=None, rank=None)
    later = taken_back.filter(figure=OuterRef("figure"), version__gt=OuterRef("version"))
    return public.filter(Q(value__isnull=False) | Q(rank__isnull=False)).filter(~Exists(later))


def first_public_day(day: date, **of) -> date | None:
    """The day of the first publication, if it came after the day; None if something was public by it. At most two
    reads, one as a rule. `of`: which publications are meant, as a filter; without it all are.
    """
    if Publication.objects.public_on(day).filter(**of).exists():
        return None
    return Publication.objects.filter(**of).aggregate(first=Min(PUBLIC_SINCE))["first"]


def series_on(
    day: date, *, provinces: Iterable, indicators: Iterable | None = None, besides: Iterable = (), unit=None
) -> dict[Cell, list[Reading]]:
    """Series of the provinces, or of one unit: newest version of each cell, oldest period first, undated at the front.

    One read; a lighter one where the indicators are given as rows and not as keys. `besides`: indicators left out.
    """
    rows = versions_on(day, provinces=provinces, indicators=indicators, besides=besides, unit=unit)
    return by_cell(newest_of(rows))


def versions_on(
    day: date, *, provinces: Iterable, indicators: Iterable | None = None, besides: Iterable = (), unit=None
) -> list[Publication]:
    """What `series_on` reads: every version of its cells, of each cell the oldest first."""
    wanted = None if indicators is None else list(indicators)
    given = {each.pk: each for each in wanted or () if isinstance(each, Indicator)}
    rows = (bare_on if given else publications_on)(day)
    rows = rows.filter(figure__province__in=provinces, figure__unit=unit)
    if wanted is not None:
        rows = rows.filter(figure__indicator__in=wanted)
    if besides:
        rows = rows.exclude(figure__indicator__in=besides)
    return with_indicators(list(rows), given.values()) if given else list(rows)


def newest_of(rows: Iterable[Publication]) -> list[Publication]:
    """Of publications in the order of their versions the newest of each figure."""
    return list({row.figure_id: row for row in rows}.values())


def with_indicators(rows: list[Publication], given: Iterable[Indicator]) -> list[Publication]:
    """Rows `bare_on` with the indicators given; one read where others are among them.

    A join would make the same few indicators anew for every row, and they are the widest rows of all.
    """
    known = {each.pk: each for each in given}
    if missing := {row.figure.indicator_id for row in rows} - known.keys():
        known |= Indicator.objects.select_related("pillar").in_bulk(missing)
    for row in rows:
        row.figure.indicator = known[row.figure.indicator_id]
    return rows


def published_last(day: date, *, provinces: Iterable, limit: int) -> list[Reading]:
    """The values published last, newest first, with their provinces; those without a day are left out. One read."""
    rows = (
        Publication.objects.filter(public_on__lte=day, figure__province__in=provinces, figure__unit=None)
        .select_related("figure__indicator", "figure__province")
        .defer(*WORKING)
        .order_by("-public_on", "-pk")
    )
    # Of a figure corrected meanwhile both versions may be among them, the newer one first.
    newest: dict[int, Publication] = {}
    for row in rows[: 2 * limit]:
        newest.setdefault(row.figure_id, row)
    return [Reading(period_of(row.figure), row, row.figure) for row in newest.values()][:limit]


def last_days(day: date, *, provinces: Iterable) -> dict[int, Publication]:
    """By province when its newest value was published; nothing else is read of it. One read."""
    newest = Publication.objects.filter(
        figure__province=OuterRef("pk"), figure__unit=None, public_on__lte=day
    ).order_by("-public_on", "-pk")
    columns = {f"newest_{name}": Subquery(newest.values(name)[:1]) for name in ("public_on", "public_text")}
    rows = Province.objects.filter(pk__in=[each.pk for each in provinces]).order_by().annotate(**columns)
    return {
        pk: Publication(public_on=public_on, public_text=text)
        for pk, public_on, text in rows.values_list("pk", *columns)
        if public_on
    }


def by_cell(rows: Iterable[Publication]) -> dict[Cell, list[Reading]]:
    """Series of the newest publications, oldest period first, undated at the front."""
    series: dict[Cell, list[Reading]] = defaultdict(list)
    for row in rows:
        figure = row.figure
        series[figure.province_id, figure.indicator_id].append(Reading(period_of(figure), row, figure))
    for readings in series.values():
        readings.sort(key=lambda each: (each.period is not None, each.period or Period(1900)))
    return dict(series)


def period_of(figure: Figure) -> Period | None:
    """The period of a cell in the frequency of its indicator, which is loaded; None where the source gives no date."""
    if figure.year is None:
        return None
    period = Period(figure.year, figure.quarter)
    return period.as_quarter() if figure.indicator.frequency == Frequency.QUARTER else period.as_year()
