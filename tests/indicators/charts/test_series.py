"""The chart of one series: what is joined, what is not, what is named."""

import json
from datetime import date
from decimal import Decimal

import plotly.graph_objects
import pytest
from django.utils.translation import override

from dtracker.formats.quarters import Period
from indicators.charts.axes import Calendar, room_for_numbers, time_axis, value_axis
from indicators.charts.series import series_chart
from indicators.charts.validate import validated
from indicators.enums import BreakKind, FigureStatus, Shape
from indicators.models import Figure, Indicator, SeriesBreak
from indicators.queries.series import find_series, series_page
from tests import cast, make

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)


def chart_of(province, indicator, on=TODAY, **more):
    subject = find_series(province.slug, indicator.code, on=on)
    return series_chart(series_page(subject, on=on, **more))


def named(chart, name):
    return [trace for trace in chart.data if trace["name"] == name]


def words(chart):
    return [each["text"] for each in chart.layout["annotations"]]


@pytest.fixture
def hai_duong():
    """The real case: ranks with two breaks of method, targets of two documents, a merger."""
    place = cast.hai_duong(ended_on=cast.MERGED)
    rank = make.rank_indicator()
    for year, reason in [(2021, "Quyết định 922"), (2024, "Cách tính 2024")]:
        SeriesBreak.objects.create(indicator=rank, year=year, kind=BreakKind.METHOD, reason_vi=reason)
    for year, value in [("2020", 14), ("2021", 14), ("2022", 13), ("2023", 26), ("2024", 19)]:
        make.published(rank, place, year, value)
    agreement = make.document("fpt", short_vi="Thỏa thuận FPT")
    resolution = make.document("nq", short_vi="Nghị quyết 26/3/2021")
    make.target(rank, place, "15", "2023", document=agreement, due_text="hết 2023")
    make.target(rank, place, "20", "2025", document=resolution, due_text="đến 2025")
    make.target(rank, place, "15", "2030", document=resolution, due_text="đến 2030")
    return place, rank


def test_a_rank_stands_higher_the_better_it_is(hai_duong):
    axis = chart_of(*hai_duong).layout["yaxis"]
    assert axis["range"] == [30.0, 7.0]
    assert words(chart_of(*hai_duong))[0] == "Hạng trên 63 · ↑ tốt hơn"


def test_no_line_crosses_a_break(hai_duong):
    stretches = named(chart_of(*hai_duong), "số liệu công bố")
    assert [trace["x"] for trace in stretches] == [[2020], [2021, 2022, 2023], [2024]]
    assert [trace["y"] for trace in stretches] == [[14.0], [14.0, 13.0, 26.0], [19.0]]
    assert [trace["text"] for trace in stretches] == [["14"], ["14", "13", "26"], ["19"]]


def test_a_band_marks_each_break(hai_duong):
    chart = chart_of(*hai_duong)
    middles = [sum(trace["x"][:2]) / 2 for trace in named(chart, "đứt chuỗi")]
    assert middles == [pytest.approx(2020.5), pytest.approx(2023.5)]
    assert words(chart).count("đứt chuỗi") == 2


def test_targets_of_both_documents_are_named_with_their_dates(hai_duong):
    chart = chart_of(*hai_duong)
    agreement, resolution = named(chart, "Thỏa thuận FPT"), named(chart, "Nghị quyết 26/3/2021")
    assert [(trace["x"], trace["y"]) for trace in agreement] == [([2023], [15.0])]
    assert [(trace["x"], trace["y"]) for trace in resolution] == [([2025, 2030], [20.0, 15.0])]
    assert words(chart)[-6:] == [
        "Nhóm 15, hết 2023", "Thỏa thuận FPT",
        "Nhóm 20, đến 2025", "Nghị quyết 26/3/2021",
        "Nhóm 15, đến 2030", "Nghị quyết 26/3/2021",
    ]  # fmt: skip


def test_a_dotted_line_joins_the_targets_of_one_document_only(hai_duong):
    plans = [trace for trace in chart_of(*hai_duong).data if trace["name"].startswith("lộ trình của")]
    assert [(trace["name"], trace["x"], trace["line"]["dash"]) for trace in plans] == [
        ("lộ trình của Nghị quyết 26/3/2021", [2025, 2030], "dot")
    ]


def test_the_merger_is_a_line_after_the_last_whole_year(hai_duong):
    chart = chart_of(*hai_duong)
    ground, line = chart.layout["shapes"]
    assert (ground["type"], ground["x0"], ground["x1"]) == ("rect", 2024.5, 2030.6)
    assert (line["type"], line["x0"], line["x1"]) == ("line", 2024.5, 2024.5)
    assert "Sáp nhập 1/7/2025: dừng đánh giá" in words(chart)


def test_before_the_merger_nobody_knew_of_it(hai_duong):
    assert chart_of(*hai_duong, on=date(2025, 6, 30)).layout["shapes"] == []


