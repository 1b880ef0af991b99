"""A page of a day on which what it is about had another name, was not there yet, or was no more; the last meeting."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from dtracker.accounts.models import Membership
from dtracker.accounts.roles import Role
from dtracker.places.models import ProvinceName
from dtracker.places.queries import LAST_OF_63, REFORM
from tests import cast, make

pytestmark = pytest.mark.django_db
OF_PROVINCE = ["", "units/", "indicators/ho-so-tinh/"]
NAMING_IT = [
    "/?",
    "/changes/?province=hue&",
    "/compare/?provinces=hue,ha-giang&",
    "/provinces/hue/lineage/?",
    "/agreements/hue-fpt/?",
    "/documents/?",
    "/documents/kh/?",
    "/bodies/?",
    "/indicators/dti-rank/serving/?",
]
HUE = re.compile(r"(?<!Thien )(?<!TT )\bHue\b")
FILES = [
    "/provinces/{}/targets.xlsx",
    "/provinces/{}/targets.docx",
    "/provinces/{}/indicators/ho-so-tinh/figures.csv",
    "/api/v1/provinces/{}/targets/",
]
NOT_YET = "On 31/12/2023 there was no City of Hai Phong as it is now; it begins on 1/7/2025."


@pytest.fixture(autouse=True)
def english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def hai_duong():
    """Hải Dương, which merged into the new Hải Phòng, with a figure."""
    successor = cast.province("hai-phong", "Hải Phòng", started_on=REFORM, sort_order=64, kind="city")
    place = cast.hai_duong(ended_on=LAST_OF_63, successor=successor)
    make.published(make.indicator(), place, "2020-Q4", 40)
    return place


@pytest.fixture
def hue():
    place = cast.province("hue", "Thừa Thiên Huế", name_en="Thua Thien Hue", code="46")
    place.names.update(valid_to=date(2024, 12, 31))
    ProvinceName.objects.create(
        province=place, name_vi="Huế", name_en="Hue", kind="city", code="46", valid_from=date(2025, 1, 1)
    )
    place.refresh_name()
    make.published(make.indicator(), place, "2020-Q4", 40)
    return place


def page_of(client, address: str, day: str = "") -> str:
    response = client.get(address, {"as_of": day} if day else {})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("path", OF_PROVINCE)
def test_before_its_first_day_the_page_of_a_province_says_so(client, hai_duong, path):
    address = f"/provinces/hai-phong/{path}"
    page = page_of(client, address, "2023-12-31")
    assert NOT_YET in page
    assert '<a href="?as_of=2025-07-01" data-any-day>Show 1/7/2025</a>' in page
    assert "there was no" not in page_of(client, address, "2025-07-01")


@pytest.mark.parametrize("path", ["", "indicators/ho-so-tinh/"])
def test_before_its_first_figure_the_page_of_a_province_says_since_when_it_has_some(client, hai_duong, path):
    """Others had figures by then."""
    other = make.indicator("other")
    make.published(other, cast.ha_giang(), "2019-Q4", 40, public_on=date(2020, 1, 20))
    address, said = f"/provinces/hai-duong/{path}", "no figure of this page had been published yet; it has some since "
    assert f"{said}31/12/2020." in page_of(client, address, "2020-06-30")
    assert said not in page_of(client, address, "2020-12-31")
    make.published(other, hai_duong, "2019-Q4", 40, public_on=date(2020, 1, 20))
    assert (said in page_of(client, address, "2020-06-30")) == bool(path)


def test_the_first_page_says_which_of_ones_provinces_there_were_not_yet(client, hai_duong):
    make.target(make.indicator("other"), hai_duong, 90, "2025-Q4")
    nam = cast.nam(hai_duong)
    Membership.objects.create(user=nam, role=Role.READER, province=hai_duong.successor)
    client.force_login(nam)
    page = page_of(client, "/", "2023-12-31")
    assert page.count(NOT_YET) == 1
    assert '<a href="/?as_of=2025-07-01" data-any-day>Show 1/7/2025</a>' in page
    assert NOT_YET in page_of(client, "/?present=1", "2023-12-31")
    assert "there was no" not in page_of(client, "/", "2025-07-01")
    nam.memberships.filter(province=hai_duong).delete()
    alone = page_of(client, "/", "2023-12-31")
    assert (alone.count(NOT_YET), alone.count("no figure of this page")) == (1, 0)


@pytest.mark.parametrize("address", ["/", "/?present=1"])
def test_the_first_page_of_ones_only_province_says_until_when_there_was_one(client, hai_duong, address):
    client.force_login(cast.nam(hai_duong))
    assert "until 30/6/2025" in page_of(client, address)
    assert "until 30/6/2025" not in page_of(client, address, "2025-01-01")


@pytest.mark.parametrize("path", ["", "indicators/ho-so-tinh/"])
def test_its_page_leads_to_what_it_was_formed_from_on_the_same_day(client, hai_duong, path):
    page = page_of(client, f"/provinces/hai-phong/{path}", "2023-12-31")
    assert f'href="/provinces/hai-duong/{path}?as_of=2023-12-31"' in page


@pytest.mark.parametrize("path", ["", "indicators/ho-so-tinh/"])
def test_after_its_last_day_the_page_leads_to_its_successor(client, hai_duong, path):
    day = (LAST_OF_63 + timedelta(days=1)).isoformat()
    page = page_of(client, f"/provinces/hai-duong/{path}", day)
    assert f'href="/provinces/hai-phong/{path}?as_of={day}"' in page


@pytest.mark.parametrize("address", FILES)
def test_there_is_no_file_of_a_province_from_before_its_first_day(client, hai_duong, address):
    response = client.get(address.format("hai-phong"), {"as_of": "2023-12-31"})
    assert response.status_code == 404
    assert NOT_YET in (response.json()["error"] if "json" in response["Content-Type"] else response.content.decode())
    assert client.get(address.format("hai-phong"), {"as_of": "2025-07-01"}).status_code == 200


@pytest.mark.parametrize("path", OF_PROVINCE)
def test_a_province_has_its_name_of_the_day(client, hue, path):
    address = f"/provinces/hue/{path}"
    assert "Thua Thien Hue Province" in page_of(client, address, "2024-12-31")
    assert "City of Hue" not in page_of(client, address, "2024-12-31")
    assert "City of Hue" in page_of(client, address, "2025-01-01")
    assert "City of Hue" in page_of(client, address)


def test_wherever_it_is_named_a_province_has_its_name_of_the_day(client, hue):
    cast.ha_giang()
    plan = make.document("kh", title_en="Plan", province=hue, issued_on=date(2020, 1, 1))
    ranked = make.rank_indicator()
    make.target(ranked, hue, 15, "2023", document=plan)
    agreed = make.agreement(hue, "hue-fpt", document=plan, signed_on=date(2020, 1, 1))
    make.programme(agreed, serves=[ranked])
    make.body(hue)
    for address in NAMING_IT:
        page = page_of(client, f"{address}as_of=2024-12-31")
        assert ("Thua Thien Hue" in page, HUE.findall(page)) == (True, []), address
        assert HUE.search(page_of(client, address))


def test_what_is_recorded_of_a_province_begins_later_than_the_province(client, hai_duong):
    page = page_of(client, "/provinces/hai-duong/", "1990-01-01")
    assert "What is recorded of Hai Duong Province here begins on 1/8/2008, so 1/1/1990 cannot be shown." in page


def test_before_a_merger_the_page_of_its_family_says_so(client, hai_duong):
    assert NOT_YET in page_of(client, "/provinces/hai-phong/lineage/", "2023-12-31")


def test_the_data_have_its_name_of_the_day(client, hue):
    address = "/api/v1/provinces/hue/targets/"
    assert "City of Hue" not in client.get(address, {"as_of": "2024-12-31", "lang": "en"}).content.decode()


def test_before_an_agreement_was_signed_its_page_says_so(client, hai_duong):
    make.agreement(hai_duong, signed_on=date(2021, 3, 26))
    page = page_of(client, "/agreements/hd-fpt/", "2021-03-25")
    assert "On 25/3/2021 there was no Digital transformation agreement yet; it begins on 26/3/2021." in page
    assert "there was no" not in page_of(client, "/agreements/hd-fpt/", "2021-03-26")
    assert "hd-fpt" not in page_of(client, "/agreements/", "2021-03-25")
    assert "hd-fpt" not in page_of(client, "/provinces/hai-duong/", "2021-03-25")
    assert "hd-fpt" in page_of(client, "/agreements/", "2021-03-26")


def test_before_a_document_was_issued_its_page_says_so(client, hai_duong):
    make.document("ct", title_en="Directive", issued_on=date(2021, 4, 1))
    assert "On 31/3/2021 there was no Directive yet" in page_of(client, "/documents/ct/", "2021-03-31")


def test_targets_of_an_undated_document_stand_on_every_day_and_the_page_says_so(client, hai_duong):
    paper = make.document("fpt", short_en="FPT agreement", issued_on=None)
    make.target(make.rank_indicator(), hai_duong, 15, "2023", document=paper)
    page = client.get("/provinces/hai-duong/?as_of=2024-12-31").text
    assert "FPT agreement" in page
    assert "What a document without a printed day says is shown on every day." in page


def test_the_search_finds_what_there_was(client, hai_duong):
    make.agreement(hai_duong, signed_on=date(2021, 3, 26))
    make.document("ct", title_en="Digital directive", issued_on=date(2021, 4, 1))

    def found(day: str) -> tuple[int, int]:
        context = client.get("/search/", {"q": "digital", "as_of": day}).context
        return len(context["agreements"]), len(context["documents"])

    assert [found(day) for day in ("2021-03-25", "2021-03-26", "2021-04-01")] == [(0, 0), (1, 0), (1, 1)]


def test_what_is_planned_stands_on_the_page_of_today(client, hai_duong):
    later = timezone.localdate() + timedelta(days=30)
    make.agreement(hai_duong, signed_on=later)
    assert "hd-fpt" in page_of(client, "/agreements/")


def test_the_last_meeting_is_a_day(client, hai_duong):
    make.meeting(hai_duong, date(2024, 6, 28))
    make.meeting(hai_duong, date(2024, 3, 28))
    make.meeting(cast.ha_giang(), date(2025, 3, 28))
    response = client.get("/provinces/hai-duong/?horizon=2025&as_of=last-meeting")
    assert (response.status_code, response["Location"]) == (302, "/provinces/hai-duong/?horizon=2025&as_of=2024-06-28")
    make.agreement(hai_duong)
    assert client.get("/?as_of=last-meeting")["Location"] == "/?as_of=2024-06-28"


def test_a_made_up_meeting_is_no_day_for_real_provinces(client, hai_duong):
    made_up = cast.province("minh-hoa", "Minh Hoạ", is_illustration=True)
    make.meeting(made_up, date(2025, 8, 14))
    make.meeting(hai_duong, date(2024, 6, 28))
    make.agreement(hai_duong)
    make.agreement(made_up, "mh-fpt")
    assert client.get("/?as_of=last-meeting")["Location"] == "/?as_of=2024-06-28"


def test_without_a_meeting_the_page_is_that_of_today_and_says_so(client, hai_duong):
    response = client.get("/provinces/hai-duong/?as_of=last-meeting", follow=True)
    assert response.redirect_chain == [("/provinces/hai-duong/", 302)]
    assert "No meeting of these provinces is recorded, so the page shows today." in response.content.decode()


def test_whoever_may_not_read_is_asked_to_sign_in_first(client, hai_duong, settings):
    settings.OPEN_READING = False
    make.meeting(hai_duong, date(2024, 6, 28))
    assert client.get("/provinces/hai-duong/?as_of=last-meeting")["Location"].startswith("/accounts/login/")
