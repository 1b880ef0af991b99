"""The log: read by all, kept by the secretary of the province."""

from datetime import date, datetime

import pytest

from agreements.actions.log import conclude as conclude_event
from agreements.models import Conclusion, Event, Obstacle, Task
from dtracker.accounts.access import NotAllowed
from dtracker.accounts.models import User
from dtracker.accounts.roles import Role
from tests import cast, make

URL = "/log/"
HANDLED = {"state": "solved", "owner": "Sở Nội vụ", "answer": "Đã biệt phái 30 cán bộ", "seen": "0"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def thu(english, hai_duong):
    english.force_login(cast.thu(hai_duong))
    return english


@pytest.fixture
def shortage(hai_duong):
    """An obstacle that an article names, loaded in bulk: nothing was done to it yet."""
    made = make.obstacle(hai_duong, code="o1", source=make.document("bai"), category_vi="nhân lực", category_en="staff")
    made.history.all().delete()
    return made


def rows(response) -> list[str]:
    return [each.text for each in response.context["rows"]]


def errors(response) -> dict:
    return {field: list(sentences) for field, sentences in response.context["form"].errors.items()}


def test_a_visitor_reads_each_kind_open_ones_first_and_the_newest_event(english, shortage, hai_duong):
    make.obstacle(hai_duong, text_en="Solved", state="solved", owner="x", answer="x")
    make.obstacle(hai_duong, text_en="Other", state="in-hand", owner="Board", category_vi="Nhân lực")
    make.recommendation(hai_duong, by="FPT", to_vi="tỉnh")
    make.event(hai_duong, on="2021-03-26")
    make.event(hai_duong, title_en="Later", on="2022-03-26")
    make.obstacle(cast.province("minh-hoa", "Minh Hoạ", is_illustration=True), text_en="Fictional")
    assert rows(english.get(URL)) == ["Too few people", "Other", "Solved"]
    assert rows(english.get(f"{URL}?state=in-hand")) == ["Other"]
    page = english.get(URL)
    ((category, _name),) = page.context["filter"]["category"].field.choices[1:]
    assert rows(english.get(f"{URL}?category={category}")) == ["Too few people", "Other"]
    fictional = english.get(f"{URL}?province=minh-hoa")
    assert (rows(fictional), fictional.content.decode().count("banner--demo")) == (["Fictional"], 1)
    assert rows(english.get(f"{URL}?kind=event")) == ["Later", "Signing"]
    (advice,) = english.get(f"{URL}?kind=recommendation").context["rows"]
    assert (advice.about, advice.state[0]) == ("FPT · to: tỉnh", "Not answered yet")
    assert english.get(f"{URL}?kind=nope").status_code == 404
    assert "is not among the choices" in english.get(f"{URL}?state=nope").content.decode()


def test_people_of_a_province_see_their_own_first(thu, shortage):
    make.obstacle(cast.ha_giang(), text_en="Elsewhere")
    assert rows(thu.get(URL)) == ["Too few people"]
    assert rows(thu.get(f"{URL}?province=")) == ["Elsewhere", "Too few people"]


def test_what_a_source_says_stays_and_its_handling_is_kept_with_a_history(thu, shortage):
    page = thu.get("/log/obstacle/o1/edit/")
    assert list(page.context["form"].fields) == ["agreement", "state", "owner", "answer", "seen"]
    assert thu.post("/log/obstacle/o1/edit/", HANDLED | {"text_vi": "Khác"}).url == "/log/obstacle/o1/"
    stored = Obstacle.objects.get()
    assert (stored.text_vi, stored.state, stored.answer) == ("Thiếu cán bộ", "solved", "Đã biệt phái 30 cán bộ")
    make.event(shortage.province, code="e1", source=shortage.source, conclusions="Như bài in")
    assert list(thu.get("/log/event/e1/edit/").context["form"].fields) == ["seen", "agreement"]
    assert thu.get("/log/event/e1/").text.count("What came of it") == 1
    newest, first = thu.get("/log/obstacle/o1/").context["told"]
    assert (newest.sentence, newest.changes) == (
        "Thu changed the entry.",
        ["state: Open → Solved", "who handles it: – → Sở Nội vụ", "answer: – → Đã biệt phái 30 cán bộ"],
    )
    assert (first.sentence, first.on) == ("The entry was loaded with the facts.", None)


def test_what_does_not_fit_is_said_beside_its_field_and_nothing_typed_is_lost(thu, shortage):
    response = thu.post("/log/obstacle/o1/edit/", HANDLED | {"answer": " "})
    assert (response.status_code, response.context["form"]["owner"].value()) == (422, "Sở Nội vụ")
    assert errors(response) == {"answer": ["Write the answer: without one nobody knows why it is closed."]}
    response = thu.post("/log/obstacle/o1/edit/", HANDLED | {"state": "in-hand", "owner": ""})
    assert errors(response) == {"owner": ["Name who handles it."]}
    other = make.agreement(cast.ha_giang(), "hg-fpt")
    response = thu.post("/log/obstacle/o1/edit/", HANDLED | {"agreement": other.pk})
    assert errors(response) == {"agreement": ["This is not among the choices. Choose again."]}
    assert thu.post("/log/event/new/", {"on": "30/2/2025"}).status_code == 422


def test_who_was_slower_sees_both_and_may_save_again(thu, shortage):
    thu.post("/log/obstacle/o1/edit/", HANDLED)
    response = thu.post("/log/obstacle/o1/edit/", HANDLED | {"owner": "Sở Tài chính"})
    assert (response.status_code, response.context["compared"]) == (
        409,
        [("Who handles it", "Sở Tài chính", "Sở Nội vụ")],
    )
    again = HANDLED | {"owner": "Sở Tài chính", "seen": response.context["form"]["seen"].value()}
    assert thu.post("/log/obstacle/o1/edit/", again).status_code == 302
    assert Obstacle.objects.get().owner == "Sở Tài chính"


def test_a_meeting_is_added_its_conclusion_becomes_a_task_and_keeps_the_link(thu, hai_duong):
    meeting = {"title_vi": "Phiên họp quý I", "on": "2025-03-01"}
    for _time in range(2):
        assert thu.post("/log/event/new/", meeting).url == "/log/event/hai-duong-event-1/"
    for _time in range(2):
        thu.post("/log/event/hai-duong-event-1/conclude/", {"text": "Sở Y tế báo cáo lộ trình"})
    assert thu.post("/log/event/hai-duong-event-1/conclude/", {"text": " "}).status_code == 422
    Event.objects.update(conclusions="1. Sở Y tế báo cáo lộ trình\n2. Họp lại trong quý II")
    assert thu.get("/log/event/hai-duong-event-1/").context["suggested"] == ["Họp lại trong quý II"]
    conclusion = Conclusion.objects.get()
    address = f"/log/conclusions/{conclusion.pk}/task/"
    assert thu.get(address).context["form"]["work_vi"].value() == "Sở Y tế báo cáo lộ trình"
    again = {"text": conclusion.text, "to_task": "on"}
    assert thu.post("/log/event/hai-duong-event-1/conclude/", again).url == address
    task = thu.post(address, {"work_vi": "Báo cáo lộ trình", "person": "Lê Văn An"}).url
    assert (thu.get(address).url, thu.post(address, {"work_vi": "Khác"}).url) == (task, task)
    assert (Task.objects.get().person, Event.objects.count()) == ("Lê Văn An", 1)
    page = thu.get("/log/event/hai-duong-event-1/")
    (row,) = page.context["conclusions"]
    assert (row.task, row.task_url) == ("Báo cáo lộ trình", task)
    assert [each.sentence for each in page.context["told"]] == [
        "Thu made the conclusion “Sở Y tế báo cáo lộ trình” a task.",
        "Thu wrote down the conclusion “Sở Y tế báo cáo lộ trình”.",
        "Thu added the entry.",
    ]
    assert '<a href="/log/event/hai-duong-event-1/">Phiên họp quý I</a>' in thu.get(task).content.decode()
    thu.logout()
    (row,) = thu.get("/log/event/hai-duong-event-1/").context["conclusions"]
    assert (row.is_task, row.task, row.task_url) == (True, "", "")


def test_who_works_for_one_unit_keeps_no_log_of_the_province(english, shortage):
    unit = make.unit(shortage.province)
    one = cast.person("lien", None)
    one.memberships.create(role=Role.SECRETARY, province=shortage.province, unit=unit)
    english.force_login(one)
    assert english.get(URL).context["may_add"] is False
    assert english.get(f"{URL}obstacle/o1/").context["may_keep"] is False
    assert english.get(f"{URL}obstacle/o1/edit/").status_code == 404
    assert english.get(f"{URL}obstacle/new/").status_code == 403


def test_the_log_of_another_province_or_of_the_country_is_not_kept(thu, shortage):
    other = make.obstacle(cast.ha_giang(), code="o2")
    make.recommendation(None, code="r1").history.all().delete()
    for path in ("obstacle/o2/edit/", "obstacle/nope/edit/", "event/new/?province=ha-giang", "nope/new/"):
        assert thu.get(URL + path).status_code == 404
    assert thu.get(f"{URL}recommendation/r1/edit/").status_code == 403
    assert thu.get(other.get_absolute_url()).context["may_keep"] is False
    thu.force_login(cast.nam(shortage.province))
    assert thu.post("/log/obstacle/o1/edit/", HANDLED).status_code == 403
    thu.force_login(cast.hoa())
    assert thu.post(f"{URL}recommendation/r1/edit/", {"text_vi": "x", "state": "open", "seen": 0}).status_code == 302
    assert "Which province is it about?" in thu.get(f"{URL}event/new/").content.decode()
    national = make.event(None, code="e1", conclusions="1. Họp lại").get_absolute_url()
    assert thu.post(f"{national}conclude/", {"text": "Giao các tỉnh", "to_task": "on"}).url == national
    page = thu.get(national)
    assert (page.context["may_keep"], page.context["suggested"], "Make it a task" in page.text) == (True, [], False)


def written_on(rows, *days: str) -> None:
    """Dates the lines of history, oldest first."""
    for row, day in zip(rows.order_by("history_id"), days, strict=True):
        rows.filter(history_id=row.history_id).update(history_date=datetime.fromisoformat(f"{day}T09:00:00+07:00"))


def test_an_entry_stands_as_its_history_says_it_stood_on_a_past_day(thu, shortage):
    thu.post("/log/obstacle/o1/edit/", HANDLED | {"state": "in-hand", "answer": ""})
    seen = Obstacle.history.order_by("-history_id").first().history_id
    thu.post("/log/obstacle/o1/edit/", HANDLED | {"seen": seen})
    written_on(Obstacle.history, "2024-03-01", "2024-03-01", "2024-06-01")
    stood = {}
    for day in ("2024-02-29", "2024-03-01", "2024-05-31", "2024-06-01"):
        page = thu.get(f"/log/obstacle/o1/?as_of={day}")
        stood[day] = (page.context["entry"].state, len(page.context["told"]))
        assert ("Nothing had been changed here by that day" in page.text) is (day == "2024-02-29")
        assert ("/edit/" in page.text, "As of" in page.text) == (False, True)
    assert stood == {
        "2024-02-29": ("open", 1),
        "2024-03-01": ("in-hand", 2),
        "2024-05-31": ("in-hand", 2),
        "2024-06-01": ("solved", 3),
    }
    thu.logout()
    page = thu.get("/log/obstacle/o1/?as_of=2024-03-01")
    assert (page.context["entry"].owner, page.context["told"]) == ("Sở Nội vụ", [])


def test_before_there_was_an_entry_its_page_says_so_and_leads_to_its_first_day(thu, hai_duong):
    thu.post("/log/obstacle/new/", {"text_vi": "Thiếu kinh phí", "state": "open"})
    written_on(Obstacle.history, "2024-03-01")
    page = thu.get("/log/obstacle/hai-duong-obstacle-1/?as_of=2024-02-29")
    assert "On 29/2/2024 there was no Thiếu kinh phí yet; it begins on 1/3/2024." in page.text
    assert '<a href="?as_of=2024-03-01" data-any-day>Show 1/3/2024</a>' in page.text
    assert page.context["is_there"] is False
    signing = make.event(hai_duong, on=date(2021, 3, 26)).get_absolute_url()
    page = thu.get(f"{signing}?as_of=2021-03-25")
    assert ("On 25/3/2021 there was no Signing yet" in page.text, page.context["is_there"]) == (True, False)
    # Written down years later, it is known from its day on.
    assert thu.get(f"{signing}?as_of=2021-03-26").context["is_there"] is True


def test_a_meeting_shows_what_it_had_concluded_by_the_day(thu, hai_duong):
    meeting = make.event(hai_duong, on=date(2024, 1, 10))
    for text in ("Báo cáo lộ trình", "Họp lại"):
        thu.post(f"{meeting.get_absolute_url()}conclude/", {"text": text})
    loaded = Conclusion.objects.create(event=meeting, order=3, text="Có từ trước")
    loaded.history.all().delete()
    first = Conclusion.objects.get(order=1)
    thu.post(f"/log/conclusions/{first.pk}/task/", {"work_vi": "Báo cáo"})
    written_on(Conclusion.history, "2024-01-10", "2024-02-10", "2024-03-10")
    held = {}
    for day in ("2024-01-10", "2024-02-10", "2024-03-10"):
        context = thu.get(f"{meeting.get_absolute_url()}?as_of={day}").context
        held[day] = [(row.text, row.is_task) for row in context["conclusions"]]
    assert held == {
        "2024-01-10": [("Báo cáo lộ trình", False), ("Có từ trước", False)],
        "2024-02-10": [("Báo cáo lộ trình", False), ("Họp lại", False), ("Có từ trước", False)],
        "2024-03-10": [("Báo cáo lộ trình", True), ("Họp lại", False), ("Có từ trước", False)],
    }
    # What the administration deletes later was there on its days.
    Conclusion.objects.all().delete()
    deleted = Conclusion.history.filter(history_type="-")
    deleted.update(history_date=datetime.fromisoformat("2024-04-10T09:00:00+07:00"))
    for day, rows in {**held, "2024-04-10": []}.items():
        context = thu.get(f"{meeting.get_absolute_url()}?as_of={day}").context
        assert [(row.text, row.is_task) for row in context["conclusions"]] == rows, day


def test_what_the_administration_adds_or_changes_is_not_there_before(english, hai_duong):
    event = make.event(hai_duong, code="e1", on=date(2024, 1, 10))
    loaded = Conclusion.objects.create(event=event, order=1, text="Có từ trước")
    loaded.history.all().delete()
    english.force_login(cast.hoa())
    fields = {"province": hai_duong.pk, "title_vi": "Họp", "title_en": "Meeting", "on": "10/1/2024"}
    rows = {
        "decided-TOTAL_FORMS": 2,
        "decided-INITIAL_FORMS": 1,
        "decided-0-id": loaded.pk,
        "decided-0-event": event.pk,
    }
    rows |= {"decided-0-order": 1, "decided-0-text": "Đã sửa", "decided-1-order": 2, "decided-1-text": "Thêm sau"}
    assert english.post(f"/admin/agreements/event/{event.pk}/change/", fields | rows).status_code == 302
    obstacle = {"code": "o9", "province": hai_duong.pk, "text_vi": "Thiếu vốn", "state": "open"}
    assert english.post("/admin/agreements/obstacle/add/", obstacle).status_code == 302
    held = [row.text for row in english.get("/log/event/e1/?as_of=2024-01-10").context["conclusions"]]
    assert (held, [each.text for each in event.decided.all()]) == (["Có từ trước"], ["Đã sửa", "Thêm sau"])
    assert english.get("/log/obstacle/o9/?as_of=2024-01-10").context["is_there"] is False


def test_the_log_of_an_agreement_is_kept_by_the_secretaries_of_its_groups_where_each_has_one(thu, hai_duong):
    agreement, other = make.agreement(hai_duong), make.agreement(hai_duong, "hd-vnpt")
    groups = [make.body(hai_duong, agreement=agreement, kind="working-group") for _number in range(2)]
    lien = cast.person("lien", Role.SECRETARY, hai_duong)
    about = make.obstacle(hai_duong, code="o2", agreement=agreement)
    event = make.event(hai_duong, code="e2", agreement=agreement)
    decided = Conclusion.objects.create(event=event, order=1, text="Họp lại")
    groups[0].keepers.create(user=lien)
    # The other group is kept by every secretary, and so is what is logged of the agreement.
    assert thu.get(about.get_absolute_url()).context["may_keep"] is True
    groups[1].keepers.create(user=lien)
    edit, conclude = f"{about.get_absolute_url()}edit/", f"{event.get_absolute_url()}conclude/"
    for path in (edit, f"/log/conclusions/{decided.pk}/task/"):
        assert thu.get(path).status_code == 403
    assert [thu.post(path, HANDLED | {"text": "x"}).status_code for path in (edit, conclude)] == [403, 403]
    assert thu.get(about.get_absolute_url()).context["may_keep"] is False
    with pytest.raises(NotAllowed):
        conclude_event(event=event, text="x", by=User.objects.get(username="thu"))
    new = {"text_vi": "Thiếu vốn", "state": "open"}
    refused = thu.post("/log/obstacle/new/", new | {"agreement": agreement.pk})
    sentence = "The log of this agreement is kept by the secretaries of its working groups."
    assert (refused.status_code, errors(refused)) == (422, {"agreement": [sentence]})
    # What is of another agreement, or of the province, is hers; to move it under this one is not.
    own = thu.post("/log/obstacle/new/", new | {"agreement": other.pk}).url
    moved = thu.post(f"{own}edit/", new | {"agreement": agreement.pk, "seen": Obstacle.history.latest().history_id})
    assert errors(moved) == {"agreement": [sentence]}
    thu.force_login(lien)
    assert thu.get(edit).status_code == 200
    assert thu.post(conclude, {"text": "Giao việc"}).status_code == 302
    thu.force_login(cast.hoa())
    assert thu.get(edit).status_code == 200
