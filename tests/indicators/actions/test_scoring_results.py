"""Results of an index: computed from the assessment, published with places and grades, and never changed after."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from dtracker.accounts.access import NotAllowed
from indicators.actions import scoring_methods, scoring_results
from indicators.actions.refusals import MissingReason
from indicators.actions.scoring_refusals import NotReady
from indicators.models import Criterion, IndexPublication, IndexResult, Score
from indicators.models.publications import AppendOnly
from indicators.queries.scoring_results import indices_on, published_index
from tests import cast, scoring_rows
from tests.scoring_rows import FULL, fill

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 1)


class World:
    def __init__(self):
        self.place = cast.hai_duong()
        self.made = scoring_rows.scoring(self.place)
        self.lan, self.minh = cast.lan(self.place), cast.minh(self.place)

    def assessed(self) -> None:
        fill(self.made, "so-noi-vu-hd", FULL)
        fill(self.made, "so-y-te-hd", FULL | {"1.1": "10", "2.2": "2"})
        # 20 of 40 and 20 and 15 of 30: 55 of the 90 that a commune can get.
        fill(self.made, "ngoc-son-hd", {"1.1": "20", "1.2": "1", "2.1": "45"})

    def publish(self, by=None, **more):
        return scoring_results.publish(found=self.made.round, by=by or self.minh, **({"today": TODAY} | more))


@pytest.fixture
def world() -> World:
    return World()


def test_totals_places_and_grades_are_published(world):
    world.assessed()
    made = world.publish()
    rows = made.results.select_related("unit").order_by("unit__kind", "place")
    assert [(each.unit.name_vi, each.total, each.place, each.place_of, each.grade_vi) for each in rows] == [
        ("Xã Ngọc Sơn", Decimal("61.11"), 1, 1, "Trung bình"),
        ("Sở Nội vụ", 100, 1, 2, "Tốt"),
        ("Sở Y tế", 64, 2, 2, "Trung bình"),
    ]
    commune = next(each for each in rows if each.unit.kind == "commune")
    assert commune.lines == {
        "": ["55", "90", "61.11"],
        "1": ["40", "60", "40"],
        "1.1": ["20", "40", "20"],
        "1.2": ["20", "20", "20"],
        "2": ["15", "30", "15"],
        "2.1": ["15", "30", "15"],
        "2.2": None,
    }
    assert (made.version, made.public_on, made.by, made.method) == (1, TODAY, world.minh, world.made.method)
    world.made.round.refresh_from_db()
    assert world.made.round.public_on == TODAY


def test_all_units_are_ranked_together_where_the_method_says_so(world):
    world.assessed()
    type(world.made.method).objects.update(ranks_by_kind=False)
    places = {each.unit.code: (each.place, each.place_of) for each in world.publish().results.select_related("unit")}
    assert places == {"so-noi-vu-hd": (1, 3), "so-y-te-hd": (2, 3), "ngoc-son-hd": (3, 3)}


def test_a_unit_without_any_criterion_has_no_place(world):
    world.assessed()
    Score.objects.filter(sheet__unit__code="ngoc-son-hd").update(value=None, given_value=None, given_absent=True)
    found = world.publish().results.get(unit__code="ngoc-son-hd")
    assert (found.total, found.place, found.grade_vi) == (0, None, "")


def test_nothing_is_published_while_a_unit_waits(world):
    fill(world.made, "so-noi-vu-hd", FULL)
    with translation.override("en"), pytest.raises(scoring_results.NotAssessed) as refused:
        world.publish()
    with translation.override("en"):
        assert str(refused.value) == "Not assessed yet: Health, Ngoc Son."
    assert not IndexPublication.objects.exists()


def test_a_second_version_needs_a_reason_and_something_new(world):
    world.assessed()
    world.publish()
    with pytest.raises(MissingReason):
        world.publish()
    with pytest.raises(scoring_results.SameResults):
        world.publish(reason="Phúc khảo")
    Score.objects.filter(sheet__unit__code="so-y-te-hd", criterion__number="1.1").update(given_value=40)
    again = world.publish(reason="Phúc khảo", today=date(2026, 4, 1))
    assert (again.version, again.reason, again.results.get(unit__code="so-y-te-hd").total) == (2, "Phúc khảo", 94)
    # Each day shows what was public then.
    for day, version, earlier in ((date(2026, 3, 31), 1, 0), (date(2026, 4, 1), 2, 1)):
        found = published_index("cds-hd", world.made.round.period, day)
        assert (found.publication.version, len(found.earlier), len(found.results)) == (version, earlier, 3)
    assert published_index("cds-hd", world.made.round.period, date(2026, 2, 28)) is None
    assert [each.public_rounds for each in indices_on(date(2026, 2, 28))] == [[]]
    assert indices_on(TODAY)[0].public_rounds[0].known[0].version == 1


def test_only_those_who_publish_do(world):
    world.assessed()
    with pytest.raises(NotAllowed):
        world.publish(by=world.lan)


def test_published_results_are_never_changed(world):
    world.assessed()
    made = world.publish()
    for row in (made, made.results.first()):
        with pytest.raises(AppendOnly):
            row.save()
        with pytest.raises(AppendOnly):
            row.delete()
        for act in (lambda rows: rows.update(pk=1), lambda rows: rows.delete()):
            with pytest.raises(AppendOnly):
                act(type(row).objects.all())
        table = row._meta.db_table
        for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):  # noqa: S608
            with pytest.raises(DatabaseError, match="is_append_only"), transaction.atomic():
                connection.cursor().execute(statement)
    assert IndexResult.objects.count() == 3


def test_loaded_rounds_get_their_results(world):
    world.assessed()
    type(world.made.round).objects.update(public_on=date(2026, 2, 10))
    assert (scoring_results.publish_loaded(), scoring_results.publish_loaded()) == (1, 0)
    made = IndexPublication.objects.get()
    assert (made.public_on, made.by, made.results.count()) == (date(2026, 2, 10), None, 3)


def test_a_new_version_of_a_method_is_a_copy_that_can_be_changed(world):
    made = scoring_methods.new_version(method=world.made.method, by=world.minh)
    assert (made.version, made.code, made.is_ready, made.is_frozen) == (2, "cds-hd-2", False, False)
    rows = made.criteria.select_related("parent").order_by("order")
    above = [
        (each.number, *((each.parent.number, each.parent.method_id) if each.parent else (None, None))) for each in rows
    ]
    assert above == [
        ("1", None, None), ("1.1", "1", made.pk), ("1.2", "1", made.pk),
        ("2", None, None), ("2.1", "2", made.pk), ("2.2", "2", made.pk),
    ]  # fmt: skip
    assert [each.least for each in made.grades.all()] == [80, 0]
    assert Criterion.objects.filter(method=world.made.method).count() == 6
    with pytest.raises(NotAllowed):
        scoring_methods.new_version(method=made, by=world.lan)
    assert NotReady(made, []).method == made


def test_a_copy_costs_the_same_for_any_number_of_criteria_and_keeps_its_history(world):
    def costs(method) -> int:
        with CaptureQueriesContext(connection) as queries:
            scoring_methods.new_version(method=method, by=world.minh)
        return len(queries)

    costs(world.made.method)  # the first time it is read who she is
    few = costs(world.made.method)
    group = world.made.criteria["2"]
    Criterion.objects.bulk_create(
        Criterion(
            method=group.method, parent=group, number=f"2.{n}", code=f"c-{n}", order=n, name_vi="Tiêu chí", maximum=1
        )
        for n in range(10, 40)
    )
    assert costs(world.made.method) == few
    newest = world.made.index.methods.order_by("version").last()
    told = Criterion.history.filter(method=newest)
    assert set(told.values_list("history_type", "history_change_reason", "history_user")) == {
        ("+", "copy", world.minh.pk)
    }
    kept = ("code", "number", "parent", "maximum", "name_vi")
    assert list(told.order_by("id").values(*kept)) == list(newest.criteria.order_by("pk").values(*kept))
