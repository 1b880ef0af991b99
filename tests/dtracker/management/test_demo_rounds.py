"""Rounds to try the product with: in time, late, and one that is due soon, whatever the day."""

from datetime import date, timedelta

import pytest

from dtracker.management.demo_rounds import NOTHING, UNITS, create_rounds
from indicators.actions.snapshots import rebuild
from indicators.enums import Punctuality
from indicators.models import Figure, Indicator, Publication, ReportingRound, Snapshot
from indicators.queries.timeliness import reports
from tests import cast, make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
QUARTERS = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3")


@pytest.fixture
def minh_hoa():
    """As it is loaded: one of two indicators has a figure in every quarter, on the 20th day after it."""
    made = cast.province("minh-hoa", "Minh Hoạ", code="MH", is_illustration=True)
    given, missing = make.indicator("given", asked=False), make.indicator("missing", asked=False)
    source = make.document("minh-hoa")
    make.target(missing, made, 90, "2030-Q4")
    for each in QUARTERS:
        found = make.open_round(each, province=made, asks=())
        make.published(given, made, each, 50, public_on=found.data_to + timedelta(days=20), source=source)
        found.opens_on, found.due_on = found.data_to + timedelta(days=1), found.data_to + timedelta(days=15)
        found.save()
    return made


def told(province, on=TODAY) -> list[tuple]:
    found = reports([province], on=on, units=province.units.all())
    return [(each.respondent.name, each.period.code, each.state, each.days_left) for each in found]


def states(province) -> dict[str, Punctuality]:
    return {code: state for _name, code, state, _days in told(province)}


def test_the_newest_is_due_soon_and_those_before_are_mixed(minh_hoa):
    assert set(states(minh_hoa).values()) == {Punctuality.OVERDUE}
    create_rounds(TODAY)
    assert states(minh_hoa) == {
        "2026-Q3": Punctuality.WAITING,
        "2026-Q2": Punctuality.ON_TIME,
        "2026-Q1": Punctuality.LATE,
        "2025-Q4": Punctuality.ON_TIME,
        "2025-Q3": Punctuality.ON_TIME,
        "2025-Q2": Punctuality.LATE,
        "2025-Q1": Punctuality.ON_TIME,
    }
    assert told(minh_hoa)[0][-1] == 4


def test_what_was_missing_is_answered_without_a_value(minh_hoa):
    before = Publication.objects.count()
    create_rounds(TODAY)
    answers = Publication.objects.filter(figure__indicator__code="missing")
    assert (answers.count(), Publication.objects.count()) == (6, before + 6)
    assert set(answers.values_list("value", "no_data_reason", "source__code")) == {(None, NOTHING, "minh-hoa")}
    # The open sheet is left to whoever tries the product.
    assert not Figure.objects.filter(indicator__code="missing", year=2026, quarter=3).exists()


@pytest.mark.parametrize("later", [date(2026, 11, 22), date(2026, 12, 31), date(2027, 2, 1), date(2029, 6, 30)])
def test_it_does_not_age(minh_hoa, later):
    create_rounds(TODAY)
    create_rounds(later)
    newest = next(each for each in told(minh_hoa, later) if each[0] == "Minh Hoạ")
    assert newest[2:] == (Punctuality.WAITING, 4)


def test_a_second_time_changes_nothing(minh_hoa):
    create_rounds(TODAY)
    kept = told(minh_hoa), Publication.objects.count(), ReportingRound.history.count()
    create_rounds(TODAY)
    assert (told(minh_hoa), Publication.objects.count(), ReportingRound.history.count()) == kept


def test_the_statuses_kept_for_lists_stay_true(minh_hoa):
    rebuild(TODAY)
    kept = list(Snapshot.objects.values_list("target", "status", "judged_on"))
    create_rounds(TODAY)
    assert len(kept) == 1
    assert list(Snapshot.objects.values_list("target", "status", "judged_on")) == kept


def test_what_somebody_entered_is_left_alone(minh_hoa):
    of = Indicator.objects.get(code="missing")
    draft = Figure.objects.create(indicator=of, province=minh_hoa, year=2026, quarter=2, value=7)
    create_rounds(TODAY)
    draft.refresh_from_db()
    assert (draft.value, draft.status, draft.publications.count()) == (7, "draft", 0)


def test_units_are_in_time_late_overdue_and_due_soon(minh_hoa):
    given = {"mh-so-tai-chinh": date(2026, 10, 20), "mh-so-y-te": date(2026, 10, 20)}
    of = make.indicator("online", asked=False)
    for code in UNITS:
        unit = make.unit(minh_hoa, code, name_vi=code)
        make.published(of, minh_hoa, "2026-Q2", 70, unit=unit)
        if code in given:
            make.published(of, minh_hoa, "2026-Q3", 71, unit=unit, public_on=given[code])
    create_rounds(TODAY)
    assert {name: state for name, _code, state, _days in told(minh_hoa) if name in UNITS} == {
        "mh-so-tai-chinh": Punctuality.ON_TIME,
        "mh-so-y-te": Punctuality.LATE,
        "mh-so-noi-vu": Punctuality.OVERDUE,
        "mh-p-trung-tam": Punctuality.WAITING,
    }


def test_real_provinces_are_left_alone(minh_hoa):
    place = cast.hai_duong()
    found = make.open_round("2026-Q2", province=place)
    create_rounds(TODAY)
    assert ReportingRound.objects.get(pk=found.pk).due_on == found.due_on


def test_nothing_without_the_figures():
    cast.province("minh-hoa", "Minh Hoạ", code="MH", is_illustration=True)
    create_rounds(TODAY)
    assert not ReportingRound.objects.exists()
