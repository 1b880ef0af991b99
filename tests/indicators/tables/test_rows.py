from datetime import date

import pytest
from django.utils import translation

from indicators.enums import EditionRule, Shape, Status
from indicators.queries.standings import standings
from indicators.tables.rows import MOST_FLAGS, target_rows
from tests import cast, make

pytestmark = pytest.mark.django_db
TODAY = date(2023, 8, 1)


@pytest.fixture
def place():
    return cast.ha_giang()


def rows(place, on=TODAY, **more):
    return target_rows(standings(provinces=[place], on=on), **more)


def test_a_judged_target_has_its_bar_and_its_numbers(place):
    files = make.indicator()
    make.target(files, place, 50, "2025-Q4", baseline="20@2020-Q4", owner_vi="Văn phòng UBND tỉnh")
    make.published(files, place, "2023-Q2", 29)
    (row,) = rows(place)
    assert (row.name, row.url) == (files.name_vi, "/provinces/ha-giang/indicators/ho-so-tinh/")
    assert (row.status, row.status_label, row.unit) == (Status.SPEED_UP, "Cần tăng tốc", "Văn phòng UBND tỉnh")
    assert (row.left_text, row.right_text, row.actual_text) == ("gốc 20,0%", "50,0% · Quý IV/2025", "29,0%")
    assert row.lines[0] == "Quý II/2023"
    assert row.bar.status == Status.SPEED_UP


def test_targets_of_one_track_without_a_bar_share_a_row():
    place = cast.hai_duong(ended_on=cast.MERGED)
    rank = make.rank_indicator()
    resolution = make.document("nq", short_vi="Nghị quyết 26/3/2021")
    make.target(rank, place, 15, "2030", document=resolution, due_text="đến năm 2030")
    make.target(rank, place, 20, "2025", document=resolution, due_text="đến năm 2025")
    make.published(rank, place, "2024", 19)
    (row,) = rows(place, date(2026, 11, 21))
    assert row.status == Status.UNIT_ENDED
    assert row.bar is None
    assert row.target_line == "nhóm 20 trên 63, đến năm 2025; nhóm 15 trên 63, đến năm 2030 · Nghị quyết 26/3/2021"
    assert (row.actual_text, row.lines[0]) == ("19/63", "Năm 2024")


def test_documents_never_share_a_row():
    place = cast.hai_duong(ended_on=cast.MERGED)
    share = make.indicator()
    for code in ("thoa-thuan", "nghi-quyet-1"):
        make.target(share, place, 20, "2025-Q4", document=make.document(code))
    assert len(rows(place, date(2026, 11, 21))) == 2


def test_a_target_without_a_figure_says_so(place):
    make.target(make.indicator(), place, 50)
    (row,) = rows(place)
    assert (row.status, row.actual_text, row.lines) == (Status.NO_DATA, "–", ["chưa có số liệu"])


def test_marks_stand_before_flags_and_never_too_many(place):
    files = make.indicator()
    make.target(files, place, 50, "2025-Q4", baseline="20@2020-Q4")
    make.published(files, place, "2021-Q4", 21)
    marks = [(f"nhiệm vụ {number}", "") for number in range(MOST_FLAGS)]
    (row,) = rows(place, date(2026, 11, 21), marks=lambda standing: marks)
    assert row.stale is True
    assert row.flags == marks


def test_a_yearly_flow_shows_the_sum_that_is_judged(place):
    flow = make.indicator("flow", shape=Shape.YEARLY_FLOW, unit_vi="người", unit_en="people", decimals=0, maximum=None)
    make.target(flow, place, 400, "2023-Q4")
    make.published(flow, place, "2023-Q1", 60)
    make.published(flow, place, "2023-Q2", 90)
    (row,) = rows(place)
    assert (row.actual_text, row.lines[:2]) == (
        "150 người",
        ["từ đầu năm đến quý II/2023", "kém mức cần có 50 người"],
    )


def test_under_a_level_to_keep_the_better_value_stands_to_the_right(place):
    covered = make.indicator("covered")
    make.target(covered, place, "96.9", "2025-Q4", baseline="98.6@2020-Q4")
    make.published(covered, place, "2023-Q2", 97)
    (row,) = rows(place)
    assert (row.left_text, row.right_text) == ("96,9% · Quý IV/2025", "gốc 98,6%")


@pytest.mark.parametrize(
    "rule, words",
    [
        (EditionRule.DATA_YEAR, "xét theo năm dữ liệu"),
        (EditionRule.PUBLISHED_BY, "xét theo ấn bản mới nhất khi đến hạn"),
    ],
)
def test_a_decided_rank_says_by_which_edition(place, rule, words):
    rank = make.rank_indicator()
    make.target(rank, place, 15, "2023").revisions.update(edition_rule=rule)
    make.published(rank, place, "2022", 26, public_on=date(2023, 7, 12))
    make.published(rank, place, "2023", 26, public_on=date(2024, 7, 12))
    (row,) = rows(place, date(2025, 1, 1))
    assert (row.status, row.lines[-1]) == (Status.NOT_MET, words)


def test_english(place):
    files = make.indicator()
    make.target(files, place, 50, "2025-Q4", baseline="20@2020-Q4")
    make.published(files, place, "2023-Q2", 29)
    with translation.override("en"):
        (row,) = rows(place)
    assert (row.status_label, row.right_text, row.lines[0]) == ("Needs to speed up", "50.0% · Q4 2025", "Q2 2023")


def test_a_fictional_province_is_marked_in_each_row(place):
    files, fictional = make.indicator(), cast.province("minh-hoa", "Minh Hoạ", is_illustration=True)
    make.target(files, place, 50)
    make.target(files, fictional, 50)
    assert [each.is_illustration for each in rows(place)] == [False]
    assert [each.is_illustration for each in rows(fictional)] == [True]
