"""What is kept of the targets equals judging them anew, after every kind of write."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from dtracker.accounts.roles import Role
from dtracker.formats.quarters import Period
from indicators.actions import publishing, targets
from indicators.actions.snapshots import in_step, rebuild
from indicators.enums import BreakKind, FigureStatus
from indicators.models import Document, Figure, Publication, SeriesBreak, Snapshot, Target
from indicators.queries.judging import judge
from indicators.queries.kept import differences
from indicators.queries.snapshots import cell_of
from indicators.queries.standings import Kept, standings, targets_on
from tests import cast, make

pytestmark = pytest.mark.django_db


def today() -> date:
    return timezone.localdate()


@pytest.fixture
def place():
    return cast.hai_duong()


@pytest.fixture
def files(place):
    """An indicator with two targets of one track, one figure, and all of it kept."""
    found = make.indicator()
    make.target(found, place, 50, "2025-Q4", baseline="20@2020-Q4")
    make.target(found, place, 80, "2030-Q4", baseline="20@2020-Q4")
    make.published(found, place, "2024-Q2", "34.5")
    rebuild(today())
    return found


def is_true() -> bool:
    """Whether lists show what judging anew says, wherever they take it from."""
    shown = {each.target: each for each in standings(provinces=_places(), on=today())}
    anew = {each.target: each for each in judge(list(targets_on(today()).filter(province__isnull=False)), on=today())}
    assert list(differences(today())) == []
    assert shown.keys() == anew.keys()
    return all(_same(shown[each], anew[each]) for each in anew)


def _places() -> list[int]:
    return list(Target.objects.values_list("province", flat=True).distinct())


def _same(shown, anew) -> bool:
    said = [(each.verdict, each.status, each.is_stale, each.sort_key, each.terms.value) for each in (shown, anew)]
    rows = [each.actual and (each.actual.publication, each.actual.period) for each in (shown, anew)]
    return said[0] == said[1] and rows[0] == rows[1] and list(shown.readings) == list(anew.readings)


def all_kept() -> bool:
    return Snapshot.objects.filter(judged_on=today()).count() == Target.objects.count()


def approved(of, place, period: str, value) -> Figure:
    when = Period.from_code(period)
    return Figure.objects.create(
        indicator=of,
        province=place,
        year=when.year,
        quarter=when.quarter,
        value=Decimal(value),
        status=FigureStatus.APPROVED,
    )


def test_the_whole_is_kept_and_read_back(files, place):
    assert all_kept()
    assert all(isinstance(each, Kept) for each in standings(provinces=[place], on=today()))
    assert is_true()


def test_lists_take_one_read(files, place, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = standings(provinces=[place], on=today())
        assert [(each.status, each.verdict.goal.value, each.actual.value) for each in found]


def test_the_series_of_all_is_read_at_once_when_somebody_asks(files, place, django_assert_num_queries):
    found = standings(provinces=[place], on=today())
    with django_assert_num_queries(1):
        assert [len(each.readings) for each in found] == [1, 1]


def test_another_day_is_judged_anew(files, place):
    yesterday = today() - timedelta(days=1)
    assert not any(isinstance(each, Kept) for each in standings(provinces=[place], on=yesterday))


def test_what_other_code_kept_is_not_believed(files, place):
    Snapshot.objects.update(method="older", status="met")
    assert not any(isinstance(each, Kept) for each in standings(provinces=[place], on=today()))
    assert is_true()


def test_publishing_keeps_what_is_true_then(files, place):
    minh = cast.minh(place)
    figure = approved(files, place, "2025-Q4", 76)
    before = standings(provinces=[place], on=today())[0].status
    publishing.publish(figure=figure, version=figure.version, by=minh, today=today())
    assert all_kept()
    assert standings(provinces=[place], on=today())[0].status != before
    assert is_true()


def test_publishing_a_sheet_keeps_all_its_targets(files, place):
    minh = cast.minh(place)
    other = make.indicator("so-hoa")
    make.target(other, place, 90, "2030-Q4", baseline="20@2020-Q4")
    rows = [approved(files, place, "2025-Q1", 60), approved(other, place, "2025-Q1", 70)]
    versions = {each.pk: each.version for each in rows}
    publishing.publish_lines(province=place, versions=versions, by=minh, today=today())
    assert all_kept()
    assert is_true()


def test_a_correction_takes_the_place_of_the_value(files, place):
    minh = cast.minh(place)
    figure = Figure.objects.get()
    Figure.objects.filter(pk=figure.pk).update(status=FigureStatus.APPROVED, value=12, reason="Nhầm")
    publishing.publish(figure=figure, version=figure.version, by=minh, today=today())
    assert {each.actual.value for each in standings(provinces=[place], on=today())} == {12}
    assert all_kept()
    assert is_true()


def test_setting_and_revising_a_target(files, place):
    hoa = cast.hoa()
    decision = make.document("quyet-dinh")
    target = Target.objects.order_by("pk").last()
    targets.revise_target(
        target=target, terms={"value": Decimal(60)}, reason="Sát thực tế", document=decision,
        effective_on=today(), by=hoa,
    )  # fmt: skip
    assert all_kept()
    assert is_true()
    targets.set_target(
        code="moi", indicator=files, province=place, document=target.document, value=Decimal(70),
        due_year=2027, due_quarter=4, by=hoa,
    )  # fmt: skip
    assert all_kept()
    assert is_true()


def test_terms_of_the_future_are_not_judged_yet(files, place):
    target = Target.objects.order_by("pk").last()
    targets.revise_target(
        target=target, terms={"value": Decimal(60)}, reason="Sát thực tế", document=make.document("quyet-dinh"),
        effective_on=today() + timedelta(days=9), by=cast.hoa(),
    )  # fmt: skip
    kept = {each.target.pk: each for each in standings(provinces=[place], on=today())}[target.pk]
    assert (kept.target.value, kept.terms.value, kept.verdict.goal.value) == (60, 80, 80)
    assert is_true()


def a_break(of, place):
    SeriesBreak.objects.create(indicator=of, year=2024, quarter=1, kind=BreakKind.METHOD, reason_vi="Cách tính mới")


def an_indicator(of, place):
    of.tolerance = Decimal(30)
    of.save()


def a_merger(of, place):
    place.ended_on = date(2025, 6, 30)
    place.save()


def a_document(of, place):
    document = Document.objects.get(code="nghi-quyet")
    document.issued_on = date(2024, 3, 1)
    document.save()


def a_publication(of, place):
    make.published(of, place, "2025-Q1", 5)


def a_source(of, place):
    """The day of a source is that of its figures, where they have none of their own."""
    source = make.document("bao-cao")
    cell = Figure.objects.create(indicator=of, province=place, year=2025, quarter=2, status=FigureStatus.PUBLISHED)
    Publication.objects.create(figure=cell, version=1, value=70, source=source)
    rebuild(today())
    source.issued_on = date(2025, 9, 1)
    source.save()


@pytest.mark.parametrize("change", [a_break, an_indicator, a_merger, a_document, a_publication, a_source])
def test_what_is_saved_past_the_actions_is_never_hidden_by_what_was_kept(files, place, change):
    change(files, place)
    assert is_true()
    assert not all_kept()
    rebuild(today())
    assert all_kept()
    assert is_true()


def test_a_refused_change_leaves_what_was_kept(files, place):
    before = list(Snapshot.objects.values())
    with pytest.raises(ZeroDivisionError), in_step({(place.pk, files.pk)}, today()):
        make.published(files, place, "2025-Q1", 5)
        raise ZeroDivisionError
    assert list(Snapshot.objects.values()) == before


def test_a_target_that_is_not_in_force_yet_is_not_kept(files, place):
    Document.objects.filter(code="nghi-quyet").update(issued_on=today() + timedelta(days=1))
    rebuild(today())
    assert not Snapshot.objects.exists()
    assert standings(provinces=[place], on=today()) == []


@pytest.mark.parametrize("seed", range(3))
def test_generated_histories(seed):
    """Provinces, indicators of every direction, targets and figures as they fall; then writes in any order."""
    dice = random.Random(seed)
    places = [cast.hai_duong(), cast.ha_giang()]
    reviewers = [cast.minh(places[0]), cast.person("dung", Role.REVIEWER, places[1])]
    kinds = [make.indicator("share"), make.rank_indicator(), make.indicator("less", direction=-1, minimum=None)]
    for place in places:
        for of in kinds:
            for due in dice.sample(["2023", "2025", "2030"], 2):
                make.target(of, place, dice.randint(1, 60), due if of.yearly else f"{due}-Q4")
    rebuild(today())
    for _step in range(12):
        which = dice.randrange(2)
        of = dice.choice(kinds)
        _publish(dice, of, places[which], reviewers[which])
        if dice.random() < 0.3:
            a_break(dice.choice(kinds[:1]), places[which])
        assert is_true()


def _publish(dice, of, place, by) -> None:
    year, quarter = dice.randint(2019, 2026), None if of.yearly else dice.randint(1, 4)
    cell = {"indicator": of, "province": place, "year": year, "quarter": quarter}
    figure = Figure.objects.filter(**cell).first() or Figure(**cell)
    figure.value = dice.randint(1, 63)
    figure.rank_of = 63 if of.is_rank else None
    figure.status, figure.reason = FigureStatus.APPROVED, "Số mới"
    figure.save()
    publishing.publish(figure=figure, version=figure.version, by=by, today=today())


def test_the_cell_of_a_row_is_its_province_and_indicator(files, place):
    assert cell_of(Target.objects.first()) == cell_of(Figure.objects.get()) == (place.pk, files.pk)
