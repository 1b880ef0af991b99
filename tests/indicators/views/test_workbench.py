"""The workbench: what is published, what a trial gives, and every way in which an address can be wrong."""

from datetime import date
from decimal import Decimal

import pytest

from dtracker.places.queries import LAST_OF_63, REFORM
from indicators.enums import Shape
from indicators.models import Figure, IndexMethod, Indicator, Publication
from tests import cast, make

pytestmark = pytest.mark.django_db

INDEX = {"shape": Shape.SCORE, "frequency": "year", "decimals": 4, "maximum": 1, "is_reported": False, "unit_vi": ""}
VALUES = {
    # province: total, government (0.6), economy (0.4)
    "da-nang": ("0.8", "0.9", "0.65"),
    "ha-giang": ("0.5", "0.5", "0.5"),
    "hai-duong": ("0.6", "0.6", "0.6"),
    "hue": ("0.7", "0.8", "0.55"),
}


def _component(code: str, name: str, index: Indicator, **fields) -> Indicator:
    return make.indicator(code, name_vi=name, name_en=name, parent=index, **(INDEX | fields))


@pytest.fixture
def index():
    made = make.indicator("dti-value", name_vi="Giá trị DTI", name_en="DTI value", **INDEX)
    parts = [_component("cqs", "Government", made, order=1), _component("kts", "Economy", made, order=2)]
    method = IndexMethod.objects.create(
        code="m1",
        indicator=made,
        name_vi="QĐ 922",
        name_en="Decision 922",
        from_year=2021,
        to_year=2023,
        is_complete=True,
    )
    for order, (part, weight) in enumerate(zip(parts, ("0.6", "0.4"), strict=True)):
        method.weights.create(component=part, weight=Decimal(weight), points=Decimal(weight) * 1000, order=order)
    return made


@pytest.fixture
def places():
    hai_phong = cast.province("hai-phong", "Hải Phòng", started_on=REFORM)
    made = [
        cast.hai_duong(ended_on=LAST_OF_63, successor=hai_phong),
        cast.ha_giang(ended_on=LAST_OF_63),
        cast.province("da-nang", "Đà Nẵng", sort_order=30),
        cast.province("hue", "Huế", name_en="Hue", sort_order=31),
    ]
    return {each.slug: each for each in made}


@pytest.fixture
def table(index, places):
    """The whole table of 2022."""
    of = [index, *index.components.order_by("order")]
    for slug, values in VALUES.items():
        for each, value in zip(of, values, strict=True):
            make.published(each, places[slug], "2022", value, public_on=date(2023, 7, 12))
    return index


def english(client):
    client.cookies["django_language"] = "en"
    return client


def bench(client, query: str):
    response = english(client).get(f"/workbench/dti/?{query}")
    assert response.status_code == 200
    return response


def test_the_published_value_is_reproduced(client, table):
    context = bench(client, "province=hai-duong&year=2022").context
    assert context["headline"] == "Hai Duong, 2022, as published: 0.6000, rank 3 of 4."
    assert context["notes"] == ["Components: 0.6. Published: 0.6000. Difference 0: rounding."]
    shown = [(row.name, row.weight, row.published, row.contribution) for row in context["rows"]]
    assert shown == [("Government", "0.6", "0.6000", "0.3600"), ("Economy", "0.4", "0.6000", "0.2400")]
    assert (context["sums"].rest_label, context["sums"].rest) == ("Rounding of the published value", "0.0000")
    assert context["sums"].total == "0.6000"


def test_where_a_component_is_missing_it_is_said_whose_sum_can_be_checked(client, index, places):
    government, economy = index.components.order_by("order")
    for slug, year, parts in [
        ("hai-duong", "2022", [government]),
        ("hue", "2022", [government, economy]),
        ("hai-duong", "2023", []),
    ]:
        for each in [index, *parts]:
            make.published(each, places[slug], year, "0.5", public_on=date(2024, 7, 12))
    page = bench(client, "province=hai-duong&year=2022").content.decode()
    said = "Every component of 2022 is published, and the sum can be checked, for:"
    assert f'{said} <a href="?province=hue&amp;year=2022">Hue</a></p>' in page
    assert bench(client, "province=hue&year=2022").context["checked"] is None
    page = bench(client, "province=hai-duong&year=2023").content.decode()
    assert "For 2023 no province has a published value of every component; no sum can be checked.</p>" in page