def test_plotly_knows_every_property_in_both_languages(hai_duong):
    figure = validated(chart_of(*hai_duong))
    assert figure["layout"]["separators"] == ",."
    with override("en"):
        assert validated(chart_of(*hai_duong))["layout"]["separators"] == ".,"


def test_a_property_that_plotly_does_not_know_is_refused(hai_duong):
    chart = chart_of(*hai_duong)
    chart.layout["yaxsi"] = {}
    with pytest.raises(ValueError, match="yaxsi"):
        validated(chart)


def test_plotly_is_asked_once_about_the_same_properties(hai_duong, monkeypatch):
    figure = validated(chart_of(*hai_duong))
    monkeypatch.setattr(plotly.graph_objects, "Figure", None)
    assert validated(chart_of(*hai_duong)) == figure == json.loads(json.dumps(figure))


def test_no_text_needs_a_style_attribute(hai_duong):
    """Plotly turns <b> into a style attribute, which the content policy forbids."""
    assert "<b>" not in str(chart_of(*hai_duong).data) + str(chart_of(*hai_duong).layout)


def test_a_missing_quarter_is_a_gap():
    place, share = cast.ha_giang(), make.indicator()
    for quarter, value in [("2023-Q1", "10"), ("2023-Q2", "11"), ("2023-Q4", "13")]:
        make.published(share, place, quarter, value)

    (line,) = named(chart_of(place, share), "số liệu công bố")

    assert line["x"] == [2023 * 4 + quarter for quarter in (1, 2, 3, 4)]
    assert line["y"] == [10.0, 11.0, None, 13.0]
    assert line["connectgaps"] is False


def test_another_number_of_units_starts_another_line():
    place, rank = cast.ha_giang(), make.rank_indicator()
    make.published(rank, place, "2023", 40)
    make.published(rank, place, "2024", 20, rank_of=34)

    chart = chart_of(place, rank)

    assert [trace["x"] for trace in named(chart, "số liệu công bố")] == [[2023], [2024]]
    assert words(chart)[0] == "Hạng · ↑ tốt hơn"


def test_the_expected_way_runs_from_the_baseline_to_the_target():
    place, share = cast.ha_giang(), make.indicator()
    make.target(share, place, "50", "2025-Q4", baseline="20@2020-Q4")
    make.published(share, place, "2023-Q2", "34.5")

    (path,) = named(chart_of(place, share, on=date(2023, 8, 1)), "đường cần có")

    assert (path["x"], path["y"]) == ([2020 * 4 + 4, 2025 * 4 + 4], [20.0, 50.0])
    assert "dash" not in path["line"]


def test_a_working_value_is_hollow_and_dashed_and_only_for_those_who_may_see_it():
    place, share = cast.ha_giang(), make.indicator()
    make.published(share, place, "2023-Q1", "10")
    Figure.objects.create(
        indicator=share, province=place, year=2023, quarter=2, value=Decimal(12), status=FigureStatus.SUBMITTED
    )

    published, working = chart_of(place, share), chart_of(place, share, with_drafts=True)
    assert named(published, "chưa công bố") == []
    (draft,) = named(working, "chưa công bố")
    assert draft["y"] == [10.0, 12.0]
    assert (draft["line"]["dash"], draft["marker"]["symbol"]) == ("dash", "circle-open")
    assert (words(published)[1:], words(working)[1:]) == ([], ["12,0%", "chưa công bố"])
    assert [each["text"] for each in working.narrow["annotations"]][1:] == ["12,0%", "chưa công bố"]


def test_a_yearly_flow_is_drawn_as_it_is_judged_summed_by_year():
    place = cast.ha_giang()
    flow = make.indicator("flow", shape=Shape.YEARLY_FLOW, maximum=None, decimals=0)
    for quarter, value in [("2022-Q4", "5"), ("2023-Q1", "60"), ("2023-Q2", "90")]:
        make.published(flow, place, quarter, value)

    lines = named(chart_of(place, flow), "cộng dồn từ đầu năm")

    # The fourth quarter of 2022 alone is no sum of its year.
    assert [trace["y"] for trace in lines] == [[60.0, 150.0]]


def test_a_milestone_has_no_chart():
    place = cast.ha_giang()
    centre = make.indicator("centre", shape=Shape.MILESTONE, decimals=0)
    make.target(centre, place, "1", "2026-Q2")
    assert chart_of(place, centre) is None


def test_names_from_documents_cannot_become_markup():
    place, share = cast.ha_giang(), make.indicator()
    evil = make.document("evil", short_vi='<a href="https://x">Nghị quyết</a>')
    make.target(share, place, "80", "2025-Q4", document=evil)

    chart = chart_of(place, share)

    assert words(chart)[-1] == "&lt;a href=&quot;https://x&quot;&gt;Nghị quyết&lt;/a&gt;"


