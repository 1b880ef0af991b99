"""Requests for explanation by the web: the list, the question, the talk, its files, and who sees nothing of it."""

import re

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from indicators.actions import explanations
from indicators.models import ExplanationRequest, Figure
from tests import cast, make

pytestmark = pytest.mark.django_db


class World:
    def __init__(self):
        self.place = cast.hai_duong()
        self.lan, self.minh, self.nam = cast.lan(self.place), cast.minh(self.place), cast.nam(self.place)
        self.thu, self.hoa = cast.thu(self.place), cast.hoa()
        self.elsewhere = cast.ha_giang()
        self.quang = cast.quang(self.elsewhere)
        self.of = make.indicator()
        self.target = make.target(self.of, self.place, 90, "2027-Q4", baseline="20@2020-Q4")
        make.published(self.of, self.place, "2026-Q2", 85)
        self.series = f"/provinces/hai-duong/indicators/{self.of.code}/"
        self.ask = f"{self.series}ask/{self.target.code}/"

    def fell(self) -> None:
        make.published(self.of, self.place, "2026-Q3", 30)

    def asked(self, by=None, **fields) -> ExplanationRequest:
        return make.explanation(self.target, by or self.nam, **fields)

    def answered(self, **more) -> ExplanationRequest:
        given = {"text": "Thiếu cán bộ.", "version": 1, "by": self.lan, "tell": lambda *_step: None} | more
        return explanations.answer(explanation=self.asked(), **given)


def sign_in(person) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    if person is not None:
        client.force_login(person)
    return client


def due_today() -> str:
    return timezone.localdate().isoformat()


# --- the list ---


def test_an_empty_list_says_how_to_begin(world):
    answer = sign_in(world.nam).get("/explanations/")
    assert answer.context["rows"] == []
    assert "Nobody has asked for an explanation yet" in answer.content.decode()


def test_what_waits_stands_first_then_what_is_answered_then_the_rest(world):
    late = world.asked(question="quá hạn", status_on="2024-01-01", due_on="2024-01-15")
    done = world.answered()
    explanations.close(explanation=done, version=2, by=world.nam, tell=lambda *_step: None)
    given, waiting = world.answered(), world.asked(question="còn hạn", due_on="2099-01-01")
    rows = sign_in(world.lan).get("/explanations/").context["rows"]
    assert [row.url for row in rows] == [f"/explanations/{each.pk}/" for each in (late, waiting, given, done)]
    assert [row.state[1] for row in rows] == ["bad", "warn", "", ""]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"late", "asked", "answered"}),
        ("state=open", {"late", "asked", "answered"}),
        ("state=overdue", {"late"}),
        ("state=answered", {"answered"}),
        ("state=nonsense", {"late", "asked", "answered"}),
        ("mine=1", {"late", "answered"}),
        ("mine=1&state=asked", {"late"}),
        ("province=hai-duong", {"late", "asked", "answered"}),
        ("province=ha-giang", {"late", "asked", "answered"}),
    ],
)
def test_the_list_is_narrowed_by_the_address(world, query, found):
    rows = {
        "late": world.asked(status_on="2024-01-01", due_on="2024-01-15"),
        "asked": world.asked(world.minh, due_on="2099-01-01"),
        "answered": world.answered(),
    }
    shown = sign_in(world.nam).get(f"/explanations/?{query}").context["rows"]
    assert {name for name, row in rows.items() if row.get_absolute_url() in {each.url for each in shown}} == found


def test_a_filter_that_fits_nothing_offers_to_clear_it(world):
    world.asked()
    text = sign_in(world.nam).get("/explanations/?state=closed").content.decode()
    assert "No request fits" in text and 'href="/explanations/"' in text


def test_each_sees_the_requests_of_their_province(world):
    world.asked()
    make.explanation(make.target(world.of, world.elsewhere, 90, "2027"), world.hoa)
    counts = {
        person.username: len(sign_in(person).get("/explanations/").context["rows"])
        for person in (world.nam, world.lan, world.thu, world.quang, world.hoa)
    }
    assert counts == {"nam": 1, "lan": 1, "thu": 1, "quang": 1, "hoa": 2}


# --- asking ---


def test_the_form_says_why_and_suggests_a_question_after_a_fall(world):
    world.fell()
    answer = sign_in(world.nam).get(world.ask)
    asked = "Why did the result fall from “On track” to “Behind schedule” with the figure of Q3 2026?"
    assert answer.context["form"]["question"].value() == asked
    assert "Rule 12" in answer.content.decode()


