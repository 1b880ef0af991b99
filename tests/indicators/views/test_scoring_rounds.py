"""Who keeps an index opens its rounds, moves their days and closes them; everybody hears what is scored anew."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dtracker.accounts.models import Membership
from dtracker.accounts.roles import Role
from indicators.models import ScoreSheet, ScoringRound, UnitIndex
from tests import cast, scoring_rows
from tests.scoring_rows import FULL, fill

pytestmark = pytest.mark.django_db
AT, OPEN = "/index/cds-hd/2025/", "/index/cds-hd/open/"
SHEET, ASSESS = f"{AT}score/so-noi-vu-hd/", f"{AT}assess/so-noi-vu-hd/"


class World:
    """An index of Hải Dương: Lan scores, Minh keeps it; Tâm belongs to Sở Nội vụ."""

    def __init__(self):
        self.place = cast.hai_duong()
        self.made = scoring_rows.scoring(self.place)
        self.lan, self.minh = cast.lan(self.place), cast.minh(self.place)
        self.tam = cast.person("tam", None)
        Membership.objects.create(user=self.tam, role=Role.OFFICER, province=self.place, unit=self.made.units[0])

    def sent(self, **changes) -> dict:
        today = timezone.localdate()
        found = {"method": self.made.method.pk, "year": 2026, "quarter": "", "opens_on": today, "due_on": today}
        return found | {"units": [each.pk for each in self.made.units]} | changes

    def published(self) -> None:
        for unit in self.made.units:
            kept = {number: value for number, value in FULL.items() if number != "2.2" or unit.kind == "department"}
            fill(self.made, unit.code, kept)
        assert sign_in(self.minh).post(f"{AT}assess/publish/").status_code == 302

    def reopen(self) -> None:
        sent = {"version": self.made.sheet().version, "note": "Có khiếu nại"}
        assert sign_in(self.minh).post(f"{ASSESS}reopen/", sent).status_code == 302


def sign_in(person=None) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    if person:
        client.force_login(person)
    return client


def test_the_list_leads_who_keeps_the_index_to_the_form(world):
    page = sign_in(world.minh).get("/index/")
    assert ([each.code for each in page.context["kept"]], OPEN in page.text) == (["cds-hd"], True)
    assert sign_in(world.minh).get("/index/?as_of=2026-01-01").context["kept"] == []
    for person in (world.lan, world.tam, None):
        assert sign_in(person).get("/index/").context["kept"] == []


def test_a_round_is_opened_with_the_days_and_units_that_were_chosen(world):
    client = sign_in(world.minh)
    form = client.get(OPEN).context["form"]
    assert (form["year"].value(), form["quarter"].value(), form["method"].value()) == (2026, None, world.made.method.pk)
    groups = [(title, [(unit.code, ticked) for unit, ticked in units]) for title, units in form.unit_groups]
    assert groups == [
        ("Department", [("so-y-te-hd", True), ("so-noi-vu-hd", True)]),
        ("Commune-level unit", [("ngoc-son-hd", True)]),
    ]
    first, _second, third = (each.pk for each in world.made.units)
    answer = client.post(OPEN, world.sent(units=[first, third]), follow=True)
    assert answer.request["PATH_INFO"] == "/index/cds-hd/2026/assess/"
    assert "2 units have a sheet now." in answer.text
    assert set(ScoreSheet.objects.filter(round__year=2026).values_list("unit", flat=True)) == {first, third}


def test_every_refusal_stands_under_its_field(world):
    client, today = sign_in(world.minh), timezone.localdate()
    draft = scoring_rows.method_of(world.made.index, 2, is_ready=False)
    broken = scoring_rows.method_of(world.made.index, 3)
    broken.criteria.filter(number="1.1").update(maximum=39)
    world.made.units[0].__class__.objects.filter(pk=world.made.units[0].pk).update(ended_on=today)
    wrong = {
        "method": [({"method": draft.pk}, "The method is not marked as ready for scoring."),
                   ({"method": broken.pk}, "add up to 59, not to 60")],
        "year": [({"year": 2025, "units": [world.made.units[1].pk]}, "2025 has a scoring round already."),
                 ({"year": 1999}, "2000")],
        "opens_on": [({"year": today.year + 1}, f"The period begins only on 1/1/{today.year + 1}.")],
        "due_on": [({"due_on": today - timedelta(days=1)}, "This day has passed already"),
                   ({"opens_on": today + timedelta(days=1)}, "cannot lie before the day the round opens"),
                   ({"due_on": ""}, "Choose a day.")],
        "units": [({"units": []}, "Choose at least one unit."),
                  ({"year": today.year}, "not there on the last day of the period: Home Affairs."),
                  ({"units": [10**9]}, "")],
    }  # fmt: skip
    for field, cases in wrong.items():
        for change, sentence in cases:
            page = client.post(OPEN, world.sent(**change))
            said = " ".join(page.context["form"].errors.get(field, []))
            assert (page.status_code, bool(said), sentence in said) == (422, True, True), (field, change, said)
    assert ScoringRound.objects.count() == 1


def test_an_index_without_a_method_says_what_is_missing(world):
    UnitIndex.objects.create(province=world.place, code="moi", name_vi="Bộ chỉ số mới", name_en="New index")
    client = sign_in(world.minh)
    assert "This index has no method yet" in client.get("/index/moi/open/").text
    assert client.post("/index/moi/open/", world.sent()).status_code == 422


def test_only_who_keeps_the_index_of_the_province_opens_its_rounds(world):
    quang = cast.person("quang-review", Role.REVIEWER, cast.ha_giang())
    paths = (OPEN, f"{AT}assess/days/", f"{AT}assess/units/", f"{AT}assess/close/")
    for person, status in ((world.lan, 403), (world.tam, 403), (quang, 404)):
        assert [sign_in(person).post(path, world.sent()).status_code for path in paths] == [status] * 4


def test_scoring_is_closed_when_the_due_date_has_passed(world):
    client, today = sign_in(world.minh), timezone.localdate()
    later = {"opens_on": "2026-01-05", "due_on": today}
    assert client.post(f"{AT}assess/days/", later)["Location"] == f"{AT}assess/"
    page = client.get(f"{AT}assess/")
    assert (page.context["is_over"], page.context["late"]) == (False, 3)
    early = client.post(f"{AT}assess/close/")
    assert (early.status_code, "may still score itself until" in early.text) == (409, True)
    assert client.post(f"{AT}assess/days/", {"opens_on": "2026-01-05", "due_on": ""}).status_code == 422
    wrong = client.post(f"{AT}assess/days/", {"opens_on": "2026-01-05", "due_on": "2026-01-04"})
    assert (wrong.status_code, list(wrong.context["days"].errors)) == (422, ["due_on"])
    client.post(f"{AT}assess/days/", later | {"due_on": today - timedelta(days=1)})
    closed = client.post(f"{AT}assess/close/", follow=True)
    assert "3 sheets were taken as they stand." in closed.text
    assert set(ScoreSheet.objects.values_list("state", flat=True)) == {"submitted"}


def test_a_unit_that_was_left_out_is_added_once_the_due_date_lies_ahead(world):
    world.made.round.sheets.filter(unit=world.made.units[1]).delete()
    world.made.round.sheets.update(state="assessed")
    client, at = sign_in(world.minh), f"{AT}assess/units/"
    sent = {"units": [world.made.units[1].pk]}
    page = client.get(f"{AT}assess/")
    assert ([each.code for each in page.context["units"].offered], at in page.text) == (["so-y-te-hd"], False)
    assert [client.post(at, data).status_code for data in ({}, {"units": [world.made.units[0].pk]})] == [422, 422]
    late = client.post(at, sent)
    assert (late.status_code, "Not done." in late.text, "The due date has passed." in late.text) == (409, True, True)
    days = {"opens_on": "2026-01-05", "due_on": timezone.localdate()}
    moved = client.post(f"{AT}assess/days/", days, follow=True)
    assert ("Units without a sheet" in moved.text, at in moved.text) == (True, True)
    done = client.post(at, sent, follow=True)
    assert ("1 unit has a sheet now." in done.text, "Units without a sheet" in done.text) == (True, False)
    assert world.made.sheet("so-y-te-hd").state == "draft"


def test_a_unit_sees_its_assessed_points_when_its_assessment_has_ended(world):
    fill(world.made, "so-noi-vu-hd", FULL, state="submitted", assessed=False)
    minh, tam = sign_in(world.minh), sign_in(world.tam)
    sent = {"version": 1, **{f"c{each.pk}-value": FULL[n] for n, each in world.made.criteria.items() if n in FULL}}
    sent |= {f"c{world.made.criteria['1.1'].pk}-{name}": said for name, said in (("value", "31"), ("note", "Thiếu"))}
    minh.post(ASSESS, sent)
    page = tam.get(SHEET)
    assert (page.context["given"], "Thiếu" in page.text, "Assessed points</th>" in page.text) == (False, False, False)
    assert "Assessed points and reasons appear here when the assessment has ended." in page.text
    minh.post(f"{ASSESS}confirm/", sent | {"version": 2})
    page = tam.get(SHEET)
    assert (page.context["given"], "Assessed as 31: Thiếu" in page.text) == (True, True)
    assert "not published yet and may still change" in page.text
    assert [tam.get(path).status_code for path in (AT, f"{AT}units/so-noi-vu-hd/", f"{AT}results.xlsx")] == [404] * 3
    world.reopen()
    assert (tam.get(SHEET).context["given"], "Assessed as 31" in tam.get(SHEET).text) == (False, False)


def test_a_sheet_opened_again_after_publishing_is_at_work_until_new_results_are_there(world):
    world.published()
    minh, tam = sign_in(world.minh), sign_in(world.tam)
    assert (minh.get("/index/").context["rounds"], tam.get("/index/").context["rounds"]) == ([], [])
    assert "the results are public, so the sheet is only shown" in tam.get(SHEET).text
    world.reopen()
    words = "Being scored anew."
    pages = [(minh, "/index/"), (minh, f"{AT}assess/"), (minh, ASSESS), (tam, "/index/"), (tam, SHEET)]
    assert {path: words in client.get(path).text for client, path in pages} == {path: True for _client, path in pages}
    others = [(minh, f"{AT}assess/so-y-te-hd/"), (sign_in(world.lan), f"{AT}score/so-y-te-hd/"), (sign_in(), AT)]
    assert [words in client.get(path).text for client, path in others] == [False] * 3
    minh.post(f"{ASSESS}confirm/", scoring_rows.typed(world.made, world.made.sheet().version))
    assert world.made.sheet().state == "assessed"
    assert [words in client.get(path).text for client, path in pages] == [True] * 5
    ScoreSheet.objects.filter(unit__code="so-noi-vu-hd").first().scores.update(given_value=1)
    minh.post(f"{AT}assess/publish/", {"reason": "Khiếu nại đúng"})
    assert [words in client.get(path).text for client, path in pages] == [False] * 5
