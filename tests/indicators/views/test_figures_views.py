"""One figure: its story, its steps, its correction, its evidence."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from indicators import workflow
from indicators.actions import entering, publishing, reviewing
from indicators.models import Evidence, Figure, Publication
from indicators.queries.story import TOLD
from tests import cast, make
from tests.indicators.actions.world import World

pytestmark = pytest.mark.django_db


class Entered(World):
    """A draft of Lan's."""

    def __init__(self):
        super().__init__()
        self.quang = cast.quang(cast.ha_giang())
        self.figure = self.save()
        self.path = f"/figures/{self.figure.pk}/"

    def publish(self):
        figure = entering.submit(figure=self.figure, version=1, by=self.lan)
        figure = reviewing.approve(figure=figure, version=2, by=self.minh)
        publishing.publish(figure=figure, version=3, by=self.minh, today=timezone.localdate())

    def stored(self):
        row = Figure.objects.get(pk=self.figure.pk)
        return row.status, row.version, row.value


@pytest.fixture(scope="module")
def written(write) -> bytes:
    return write(Entered)


@pytest.fixture
def world(made) -> Entered:
    return made


def sign_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_every_step_can_be_told():
    assert set(workflow.STEPS) <= set(TOLD)


def test_a_published_value_is_called_so(world):
    client = sign_in(world.minh)
    client.cookies["django_language"] = "en"
    before = client.get(world.path).content.decode()
    world.publish()
    after = client.get(world.path).content.decode()
    headings = "<h2>Working value</h2>", "<h2>Published value</h2>"
    assert [[heading in page for heading in headings] for page in (before, after)] == [[True, False], [False, True]]


def test_the_story_is_told_in_sentences_newest_first(world):
    world.publish()
    sign_in(world.lan).post(
        f"{world.path}correct/", {"value": "63", "reason": "nhầm mẫu số", "version": "4", "remark": ""}
    )
    client = sign_in(world.minh)
    client.cookies["django_language"] = "en"
    story = client.get(world.path).context["story"]
    assert [(event.sentence, event.why) for event in story] == [
        ("Lan corrected 61.4% to 63.0%.", "nhầm mẫu số"),
        ("Minh published 61.4%.", ""),
        ("Minh approved 61.4%.", ""),
        ("Lan submitted 61.4%.", ""),
        ("Lan entered 61.4%.", ""),
    ]


def test_who_reviews_is_told_who_corrects(world):
    world.publish()
    minh = sign_in(world.minh)
    minh.cookies["django_language"] = "en"
    for answer in (minh.get(f"{world.path}correct/"), minh.post(f"{world.path}correct/", {"value": "63"})):
        assert answer.status_code == 403
        assert "A published figure is corrected by the officer who enters it." in answer.content.decode()
    assert world.stored()[0] == "published"


def test_the_story_tells_of_evidence_and_of_a_return(world):
    link = {"url": "https://example.vn/bc", "title": "Báo cáo"}
    lan = sign_in(world.lan)
    lan.post(f"{world.path}evidence/", link)
    entering.submit(figure=world.figure, version=1, by=world.lan)
    reviewing.send_back(figure=world.figure, note="Xem lại mẫu số", version=2, by=world.minh)
    lan.post(f"/evidence/{Evidence.objects.get().pk}/remove/")
    lan.cookies["django_language"] = "en"
    story = lan.get(world.path).context["story"]
    assert [(event.sentence, event.why) for event in story] == [
        ("Lan removed from the evidence: Báo cáo.", ""),
        ("Minh returned 61.4%.", "Xem lại mẫu số"),
        ("Lan submitted 61.4%.", ""),
        ("Lan added as evidence: Báo cáo.", ""),
        ("Lan entered 61.4%.", ""),
    ]