def test_points_lost_against_the_best_and_the_median(client, table):
    rows = bench(client, "province=hai-duong&year=2022").context["rows"]
    assert [(row.behind_best, row.behind_median) for row in rows] == [("0.1800", "0.0600"), ("0.0200", "not behind")]
    leader = bench(client, "province=da-nang&year=2022").context["rows"]
    assert [row.behind_best for row in leader] == ["leads", "leads"]


def test_a_trial_has_a_value_and_a_place_beside_the_published(client, table):
    context = bench(client, "province=hai-duong&year=2022&cqs=0,8&kts=0,6").context
    assert context["headline"] == "Trial: 0.7200, rank 2 of 4. Published: 0.6000, rank 3 of 4."
    assert context["sums"].total == "0.7200"


def test_a_tie_is_said(client, table):
    context = bench(client, "province=hai-duong&year=2022&cqs=0,7667&kts=0,6").context
    assert context["headline"] == "Trial: 0.7000, rank 2 of 4, shared with 1 other. Published: 0.6000, rank 3 of 4."


def test_what_costs_most_places(client, table):
    context = bench(client, "province=hai-duong&year=2022").context
    assert [(row.name, row.best, row.median, row.is_dearest) for row in context["costs"]] == [
        ("Government", "0.7800, rank 2 of 4 (up 1)", "0.6600, rank 3 of 4 (the same place)", True),
        ("Economy", "0.6200, rank 3 of 4 (the same place)", "not behind", False),
    ]
    assert context["cost_sentence"] == (
        "Most places are lost by Government: alone at the level of the best province, rank 3 to 2."
    )


def test_no_component_alone_changes_the_place_of_the_first(client, table):
    context = bench(client, "province=da-nang&year=2022").context
    assert context["cost_sentence"] == "No component alone would change the place."


def test_the_banner_stands_on_the_page_and_nothing_is_saved(client, table):
    before = (Publication.objects.count(), Figure.objects.count())
    page = bench(client, "province=hai-duong&year=2022&cqs=0,9").content.decode()
    assert "A trial, not published data." in page
    assert 'name="cqs" value="0,9"' in page
    assert (Publication.objects.count(), Figure.objects.count()) == before


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1,5", "Write a value from 0 to 1."),
        ("-0,1", "Write a value from 0 to 1."),
        ("abc", "Write only the number, in the unit of the indicator, without words or letters."),
    ],
)
def test_a_wrong_value_gets_a_sentence_beside_it_and_nothing_is_lost(client, table, typed, sentence):
    response = bench(client, f"province=hai-duong&year=2022&cqs={typed}&kts=0,7")
    page = response.content.decode()
    assert response.context["trial"].errors == {"cqs": [sentence]}
    assert f'name="cqs" value="{typed}"' in page
    assert 'name="kts" value="0,7"' in page
    assert "Nothing was tried: put the marked values right first." in page
    assert response.context["headline"] == "Hai Duong, 2022, as published: 0.6000, rank 3 of 4."


def test_an_empty_value_stays_as_published(client, table):
    context = bench(client, "province=hai-duong&year=2022&cqs=&kts=0,6").context
    assert context["headline"] == "Hai Duong, 2022, as published: 0.6000, rank 3 of 4."


def test_unpublished_components_stay_together_what_is_left_for_them(client, index, places):
    make.published(index, places["hai-duong"], "2022", "0.6")
    make.published(index.components.get(code="cqs"), places["hai-duong"], "2022", "0.5")
    context = bench(client, "province=hai-duong&year=2022&cqs=0,7").context
    assert context["headline"] == "Trial: 0.7200. Published: 0.6000."
    assert context["sums"].rest_label == "The 1 component without a published value"
    assert (context["sums"].rest, context["sums"].total) == ("0.3000", "0.7200")
    assert context["notes"][0] == "No place: for 2022 the values of 1 of 4 provinces are known."
    assert context["notes"][1].startswith(
        "The sum cannot be checked: 1 of 2 components have no published value (Economy)."
    )
    assert context["costs"] == []


def test_of_unpublished_components_all_or_none_are_given(client, index, places):
    make.published(index, places["hai-duong"], "2022", "0.6")
    context = bench(client, "province=hai-duong&year=2022&cqs=0,7").context
    assert context["trial"].errors == {"kts": ["Give this value too: without it the sum cannot be computed."]}
    assert context["notes"][-1] == (
        "No component of Hai Duong is published for 2022. Give all of them to compute a sum."
    )
    whole = bench(client, "province=hai-duong&year=2022&cqs=0,7&kts=0,5").context
    assert whole["headline"] == "Trial: 0.6200. Published: 0.6000."
    assert whole["sums"].rest_label == ""


