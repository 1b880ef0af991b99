"""What the drawing of a series needs from its page: places, values, diamonds, lines."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from dtracker.formats.dates import format_date
from dtracker.formats.quarters import Period
from indicators.charts.axes import Calendar
from indicators.charts.plans import Corner, levels, until, way
from indicators.charts.steps import Step, steps_of
from indicators.enums import BreakKind, Reason, Shape
from indicators.explain import due_words, milestone_words, target_words, value_words
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

    @property
    def _counts_from_new_year(self) -> bool:
        """Whether each year is counted afresh: flows, and growth of the year to date."""
        indicator = self.page.indicator
        return self.is_summed or (indicator.shape == Shape.GROWTH and not indicator.yearly)

    def _is_parted(self, before: Point, point: Point) -> bool:
        starts_afresh = self._counts_from_new_year and before.reading.period.year != point.reading.period.year
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
    def steps(self) -> list[Step]:
        """Every version of every revised target, as of the day."""
        edges = (min(self.places) - 0.5, max(self.places) + 0.5)
        return [step for each in self.all_standings for step in steps_of(each, self.page.day, self.calendar, edges)]

    @property
    def old_steps(self) -> list[Step]:
        return [each for each in self.steps if each.successor]

    @cached_property
    def notes(self) -> list[tuple[int, float]]:
        """Number and place of each note whose day lies on the axis; the others only stand in the list."""
        first, last = min(self.places) - 0.5, max(self.places) + 0.5
        numbered = enumerate((self.calendar.at(each.on) for each in self.page.notes), start=1)
        return [(number, place) for number, place in numbered if first <= place <= last]

    @cached_property
    def plans(self) -> list[tuple[Document, list[Corner]]]:
        """The ways that documents prescribe, from the baseline through the targets."""
        found = ((document, self._corners(document)) for document in self.documents if document is not None)
        return [(document, corners) for document, corners in found if len(corners) > 1]

    def _corners(self, document: Document) -> list[Corner]:
        shape = self.page.indicator.shape
        if shape == Shape.YEARLY_FLOW:
            return []
        own = [each.standing for each in self.diamonds if each.standing.target.document_id == document.pk]
        judged = [each for each in own if each in self.page.standings or each.target.is_decreed_step]
        if shape == Shape.GROWTH:
            return levels(judged, self.calendar, min(self.places))
        return self._comparable(way(judged, self.calendar), judged)

    def _comparable(self, corners: list[Corner], standings: list[Standing]) -> list[Corner]:
        """Without what lies after a break that the targets do not mean."""
        if not corners or not any(is_unconfirmed(each) for each in standings):
            return corners
        return until(corners, next((each for each in self._foreign_from if corners[0][0] < each), None))

    @cached_property
    def _foreign_from(self) -> list[float]:
        """Where what is measured, or the number of units ranked, is no longer that of before."""
        defined = {self.calendar.place(each.period) for each in self.page.breaks if each.kind == BreakKind.DEFINITION}
        return [place - 0.5 - band_half(self) for place in sorted(self._rebased | defined)]

    @cached_property
    def break_places(self) -> list[int]:
        """Where a new series starts: by its definition, its method, or the number of units ranked."""
        return sorted(self._rebased | {self.calendar.place(each.period) for each in self.page.breaks})

    @cached_property
    def _rebased(self) -> set[int]:
        return {later.place for earlier, later in pairwise(self.points) if _is_rebased(earlier, later)}

    @cached_property
    def places(self) -> list[int]:
        """Every place that the time axis must hold."""
        found = [each.place for each in self.points]
        found += [each.place for each in self.diamonds]
        found += [self.calendar.place(each.period) for each in self.page.drafts]
        found += [self.calendar.place(period) for path in self.paths for period, _value in path]
        found += [place for place, _value in self.baselines]
        return found + list(self.ahead)

    @cached_property
    def values(self) -> list[Decimal]:
        found = [each.value for each in self.points] + [each.value for each in self.diamonds]
        found += [each.value for each in self.page.drafts] + [each.value for each in self.old_steps]
        found += [value for each in self.ahead.values() for value in (each.low, each.high)]
        found += [value for _place, value in self.baselines]
        return found + [value for path in self.paths for _period, value in path]

    @cached_property
    def baselines(self) -> list[Corner]:
        """Where the ways to the targets begin, even while no figure is published."""
        if self.page.indicator.shape in (Shape.YEARLY_FLOW, Shape.GROWTH):
            return []
        terms = [each.terms for each in self.page.standings if each.terms.due]
        return [
            (self.calendar.place(each.baseline_period), each.baseline_value)
            for each in terms
            if each.baseline_period and each.baseline_value is not None
        ]

    @cached_property
    def paths(self) -> list[tuple[tuple[Period, Decimal], ...]]:
        """Expected lines of the targets in play."""
        return [each.verdict.path for each in self.page.standings if _has_line(each.verdict)]

    @cached_property
    def ways(self) -> list[list[Corner]]:
        """The same as they are drawn."""
        return [self._way(each) for each in self.page.standings if _has_line(each.verdict)]

    def _way(self, standing: Standing) -> list[Corner]:
        corners = [(self.calendar.place(period), value) for period, value in standing.verdict.path]
        return self._comparable(corners, [standing])

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


def is_unconfirmed(standing: Standing) -> bool:
    """Whether the target means another series than the one that is published now."""
    return standing.verdict.reason == Reason.CONFIRM_TARGET


def _has_line(verdict: Verdict) -> bool:
    return verdict.is_active and len(verdict.path) > 1


def pixels(value: Decimal) -> float:
    # Only pixels come from these; every number in words is written from the Decimal.
    return float(value)


def breaks_inside(drawing: Drawing) -> list[int]:
    first, last = min(drawing.places), max(drawing.places)
    return [place for place in drawing.break_places if first < place <= last]


def band_half(drawing: Drawing) -> float:
    # A band of constant pixels: the longer the axis, the more periods it covers.
    return BAND * max(0.4, (max(drawing.places) - min(drawing.places)) / 11)


def band_sides(drawing: Drawing) -> list[tuple[float, float]]:
    """From where to where the band at each break reaches."""
    half = band_half(drawing)
    return [(place - 0.5 - half, place - 0.5 + half) for place in breaks_inside(drawing)]


def goal_line(drawing: Drawing, diamond: Diamond) -> str:
    """The target without its date; of a rank without the number of units, where the axis names it."""
    indicator = drawing.page.indicator
    if indicator.is_rank and drawing.rank_of:
        words = _("top %(rank)s") % {"rank": value_words(diamond.value, indicator)}
    else:
        words = target_words(diamond.standing.terms, indicator)
    if is_unconfirmed(diamond.standing):
        words = _("%(target)s, to be confirmed anew") % {"target": words}
    return capfirst(words)


def target_lines(drawing: Drawing, diamond: Diamond) -> tuple[str, str]:
    """The target with its date, and the document that decided it, of a revised one with its first day."""
    standing = diamond.standing
    document = standing.target.decided_by(standing.terms)
    source = document.label if document else standing.target.stated_by
    since = _since(standing)
    if since:
        source = _("%(document)s, from %(day)s") % {"document": source, "day": format_date(since)}
    return f"{goal_line(drawing, diamond)}, {due_words(standing.target, standing.terms)}", source


def _since(standing: Standing) -> date | None:
    """From when a revision is in force; of first terms that is the day of their document."""
    terms = standing.terms
    return terms.effective_on if isinstance(terms, TargetRevision) and terms.version > 1 else None


def key_of(document: Document | None) -> int | None:
    return document.pk if document else None


def old_lines(drawing: Drawing, step: Step) -> tuple[str, str]:
    """What an earlier version asked for, and its document with its last day."""
    words = capfirst(target_words(step.terms, drawing.page.indicator))
    until = format_date(step.successor.effective_on - timedelta(days=1))
    target = _("%(target)s · %(due)s (old)") % {"target": words, "due": _due(step)}
    source = step.document.label if step.document else step.standing.target.stated_by
    return target, _("%(document)s, until %(day)s") % {"document": source, "day": until}


def _due(step: Step) -> str:
    return milestone_words(step.terms.due) if step.terms.due else _("no due date")
