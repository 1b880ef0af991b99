"""Bodies and agreements in the admin: nobody sits twice, no circle, and nothing goes that others point at."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from agreements.models import Body, BodyMember, TermChange
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def hoa(client, made):
    client.force_login(made.hoa)
    client.cookies["django_language"] = "en"
    return client


def page_of(row, page: str = "change") -> str:
    return f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/{page}/"


def send(client, body: Body, seats: list[dict], **changes):
    """The page of a body as it would come back, with these rows of members."""
    form = client.get(page_of(body)).context["adminform"].form
    sent = {field: form[field].value() for field in form.fields}
    stored = list(body.members.values_list("pk", flat=True))
    rows = {"members-TOTAL_FORMS": len(seats), "members-INITIAL_FORMS": len(stored)}
    rows |= {"keepers-TOTAL_FORMS": 0, "keepers-INITIAL_FORMS": 0}
    for place, seat in enumerate(seats):
        known = {"id": stored[place]} if place < len(stored) else {}
        for name, value in ({"order": 0, "role_vi": "Trưởng ban", "body": body.pk} | known | seat).items():
            rows[f"members-{place}-{name}"] = value
    keepers = {"keepers-TOTAL_FORMS": 0, "keepers-INITIAL_FORMS": 0}
    sent = {name: value for name, value in sent.items() if value not in (None, False)}
    return client.post(page_of(body), sent | rows | keepers | changes)


def refused(response) -> list[dict]:
    return [dict(each) for each in response.context["inline_admin_formsets"][0].formset.errors]


def test_nobody_sits_in_a_body_twice_at_a_time(hoa, made):
    body, an = made.hai_duong.body, {"person": "Nguyễn Văn A"}
    words = ["This person already has a seat then. Give the earlier one a last day."]
    assert refused(send(hoa, body, [an, an]))[1] == {"person": words}
    ended = an | {"until": "2024-05-31"}
    assert refused(send(hoa, body, [ended, an | {"since": "2024-05-31"}]))[1] == {"person": words}
    assert BodyMember.objects.filter(body=body).count() == 1
    assert send(hoa, body, [ended, an | {"since": "2024-06-01"}]).status_code == 302
    assert [each.until for each in body.members.order_by("pk")] == [date(2024, 5, 31), None]


def test_a_seat_that_another_admin_added_meanwhile_is_seen(hoa, made):
    body, an = made.hai_duong.body, {"person": "Nguyễn Văn A"}
    make.member(body, "Trần Thị B", until=date(2025, 12, 31))
    stored = {"members-INITIAL_FORMS": 1}
    seat = {"person": "Trần Thị B", "since": "2025-12-01", "id": ""}
    assert "person" in refused(send(hoa, body, [an, seat], **stored))[1]
    assert send(hoa, body, [an, seat | {"since": "2026-01-01"}], **stored).status_code == 302


def test_the_database_holds_it_too_and_lets_two_sources_tell_of_one_seat(made):
    body, article, press = made.hai_duong.body, make.document(), make.document()
    for source in (None, article):
        if source:
            make.member(body, "Nguyễn Văn A", source=source)
        with pytest.raises(IntegrityError), transaction.atomic():
            make.member(body, "Nguyễn Văn A", source=source)
    make.member(body, "Nguyễn Văn A", source=press)


def test_a_body_stands_under_no_circle_and_nothing_of_others(hoa, made):
    top = made.hai_duong.body
    middle = make.body(top.province, parent=top)
    low = make.body(top.province, parent=middle)
    response = send(hoa, top, [{"person": "Nguyễn Văn A"}], parent=low.pk)
    assert response.context["adminform"].form.errors == {
        "parent": ["This body stands above the one it is to be under."]
    }
    response = send(hoa, low, [], parent=made.ha_giang.body.pk)
    assert response.context["adminform"].form.errors == {"parent": ["This belongs to another province than the body."]}
    other = make.programme(make.agreement(top.province, "hd-vnpt"))
    response = send(hoa, top, [{"person": "Nguyễn Văn A"}], agreement=made.hai_duong.agreement.pk, programme=other.pk)
    assert response.context["adminform"].form.errors == {"programme": ["This programme is of another agreement."]}
    assert [each.pk for each in low.above()] == [middle.pk, top.pk]


@pytest.mark.parametrize(
    ("which", "named"),
    [
        ("agreement", "Chính quyền số"),
        ("body", "Nguyễn Văn A"),
        ("indicator", "CANARY-HD-TASK"),
        ("task", "Ghi chú tiến độ: Đã mở 40 điểm"),
    ],
)
def test_what_others_point_at_stays_and_they_are_listed(hoa, made, which, named):
    rows = {"agreement": made.hai_duong.agreement, "body": made.hai_duong.body, "indicator": made.rank}
    row = rows.get(which, made.hai_duong.task)
    if which == "indicator":
        row = make.indicator("chua-dung")
        made.hai_duong.task.indicators.add(row)
    if which == "task":
        row.notes.create(on=date(2025, 1, 1), text_vi="Đã mở 40 điểm")
    hoa.cookies["django_language"] = "vi"
    assert named in hoa.get(page_of(row, "delete")).text
    hoa.post(page_of(row, "delete"), {"post": "yes"})
    assert type(row).objects.filter(pk=row.pk).exists()


def test_an_extension_names_a_later_year_and_an_agreement_ends_once(made):
    agreement = made.hai_duong.agreement
    change = TermChange(agreement=agreement, step="extended", on=date(2025, 1, 1), until_year=2024, reason_vi="x")
    with pytest.raises(ValidationError, match="until_year"):
        change.full_clean()
    change.until_year, change.on = 2027, date(2021, 3, 25)
    with pytest.raises(ValidationError) as refusal:
        change.full_clean()
    assert list(refusal.value.message_dict) == ["on"]
    change.until_year = None
    with pytest.raises(IntegrityError), transaction.atomic():
        change.save()
    terms = {"agreement": agreement, "step": "ended", "on": date(2025, 1, 1), "reason_vi": "x"}
    TermChange.objects.create(**terms)
    with pytest.raises(IntegrityError), transaction.atomic():
        TermChange.objects.create(**terms)
