"""The administration of an index: an unsound method is never ready, one in use is not changed, a round opens."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import Criterion, ScoringMethod, ScoringRound
from tests import cast, scoring_rows

pytestmark = pytest.mark.django_db
TERMS = ("number", "order", "name_vi", "name_en", "maximum", "weight", "formula", "parameters", "kinds")


class World:
    """An index of Hải Dương with a method in use, and a second version that is not."""

    def __init__(self):
        self.place = cast.hai_duong()
        self.made = scoring_rows.scoring(self.place)
        self.second = scoring_rows.method_of(self.made.index, 2, is_ready=False)
        self.client = Client()
        self.client.cookies["django_language"] = "en"
        self.client.force_login(cast.hoa())

    def save(self, method: ScoringMethod, *, ready: bool = True, more: dict | None = None, **changes):
        """The form of a method as it is shown, its criteria changed by number: {"1.1": {"maximum": "39"}}."""
        criteria = list(method.criteria.order_by("order"))
        sent = {
            "index": method.index_id, "version": method.version, "code": method.code, "document": "",
            "total": "100", "decimals": "2", "rescale": "whole", "ranks_by_kind": "on", "kinds": method.kinds,
            "note_vi": "", "note_en": "",
            "grades-TOTAL_FORMS": 0, "grades-INITIAL_FORMS": 0,
            "criteria-TOTAL_FORMS": len(criteria), "criteria-INITIAL_FORMS": len(criteria),
        }  # fmt: skip
        if ready:
            sent["is_ready"] = "on"
        for row, each in enumerate(criteria):
            said = {name: getattr(each, name) for name in TERMS} | {"id": each.pk, "method": method.pk}
            said |= {"parent": each.parent_id or "", "unit_vi": each.unit_vi, "unit_en": ""}
            said |= {"maximum": f"{each.maximum:f}".rstrip("0").rstrip("."), "weight": "1"}
            said |= {"needs_evidence": "on"} if each.needs_evidence else {}
            said |= changes.get(each.number, {})
            sent |= {f"criteria-{row}-{name}": value for name, value in said.items()}
        return self.client.post(reverse("admin:indicators_scoringmethod_change", args=[method.pk]), sent | (more or {}))

    def open(self, method: ScoringMethod, **changes):
        sent = {"index": self.made.index.pk, "method": method.pk, "year": 2026, "quarter": ""}
        sent |= {"opens_on": "2027-01-05", "due_on": "2027-01-31"} | changes
        return self.client.post(reverse("admin:indicators_scoringround_add"), sent)


@pytest.fixture
def world() -> World:
    return World()


def test_a_method_is_ready_once_its_sums_are_right(world):
    page = world.save(world.second, **{"1.1": {"maximum": "39"}})
    assert "1: The maxima inside, by their weights, add up to 59, not to 60." in page.text
    assert not ScoringMethod.objects.get(pk=world.second.pk).is_ready
    unknown = world.save(world.second, **{"2.2": {"kinds": "departement"}})
    assert "Write kinds of unit from this list: department, district" in unknown.text
    unreadable = world.save(world.second, **{"2.1": {"parameters": "90"}})
    assert "2.1: Write the value that gives no points" in unreadable.text
    assert world.save(world.second).status_code == 302
    assert ScoringMethod.objects.get(pk=world.second.pk).is_ready


def test_a_draft_may_be_unfinished_but_never_a_circle(world):
    assert world.save(world.second, ready=False, **{"1.1": {"maximum": "39"}}).status_code == 302
    groups = {each.number: each for each in world.second.criteria.filter(formula="")}
    page = world.save(world.second, ready=False, **{"1": {"parent": groups["1"].pk}})
    assert "It belongs to itself, directly or by way of others." in page.text
    groups["1"].parent = groups["2"]
    groups["1"].save()
    page = world.save(world.second, ready=False, **{"2": {"parent": groups["1"].pk}})
    assert "It belongs to itself, directly or by way of others." in page.text
    assert world.second.criteria.get(number="2").parent is None


def test_two_rows_typed_at_once_make_no_circle(world):
    first, second = (each.pk for each in world.second.criteria.filter(formula="").order_by("order"))
    page = world.save(world.second, ready=False, **{"1": {"parent": second}, "2": {"parent": first}})
    assert "A criterion belongs to itself, directly or by way of others." in page.text
    assert not world.second.criteria.filter(formula="").exclude(parent=None).exists()


def test_a_method_is_added_with_its_first_rows(world):
    address = reverse("admin:indicators_scoringmethod_add")
    shown = world.client.get(address).text
    assert 'name="total" value="100"' in shown
    assert 'name="criteria-__prefix__-weight" value="1"' in shown
    sent = {
        "index": world.made.index.pk, "version": 3, "code": "cds-3", "total": "100", "decimals": "2",
        "rescale": "whole", "kinds": "commune", "is_ready": "on",
        "grades-TOTAL_FORMS": 1, "grades-INITIAL_FORMS": 0, "grades-0-least": "50", "grades-0-name_vi": "Đạt",
        "criteria-TOTAL_FORMS": 2, "criteria-INITIAL_FORMS": 0,
    }  # fmt: skip
    for row in range(2):
        more = {"number": row + 1, "order": row, "name_vi": "Nhóm", "maximum": "40", "weight": "1", "formula": "points"}
        sent |= {f"criteria-{row}-{name}": value for name, value in more.items()}
    page = world.client.post(address, sent)
    assert "The lowest grade begins at 0 points, so that every unit has one." in page.text
    assert "add up to 80, not to 100." in page.text
    assert world.client.post(address, sent | {"grades-0-least": "0", "criteria-1-maximum": "60"}).status_code == 302
    assert ScoringMethod.objects.get(version=3).is_ready


def test_a_row_is_added_to_a_ready_method(world):
    world.save(world.second)
    more = {"number": "2.3", "order": 9, "name_vi": "Thưởng", "maximum": "5", "weight": "1"}
    more |= {"formula": "bonus", "parameters": "1", "parent": world.second.criteria.get(number="2").pk}
    sent = {"criteria-TOTAL_FORMS": 7} | {f"criteria-6-{name}": value for name, value in more.items()}
    assert world.save(world.second, more=sent).status_code == 302
    assert world.second.criteria.count() == 7


def test_a_criterion_is_not_moved_while_units_are_scored(world):
    moved = world.made.criteria["2"].pk
    for change in ({"parent": moved, "maximum": "39"}, {"DELETE": "on"}):
        page = world.save(world.made.method, **{"1.1": change})
        assert (page.status_code, "Make a new version for the next round." in page.text) == (200, True)
    kept = Criterion.objects.get(pk=world.made.criteria["1.1"].pk)
    assert (kept.parent.number, kept.maximum, kept.formula) == ("1", 40, "points")
    assert world.save(world.made.method, **{"1.1": {"name_vi": "Tên đã sửa"}}).status_code == 302
    assert Criterion.objects.get(pk=kept.pk).name_vi == "Tên đã sửa"


def test_a_round_opens_with_a_sheet_for_every_unit(world):
    page = world.open(world.second)
    assert "The method is not marked as ready for scoring." in page.text
    world.second.criteria.filter(number="1.1").update(maximum=39)
    assert "add up to 59, not to 60" in world.open(world.second).text
    other = scoring_rows.UnitIndex.objects.create(province=world.place, code="other", name_vi="Bộ chỉ số khác")
    assert "This is a method of another index." in world.open(world.made.method, index=other.pk).text
    assert "This period has a scoring round already." in world.open(world.made.method, year=2025).text
    world.place.units.update(started_on=date(2020, 1, 1))
    assert "The period begins only on 1/1/2026." in world.open(world.made.method, opens_on="2025-12-31").text
    assert "There is no unit of this kind in the period." in world.open(world.made.method, year=2019).text
    assert world.open(world.made.method).status_code == 302
    made = ScoringRound.objects.get(year=2026)
    assert (made.code, made.sheets.count(), made.due_on) == ("cds-hd-2026", 3, date(2027, 1, 31))
    change = reverse("admin:indicators_scoringround_change", args=[made.pk])
    reminded = {"reminders-TOTAL_FORMS": 0, "reminders-INITIAL_FORMS": 0}
    world.client.post(change, {"opens_on": "2027-01-05", "due_on": "2027-02-15", "year": 2030, **reminded})
    made.refresh_from_db()
    assert (made.due_on, made.year) == (date(2027, 2, 15), 2026)


def test_a_superuser_without_the_role_opens_no_round(world):
    world.client.force_login(cast.person("root", None, is_staff=True, is_superuser=True))
    assert world.open(world.made.method).status_code == 403
    assert not ScoringRound.objects.filter(year=2026).exists()


def test_a_version_is_copied_from_the_list(world):
    address = reverse("admin:indicators_scoringmethod_changelist")
    world.client.post(address, {"action": "copy", "_selected_action": [world.made.method.pk]})
    assert ScoringMethod.objects.get(version=3).criteria.count() == 6
    kinds = ScoringMethod(index=world.made.index, version=4, code="x", kinds="sở")
    with pytest.raises(Exception, match="department, district"):
        kinds.full_clean()


def test_rows_inside_a_method_and_a_sheet_read_nothing_of_their_own(world, django_assert_max_num_queries):
    sheet = scoring_rows.fill(world.made, world.made.units[0].code, scoring_rows.FULL)
    for address in (
        reverse("admin:indicators_scoringmethod_change", args=[world.second.pk]),
        reverse("admin:indicators_scoresheet_change", args=[sheet.pk]),
    ):
        with django_assert_max_num_queries(20):
            assert world.client.get(address).status_code == 200
