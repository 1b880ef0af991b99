"""What keeps a value from being stored or handed over: doubts without a note, falling totals, days to come, halves."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.actions import entering
from indicators.actions.refusals import Faulty, NeedsComment
from indicators.models import Figure, Publication, SeriesBreak
from indicators.queries.history import doubts_of
from tests import cast, make
from tests.indicators.actions.world import Q1, TODAY, World, stored

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def written(write) -> bytes:
    return write(World)


def test_an_unusual_value_is_submitted_only_with_a_note(world):
    make.published(world.share, world.place, "2024-Q3", "60")
    make.published(world.share, world.place, "2024-Q4", "61")
    figure = world.save("95")
    with pytest.raises(NeedsComment) as refusal:
        entering.submit(figure=figure, version=1, by=world.lan)
    assert [(each.pk, [doubt.code for doubt in found]) for each, found in refusal.value.doubts.items()] == [
        (figure.pk, ["jump"])
    ]
    assert stored(figure) == ("draft", 1, Decimal(95))
    explained = entering.save_figure(
        indicator=world.share,
        province=world.place,
        period=Q1,
        values={"value": Decimal(95)},
        remark="Mở dịch vụ mới",
        version=1,
        by=world.lan,
        today=TODAY,
    )
    assert entering.submit(figure=explained, version=2, by=world.lan).status == "submitted"


def test_a_sheet_with_an_unexplained_value_is_not_submitted_at_all(world):
    other = make.indicator("khac")
    make.published(other, world.place, "2024-Q4", "1")
    plain, odd = world.save("61.4"), world.save("40", indicator=other)
    with pytest.raises(NeedsComment) as refusal:
        entering.submit_sheet(province=world.place, period=Q1, by=world.lan)
    assert [each.pk for each in refusal.value.doubts] == [odd.pk]
    assert (stored(plain), stored(odd)) == (("draft", 1, Decimal("61.4")), ("draft", 1, Decimal(40)))
    assert refusal.value.sentence.count(other.short) == 1


def test_the_reason_of_a_correction_explains_its_value(world):
    make.published(world.share, world.place, "2024-Q3", "60")
    make.published(world.share, world.place, "2024-Q4", "61")
    cell = make.published(world.share, world.place, "2025-Q1", "62").figure
    corrected = entering.correct(
        figure=cell, values={"value": Decimal(95)}, reason="Đếm sót", version=cell.version, by=world.lan
    )
    assert entering.submit(figure=corrected, version=corrected.version, by=world.lan).status == "submitted"


def test_values_across_a_break_are_not_compared(world):
    SeriesBreak.objects.create(indicator=world.share, year=2025, quarter=1, kind="method", reason_vi="Cách tính")
    make.published(world.share, world.place, "2024-Q4", "1")
    assert entering.submit(figure=world.save("95"), version=1, by=world.lan).status == "submitted"


def test_only_the_newest_version_of_a_published_value_is_compared_with(world):
    first = make.published(world.share, world.place, "2024-Q4", "2")
    Publication.objects.create(figure=first.figure, version=2, value=Decimal(60), reason="Sửa", public_on=TODAY)
    assert entering.submit(figure=world.save("61"), version=1, by=world.lan).status == "submitted"


def test_what_was_published_elsewhere_or_later_is_not_compared_with(world):
    make.published(world.share, cast.ha_giang(), "2024-Q4", "1")
    make.published(world.share, world.place, "2025-Q2", "1")
    assert entering.submit(figure=world.save("95"), version=1, by=world.lan).status == "submitted"


def test_a_running_total_below_the_published_one_is_refused(world):
    total = make.indicator("luy-ke", shape="running-total", decimals=0, maximum=None)
    make.published(total, world.place, "2024-Q4", "1931")
    with pytest.raises(Faulty) as refusal:
        world.save("1930", indicator=total)
    assert [field for field, _sentence in refusal.value.faults] == ["value"]
    assert not Figure.objects.filter(indicator=total, year=2025).exists()
    assert world.save("1931", indicator=total).value == 1931


def test_a_correction_of_a_running_total_is_held_against_the_period_before(world):
    total = make.indicator("luy-ke", shape="running-total", decimals=0, maximum=None)
    make.published(total, world.place, "2024-Q4", "1931")
    cell = make.published(total, world.place, "2025-Q1", "2000").figure
    with pytest.raises(Faulty):
        entering.correct(figure=cell, values={"value": Decimal(1900)}, reason="Sửa", version=cell.version, by=world.lan)
    assert stored(cell) == ("published", cell.version, Decimal(2000))


def test_a_submit_reads_what_was_published_twice_for_one_line_and_for_many(world, django_assert_num_queries):
    world.save()
    counts = []
    for codes in ([], ["mot", "hai", "ba"]):
        for code in codes:
            world.save(indicator=make.indicator(code))
        drafts = list(Figure.objects.select_related("indicator", "province").filter(status="draft"))
        with django_assert_num_queries(2):
            counts.append(doubts_of(drafts))
    assert counts == [{}, {}]


# --- days and parts ---


def test_a_milestone_is_not_done_on_a_day_to_come(world):
    portal = make.indicator("cong-du-lieu", shape="milestone", unit_vi="", decimals=0, maximum=1)
    with pytest.raises(Faulty) as refusal:
        world.save("1", indicator=portal, observed_on=date(2025, 3, 21))
    assert [field for field, _sentence in refusal.value.faults] == ["observed_on"]
    assert not Figure.objects.exists()
    assert world.save("1", indicator=portal, observed_on=TODAY).observed_on == TODAY


def test_a_correction_is_not_done_on_a_day_to_come(world):
    portal = make.indicator("cong-du-lieu", shape="milestone", unit_vi="", decimals=0, maximum=1)
    figure = make.published(portal, world.place, "2025-Q1", "0").figure
    values = {"value": Decimal(1), "observed_on": date(2999, 1, 1)}
    with pytest.raises(Faulty):
        entering.correct(figure=figure, values=values, reason="Đã xong", version=1, by=world.lan)
    assert stored(figure) == ("published", 1, Decimal(0))


def test_half_a_service_is_not_counted(world):
    with pytest.raises(Faulty) as refusal:
        world.save(None, numerator=Decimal("1.5"), denominator=Decimal(3))
    assert [field for field, _sentence in refusal.value.faults] == ["numerator"]
    assert not Figure.objects.exists()


def test_a_share_of_money_may_have_decimals(world):
    economy = make.indicator("kinh-te-so")
    figure = world.save(None, indicator=economy, numerator=Decimal("1.5"), denominator=Decimal("7.25"))
    assert figure.value == Decimal("20.689655")
