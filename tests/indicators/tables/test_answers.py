from datetime import date

import pytest

from indicators.enums import Status
from indicators.queries.standings import standings
from indicators.tables.answers import answer
from tests import cast, make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 1)


@pytest.fixture
def place():
    return cast.ha_giang()


def judged(place, *values, due="2030-Q4"):
    for number, value in enumerate(values):
        of = make.indicator(f"chi-so-{number}")
        make.target(of, place, 90, due, baseline="20@2020-Q4")
        if value is not None:
            make.published(of, place, "2025-Q4", value)
    return standings(provinces=[place], on=TODAY)


def test_bad_targets_are_counted_in_words(place):
    found = answer(judged(place, 21, 22, 80), without_task=1)
    assert found.line == "<em>2 trên 3 chỉ tiêu cần xử lý</em>; 1 chỉ tiêu chưa có nhiệm vụ nào."
    assert found.side == "Tốt: 1 trên 3 chỉ tiêu đã đánh giá"
    assert [(each.status, each.count) for each in found.segments] == [(Status.SLOW, 2), (Status.ON_TRACK, 1)]


def test_without_missing_tasks_the_sentence_ends_earlier(place):
    assert answer(judged(place, 21)).line == "<em>1 trên 1 chỉ tiêu cần xử lý</em>."


def test_nothing_bad(place):
    assert answer(judged(place, 80)).line == "Không có chỉ tiêu nào chậm."


def test_nothing_bad_but_slow(place):
    assert answer(judged(place, 50)).line == "Không có chỉ tiêu nào chậm. 1 chỉ tiêu cần tăng tốc."


def test_nothing_judged(place):
    found = answer(judged(place, None, None))
    assert (found.line, found.side) == ("Chưa có chỉ tiêu nào đánh giá được.", "")


def test_no_target_at_all():
    found = answer([])
    assert found.line == "Chưa có văn bản nào được nhập ở đây đặt ra chỉ tiêu."
    assert found.segments == []


def test_no_share_is_given_when_too_few_are_judged(place):
    found = answer(judged(place, 80, None, None))
    assert found.side == "Đã đánh giá 1 trên 3 chỉ tiêu: chưa đủ để nêu tỷ lệ tốt"


def test_a_merged_province():
    place = cast.hai_duong(ended_on=cast.MERGED)
    rank = make.rank_indicator()
    make.target(rank, place, 15, "2023")
    make.published(rank, place, "2023", 26)
    assert answer(judged(place, 80)).line == "Trong 2 chỉ tiêu, <em>1 không đạt</em>; 1 chưa đến hạn khi tỉnh sáp nhập."


def test_segments_lead_to_their_list(place):
    (segment,) = answer(judged(place, 21), url="/provinces/ha-giang/").segments
    assert segment.url == "/provinces/ha-giang/?status=slow#targets"


def test_a_good_target_with_an_old_figure_is_counted_apart(place):
    for value, period in ((55, "2023-Q2"), (55, "2021-Q4")):
        files = make.indicator(f"files-{period}")
        make.target(files, place, 50, "2025-Q4", baseline="20@2020-Q4")
        make.published(files, place, period, value)
    found = answer(standings(provinces=[place], on=date(2023, 8, 1)))
    assert found.side == "Tốt: 1 trên 2 chỉ tiêu đã đánh giá (1 số liệu cũ tính riêng)"
