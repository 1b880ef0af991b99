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
from indicators.scoring.enums import Formula, Rescale

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
    held = {each.unit.name: _share(line) for each in found.results if (line := each.lines.get(criterion.number))}
    best = max(held.values(), default=Decimal(0))
    leaders = [name for name, share in held.items() if share == best and share > 0]
    write = format_number if criterion.is_outside else format_percent
    return LeaderRow(
        number=criterion.number,
        name=criterion.name,
        depth=depth,
        is_group=not criterion.formula,
        maximum=format_number(criterion.maximum),
        best=write(best, SHARE_DECIMALS) if leaders else "–",
        leaders=_named(sorted(leaders, key=sort_key)) if leaders else "–",
        mean=write(sum(held.values(), Decimal(0)) / len(held), SHARE_DECIMALS) if held else "–",
    )


def _share(line: list[str]) -> Decimal:
    """In percent of what the unit could get; the points themselves where nothing is the most."""
    points, most = Decimal(line[0]), Decimal(line[1])
    return points * 100 / most if most else points


def point_rows(result: IndexResult, method: Method) -> list[PointRow]:
    decimals = method.row.decimals
    return [_point_row(each, depth, result, decimals) for each, depth in method.ordered]


def _point_row(criterion: Criterion, depth: int, result: IndexResult, decimals: int) -> PointRow:
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
        brought_back="" if shown == added else brought_back(shown, criterion.maximum, decimals),
    )


def brought_back(points: Decimal, maximum: Decimal, decimals: int) -> str:
    said = {"maximum": format_number(maximum), "points": format_number(points, decimals)}
    return _("brought back to %(maximum)s points: %(points)s") % said


@dataclass(frozen=True)
class Foot:
    """What the points of a unit add up to, and the total they give."""

    sum: str
    possible: str
    total: str
    maximum: str


def foot_of(result: IndexResult, method: Method) -> Foot:
    added, possible, total = (Decimal(each) for each in result.lines[WHOLE])
    decimals = method.row.decimals
    return Foot(
        sum=format_number(added, decimals),
        possible=format_number(possible),
        total=format_number(total, decimals),
        maximum=format_number(method.row.total),
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
            "Points are rounded to %(decimals)s decimal; sums add up what is shown.",
            "Points are rounded to %(decimals)s decimals; sums add up what is shown.",
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
        return _("by bands: %(bands)s") % {"bands": _bands(criterion.parameters)}
    if criterion.formula == Formula.YES_NO:
        return _("all points or none")
    if criterion.formula == Formula.BONUS:
        return _("bonus for each case: %(parameters)s") % said
    if criterion.formula == Formula.MINUS:
        return _("taken off for each case: %(parameters)s") % said
    return _("points from 0 to %(maximum)s") % said


def _bands(parameters: str) -> str:
    """Each limit with its sign: “≥ 90: 5”."""
    bands = [each.strip().replace("<=", "≤") for each in parameters.split(";")]
    return "; ".join(each if each.startswith("≤") else f"≥ {each}" for each in bands)


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
