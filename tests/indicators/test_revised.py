"""A revised target says so wherever it stands: what was first set, what is in force, as of the day."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import translation

from agreements.tables.goals import goal_line
from agreements.tables.timeline import _dues
from dtracker.accounts.models import User
from indicators.actions.targets import revise_target
from indicators.enums import Comparator
from indicators.explain import revised_in_full, revised_words
from indicators.models import Snapshot
from indicators.queries.standings import standings
from indicators.tables.catalogue import goal_rows
from indicators.tables.rows import target_rows
from tests import cast, make

pytestmark = pytest.mark.django_db
BEFORE, DAY, TODAY = date(2024, 7, 14), date(2024, 7, 15), date(2024, 12, 1)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def client():
    client = Client()
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def place():
    return cast.ha_giang()


@pytest.fixture
def target(place):
    label = {"label_vi": "80% hồ sơ xử lý trên mạng vào năm 2025", "label_en": "80% of files online by 2025"}
    document = make.document("nq", short_vi="Nghị quyết 5", short_en="Resolution 5")
    return make.target(make.indicator(), place, 80, "2025-Q4", document=document, **label)


def revise(target, on=DAY, **terms):
    by = User.objects.filter(username="hoa").first() or cast.hoa()
    document = make.document(f"qd-{on}")
    revise_target(target=target, terms=terms, reason="hạ tầng", document=document, effective_on=on, by=by)


def standing(place, on=TODAY):
    (found,) = standings(provinces=[place], on=on)
    return found


def words(place, on=TODAY):
    return revised_words(standing(place, on))


def test_what_was_first_set_and_what_is_in_force(place, target):
    revise(target, value=Decimal(75))
    found = standing(place)
    assert revised_words(found) == "Revised: 80% → 75%"
    assert revised_in_full(found) == "Revised: 80% → 75% (from 15/7/2024)"


def test_nothing_is_said_of_terms_never_revised_nor_before_the_day(place, target):
    assert words(place) == ""
    revise(target, value=Decimal(75))
    assert words(place, BEFORE) == ""
    assert words(place, DAY) == "Revised: 80% → 75%"


def test_two_revisions_say_the_first_value(place, target):
    revise(target, value=Decimal(75))
    revise(target, date(2024, 9, 1), value=Decimal(70))
    assert words(place) == "Revised: 80% → 70%"
    assert words(place, date(2024, 8, 1)) == "Revised: 80% → 75%"


def test_a_due_period_and_both(place, target):
    later = {"due_year": 2026, "due_quarter": 4, "due_on": date(2026, 12, 31)}
    revise(target, **later)
    assert words(place) == "Revised: 2025 → 2026"
    revise(target, date(2024, 9, 1), value=Decimal(75))
    assert words(place) == "Revised: 80%, 2025 → 75%, 2026"


def test_where_only_the_comparison_or_the_base_changed(place, target):
    revise(target, comparator=Comparator.MORE_THAN)
    assert words(place) == "Revised: at least 80% → more than 80%"
    revise(target, date(2024, 9, 1), comparator=Comparator.AT_LEAST, baseline_value=Decimal(40), baseline_year=2021)
    assert words(place) == revised_in_full(standing(place)) == "Revised from 1/9/2024"


def test_snapshots_say_the_same_without_another_query(place, target, django_assert_num_queries):
    revise(target, value=Decimal(75))
    today = Snapshot.objects.get().judged_on
    with django_assert_num_queries(1):
        assert words(place, today) == "Revised: 80% → 75%"


def test_rows_and_goals_of_the_indicator_carry_it(place, target):
    revise(target, value=Decimal(75))
    assert [each.revised for each in target_rows([standing(place)])] == ["Revised: 80% → 75%"]
    assert [each.revised for each in goal_rows([standing(place)])] == ["Revised: 80% → 75%"]


def test_an_agreement_names_the_indicator_and_quotes_the_first_wording(place, target):
    line = goal_line(standing(place))
    assert (line.name, line.wording, line.revised) == (target.label_en, "", "")
    revise(target, value=Decimal(75))
    line = goal_line(standing(place))
    assert (line.name, line.revised) == (target.indicator.name_en, "Revised: 80% → 75% (from 15/7/2024)")
    assert (line.wording, line.worded_in) == (target.label_en, "Resolution 5")
    assert [each.text for each in _dues([standing(place)])] == [f"Due: {target.indicator.name_en}"]


def test_it_stands_in_the_table_of_several_targets(client, place, target):
    make.target(target.indicator, place, 95, "2030-Q4", document=target.document)
    revise(target, value=Decimal(75))
    page = client.get("/provinces/ha-giang/indicators/ho-so-tinh/").content.decode()
    table = page[page.index('id="targets"') : page.index("</table>", page.index('id="targets"'))]
    assert table.count("Revised: 80% → 75% (from 15/7/2024)") == table.count("Revised") == 1


def test_every_page_and_the_data_say_it(client, place, target):
    make.agreement(place, goals=[target])
    revise(target, value=Decimal(75))
    for page in ("/", "/provinces/ha-giang/", "/indicators/ho-so-tinh/", "/provinces/ha-giang/indicators/ho-so-tinh/"):
        assert "Revised: 80% → 75%" in client.get(page).content.decode(), page
    page = client.get("/agreements/hd-fpt/").content.decode()
    assert "Revised: 80% → 75% (from 15/7/2024)" in page
    assert "“80% of files online by 2025”" in page
    (found,) = client.get("/api/v1/provinces/ha-giang/targets/").json()["targets"]
    assert found["terms"]["revised"] == {
        "first_value": "80",
        "first_due": "2025-Q4",
        "in_force_from": "2024-07-15",
        "words": "Revised: 80% → 75% (from 15/7/2024)",
    }