def test_a_locked_figure_says_by_whom_and_until_when(world):
    client = sign_in(world.lan)
    client.cookies["django_language"] = "en"

    def lock() -> list[str]:
        return re.findall(r"Locked: [^<]*", client.get(world.path).content.decode())

    assert lock() == []
    entering.submit(figure=world.figure, version=1, by=world.lan)
    [words] = lock()
    assert re.fullmatch(
        r"Locked: Lan submitted it at [\d:]+ [\d/]+\. It opens again when a reviewer returns it\.", words
    )
    reviewing.approve(figure=world.figure, version=2, by=world.minh)
    assert lock()[0].startswith("Locked: Minh approved it at ")
    publishing.publish(figure=world.figure, version=3, by=world.minh, today=timezone.localdate())
    assert lock()[0].endswith("It changes only by a correction with a reason.")
    Figure.objects.update(published_at=None, published_by=None)
    Publication.objects.bulk_create(
        [Publication(figure=world.figure, version=2, value=1, reason="đính chính", public_text="tháng 2/2025")]
    )
    assert lock() == [
        "Locked: published 2/2025 (loaded; not known by whom). It changes only by a correction with a reason."
    ]


def test_the_way_back_leads_to_where_the_person_works(world):
    ways = [
        [url for _words, url in sign_in(each).get(world.path).context["crumbs"]] for each in (world.lan, world.minh)
    ]
    assert ways == [
        ["/entry/", "/entry/hai-duong/2025-Q1/", ""],
        ["/review/", "/review/hai-duong/2025-Q1/", ""],
    ]


def test_the_page_offers_the_steps_of_the_person(world):
    assert sign_in(world.lan).get(world.path).context["steps"] == ["save", "submit", "empty"]
    assert sign_in(world.minh).get(world.path).context["steps"] == []


def test_lan_submits_and_minh_publishes_from_the_page(world):
    lan, minh = sign_in(world.lan), sign_in(world.minh)
    assert lan.post(f"{world.path}submit/", {"version": 1}).url == world.path
    assert minh.post(f"{world.path}approve/", {"version": 2}).url == world.path
    assert minh.post(f"{world.path}publish/", {"version": 3}).url == world.path
    assert world.stored() == ("published", 4, Decimal("61.4"))


def test_an_unseen_version_is_not_approved(world):
    entering.submit(figure=world.figure, version=1, by=world.lan)
    for version in (1, 3):
        assert sign_in(world.minh).post(f"{world.path}approve/", {"version": version}).status_code == 409
    assert sign_in(world.minh).post(f"{world.path}approve/", {}).status_code == 422
    assert world.stored() == ("submitted", 2, Decimal("61.4"))


@pytest.mark.parametrize("step", ["approve", "publish"])
def test_a_draft_is_not_approved_or_published(world, step):
    answer = sign_in(world.minh).post(f"{world.path}{step}/", {"version": 1})
    assert (answer.status_code, world.stored()) == (409, ("draft", 1, Decimal("61.4")))
    assert Publication.objects.count() == 0


def test_a_double_approval_has_one_effect(world):
    entering.submit(figure=world.figure, version=1, by=world.lan)
    minh = sign_in(world.minh)
    minh.cookies["django_language"] = "en"
    first, second = (minh.post(f"{world.path}approve/", {"version": 2}) for _time in range(2))
    assert (first.status_code, second.status_code, world.stored()[:2]) == (302, 409, ("approved", 3))
    # Who came first and what she did is said.
    assert second.context["refusal"].endswith(f"Look at it again before you decide. {world.minh} approved 61.4%.")


