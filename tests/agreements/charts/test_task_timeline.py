"""The drawing of tasks: a bar for each deadline, the line of today, no markup from what people wrote."""

from datetime import date

import pytest
from django.utils import translation

from agreements.charts.timeline import A_DAY, timeline_chart
from agreements.enums import TaskState
from agreements.models import Task
from indicators.charts.validate import validated

TODAY = date(2026, 11, 22)


@pytest.fixture
def chart():
    tasks = [
        Task(work_vi="<b>Trễ</b>", deadline=date(2026, 11, 1), starts_on=date(2026, 10, 1), state=TaskState.PLANNED),
        Task(work_vi="Việc " * 20, deadline=date(2026, 12, 31), state=TaskState.IN_PROGRESS, person="An"),
        Task(work_vi="Không hạn"),
    ]
    with translation.override("en"):
        return timeline_chart(tasks, TODAY)


def test_a_bar_for_each_deadline(chart):
    begun, late = chart.data
    assert (late["name"], late["y"], late["base"], late["x"]) == ("Overdue", [0], ["2026-10-01"], [32 * A_DAY])
    # Without a beginning the bar is a week long.
    assert (begun["name"], begun["y"], begun["base"], begun["x"]) == ("In progress", [1], ["2026-12-25"], [7 * A_DAY])
    assert late["hovertext"] == ["&lt;b&gt;Trễ&lt;/b&gt;<br>1/10/2026 – 1/11/2026<br>Planned"]


def test_the_frame_holds_all_and_today(chart):
    assert validated(chart)["layout"]["shapes"][0]["x0"] == "2026-11-22"
    assert chart.layout["xaxis"]["range"] == ["2026-09-16", "2027-01-15"]
    label = chart.layout["annotations"][0]
    assert (label["text"], label["xanchor"]) == ("today, 22/11/2026", "center")
    names, narrow = chart.layout["yaxis"]["ticktext"], chart.narrow["yaxis"]["ticktext"]
    assert [names[1][-3:], len(names[1]), len(narrow[1])] == ["iệ…", 44, 15]


def test_the_label_of_the_line_keeps_within_the_drawing():
    sides = {}
    for deadline in (date(2026, 6, 30), date(2027, 6, 30)):
        drawn = timeline_chart([Task(work_vi="x", deadline=deadline, state=TaskState.PLANNED)], TODAY)
        sides[deadline.year] = drawn.layout["annotations"][0]["xanchor"]
    assert sides == {2026: "right", 2027: "left"}


@pytest.mark.parametrize("year", [1, 26, 9999])
def test_a_year_nobody_can_have_meant_does_not_stretch_the_calendar(year):
    known = Task(work_vi="x", deadline=date(2026, 12, 31), starts_on=date(year, 1, 1), state=TaskState.PLANNED)
    (bars,) = timeline_chart([Task(work_vi="y", deadline=date(year, 12, 31), state=TaskState.DONE), known], TODAY).data
    assert (bars["base"], bars["x"]) == (["2026-12-25"], [7 * A_DAY])


def test_without_a_deadline_there_is_no_drawing():
    assert timeline_chart([Task(work_vi="x")], TODAY) is None
