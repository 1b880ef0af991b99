"""Where a page says why a target has its status."""

from dtracker.formats.addresses import path_to
from indicators.queries.judging import Standing


def why_anchor(standing: Standing) -> str:
    """The name of the panel on the page of the series."""
    return f"why-{standing.pk}"


def why_url(standing: Standing) -> str:
    """The panel of this very target; the browser opens it."""
    page = path_to("indicators:series", standing.province.slug, standing.indicator.code)
    return f"{page}#{why_anchor(standing)}"
