from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from dtracker.formats.quarters import Period
from indicators.enums import Frequency
from indicators.models import Figure, Publication
from indicators.queries import publications
from tests import cast, make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture
def place():
    return cast.hai_duong()


def values(place, of, day=TODAY):
    series = publications.series_on(day, provinces=[place])
    return [(str(each.period), each.value) for each in series.get((place.pk, of.pk), [])]


def test_a_series_is_in_order_of_its_periods(place):
    files = make.indicator()
    for period, value in (("2022-Q4", 40), ("2021-Q1", 20), ("2022-Q1", 30)):
        make.published(files, place, period, value)
    assert values(place, files) == [("2021-Q1", 20), ("2022-Q1", 30), ("2022-Q4", 40)]


def test_the_newest_version_public_by_the_day_counts(place):
    files = make.indicator()
    first = make.published(files, place, "2023-Q4", 61, public_on=date(2024, 1, 20))
    Publication.objects.create(
        figure=first.figure, version=2, value=Decimal(16), reason="Gõ nhầm", public_on=date(2024, 3, 1)
    )
    assert values(place, files, date(2024, 1, 19)) == []
    assert values(place, files, date(2024, 2, 29)) == [("2023-Q4", 61)]
    assert values(place, files, date(2024, 3, 1)) == [("2023-Q4", 16)]


def test_what_has_no_public_day_counts_from_when_it_was_recorded(place):
    files = make.indicator()
    row = make.published(files, place, "2021-Q4", 20)
    cell = Figure.objects.create(indicator=files, province=place, year=2022, quarter=4)
    Publication.objects.create(figure=cell, version=1, value=30)
    assert values(place, files, date(2022, 12, 31)) == [("2021-Q4", row.value)]
    assert values(place, files, date.today()) == [("2021-Q4", 20), ("2022-Q4", 30)]


@pytest.mark.parametrize(("recorded", "day"), [("16:59:59", 10), ("17:00:00", 11)])
def test_the_day_something_was_recorded_ends_at_midnight_in_vietnam(place, monkeypatch, recorded, day):
    files = make.indicator()
    cell = Figure.objects.create(indicator=files, province=place, year=2022, quarter=4)
    monkeypatch.setattr(timezone, "now", lambda: datetime.fromisoformat(f"2024-03-10T{recorded}+00:00"))
    Publication.objects.create(figure=cell, version=1, value=30)
    assert values(place, files, date(2024, 3, day - 1)) == []
    assert values(place, files, date(2024, 3, day)) == [("2022-Q4", 30)]


def test_what_has_no_public_day_counts_from_the_day_of_its_source(place):
    files = make.indicator()
    article = make.document("bai", issued_on=date(2022, 3, 10))
    cell = Figure.objects.create(indicator=files, province=place, year=2021, quarter=4)
    row = Publication.objects.create(figure=cell, version=1, value=Decimal(30), source=article)
    assert row.known_since == date(2022, 3, 10)
    assert values(place, files, date(2022, 3, 9)) == []
    assert values(place, files, date(2022, 3, 10)) == [("2021-Q4", 30)]


def test_working_values_are_never_seen(place):
    files = make.indicator()
    Figure.objects.create(indicator=files, province=place, year=2025, quarter=1, value=99)
    assert values(place, files) == []


def test_of_a_figure_only_its_cell_is_read(place):
    files = make.indicator()
    make.published(files, place, "2022-Q4", 40)
    [latest] = publications.published_last(TODAY, provinces=[place], limit=6)
    for row in (publications.publications_on(TODAY).get(), latest.publication):
        assert {"value", "status", "remark", "entered_by_id"} <= row.figure.get_deferred_fields()
        assert not {f"{name}_id" for name in ("indicator", "province", "unit")} & row.figure.get_deferred_fields()


def test_a_year_in_a_quarterly_series_is_its_fourth_quarter(place):
    files = make.indicator()
    make.published(files, place, "2021", 20)
    assert values(place, files) == [("2021-Q4", 20)]


def test_an_undated_value_stands_at_the_front_without_a_period(place):
    files = make.indicator()
    make.published(files, place, "2021-Q1", 20)
    cell = Figure.objects.create(indicator=files, province=place, period_text="hiện")
    Publication.objects.create(figure=cell, version=1, value=30, public_on=date(2021, 6, 1))
    assert values(place, files) == [("None", 30), ("2021-Q1", 20)]


def test_a_series_costs_one_read_whatever_its_length(place, django_assert_num_queries):
    files = make.indicator(frequency=Frequency.YEAR)
    for year in range(2010, 2026):
        make.published(files, place, str(year), year - 2000)
    with django_assert_num_queries(1):
        assert len(values(place, files)) == 16


def test_the_observation_carries_what_the_method_needs(place):
    rank = make.rank_indicator()
    make.published(rank, place, "2023", 26, public_on=date(2025, 2, 28), is_provisional=True)
    (reading,) = publications.series_on(TODAY, provinces=[place])[place.pk, rank.pk]
    seen = reading.observation()
    assert (seen.period, seen.value, seen.rank_of) == (Period(2023), 26, 63)
    assert (seen.public_on, seen.provisional, seen.version) == (date(2025, 2, 28), True, 1)
