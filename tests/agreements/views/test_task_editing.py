"""Adding a task and editing one: what is suggested, saved and said, and both values where two people edit."""

import pytest

from agreements.models import Task
from tests import cast, make

pytestmark = pytest.mark.django_db
NEW = "/tasks/new/"


def said(response) -> list[str]:
    return [str(each) for each in response.context["messages"]]


def test_the_secretary_adds_a_task(english, hai_duong):
    thu, lan = cast.thu(hai_duong), cast.lan(hai_duong)
    agreement = make.agreement(hai_duong, starts_year=2021, ends_year=2025)
    programme, share = make.programme(agreement), make.indicator()
    english.force_login(thu)
    page = english.get(f"{NEW}?programme=hd-fpt-p1&indicator=ho-so-tinh&work=Mở lớp&group=x")
    assert page.context["form"].initial == {"work_vi": "Mở lớp", "programme": programme, "indicators": [share]}
    data = {"work_vi": "Mở lớp", "assignee": lan.pk, "deadline": "2027-03-31", "programme": programme.pk}
    response = english.post(NEW, data | {"indicators": [share.code]}, follow=True)
    made = Task.objects.get()
    assert response.redirect_chain == [("/tasks/hai-duong-nv-1/", 302)]
    outside = "The deadline 31/3/2027 lies outside the term of the agreement (2021–2025)."
    assert response.context["sheet"].outside == outside
    assert (made.person, made.assignee, made.agreement) == ("Lan", lan, agreement)
    assert said(response) == [
        "The task is added.",
        "Not yet clear: responsible unit, product.",
    ]


def test_who_keeps_several_provinces_chooses_one_first(client, hai_duong):
    client.force_login(cast.hoa())
    assert client.get(NEW).context["province"] == hai_duong
    cast.ha_giang()
    assert [each.slug for each in client.get(NEW).context["provinces"]] == ["ha-giang", "hai-duong"]
    assert client.get(f"{NEW}?province=ha-giang").context["province"].slug == "ha-giang"
    client.force_login(cast.thu(hai_duong))
    assert client.get(f"{NEW}?province=ha-giang").status_code == 404


def test_what_is_of_another_province_or_kept_by_others_is_no_choice(english, hai_duong):
    other, kept = make.agreement(cast.ha_giang(), "hg"), make.body(hai_duong)
    kept.keepers.create(user=cast.hoa())
    english.force_login(cast.thu(hai_duong))
    sent = {"work_vi": "", "agreement": other.pk, "body": kept.pk, "deadline": "31/2/2026", "starts_on": "x"}
    sent |= {"programme": "x", "unit": "9" * 30, "indicators": ["9" * 30]}
    response = english.post(NEW, sent)
    assert response.status_code == 422
    assert response.context["form"].errors == {
        "work_vi": ["Write the work."],
        **{field: ["This is not among the choices. Choose again."] for field in ("agreement", "programme", "body")},
        **{field: ["This is not among the choices. Choose again."] for field in ("unit", "indicators")},
        "deadline": ["Write a day as 26/3/2025."],
        "starts_on": ["Write a day as 26/3/2025."],
    }
    # A browser makes the year 26 of two digits.
    typed = english.post(NEW, sent | {"deadline": "0026-03-25", "starts_on": "31/12/2100"}).context["form"].errors
    year = ["Write the year with four digits, from 1900 to 2099."]
    assert (typed["deadline"], typed["starts_on"]) == (year, year)
    assert Task.objects.count() == 0


def test_editing_says_what_is_missing_and_leaves_the_deadline(english, hai_duong):
    task = make.task(hai_duong, code="t1")
    english.force_login(cast.thu(hai_duong))
    form = english.get("/tasks/t1/edit/").context["form"]
    assert (form["person"].value(), "deadline" in form.fields) == ("Trần Văn An", False)
    response = english.post("/tasks/t1/edit/", {"version": 1, "work_vi": "Mở lớp", "unit_vi": "Sở"}, follow=True)
    assert said(response) == ["Saved.", "Not yet clear: person, product."]
    assert response.context["sheet"].told[0].changes[:2] == [
        "work: Mở 45 điểm hỗ trợ → Mở lớp",
        "work in English: Open 45 support points → –",
    ]
    assert Task.objects.get().deadline == task.deadline
    response = english.post("/tasks/t1/edit/", {"version": 2, "work_vi": "Mở lớp", "unit_vi": "Sở"}, follow=True)
    assert said(response) == ["Everything stands there already, so nothing changed."]


def test_of_two_people_the_second_sees_both_values_and_decides(english, hai_duong):
    make.task(hai_duong, code="t1", work_en="", unit_en="", product_en="")
    english.force_login(cast.thu(hai_duong))
    mine = {"version": 1, "work_vi": "Mở 45 điểm hỗ trợ", "person": "Lê Thị Bình", "unit_vi": "Sở Nội vụ"}
    mine |= {"product_vi": "Biên bản nghiệm thu"}
    english.post("/tasks/t1/edit/", mine | {"person": "Phạm Văn Cường"})
    response = english.post("/tasks/t1/edit/", mine)
    assert response.status_code == 409
    assert response.context["compared"] == [("Person", "Lê Thị Bình", "Phạm Văn Cường")]
    form = response.context["form"]
    assert (form["version"].value(), form["person"].value()) == (2, "Lê Thị Bình")
    assert english.post("/tasks/t1/edit/", mine | {"version": 2}).status_code == 302
    assert Task.objects.get().person == "Lê Thị Bình"


def test_what_is_closed_is_not_edited_and_what_was_typed_stays(english, hai_duong):
    make.task(hai_duong, code="t1", state="stopped", stop_reason="x")
    english.force_login(cast.thu(hai_duong))
    words = "The task no longer stands where this step begins."
    page = english.get("/tasks/t1/edit/", follow=True)
    assert (page.redirect_chain, said(page)) == ([("/tasks/t1/", 302)], [words])
    response = english.post("/tasks/t1/edit/", {"version": 1, "work_vi": "Mở lớp"})
    assert (response.status_code, response.context["refusal"]) == (409, words)
    assert response.context["form"]["work_vi"].value() == "Mở lớp"


def test_a_reader_edits_nothing(client, hai_duong):
    make.task(hai_duong, code="t1")
    client.force_login(cast.nam(hai_duong))
    assert client.get("/tasks/t1/edit/").status_code == 403
    assert client.get(NEW).status_code == 403
