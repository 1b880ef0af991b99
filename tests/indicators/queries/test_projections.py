"""What a page says lies ahead: from which figures, for which targets, and when it says nothing."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from indicators.charts.series import series_chart
from indicators.enums import BreakKind, Comparator, Shape
from indicators.models import SeriesBreak
from indicators.projection import Spread
from indicators.queries.projections import Ahead
from indicators.queries.series import find_series, series_page
from indicators.tables.projection import basis, outlook_rows
from tests import cast, make

pytestmark = pytest.mark.django_db

DAY = date(2024, 4, 20)
QUARTERS = [f"{year}-Q{quarter}" for year in (2022, 2023) for quarter in (1, 2, 3, 4)] + ["2024-Q1"]


def page_of(province, indicator, on=DAY):
    return series_page(find_series(province.slug, indicator.code, on=on), on=on)


def publish(indicator, place, values, periods=QUARTERS, **more):
    for period, value in zip(periods, values, strict=False):
        make.published(indicator, place, period, value, **more)


@pytest.fixture
def rising():
    """From 20 by two points a quarter; 36% in Q1 2024, so 50% in Q4 2025."""
    place, share = cast.ha_giang(), make.indicator()
    publish(share, place, range(20, 38, 2))
    return place, share


def said(page):
    with override("en"):
        return [each.sentence for each in outlook_rows(Ahead(page))]


def test_the_latest_figure_goes_on_at_its_pace_to_the_target(rising):
    make.target(rising[1], rising[0], 60, "2025-Q4")
    ahead = Ahead(page_of(*rising))
    assert len(ahead.projection.values) == 8
    assert ahead.outlooks[0].at == Spread(*[Decimal("50.0")] * 3)
    assert ahead.outlooks[0].reached is False


def test_what_it_means_is_said_in_a_sentence(rising):
    place, share = rising
    make.target(share, place, 60, "2025-Q4")
    make.target(share, place, 50, "2025-Q4")
    page = page_of(place, share)
    assert said(page) == [
        "At the recent pace about 50.0% by the end of Q4 2025, which does not reach the target (at least 60%)",
        "At the recent pace about 50.0% by the end of Q4 2025, which reaches the target (at least 50%)",
    ]
    with override("en"):
        assert basis(Ahead(page)) == (
            "Recent pace: +2.0 a quarter, from the latest 8 figures. It never changes a status."
        )


def test_an_uncertain_pace_is_said_to_be_uncertain():
    place, share = cast.ha_giang(), make.indicator()
    publish(share, place, [20, 26, 24, 30, 26, 34, 31, 40, 36])
    make.target(share, place, 50, "2025-Q4")
    (outlook,) = Ahead(page_of(place, share)).outlooks
    assert outlook.at.low < 50 <= outlook.at.high
    assert outlook.reached is None
    assert said(page_of(place, share))[0].endswith("the target (at least 50%) may or may not be reached")


def test_the_status_is_the_same_with_and_without_it(rising):
    make.target(rising[1], rising[0], 60, "2025-Q4", baseline="20@2022-Q1")
    (standing,) = page_of(*rising).standings
    (outlook,) = Ahead(page_of(*rising)).outlooks
    assert (outlook.standing.verdict, outlook.reached) == (standing.verdict, False)


def test_nothing_is_taken_from_before_a_break(rising):
    place, share = rising
    make.target(share, place, 60, "2025-Q4")
    SeriesBreak.objects.create(indicator=share, year=2023, quarter=2, kind=BreakKind.METHOD, reason_vi="Cách tính")
    assert Ahead(page_of(place, share)).projection is None
    SeriesBreak.objects.update(quarter=1)
    assert Ahead(page_of(place, share)).projection.points == 5


def test_nothing_is_said_of_a_target_in_another_definition(rising):
    place, share = rising
    old = make.document(issued_on=date(2021, 3, 26))
    make.target(share, place, 60, "2025-Q4", document=old)
    SeriesBreak.objects.create(indicator=share, year=2022, quarter=1, kind=BreakKind.DEFINITION, reason_vi="Đổi tên")
    assert Ahead(page_of(place, share)).outlooks == []


def test_nothing_is_projected_for_a_province_that_has_ended():
    place, share = cast.hai_duong(ended_on=cast.MERGED), make.indicator()
    publish(share, place, range(20, 38, 2))
    make.target(share, place, 60, "2030-Q4")
    assert Ahead(page_of(place, share)).projection is not None
    assert Ahead(page_of(place, share, on=date(2025, 7, 2))).projection is None


def test_a_target_that_is_due_has_no_outlook(rising):
    make.target(rising[1], rising[0], 60, "2023-Q4")
    assert Ahead(page_of(*rising)).projection is None


def test_an_old_figure_is_no_recent_pace(rising):
    make.target(rising[1], rising[0], 60, "2030-Q4")
    assert Ahead(page_of(*rising, on=date(2026, 11, 21))).projection is None


@pytest.mark.parametrize("shape", [Shape.GROWTH, Shape.YEARLY_FLOW])
def test_what_starts_afresh_every_year_is_not_continued(shape):
    place, flow = cast.ha_giang(), make.indicator(shape=shape, maximum=None)
    publish(flow, place, range(20, 38, 2))
    make.target(flow, place, 60, "2025-Q4")
    assert Ahead(page_of(place, flow)).projection is None


def test_a_rank_among_another_number_of_provinces_starts_afresh():
    place, rank = cast.ha_giang(), make.rank_indicator()
    publish(rank, place, [40, 38, 36, 34, 32], ["2018", "2019", "2020", "2021", "2022"])
    make.target(rank, place, 30, "2025", comparator=Comparator.AT_MOST)
    assert [each.at.middle for each in Ahead(page_of(place, rank, on=date(2023, 6, 1))).outlooks] == [26]
    make.published(rank, place, "2023", 20, rank_of=34)
    assert Ahead(page_of(place, rank, on=date(2024, 1, 2))).projection is None


def test_as_of_a_past_day_it_is_what_would_have_been_said_then(rising):
    make.target(rising[1], rising[0], 60, "2025-Q4")
    ahead = Ahead(page_of(*rising, on=date(2023, 4, 15)))
    assert (ahead.projection.points, ahead.outlooks[0].at.middle) == (5, Decimal("50.0"))


def test_the_chart_draws_it_dotted_in_a_band_and_names_it(rising):
    make.target(rising[1], rising[0], 60, "2025-Q4")
    page = page_of(*rising)
    with override("en"):
        chart = series_chart(page)
    (line,) = [each for each in chart.data if each["name"] == "if the recent pace continues"]
    (band,) = [each for each in chart.data if each["name"] == "uncertainty of the recent pace"]
    assert (line["x"][0], line["y"][0], line["y"][-1]) == (2024 * 4 + 1, 36.0, 50.0)
    assert line["line"]["dash"] == "1px,5px"
    assert (len(band["x"]), band["fill"]) == (2 * len(line["x"]), "toself")
    assert "if the recent pace continues" in [each["text"] for each in chart.layout["annotations"]]
