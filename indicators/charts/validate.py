"""A chart checked by Plotly's own schema."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType

from indicators.charts.series import Chart

Path = tuple[str, ...]
KNOWN: set[Path] = set()
"""Properties that Plotly knew, as paths through kind of trace or layout. What it knew once in a process it knows."""


@cache
def _plotly() -> ModuleType:
    # At the first chart, not at start-up: Plotly costs 24 MB and 70 ms in every process.
    return import_module("plotly.graph_objects")


def validated(chart: Chart) -> dict:
    """The figure as plain JSON values, with `narrow` for phones. ValueError names an unknown property.

    Plotly is asked only about a chart with a property it was not asked about before: its answer costs a quarter of
    the page.
    """
    met = set(_properties(chart))
    if not met <= KNOWN:
        _check(chart)
        KNOWN.update(met)
    return {"data": chart.data, "layout": chart.layout, "narrow": chart.narrow}


def _check(chart: Chart) -> None:
    plotly = _plotly()
    plotly.Layout(chart.narrow)
    plotly.Figure({"data": chart.data, "layout": chart.layout})


def _properties(chart: Chart) -> Iterator[Path]:
    for trace in chart.data:
        yield from _paths(trace, ("data", trace.get("type", "")))
    for layout in (chart.layout, chart.narrow):
        yield from _paths(layout, ("layout",))


def _paths(value: object, path: Path) -> Iterator[Path]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield (*path, name)
            yield from _paths(each, (*path, name))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _paths(each, path)
