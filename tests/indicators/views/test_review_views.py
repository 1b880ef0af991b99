"""Reviewing: the queue, the lines, and the decisions of one or many."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from dtracker.formats.quarters import Period
from indicators.actions import entering, reviewing
from indicators.enums import Status
from indicators.models import Evidence, Figure, Publication
from indicators.queries.asked import Respondent
from indicators.queries.review import Desk, review_lines
from tests import cast, make
from tests.indicators.actions.world import Q1, World

pytestmark = pytest.mark.django_db
SHEET = "/review/hai-duong/2025-Q1/"


class Waiting(World):
    """Two figures that wait for a reviewer."""

    def __init__(self):
        super().__init__()
        self.elsewhere = cast.ha_giang()
        self.other = make.indicator("khac", name_vi="Chỉ số khác", order=2)
        self.one, self.two = self.submitted(), self.submitted("10", indicator=self.other)


@pytest.fixture(scope="module")
def written(write) -> bytes:
    return write(Waiting)


@pytest.fixture
def world(made) -> Waiting:
    return made


def sign_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def states() -> list[str]:
    return list(Figure.objects.order_by("indicator__order").values_list("status", flat=True))


def test_the_queue_counts_what_waits(world):
    [each] = sign_in(world.minh).get("/review/").context["queue"]
    assert (each.respondent, each.period, each.submitted, each.approved) == (Respondent(world.place), Q1, 2, 0)


def test_minh_approves_one_line_and_returns_to_the_sheet(world):
    answer = sign_in(world.minh).post(f"/figures/{world.one.pk}/approve/", {"version": 2, "from": "review"})
    assert (answer.status_code, answer.url) == (302, SHEET)
    assert states() == ["approved", "submitted"]


def test_minh_approves_and_publishes_the_chosen_lines(world):
    minh = sign_in(world.minh)
    minh.post(f"{SHEET}approve/", {"lines": [f"{world.one.pk}:2", f"{world.two.pk}:2"]})
    assert states() == ["approved", "approved"]
    answer = minh.post(f"{SHEET}publish/", {"lines": [f"{world.one.pk}:3", f"{world.two.pk}:3"]})
    assert (answer.status_code, states()) == (302, ["published", "published"])
    assert Publication.objects.count() == 2
    assert {row.public_on for row in Publication.objects.all()} == {timezone.localdate()}


def test_minh_returns_a_line_with_a_note(world):
    data = {"version": 2, "note": "Kiểm tra mẫu số", "from": "review"}
    answer = sign_in(world.minh).post(f"/figures/{world.one.pk}/return/", data)
    assert (answer.status_code, states()) == (302, ["returned", "submitted"])
    assert Figure.objects.get(pk=world.one.pk).return_note == "Kiểm tra mẫu số"


def test_a_return_without_a_note_comes_back_with_the_field_open(world):
    answer = sign_in(world.minh).post(f"/figures/{world.one.pk}/return/", {"version": 2, "from": "review"})
    assert (answer.status_code, states()) == (422, ["submitted", "submitted"])
    [forms] = [forms for line, forms in answer.context["to_decide"] if line.figure.pk == world.one.pk]
    assert list(forms["return"].errors) == ["note"]


def test_the_line_shows_what_readers_see_now_and_the_change(world):
    make.published(world.share, world.place, "2024-Q4", "63")
    lines = sign_in(world.minh).get(SHEET).context["to_decide"]
    line = lines[0][0]
    assert (line.compared.value, line.compared_period) == (Decimal("63"), Period(2024, 4))
    assert (line.change, line.is_worse) == (Decimal("-1.6"), True)


def test_the_line_shows_the_status_the_figure_would_bring(world):
    make.target(world.share, world.place, 60, "2025-Q4", baseline="20@2020-Q4")
    make.published(world.share, world.place, "2024-Q4", "40")
    line = sign_in(world.minh).get(SHEET).context["to_decide"][0][0]
    assert (line.status_before, line.status_after, line.status_changes) == (Status.SPEED_UP, Status.MET, True)


def test_a_late_line_says_so(world):
    line = sign_in(world.minh).get(SHEET).context["to_decide"][0][0]
    assert line.is_late is True


def test_a_correction_is_never_late(world):
    for step, version in (("approve", 2), ("publish", 3)):
        sign_in(world.minh).post(f"/figures/{world.one.pk}/{step}/", {"version": version})
    figure = Figure.objects.get(pk=world.one.pk)
    figure = entering.correct(figure=figure, values={"value": Decimal(60)}, reason="Cộng nhầm", version=4, by=world.lan)
    entering.submit(figure=figure, version=5, by=world.lan)
    lines = sign_in(world.minh).get(SHEET).context["to_decide"]
    assert [(line.figure.pk, line.is_late) for line, *_form in lines] == [(world.one.pk, False), (world.two.pk, True)]


# --- refusals ---


def test_one_stale_line_keeps_all_from_being_approved(world):
    answer = sign_in(world.minh).post(f"{SHEET}approve/", {"lines": [f"{world.one.pk}:2", f"{world.two.pk}:1"]})
    assert (answer.status_code, states()) == (409, ["submitted", "submitted"])


def test_publishing_what_is_not_approved_is_refused(world):
    answer = sign_in(world.minh).post(f"{SHEET}publish/", {"lines": [f"{world.one.pk}:2"]})
    assert (answer.status_code, states()) == (409, ["submitted", "submitted"])
    assert Publication.objects.count() == 0


def test_nothing_chosen_changes_nothing(world):
    assert sign_in(world.minh).post(f"{SHEET}approve/", {}).status_code == 409
    assert states() == ["submitted", "submitted"]


@pytest.mark.parametrize("lines", ["x", "1", "1:", "-1:2", "1:2:3", "１:２", "9" * 60 + ":1"])
def test_lines_that_cannot_be_read_are_refused(world, lines):
    assert sign_in(world.minh).post(f"{SHEET}approve/", {"lines": [lines]}).status_code == 422
    assert states() == ["submitted", "submitted"]


def test_a_line_one_entered_oneself_is_refused_with_403(world):
    hoa = cast.hoa()
    own = make.indicator("cua-hoa")
    figure = world.submitted("5", indicator=own, by=hoa)
    answer = sign_in(hoa).post(f"/figures/{figure.pk}/approve/", {"version": 2, "from": "review"})
    assert answer.status_code == 403
    assert Figure.objects.get(pk=figure.pk).status == "submitted"


def test_lan_does_not_review(world):
    lan = sign_in(world.lan)
    answers = [
        lan.get("/review/"),
        lan.get(SHEET),
        lan.post(f"{SHEET}approve/", {"lines": [f"{world.one.pk}:2"]}),
        lan.post(f"{SHEET}publish/", {"lines": [f"{world.one.pk}:2"]}),
        lan.post(f"/figures/{world.one.pk}/approve/", {"version": 2}),
        lan.post(f"/figures/{world.one.pk}/return/", {"version": 2, "note": "x"}),
        lan.post(f"/figures/{world.one.pk}/publish/", {"version": 2}),
    ]
    assert [answer.status_code for answer in answers] == [403] * 7
    assert states() == ["submitted", "submitted"]


def test_a_reviewer_of_another_province_does_not_find_it(world):
    dung = sign_in(cast.person("dung", "reviewer", world.elsewhere))
    assert dung.get("/review/").context["queue"] == []
    answers = [
        dung.get(SHEET),
        dung.post(f"{SHEET}approve/", {"lines": [f"{world.one.pk}:2"]}),
        dung.post("/review/ha-giang/2025-Q1/approve/", {"lines": [f"{world.one.pk}:2"]}),
        dung.post(f"/figures/{world.one.pk}/approve/", {"version": 2}),
        dung.post(f"/figures/{world.one.pk}/return/", {"version": 2, "note": "x"}),
    ]
    assert [answer.status_code for answer in answers] == [404] * 5
    assert states() == ["submitted", "submitted"]


def test_steps_by_get_are_refused(world):
    minh = sign_in(world.minh)
    paths = [f"{SHEET}approve/", f"{SHEET}publish/"]
    paths += [f"/figures/{world.one.pk}/{step}/" for step in ("approve", "return", "publish")]
    assert [minh.get(path).status_code for path in paths] == [405] * 5
    assert states() == ["submitted", "submitted"]


def test_a_stranger_is_asked_to_sign_in(world):
    for path in ("/review/", SHEET):
        assert Client().get(path).url == f"/accounts/login/?next={path}"
    assert Client().post(f"{SHEET}approve/", {"lines": [f"{world.one.pk}:2"]}).status_code == 403
    assert states() == ["submitted", "submitted"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_render_in_both_languages(world, language):
    minh = sign_in(world.minh)
    minh.cookies["django_language"] = language
    assert [minh.get(path).status_code for path in ("/review/", SHEET)] == [200, 200]


def test_the_sheet_costs_the_same_with_one_line_and_with_many(world, django_assert_num_queries):
    minh = sign_in(world.minh)
    make.target(world.share, world.place, 60, "2025-Q4", baseline="20@2020-Q4")
    with django_assert_num_queries(REVIEW_READS):
        minh.get(SHEET)
    for number in range(4):
        more = make.indicator(f"them-{number}")
        world.submitted("10", indicator=more)
        make.target(more, world.place, 60, "2025-Q4", baseline="20@2020-Q4")
    with django_assert_num_queries(REVIEW_READS):
        minh.get(SHEET)


REVIEW_READS = 11
"""Of a sheet that came late."""


# --- what deserves a look ---


def line_of(answer, figure):
    return next(line for line, _form in answer.context["to_decide"] if line.figure.pk == figure.pk)


def prove(*figures_) -> None:
    for each in figures_:
        Evidence.objects.create(figure=each, url="https://example.vn/a", title="Báo cáo")


def test_lines_with_nothing_odd_stand_apart_and_are_approved_together(world):
    prove(world.one)
    answer = sign_in(world.minh).get(SHEET)
    assert [line.figure.pk for line, _form in answer.context["odd"]] == [world.two.pk]
    assert [line.figure.pk for line, _form in answer.context["plain"]] == [world.one.pk]
    assert [line.figure.pk for line in answer.context["approvable"]] == [world.one.pk]


def test_a_line_is_odd_without_evidence_or_figure_or_when_it_is_worse_or_a_correction(world):
    prove(world.one, world.two)
    minh = sign_in(world.minh)
    assert [line_of(minh.get(SHEET), each).needs_a_look for each in (world.one, world.two)] == [False, False]
    make.published(world.share, world.place, "2024-Q4", "63")
    assert line_of(minh.get(SHEET), world.one).needs_a_look is True
    Figure.objects.filter(pk=world.two.pk).update(value=None, no_data_reason="chưa có")
    assert line_of(minh.get(SHEET), world.two).needs_a_look is True


def test_a_correction_is_looked_at(world):
    prove(world.one)
    minh = sign_in(world.minh)
    minh.post(f"{SHEET}approve/", {"lines": [f"{world.one.pk}:2"]})
    minh.post(f"{SHEET}publish/", {"lines": [f"{world.one.pk}:3"]})
    figure = Figure.objects.get(pk=world.one.pk)
    entering.correct(figure=figure, values={"value": Decimal("62")}, reason="nhầm", version=4, by=world.lan)
    entering.submit(figure=figure, version=5, by=world.lan)
    line = line_of(minh.get(SHEET), world.one)
    assert (line.is_correction, line.needs_a_look, line.compared.value) == (True, True, Decimal("61.4"))


@pytest.mark.parametrize(("again", "unchanged"), [("61.4", True), ("66.5", False)])
def test_a_line_that_came_back_says_from_what_it_was_changed(world, again, unchanged):
    reviewing.send_back(figure=world.one, note="Kiểm tra mẫu số", version=2, by=world.minh)
    values = {"value": Decimal(again)}
    saved = entering.save_figure(
        indicator=world.share,
        province=world.place,
        period=Q1,
        values=values,
        remark="đã xem lại",
        version=3,
        by=world.lan,
        today=timezone.localdate(),
    )
    entering.submit(figure=saved, version=4, by=world.lan)
    line = line_of(sign_in(world.minh).get(SHEET), world.one)
    assert (line.returned.value, line.returned.return_note) == (Decimal("61.4"), "Kiểm tra mẫu số")
    assert (line.came_back_unchanged, line.needs_a_look) == (unchanged, True)


def test_the_address_chooses_which_lines_are_shown(world):
    prove(world.one)
    make.published(world.share, world.place, "2024-Q4", "61.4")
    minh = sign_in(world.minh)

    def shown(show: str) -> set[int]:
        context = minh.get(SHEET, {"show": show}).context
        return {line.figure.pk for line, _form in [*context["odd"], *context["plain"]]}

    both = {world.one.pk, world.two.pk}
    found = {show: shown(show) for show in ("", "look", "changed", "nonsense")}
    assert found == {"": both, "look": {world.two.pk}, "changed": {world.two.pk}, "nonsense": both}
    tabs = minh.get(SHEET, {"show": "look"}).context["tabs"]
    assert [(code, number, current) for code, _words, number, current in tabs] == [
        ("", 2, False),
        ("look", 1, True),
        ("changed", 1, False),
    ]


def test_the_evidence_of_a_line_is_linked_beside_it(world):
    piece = make.evidence_file(world.one)
    page = sign_in(world.minh).get(SHEET).content.decode()
    assert page.count(f'href="/evidence/{piece.pk}/"') == 1


def test_what_was_typed_with_more_decimals_than_are_shown_is_told_exactly(world):
    """A reviewer approves what is stored."""
    Figure.objects.filter(pk=world.one.pk).update(value=Decimal("80.537"))
    make.published(world.share, world.place, "2024-Q4", "80.512")
    page = sign_in(world.minh).get(SHEET).content.decode()
    assert [text for text in (">80,5<", "80,537", "+0,03") if text not in page] == []
    assert "80,512" not in page


# --- many lines returned at once ---


def test_minh_approves_all_lines_shown_but_not_his_own(world):
    minh, third = sign_in(world.minh), world.submitted("3", indicator=make.indicator("cua-minh", order=3))
    Figure.objects.filter(pk=third.pk).update(entered_by=world.minh)
    minh.cookies["django_language"] = "en"
    page = minh.get(SHEET).content.decode()
    [form] = re.findall(r"<form[^>]*data-confirm=.Approve all lines shown.*?</form>", page, re.DOTALL)
    assert "Approve all 2 lines shown" in form
    minh.post(f"{SHEET}approve/", {"lines": re.findall(r'name="lines" value="([^"]+)"', form)})
    assert states() == ["approved", "approved", "submitted"]


def test_minh_returns_the_chosen_lines_for_one_reason(world):
    data = {"lines": [f"{world.one.pk}:2"], "note": "Xem lại"}
    answer = sign_in(world.minh).post(f"{SHEET}return/", data)
    assert (answer.status_code, answer.url, states()) == (302, SHEET, ["returned", "submitted"])
    assert Figure.objects.get(pk=world.one.pk).return_note == "Xem lại"


def test_minh_returns_all_that_wait(world):
    waiting = [f"{world.one.pk}:2", f"{world.two.pk}:2"]
    data = {"waiting": waiting, "everything": "on", "note": "Xem lại"}
    assert sign_in(world.minh).post(f"{SHEET}return/", data).status_code == 302
    assert states() == ["returned", "returned"]


def test_returning_needs_a_note_and_keeps_the_ticks(world):
    data = {"lines": [f"{world.one.pk}:2"], "note": "  "}
    answer = sign_in(world.minh).post(f"{SHEET}return/", data)
    assert (answer.status_code, states()) == (422, ["submitted", "submitted"])
    assert list(answer.context["return_lines_form"].errors) == ["note"]
    assert answer.context["ticked"] == {str(world.one.pk)}


@pytest.mark.parametrize("lines", [[], ["stale"]])
def test_a_return_of_nothing_or_of_what_changed_is_refused(world, lines):
    chosen = [f"{world.one.pk}:2", f"{world.two.pk}:1"] if lines else []
    answer = sign_in(world.minh).post(f"{SHEET}return/", {"lines": chosen, "note": "Xem lại"})
    assert (answer.status_code, states()) == (409, ["submitted", "submitted"])


def test_lines_of_another_province_are_not_returned(world):
    dung = sign_in(cast.person("dung", "reviewer", world.elsewhere))
    data = {"lines": [f"{world.one.pk}:2"], "note": "x"}
    assert dung.post("/review/ha-giang/2025-Q1/return/", data).status_code == 404
    assert dung.post(f"{SHEET}return/", data).status_code == 404
    assert sign_in(world.lan).post(f"{SHEET}return/", data).status_code == 403
    assert states() == ["submitted", "submitted"]


def test_an_unusual_value_is_flagged_and_to_be_looked_at(world):
    make.published(world.other, world.place, "2024-Q4", "9.5")
    make.published(world.other, world.place, "2024-Q3", "9.4")
    make.published(world.share, world.place, "2024-Q4", "50")
    make.published(world.share, world.place, "2024-Q3", "49.9")
    for figure in (world.one, world.two):
        make.evidence_file(figure)
    waiting = review_lines(Respondent(world.place), Q1, desk=Desk(world.minh), on=timezone.localdate())
    lines = {line.figure: line for line in waiting}
    assert {figure: [doubt.code for doubt in line.doubts] for figure, line in lines.items()} == {
        world.one: ["jump"],
        world.two: [],
    }
    assert (lines[world.one].needs_a_look, lines[world.two].needs_a_look) == (True, False)
    page = sign_in(world.minh).get(SHEET).content.decode()
    assert page.count('<span class="flag flag--warn">Tăng 11,4 điểm % trong một quý, thường là +0,1.</span>') == 1
