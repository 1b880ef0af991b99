"""The catalogue of indicators, and one indicator over all provinces."""

from datetime import date
from decimal import Decimal

import pytest

from dtracker.places.queries import LAST_OF_63, REFORM
from indicators.enums import Shape, Status
from indicators.models import Contradiction, SeriesBreak
from tests import cast, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def hai_duong():
    return cast.hai_duong()


@pytest.fixture
def rank():
    score = make.indicator("dti-value", shape=Shape.SCORE, frequency="year", decimals=4, scale=1, maximum=1)
    return make.rank_indicator(rank_of=score)


def english(client):
    client.cookies["django_language"] = "en"
    return client


def fill(rank, number: int) -> None:
    """So many provinces with DTI 2023 and 2024, the first with a target."""
    for each in range(1, number + 1):
        place = cast.province(f"p{each}", f"Tỉnh {each}", sort_order=each)
        place.names.update(tile_row=each // 9 + 1, tile_col=each % 9 + 1, region_vi=f"Vùng {each % 6}")
        for year in ("2023", "2024"):
            make.published(rank, place, year, each)
            make.published(rank.rank_of, place, year, 1 - Decimal(each) / 100, rank=each, rank_of=63)
        if each <= 5:
            make.target(rank, place, 15, "2023")
    make.published(rank.rank_of, None, "2024", "0.6961")
    SeriesBreak.objects.create(indicator=rank, year=2024, kind="method", reason_vi="Cách tính mới")


def names(response) -> list[str]:
    return [row.record.name for row in response.context["table"].rows]


# Catalogue


@pytest.mark.parametrize("number", [5, 60])
def test_catalogue_costs_the_same_for_few_and_many(client, hai_duong, number, django_assert_num_queries):
    client.force_login(cast.lan(hai_duong))
    for each in range(number):
        made = make.indicator(f"i{each}")
        make.published(made, hai_duong, "2024-Q4", each)
        make.target(made, hai_duong, 90)
    with django_assert_num_queries(4):  # session, person with memberships, indicators, what is held
        response = client.get("/indicators/")
    assert response.context["total"] == number


def test_catalogue_counts_illustration_apart(client, hai_duong):
    files = make.indicator()
    minh_hoa = cast.province("minh-hoa", "Minh Hoạ", is_illustration=True)
    for place, period in ((hai_duong, "2023-Q4"), (minh_hoa, "2025-Q1")):
        make.published(files, place, period, 40)
        make.target(files, place, 90)
    entry = client.get("/indicators/").context["groups"][0].entries[0]
    assert (entry.provinces, entry.newest.code, entry.is_illustrated) == (1, "2023-Q4", True)
    assert (entry.targets, entry.illustrated_targets) == (1, 1)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["dti-rank", "dti-value", "ho-so"]),
        ("?q=HO+SO", ["ho-so"]),
        ("?q=chuyen+doi+so", ["dti-rank"]),
        ("?pillar=tong-hop", ["dti-rank"]),
        ("?pillar=nothing", ["dti-rank", "dti-value", "ho-so"]),
        ("?targets=1", ["ho-so"]),
        ("?q=%25", []),
        ("?q=" + "a" * 4000, []),
    ],
)
def test_catalogue_is_filtered_by_the_address(client, rank, hai_duong, query, found):
    rank.pillar = make.pillar("tong-hop", name_vi="Tổng hợp", order=1)
    rank.save()
    make.indicator("dti-value-2", name_vi="x").delete()
    rank.rank_of.name_vi = rank.rank_of.name_en = "DTI"
    rank.rank_of.save()
    make.target(make.indicator("ho-so", name_vi="Hồ sơ", name_en="Files"), hai_duong, 90)
    groups = client.get("/indicators/" + query).context["groups"]
    assert [each.indicator.code for group in groups for each in group.entries] == found


# One indicator


@pytest.mark.parametrize("number", [5, 63])
def test_ranking_costs_the_same_for_few_and_many(client, rank, number, django_assert_num_queries):
    fill(rank, number)
    client.force_login(cast.person("lan", "officer", rank.figures.first().province))
    with django_assert_num_queries(10):
        response = client.get("/indicators/dti-rank/")
    assert len(names(response)) == number


def test_ranking_begins_with_the_best_and_rings_the_own_province(client, rank):
    fill(rank, 6)
    own = rank.figures.get(province__slug="p4", year=2024).province
    client.force_login(cast.nam(own))
    response = client.get("/indicators/dti-rank/")
    assert names(response) == [f"Tỉnh {each}" for each in range(1, 7)]
    rows = [row.record for row in response.context["table"].rows]
    assert [(row.rank, row.value, row.is_own) for row in rows][3:5] == [("4", "0,9600", True), ("5", "0,9500", False)]
    assert len(response.context["diagram"].large.rings) == 1
    assert english(client).get("/indicators/dti-rank/").context["headline"] == "P4: rank 4 of 63"


