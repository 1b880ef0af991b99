"""Sheets of units: who sees whose, from the first value to publication."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from dtracker.accounts.models import Membership
from dtracker.accounts.roles import Role
from indicators.models import Evidence, Figure
from tests import cast, make

pytestmark = pytest.mark.django_db
UNIT = "units/so-tttt-hd/"
SHEET, REVIEW = f"/entry/hai-duong/2025-Q1/{UNIT}", f"/review/hai-duong/2025-Q1/{UNIT}"
WAYS = [
    ("get", SHEET),
    ("post", SHEET),
    ("post", f"{SHEET}cell/"),
    ("post", f"{SHEET}submit/"),
]
DECISIONS = [
    ("get", REVIEW),
    ("post", f"{REVIEW}approve/"),
    ("post", f"{REVIEW}return/"),
    ("post", f"{REVIEW}publish/"),
]


class World:
    """Sở TTTT (Tâm enters, Hà reviews) and Sở Y tế (Yến) report in Hải Dương; Lan and Minh are the province's."""

    def __init__(self):
        today = timezone.localdate()
        self.place, self.elsewhere = cast.hai_duong(), cast.ha_giang()
        self.unit, self.other = (
            make.unit(self.place),
            make.unit(self.place, "so-y-te-hd", name_vi="Sở Y tế", name_en=""),
        )
        self.tam, self.yen = self.of_unit("tam", self.unit), self.of_unit("yen", self.other)
        self.ha = self.of_unit("ha", self.unit, Role.REVIEWER)
        self.lan, self.minh, self.quang = cast.lan(self.place), cast.minh(self.place), cast.quang(self.elsewhere)
        self.binh = cast.person("binh", Role.REVIEWER, self.elsewhere)
        self.of = make.indicator()
        days = {"opens_on": today - timedelta(days=20), "due_on": today - timedelta(days=2)}
        make.open_round("2025-Q1", **days)
        for unit in (self.unit, self.other):
            make.open_round("2025-Q1", province=self.place, unit=unit, **days)

    def of_unit(self, name: str, unit, role=Role.OFFICER):
        made = cast.person(name, None)
        Membership.objects.create(user=made, role=role, province=self.place, unit=unit)
        return made

    def typed(self, value: str) -> dict:
        return {f"i{self.of.pk}-version": "", f"i{self.of.pk}-value": value}


def sign_in(person) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(person)
    return client


def codes(person, ways) -> set[int]:
    client, found = sign_in(person), set()
    for method, path in ways:
        answer = getattr(client, method)(path)
        # A file is read to its end, so that it is closed.
        b"".join(answer)
        found.add(answer.status_code)
    return found


def test_from_the_first_value_to_publication(world):
    tam, ha = sign_in(world.tam), sign_in(world.ha)
    answer = tam.post(f"{SHEET}submit/", world.typed("61,4"))
    assert (answer.status_code, answer.url) == (302, SHEET)
    figure = Figure.objects.get()
    assert (figure.province, figure.unit, figure.value, figure.status) == (
        world.place,
        world.unit,
        Decimal("61.4"),
        "submitted",
    )
    assert [each.url for each in ha.get("/review/").context["queue"]] == [REVIEW]
    assert ha.post(f"{REVIEW}approve/", {"lines": f"{figure.pk}:2"}).url == REVIEW
    assert ha.post(f"{REVIEW}publish/", {"lines": f"{figure.pk}:3"}).url == REVIEW
    figure.refresh_from_db()
    assert (figure.status, figure.publications.count()) == ("published", 1)


def test_a_value_is_saved_line_by_line(world):
    sent = {"indicator": world.of.code, **world.typed("61,4")}
    assert sign_in(world.tam).post(f"{SHEET}cell/", sent).json()["state"] == "saved"
    assert Figure.objects.get().unit == world.unit


def test_the_figure_of_a_unit_is_not_that_of_the_province(world):
    sign_in(world.tam).post(SHEET, world.typed("61,4"))
    sign_in(world.lan).post("/entry/hai-duong/2025-Q1/", world.typed("70"))
    assert set(Figure.objects.values_list("unit__code", "value")) == {("so-tttt-hd", Decimal("61.4")), (None, 70)}


def test_officers_of_a_unit_see_no_other_sheet(world):
    assert codes(world.yen, WAYS) == {404}
    assert codes(world.quang, WAYS) == {404}
    province = [(method, path.replace(UNIT, "")) for method, path in WAYS]
    assert codes(world.tam, province) == {404}
    assert codes(world.tam, [("get", SHEET)]) == {200}
    assert not Figure.objects.exists()


