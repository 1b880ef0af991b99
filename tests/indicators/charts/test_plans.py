"""The ways that documents prescribe: up to a break in what they mean, level for a rate of growth."""

from datetime import date

import pytest
from django.utils.translation import override

from indicators.charts.series import series_chart
from indicators.charts.validate import validated
from indicators.enums import BreakKind, Shape
from indicators.models import SeriesBreak
from indicators.queries.series import find_series, series_page
from tests import cast, make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
BROKEN_AT = 2024.5 - 0.08 * 0.4


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.fixture
def place():
    return cast.ha_giang()


def chart_of(place, indicator):
    return series_chart(series_page(find_series(place.slug, indicator.code, on=TODAY), on=TODAY))


def lines(chart, name):
    return [list(zip(each["x"], each["y"], strict=True)) for each in chart.data if each["name"].startswith(name)]


def words(chart):
    return [each["text"] for each in chart.layout["annotations"]]


@pytest.fixture
def rebased(place):
    """A target among 63, and since 2025 places among 34."""
    rank = make.rank_indicator()
    for year, value, count in [("2023", 30, 63), ("2024", 26, 63), ("2025", 12, 34)]:
        make.published(rank, place, year, value, rank_of=count)
    make.target(rank, place, 14, "2027", baseline="30@2023", document=make.document("kh", short_en="Plan"))
    return rank


def test_a_way_ends_where_another_number_of_units_begins(place, rebased):
    chart = chart_of(place, rebased)
    for name in ("way prescribed by Plan", "expected way"):
        (line,) = lines(chart, name)
        assert line == [(2023, 30.0), (pytest.approx(BROKEN_AT), pytest.approx(30 - 4 * (BROKEN_AT - 2023)))], name


def test_its_diamond_says_that_it_means_another_number_of_units(place, rebased):
    chart = chart_of(place, rebased)
    (diamonds,) = [each for each in chart.data if each["name"] == "Plan"]
    assert diamonds["marker"]["symbol"] == ["diamond-x"]
    assert "Top 14 of 63, to be confirmed anew" in " ".join(words(chart))
    assert any("Top 14 of 63, to be confirmed anew" in each["text"] for each in chart.narrow["annotations"])


def test_a_target_that_means_the_present_units_is_not_marked(place, rebased):
    make.target(rebased, place, 10, "2027", rank_of=34, document=make.document("qd", short_en="Decision"))
    chart = chart_of(place, rebased)
    (diamonds,) = [each for each in chart.data if each["name"] == "Decision"]
    assert diamonds["marker"]["symbol"] == ["diamond"]


def test_a_break_of_method_ends_no_way(place):
    share = make.indicator()
    SeriesBreak.objects.create(indicator=share, year=2022, quarter=1, kind=BreakKind.METHOD, reason_vi="Cách tính")
    make.published(share, place, "2021-Q4", 20)
    make.target(share, place, 50, "2025-Q4", baseline="10@2020-Q4")
    ((start, end),) = lines(chart_of(place, share), "way prescribed by")
    assert (start[1], end[1]) == (10.0, 50.0)


@pytest.fixture
def growth(place):
    rate = make.indicator("tang", shape=Shape.GROWTH)
    for period, value in [("2024-Q3", 21), ("2024-Q4", 22), ("2025-Q1", 15), ("2025-Q2", 17)]:
        make.published(rate, place, period, value)
    return rate


def test_growth_of_the_year_to_date_is_not_joined_across_new_year(place, growth):
    q = 2024 * 4
    assert lines(chart_of(place, growth), "published figures") == [
        [(q + 3, 21.0), (q + 4, 22.0)],
        [(q + 5, 15.0), (q + 6, 17.0)],
    ]


def test_yearly_growth_stays_joined(place):
    rate = make.indicator("tang-nam", shape=Shape.GROWTH, frequency="year")
    for period, value in [("2024", 21), ("2025", 15)]:
        make.published(rate, place, period, value)
    assert lines(chart_of(place, rate), "published figures") == [[(2024, 21.0), (2025, 15.0)]]


def test_a_rate_of_every_year_is_level_to_its_horizon(place, growth):
    document = make.document("nq", short_en="Resolution")
    make.target(growth, place, 20, "2030-Q4", baseline="12@2023-Q4", document=document)
    assert lines(chart_of(place, growth), "way prescribed by Resolution") == [[(8099, 20.0), (8124, 20.0)]]


def test_the_next_rate_begins_when_the_one_before_is_due(place, growth):
    document = make.document("nq", short_en="Resolution", issued_on=date(2025, 1, 1))
    make.target(growth, place, 18, "2025-Q4", document=document)
    make.target(growth, place, 20, "2030-Q4", document=document)
    assert lines(chart_of(place, growth), "way prescribed by Resolution") == [
        [(8100.5, 18.0), (8104.5, 18.0), (8104.5, 20.0), (8124, 20.0)]
    ]


def test_words_of_the_highest_target_stand_above_it(place):
    """There no line lies; below it are the way and the line ahead."""
    firms = make.indicator("dn", unit_vi="doanh nghiệp", unit_en="firms", minimum=None, maximum=None)
    for number in range(1, 9):
        make.published(firms, place, f"202{2 + (number - 1) // 4}-Q{(number - 1) % 4 + 1}", 300 + 5 * number)
    make.target(firms, place, 700, "2030-Q4", baseline="300@2021-Q4")
    chart = chart_of(place, firms)
    assert chart.layout["yaxis"]["range"] == [0.0, 868.0]
    (label,) = [each for each in chart.layout["annotations"] if each["text"].startswith("At least 700 firms")]
    assert label["yshift"] > 20


def test_a_value_under_its_diamond_stands_farther_away(place):
    rank = make.rank_indicator()
    for year, value in [("2024", 4), ("2025", 3)]:
        make.published(rank, place, year, value)
    make.target(rank, place, 3, "2025")
    chart = chart_of(place, rank)
    assert [each["text"] for each in chart.data if each["name"] == "published figures"] == [["4", ""]]
    (lifted,) = [each for each in chart.data if each["name"] == ""]
    assert (lifted["x"], lifted["text"], lifted["marker"]) == ([2025], ["3"], {"size": 21, "opacity": 0})
    validated(chart)
