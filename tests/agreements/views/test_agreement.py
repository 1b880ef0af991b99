"""The page of one agreement."""

from datetime import date

import pytest

from agreements.enums import Side
from indicators.enums import Origin, Status
from indicators.models import Contradiction
from tests import cast, make

URL = "/agreements/hd-fpt/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(hai_duong):
    """Hải Dương and FPT: a missed goal, a programme with a task, and what the article does not number."""
    paper, article = make.document("paper", title_vi="Thỏa thuận"), make.document("bai-000", title_vi="Bài gốc")
    rank = make.rank_indicator()
    make.published(rank, hai_duong, "2023", 26)
    goal = make.target(
        rank, hai_duong, 15, "2023", document=paper, label_vi="Nhóm 15", label_en="Top 15", quote="nằm trong nhóm 15"
    )
    made = make.agreement(hai_duong, goals=[goal], document=paper, source=article, stated_programme_count=7)
    first = make.programme(made, items=["Tham vấn kế hoạch"], serves=[rank])
    make.task(hai_duong, agreement=made, programme=first, work_vi="Việc của tổ", work_en="", deadline=date(2024, 1, 1))
    make.commitment(hai_duong, agreement=made, side=Side.PARTNER)
    make.commitment(hai_duong, agreement=made, side=Side.PROVINCE)
    return made


def sheet(response):
    return response.context["sheet"]


def test_a_visitor_reads_it(english, signed):
    response = english.get(URL)
    found = sheet(response)
    assert response.status_code == 200
    assert found.title == "Hai Duong Province – FPT Corporation"
    assert found.subtitle == "Digital transformation agreement · the source article gives no date"
    (goal,) = found.goals
    assert (goal.name, goal.value, goal.gap, goal.status) == (
        "Top 15", "26/63 (DTI 2023)", "11 places short of the target · judged by the data year",
        Status.NOT_MET,
    )  # fmt: skip
    assert goal.url == "/provinces/hai-duong/indicators/dti-rank/"
    assert [each.quote for each in found.goal_sources.quotes] == ["nằm trong nhóm 15"]
    assert [name for name, _lines in found.commitments] == ["The province", "The partner"]


def test_the_number_of_programmes_is_told_as_the_source_states_it(english, signed):
    found = sheet(english.get(URL))
    assert found.programme_title == "1 programme, 1 item"
    assert found.programme_note == (
        "The source states 7 programmes without numbering them: the numbers are dtracker's."
    )
    (line,) = found.programmes
    assert (line.number, line.items, line.serves) == (
        1,
        ["Tham vấn kế hoạch"],
        [("Provincial digital transformation rank (DTI)", "/provinces/hai-duong/indicators/dti-rank/")],
    )


def test_tasks_are_for_the_people_of_the_province_and_others_see_their_number(english, signed):
    response = english.get(URL)
    assert sheet(response).programmes[0].count == "1 task, 1 overdue"
    assert "Việc của tổ" not in response.content.decode()
    english.force_login(cast.quang(cast.ha_giang()))
    assert "Việc của tổ" not in english.get(URL).content.decode()
    english.force_login(cast.nam(signed.province))
    response = english.get(URL)
    assert "Việc của tổ" in response.content.decode()
    assert [each.meter.count for each in sheet(response).programmes[0].tasks] == [5]
    assert 'href="/tasks/timeline/?programme=hd-fpt-p1"' in response.content.decode()


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_costs_ten_reads_whatever_it_holds(client, signed, count, django_assert_num_queries):
    place = signed.province
    for number in range(2, count + 2):
        programme = make.programme(signed, number, items=["Một", "Hai"], serves=[make.indicator(f"i{number}")])
        make.task(place, agreement=signed, programme=programme)
        make.member(make.body(place, agreement=signed), "Lan")
        make.event(place, agreement=signed, on=date(2021, 1, number))
        make.obstacle(place, agreement=signed)
        paper = signed.document
        signed.goals.add(make.target(make.indicator(f"g{number}"), place, 80, document=paper))
    client.force_login(cast.nam(place))
    with django_assert_num_queries(10):
        client.get(URL)


def test_the_chain_leads_from_a_target_to_who_works_on_it(english, signed):
    rank = signed.goals.get().indicator
    (line,) = sheet(english.get(URL)).chain
    assert (line.url, line.programmes) == ("/provinces/hai-duong/indicators/dti-rank/", ["1. Programme 1"])
    assert [(each.status, each.due, each.document) for each in line.chips] == [
        (Status.NOT_MET, "by the end of 2023", "")
    ]
    assert (line.tasks, line.gap) == ("", "No task serves it")
    group = make.body(signed.province, agreement=signed, name_en="Group 1")
    task = make.task(signed.province, agreement=signed, body=group, serves=[rank], deadline=date(2024, 1, 1))
    (line,) = sheet(english.get(URL)).chain
    assert (line.tasks, line.groups, line.gap, line.named_tasks) == ("1 task, 1 overdue", ["Group 1"], "", [])
    type(task).objects.filter(pk=task.pk).update(state="done", done_on=date(2024, 2, 1))
    english.force_login(cast.nam(signed.province))
    (line,) = sheet(english.get(URL)).chain
    assert (line.gap, line.named_tasks) == ("Every task for it is closed", [(task.work_en, f"/tasks/{task.code}/")])


