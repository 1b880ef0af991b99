"""Targets in the admin: set by the action, changed by a decision only, never lowered unseen."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.messages import WARNING, get_messages

from indicators.actions.refusals import MissingReason
from indicators.actions.targets import revise_target
from indicators.enums import Comparator, TargetKind
from indicators.models import Document, Target
from indicators.models.documents import DECIDES_NOTHING
from tests import cast, make

pytestmark = pytest.mark.django_db
LIST = "/admin/indicators/target/"
NO_INLINES = {"revisions-TOTAL_FORMS": "0", "revisions-INITIAL_FORMS": "0"}
REASON, DOCUMENT, DAY = "revision_reason", "revision_document", "effective_on"


@pytest.fixture
def hai_duong():
    return cast.hai_duong()


@pytest.fixture
def hoa(client):
    person = cast.hoa()
    client.force_login(person)
    return person


@pytest.fixture
def target(hai_duong):
    return make.target(make.indicator(), hai_duong, "80", "2025-Q4", baseline="20@2020-Q4")


@pytest.fixture
def decision():
    return make.document("quyet-dinh")


def form_of(client, target) -> dict:
    """What the browser would send if nothing was changed."""
    form = client.get(f"{LIST}{target.pk}/change/").context["adminform"].form
    values = {field: form[field].value() for field in form.fields}
    sent = {field: value for field, value in values.items() if value not in (None, False, "")}
    if isinstance(sent.get("due_on"), date):
        sent["due_on"] = f"{sent['due_on']:%d/%m/%Y}"
    return sent | NO_INLINES


def send(client, target, **changes):
    return client.post(f"{LIST}{target.pk}/change/", form_of(client, target) | changes)


def errors(response) -> dict[str, list[str]]:
    return dict(response.context["adminform"].form.errors)


def terms(target) -> tuple:
    stored = Target.objects.get(pk=target.pk)
    return stored.value, stored.due_year, stored.due_quarter


def test_the_wording_is_saved_plainly(client, hoa, target):
    assert send(client, target, label_vi="Xử lý trên mạng").status_code == 302
    assert Target.objects.get().label_vi == "Xử lý trên mạng"
    assert [each.version for each in target.revisions.all()] == [1]


def test_saving_the_form_untouched_changes_nothing(client, hoa, target):
    assert send(client, target).status_code == 302
    assert terms(target) == (Decimal(80), 2025, 4)
    assert target.revisions.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"value": "70"}, "value"),
        ({"due_year": "2026", "due_on": ""}, "due_year"),
        ({"comparator": Comparator.MORE_THAN}, "comparator"),
        ({"baseline_value": "30"}, "baseline_value"),
        ({"edition_rule": "published-by"}, "edition_rule"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_terms_do_not_change_without_a_decision(client, hoa, target, changes, field):
    client.cookies["django_language"] = "en"
    before = getattr(target, field)
    response = send(client, target, label_vi="Khác", **changes)
    assert errors(response) == {
        REASON: ["Say why the target is changed."],
        DOCUMENT: ["Name the document that decides the change."],
        DAY: ["Give the day from which the new target is in force."],
    }
    stored = Target.objects.get()
    assert (getattr(stored, field), stored.label_vi) == (before, "")
    assert target.revisions.count() == 1


def test_a_target_cannot_be_turned_into_a_wish_or_moved_to_another_document(client, hoa, target):
    other = make.document("van-ban-khac")
    sent = {"kind": TargetKind.ASPIRATION, "document": other.pk, "is_decreed_step": "on"}
    assert send(client, target, label_vi="Khác", **sent).status_code == 302
    stored = Target.objects.get()
    assert (stored.kind, stored.document, stored.is_decreed_step) == (TargetKind.TARGET, target.document, False)
    assert stored.label_vi == "Khác"


@pytest.mark.parametrize("missing", [REASON, DOCUMENT, DAY])
def test_each_part_of_the_decision_is_needed(client, hoa, target, decision, missing):
    given = {REASON: "Rà soát", DOCUMENT: decision.pk, DAY: "01/03/2024"} | {missing: ""}
    response = send(client, target, value="70", **given)
    assert list(errors(response)) == [missing]
    assert terms(target) == (Decimal(80), 2025, 4)


def test_a_reason_of_blanks_is_none(client, hoa, target, decision):
    response = send(client, target, value="70", **{REASON: "   ", DOCUMENT: decision.pk, DAY: "01/03/2024"})
    assert list(errors(response)) == [REASON]


def test_a_decision_makes_a_version_and_keeps_the_old_one(client, hoa, target, decision):
    response = send(
        client,
        target,
        value="70,5",
        due_year="2026",
        due_on="",
        label_vi="Sau rà soát",
        **{REASON: "Rà soát giữa kỳ", DOCUMENT: decision.pk, DAY: "01/03/2024"},
    )
    assert response.status_code == 302
    assert terms(target) == (Decimal("70.5"), 2026, 4)
    assert Target.objects.get().label_vi == "Sau rà soát"
    first, second = target.revisions.order_by("version")
    assert (first.version, first.value, first.due_year, first.reason) == (1, Decimal(80), 2025, "")
    assert (second.version, second.value, second.due_year, second.reason) == (
        2,
        Decimal("70.5"),
        2026,
        "Rà soát giữa kỳ",
    )
    assert (second.document, second.effective_on, second.by) == (decision, date(2024, 3, 1), hoa)


@pytest.mark.parametrize("kind", DECIDES_NOTHING)
def test_what_only_reports_a_decision_cannot_decide(client, hoa, target, kind):
    client.cookies["django_language"] = "en"
    report = make.document("bai-bao", kind=kind, short_en="News of 1/3/2024")
    response = send(client, target, value="70", **{REASON: "Rà soát", DOCUMENT: report.pk, DAY: "01/03/2024"})
    (sentence,) = errors(response)[DOCUMENT]
    assert sentence.startswith(f"“News of 1/3/2024” ({kind.label}) can report a decision but not take one. ")
    assert terms(target) == (Decimal(80), 2025, 4)
    with pytest.raises(MissingReason):
        revise_target(
            target=target, terms={"value": 70}, reason="x", document=report, effective_on=date(2024, 3, 1), by=hoa
        )


def test_a_day_after_the_due_date_is_asked_for_twice(client, hoa, target, decision):
    client.cookies["django_language"] = "en"
    given = {"value": "70", REASON: "Rà soát", DOCUMENT: decision.pk, DAY: "01/02/2026"}
    response = send(client, target, **given)
    (sentence,) = errors(response)[DAY]
    assert sentence.startswith("This day lies after the due date, 31/12/2025: ")
    assert terms(target) == (Decimal(80), 2025, 4)

    asked = response.context["adminform"].form["accepted"].value()
    other_day = send(client, target, **given | {DAY: "02/02/2026"}, accepted=asked)
    assert list(errors(other_day)) == [DAY]
    assert send(client, target, **given, accepted=asked).status_code == 302
    assert target.revisions.get(version=2).effective_on == date(2026, 2, 1)


def test_moving_the_due_date_after_it_has_passed_is_asked_for_twice_too(client, hoa, target, decision):
    given = {"due_year": "2027", "due_on": "", REASON: "Lùi hạn", DOCUMENT: decision.pk, DAY: "01/02/2026"}
    assert list(errors(send(client, target, **given))) == [DAY]
    assert send(client, target, **given, accepted="2026-02-01").status_code == 302


def test_a_new_due_year_does_not_keep_the_day_of_the_old_one(client, hoa, target, decision):
    client.cookies["django_language"] = "en"
    Target.objects.update(due_on=date(2025, 12, 31))
    given = {"due_year": "2026", REASON: "Lùi hạn", DOCUMENT: decision.pk, DAY: "01/03/2024"}
    (sentence,) = errors(send(client, target, **given))["due_on"]
    assert sentence == ("31/12/2025 does not lie in Q4 2026. Correct one of the two, or leave the date empty.")
    assert terms(target) == (Decimal(80), 2025, 4)


def test_a_day_before_the_version_in_force_or_the_deciding_document_is_asked_for_twice(client, hoa, target, decision):
    client.cookies["django_language"] = "en"
    Document.objects.filter(pk=decision.pk).update(issued_on=date(2024, 2, 1))
    given = {REASON: "Rà soát", DOCUMENT: decision.pk}
    assert send(client, target, **given | {"value": "75", DAY: "01/03/2024"}).status_code == 302
    response = send(client, target, **given | {"value": "70", DAY: "01/01/2024"})
    assert errors(response)[DAY] == [
        "This day lies before that of the deciding document, 1/2/2024. "
        "Version 2 applies from 1/3/2024: it would be replaced before that. "
        "Correct the day, or save again if the document decides so."
    ]
    asked = response.context["adminform"].form["accepted"].value()
    again = send(client, target, **given | {"value": "70", DAY: "01/01/2024"}, accepted=asked)
    assert again.status_code == 302
    assert list(target.revisions.values_list("version", "effective_on")) == [
        (1, None),
        (2, date(2024, 3, 1)),
        (3, date(2024, 1, 1)),
    ]


def test_the_printed_due_date_cannot_stay_beside_a_new_one(client, hoa, target, decision):
    Target.objects.update(due_text="hết 2025")
    given = {"due_year": "2026", "due_on": "", REASON: "Lùi hạn", DOCUMENT: decision.pk, DAY: "01/03/2024"}
    response = send(client, target, **given)
    assert list(errors(response)) == ["due_text"]
    assert send(client, target, **given, due_text="").status_code == 302


@pytest.mark.parametrize(("label", "is_told"), [("80% hồ sơ", True), ("Hồ sơ theo Quyết định 180", False)])
def test_wording_that_names_the_old_value_is_pointed_out(client, hoa, target, decision, label, is_told):
    Target.objects.update(label_vi=label)
    given = {REASON: "Rà soát", DOCUMENT: decision.pk, DAY: "01/03/2024"}
    client.post(f"{LIST}{target.pk}/change/", form_of(client, target) | {"value": "70"} | given)
    told = [each for each in get_messages(client.get(LIST).wsgi_request) if each.level == WARNING]
    assert bool(told) == is_told


def test_a_reason_for_nothing_is_refused(client, hoa, target):
    response = send(client, target, **{REASON: "Rà soát"})
    assert list(errors(response)) == [REASON]
    assert target.revisions.count() == 1


@pytest.mark.parametrize(
    ("typed", "value"), [("80,53", "80.53"), ("80.53", "80.53"), ("99", "99")], ids=lambda text: text
)
def test_numbers_are_read_as_everywhere(client, hoa, target, decision, typed, value):
    send(client, target, value=typed, **{REASON: "x", DOCUMENT: decision.pk, DAY: "2024-03-01"})
    assert Target.objects.get().value == Decimal(value)


def test_a_dot_before_three_digits_is_no_decimal_point(client, hoa, hai_duong):
    firms = make.indicator("doanh-nghiep", shape="stock", maximum=None, minimum=0, decimals=0)
    response = client.post(f"{LIST}add/", added(firms, hai_duong, value="1.931"))
    assert response.status_code == 302
    assert Target.objects.get().value == 1931


@pytest.mark.parametrize("typed", ["1,931.5", "NaN", "1e400", "tám mươi"])
def test_what_is_no_number_is_refused_beside_the_field(client, hoa, target, decision, typed):
    given = {REASON: "x", DOCUMENT: decision.pk, DAY: "2024-03-01"}
    assert list(errors(send(client, target, value=typed, **given))) == ["value"]
    assert terms(target) == (Decimal(80), 2025, 4)


def test_the_number_is_shown_as_it_is_read(client, hoa, hai_duong):
    made = make.target(make.indicator("so", shape="stock", maximum=None), hai_duong, "1931.5")
    assert 'value="1.931,5"' in client.get(f"{LIST}{made.pk}/change/").text


def added(indicator, province, **fields) -> dict:
    return {
        "code": "moi",
        "indicator": indicator.pk,
        "province": province.pk,
        "kind": TargetKind.TARGET,
        "document": make.document().pk,
        "comparator": Comparator.AT_LEAST,
        "value": "80",
        "due_year": "2025",
        "edition_rule": "data-year",
        **fields,
        **NO_INLINES,
    }


def test_a_new_target_has_its_first_version(client, hoa, hai_duong):
    assert client.post(f"{LIST}add/", added(make.indicator(), hai_duong)).status_code == 302
    made = Target.objects.get()
    assert [(each.version, each.value, each.by) for each in made.revisions.all()] == [(1, Decimal(80), hoa)]
    assert made.history.get().history_user == hoa


@pytest.mark.parametrize(
    ("fields", "faulty"),
    [
        ({"value": "101"}, {"value": ["The value lies between 0 and 100."]}),
        ({"value": "-1"}, {"value": ["The value lies between 0 and 100."]}),
        ({"value_max": "70"}, {"value_max": ["The upper bound must lie above the lower one."]}),
    ],
    ids=str,
)
def test_terms_outside_the_range_are_refused_in_a_sentence(client, hoa, hai_duong, fields, faulty):
    client.cookies["django_language"] = "en"
    response = client.post(f"{LIST}add/", added(make.indicator(), hai_duong, **fields))
    assert errors(response) == faulty
    assert not Target.objects.exists()


@pytest.mark.parametrize(
    ("fields", "faulty"),
    [
        ({"due_year": "12"}, ["due_year"]),
        ({"due_year": "99999"}, ["due_year"]),
        ({"due_quarter": "5"}, ["due_quarter"]),
        ({"due_year": "", "due_quarter": "4"}, ["due_year"]),
        ({"baseline_quarter": "2"}, ["baseline_year"]),
        ({"baseline_year": "2026"}, ["baseline_year"]),
        ({"document": ""}, ["__all__"]),
    ],
    ids=str,
)
def test_impossible_periods_are_refused_beside_the_field(client, hoa, hai_duong, fields, faulty):
    response = client.post(f"{LIST}add/", added(make.indicator(), hai_duong, **fields))
    assert list(errors(response)) == faulty


def test_what_it_is_about_cannot_be_exchanged(client, hoa, target):
    other = make.indicator("khac")
    assert send(client, target, indicator=other.pk, province=cast.ha_giang().pk, code="x").status_code == 302
    stored = Target.objects.get()
    assert (stored.indicator, stored.province, stored.code) == (target.indicator, target.province, target.code)


def test_a_target_cannot_be_deleted_even_in_bulk(client, hoa, target):
    assert client.post(f"{LIST}{target.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(LIST, {"action": "delete_selected", "_selected_action": [target.pk], "post": "yes"})
    assert Target.objects.count() == 1
    assert "delete_selected" not in client.get(LIST).text


def test_a_superuser_without_the_role_only_looks(client, target):
    client.force_login(cast.person("root", None, is_staff=True, is_superuser=True))
    assert client.get(f"{LIST}{target.pk}/change/").status_code == 200
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{target.pk}/change/", {"value": "1"} | NO_INLINES).status_code == 403


def test_the_history_says_old_and_new(client, hoa, target, decision):
    send(client, target, value="70,5", **{REASON: "Rà soát", DOCUMENT: decision.pk, DAY: "01/03/2024"})
    page = client.get(f"{LIST}{target.pk}/history/")
    newest = page.context["page_obj"].object_list[0]
    assert [(each["old"], each["new"]) for each in newest.history_delta_changes] == [("80", "70,5")]
    assert (newest.history_user, newest.history_change_reason) == (hoa, "Rà soát")


def test_long_words_of_the_history_are_cut_with_dots(client, hoa, target):
    words = "Phần hồ sơ công việc cấp tỉnh được lập, luân chuyển và xử lý hoàn toàn trên môi trường mạng của tỉnh"
    send(client, target, note_vi=words)
    send(client, target, note_vi=f"{words}, kể từ năm 2027")
    newest = client.get(f"{LIST}{target.pk}/history/").context["page_obj"].object_list[0]
    (note,) = newest.history_delta_changes
    rest = "Phần …c lập, luân chuyển và xử lý hoàn toàn trên môi trường mạng của tỉnh"
    assert (note["old"], note["new"]) == (rest, f"{rest}, kể từ năm 2027")


def test_what_was_loaded_in_bulk_is_kept_as_it_was_before_its_first_change(client, hoa, target):
    target.history.all().delete()
    send(client, target, label_vi="Sau")
    assert [(each.history_type, each.label_vi, each.history_user) for each in target.history.all()] == [
        ("~", "Sau", hoa),
        ("+", "", None),
    ]


def test_the_history_sets_nothing_back(client, hoa, target, decision):
    old, version = form_of(client, target), target.history.get().pk
    send(client, target, value="70", **{REASON: "x", DOCUMENT: decision.pk, DAY: "01/03/2024"})
    client.post(f"{LIST}{target.pk}/history/{version}/", old)
    client.post(f"{LIST}{target.pk}/history/{version}/change/", old)
    assert terms(target) == (Decimal(70), 2025, 4)


@pytest.mark.parametrize("address", ["abc/change/", "abc/history/", "999/history/", "1'/history/"])
def test_an_unknown_target_is_not_an_error(client, hoa, target, address):
    assert client.get(f"{LIST}{address}").status_code in (302, 404)


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_asks_as_often_for_many_as_for_one(client, hoa, hai_duong, count, django_assert_num_queries):
    for number in range(count):
        make.target(make.indicator(f"i{number}"), hai_duong, "80")
    client.get(LIST)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(LIST)


LIST_QUERIES = 8