def test_who_is_best_among_a_few_known_ranks_does_not_lead(client, rank, hai_duong):
    make.published(rank, hai_duong, "2024", 19)
    cast.ha_giang()
    response = english(client).get("/indicators/dti-rank/")
    assert response.context["headline"] == "Ranks of 1 of 2 provinces are known."


def test_no_mean_stands_for_the_country_when_most_are_missing(client, rank):
    fill(rank, 2)
    make.published(rank.rank_of, None, "2023", "0.6")
    assert english(client).get("/indicators/dti-rank/").context["reference"].label == "mean of these"
    assert client.get("/indicators/dti-value/").context["reference"].label == "whole country"
    for each in range(3):
        cast.province(f"q{each}", f"Tỉnh q{each}")
    assert client.get("/indicators/dti-rank/").context["reference"] is None


def test_the_table_sorts_by_the_address(client, rank):
    fill(rank, 6)
    address = "/indicators/dti-rank/?sort="
    assert names(client.get(address + "-place"))[0] == "Tỉnh 6"
    assert names(client.get(address + "-value"))[0] == "Tỉnh 1"
    assert names(client.get(address + "no-such-column"))[0] == "Tỉnh 1"


def test_names_sort_by_the_vietnamese_alphabet(client, rank):
    for place, name in enumerate(("Đà Nẵng", "Điện Biên", "Đắk Lắk", "An Giang", "Cần Thơ"), start=1):
        make.published(rank, cast.province(f"p{place}", name), "2024", place)
    assert names(client.get("/indicators/dti-rank/?sort=name")) == [
        "An Giang", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Điện Biên",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "found"),
    [("q=tinh+3", ["Tỉnh 3"]), ("region=Vùng+1", ["Tỉnh 1", "Tỉnh 7"]), ("region=Mars", 8), ("q=%25%00", [])],
)
def test_filters_narrow_the_table_only(client, rank, query, found):
    fill(rank, 8)
    response = client.get(f"/indicators/dti-rank/?{query}")
    assert names(response) == found if isinstance(found, list) else len(names(response)) == found
    assert len(response.context["diagram"].large.tiles) == 8


@pytest.mark.parametrize("period", ["2019", "2024-Q4", "2023-Q5", "x", "99999", "<script>"])
def test_an_unknown_period_is_said_and_the_usual_one_is_shown(client, rank, period):
    fill(rank, 2)
    response = english(client).get("/indicators/dti-rank/", {"period": period})
    assert (response.status_code, response.context["edition"].period.code) == (200, "2024")
    said = response.content.decode()
    assert "Shown: 2024." in said
    assert ("Nothing is published for" in said) or ("is not a period" in said)
    assert "<script>" not in said.partition("<main")[2].partition("</main>")[0]


def test_an_unknown_indicator_is_not_found(client):
    response = english(client).get("/indicators/nothing/")
    assert response.status_code == 404
    assert "There is no indicator at this address." in response.content.decode()


def test_what_all_rows_agree_on_is_said_once(client, rank, hai_duong):
    source = make.document(title_vi="DTI 2024", title_en="")
    make.published(rank, hai_duong, "2024", 19, source=source, public_on=date(2025, 10, 20))
    make.published(rank, cast.ha_giang(), "2024", 25, source=source, public_on=date(2025, 10, 20))
    response = english(client).get("/indicators/dti-rank/")
    assert response.context["foot"] == "Source: DTI 2024 · published 20/10/2025 · ranked among 63"
    assert [column.name for column in response.context["table"].columns] == ["pick", "place", "name"]
    other = make.document(title_vi="Báo")
    make.published(rank, cast.province("hue", "Huế"), "2024", 5, source=other)
    response = client.get("/indicators/dti-rank/")
    assert response.context["foot"] == "ranked among 63"
    links = {f'href="/documents/{each.code}/"' for each in (source, other)}
    assert [each for each in links if each not in response.content.decode()] == []
    assert [column.name for column in response.context["table"].columns] == [
        "pick", "place", "name", "source", "published",
    ]  # fmt: skip


def test_no_map_of_too_few_provinces(client, rank):
    fill(rank, 4)
    assert client.get("/indicators/dti-rank/").context["diagram"] is None


def test_targets_with_their_status(client, rank, hai_duong):
    make.published(rank, hai_duong, "2023", 26)
    make.target(rank, hai_duong, 15, "2023")
    make.target(rank, hai_duong, 10, "2030", kind="forecast")
    rows = client.get("/indicators/dti-rank/").context["goals"]
    assert [(row.place, row.status) for row in rows] == [("Hải Dương", Status.NOT_MET), ("Hải Dương", None)]