def test_a_correction_keeps_the_old_publication(world):
    world.publish()
    lan = sign_in(world.lan)
    assert lan.get(f"{world.path}correct/").status_code == 200
    data = {"value": "63", "reason": "nhầm mẫu số", "version": "4", "remark": ""}
    assert lan.post(f"{world.path}correct/", data).url == world.path
    assert world.stored() == ("draft", 5, Decimal("63"))
    assert [row.value for row in Publication.objects.all()] == [Decimal("61.4")]


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"reason": ""}, {"reason"}),
        ({"value": "163"}, {"value"}),
        ({"value": "61,4"}, {"value"}),
        ({"value": "x"}, {"value"}),
        # What the form refuses and what the action would refuse are told at once.
        ({"reason": "", "value": "163"}, {"reason", "value"}),
        ({"reason": "", "value": "61,4"}, {"reason", "value"}),
        ({"reason": "", "value": "x"}, {"reason", "value"}),
        ({"remark": "x" * 2001, "value": "61,4"}, {"remark", "value"}),
    ],
)
def test_a_correction_that_will_not_do_comes_back(world, changed, fields):
    world.publish()
    data = {"value": "63", "reason": "nhầm", "version": "4", "remark": ""} | changed
    answer = sign_in(world.lan).post(f"{world.path}correct/", data)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, fields)
    assert world.stored() == ("published", 4, Decimal("61.4"))


def test_a_stale_correction_is_refused(world):
    world.publish()
    data = {"value": "63", "reason": "nhầm", "version": "3", "remark": ""}
    assert sign_in(world.lan).post(f"{world.path}correct/", data).status_code == 409
    assert world.stored()[0] == "published"


def test_only_a_published_figure_is_corrected(world):
    data = {"value": "63", "reason": "nhầm", "version": "1", "remark": ""}
    assert sign_in(world.lan).post(f"{world.path}correct/", data).status_code == 409
    assert world.stored() == ("draft", 1, Decimal("61.4"))


def test_a_link_is_evidence_and_a_script_is_none(world):
    lan = sign_in(world.lan)
    assert lan.post(f"{world.path}evidence/", {"url": "https://example.vn/bc", "title": "Báo cáo"}).status_code == 302
    for url in ("javascript:alert(1)", "", "not a link"):
        assert lan.post(f"{world.path}evidence/", {"url": url, "title": "x"}).status_code == 422
    assert [(row.url, row.title) for row in Evidence.objects.all()] == [("https://example.vn/bc", "Báo cáo")]
    assert sign_in(world.minh).post(f"{world.path}evidence/", {"url": "https://a.vn"}).status_code == 403


def test_an_outsider_does_not_find_the_figure(world):
    quang = sign_in(world.quang)
    answers = [
        quang.get(world.path),
        quang.get(f"{world.path}correct/"),
        quang.post(f"{world.path}correct/", {"value": "1", "reason": "x", "version": "1"}),
        quang.post(f"{world.path}submit/", {"version": 1}),
        quang.post(f"{world.path}evidence/", {"url": "https://a.vn"}),
    ]
    assert [answer.status_code for answer in answers] == [404] * 5
    assert not any(b"61,4" in answer.content for answer in answers)
    assert world.stored() == ("draft", 1, Decimal("61.4"))


def test_a_reader_may_not_and_a_stranger_signs_in(world):
    assert sign_in(cast.nam(world.place)).get(world.path).status_code == 403
    assert Client().get(world.path).url == f"/accounts/login/?next={world.path}"


def test_steps_by_get_are_refused(world):
    lan = sign_in(world.lan)
    steps = ("submit", "approve", "return", "publish", "empty", "discard", "evidence")
    assert [lan.get(f"{world.path}{step}/").status_code for step in steps] == [405] * 7


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_pages_render_in_both_languages(world, language):
    world.publish()
    lan = sign_in(world.lan)
    lan.cookies["django_language"] = language
    assert [lan.get(path).status_code for path in (world.path, f"{world.path}correct/")] == [200, 200]


def test_a_yearly_figure_leads_to_the_sheet_of_the_quarter_it_is_expected_in(world):
    yearly = make.indicator("nam", frequency="year", delay_days=60)
    figure = Figure.objects.create(indicator=yearly, province=world.place, year=2024, value=5)
    body = sign_in(world.lan).get(f"/figures/{figure.pk}/").content.decode()
    assert 'href="/entry/hai-duong/2025-Q1/"' in body
    assert f'href="/entry/hai-duong/2025-Q1/#i{yearly.pk}"' in body
    assert 'href="/entry/hai-duong/2024/"' not in body
