"""The workbench in words: components with their share in the total, the sum, the place, what costs most places."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.forms import BoundField, Form
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dtracker.formats.numbers import format_number
from indicators.composite import Position, shown_parts
from indicators.models import IndexMethod, Indicator
from indicators.queries.workbench import Bench, Component, Cost, Step, Table, best_of, median_of

MISSING = "–"


@dataclass(frozen=True)
class BenchRow:
    """One component; `field` is where its value is tried. `behind_*` are points of the total, or words."""

    name: str
    url: str
    weight: str
    points: int | None
    published: str
    field: BoundField | None
    contribution: str
    behind_best: str
    behind_median: str

    @property
    def is_missing(self) -> bool:
        """Nothing to say of it but that it is not published; a narrow page leaves the dashes out."""
        return {self.contribution, self.behind_best, self.behind_median} == {MISSING}


@dataclass(frozen=True)
class Sums:
    """Under the components: what they do not give, and the total that the shown parts add up to."""

    rest_label: str
    rest: str
    total: str


@dataclass(frozen=True)
class CostRow:
    """What a component costs: total, place and places gained with the value of the leader, and of the median."""

    name: str
    best: str
    median: str
    is_dearest: bool


@dataclass(frozen=True)
class MethodRow:
    name: str
    url: str
    years: str
    weights: Sequence[tuple[str, str]]
    note: str
    is_used: bool


@dataclass(frozen=True)
class Checked:
    """Where the sum of an edition can be checked against what is published: words, then names with addresses."""

    words: str
    places: Sequence[tuple[str, str]]


def bench_rows(bench: Bench, form: Form | None) -> tuple[list[BenchRow], Sums | None]:
    """The components in the order of the method, and their sum where it can be told."""
    shown, sums = _contributions(bench)
    return [_row(each, bench, form, shown.get(each.code, MISSING)) for each in bench.table.components], sums


def _contributions(bench: Bench) -> tuple[dict[str, str], Sums | None]:
    """Rounded so that what is shown adds up to the total that is shown."""
    if bench.total is None:
        return {}, None
    decimals = bench.table.index.decimals
    codes, parts = list(bench.trial.contributions), list(bench.trial.contributions.values())
    rounded = shown_parts([*parts, bench.rest] if bench.is_rest_kept else parts, decimals)
    words = [format_number(each, decimals) for each in rounded]
    sums = Sums(
        rest_label=_rest_label(bench) if bench.is_rest_kept else "",
        rest=words[-1] if bench.is_rest_kept else "",
        total=format_number(bench.total, decimals),
    )
    return dict(zip(codes, words, strict=False)), sums


def _rest_label(bench: Bench) -> str:
    if not bench.trial.missing:
        return _("Rounding of the published value") if bench.is_reproduced else _("Not explained by the components")
    return ngettext(
        "The %(count)s component without a published value",
        "The %(count)s components without a published value, together",
        len(bench.trial.missing),
    ) % {"count": len(bench.trial.missing)}


def _row(component: Component, bench: Bench, form: Form | None, contribution: str) -> BenchRow:
    indicator, value = component.indicator, bench.values.get(component.code)
    return BenchRow(
        name=indicator.short,
        url=_series_url(bench, indicator),
        weight=MISSING if component.weight is None else format_number(component.weight),
        points=component.points,
        published=_("not published") if value is None else format_number(value, indicator.decimals),
        field=form[component.code] if form else None,
        contribution=contribution,
        behind_best=_behind(component, bench, best_of, _("leads")),
        behind_median=_behind(component, bench, median_of, _("not behind")),
    )


def _series_url(bench: Bench, indicator: Indicator) -> str:
    return reverse("indicators:series", args=[bench.province.slug, indicator.code])


def _behind(component: Component, bench: Bench, measure, none: str) -> str:
    """Points of the total lost against a value of the table, which needs all provinces."""
    value = bench.values.get(component.code)
    if value is None or component.weight is None:
        return MISSING
    if not bench.table.is_full_of(component):
        said = {"known": len(component.values), "all": len(bench.table.names)}
        return _("known of %(known)s of %(all)s") % said
    lost = component.indicator.direction * (measure(component) - value) * component.weight
    return format_number(lost, bench.table.index.decimals) if lost > 0 else none


def place_words(place: Position | None) -> str:
    """13/63, and how many share it."""
    if place is None:
        return ""
    words = _("rank %(place)s of %(count)s") % {"place": place.place, "count": place.count}
    if not place.tied:
        return words
    shared = ngettext("%(rank)s, shared with %(count)s other", "%(rank)s, shared with %(count)s others", place.tied)
    return shared % {"rank": words, "count": place.tied}


def headline(bench: Bench) -> str:
    """The published value with its place, or beside it that of the trial."""
    decimals = bench.table.index.decimals
    said = {"name": bench.province.name, "year": bench.table.period.year}
    if bench.published is None:
        return _("%(name)s has no published value for %(year)s.") % said
    published = _with_place(bench.published, bench.place, decimals)
    if not bench.is_changed or bench.total is None:
        return _("%(name)s, %(year)s, as published: %(value)s.") % (said | {"value": published})
    tried = _with_place(bench.total, bench.trial_place, decimals)
    return _("Trial: %(trial)s. Published: %(published)s.") % {"trial": tried, "published": published}


def _with_place(value: Decimal, place: Position | None, decimals: int) -> str:
    words = place_words(place)
    return f"{format_number(value, decimals)}, {words}" if words else format_number(value, decimals)


def trial_alone(bench: Bench) -> str:
    """The trial where nothing is published to stand beside it; "" otherwise."""
    if bench.published is not None or bench.total is None:
        return ""
    return _("Trial: %(trial)s.") % {
        "trial": _with_place(bench.total, bench.trial_place, bench.table.index.decimals),
    }


def place_note(table: Table) -> str:
    """Why no place is told; "" where one is."""
    if table.is_full:
        return ""
    said = {"known": len(table.totals), "all": len(table.names), "year": table.period.year}
    return _("No place: for %(year)s the values of %(known)s of %(all)s provinces are known.") % said


def reproduction(bench: Bench) -> str:
    """Whether the components give the published value, and what explains the difference."""
    table = bench.table
    if not table.is_computable:
        return _method_unknown(table)
    if bench.published is None:
        return ""
    if bench.before.missing:
        return _not_reproduced(bench)
    said = {
        "sum": format_number(bench.before.known),
        "published": format_number(bench.published, table.index.decimals),
        "difference": format_number(bench.rest, signed=True),
    }
    if bench.is_reproduced:
        return _("Components: %(sum)s. Published: %(published)s. Difference %(difference)s: rounding.") % said
    return _("Components: %(sum)s. Published: %(published)s. Difference %(difference)s, more than rounding.") % said


def _method_unknown(table: Table) -> str:
    said = {"year": table.period.year}
    if table.method is None:
        return _("Nothing is computed: by which decision %(year)s was computed is not settled.") % said
    said["method"] = table.method.name
    return _("Nothing is computed: the weights of %(method)s are not published in full.") % said


def _not_reproduced(bench: Bench) -> str:
    known, missing = len(bench.values), len(bench.before.missing)
    if not known:
        said = {"name": bench.province.name, "year": bench.table.period.year}
        return _("No component of %(name)s is published for %(year)s. Give all of them to compute a sum.") % said
    return _(
        "The sum cannot be checked: %(missing)s of %(all)s components have no published value (%(names)s). "
        "In the trial they stay, together, what the published value leaves for them."
    ) % {
        "missing": missing,
        "all": missing + known,
        "names": get_text_list(_names(bench, bench.before.missing), _("and")),
    }


def checked_elsewhere(bench: Bench) -> Checked | None:
    """Of which provinces every component is published, where this one lacks some; None where nothing lacks."""
    table = bench.table
    if not table.is_computable or not bench.before.missing:
        return None
    known, year = table.known_in_full(), table.period.year
    if known:
        sentence = _("Every component of %(year)s is published, and the sum can be checked, for:")
    else:
        sentence = _("For %(year)s no province has a published value of every component; no sum can be checked.")
    places = [(each.name, f"?province={each.province.slug}&year={table.period.code}") for each in known]
    return Checked(sentence % {"year": year}, places)


def _names(bench: Bench, codes: Sequence[str]) -> list[str]:
    return [each.indicator.short for each in bench.table.components if each.code in codes]


# What costs most places


def cost_rows(costs: Sequence[Cost], bench: Bench) -> list[CostRow]:
    most = max((each.places for each in costs), default=0)
    return [
        CostRow(
            name=each.component.indicator.short,
            best=_step_words(each.to_best, bench) or _("leads"),
            median=_step_words(each.to_median, bench) or _("not behind"),
            is_dearest=0 < each.places == most,
        )
        for each in costs
    ]


def _step_words(step: Step | None, bench: Bench) -> str:
    if step is None:
        return ""
    decimals = bench.table.index.decimals
    sentence = _("%(total)s, %(place)s (up %(gained)s)") if step.gained else _("%(total)s, %(place)s (the same place)")
    return sentence % {
        "total": format_number(step.total, decimals),
        "place": place_words(step.place),
        "gained": step.gained,
    }


def cost_sentence(costs: Sequence[Cost], bench: Bench) -> str:
    """Which component costs most places; of equals all are named."""
    most = max((each.places for each in costs), default=0)
    if not costs:
        return ""
    if not most:
        return _("No component alone would change the place.")
    names = [each.component.indicator.short for each in costs if each.places == most]
    return _("Most places are lost by %(names)s: alone at the level of the best province, rank %(from)s to %(to)s.") % {
        "names": get_text_list(names, _("and")),
        "from": bench.place.place,
        "to": bench.place.place - most,
    }


# The methods


def method_rows(index: Indicator, used: IndexMethod | None) -> list[MethodRow]:
    """The versions of the method, oldest first, with what is known of their weights."""
    return [
        MethodRow(
            name=each.name,
            url=each.document.get_absolute_url() if each.document else "",
            years=_years(each),
            weights=[(one.component.short, _weight_words(one)) for one in each.weights.all()],
            note=each.note,
            is_used=each == used,
        )
        for each in index.methods.all()
    ]


def _years(method: IndexMethod) -> str:
    if method.to_year is None:
        return _("since %(year)s") % {"year": method.from_year}
    if method.to_year == method.from_year:
        return str(method.from_year)
    return f"{method.from_year}–{method.to_year}"


def _weight_words(one) -> str:
    if one.points is None:
        return format_number(one.weight)
    return _("%(weight)s (%(points)s points)") % {"weight": format_number(one.weight), "points": one.points}
