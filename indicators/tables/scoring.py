"""The method of an index in words, and its published results as rows. Everything is written already."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dtracker.formats.dates import format_date
from dtracker.formats.numbers import format_number, format_percent
from dtracker.formats.text import sort_key
from dtracker.places.models import UnitKind
from indicators.models import Criterion, IndexResult, UnitIndex
from indicators.models.scoring_results import WHOLE
from indicators.queries.scoring import Method
from indicators.queries.scoring_results import PublishedIndex

KINDS = tuple(UnitKind)
MANY = {
    UnitKind.DEPARTMENT: gettext_lazy("departments"),
    UnitKind.DISTRICT: gettext_lazy("districts"),
    UnitKind.COMMUNE: gettext_lazy("communes and wards"),
    UnitKind.CENTRE: gettext_lazy("centres"),
    UnitKind.PARTY: gettext_lazy("Party bodies"),
    UnitKind.GOVERNMENT: gettext_lazy("People's Committees"),
}
SHARE_DECIMALS = 1
MOST_NAMED = 3
"""Leaders of a criterion named one by one; further ones are counted."""


@dataclass(frozen=True)
class RankRow:
    """One unit in the ranking; `groups` are its points by the criteria on top of the tree, `sum` their sum."""

    place: str
    name: str
    url: str
    total: str
    grade: str
    sum: str
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
    """A criterion in the result of one unit; `brought_back` says what became of the sum of a group, or ""."""

    number: str
    name: str
    depth: int
    is_group: bool
    points: str
    possible: str
    is_absent: bool
    brought_back: str


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
    by_kind = found.method.row.ranks_by_kind
    grouped = groupby(in_order(found), key=lambda each: MANY[each.unit.kind] if by_kind else _("all units"))
    return [_rank_group(str(title), list(members), found) for title, members in grouped]


def in_order(found: PublishedIndex) -> list[IndexResult]:
    """By kind where kinds are ranked apart, then by place; those without one last."""
    return sorted(found.results, key=lambda each: _order(each, found.method.row.ranks_by_kind))


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
        sum=sum_words(result, decimals),
        groups=[points_words(result, each.number, decimals) for each in top_criteria(found.method)],
    )


def points_words(result: IndexResult, number: str, decimals: int) -> str:
    """The shown points of a criterion; a dash where the unit does not have it."""
    line = result.lines.get(number)
    return format_number(Decimal(line[2]), decimals) if line else "–"


def sum_words(result: IndexResult, decimals: int) -> str:
    """What the points add up to, and how many were possible: “74,23 / 83”."""
    added, possible, _total = (Decimal(each) for each in result.lines[WHOLE])
    return f"{format_number(added, decimals)} / {format_number(possible)}"


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
    words = ngettext("%(names)s and %(count)s other unit", "%(names)s and %(count)s other units", more)
    return words % {"names": shown, "count": more}


def leader_rows(found: PublishedIndex) -> list[LeaderRow]:
    """Every criterion with those that got the largest share of what they could, and the mean of all that have it."""
    return [_leader_row(each, depth, found) for each, depth in found.method.ordered]


def _leader_row(criterion: Criterion, depth: int, found: PublishedIndex) -> LeaderRow:
    # Two communes may have the same name.
    apart = [each.number for each, _depth in found.method.scorer.tree.depth_first(criterion.number) if each.is_outside]
    held = [
        (each.unit.name, _share(line, _points_of(each, apart)))
        for each in found.results
        if (line := each.lines.get(criterion.number))
    ]
    shares = [share for _name, share in held]
    best = max(shares, default=Decimal(0))
    leaders = [name for name, share in held if share == best and share > 0]
    write = format_number if criterion.is_outside else format_percent
    return LeaderRow(
        number=criterion.number,
        name=criterion.name,
        depth=depth,
        is_group=not criterion.formula,
        maximum=format_number(found.method.maxima[criterion.number]),
        best=write(best, SHARE_DECIMALS) if leaders else "–",
        leaders=_named(sorted(leaders, key=sort_key)) if leaders else "–",
        mean=write(sum(shares, Decimal(0)) / len(shares), SHARE_DECIMALS) if held else "–",
    )


def _share(line: list[str], apart: Decimal) -> Decimal:
    """In percent of what the unit could get, points `apart` left out; just the points where nothing is the most."""
    points, most = Decimal(line[0]), Decimal(line[1])
    return (points - apart) * 100 / most if most else points


def _points_of(result: IndexResult, numbers: Sequence[str]) -> Decimal:
    return sum((Decimal(line[2]) for each in numbers if (line := result.lines.get(each))), Decimal(0))


def point_rows(result: IndexResult, method: Method) -> list[PointRow]:
    return [_point_row(each, depth, result, method) for each, depth in method.ordered]


def _point_row(criterion: Criterion, depth: int, result: IndexResult, method: Method) -> PointRow:
    decimals = method.row.decimals
    line = result.lines.get(criterion.number)
    added, possible, shown = (Decimal(each) for each in line or ("0", "0", "0"))
    return PointRow(
        number=criterion.number,
        name=criterion.name,
        depth=depth,
        is_group=not criterion.formula,
        points=format_number(added, decimals) if line else "–",
        possible=format_number(possible) if possible else "–",
        is_absent=line is None,
        brought_back="" if shown == added else brought_back(shown, method.maxima[criterion.number], decimals),
    )


def brought_back(points: Decimal, maximum: Decimal, decimals: int) -> str:
    said = {"maximum": format_number(maximum), "points": format_number(points, decimals)}
    return _("brought back to %(maximum)s points: %(points)s") % said


@dataclass(frozen=True)
class Foot:
    """What the points of a unit add up to, and the total they give; `how` is the step between them, or ""."""

    sum: str
    possible: str
    total: str
    maximum: str
    how: str


def foot_of(result: IndexResult, method: Method) -> Foot:
    added, possible, total = (Decimal(each) for each in result.lines[WHOLE])
    decimals = method.row.decimals
    return Foot(
        sum=format_number(added, decimals),
        possible=format_number(possible),
        total=format_number(total, decimals),
        maximum=format_number(method.row.total),
        how="" if total == added else _how(result, method),
    )


def _how(result: IndexResult, method: Method) -> str:
    """From the sum to the total; bonus points and those taken off come after the step."""
    added, possible, total = (Decimal(each) for each in result.lines[WHOLE])
    apart = [each.number for each in method.criteria if each.is_outside]
    outside, decimals = _points_of(result, apart), method.row.decimals
    said = {
        "points": format_number(added - outside, decimals),
        "possible": format_number(possible),
        "maximum": format_number(method.row.total),
        "total": format_number(total - outside, decimals),
        "outside": format_number(outside, decimals),
    }
    if outside:
        return _("%(points)s × %(maximum)s / %(possible)s = %(total)s; bonus and minus points: %(outside)s.") % said
    return _("%(points)s × %(maximum)s / %(possible)s = %(total)s.") % said


def result_sentence(result: IndexResult, decimals: int) -> str:
    said = {"total": format_number(result.total, decimals), "place": result.place, "count": result.place_of}
    if result.place is None:
        return _("No criterion of this index applies to the unit.")
    if result.grade:
        return _("%(total)s points, place %(place)s of %(count)s, grade: %(grade)s.") % (said | {"grade": result.grade})
    return _("%(total)s points, place %(place)s of %(count)s.") % said