def test_targets_of_two_documents_for_the_same_year_say_whose_they_are(english, signed):
    goal = signed.goals.get()
    second = make.document("nq-26-3", short_vi="Nghị quyết 26/3/2021", short_en="Resolution of 26/3/2021")
    make.target(goal.indicator, signed.province, 20, "2023", document=second)
    page = english.get(URL)
    (line,) = sheet(page).chain
    assert [bool(each.document) for each in line.chips] == [True, True]
    assert "· Resolution of 26/3/2021</span>" in page.text


def test_a_merged_province_says_that_no_document_takes_the_agreement_over(english, signed):
    place = signed.province
    place.successor = cast.province("hai-phong", "Hải Phòng", kind="city", started_on=date(2025, 7, 1))
    place.ended_on = cast.MERGED
    place.save()
    assert sheet(english.get(URL)).lineage.text == (
        "since 1/7/2025 Hai Duong Province belongs to the new City of Hai Phong. The sources held here contain "
        "no document by which it takes over this agreement."
    )
    assert sheet(english.get(f"{URL}?as_of=2025-06-30")).lineage is None


def test_the_term_and_the_name_of_the_province_are_those_of_the_day(english, signed):
    place = signed.province
    signed.signed_on, signed.starts_year, signed.ends_year = date(2021, 8, 24), 2021, 2025
    signed.save()
    place.names.update(valid_to=date(2024, 12, 31))
    place.names.create(name_vi="Hải Đông", name_en="Hai Dong", kind="province", code="30", valid_from=date(2025, 1, 1))
    paper = make.document("gia-han", title_vi="Phụ lục gia hạn")
    terms = {"reason_vi": "Chậm do dịch", "document": paper}
    signed.changes.create(step="extended", on=date(2025, 3, 1), until_year=2027, **terms)
    signed.changes.create(step="ended", on=date(2026, 1, 31), reason_vi="Hai bên thôi hợp tác")
    before, now = sheet(english.get(f"{URL}?as_of=2024-06-30")), sheet(english.get(URL))
    assert (before.place_now, before.state, before.subtitle[-14:]) == ("", "", "term 2021–2025")
    assert (now.place, now.place_now) == ("Hai Duong Province", "Hai Dong Province")
    assert (now.state, now.subtitle[-32:]) == ("ended on 31/1/2026", "term 2021–2025, extended to 2027")
    assert [(each.text, each.note) for each in now.timeline[-2:]] == [
        ("Term extended to 2027", "Chậm do dịch · Resolution on digital transformation"),
        ("The agreement ends", "Hai bên thôi hợp tác"),
    ]


def test_an_outside_signing_day_is_told_apart(english, signed):
    press = make.document("press", origin=Origin.OUTSIDE)
    make.event(signed.province, agreement=signed, on=date(2021, 8, 24), source=press)
    found = sheet(english.get(URL))
    assert found.subtitle.endswith("the source article gives no date; another source: 24/8/2021")
    assert found.timeline_note == "Hollow dot: a source outside the source article."


def test_disagreements_of_its_document_are_shown(client, signed):
    mine = Contradiction.objects.create(code="k9", severity="low", text_vi="7 chương trình không đánh số")
    mine.documents.add(signed.document)
    signed.source = make.document("bai-bao")
    signed.save()
    read = Contradiction.objects.create(code="k11", severity="low", text_vi="Ai là Trưởng ban")
    read.documents.add(signed.source)
    other = Contradiction.objects.create(code="k8", severity="low", text_vi="Khác")
    other.documents.add(make.document())
    assert [each.text for each in sheet(client.get(URL)).contradictions] == [
        "7 chương trình không đánh số",
        "Ai là Trưởng ban",
    ]


def test_an_agreement_that_is_only_mentioned_says_what_is_not_known(english, hai_duong):
    make.agreement(hai_duong)
    page = english.get(URL).content.decode()
    assert "The sources held here state no goal of this agreement." in page
    assert "The sources held here only mention this agreement; they list no programme." in page
    assert "The sources held here hold no document of this agreement." in page


def test_illustration_is_marked(client):
    make.agreement(cast.province("minh-hoa", "Minh Hoạ", is_illustration=True))
    assert client.get(URL).content.decode().count("banner--demo") == 1


def test_long_lists_unfold(client, signed):
    for number in range(7):
        make.obstacle(signed.province, text_vi=f"Vướng mắc {number}")
    found = sheet(client.get(URL)).obstacles
    assert (len(found.shown), len(found.rest), found.count) == (4, 3, 7)


@pytest.mark.parametrize("path", ["/agreements/nope/", "/agreements/HD FPT/"])
def test_what_does_not_exist_is_not_found(client, signed, path):
    assert client.get(path).status_code == 404


def test_writing_is_refused(client, signed):
    assert client.post(URL).status_code == 405


def test_a_closed_deployment_asks_to_sign_in(client, signed, settings):
    settings.OPEN_READING = False
    response = client.get(URL)
    assert (response.status_code, response.url) == (302, "/accounts/login/?next=/agreements/hd-fpt/")


def test_no_space_stands_before_the_sign_between_two_sources(english, hai_duong):
    made = make.agreement(hai_duong, document=make.document("paper", title_vi="Thỏa thuận"))
    for code in ("a", "b"):
        source = make.document(code, title_vi=f"Bài {code}", origin=Origin.OUTSIDE)
        make.obstacle(hai_duong, agreement=made, source=source)
    assert "outside the source article</span></span>; <span" in english.get(URL).content.decode()
