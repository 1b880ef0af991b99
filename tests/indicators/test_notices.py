"""Who is told of which step of a request for explanation, in which words."""

import logging
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from dtracker.accounts.roles import Role
from indicators.notices import concerned, notice, tell
from tests import cast, make

pytestmark = pytest.mark.django_db


class Refusing(EmailBackend):
    """A mail server that knows nobody called Lan."""

    def send_messages(self, messages):
        if any("lan@example.vn" in message.to for message in messages):
            raise SMTPRecipientsRefused({"lan@example.vn": (550, b"no such user")})
        return super().send_messages(messages)


class World:
    def __init__(self):
        self.place, elsewhere = cast.hai_duong(), cast.ha_giang()
        people = {"lan": Role.OFFICER, "minh": Role.REVIEWER, "nam": Role.READER, "thu": Role.SECRETARY}
        for name, role in people.items():
            setattr(self, name, cast.person(name, role, self.place, email=f"{name}@example.vn", language="en"))
        cast.person("quang", Role.OFFICER, elsewhere, email="quang@example.vn")
        cast.person("hoa", Role.ADMIN, email="hoa@example.vn")
        cast.person("vy", Role.OFFICER, self.place, email="vy@example.vn", is_active=False)
        cast.person("ty", Role.OFFICER, self.place)
        self.found = make.explanation(make.target(make.indicator(), self.place, 90, "2027-Q4"), self.nam)


@pytest.mark.parametrize(
    ("step", "by", "told"),
    [
        ("ask", "nam", ["lan", "thu", "ty"]),
        ("answer", "lan", ["nam"]),
        ("ask_again", "nam", ["lan", "thu", "ty"]),
        ("close", "minh", ["lan", "nam", "thu", "ty"]),
        ("close", "nam", ["lan", "thu", "ty"]),
        ("withdraw", "nam", ["lan", "thu", "ty"]),
    ],
)
def test_who_is_told(world, step, by, told):
    people = concerned(world.found, step, getattr(world, by))
    assert sorted(each.username for each in people) == told


def test_who_asked_again_is_told_of_the_answer_too(world):
    world.found.again_by = world.minh
    assert [each.username for each in concerned(world.found, "answer", world.lan)] == ["nam", "minh"]


def test_the_words_in_the_language_of_the_person(world):
    message = notice(world.found, "ask", world.nam, world.lan)
    assert message.subject == f"Please explain {world.found.indicator.name_en}, Hai Duong, by 5/12/2026"
    assert message.body == (
        "To Lan\n"
        "\n"
        "Share of provincial work files processed online, Hai Duong Province\n"
        "Nam asks:\n"
        "Vì sao chậm?\n"
        "\n"
        f"https://dtracker.example.vn/explanations/{world.found.pk}/\n"
    )
    world.lan.language = "vi"
    assert "5/12/2026" in notice(world.found, "ask", world.nam, world.lan).subject
    assert "Hải Dương" in notice(world.found, "ask", world.nam, world.lan).subject


def test_a_mail_that_cannot_be_sent_keeps_no_other_from_it(world, settings, caplog):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    with caplog.at_level(logging.ERROR, logger="indicators.notices"):
        tell(world.found, "ask", world.nam)
    assert [message.to for message in mail.outbox] == [["thu@example.vn"]]
    assert [record.getMessage() for record in caplog.records] == [
        f"request {world.found.pk}: lan was not told of “ask”"
    ]
