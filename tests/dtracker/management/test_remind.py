"""`manage.py remind`: once per person, round and stage; what fails is said and tried again."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from dtracker.accounts.models import Membership
from dtracker.formats.quarters import Period
from indicators.actions import entering, reviewing
from indicators.actions.reminders import send_reminder
from indicators.mails import reminder
from indicators.models import Reminder
from indicators.queries.reminders import digests
from tests import cast, make

pytestmark = pytest.mark.django_db
OPENS, DUE = date(2025, 4, 1), date(2025, 4, 15)


class Refusing(EmailBackend):
    """A mail server that knows nobody called Lan."""

    def send_messages(self, messages):
        if any("lan@example.vn" in message.to for message in messages):
            raise SMTPRecipientsRefused({"lan@example.vn": (550, b"no such user")})
        return super().send_messages(messages)


class World:
    def __init__(self):
        self.place, self.elsewhere = cast.hai_duong(), cast.ha_giang()
        self.lan = cast.person("lan", "officer", self.place, email="lan@example.vn")
        self.minh = cast.person("minh", "reviewer", self.place, email="minh@example.vn", language="en")
        self.of = make.indicator()
        self.round = make.open_round("2025-Q1", opens_on=OPENS, due_on=DUE)

    def submitted(self):
        figure = entering.save_figure(
            indicator=self.of,
            province=self.place,
            period=Period(2025, 1),
            values={"value": Decimal(10)},
            version=None,
            by=self.lan,
            today=OPENS,
        )
        return entering.submit(figure=figure, version=1, by=self.lan)


def remind(day: str | None = "2025-04-01") -> list[str]:
    out = StringIO()
    with translation.override("en"):
        call_command("remind", *(("--today", day) if day else ()), stdout=out, stderr=out)
    return out.getvalue().splitlines()


def sent() -> list[tuple]:
    return [(message.to[0].partition("@")[0], message.subject) for message in mail.outbox]


def recorded() -> list[tuple]:
    return list(Reminder.objects.order_by("pk").values_list("user__username", "stage"))


def test_each_stage_is_told_once(world):
    days = ["2025-03-31", "2025-04-01", "2025-04-02", "2025-04-09", "2025-04-10", "2025-04-14", "2025-04-15"]
    days += ["2025-04-15", "2025-04-16", "2025-04-17", "2025-05-30"]
    counts = []
    for day in days:
        remind(day)
        counts.append(len(mail.outbox))
    assert counts == [0, 1, 1, 1, 2, 2, 3, 3, 4, 4, 4]
    assert recorded() == [("lan", "opened"), ("lan", "due-soon"), ("lan", "due"), ("lan", "overdue")]


def test_says_whom_it_told_what(world):
    assert remind() == ["lan: Phiếu Quý I/2025, Hải Dương: hạn nộp 15/4/2025, còn 14 ngày"]
    assert remind() == ["There is nothing to remind anybody of."]


def test_the_default_is_today_in_vietnam(world, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2025, 4, 14, 16, 59, tzinfo=UTC))
    remind(None)
    monkeypatch.setattr(timezone, "now", lambda: datetime(2025, 4, 14, 17, 0, tzinfo=UTC))
    remind(None)
    assert recorded() == [("lan", "due-soon"), ("lan", "due")]


def test_minh_hears_of_figures_that_wait_and_lan_of_nothing_once_all_is_handed_over(world):
    world.submitted()
    remind()
    assert sent() == [("minh", "Q1 2025, Hai Duong: 1 figure waits for approval")]
    assert recorded() == [("minh", "opened")]


def test_what_comes_up_later_in_a_stage_is_told_then(world):
    figure = world.submitted()
    remind("2025-04-02")
    reviewing.send_back(figure=figure, note="sai", version=2, by=world.minh)
    remind("2025-04-03")
    assert [who for who, _subject in sent()] == ["minh", "lan"]


def test_nobody_hears_of_another_province_or_without_a_role_there(world):
    cast.person("nam", "reader", world.place, email="nam@example.vn")
    cast.person("thu", "secretary", world.place, email="thu@example.vn")
    cast.person("hoa", "admin", email="hoa@example.vn")
    cast.person("off", "officer", world.place, email="off@example.vn", is_active=False)
    left = cast.person("left", "officer", world.place, email="left@example.vn")
    left.memberships.update(until=date(2025, 3, 31))
    cast.person("quang", "officer", world.elsewhere, email="quang@example.vn")
    remind()
    assert [who for who, _subject in sent()] == ["lan", "quang"]
    assert [("Hải Dương" in message.body, "Hà Giang" in message.body) for message in mail.outbox] == [
        (True, False),
        (False, True),
    ]


def test_a_merged_province_owes_nothing(world):
    merged = cast.province("ha-tay", "Hà Tây", ended_on=date(2025, 3, 31), code="28")
    cast.person("ha", "officer", merged, email="ha@example.vn")
    remind()
    assert [who for who, _subject in sent()] == ["lan"]


def test_what_waits_in_a_merged_province_is_told_to_its_reviewers(world):
    """Also long after, when the newest rounds of the others are no longer its own; its officers owe nothing."""
    world.submitted()
    for code in ("2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1"):
        make.open_round(code, asks=[])
    world.place.ended_on = date(2025, 6, 30)
    world.place.save()
    remind("2026-10-01")
    assert sent() == [("minh", "Q1 2025, Hai Duong: 1 figure waits for approval")]
    assert "Q1 2025, Hai Duong: ended on 30/6/2025\n1 figure waits for approval" in mail.outbox[0].body
    remind("2026-10-02")
    assert len(mail.outbox) == 1


def test_people_without_an_address_are_named_and_told_once_they_have_one(world):
    world.lan.email = ""
    world.lan.save()
    assert remind() == ["lan has no e-mail address and was not reminded."]
    assert (sent(), recorded()) == ([], [])
    world.lan.email = "lan@example.vn"
    world.lan.save()
    remind()
    assert [who for who, _subject in sent()] == ["lan"]


def test_a_mail_that_fails_leaves_no_record_and_keeps_nobody_else_from_theirs(world, settings):
    linh = cast.person("linh", "officer", world.place, email="linh@example.vn")
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    with pytest.raises(CommandError) as problem:
        remind()
    assert str(problem.value) == "1 mail could not be sent; the next run tries again."
    assert (recorded(), [who for who, _subject in sent()]) == ([("linh", "opened")], ["linh"])
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    remind()
    assert recorded() == [(linh.username, "opened"), ("lan", "opened")]


def test_a_broken_address_sends_nothing(world):
    world.lan.email = "lan@example.vn\nBcc: x@example.vn"
    world.lan.save()
    with pytest.raises(CommandError):
        remind()
    assert (sent(), recorded()) == ([], [])


def test_of_two_runs_at_once_one_sends(world):
    [one], [two] = digests(OPENS), digests(OPENS)
    assert send_reminder(digest=one, message=reminder(one)) is True
    assert send_reminder(digest=two, message=reminder(two)) is False
    assert len(mail.outbox) == 1


def test_the_own_round_of_a_province_counts_not_the_common_one(world):
    make.open_round("2025-Q1", province=world.place, opens_on=date(2025, 4, 20), due_on=date(2025, 4, 30))
    assert remind("2025-04-22") == ["lan: Phiếu Quý I/2025, Hải Dương: hạn nộp 30/4/2025, còn 8 ngày"]


def test_a_word_that_is_no_date_is_refused(world):
    with pytest.raises(CommandError) as problem:
        remind("15/4/2025")
    assert str(problem.value) == "“15/4/2025” is not a date. Write it as 2023-12-31."


def test_links_that_lead_nowhere_are_not_sent(world, settings):
    settings.SITE_URL = "http://localhost:8000"
    with pytest.raises(CommandError) as problem:
        remind()
    assert str(problem.value) == "Set SITE_URL first: the links in the mails would lead nowhere."
    settings.LOCAL = True
    remind()
    assert len(mail.outbox) == 1


def test_the_same_reads_for_few_and_many(world, django_assert_num_queries):
    with django_assert_num_queries(10):
        digests(OPENS)
    for number in range(4):
        place = cast.province(f"tinh-{number}", f"Tỉnh {number}", code=f"{number:02}")
        cast.person(f"can-bo-{number}", "officer", place)
    make.open_round("2024-Q4", opens_on=date(2025, 1, 1), due_on=date(2025, 1, 15))
    with django_assert_num_queries(10):
        assert len(digests(OPENS)) == 5


def test_officers_of_a_unit_are_told_of_its_sheet_and_reviewers_of_what_it_handed_over(world):
    unit = make.unit(world.place)
    tam = cast.person("tam", None, email="tam@example.vn")
    Membership.objects.create(user=tam, role="officer", province=world.place, unit=unit)
    make.open_round("2025-Q1", province=world.place, unit=unit, opens_on=OPENS, due_on=DUE)
    remind()
    assert sorted(sent()) == [
        ("lan", "Phiếu Quý I/2025, Hải Dương: hạn nộp 15/4/2025, còn 14 ngày"),
        ("tam", "Phiếu Quý I/2025, Sở Thông tin và Truyền thông (Hải Dương): hạn nộp 15/4/2025, còn 14 ngày"),
    ]
    assert "/entry/hai-duong/2025-Q1/units/so-tttt-hd/" in mail.outbox[-1].body
    mail.outbox.clear()
    cell = {"indicator": world.of, "period": Period(2025, 1), "values": {"value": Decimal(10)}, "version": None}
    figure = entering.save_figure(**cell, province=world.place, unit=unit, by=tam, today=OPENS)
    entering.submit(figure=figure, version=1, by=tam)
    remind()
    assert [who for who, _subject in sent()] == ["minh"]
    assert "Department of Information (Hai Duong)" in mail.outbox[0].body


def test_the_sheet_of_a_unit_without_an_officer_is_told_to_those_of_the_province_once_a_stage(world):
    unit = make.unit(world.place)
    make.open_round("2025-Q1", province=world.place, unit=unit, opens_on=OPENS, due_on=DUE)
    world.lan.language = "en"
    world.lan.save()
    for day in ("2025-04-16", "2025-04-17"):
        remind(day)
    (message,) = mail.outbox
    assert message.subject == "Sheet of Q1 2025, Hai Duong: 1 day overdue; and 1 more round"
    own, of_the_unit = message.body.split("Q1 2025, Department of Information (Hai Duong): 1 day overdue\n")
    sentence = "This unit has no officer of its own, so you are told.\n"
    assert (sentence in own, of_the_unit.startswith(sentence)) == (False, True)
    assert "/entry/hai-duong/2025-Q1/units/so-tttt-hd/" in of_the_unit
    assert recorded() == [("lan", "overdue"), ("lan", "overdue")]
    unit.ended_on = date(2025, 3, 31)
    unit.save()
    Reminder.objects.all().delete()
    assert [len(each.items) for each in digests(date(2025, 4, 16))] == [1]


def test_sheets_that_nobody_hears_of_are_named(world):
    cast.quang(world.elsewhere).memberships.update(role="reader")
    unit = make.unit(world.elsewhere, "so-y-te-hg", name_en="Health")
    make.open_round("2025-Q1", province=world.elsewhere, unit=unit, opens_on=OPENS, due_on=DUE)
    assert len(remind("2025-04-02")) == 1
    assert remind("2025-04-16")[0] == (
        "Nobody is told of the sheets of: Ha Giang; Health (Ha Giang). Give somebody there the role of officer."
    )
