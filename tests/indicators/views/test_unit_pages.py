"""Published figures of departments, districts and communes, as readers find them."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from dtracker.accounts.models import Membership
from dtracker.accounts.roles import Role
from dtracker.places.models import UnitKind
from indicators.enums import FigureStatus, Shape
from indicators.models import Evidence, Figure, Publication
from tests import cast, make

pytestmark = pytest.mark.django_db
UNITS, UNIT = "/provinces/hai-duong/units/", "/provinces/hai-duong/units/so-tttt-hd/"
SERIES = "/provinces/hai-duong/indicators/ho-so-tinh/"


class World:
    """Sở TTTT with two published quarters and a draft, a district with one, a commune with none."""

    def __init__(self):
        self.place, self.elsewhere = cast.hai_duong(), cast.ha_giang()
        self.unit = make.unit(self.place)
        self.district = make.unit(self.place, "hd-nam-sach", name_vi="Nam Sách", name_en="", kind=UnitKind.DISTRICT)
        make.unit(self.place, "hd-an-binh", name_vi="An Bình", name_en="", kind=UnitKind.COMMUNE)
        self.of = make.indicator(name_en="Files online")
        self.rows = [
            make.published(self.of, self.place, period, value, unit=self.unit, public_on=day)
            for period, value, day in (
                ("2024-Q3", "40", date(2024, 10, 12)),
                ("2024-Q4", "45.5", date(2025, 1, 14)),
            )
        ]
        make.published(self.of, self.place, "2024-Q2", 30, unit=self.district, public_on=date(2024, 7, 9))
        draft = {"province": self.place, "unit": self.unit, "year": 2025, "quarter": 1, "value": Decimal("61.7319")}
        Figure.objects.create(indicator=self.of, status=FigureStatus.APPROVED, **draft)


def called_by(person=None) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    if person:
        client.force_login(person)
    return client


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def listed(response) -> list[tuple]:
    rows = [row for _kind, rows in response.context["groups"] for row in rows]
    return [(row.name, row.count, row.period, row.published) for row in rows]


def test_the_units_of_a_province_by_kind(world):
    make.unit(world.elsewhere, "hg-so", name_vi="Sở của Hà Giang")
    response = called_by().get(UNITS)
    assert [kind for kind, _rows in response.context["groups"]] == [
        "Department",
        "District-level unit",
        "Commune-level unit",
    ]
    assert listed(response) == [
        ("Department of Information", 2, "Q4 2024", "14/1/2025"),
        ("Nam Sách", 1, "Q2 2024", "9/7/2024"),
        ("An Bình", 0, "–", "–"),
    ]
    assert "3 published figures of departments" in text_of(response)


def test_the_units_as_of_a_day(world):
    response = called_by().get(f"{UNITS}?as_of=2024-10-12")
    assert listed(response)[0] == ("Department of Information", 1, "Q3 2024", "12/10/2024")
    assert f'href="{UNIT}?as_of=2024-10-12"' in response.content.decode()


def test_a_unit_that_ended_stays_while_it_has_figures(world):
    for unit in world.place.units.exclude(code="so-tttt-hd"):
        unit.ended_on = date(2025, 2, 28)
        unit.save()
    rows = [row for _kind, rows in called_by().get(UNITS).context["groups"] for row in rows]
    assert [(row.name, row.until) for row in rows] == [
        ("Department of Information", None),
        ("Nam Sách", date(2025, 2, 28)),
    ]
    assert listed(called_by().get(f"{UNITS}?as_of=2025-02-28"))[-1] == ("An Bình", 0, "–", "–")


def test_a_province_without_units_says_so(world):
    assert "No units are recorded for this province" in text_of(called_by().get("/provinces/ha-giang/units/"))


def test_the_published_figures_of_a_unit_newest_first(world):
    response = called_by().get(UNIT)
    (card,) = response.context["cards"]
    assert (card.name, card.url, card.history_url) == ("Files online", SERIES, "")
    assert [(row.period, row.value, row.public) for row in card.rows] == [
        ("Q4 2024", "45.5%", "14/1/2025"),
        ("Q3 2024", "40.0%", "12/10/2024"),
    ]
    assert "61.73" not in text_of(response)


def test_a_unit_as_of_a_day(world):
    (card,) = called_by().get(f"{UNIT}?as_of=2025-01-13").context["cards"]
    assert [row.period for row in card.rows] == ["Q3 2024"]
    early = called_by().get(f"{UNIT}?as_of=2024-10-11")
    assert early.context["cards"] == []
    assert "No figure of this unit is published yet" in text_of(early)


def test_source_evidence_and_correction(world):
    figure = world.rows[1].figure
    report = make.document("bao-cao", short_vi="Báo cáo quý IV", short_en="Report Q4")
    Publication.objects.create(
        figure=figure, version=2, value=44, public_on=date(2025, 2, 3), reason="Cộng nhầm", source=report
    )
    for number in (1, 2):
        Evidence.objects.create(figure=figure, url=f"https://example.vn/{number}")
    response = called_by().get(UNIT)
    row = response.context["cards"][0].rows[0]
    assert (row.value, row.source, len(row.evidence)) == ("44.0%", report, 2)
    assert [(each.value, each.public) for each in row.corrections] == [("45.5%", "14/1/2025")]
    text = text_of(response)
    assert "Cộng nhầm" in text
    assert "Report Q4" in text
    assert '<td class="num">2</td>' in response.content.decode()


def test_a_rank_stands_beside_its_value(world):
    score = make.indicator("score", shape=Shape.SCORE, frequency="year", unit_vi="", unit_en="", maximum=1, decimals=2)
    rank = make.rank_indicator("rank-of-score", rank_of=score)
    make.published(score, world.place, "2024", "0.61", unit=world.unit)
    make.published(rank, world.place, "2024", 3, unit=world.unit, rank_of=12)
    cards = {card.anchor: card for card in called_by().get(UNIT).context["cards"]}
    assert [(row.value, row.other) for row in cards["rank-of-score"].rows] == [("3/12", "0.61")]


def test_whoever_sees_drafts_finds_how_a_figure_came_about(world):
    lan, nam, quang = cast.lan(world.place), cast.nam(world.place), cast.quang(world.elsewhere)
    tam = cast.person("tam", None)
    Membership.objects.create(user=tam, role=Role.OFFICER, province=world.place, unit=world.district)
    path = f"/figures/{world.rows[1].figure.pk}/"
    found = {person.username: called_by(person).get(UNIT).context["cards"][0] for person in (lan, nam, quang, tam)}
    assert {name: card.history_url for name, card in found.items()} == {"lan": path, "nam": "", "quang": "", "tam": ""}
    assert called_by(lan).get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/provinces/atlantis/units/",
        "/provinces/ha-giang/units/so-tttt-hd/",
        "/provinces/hai-duong/units/no/",
    ],
)
def test_what_is_not_there(world, path):
    assert called_by().get(path).status_code == 404


def test_the_series_of_the_province_leads_to_its_units(world):
    make.published(world.of, world.place, "2024-Q4", 80)
    response = called_by().get(SERIES)
    assert [(row.name, row.period, row.value, row.published) for row in response.context["units"]] == [
        ("Department of Information", "Q4 2024", "45.5%", "14/1/2025"),
        ("Nam Sách", "Q2 2024", "30.0%", "9/7/2024"),
    ]
    assert f'href="{UNIT}#ho-so-tinh"' in response.content.decode()
    early = called_by().get(f"{SERIES}?as_of=2024-12-31")
    assert [row.period for row in early.context["units"]] == ["Q3 2024", "Q2 2024"]
    assert f'href="{UNIT}?as_of=2024-12-31#ho-so-tinh"' in early.content.decode()


def test_where_the_province_has_no_figure_its_units_are_named(world):
    response = called_by().get(SERIES)
    assert "No figure and no target yet" in text_of(response)
    assert f'href="{UNIT}#ho-so-tinh"' in response.content.decode()


def test_no_unit_no_table(world):
    assert 'id="units"' not in called_by().get("/provinces/ha-giang/indicators/ho-so-tinh/").content.decode()


def test_the_page_of_the_province_leads_to_its_units(world):
    page = called_by().get("/provinces/hai-duong/?as_of=2024-12-31").content.decode()
    assert f'href="{UNITS}?as_of=2024-12-31"' in page


def test_made_up_units_are_marked(world):
    made_up = cast.province("minh-hoa", "Minh Hoạ", is_illustration=True)
    unit = make.unit(made_up, "mh-so")
    for path in ("/provinces/minh-hoa/units/", f"/provinces/minh-hoa/units/{unit.code}/"):
        assert called_by().get(path).context["illustration"] is True


def test_evidence_of_a_published_unit_figure_can_be_opened(world):
    figure = world.rows[0].figure
    proof = make.evidence_file(figure)
    assert called_by().get(f"/evidence/{proof.pk}/").status_code == 404
    Figure.objects.filter(pk=figure.pk).update(published_at=proof.added_at, published_by=cast.minh(world.place))
    answer = called_by().get(f"/evidence/{proof.pk}/")
    assert b"".join(answer) == make.PDF
