"""When a sheet was due and how late it came, where it is filled in and where it is reviewed."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from dtracker.formats.quarters import Period
from indicators.actions import entering, publishing, reviewing
from indicators.models import Figure
from tests import cast, make

pytestmark = pytest.mark.django_db
Q1 = Period(2025, 1)
ENTRY, REVIEW = "/entry/hai-duong/2025-Q1/", "/review/hai-duong/2025-Q1/"


class World:
    """A sheet of one figure that was due a week ago."""

    def __init__(self):
        self.today = timezone.localdate()
        self.place = cast.hai_duong()
        self.lan, self.minh = cast.lan(self.place), cast.minh(self.place)
        self.share = make.indicator()
        self.due = self.today - timedelta(days=7)
        make.open_round("2025-Q1", opens_on=self.today - timedelta(days=20), due_on=self.due)

    def submitted(self, *, days_after: int) -> Figure:
        """Handed over so many days after the due date."""
        figure = entering.save_figure(
            indicator=self.share, province=self.place, period=Q1, values={"value": Decimal("61.4")}, version=None,
            by=self.lan, today=self.today,
        )  # fmt: skip
        figure = entering.submit(figure=figure, version=1, by=self.lan)
        day = self.due + timedelta(days=days_after)
        moment = datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
        for rows in (Figure.objects.filter(pk=figure.pk), figure.history.filter(submitted_at__isnull=False)):
            rows.update(submitted_at=moment)
        figure.refresh_from_db()
        return figure

    def again(self, figure: Figure) -> Figure:
        """Returned, and handed over once more today."""
        figure = reviewing.send_back(figure=figure, note="Xem lại", version=figure.version, by=self.minh)
        figure = entering.save_figure(
            indicator=self.share, province=self.place, period=Q1, values={"value": Decimal("62")},
            version=figure.version, by=self.lan, today=self.today,
        )  # fmt: skip
        return entering.submit(figure=figure, version=figure.version, by=self.lan)

    def published(self, figure: Figure) -> Figure:
        figure = reviewing.approve(figure=figure, version=figure.version, by=self.minh)
        return publishing.publish(figure=figure, version=figure.version, by=self.minh, today=self.today)


def page(person, path):
    client = Client()
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return client.get(path)


@pytest.mark.parametrize(
    ("days_after", "state", "words"),
    [(-1, "on-time", "All handed over"), (0, "on-time", "All handed over"), (1, "late", "All handed over, 1 day late"),
     (3, "late", "All handed over, 3 days late")],
)  # fmt: skip
def test_the_head_of_a_complete_sheet_says_how_late_it_was(world, days_after, state, words):
    world.submitted(days_after=days_after)
    mark = page(world.lan, ENTRY).context["mark"]
    assert (mark.state, mark.words) == (state, words)


def test_what_was_returned_or_corrected_counts_from_when_it_first_came(world):
    figure = world.again(world.submitted(days_after=-2))
    assert page(world.lan, ENTRY).context["mark"].words == "All handed over"
    figure = world.published(figure)
    entering.correct(
        figure=figure, values={"value": Decimal("63")}, reason="Nhầm", version=figure.version, by=world.lan
    )
    assert page(world.lan, ENTRY).context["mark"].words == "All handed over"


def test_what_was_loaded_counts_from_when_it_became_public(world):
    make.published(world.share, world.place, "2025-Q1", 60, public_on=world.due + timedelta(days=2))
    assert page(world.lan, ENTRY).context["mark"].words == "All handed over, 2 days late"


@pytest.mark.parametrize(("days_after", "days_late"), [(-1, 0), (0, 0), (4, 4)])
def test_the_queue_tells_the_due_day_and_the_days_late(world, days_after, days_late):
    world.submitted(days_after=days_after)
    answer = page(world.minh, "/review/")
    [queued] = answer.context["queue"]
    assert (queued.due_on, queued.days_late) == (world.due, days_late)
    shown = answer.content.decode()
    assert f"due on {world.due.day}/{world.due.month}/{world.due.year}" in shown
    assert ("4 days late" in shown, "On time" in shown) == (bool(days_late), not days_late)


def test_what_comes_back_in_review_is_not_late_for_it(world):
    world.again(world.submitted(days_after=-2))
    answer = page(world.minh, REVIEW)
    [queued] = answer.context["queue"]
    [(line, _forms)] = answer.context["to_decide"]
    assert (queued.days_late, line.is_late) == (0, False)


def test_a_correction_was_not_due(world):
    figure = world.published(world.submitted(days_after=-1))
    figure = entering.correct(
        figure=figure, values={"value": Decimal("63")}, reason="Nhầm", version=figure.version, by=world.lan
    )
    entering.submit(figure=figure, version=figure.version, by=world.lan)
    [queued] = page(world.minh, "/review/").context["queue"]
    assert queued.days_late is None


def test_a_yearly_figure_is_due_in_the_round_it_is_reported_in(world):
    yearly = make.indicator("nam", frequency="year", delay_days=60)
    figure = entering.save_figure(
        indicator=yearly, province=world.place, period=Period(2024), values={"value": Decimal(5)}, version=None,
        by=world.lan, today=world.today,
    )  # fmt: skip
    entering.submit(figure=figure, version=1, by=world.lan)
    [queued] = page(world.minh, "/review/").context["queue"]
    assert (queued.period, queued.due_on, queued.days_late) == (Period(2024), world.due, 7)
