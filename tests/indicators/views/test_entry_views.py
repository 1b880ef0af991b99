"""Entering figures: the sheet, as the people of the cast see it."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from dtracker.formats.quarters import Period
from indicators.actions import entering
from indicators.models import Figure
from tests import cast, make
from tests.indicators.actions.world import Q1
from tests.indicators.views.filling import Filling, sign_in

pytestmark = pytest.mark.django_db
SHEET = "/entry/hai-duong/2025-Q1/"


@pytest.fixture(scope="module")
def written(write) -> bytes:
    return write(Filling)


@pytest.fixture
def world(made) -> Filling:
    return made


def stored() -> list[tuple]:
    rows = Figure.objects.order_by("indicator__order", "year", "quarter", "pk").values_list(
        "value", "status", "version"
    )
    return [(value, status, version) for value, status, version in rows]


# --- it works ---


def test_lan_saves_two_figures_and_is_sent_back_to_the_sheet(world):
    lan = sign_in(world.lan)
    answer = lan.post(SHEET, world.typed(share_value="61,4", count_value="1.931", count_remark="Theo báo cáo"))
    assert (answer.status_code, answer.url) == (302, SHEET)
    assert stored() == [(Decimal("61.4"), "draft", 1), (Decimal("1931"), "draft", 1)]
    assert world.cell(world.count).remark == "Theo báo cáo"
    assert world.cell(world.share).entered_by == world.lan


def test_lan_submits_the_sheet_with_what_she_just_typed(world):
    answer = sign_in(world.lan).post(f"{SHEET}submit/", world.typed(share_value="61,4", count_value="12"))
    assert (answer.status_code, answer.url) == (302, SHEET)
    assert stored() == [(Decimal("61.4"), "submitted", 2), (Decimal("12"), "submitted", 2)]


def test_a_field_keeps_what_was_typed_and_other_values_have_the_decimals_of_the_indicator(world):
    make.published(world.share, world.place, "2024-Q4", "79.24")
    typed = world.save("81.53", indicator=world.share)
    shown = []
    for _state in ("draft", "submitted"):
        page = sign_in(world.lan).get(SHEET).content.decode()
        shown.append([text for text in ("81,5", "81,53", "79,2", "79,24") if re.search(rf"\b{text}(?!\d)", page)])
        if typed.status == "draft":
            typed = entering.submit(figure=typed, version=typed.version, by=world.lan)
    assert shown == [["81,53", "79,2"], ["81,5", "79,2"]]


def test_blank_lines_are_not_touched(world):
    sign_in(world.lan).post(SHEET, world.typed())
    assert stored() == []


def test_unchanged_lines_write_no_history(world):
    world.save("61.4", indicator=world.share)
    sign_in(world.lan).post(SHEET, world.typed(count_value="12"))
    assert world.cell(world.share).history.count() == 1
    assert stored() == [(Decimal("61.4"), "draft", 1), (Decimal("12"), "draft", 1)]


def test_a_share_is_worked_out_from_typed_parts_and_again_when_they_change(world):
    lan = sign_in(world.lan)
    lan.post(SHEET, world.typed(share_numerator="1.102", share_denominator="2.000"))
    assert world.cell(world.share).value == Decimal("55.1")
    lan.post(SHEET, world.typed(share_numerator="1.200", share_denominator="2.000"))
    assert world.cell(world.share).value == Decimal("60")


def test_no_figure_because(world):
    sign_in(world.lan).post(SHEET, world.typed(share_no_data_reason="chờ công bố cả năm"))
    row = world.cell(world.share)
    assert (row.value, row.no_data_reason) == (None, "chờ công bố cả năm")


def test_a_double_click_has_one_effect(world):
    lan = sign_in(world.lan)
    data = world.typed(share_value="61,4")
    assert [lan.post(SHEET, data).status_code for _time in range(2)] == [302, 302]
    assert stored() == [(Decimal("61.4"), "draft", 1)]
    assert world.cell(world.share).history.count() == 1


def submitted_in_english(world, **typed) -> list[str]:
    """What is said after submitting."""
    lan = sign_in(world.lan)
    lan.cookies["django_language"] = "en"
    answer = lan.post(f"{SHEET}submit/", world.typed(**typed), follow=True)
    return [str(each) for each in answer.context["messages"]]


def test_what_is_left_is_named_after_submitting(world):
    make.indicator("con-mot", name_en="Another one", order=3)
    assert submitted_in_english(world, share_value="61,4", count_value="12") == [
        "2 figures submitted.",
        "1 line is not answered yet: Another one. Answer it and submit the sheet again.",
    ]
    assert submitted_in_english(world)[0] == "There is nothing new to submit."


def test_of_many_that_are_left_the_first_are_named(world):
    for number in range(6):
        make.indicator(f"con-{number}", name_en=f"Line {number}", order=3 + number)
    [_done, left] = submitted_in_english(world, share_value="61,4", count_value="12")
    assert left == (
        "6 lines are not answered yet: Line 0, Line 1, Line 2, Line 3, Line 4 and 1 more. "
        "Answer them and submit the sheet again."
    )


def test_nothing_is_said_to_be_left_of_a_full_sheet(world):
    assert submitted_in_english(world, share_value="61,4", count_value="12") == ["2 figures submitted."]


def test_a_double_submit_has_one_effect(world):
    lan = sign_in(world.lan)
    data = world.typed(share_value="61,4")
    assert [lan.post(f"{SHEET}submit/", data).status_code for _time in range(2)] == [302, 302]
    assert stored() == [(Decimal("61.4"), "submitted", 2)]


def test_the_sheet_shows_what_was_published_before_and_the_year_before(world):
    make.published(world.share, world.place, "2024-Q4", "59.5")
    make.published(world.share, world.place, "2024-Q1", "50.5")
    answer = sign_in(world.lan).get(SHEET)
    [row, _other] = answer.context["sheet"].rows
    assert (row.line.before.value, row.line.before.period) == (Decimal("59.5"), Period(2024, 4))
    assert (row.line.year_before.value, row.line.year_before.period) == (Decimal("50.5"), Q1.same_period_last_year())


# --- a colleague, an outsider, a stranger ---


def test_minh_reads_the_sheet_but_enters_nothing(world):
    minh = sign_in(world.minh)
    answer = minh.get(SHEET)
    assert answer.status_code == 200
    assert [row.form for row in answer.context["sheet"].rows] == [None, None]
    assert minh.post(SHEET, world.typed(share_value="61,4")).status_code == 403
    assert minh.post(f"{SHEET}submit/", world.typed(share_value="61,4")).status_code == 403
    assert stored() == []


def test_quang_does_not_find_the_sheet(world):
    world.save("61.4", indicator=world.share)
    quang = sign_in(world.quang)
    assert quang.get("/entry/ha-giang/2025-Q1/").status_code == 200
    for answer in (quang.get(SHEET), quang.post(SHEET, {}), quang.post(f"{SHEET}submit/", {})):
        assert answer.status_code == 404
        assert b"61,4" not in answer.content
    assert stored() == [(Decimal("61.4"), "draft", 1)]


def test_a_reader_and_a_secretary_may_not(world):
    for person in (cast.nam(world.place), cast.thu(world.place)):
        client = sign_in(person)
        answers = [client.get("/entry/"), client.get(SHEET), client.post(SHEET, world.typed(share_value="1"))]
        assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert stored() == []


def test_a_stranger_is_asked_to_sign_in(world):
    for path in ("/entry/", SHEET):
        answer = Client().get(path)
        assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={path}")
    assert stored() == []


def test_a_sheet_sent_after_the_session_ended_is_saved_after_signing_in(world):
    client = Client()
    asked = client.post(SHEET, world.typed(share_value="61,4"))
    assert (asked.status_code, stored()) == (403, [])
    who = {"username": world.lan.username, "password": cast.PASSWORD}
    again = client.post("/accounts/login/", who | {"next": SHEET, "typed": asked.context["typed"]})
    assert stored() == []
    client.post(again.context["path"], dict(again.context["fields"]))
    assert [figure.value for figure in Figure.objects.all()] == [Decimal("61.4")]


def test_a_form_without_its_token_is_refused(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.lan)
    assert client.post(SHEET, world.typed(share_value="61,4")).status_code == 403
    assert stored() == []


# --- wrong method, wrong address ---


def test_submitting_by_get_is_refused(world):
    world.save("61.4", indicator=world.share)
    assert sign_in(world.lan).get(f"{SHEET}submit/").status_code == 405
    assert stored() == [(Decimal("61.4"), "draft", 1)]


@pytest.mark.parametrize("period", ["2025-Q5", "2025-Q0", "25-Q1", "Q1-2025"])
def test_what_is_no_period_is_no_page(world, period):
    assert sign_in(world.lan).get(f"/entry/hai-duong/{period}/").status_code == 404


def test_a_period_before_the_province_existed_is_no_page(world):
    assert sign_in(world.lan).get("/entry/hai-duong/2005-Q1/").status_code == 404


def test_a_period_without_a_round_has_no_sheet_and_takes_nothing(world):
    lan = sign_in(world.lan)
    path = "/entry/hai-duong/2024-Q1/"
    answer = lan.get(path)
    assert answer.status_code == 404
    assert "Không có kỳ báo cáo Quý I/2024." in answer.content.decode()
    assert lan.post(path, world.typed(share_value="61,4")).status_code == 409
    assert stored() == []


# --- bad input ---


def test_a_faulty_line_comes_back_as_typed_and_the_others_are_saved(world):
    answer = sign_in(world.lan).post(SHEET, world.typed(share_value="108,2", count_value="12"))
    assert answer.status_code == 422
    assert stored() == [(Decimal("12"), "draft", 1)]
    [row] = answer.context["sheet"].faulty
    assert row.line.indicator == world.share
    assert (row.form["value"].value(), len(row.form.errors["value"])) == ("108,2", 1)
    assert 'aria-invalid="true"' in answer.content.decode()
    assert answer.context["saved"] == 1


@pytest.mark.parametrize("text", ["1,931", "1.93", "1 931", "1e3", "1_931", "abc", "１２", "12 DN", "-5", "1,5"])
def test_what_is_no_count_is_not_stored(world, text):
    answer = sign_in(world.lan).post(SHEET, world.typed(count_value=text))
    assert answer.status_code == 422
    assert stored() == []


def test_a_submit_with_a_fault_saves_the_rest_and_hands_nothing_over(world):
    answer = sign_in(world.lan).post(f"{SHEET}submit/", world.typed(share_value="108,2", count_value="12"))
    assert answer.status_code == 422
    assert stored() == [(Decimal("12"), "draft", 1)]


def test_extra_fields_are_ignored(world):
    data = world.typed(share_value="61,4") | {
        "status": "published",
        f"i{world.share.pk}-status": "published",
        f"i{world.share.pk}-province": str(world.elsewhere.pk),
        f"i{world.share.pk}-submitted_by": str(world.minh.pk),
        "id": "99",
    }
    sign_in(world.lan).post(SHEET, data)
    row = Figure.objects.get()
    assert (row.status, row.province, row.submitted_by) == ("draft", world.place, None)


def test_markup_in_a_note_is_shown_as_text(world):
    lan = sign_in(world.lan)
    lan.post(SHEET, world.typed(share_value="61,4", share_remark="<script>alert(1)</script>"))
    page = lan.get(SHEET).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


# --- two people at once ---


def test_a_stale_line_shows_both_values_and_keeps_what_was_typed(world):
    linh = cast.person("linh", "officer", world.place)
    world.save("60", indicator=world.share)
    seen = world.typed(share_value="63,0")
    world.save("61.4", indicator=world.share, by=linh, version=1)
    answer = sign_in(world.lan).post(SHEET, seen)
    assert answer.status_code == 409
    assert stored() == [(Decimal("61.4"), "draft", 2)]
    [row] = answer.context["sheet"].conflicting
    assert "Linh" in row.conflict and "61,4%" in row.conflict and "63,0" in row.conflict
    assert (row.form["value"].value(), row.form["version"].value()) == ("63,0", "2")
    again = {name: row.form[name].value() or "" for name in ("value", "version", "remark", "no_data_reason")}
    answer = sign_in(world.lan).post(SHEET, {f"i{world.share.pk}-{name}": text for name, text in again.items()})
    assert answer.status_code == 302
    assert stored() == [(Decimal("63"), "draft", 3)]


def test_a_line_another_changed_but_i_did_not_is_no_conflict(world):
    linh = cast.person("linh", "officer", world.place)
    world.save("60", indicator=world.share)
    seen = world.typed(count_value="12")
    world.save("61.4", indicator=world.share, by=linh, version=1)
    assert sign_in(world.lan).post(SHEET, seen).status_code == 302
    assert stored() == [(Decimal("61.4"), "draft", 2), (Decimal("12"), "draft", 1)]


def test_what_is_typed_over_a_line_locked_meanwhile_is_said_and_not_stored(world):
    figure = world.save("60", indicator=world.share)
    seen = world.typed(share_value="63")
    entering.submit(figure=figure, version=1, by=world.lan)
    answer = sign_in(world.lan).post(SHEET, seen)
    assert answer.status_code == 409
    [row] = answer.context["sheet"].conflicting
    assert row.form is None and "63" in row.conflict
    assert stored() == [(Decimal("60"), "submitted", 2)]


def test_a_submitted_line_has_no_field(world):
    figure = world.save("60", indicator=world.share)
    entering.submit(figure=figure, version=1, by=world.lan)
    rows = sign_in(world.lan).get(SHEET).context["sheet"].rows
    assert [row.form is None for row in rows] == [True, False]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_sheet_in_both_languages(world, language):
    client = sign_in(world.lan)
    client.cookies["django_language"] = language
    world.save("60", indicator=world.share)
    assert client.get(SHEET).status_code == 200


def test_the_sheet_costs_the_same_with_one_line_and_with_many(world, django_assert_num_queries):
    lan = sign_in(world.lan)
    world.save("60", indicator=world.share)
    make.target(world.share, world.place, 80, "2025-Q4", baseline="20@2020-Q4")
    make.published(world.share, world.place, "2024-Q4", "59.5")
    with django_assert_num_queries(SHEET_READS):
        lan.get(SHEET)
    for number in range(4):
        other = make.indicator(f"them-{number}")
        world.save("10", indicator=other)
        make.target(other, world.place, 80, "2025-Q4", baseline="20@2020-Q4")
        make.published(other, world.place, "2024-Q4", "59.5")
    with django_assert_num_queries(SHEET_READS):
        lan.get(SHEET)


SHEET_READS = 10


def test_an_unusual_value_without_a_note_keeps_the_sheet_with_lan(world):
    make.published(world.share, world.place, "2024-Q4", "2")
    lan = sign_in(world.lan)
    answer = lan.post(f"{SHEET}submit/", world.typed(share_value="60", count_value="5"))
    assert answer.status_code == 422
    assert stored()[1:] == [(Decimal(60), "draft", 1), (Decimal(5), "draft", 1)]
    [row] = answer.context["sheet"].to_explain
    assert (row.line.indicator, [doubt.code for doubt in row.line.doubts]) == (world.share, ["slip"])
    page = answer.content.decode()
    assert f'<a href="#i{world.share.pk}">{world.share.name}</a>' in page
    assert (
        page.count(f'id="i{world.share.pk}-doubts"') == page.count(f'aria-describedby="i{world.share.pk}-doubts"') == 1
    )
    answer = lan.post(f"{SHEET}submit/", world.typed(share_remark="Mở dịch vụ mới"))
    assert answer.status_code == 302
    assert [status for _value, status, _version in stored()[1:]] == ["submitted", "submitted"]


def test_a_note_answers_the_doubt_and_the_doubt_stays(world):
    make.published(world.share, world.place, "2024-Q4", "2")
    lan = sign_in(world.lan)
    lan.post(SHEET, world.typed(share_value="60", share_remark="Mở dịch vụ mới"))
    sheet = lan.get(SHEET).context["sheet"]
    assert [len(row.line.doubts) for row in sheet.rows] == [1, 0]
    assert sheet.to_explain == []


def test_a_falling_total_comes_back_as_typed(world):
    total = make.indicator("luy-ke", shape="running-total", decimals=0, maximum=None, order=3)
    make.published(total, world.place, "2024-Q4", "1931")
    answer = sign_in(world.lan).post(SHEET, {f"i{total.pk}-version": "", f"i{total.pk}-value": "1.900"})
    assert (answer.status_code, stored()) == (422, [(Decimal(1931), "published", 1)])
    [row] = answer.context["sheet"].faulty
    assert (row.line.indicator, list(row.form.errors)) == (total, ["value"])
