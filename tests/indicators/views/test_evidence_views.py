"""Evidence by the web: uploaded, handed out as an attachment to those who may, taken away."""

import logging
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from indicators.models import Evidence, Figure
from tests import cast, make

pytestmark = pytest.mark.django_db
NAME = "Báo cáo Quý I.pdf"


class World:
    def __init__(self):
        self.place = cast.hai_duong()
        self.lan, self.minh, self.nam = cast.lan(self.place), cast.minh(self.place), cast.nam(self.place)
        self.quang, self.hoa = cast.quang(cast.ha_giang()), cast.hoa()
        self.figure = Figure.objects.create(indicator=make.indicator(), province=self.place, year=2025, quarter=1)
        self.page = f"/figures/{self.figure.pk}/"

    def upload(self, name: str = NAME, content: bytes = make.PDF, by=None, **more):
        data = {"file": SimpleUploadedFile(name, content)} | more
        return sign_in(by or self.lan).post(f"{self.page}files/", data)

    def kept(self) -> str:
        """The address of a file that is there."""
        return f"/evidence/{make.evidence_file(self.figure, NAME, added_by=self.lan).pk}/"

    def published(self) -> None:
        Figure.objects.filter(pk=self.figure.pk).update(
            status="published", published_at=timezone.now(), published_by=self.minh
        )


def sign_in(person) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_lan_uploads_a_file_and_finds_it_on_the_page(world):
    answer = world.upload(title="Bản đã ký")
    assert (answer.status_code, answer.url) == (302, world.page)
    piece = Evidence.objects.get()
    page = sign_in(world.lan).get(world.page).content.decode()
    assert re.findall(rf'<a href="/evidence/{piece.pk}/" download>([^<]*)</a>', page) == ["Bản đã ký"]


def test_what_is_not_taken_comes_back_beside_its_field(world):
    answer = world.upload(content=b"<script>alert(1)</script>")
    assert (answer.status_code, list(answer.context["file_form"].errors)) == (422, ["file"])
    assert answer.context["link_form"].errors == {}
    nothing = sign_in(world.lan).post(f"{world.page}files/", {"title": "x"})
    assert (nothing.status_code, Evidence.objects.count()) == (422, 0)


