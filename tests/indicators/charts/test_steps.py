"""A revised target on the chart: steps with value, document and day, each with its own words."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import gettext as _

from indicators.charts.axes import Calendar
from indicators.charts.series import series_chart
from indicators.charts.validate import validated
from indicators.models import TargetRevision
from indicators.queries.series import find_series, series_page
from tests import cast, make

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
OLD = "mục tiêu cũ"
SHARES = Calendar(yearly=False)
Q1_2021, Q1_2024, Q4_2025 = 2021 * 4 + 1, 2024 * 4 + 1, 2025 * 4 + 4


@pytest.fixture
def target():
    place, share = cast.ha_giang(), make.indicator()
    make.published(share, place, "2020-Q4", "20")
    make.published(share, place, "2023-Q2", "34.5")
    resolution = make.document("nq", short_vi="Nghị quyết 15/3/2021", issued_on=date(2021, 1, 1))
    return make.target(share, place, 80, "2025-Q4", document=resolution, baseline="20@2020-Q4")


def revise(target, value, day, name, version=2, **terms):
    fields = {"due_year": 2025, "due_quarter": 4, "due_on": date(2025, 12, 31)} | terms
    return TargetRevision.objects.create(
        target=target, version=version, value=Decimal(value), comparator=target.comparator, reason="Điều chỉnh",
        document=make.document(short_vi=name), effective_on=day, **fields,
    )  # fmt: skip


def chart_of(target, on=TODAY):
    return series_chart(series_page(find_series(target.province.slug, target.indicator.code, on=on), on=on))


def named(chart, name):
    return [trace for trace in chart.data if trace["name"] == name]


def texts(annotations):
    return [each["text"] for each in annotations if each["text"]]


def test_the_old_value_runs_to_the_day_of_the_revision_and_the_new_one_from_it(target):
    revise(target, 75, date(2024, 1, 1), "Quyết định 20/12/2023")

    chart = chart_of(target)

    (old,), (new,) = named(chart, OLD), named(chart, _("target as revised"))
    assert list(zip(old["x"], old["y"], strict=True)) == [
        (Q1_2021 - 0.5, 80.0), (Q1_2024 - 0.5, 80.0), (Q1_2024 - 0.5, 75.0),
    ]  # fmt: skip
    assert list(zip(new["x"], new["y"], strict=True)) == [(Q1_2024 - 0.5, 75.0), (Q4_2025, 75.0)]
    assert (old["line"]["dash"], "dash" in new["line"]) == ("5px,4px", False)
    assert validated(chart)


def test_each_value_stands_with_its_own_document_and_day(target):
    revise(target, 75, date(2024, 3, 1), "Quyết định 20/2/2024")
    words = texts(chart_of(target).layout["annotations"])
    at = words.index("75% trở lên, đến hết quý IV/2025")
    assert words[at + 1].startswith("Quyết định 20/2/2024, ")
    assert words[at + 1].endswith(" 1/3/2024")
    at = words.index("80% trở lên · 2025 (cũ)")
    assert words[at + 1].startswith("Nghị quyết 15/3/2021, ")
    assert words[at + 1].endswith(" 29/2/2024")


def test_what_is_pointed_at_says_the_same(target):
    revise(target, 75, date(2024, 3, 1), "Quyết định 20/2/2024")
    chart = chart_of(target)
    assert {each.split("<br>")[0] for each in named(chart, OLD)[0]["customdata"]} == {"80% trở lên · 2025 (cũ)"}
    (diamond,) = named(chart, "Nghị quyết 15/3/2021")
    assert (diamond["y"], diamond["marker"]["symbol"]) == ([75.0], ["diamond"])
    assert "Quyết định 20/2/2024" in diamond["customdata"][0]
    assert "Nghị quyết" not in diamond["customdata"][0]


def test_before_the_revision_nobody_knew_of_it(target):
    revise(target, 75, date(2024, 3, 1), "Quyết định 20/2/2024")
    chart = chart_of(target, on=date(2024, 2, 29))
    assert (named(chart, OLD), named(chart, _("target as revised"))) == ([], [])
    assert texts(chart.layout["annotations"])[1:] == ["80% trở lên, đến hết quý IV/2025", "Nghị quyết 15/3/2021"]


def test_every_revision_is_a_step(target):
    revise(target, 75, date(2024, 1, 1), "Quyết định A")
    revise(target, 78, date(2025, 1, 1), "Quyết định B", version=3)
    (old,) = named(chart_of(target), OLD)
    assert old["y"] == [80.0, 80.0, 75.0, None, 75.0, 75.0, 78.0]
    assert named(chart_of(target), _("target as revised"))[0]["y"] == [78.0, 78.0]


def test_a_later_due_date_moves_the_diamond_and_keeps_the_old_year_in_words(target):
    revise(target, 80, date(2025, 6, 1), "Quyết định 1/6/2025", due_year=2027, due_on=date(2027, 12, 31))
    words = texts(chart_of(target).layout["annotations"])
    assert "80% trở lên, đến hết quý IV/2027" in words
    assert "80% trở lên · 2025 (cũ)" in words


def test_a_revision_after_the_due_period_has_no_step_of_its_own(target):
    revise(target, 75, date(2026, 3, 1), "Quyết định muộn")
    chart = chart_of(target)
    assert named(chart, _("target as revised")) == []
    assert named(chart, OLD)[0]["x"][1] == Q4_2025 + 0.5


def test_an_old_target_says_its_year_on_a_phone(target):
    revise(target, 75, date(2024, 7, 15), "Quyết định 10/7/2024")
    words = texts(chart_of(target).narrow["annotations"])
    assert words[1:] == ["75% trở lên · 2025", "80% trở lên · 2025 (cũ)"]


def test_a_day_lies_inside_its_period():
    assert SHARES.at(date(2024, 1, 1)) == SHARES.after(date(2023, 12, 31)) == Q1_2024 - 0.5
    assert Calendar(yearly=True).at(date(2024, 7, 2)) == 2024.0
