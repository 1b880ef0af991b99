from datetime import date

import pytest

from dtracker.places.models import ProvinceName
from indicators.enums import BreakKind, Status, TargetKind
from indicators.models import Contradiction, SeriesBreak
from tests import cast, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def hai_phong():
    return cast.province("hai-phong", "Hải Phòng", code="31", started_on=date(2025, 7, 1), kind="city")


@pytest.fixture
def hai_duong(hai_phong):
    return cast.hai_duong(ended_on=cast.MERGED, successor=hai_phong)


def test_targets_stand_by_pillar(client):
    place = cast.ha_giang()
    files, firms = (
        make.indicator(),
        make.indicator("dn", pillar=make.pillar("kinh-te-so", order=4, name_vi="Kinh tế số")),
    )
    make.target(files, place, 90)
    make.target(firms, place, 50)
    page = client.get("/provinces/ha-giang/")
    assert '<a class="btn hide-phone" href="/index/">' in page.text
    groups = page.context["sheet"].groups
    assert [(group.pillar.code, group.count) for group in groups] == [
        ("chinh-quyen-so", 1),
        ("kinh-te-so", 1),
    ]


def test_a_merged_province_says_what_became_of_it(client, hai_duong, hai_phong):
    make.target(make.indicator(), hai_duong, 90, "2025-Q4")
    response = client.get("/provinces/hai-duong/")
    sheet = response.context["sheet"]
    assert sheet.lineage.title == "Từ 1/7/2025, tỉnh Hải Dương hợp nhất thành thành phố Hải Phòng (mới)."
    assert sheet.lineage.link == "/provinces/hai-phong/"
    assert sheet.lineage.origins == ["Hải Dương (30)"]
    assert [(each.status, each.count) for each in sheet.answer.segments] == [(Status.UNIT_ENDED, 1)]
    assert "Trong 1 chỉ tiêu" in response.content.decode()
    assert client.get("/provinces/hai-phong/").context["sheet"].formed_from == [hai_duong]


def test_before_the_merger_nobody_knew_of_it(client, hai_duong):
    make.target(make.indicator(), hai_duong, 90, "2025-Q4", baseline="20@2020-Q4")
    sheet = client.get("/provinces/hai-duong/?as_of=2024-12-31").context["sheet"]
    assert sheet.lineage is None
    assert [(each.status, each.count) for each in sheet.answer.segments] == [(Status.NO_DATA, 1)]


def test_a_status_in_the_address_keeps_those_targets_only(client):
    place = cast.ha_giang()
    late, without = make.indicator("late"), make.indicator("without")
    for each in (late, without):
        make.target(each, place, 90, "2030-Q4", baseline="20@2020-Q4")
    make.published(late, place, "2025-Q4", 21)
    shown = client.get("/provinces/ha-giang/?status=slow").context["sheet"]
    assert [row.status for group in shown.groups for row in group.rows] == [Status.SLOW]
    assert sum(each.count for each in shown.answer.segments) == 2
    unknown = client.get("/provinces/ha-giang/?status=nonsense").context["sheet"]
    assert sum(group.count for group in unknown.groups) == 2


def test_figures_without_a_target_are_listed_with_their_course(client):
    place = cast.ha_giang()
    rank = make.rank_indicator()
    SeriesBreak.objects.create(indicator=rank, year=2024, kind=BreakKind.METHOD, reason_vi="Đổi cách tính")
    for year, value in ((2022, 57), (2023, 37), (2024, 25)):
        make.published(rank, place, str(year), value)
    ((_pillar, (series,)),) = client.get("/provinces/ha-giang/").context["sheet"].series
    assert (series.text, series.period) == ("25/63", "Năm 2024")
    assert len(series.spark.lines) == 1  # 2022–2023; 2024 stands alone behind the break


def test_what_was_said_without_a_document_is_not_judged(client):
    place = cast.ha_giang()
    make.target(make.indicator(), place, 100, kind=TargetKind.RECOMMENDATION, label_vi="100% mức độ 4", document=None)
    sheet = client.get("/provinces/ha-giang/").context["sheet"]
    assert sheet.answer.segments == []
    assert [(wish.kind, wish.label) for wish in sheet.wishes] == [("Khuyến nghị", "100% mức độ 4")]


def test_disagreements_are_shown(client):
    place = cast.ha_giang()
    Contradiction.objects.create(code="k1", severity="high", text_vi="Hai văn bản, hai con số", province=place)
    assert "Hai văn bản, hai con số" in client.get("/provinces/ha-giang/").content.decode()


def test_an_unknown_province_is_not_found(client):
    response = client.get("/provinces/atlantis/")
    assert response.status_code == 404
    assert "Không có tỉnh nào ở địa chỉ này" in response.content.decode()


def test_english(client):
    cast.ha_giang()
    client.cookies["django_language"] = "en"
    response = client.get("/provinces/ha-giang/")
    assert response.headers["Content-Language"] == "en"
    assert "<h1>Ha Giang Province" in response.content.decode()


def test_an_english_page_says_that_the_words_of_a_source_are_vietnamese(client):
    level = make.indicator()
    make.published(level, cast.ha_giang(), "2021-Q2", None, value_text="mức khá")
    assert "<span" not in client.get("/provinces/ha-giang/").context["sheet"].series[0][1][0].text
    client.cookies["django_language"] = "en"
    page = client.get("/provinces/ha-giang/").content.decode()
    # Among what was published last, and in the list of figures.
    assert page.count('<span lang="vi">mức khá</span>') == page.count("mức khá") == 2


@pytest.mark.parametrize("slug", ["thua-thien-hue", "tinh-thua-thien-hue"])
def test_an_old_name_in_the_address_leads_to_the_page(client, slug):
    hue = cast.province("hue", "Thừa Thiên Huế")
    hue.names.update(valid_to=date(2024, 12, 31))
    ProvinceName.objects.create(
        province=hue, name_vi="Huế", name_en="Hue", kind="city", code="46", valid_from=date(2025, 1, 1)
    )
    response = client.get(f"/provinces/{slug}/?as_of=2024-12-31")
    assert (response.status_code, response["Location"]) == (302, "/provinces/hue/?as_of=2024-12-31")
