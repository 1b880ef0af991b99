import pytest

from indicators.charts.validate import KNOWN


@pytest.fixture(autouse=True)
def charts_not_seen_before():
    """Each test shows Plotly its charts anew, so that values are checked too."""
    KNOWN.clear()
