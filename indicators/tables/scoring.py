"""The method of an index in words, and its published results as rows. Everything is written already."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dtracker.formats.dates import format_date
from dtracker.formats.numbers import format_number
from dtracker.formats.text import sort_key
from dtracker.places.models import UnitKind
from indicators.models import Criterion, IndexResult, UnitIndex
from indicators.queries.scoring import Method
from indicators.queries.scoring_results import PublishedIndex
from indicators.scoring.enums import Formula, Rescale

KINDS = tuple(UnitKind)
MOST_NAMED = 3
"""Leaders of a criterion named one by one; further ones are counted."""


@dataclass(frozen=True)
class RankRow:
    """One unit in the ranking; `groups` are its points by the criteria on top of the tree."""

    place: str
    name: str
    url: str
    total: str
    grade: str
    groups: Sequence[str]


@dataclass(frozen=True)
class RankGroup:
    """The units that are ranked together."""

    title: str
    rows: Sequence[RankRow]
    unplaced: Sequence[str]


@dataclass(frozen=True)
class LeaderRow:
    """A criterion with its best units."""

    number: str
    name: str
    depth: int
    is_group: bool
    maximum: str
    best: str
    leaders: str
    mean: str


@dataclass(frozen=True)
class PointRow:
    """A criterion in the result of one unit."""

    number: str
    name: str
    depth: int
    is_group: bool
    points: str
    possible: str
    is_absent: bool


@dataclass(frozen=True)
class IndexRow:
    """An index in the list, with the periods whose results are public."""

    name: str
    place: str
    is_illustration: bool
    periods: Sequence[tuple[str, str, str]]


def index_rows(found: Sequence[UnitIndex]) -> list[IndexRow]:
    """Indices with results; each period as (label, address, day since when)."""
    return [
        IndexRow(
            name=each.name,
            place=each.province.full_name,
            is_illustration=each.province.is_illustration,
            periods=[
                (row.period.label(), _url(each, row), format_date(row.known[0].public_on)) for row in each.public_rounds
            ],
        )
        for each in found
        if each.public_rounds
    ]


def _url(index: UnitIndex, row) -> str:
    return reverse("indicators:index", args=[index.code, row.period])


def top_criteria(method: Method) -> list[Criterion]:
    return [each for each, depth in method.ordered if depth == 0]


def rank_groups(found: PublishedIndex) -> list[RankGroup]:
    """By kind where the method ranks kinds apart, else all together; within them by place."""
    rows = sorted(found.results, key=lambda each: _order(each, found.method.row.ranks_by_kind))
    by_kind = found.method.row.ranks_by_kind
    grouped = groupby(rows, key=lambda each: each.unit.get_kind_display() if by_kind else _("All units"))
    return [_rank_group(str(title), list(members), found) for title, members in grouped]


def _order(result: IndexResult, by_kind: bool) -> tuple:
    kind = KINDS.index(result.unit.kind) if by_kind else 0
    return kind, result.place is None, result.place or 0, sort_key(result.unit.name)


def _rank_group(title: str, members: list[IndexResult], found: PublishedIndex) -> RankGroup:
    placed = [each for each in members if each.place is not None]
    return RankGroup(
        title=title,
        rows=[_rank_row(each, found) for each in placed],
        unplaced=[each.unit.name for each in members if each.place is None],
    )


def _rank_row(result: IndexResult, found: PublishedIndex) -> RankRow:
    decimals = found.method.row.decimals
    return RankRow(
        place=str(result.place),
        name=result.unit.name,
        url=reverse("indicators:index_unit", args=[found.round.index.code, found.round.period, result.unit.code]),
        total=format_number(result.total, decimals),
        grade=result.grade,
        groups=[points_words(result, each.number, decimals) for each in top_criteria(found.method)],
    )


def points_words(result: IndexResult, number: str, decimals: int) -> str:
    """The shown points of a criterion; a dash where the unit does not have it."""
    line = result.lines.get(number)
    return format_number(Decimal(line[0]), decimals) if line else "–"


def headline(groups: Sequence[RankGroup]) -> str:
    """Who stands in front, one sentence for all groups."""
    said = [
        _("%(names)s (%(points)s points)") % {"names": _names(leaders), "points": leaders[0].total}
        for each in groups
        if (leaders := [row for row in each.rows if row.place == "1"])
    ]
    return _("In front: %(names)s.") % {"names": "; ".join(said)} if said else ""


def _names(rows: Sequence[RankRow]) -> str:
    return _named([each.name for each in rows])


def _named(names: Sequence[str]) -> str:
    shown, more = ", ".join(names[:MOST_NAMED]), len(names) - MOST_NAMED
    if more <= 0:
        return shown
    words = ngettext("%(names)s and %(count)s more", "%(names)s and %(count)s more", more)
    return words % {"names": shown, "count": more}


def leader_rows(found: PublishedIndex) -> list[LeaderRow]:
    """Every criterion with those that got the largest share of what they could, and the mean of all that have it."""
    return [_leader_row(each, depth, found) for each, depth in found.method.ordered]


def _leader_row(criterion: Criterion, depth: int, found: PublishedIndex) -> LeaderRow:
    decimals = found.method.row.decimals
    held = [(each, line) for each in found.results if (line := each.lines.get(criterion.number))]
    points = {each.unit.name: (Decimal(line[0]), Decimal(line[1])) for each, line in held}
    shares = {name: got / most if most else got for name, (got, most) in points.items()}
    best = max(shares.values(), default=Decimal(0))
    leaders = [name for name, share in shares.items() if share == best and share > 0]
    mean = sum((got for got, _most in points.values()), Decimal(0)) / len(points) if points else None
    return LeaderRow(
        number=criterion.number,
        name=criterion.name,
        depth=depth,
        is_group=not criterion.formula,
        maximum=format_number(criterion.maximum),
        best=format_number(points[leaders[0]][0], decimals) if leaders else "–",
        leaders=_named(sorted(leaders, key=sort_key)) if leaders else "–",
        mean="–" if mean is None else format_number(mean, decimals),
    )


def point_rows(result: IndexResult, method: Method) -> list[PointRow]:
    decimals = method.row.decimals
    return [_point_row(each, depth, result, decimals) for each, depth in method.ordered]


def _point_row(criterion: Criterion, depth: int, result: IndexResult, decimals: int) -> PointRow:
    line = result.lines.get(criterion.number)
    possible = Decimal(line[1]) if line else Decimal(0)
    return PointRow(
        number=criterion.number,
        name=criterion.name,
        depth=depth,
        is_group=not criterion.formula,
        points=points_words(result, criterion.number, decimals),
        possible=format_number(possible, decimals) if possible else "–",
        is_absent=line is None,
    )


def result_sentence(result: IndexResult, decimals: int) -> str:
    said = {"total": format_number(result.total, decimals), "place": result.place, "count": result.place_of}
    if result.place is None:
        return _("No criterion of this index applies to the unit.")
    if result.grade:
        return _("%(total)s points, place %(place)s of %(count)s, grade: %(grade)s.") % (said | {"grade": result.grade})
    return _("%(total)s points, place %(place)s of %(count)s.") % said


def rule_words(method: Method) -> list[str]:
    """What the method says about the whole, as sentences."""
    row = method.row
    said = {"total": format_number(row.total), "decimals": row.decimals}
    sentences = [
        _("The total has at most %(total)s points, without bonus points.") % said,
        rescale_words(row.rescale) % said,
        ngettext(
            "Points are shown with %(decimals)s decimal; the points shown add up to the total shown.",
            "Points are shown with %(decimals)s decimals; the points shown add up to the total shown.",
            row.decimals,
        )
        % said,
    ]
    grades = [
        _("%(name)s from %(least)s points") % {"name": each.name, "least": format_number(each.least)}
        for each in row.grades.all()
    ]
    return [*sentences, *([_("Grades: %(grades)s.") % {"grades": "; ".join(grades)}] if grades else [])]


def rescale_words(rescale: str) -> str:
    """The sentence of the rule, with a place for the maximum."""
    if rescale == Rescale.WHOLE:
        return _("Criteria that a unit does not have are left out, and its total is brought back to %(total)s points.")
    if rescale == Rescale.GROUP:
        return _("Criteria that a unit does not have are left out, and each group is brought back to its own maximum.")
    return _("The points of criteria that a unit does not have are lost.")


def formula_words(criterion: Criterion) -> str:
    """How the value of a criterion becomes points, for those who score."""
    said = {"maximum": format_number(criterion.maximum), "parameters": criterion.parameters}
    if criterion.formula == Formula.PROPORTIONAL:
        none, _sign, full = (each.strip() for each in criterion.parameters.partition(";"))
        return _("in proportion: no points at %(none)s, all at %(full)s") % {"none": none, "full": full}
    if criterion.formula == Formula.BANDS:
        return _("by bands, value: points: %(parameters)s") % said
    if criterion.formula == Formula.YES_NO:
        return _("all points or none")
    if criterion.formula == Formula.BONUS:
        return _("bonus for each case: %(parameters)s") % said
    if criterion.formula == Formula.MINUS:
        return _("taken off for each case: %(parameters)s") % said
    return _("points from 0 to %(maximum)s") % said


def version_words(found: PublishedIndex) -> str:
    """Which version of the method and of the results this is."""
    said = {"method": found.method.row.version, "day": format_date(found.publication.public_on)}
    return _("Method version %(method)s. Results public since %(day)s.") % said


def earlier_words(found: PublishedIndex) -> list[str]:
    """Corrections, newest first: when and why."""
    versions = [found.publication, *found.earlier]
    return [
        _("%(day)s: published anew. Reason: %(reason)s") % {"day": format_date(each.public_on), "reason": each.reason}
        for each in versions
        if each.version > 1
    ]