def test_a_province_without_a_value_can_be_tried(client, index, places):
    make.published(index, places["da-nang"], "2022", "0.8")
    context = bench(client, "province=hai-duong&year=2022&cqs=0,7&kts=0,5").context
    assert context["headline"] == "Hai Duong has no published value for 2022."
    assert context["notes"][0] == "Trial: 0.6200."


def test_a_difference_beyond_rounding_is_said(client, index, places):
    make.published(index, places["hai-duong"], "2022", "0.62")
    for code in ("cqs", "kts"):
        make.published(index.components.get(code=code), places["hai-duong"], "2022", "0.6")
    context = bench(client, "province=hai-duong&year=2022").context
    assert context["notes"][-1] == "Components: 0.6. Published: 0.6200. Difference +0.02, more than rounding."
    assert (context["sums"].rest_label, context["sums"].rest) == ("Not explained by the components", "0.0200")


def test_an_edition_without_a_method_is_not_computed(client, table, places):
    make.published(table, places["hai-duong"], "2024", "0.7461")
    context = bench(client, "province=hai-duong&year=2024").context
    assert "Nothing is computed: by which decision 2024 was computed is not settled." in context["notes"]
    assert (context["trial"], context["sums"], context["costs"]) == (None, None, [])


def test_weights_that_are_not_known_in_full_are_not_computed_with(client, table, places):
    IndexMethod.objects.create(code="m2", indicator=table, name_vi="405", name_en="Decision 405", from_year=2024)
    make.published(table, places["hai-duong"], "2024", "0.7461")
    context = bench(client, "province=hai-duong&year=2024").context
    assert "Nothing is computed: the weights of Decision 405 are not published in full." in context["notes"]
    assert [(each.name, each.years, each.is_used) for each in context["methods"]] == [
        ("Decision 922", "2021–2023", False),
        ("Decision 405", "since 2024", True),
    ]


@pytest.mark.parametrize(
    ("asked", "field", "sentence"),
    [
        ("province=hai-duong&year=1999", "year", "Nothing is published for “1999”; 2022 is shown."),
        ("province=hai-duong&year=x", "year", "Nothing is published for “x”; 2022 is shown."),
        ("province=atlantis", "province", "“atlantis” is no province."),
        (
            "province=hai-phong",
            "province",
            "Hai Phong Province as it is now exists since 1/7/2025; the table of 2022 holds the 4 provinces of then.",
        ),
        ("province=minh-hoa", "province", "Minh Hoa Province is fictional and is not compared with real provinces."),
    ],
)
def test_what_is_not_in_the_table_gets_a_sentence_beside_the_field(client, table, asked, field, sentence):
    cast.province("minh-hoa", "Minh Hoạ", is_illustration=True)
    assert bench(client, asked).context["pick"].errors == {field: [sentence]}


def test_a_written_out_name_is_the_province(client, table, places):
    assert bench(client, "province=tinh-hai-duong").context["bench"].province == places["hai-duong"]


def test_a_province_that_had_ended_is_not_in_a_later_table(client, table, places):
    make.published(table, cast.province("can-tho", "Cần Thơ"), "2025", "0.7")
    errors = bench(client, "province=hai-duong&year=2025").context["pick"].errors
    assert errors == {"province": ["Hai Duong Province ended on 30/6/2025 and is not in the table of 2025."]}


def test_people_start_with_their_own_province(client, table, places):
    client.force_login(cast.lan(places["hai-duong"]))
    assert bench(client, "").context["bench"].province == places["hai-duong"]


def test_visitors_choose(client, table):
    response = bench(client, "")
    assert "Choose a province" in response.content.decode()
    assert "bench" not in response.context


def test_a_day_before_the_first_publication_says_so(client, table):
    page = bench(client, "as_of=2023-01-01&province=hai-duong").content.decode()
    assert "No province has a published DTI value by this day." in page
    assert "it has some since 12/7/2023." in page


def test_a_day_is_kept_in_the_form(client, table):
    response = bench(client, "as_of=2023-12-31&province=hai-duong")
    assert response.content.decode().count('type="hidden" name="as_of" value="2023-12-31"') == 3
    assert bench(client, "as_of=2023-12-31&province=hai-duong").context["table"].period.year == 2022


def test_without_the_index_there_is_nothing_to_try(client):
    assert "No published value yet" in bench(client, "").content.decode()


def test_the_index_leads_to_it(client, table, places):
    assert 'href="/workbench/dti/"' in english(client).get("/indicators/dti-value/").content.decode()
    page = english(client).get("/provinces/hai-duong/indicators/dti-value/").content.decode()
    assert 'href="/workbench/dti/?province=hai-duong"' in page
