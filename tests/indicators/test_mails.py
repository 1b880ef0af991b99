"""What a reminder says, in the language of the person."""

from datetime import date
from decimal import Decimal

import pytest

from dtracker.accounts.roles import Role
from dtracker.formats.quarters import Period
from indicators.actions import entering, reviewing
from indicators.mails import reminder
from indicators.queries.reminders import digests
from tests import cast, make

pytestmark = pytest.mark.django_db
OPENS, DUE = date(2025, 4, 1), date(2025, 4, 15)
Q1 = Period(2025, 1)


class World:
    def __init__(self):
        self.place = cast.hai_duong()
        self.lan, self.minh = cast.lan(self.place), cast.minh(self.place)
        make.open_round("2025-Q1", opens_on=OPENS, due_on=DUE)

    def indicator(self, number: int):
        return make.indicator(f"i-{number}", name_vi=f"Tỷ lệ {number}", name_en=f"Share {number}", order=number)

    def submitted(self, indicator):
        figure = entering.save_figure(
            indicator=indicator,
            province=self.place,
            period=Q1,
            values={"value": Decimal(10)},
            version=None,
            by=self.lan,
            today=OPENS,
        )
        return entering.submit(figure=figure, version=1, by=self.lan)


def mail_to(user, day: date):
    [digest] = [each for each in digests(day) if each.user == user]
    return reminder(digest)


def speaks(user, language: str) -> None:
    user.language = language
    user.email = f"{user.username}@example.vn"
    user.save()


def test_what_is_missing_and_what_was_returned_in_english(world):
    returned = world.submitted(world.indicator(1))
    reviewing.send_back(figure=returned, note="Check\r\nthe source", version=2, by=world.minh)
    world.submitted(world.indicator(2))
    world.indicator(3)
    speaks(world.lan, "en")
    message = mail_to(world.lan, date(2025, 4, 17))
    assert (message.to, message.subject) == (["lan@example.vn"], "Sheet of Q1 2025, Hai Duong: 2 days overdue")
    assert message.body == (
        "To Lan\n"
        "\n"
        "Q1 2025, Hai Duong: 2 days overdue\n"
        "Handed over: 1 of 3 figures.\n"
        "Returned:\n"
        "- Share 1: Check the source\n"
        "Not handed over yet:\n"
        "- Share 3\n"
        "https://dtracker.example.vn/entry/hai-duong/2025-Q1/\n"
        "\n"
        "This mail is sent once when a round opens, once before it is due, on the due date, and once after it.\n"
    )


@pytest.mark.parametrize(
    ("day", "subject"),
    [
        (date(2025, 4, 1), "Phiếu Quý I/2025, Hải Dương: hạn nộp 15/4/2025, còn 14 ngày"),
        (date(2025, 4, 15), "Phiếu Quý I/2025, Hải Dương: đến hạn hôm nay"),
        (date(2025, 4, 16), "Phiếu Quý I/2025, Hải Dương: quá hạn 1 ngày"),
    ],
)
def test_vietnamese_by_default(world, day, subject):
    world.indicator(1)
    speaks(world.lan, "vi")
    message = mail_to(world.lan, day)
    assert message.subject == subject
    assert message.body.startswith("Gửi Lan\n")
    assert "- Tỷ lệ 1\n" in message.body


def test_minh_is_told_how_many_figures_wait(world):
    world.submitted(world.indicator(1))
    world.submitted(world.indicator(2))
    speaks(world.minh, "en")
    message = mail_to(world.minh, OPENS)
    assert message.subject == "Q1 2025, Hai Duong: 2 figures wait for approval"
    assert "2 figures wait for approval:\nhttps://dtracker.example.vn/review/\n" in message.body
    assert "Handed over" not in message.body


def test_ten_lines_are_named_and_the_others_counted(world):
    for number in range(1, 14):
        world.indicator(number)
    speaks(world.lan, "en")
    body = mail_to(world.lan, OPENS).body
    assert "- Share 10\n- and 3 more\n" in body
    assert "Share 11" not in body


def test_several_rounds_are_one_mail_the_worst_first(world):
    world.indicator(1)
    make.open_round("2024-Q4", opens_on=date(2025, 1, 1), due_on=date(2025, 1, 15))
    make.open_round("2024-Q3", opens_on=date(2024, 10, 1), due_on=date(2024, 10, 15))
    speaks(world.lan, "en")
    message = mail_to(world.lan, OPENS)
    assert message.subject == "Sheet of Q4 2024, Hai Duong: 76 days overdue; and 2 more rounds"
    places = [message.body.index(f"Q{quarter} 202{year}, Hai") for year, quarter in ((4, 4), (4, 3), (5, 1))]
    assert places == sorted(places)


def test_names_are_plain_text(world):
    make.indicator("i", name_vi="Hồ sơ <b>“số”</b> & giấy")
    speaks(world.lan, "vi")
    assert "- Hồ sơ <b>“số”</b> & giấy\n" in mail_to(world.lan, OPENS).body


def test_who_enters_and_reviews_gets_both_in_one(world):
    van = cast.person("van", Role.ADMIN, world.place)
    world.submitted(world.indicator(1))
    world.indicator(2)
    speaks(van, "en")
    body = mail_to(van, OPENS).body
    assert "- Share 2\n" in body
    assert "1 figure waits for approval:" in body
