"""A chart checked by Plotly's own schema."""

import json
from functools import cache
from importlib import import_module
from types import ModuleType

from indicators.charts.series import Chart


@cache
def _plotly() -> ModuleType:
    # At the first chart, not at start-up: Plotly costs 24 MB and 70 ms in every process.
    return import_module("plotly.graph_objects")


def validated(chart: Chart) -> dict:
    """The figure as plain JSON values, with `narrow` for phones. ValueError names an unknown property."""
    plotly = _plotly()
    plotly.Layout(chart.narrow)
    figure = plotly.Figure({"data": chart.data, "layout": chart.layout}).update_layout(template=None)
    return json.loads(figure.to_json()) | {"narrow": chart.narrow}