def test_the_edition_that_decided_stands_beside_the_verdict(client, rank, hai_duong):
    make.published(rank, hai_duong, "2023", 26, public_on=date(2024, 10, 1))
    make.target(rank, hai_duong, 15, "2023", edition_rule="data-year")
    make.target(rank, hai_duong, 20, "2099")
    response = english(client).get("/indicators/dti-rank/")
    assert [row.edition for row in response.context["goals"]] == ["judged by the data year", ""]
    assert "judged by the data year" in response.content.decode()


def test_contradictions_that_concern_it_are_shown(client, rank):
    clash = Contradiction.objects.create(code="k5", severity="high", text_vi="Hai số", text_en="Two numbers")
    clash.indicators.add(rank)
    assert client.get("/indicators/dti-rank/").context["contradictions"] == [clash]


def test_illustration_alone_is_marked_and_not_ranked(client):
    minh_hoa = cast.province("minh-hoa", "Minh Hoạ", is_illustration=True)
    make.published(make.indicator(), minh_hoa, "2025-Q1", 40)
    response = client.get("/indicators/ho-so-tinh/")
    assert response.context["illustration"] is True
    assert names(response) == []
    assert [row.place for row in response.context["apart"]] == ["Minh Hoạ"]


def test_the_series_published_before_a_correction_stays_readable(client):
    old, new = make.document("old", title_en="Old series"), make.document("new", title_en="New series")
    share = make.indicator("kts-gdp", frequency="year", decimals=2)
    first = make.published(share, None, "2021", "12.88", public_text="trước 6/1/2025", source=old)
    first.figure.publications.create(
        version=2, value=Decimal("12.87"), public_on=date(2025, 1, 6), reason="Công bố lại", source=new
    )
    response = english(client).get("/indicators/kts-gdp/")
    [row] = response.context["national"]
    assert (row.text, row.source, row.reason) == ("12.87% · 2021", new, "Công bố lại")
    assert [(each.value, each.public, each.source) for each in row.replaced] == [("12.88%", "before 6/1/2025", old)]
    assert "Before the correction: 12.88%, public since before 6/1/2025" in response.content.decode()
    [row] = client.get("/indicators/kts-gdp/?as_of=2024-12-31").context["national"]
    assert (row.text, row.replaced) == ("12.88% · 2021", [])


def test_indicator_without_figures(client):
    make.indicator()
    response = english(client).get("/indicators/ho-so-tinh/")
    assert response.status_code == 200
    assert "No province has a published figure yet" in response.content.decode()


def test_both_layouts_of_a_period_can_be_chosen(client, rank):
    old = cast.hai_duong(ended_on=LAST_OF_63)
    new = cast.province("hai-phong", "Hải Phòng", started_on=REFORM)
    make.published(rank, old, "2024", 19)
    make.published(rank, new, "2024", 3, rank_of=34)
    assert names(client.get("/indicators/dti-rank/")) == ["Hải Dương"]
    assert names(client.get("/indicators/dti-rank/?units=34")) == ["Hải Phòng"]
    assert names(client.get("/indicators/dti-rank/?units=99")) == ["Hải Dương"]


def test_who_followed_a_merged_province_sees_its_successor_ringed(client, rank):
    new = cast.province("hai-phong", "Hải Phòng", started_on=REFORM)
    client.force_login(cast.nam(cast.hai_duong(ended_on=LAST_OF_63, successor=new)))
    make.published(rank, new, "2025", 3, rank_of=34)
    rows = client.get("/indicators/dti-rank/").context["table"].rows
    assert [(row.record.name, row.record.is_own) for row in rows] == [("Hải Phòng", True)]


def test_as_of_shows_what_was_known(client, rank, hai_duong):
    make.published(rank, hai_duong, "2022", 13, public_on=date(2023, 7, 12))
    make.published(rank, hai_duong, "2023", 26, public_on=date(2025, 2, 28))
    response = client.get("/indicators/dti-rank/?as_of=2023-12-31")
    assert [row.record.rank for row in response.context["table"].rows] == ["13"]
    early = client.get("/indicators/dti-rank/?as_of=2023-12-31&period=2023")
    assert (early.context["edition"].period.code, early.context["wrong_period"]) == (
        "2022",
        "Chưa có số liệu công bố cho kỳ Năm 2023.",
    )


@pytest.mark.parametrize("path", ["/indicators/", "/indicators/dti-rank/"])
def test_only_reading_is_possible(client, rank, path):
    assert client.post(path).status_code == 405