def test_quarters_carry_the_ticks_of_year_ends():
    calendar = Calendar(yearly=False)
    first, last = calendar.place(Period(2021, 1)), calendar.place(Period(2030, 4))
    axis = time_axis(calendar, first, last, width=720)
    assert axis["ticktext"][:2] == ["IV/2021", "IV/2022"]
    assert len(axis["ticktext"]) == 10
    assert time_axis(Calendar(yearly=True), 2020, 2024, width=720)["ticktext"] == [
        "2020",
        "2021",
        "2022",
        "2023",
        "2024",
    ]


def test_equal_goals_of_several_documents_share_their_words():
    place = cast.hai_duong()
    share = make.indicator("kts", frequency="year", decimals=0)
    for code, name in (("a", "Thỏa thuận FPT"), ("b", "Nghị quyết Đại hội"), ("c", "Nghị quyết 26/3/2021")):
        make.target(share, place, 20, "2025", document=make.document(code, short_vi=name), due_text="đến năm 2025")
    chart = chart_of(place, share)
    assert words(chart)[1:] == [
        "20% trở lên, đến năm 2025", "Thỏa thuận FPT", "Nghị quyết Đại hội", "Nghị quyết 26/3/2021",
    ]  # fmt: skip
    assert [each["text"] for each in chart.narrow["annotations"]][1:] == ["20% trở lên · 2025"]


def test_on_a_phone_every_target_says_its_year(hai_duong):
    texts = [each["text"] for each in chart_of(*hai_duong).narrow["annotations"]]
    assert [text for text in texts if "20" in text and "·" in text] == ["Nhóm 20 · 2025", "Nhóm 15 · 2030"]
    assert texts[texts.index("Nhóm 15") + 1] == "2023"


def test_what_is_public_since_when_is_said_in_vietnamese(hai_duong):
    chart = chart_of(*hai_duong)
    assert named(chart, "số liệu công bố")[0]["customdata"] == ["DTI 2020: 14/63<br>công bố 31/12/2020"]


def test_there_is_no_place_before_the_first():
    place, rank = cast.ha_giang(), make.rank_indicator()
    make.published(rank, place, "2023", 3)
    assert chart_of(place, rank).layout["yaxis"]["range"] == [7.0, 0.5]


def test_the_first_tick_stands_clear_of_the_numbers_at_the_left():
    """On a long axis half a quarter is no room for "II/2025"."""
    place, firms = cast.ha_giang(), make.indicator("firms", shape=Shape.STOCK, maximum=None, decimals=0)
    make.published(firms, place, "2025-Q2", 345)
    make.target(firms, place, 1000, "2030-Q4")
    for layout, width in ((chart_of(place, firms).layout, 720), (chart_of(place, firms).narrow, 285)):
        low, high = layout["xaxis"]["range"]
        assert round((layout["xaxis"]["tickvals"][0] - low) / (high - low) * width) >= 36


def test_the_way_to_a_target_begins_on_the_axes_while_nothing_is_published():
    place, share = cast.ha_giang(), make.indicator()
    make.target(share, place, 90, "2030-Q4", baseline="40@2025-Q4")
    layout = chart_of(place, share).layout
    assert layout["xaxis"]["range"][0] < 2025 * 4 + 4 < layout["xaxis"]["range"][1]
    assert layout["yaxis"]["range"][0] <= 40


def test_the_words_of_a_full_share_have_room_above_it_but_no_number_does():
    place, share = cast.ha_giang(), make.indicator()
    make.published(share, place, "2025-Q4", 40)
    make.target(share, place, 100, "2027-Q4")
    assert 115 < chart_of(place, share).layout["yaxis"]["range"][1] < 120


@pytest.mark.parametrize(
    ("values", "decimals", "most"), [(["0"], 1, 1), (["99.8", "99.9"], 1, 1), (["1", "4"], 0, 4), (["1", "90"], 0, 7)]
)
def test_no_two_numbers_of_the_axis_are_written_alike(values, decimals, most):
    of = Indicator(shape=Shape.STOCK, decimals=decimals)
    assert value_axis(of, map(Decimal, values))["nticks"] == most


def test_long_numbers_get_the_room_they_need_at_the_left():
    of = Indicator(shape=Shape.STOCK, decimals=0)
    assert room_for_numbers(value_axis(of, [Decimal(10), Decimal(90)]), 54) == 54
    assert room_for_numbers(value_axis(of, [Decimal(1), Decimal(12_345_678)]), 54) == len("13,827,159") * 7 + 10


def test_a_document_without_a_short_name_takes_two_lines_at_most(hai_duong):
    place, rank = hai_duong
    plan = make.document("kh", short_vi="", title_vi="Kế hoạch chuyển đổi số của tỉnh " * 6)
    make.target(rank, place, "10", "2025", document=plan, code="long")
    lines = [each for each in words(chart_of(place, rank)) if "chuyển đổi số của" in each]
    assert [len(each) <= 56 for each in lines] == [True, True]
    assert lines[1].endswith("…")