def test_reviewers_of_a_unit_decide_on_it_alone(world):
    assert codes(world.ha, [("get", REVIEW)]) == {200}
    other = [(method, path.replace("so-tttt-hd", "so-y-te-hd")) for method, path in DECISIONS]
    province = [(method, path.replace(UNIT, "")) for method, path in DECISIONS]
    assert codes(world.ha, [*other, *province]) == {404}
    assert codes(world.binh, DECISIONS) == {404}


def test_visitors_are_asked_to_sign_in(world):
    client = Client()
    for method, path in [*WAYS, *DECISIONS]:
        assert getattr(client, method)(path).status_code == (302 if method == "get" else 403)


def test_a_figure_and_its_evidence_belong_to_the_unit(world):
    sign_in(world.tam).post(SHEET, world.typed("61,4"))
    figure = Figure.objects.get()
    proof = make.evidence_file(figure)
    paths = [("get", f"/figures/{figure.pk}/"), ("get", f"/evidence/{proof.pk}/")]
    assert codes(world.tam, paths) == codes(world.lan, paths) == codes(world.minh, paths) == {200}
    assert codes(world.yen, paths) == codes(world.quang, paths) == {404}


def test_lines_of_the_province_are_not_decided_on_the_page_of_a_unit(world):
    cell = {"indicator": world.of, "province": world.place, "year": 2025, "quarter": 1, "value": 5}
    figure = Figure.objects.create(status="submitted", **cell)
    assert sign_in(world.minh).post(f"{REVIEW}approve/", {"lines": f"{figure.pk}:1"}).status_code == 404
    figure.refresh_from_db()
    assert figure.status == "submitted"


def test_people_of_the_province_see_the_sheets_of_its_units(world):
    titles = [line.report.respondent.title for line in sign_in(world.lan).get("/entry/").context["lines"]]
    assert titles == ["Hai Duong", "Department of Information (Hai Duong)", "Sở Y tế (Hai Duong)"]
    assert codes(world.lan, WAYS[:1]) == codes(world.minh, DECISIONS[:1]) == {200}
    assert [line.url for line in sign_in(world.tam).get("/entry/").context["lines"]] == [SHEET]


def test_what_waits_at_home_leads_to_the_sheet_of_the_unit(world):
    body = sign_in(world.tam).get("/").content.decode()
    assert f'href="{SHEET}"' in body
    assert "Q1 2025 (Department of Information)" in body
    assert 'href="/entry/hai-duong/2025-Q1/"' not in body


def test_who_is_late_by_province_and_unit(world):
    sign_in(world.tam).post(f"{SHEET}submit/", world.typed("61,4"))
    found = Figure.objects.get()
    Evidence.objects.create(figure=found, url="https://example.vn/")
    answer = sign_in(world.lan).get("/timeliness/?sort=place")
    rows = [row.record for row in answer.context["table"].rows]
    assert [(row.place, row.mark.words, row.evidence) for row in rows] == [
        ("Hai Duong", "2 days overdue", None),
        ("Department of Information (Hai Duong)", "2 days late", 100),
        ("Sở Y tế (Hai Duong)", "2 days overdue", None),
    ]
    assert f'href="/provinces/hai-duong/{UNIT}">Department of Information (Hai Duong)' in answer.content.decode()
    assert [strip.respondent.unit for strip in answer.context["strips"]] == [None, world.unit, world.other]


@pytest.mark.parametrize(
    ("query", "units"),
    [
        ("?unit=so-y-te-hd", ["so-y-te-hd"]),
        ("?unit=none", [None]),
        ("?unit=x&sort=place", [None, "so-tttt-hd", "so-y-te-hd"]),
    ],
)
def test_one_unit_or_provinces_only(world, query, units):
    answer = sign_in(world.lan).get(f"/timeliness/{query}")
    found = [row.record.report.unit for row in answer.context["table"].rows]
    assert [unit and unit.code for unit in found] == units


def test_an_officer_of_a_unit_sees_her_own_line_only(world):
    answer = sign_in(world.yen).get("/timeliness/")
    assert [row.record.report.unit for row in answer.context["table"].rows] == [world.other]
    assert answer.context["summary"] == ("Q1 2025, Sở Y tế (Hai Duong): 2 days overdue; 0 of 1 figures handed over.")
