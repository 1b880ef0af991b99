"""The chart of one indicator of one province as a plain Plotly dictionary."""

from dataclasses import dataclass

from indicators.charts import traces
from indicators.charts.drawing import Drawing
from indicators.charts.layout import layout_of, narrow_layout
from indicators.charts.sheets import sheets_of
from indicators.enums import Shape
from indicators.models import Document
from indicators.queries.series import SeriesPage


@dataclass(frozen=True)
class Chart:
    """The figure, what changes on a phone, and the documents in the order of their lines."""

    data: list[dict]
    layout: dict
    narrow: dict
    documents: list[Document | None]


def series_chart(page: SeriesPage) -> Chart | None:
    """The drawing of the page; None where there is nothing to place on two axes, as with milestones."""
    drawing = Drawing(page)
    if page.indicator.shape == Shape.MILESTONE or not drawing.places:
        return None
    wide, narrow, sides = sheets_of(drawing)
    return Chart(
        data=[
            *traces.bands(drawing, wide.yaxis["range"]),
            *traces.ahead(drawing),
            *traces.paths(drawing),
            *traces.plans(drawing),
            *traces.old_steps(drawing),
            *traces.new_steps(drawing),
            *traces.segments(drawing, sides),
            *traces.draft_points(drawing),
            *traces.targets(drawing),
            *traces.lifted_values(drawing, sides),
        ],
        layout=layout_of(wide),
        narrow=narrow_layout(narrow),
        documents=drawing.documents,
    )