def test_nam_asks_and_the_officers_are_told_in_their_language(world, django_capture_on_commit_callbacks):
    for person, language in ((world.lan, "vi"), (world.thu, "en")):
        person.email, person.language = f"{person.username}@example.vn", language
        person.save()
    with django_capture_on_commit_callbacks(execute=True):
        answer = sign_in(world.nam).post(world.ask, {"question": "Vì sao?", "due_on": due_today()})
    found = ExplanationRequest.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/explanations/{found.pk}/")
    assert [message.to for message in mail.outbox] == [["lan@example.vn"], ["thu@example.vn"]]
    assert "Please explain" in mail.outbox[1].subject
    assert f"/explanations/{found.pk}/" in mail.outbox[0].body and "Vì sao?" in mail.outbox[0].body


def test_who_has_no_address_is_not_said_to_get_a_mail(world):
    world.lan.email = "lan@example.vn"
    world.lan.save()
    answer = sign_in(world.nam).post(world.ask, {"question": "Vì sao?", "due_on": due_today()}, follow=True)
    assert [str(each) for each in answer.context["messages"]] == [
        "Asked. A mail goes to: Lan. No e-mail address, sees it after signing in: Thu."
    ]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"question": ""}, "question"),
        ({"question": "a" * 1001}, "question"),
        ({"due_on": "2020-01-01"}, "due_on"),
        ({"due_on": "31/2/2027"}, "due_on"),
        ({"due_on": "2062-01-01"}, "due_on"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(world, given, field):
    data = {"question": "Vì sao?", "due_on": due_today()} | given
    answer = sign_in(world.nam).post(world.ask, data)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert answer.context["form"]["question"].value() == data["question"]
    assert not ExplanationRequest.objects.exists()


@pytest.mark.parametrize("path", ["ask/nonsense/", "ask/wish/"])
def test_only_a_target_can_be_asked_about(world, path):
    make.target(world.of, world.place, 95, "2030", kind="aspiration", code="wish")
    assert sign_in(world.nam).get(f"{world.series}{path}").status_code == 404


def test_who_may_ask(world):
    people = (world.nam, world.minh, world.hoa, world.lan, world.thu, world.quang)
    codes = {person.username: sign_in(person).get(world.ask).status_code for person in people}
    assert codes == {"nam": 200, "minh": 200, "hoa": 200, "lan": 403, "thu": 403, "quang": 403}


# --- the talk ---


def test_lan_answers_with_a_file_and_nam_opens_it(world):
    found = world.asked()
    data = {"version": 1, "text": "Thiếu cán bộ.", "upload": SimpleUploadedFile("Giải trình.pdf", make.PDF)}
    assert sign_in(world.lan).post(f"/explanations/{found.pk}/answer/", data).status_code == 302
    page = sign_in(world.nam).get(f"/explanations/{found.pk}/")
    said = page.context["talk"][-1]
    assert (said.sentence, said.words, said.file_name) == ("Lan answered.", "Thiếu cán bộ.", "Giải trình.pdf")
    assert said.file_url in page.content.decode()
    answer = sign_in(world.nam).get(said.file_url)
    assert b"".join(answer.streaming_content) == make.PDF
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")


def test_the_file_is_for_members_of_the_province(world):
    found = world.answered(upload=SimpleUploadedFile("a.pdf", make.PDF))
    path = f"/explanations/{found.pk}/files/{found.version}/"
    codes = {}
    for person in (world.nam, world.minh, world.hoa, world.quang):
        answer = sign_in(person).get(path)
        codes[person.username] = answer.status_code
        if answer.streaming:
            b"".join(answer.streaming_content)
    assert codes == {"nam": 200, "minh": 200, "hoa": 200, "quang": 404}
    assert sign_in(None).get(path).url == f"/accounts/login/?next={path}"
    assert sign_in(world.nam).get(f"/explanations/{found.pk}/files/1/").status_code == 404


def test_the_file_of_an_earlier_answer_can_still_be_opened(world):
    found = world.answered(upload=SimpleUploadedFile("a.pdf", make.PDF))
    again = {"version": found.version, "note": "Chưa nêu số.", "due_on": due_today()}
    assert sign_in(world.nam).post(f"/explanations/{found.pk}/ask-again/", again).status_code == 302
    data = {"version": 3, "text": "Còn 12 đơn vị."}
    assert sign_in(world.lan).post(f"/explanations/{found.pk}/answer/", data).status_code == 302
    talk = sign_in(world.nam).get(f"/explanations/{found.pk}/").context["talk"]
    assert [said.words for said in talk] == ["Vì sao chậm?", "Thiếu cán bộ.", "Chưa nêu số.", "Còn 12 đơn vị."]
    assert [bool(said.file_url) for said in talk] == [False, True, False, False]
    assert b"".join(sign_in(world.nam).get(talk[1].file_url).streaming_content) == make.PDF


def test_what_is_not_taken_comes_back_with_the_words(world):
    found = world.asked()
    for upload, text, fields in (
        (SimpleUploadedFile("a.pdf", b"<script>alert(1)</script>"), "Vì thiếu người", ["upload"]),
        ("", " ", ["text"]),
    ):
        data = {"version": 1, "text": text, "upload": upload}
        answer = sign_in(world.lan).post(f"/explanations/{found.pk}/answer/", data)
        assert (answer.status_code, list(answer.context["failed_form"].errors)) == (422, fields)
        assert answer.context["failed_form"]["text"].value() == text


def test_who_comes_second_keeps_what_was_typed(world):
    found = world.answered()
    path = f"/explanations/{found.pk}/answer/"
    answer = sign_in(world.thu).post(path, {"version": 1, "text": "Bản của tôi"})
    assert (answer.status_code, answer.context["unsent"]) == (409, "Bản của tôi")
    assert "What you wrote was not saved" in answer.content.decode()
    assert ExplanationRequest.objects.get().answer == "Thiếu cán bộ."


def test_a_newer_question_keeps_the_answer_in_its_field(world):
    found = world.answered()
    again = {"version": 2, "note": "Chưa nêu số.", "due_on": due_today()}
    sign_in(world.nam).post(f"/explanations/{found.pk}/ask-again/", again)
    answer = sign_in(world.lan).post(f"/explanations/{found.pk}/answer/", {"version": 1, "text": "Bản cũ"})
    form = answer.context["forms"]["answer"]
    assert (answer.status_code, form["text"].value(), form["version"].value()) == (409, "Bản cũ", 3)


def test_steps_that_are_closed_to_the_person(world):
    mine = make.explanation(world.target, world.hoa)
    assert sign_in(world.hoa).post(f"/explanations/{mine.pk}/answer/", {"version": 1, "text": "x"}).status_code == 403
    found = world.asked()
    codes = [
        sign_in(person).post(f"/explanations/{found.pk}/{step}/", {"version": 1, "note": "x"}).status_code
        for person, step in (
            (world.minh, "withdraw"),
            (world.lan, "close"),
            (world.minh, "answer"),
            (world.quang, "answer"),
        )
    ]
    assert codes == [403, 403, 403, 404]
    assert ExplanationRequest.objects.filter(state="asked").count() == 2


def test_a_step_taken_twice_is_told(world):
    found = world.asked()
    nam = sign_in(world.nam)
    assert nam.post(f"/explanations/{found.pk}/withdraw/", {"version": 1}).status_code == 302
    again = nam.post(f"/explanations/{found.pk}/withdraw/", {"version": 2})
    assert (again.status_code, again.context["refusal"]) == (
        409,
        "The request no longer stands where this step begins.",
    )


def test_closing_without_an_answer_asks_what_was_settled(world):
    found = world.asked()
    answer = sign_in(world.nam).post(f"/explanations/{found.pk}/close/", {"version": 1})
    assert (answer.status_code, list(answer.context["failed_form"].errors)) == (422, ["note"])
    done = sign_in(world.nam).post(f"/explanations/{found.pk}/close/", {"version": 1, "note": "Đã trả lời miệng"})
    assert (done.status_code, ExplanationRequest.objects.get().closing_note) == (302, "Đã trả lời miệng")


@pytest.mark.parametrize(
    ("username", "before", "after"),
    [
        ("nam", ["close", "withdraw"], ["ask_again", "close"]),
        ("minh", ["close"], ["ask_again", "close"]),
        ("lan", ["answer"], []),
        ("thu", ["answer"], []),
    ],
)
def test_each_is_offered_their_own_steps(world, username, before, after):
    person = getattr(world, username)
    waiting, answered = world.asked(), world.answered()
    offered = [list(sign_in(person).get(each.get_absolute_url()).context["forms"]) for each in (waiting, answered)]
    assert offered == [before, after]


def test_words_are_shown_as_text(world):
    found = world.asked(question="<b>Vì sao?</b>\nDòng hai")
    text = sign_in(world.nam).get(found.get_absolute_url()).content.decode()
    assert "&lt;b&gt;Vì sao?&lt;/b&gt;<br>Dòng hai" in text


def test_the_talk_costs_the_same_however_long_it_is(world, django_assert_num_queries):
    found, nam = world.answered(), sign_in(world.nam)
    with django_assert_num_queries(8):
        nam.get(found.get_absolute_url())
    again = {"version": 2, "note": "Chưa nêu số.", "due_on": due_today()}
    nam.post(f"/explanations/{found.pk}/ask-again/", again)
    nam.get("/")  # says that it was done
    with django_assert_num_queries(8):
        nam.get(found.get_absolute_url())


# --- beside the target ---


def test_a_fall_proposes_a_request_until_somebody_asked(world):
    world.fell()
    sentence = "fell from “On track” to “Behind schedule” with the figure of Q3 2026."
    proposals = sign_in(world.nam).get(world.series).context["beside"].proposals
    assert [(each.sentence.endswith(sentence), each.url) for each in proposals] == [(True, world.ask)]
    assert sign_in(world.lan).get(world.series).context["beside"].proposals == []
    world.asked()
    assert sign_in(world.nam).get(world.series).context["beside"].proposals == []


@pytest.mark.parametrize("from_review", [True, False])
def test_publishing_says_which_target_fell(world, from_review):
    now = timezone.now()
    figure = Figure.objects.create(
        indicator=world.of, province=world.place, year=2026, quarter=3, value=30, status="approved",
        entered_by=world.lan, entered_at=now, submitted_by=world.lan, submitted_at=now,
    )  # fmt: skip
    if from_review:
        path, data = "/review/hai-duong/2026-Q3/publish/", {"lines": [f"{figure.pk}:{figure.version}"]}
    else:
        path, data = f"/figures/{figure.pk}/publish/", {"version": figure.version}
    text = sign_in(world.minh).post(path, data, follow=True).content.decode()
    assert "fell from “On track” to “Behind schedule”" in text
    assert f'href="{world.ask}">Ask for an explanation</a>' in text


def test_the_chart_page_shows_requests_to_members_only(world):
    found = world.asked()
    link = f'href="/explanations/{found.pk}/"'
    shown = {
        person.username if person else "visitor": link in sign_in(person).get(world.series).content.decode()
        for person in (world.nam, world.lan, world.hoa, world.quang, None)
    }
    assert shown == {"nam": True, "lan": True, "hoa": True, "quang": False, "visitor": False}
    assert link not in sign_in(world.nam).get(f"{world.series}?as_of=2026-11-21").content.decode()


def test_every_reason_has_its_way_to_ask(world):
    button = f'href="{world.ask}"'
    assert button in sign_in(world.nam).get(world.series).content.decode()
    assert button not in sign_in(world.lan).get(world.series).content.decode()


def test_rows_of_home_and_province_say_what_is_asked(world):
    world.asked(status_on="2024-01-01", due_on="2024-01-15")
    words = "1 request for explanation, due 15/1/2024 · overdue"
    for path in ("/", "/provinces/hai-duong/"):
        assert words in sign_in(world.nam).get(path).content.decode()
        assert words not in sign_in(None).get(path).content.decode()
        assert words not in sign_in(world.nam).get(f"{path}?as_of=2026-11-21").content.decode()


def test_an_answer_stands_beside_the_target_too(world):
    world.answered()
    assert "1 explanation given" in sign_in(world.nam).get("/provinces/hai-duong/").content.decode()


def test_what_waits_for_me_on_the_first_page(world):
    waiting, answered = world.asked(), world.answered()

    def lines(person) -> list[str]:
        return [each.url for each in sign_in(person).get("/").context["waiting"] if "/explanations/" in each.url]

    assert lines(world.lan) == lines(world.thu) == [waiting.get_absolute_url()]
    assert lines(world.nam) == [answered.get_absolute_url()]
    assert lines(world.minh) == lines(world.hoa) == []


def test_the_navigation_leads_there_for_members(world):
    entry = re.compile(r'<a href="/explanations/"')
    assert entry.search(sign_in(world.thu).get("/").content.decode())
    assert not entry.search(sign_in(None).get("/").content.decode())
