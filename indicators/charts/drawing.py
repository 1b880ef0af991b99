"""What the drawing of a series needs from its page: places, values, diamonds, lines."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from dtracker.formats.dates import format_date
from dtracker.formats.quarters import Period
from indicators.charts.axes import Calendar
from indicators.explain import due_words, target_words, value_words
from indicators.models import Document, TargetRevision
from indicators.progress import Verdict
from indicators.projection import Spread
from indicators.queries.judging import Standing
from indicators.queries.projections import Ahead
from indicators.queries.publications import Reading
from indicators.queries.series import SeriesPage

BAND = 0.08
"""Half the width of the band at a break, in periods."""


@dataclass(frozen=True)
class Diamond:
    """A target on the drawing."""

    standing: Standing
    place: int
    value: Decimal


@dataclass(frozen=True)
class Point:
    """A published value as it is drawn; of a yearly flow the sum since the start of its year."""

    place: int
    value: Decimal
    reading: Reading


@dataclass(frozen=True)
class Drawing:
    """A page with what all traces ask for."""

    page: SeriesPage

    @cached_property
    def calendar(self) -> Calendar:
        return Calendar(self.page.indicator.yearly)

    @cached_property
    def is_summed(self) -> bool:
        return bool(self.page.sums)

    @cached_property
    def points(self) -> list[Point]:
        """What is judged: published values, or their sums since the start of the year."""
        known = [each for each in self.page.readings if each.has_value]
        sums = self.page.sums
        if not sums:
            return [Point(self.calendar.place(each.period), each.value, each) for each in known]
        return [
            Point(self.calendar.place(each.period), sums[each.period], each) for each in known if each.period in sums
        ]

    @cached_property
    def stretches(self) -> list[list[Point]]:
        """Points that are joined: neither a break nor a new count parts them."""
        stretches: list[list[Point]] = []
        for before, point in pairwise([None, *self.points]):
            if before is None or self._is_parted(before, point):
                stretches.append([])
            stretches[-1].append(point)
        return stretches

    def _is_parted(self, before: Point, point: Point) -> bool:
        starts_afresh = self.is_summed and before.reading.period.year != point.reading.period.year
        return starts_afresh or any(before.place < place <= point.place for place in self.break_places)

    @cached_property
    def all_standings(self) -> list[Standing]:
        return [*self.page.standings, *self.page.others]

    @cached_property
    def diamonds(self) -> list[Diamond]:
        found = [
            Diamond(each, self.calendar.place(each.terms.due), value)
            for each in self.all_standings
            if each.terms.due
            for value in (each.terms.value, each.terms.value_max)
            if value is not None
        ]
        return sorted(found, key=lambda each: (each.place, each.standing.target.pk))

    @cached_property
    def documents(self) -> list[Document | None]:
        """In the order of their first target."""
        found = {each.standing.target.document_id: each.standing.target.document for each in self.diamonds}
        return list(found.values())

    @cached_property
    def old_terms(self) -> list[tuple[TargetRevision, TargetRevision]]:
        """Superseded terms with those that replaced them, as of the day."""
        pairs = []
        for standing in self.all_standings:
            in_force = [
                each
                for each in standing.target.known_revisions
                if each.effective_on is None or each.effective_on <= self.page.day
            ]
            pairs += [(old, new) for old, new in pairwise(in_force) if old.due and old.value is not None]
        return pairs

    @cached_property
    def break_places(self) -> list[int]:
        """Where a new series starts: by its definition, its method, or the number of units ranked."""
        rebased = {later.place for earlier, later in pairwise(self.points) if _is_rebased(earlier, later)}
        return sorted(rebased | {self.calendar.place(each.period) for each in self.page.breaks})

    @cached_property
    def places(self) -> list[int]:
        """Every place that the time axis must hold."""
        found = [each.place for each in self.points]
        found += [each.place for each in self.diamonds]
        found += [self.calendar.place(each.period) for each in self.page.drafts]
        found += [self.calendar.place(period) for path in self.paths for period, _value in path]
        return found + list(self.ahead)

    @cached_property
    def values(self) -> list[Decimal]:
        found = [each.value for each in self.points] + [each.value for each in self.diamonds]
        found += [each.value for each in self.page.drafts] + [old.value for old, _new in self.old_terms]
        found += [value for each in self.ahead.values() for value in (each.low, each.high)]
        return found + [value for path in self.paths for _period, value in path]

    @cached_property
    def paths(self) -> list[tuple[tuple[Period, Decimal], ...]]:
        """Expected lines of the targets in play."""
        return [each.verdict.path for each in self.page.standings if _has_line(each.verdict)]

    @cached_property
    def ahead(self) -> dict[int, Spread]:
        """What follows at the recent pace, by place, the latest figure first; empty where the method has no line."""
        projection = Ahead(self.page).projection
        return dict(projection.values) if projection else {}

    @property
    def rank_of(self) -> int | None:
        bases = {each.reading.publication.rank_of for each in self.points} | {
            each.standing.terms.rank_of for each in self.diamonds
        }
        bases.discard(None)
        return bases.pop() if len(bases) == 1 else None

    def write(self, value: Decimal, *, rank_of: int | None = None, hedge: str = "") -> str:
        return value_words(value, self.page.indicator, rank_of=rank_of, hedge=hedge)


def _is_rebased(earlier: Point, later: Point) -> bool:
    bases = {earlier.reading.publication.rank_of, later.reading.publication.rank_of} - {None}
    return len(bases) > 1


def _has_line(verdict: Verdict) -> bool:
    return verdict.is_active and len(verdict.path) > 1


def pixels(value: Decimal) -> float:
    # Only pixels come from these; every number in words is written from the Decimal.
    return float(value)


def breaks_inside(drawing: Drawing) -> list[int]:
    first, last = min(drawing.places), max(drawing.places)
    return [place for place in drawing.break_places if first < place <= last]


def band_sides(drawing: Drawing) -> list[tuple[float, float]]:
    """From where to where the band at each break reaches."""
    # A band of constant pixels: the longer the axis, the more periods it covers.
    half = BAND * max(0.4, (max(drawing.places) - min(drawing.places)) / 11)
    return [(place - 0.5 - half, place - 0.5 + half) for place in breaks_inside(drawing)]


def goal_line(drawing: Drawing, diamond: Diamond) -> str:
    """The target without its date; of a rank without the number of units, which the axis names."""
    indicator = drawing.page.indicator
    if indicator.is_rank and drawing.rank_of:
        return capfirst(_("top %(rank)s") % {"rank": value_words(diamond.value, indicator)})
    return capfirst(target_words(diamond.standing.terms, indicator))


def target_lines(drawing: Drawing, diamond: Diamond) -> tuple[str, str]:
    """The target with its date, and who set it."""
    standing = diamond.standing
    document = standing.target.document
    source = document.label if document else standing.target.stated_by
    return f"{goal_line(drawing, diamond)}, {due_words(standing.target, standing.terms)}", source


def key_of(document: Document | None) -> int | None:
    return document.pk if document else None


def until_words(successor: TargetRevision) -> str:
    """The last day of the terms which this revision replaced."""
    return _("old, until %(day)s") % {"day": format_date(successor.effective_on - timedelta(days=1))}
