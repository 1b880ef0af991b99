"""The merger of 1/7/2025 was decided on 12/6/2025: as of an earlier day no page knows of it."""

from datetime import date

import pytest

from dtracker.places.queries import LAST_OF_63, REFORM
from indicators.models import SeriesBreak
from tests import cast, make

pytestmark = pytest.mark.django_db
PAGES = [
    "/",
    "/provinces/",
    "/provinces/hai-duong/",
    "/provinces/hai-duong/indicators/dti-rank/",
    "/indicators/dti-rank/",
    "/agreements/",
    "/agreements/hd-fpt/",
]
SAYS_SO = ["/", "/provinces/", "/provinces/hai-duong/", "/provinces/hai-duong/indicators/dti-rank/", "/agreements/"]
MERGER = ("30/6/2025", "1/7/2025", "2025-06-30", "sáp nhập", "hợp nhất", "Hải Phòng")


@pytest.fixture(autouse=True)
def hai_duong():
    """Hải Dương with a target, an agreement, and an edition after the merger that broke the series."""
    successor = cast.province("hai-phong", "Hải Phòng", started_on=REFORM, sort_order=64, kind="city")
    place = cast.hai_duong(ended_on=LAST_OF_63, successor=successor)
    rank = make.rank_indicator()
    goal = make.target(rank, place, 20, "2025", baseline="14@2020")
    make.published(rank, place, "2022", 13, public_on=date(2023, 7, 12))
    make.published(rank, place, "2024", 19, public_on=date(2025, 10, 20))
    SeriesBreak.objects.create(indicator=rank, year=2024, kind="method", reason_vi="Tỉnh sáp nhập lấy trung bình")
    make.target(rank, cast.ha_giang(), 30, "2025")
    make.agreement(place, "hd-fpt", goals=[goal], document=goal.document, signed_on=date(2021, 3, 1))
    return place


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("day", ["2024-12-31", "2025-06-11"])
def test_before_it_was_decided_no_page_speaks_of_it(client, path, day):
    page = client.get(path, {"as_of": day}).content.decode()
    assert [words for words in MERGER if words in page] == []


@pytest.mark.parametrize("path", SAYS_SO)
def test_from_the_day_of_the_resolution_the_end_is_known(client, path):
    assert "đến 30/6/2025" in client.get(path, {"as_of": "2025-06-12"}).content.decode()


def test_today_the_break_is_explained(client):
    assert "Tỉnh sáp nhập lấy trung bình" in client.get("/indicators/dti-rank/").content.decode()
