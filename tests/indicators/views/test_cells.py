"""One line of the sheet saved by the script: every answer it must understand."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from dtracker.formats.dates import format_date
from dtracker.formats.quarters import Period
from indicators.actions import entering, reviewing
from indicators.enums import FigureStatus
from indicators.models import Figure
from tests import cast, make

pytestmark = pytest.mark.django_db
CELL = "/entry/hai-duong/2025-Q1/cell/"
LOGIN = "/accounts/login/"


class World:
    def __init__(self):
        self.place = cast.hai_duong()
        self.elsewhere = cast.ha_giang()
        self.lan, self.minh = cast.lan(self.place), cast.minh(self.place)
        self.share = make.indicator(is_ratio=True, order=1)
        make.open_round("2025-Q1")
        self.client = signed_in(self.lan)

    def post(self, *, client=None, path=CELL, indicator=None, version="", extra=None, **fields):
        which = indicator or self.share
        data = {"indicator": which.code, f"i{which.pk}-version": version, **(extra or {})}
        data |= {f"i{which.pk}-{name}": text for name, text in fields.items()}
        return (client or self.client).post(path, data)

    def save(self, value, *, version=None, by=None):
        return entering.save_figure(
            indicator=self.share,
            province=self.place,
            period=Period(2025, 1),
            values={"value": Decimal(value)},
            version=version,
            by=by or self.lan,
            today=timezone.localdate(),
        )


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def answer(response) -> tuple[int, dict]:
    return response.status_code, response.json()


def stored() -> list[tuple]:
    return list(Figure.objects.values_list("value", "status", "version"))


# --- saved ---


def test_a_new_value_is_saved_and_shown_as_it_is_written(world):
    response = world.post(value="80,53")
    figure = Figure.objects.get()
    assert answer(response) == (
        200,
        {
            "state": "saved",
            "read_as": "",
            "saved_at": f"{timezone.localtime(figure.entered_at):%H:%M}",
            "version": 1,
            "shown": {
                "value": "80,53",
                "numerator": "",
                "denominator": "",
                "no_data_reason": "",
                "is_provisional": False,
                "remark": "",
            },
            "change": "",
            "status_label": "Bản nháp",
            "is_answered": True,
            "url": f"/figures/{figure.pk}/",
            "doubts": [],
            "needs_comment": False,
        },
    )
    assert stored() == [(Decimal("80.53"), "draft", 1)]


def test_a_share_is_worked_out_of_its_parts_and_shown(world):
    shown = world.post(numerator="1.450", denominator="2.000").json()["shown"]
    assert (shown["value"], shown["numerator"], shown["denominator"]) == ("72,5", "1.450", "2.000")


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("1,931", "“1,931” is read as 1.931: a comma parts decimals. For 1,931 write “1.931”."),
        ("96,200%", "“96,200%” is read as 96.200: a comma parts decimals. For 96,200 write “96.200”."),
        ("0,931", ""),
        ("96,2", ""),
        ("96,25", ""),
    ],
)
def test_what_may_be_meant_as_thousands_is_asked_back(world, typed, asked):
    world.client.cookies["django_language"] = "en"
    assert world.post(value=typed).json()["read_as"] == asked


def test_a_count_of_whole_things_takes_no_three_decimals(world):
    count = make.indicator("so-co-so", shape="stock", decimals=0, maximum=None, order=2)
    world.client.cookies["django_language"] = "en"
    faults = world.post(indicator=count, value="2,361").json()["faults"]
    assert faults["value"].endswith("Did you mean “2.361”?")


def test_the_change_is_counted_from_the_last_value_not_from_a_period_without_one(world):
    make.published(world.share, world.place, "2024-Q3", 45)
    make.published(world.share, world.place, "2024-Q4", None, no_data_reason="Chưa thu thập")
    assert world.post(value="42,5").json()["change"] == "−2,5 điểm %"


def test_the_change_against_the_last_published_value(world):
    make.published(world.share, world.place, "2024-Q4", 45)
    assert world.post(value="42,5").json()["change"] == "−2,5 điểm %"
    assert world.post(value="45,0375", version=1).json()["change"] == "+0,04 điểm %"


def test_the_same_value_twice_is_one_step(world):
    """A lost answer: the script sends again what was saved already."""
    world.post(value="50")
    assert world.post(value="50").json()["version"] == 1
    assert stored() == [(Decimal(50), "draft", 1)]


def test_nothing_typed_changes_nothing(world):
    assert answer(world.post(value="")) == (200, {"state": "unchanged"})
    world.save(50)
    assert answer(world.post(value="50", version=1)) == (200, {"state": "unchanged"})
    assert stored() == [(Decimal(50), "draft", 1)]


def test_answers_are_not_kept_by_anybody(world):
    assert "no-store" in world.post(value="50")["Cache-Control"]


# --- faults ---


def test_faults_stand_with_their_fields(world):
    status, data = answer(world.post(value="101", remark="thử"))
    assert (status, data["state"], list(data["faults"])) == (422, "faulty", ["value"])
    assert data["faults"]["value"] == "Giá trị nằm từ 0 đến 100."
    assert stored() == []


def test_an_unreadable_number_is_a_fault(world):
    status, data = answer(world.post(value="1,931.5"))
    assert (status, list(data["faults"])) == (422, ["value"])


def test_the_language_of_the_page(world):
    world.client.cookies["django_language"] = "en"
    with translation.override("en"):
        assert world.post(value="101").json()["faults"] == {"value": "The value lies between 0 and 100."}


def test_a_line_without_its_version_is_not_read(world):
    response = world.client.post(CELL, {"indicator": world.share.code, f"i{world.share.pk}-value": "50"})
    assert (response.status_code, response.json()["state"]) == (400, "refused")
    assert stored() == []


# --- two people ---


def test_stale_tells_both_values(world):
    huong = cast.person("huong", "officer", world.place, full_name="Hương")
    world.save(50)
    world.save(61, version=1, by=huong)
    status, data = answer(world.post(value="62", version=1))
    assert (status, data["state"]) == (409, "stale")
    assert (data["yours"], data["theirs"], data["by"]) == ("62", "61,0%", "Hương")
    assert (data["version"], data["is_own"], data["shown"]["value"]) == (2, False, "61")
    assert stored() == [(Decimal(61), "draft", 2)]


def test_keeping_mine_is_saving_on_the_version_that_was_told(world):
    world.save(50)
    world.save(61, version=1)
    version = world.post(value="62", version=1).json()["version"]
    assert world.post(value="62", version=version).json()["version"] == 3
    assert stored() == [(Decimal(62), "draft", 3)]


@pytest.mark.parametrize("version", [1, 2])
def test_a_line_locked_meanwhile_says_what_was_typed(world, version):
    figure = world.save(50)
    entering.submit(figure=figure, version=1, by=world.lan)
    status, data = answer(world.post(value="62", version=version))
    assert (status, data["state"], data["is_locked"]) == (409, "refused", True)
    assert "62" in data["sentence"]
    assert stored() == [(Decimal(50), "submitted", 2)]


def test_a_line_approved_meanwhile_says_by_whom_and_when(world):
    figure = entering.submit(figure=world.save(50), version=1, by=world.lan)
    figure = reviewing.approve(figure=figure, version=2, by=world.minh)
    world.client.cookies["django_language"] = "en"
    sentence = world.post(value="62", version=1).json()["sentence"]
    time = timezone.localtime(figure.approved_at)
    assert sentence == (
        "While you were editing, this line was locked with 50.0%: Approved, by Minh, "
        f"{time:%H:%M} {format_date(time.date())}. "
        "You typed 62; it was not saved."
    )


def test_no_round_is_open(world):
    status, data = answer(world.post(value="62", path="/entry/hai-duong/2024-Q1/cell/"))
    assert (status, data["state"], data["is_locked"]) == (409, "refused", False)
    assert stored() == []


# --- who, and what there is ---


def test_signed_out_is_told_where_to_sign_in(world):
    expected = (403, {"state": "signed-out", "login": LOGIN})
    assert answer(world.post(client=Client(), value="50")) == expected
    assert stored() == []


def test_what_one_person_typed_is_not_saved_as_anothers(world):
    assert world.post(value="50", extra={"person": world.lan.pk}).status_code == 200
    status, data = answer(world.post(value="51", version=1, extra={"person": world.minh.pk}))
    assert (status, data["state"]) == (403, "signed-out")
    assert stored() == [(Decimal(50), "draft", 1)]


def test_a_reader_and_a_reviewer_may_not(world):
    for person in (cast.nam(world.place), world.minh):
        status, data = answer(world.post(client=signed_in(person), value="50"))
        assert (status, data["state"]) == (403, "refused")
    assert stored() == []


def test_another_province_does_not_exist(world):
    assert world.post(path="/entry/ha-giang/2025-Q1/cell/", value="50").status_code == 404


@pytest.mark.parametrize("change", ["none", "not reported", "yearly"])
def test_an_indicator_that_is_not_on_the_sheet(world, change):
    fields = {"not reported": {"is_reported": False}, "yearly": {"frequency": "year", "delay_days": 200}}
    other = make.indicator("khac", **fields.get(change, {}))
    if change == "none":
        other.code = "khong-co"
    assert world.post(indicator=other, value="50").status_code == 404
    assert stored() == []


@pytest.mark.parametrize("code", ["", "\x00", "ho-so\x00", "khong có", "x" * 5000])
def test_what_is_no_code_of_an_indicator(world, code):
    assert world.client.post(CELL, {"indicator": code}).status_code == 404


def test_only_posting(world):
    assert world.client.get(CELL).status_code == 405


def test_the_token_is_needed(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.lan)
    assert world.post(client=client, value="50").status_code == 403
    assert stored() == []


# --- what it costs ---


def cost(world, value: str, version) -> int:
    with CaptureQueriesContext(connection) as found:
        assert world.post(value=value, version=version).json()["state"] == "saved"
    return len(found)


def test_the_same_number_of_queries_for_a_short_and_a_long_sheet(world):
    first, second = cost(world, "50", ""), cost(world, "51", 1)
    make.published(world.share, world.place, "2024-Q4", 45)
    with_history = cost(world, "52", 2)
    for number in range(20):
        each = make.indicator(f"share-{number}", order=number + 2)
        make.published(each, world.place, "2024-Q4", 45)
        Figure.objects.create(
            indicator=each, province=world.place, year=2025, quarter=1, value=50, status=FigureStatus.DRAFT
        )
    assert (first, second, with_history, cost(world, "53", 3)) == (19, 17, 19, 19)
