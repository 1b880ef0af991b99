"""Why a page says nothing about what lies ahead: one sentence, never an empty place."""

from datetime import date

import pytest
from django.utils.translation import override

from indicators.enums import BreakKind, Comparator, Shape
from indicators.models import SeriesBreak
from indicators.projection import Refusal
from indicators.queries.projections import Ahead
from indicators.queries.series import find_series, series_page
from indicators.tables.projection import why_none
from tests import cast, make

pytestmark = pytest.mark.django_db

DAY = date(2024, 4, 20)
QUARTERS = [f"{year}-Q{quarter}" for year in (2022, 2023) for quarter in (1, 2, 3, 4)] + ["2024-Q1"]


def refused(province, indicator, on=DAY):
    """Why, and in which words."""
    ahead = Ahead(series_page(find_series(province.slug, indicator.code, on=on), on=on))
    with override("en"):
        return ahead.refusal, why_none(ahead)


def publish(indicator, place, count):
    for period, value in list(zip(QUARTERS, range(20, 38, 2), strict=True))[-count:]:
        make.published(indicator, place, period, value)


@pytest.fixture
def place():
    return cast.ha_giang()


@pytest.fixture
def share():
    return make.indicator()


def test_where_something_is_said_nothing_is_excused(place, share):
    publish(share, place, 9)
    make.target(share, place, 60, "2025-Q4")
    assert refused(place, share) == (None, "")


def test_too_few_figures_are_counted(place, share):
    publish(share, place, 4)
    make.target(share, place, 60, "2025-Q4")
    assert refused(place, share) == (
        Refusal.TOO_FEW,
        "No outlook yet: 4 of the 5 figures it needs, from the latest 8 periods without a break.",
    )


def test_only_figures_after_a_break_are_counted(place, share):
    publish(share, place, 9)
    make.target(share, place, 60, "2025-Q4")
    SeriesBreak.objects.create(indicator=share, year=2023, quarter=3, kind=BreakKind.METHOD, reason_vi="Đổi cách tính")
    assert refused(place, share)[1].startswith("No outlook yet: 3 of the 5 figures")


def test_without_a_figure(place, share):
    make.target(share, place, 60, "2025-Q4")
    assert refused(place, share) == (Refusal.NO_FIGURE, "No outlook yet: no figure is published.")


def test_without_a_target_ahead(place, share):
    publish(share, place, 9)
    make.target(share, place, 60, "2023-Q4")
    assert refused(place, share) == (
        Refusal.NO_TARGET,
        "No outlook: no dated target lies ahead of the latest figure.",
    )


def test_from_a_figure_that_is_out_of_date(place, share):
    publish(share, place, 9)
    make.target(share, place, 60, "2030-Q4")
    assert refused(place, share, on=date(2026, 11, 21)) == (
        Refusal.OUT_OF_DATE,
        "No outlook: the latest figure (Q1 2024) is out of date.",
    )


def test_for_a_province_that_has_ended(share):
    place = cast.hai_duong(ended_on=cast.MERGED)
    publish(share, place, 9)
    make.target(share, place, 60, "2030-Q4")
    assert refused(place, share, on=date(2025, 7, 2)) == (
        Refusal.ENDED,
        "No outlook: the province ended on 30/6/2025.",
    )


def test_for_a_target_among_another_number_of_provinces(place):
    rank = make.rank_indicator()
    make.published(rank, place, "2022", 20, rank_of=34)
    make.target(rank, place, 30, "2025", comparator=Comparator.AT_MOST)
    assert refused(place, rank, on=date(2023, 6, 1))[0] == Refusal.OTHER_BASE


def test_for_a_target_too_far_ahead(place, share):
    publish(share, place, 5)
    make.target(share, place, 60, "2030-Q4")
    assert refused(place, share) == (
        Refusal.TOO_FAR,
        "The line ends before the target is due: that is more than 3 times as far ahead as the figures reach back.",
    )


@pytest.mark.parametrize(
    ("shape", "refusal"),
    [
        (Shape.MILESTONE, Refusal.MILESTONE),
        (Shape.GROWTH, Refusal.GROWTH),
        (Shape.YEARLY_FLOW, Refusal.COUNTS_AFRESH),
    ],
)
def test_what_has_no_line_by_its_nature(place, shape, refusal):
    made = make.indicator("of-shape", shape=shape, maximum=None)
    publish(made, place, 9)
    make.target(made, place, 60, "2025-Q4")
    found, sentence = refused(place, made)
    assert found == refusal
    assert sentence.startswith("No outlook: ")


def test_every_refusal_stands_on_the_page(client, place, share):
    make.target(share, place, 60, "2025-Q4")
    centre = make.indicator("centre", shape=Shape.MILESTONE, decimals=0)
    make.target(centre, place, 1, "2027-Q2")
    client.cookies["django_language"] = "en"
    for code, sentence in (
        (share.code, "No outlook yet: no figure is published."),
        (centre.code, "No outlook: a milestone is either done or not done."),
    ):
        assert sentence in client.get(f"/provinces/{place.slug}/indicators/{code}/").content.decode()