def test_a_file_over_the_limit_is_told(world):
    answer = world.upload(content=make.PDF + b" " * 30_000_000)
    assert answer.status_code == 422
    assert list(answer.context["file_form"].errors) == ["file"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.vn/a", "data:text/html,x", "file:///etc/passwd"])
def test_only_web_addresses_are_links(world, url):
    answer = sign_in(world.lan).post(f"{world.page}evidence/", {"url": url})
    assert (answer.status_code, list(answer.context["link_form"].errors)) == (422, ["url"])
    assert Evidence.objects.count() == 0


def test_a_name_with_markup_is_shown_as_text(world):
    world.upload(name='"><img src=x onerror=alert(1)>.pdf', title="<b>x</b>")
    page = sign_in(world.lan).get(world.page).content.decode()
    assert "<img src=x" not in page and "<b>x</b>" not in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page


# --- handing it out ---


def test_the_file_is_handed_out_inert(world):
    answer = sign_in(world.lan).get(world.kept())
    assert (answer.status_code, body(answer)) == (200, make.PDF)
    headers = ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy", "Content-Length")
    assert [answer[name] for name in headers] == [
        "application/octet-stream",
        "nosniff",
        "default-src 'none'; sandbox",
        str(len(make.PDF)),
    ]
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o%20Qu%C3%BD%20I.pdf"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("name", ['a"; filename=b.exe.pdf', "a\r\nX: 1.pdf", "a\\b.pdf"])
def test_a_name_cannot_reach_into_the_header(world, name):
    """Not even one that came into the records on another way."""
    piece = make.evidence_file(world.figure, file_name=name)
    answer = sign_in(world.lan).get(f"/evidence/{piece.pk}/")
    body(answer)
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert not set(answer["Content-Disposition"]) & set("\r\n")
    assert answer["Content-Disposition"].count("filename") in (1, 2)
    assert "X" not in answer.headers


def codes(world, path: str) -> dict[str, int]:
    people = {"lan": world.lan, "minh": world.minh, "hoa": world.hoa}
    people |= {"nam": world.nam, "quang": world.quang, "visitor": None}
    found = {}
    for name, person in people.items():
        answer = sign_in(person).get(path)
        found[name] = answer.status_code
        if answer.status_code == 200:
            body(answer)
    return found


def test_evidence_of_a_draft_is_for_those_who_see_drafts_of_the_province(world):
    path = world.kept()
    assert codes(world, path) == {"lan": 200, "minh": 200, "hoa": 200, "nam": 404, "quang": 404, "visitor": 404}


def test_what_it_was_published_with_is_for_all_readers(world):
    path = world.kept()
    world.published()
    assert set(codes(world, path).values()) == {200}


def test_what_came_after_the_publication_waits_for_the_next(world):
    world.published()
    path = world.kept()
    Figure.objects.filter(pk=world.figure.pk).update(status="draft")
    assert codes(world, path) == {"lan": 200, "minh": 200, "hoa": 200, "nam": 404, "quang": 404, "visitor": 404}


def test_a_closed_deployment_asks_readers_to_sign_in(world, settings):
    settings.OPEN_READING = False
    path = world.kept()
    world.published()
    assert Client().get(path).url == f"/accounts/login/?next={path}"
    assert body(sign_in(world.quang).get(path)) == make.PDF


def test_a_link_is_no_file_and_a_lost_file_is_not_there(world, caplog):
    link = Evidence.objects.create(figure=world.figure, url="https://example.vn")
    assert sign_in(world.lan).get(f"/evidence/{link.pk}/").status_code == 404
    piece = make.evidence_file(world.figure)
    piece.file.storage.delete(piece.file.name)
    with caplog.at_level(logging.ERROR, logger="indicators.views.files"):
        assert sign_in(world.lan).get(f"/evidence/{piece.pk}/").status_code == 404
    ours = [record.message for record in caplog.records if record.name == "indicators.views.files"]
    assert ours == [f"evidence {piece.pk}: the file {piece.file.name} is gone"]


def test_files_lie_outside_what_is_served(world, settings):
    piece = make.evidence_file(world.figure)
    assert piece.file.path.startswith(f"{settings.PRIVATE_ROOT}/evidence/")
    for path in (f"/static/{piece.file.name}", f"/media/{piece.file.name}", f"/{piece.file.name}"):
        assert sign_in(world.hoa).get(path).status_code == 404


# --- taking it away ---


def test_lan_removes_her_file_and_the_history_tells(world):
    path = world.kept()
    lan = sign_in(world.lan)
    assert lan.post(f"{path}remove/").url == world.page
    assert lan.get(path).status_code == 404
    lan.cookies["django_language"] = "en"
    story = [event.sentence for event in lan.get(world.page).context["story"]]
    assert story[0] == f"Lan removed from the evidence: {NAME}."


def test_what_stays_is_told(world):
    path = world.kept()
    Figure.objects.update(status="submitted")
    answer = sign_in(world.lan).post(f"{path}remove/")
    assert (answer.status_code, Evidence.objects.count()) == (409, 1)
    assert answer.context["refusal"]


def test_who_may_not_remove(world):
    path = world.kept()
    world.published()
    answers = {
        person.username: sign_in(person).post(f"{path}remove/").status_code for person in (world.minh, world.quang)
    }
    assert answers == {"minh": 403, "quang": 404}
    assert Evidence.objects.count() == 1


def test_only_what_can_be_removed_has_a_button(world):
    piece = make.evidence_file(world.figure, added_by=world.lan)
    other = make.evidence_file(world.figure, "Khác.pdf", make.PDF + b" ", added_by=world.minh)
    shown = sign_in(world.lan).get(world.page).context["evidence"]
    assert shown == [(piece, True), (other, False)]


# --- what readers find ---


def test_the_public_page_links_what_it_was_published_with(world):
    figure = make.published(world.figure.indicator, world.place, "2024-Q4", 45).figure
    piece = make.evidence_file(figure)
    page = f"/provinces/hai-duong/indicators/{world.figure.indicator.code}/"
    address = f'href="/evidence/{piece.pk}/"'
    assert address not in Client().get(page).content.decode()
    Figure.objects.filter(pk=figure.pk).update(published_at=timezone.now(), published_by=world.minh)
    assert address in Client().get(page).content.decode()
