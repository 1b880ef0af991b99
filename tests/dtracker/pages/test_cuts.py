"""Home and the page of a province narrowed to a due year or a pillar; who answers for a target; how fresh it is."""

from datetime import date

import pytest
from django.utils import timezone

from agreements.models import Task
from dtracker.accounts.roles import Role
from indicators.actions.snapshots import rebuild
from indicators.enums import Status
from indicators.models import TargetRevision
from tests import cast, make

pytestmark = pytest.mark.django_db
PATHS = ("/", "/provinces/ha-giang/")


@pytest.fixture(params=["judged anew", "kept"])
def place(request):
    """Files due in 2025 (missed) and 2030 (slow), firms of another pillar due in 2030 (on track)."""
    place = cast.ha_giang()
    economy = make.pillar("kinh-te-so", order=4, name_vi="Kinh tế số", name_en="Digital economy")
    files = make.indicator("files", name_vi="Hồ sơ")
    firms = make.indicator("firms", name_vi="Doanh nghiệp", pillar=economy)
    for each, due, value in ((files, "2025-Q4", 50), (files, "2030-Q4", 90), (firms, "2030-Q4", 40)):
        make.target(each, place, value, due, baseline="20@2020-Q4", document=make.document())
    make.published(files, place, "2025-Q4", 22, public_on=date(2026, 1, 20))
    make.published(firms, place, "2025-Q4", 35, public_on=date(2026, 1, 20))
    if request.param == "kept":
        rebuild(timezone.localdate())
    return place


def answer_of(response):
    if "sheet" in response.context:
        return response.context["sheet"].answer
    return response.context["blocks"][0].answer


def counted(response) -> dict[Status, int]:
    return {each.status: each.count for each in answer_of(response).segments}


@pytest.mark.parametrize("path", PATHS)
def test_everything_is_counted_until_something_is_chosen(client, place, path):
    response = client.get(path)
    assert counted(response) == {Status.NOT_MET: 1, Status.SLOW: 1, Status.ON_TRACK: 1}
    cuts = response.context["cuts"]
    assert [(each.label, each.count, each.is_on) for each in cuts.horizons] == [
        ("Tất cả", 3, True),
        ("2025", 1, False),
        ("2030", 2, False),
    ]
    assert [(each.label, each.count) for each in cuts.pillars] == [
        ("Tất cả", 3),
        ("Chính quyền số", 2),
        ("Kinh tế số", 1),
    ]


@pytest.mark.parametrize("path", PATHS)
def test_a_due_year_and_a_pillar_narrow_the_counts_and_each_other(client, place, path):
    assert counted(client.get(f"{path}?horizon=2030")) == {Status.SLOW: 1, Status.ON_TRACK: 1}
    both = client.get(f"{path}?horizon=2030&pillar=kinh-te-so")
    assert counted(both) == {Status.ON_TRACK: 1}
    assert [each.count for each in both.context["cuts"].horizons] == [1, 0, 1]
    assert [each.count for each in both.context["cuts"].pillars] == [2, 1, 1]


def test_a_count_leads_to_its_targets_within_the_choice_and_the_day(client, place):
    (slow, _on_track) = answer_of(client.get("/?horizon=2030&as_of=2026-03-01")).segments
    assert slow.url == "/provinces/ha-giang/?as_of=2026-03-01&horizon=2030&status=slow#targets"
    sheet = client.get(slow.url).context["sheet"]
    assert [(row.name, row.status) for group in sheet.groups for row in group.rows] == [("Hồ sơ", Status.SLOW)]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("horizon=2031", "No target here is due in “2031”. Years in which targets are due: 2025 and 2030."),
        ("horizon=soon", "No target here is due in “soon”. Years in which targets are due: 2025 and 2030."),
        (
            "pillar=rest",
            "There is no pillar “rest” with targets here. There are: Digital government and Digital economy.",
        ),
        ("status=lost", "There is no status “lost”. All targets are shown."),
    ],
)
def test_what_cannot_be_chosen_is_said_and_everything_is_shown(client, place, path, asked, sentence):
    response = client.get(f"{path}?{asked}", headers={"Cookie": "django_language=en"})
    assert response.context["cuts"].unknown == [sentence]
    assert counted(response) == {Status.NOT_MET: 1, Status.SLOW: 1, Status.ON_TRACK: 1}
    assert f'{sentence} <a href="?">Clear the filter</a>' in response.content.decode()


def test_a_province_without_such_targets_says_so(client, place):
    other = cast.hai_duong()
    make.target(make.indicator("roads"), other, 90, "2028-Q4", baseline="20@2020-Q4")
    response = client.get("/?horizon=2028", headers={"Cookie": "django_language=en"})
    lines = {each.province.slug: each.answer.line for each in response.context["blocks"]}
    assert lines["ha-giang"] == "None of its targets is among those chosen."
    assert "1 of 1 targets" not in lines["ha-giang"]


@pytest.mark.parametrize("is_kept", [True, False])
def test_the_due_year_is_that_of_the_terms_in_force(client, place, is_kept):
    target = place.targets.get(indicator__code="firms")
    terms = {name: getattr(target, name) for name in target.TERMS} | {"due_year": 2035, "due_on": None}
    TargetRevision.objects.create(
        target=target, version=2, reason="Lùi hạn", document=target.document, effective_on=date(2026, 3, 1), **terms
    )
    if is_kept:
        rebuild(timezone.localdate())
    assert [each.label for each in client.get("/").context["cuts"].horizons] == ["Tất cả", "2025", "2030", "2035"]
    earlier = client.get("/?as_of=2026-02-28").context["cuts"].horizons
    assert [each.label for each in earlier] == ["Tất cả", "2025", "2030"]


def test_fictional_targets_are_not_counted_with_real_ones(client, place):
    fiction = cast.province("minh-hoa", "Minh Hoạ", is_illustration=True)
    make.target(make.indicator("roads"), fiction, 90, "2028-Q4")
    assert [each.label for each in client.get("/").context["cuts"].horizons] == ["Tất cả", "2025", "2030"]


def test_the_worst_of_all_pillars_stand_above_them(client, place):
    make.target(make.indicator("roads", name_vi="Đường"), place, 90, "2025-Q1", document=make.document())
    for number in range(5):
        make.target(make.indicator(f"more-{number}"), place, 90, "2030-Q4", document=make.document())
    sheet = client.get("/provinces/ha-giang/").context["sheet"]
    assert [(row.name, row.status) for row in sheet.worst] == [("Hồ sơ", Status.NOT_MET), ("Hồ sơ", Status.SLOW)]
    assert sheet.worst_left == 0
    assert client.get("/provinces/ha-giang/?status=slow").context["sheet"].worst == []


def test_how_many_of_them_stand_below_is_said(client, place):
    for number in range(9):
        late = make.indicator(f"late-{number}")
        make.target(late, place, 90, "2024-Q4", document=make.document())
        make.published(late, place, "2024-Q4", 10 + number)
    client.cookies["django_language"] = "en"
    response = client.get("/provinces/ha-giang/")
    sheet = response.context["sheet"]
    assert (len(sheet.worst), sheet.worst_left) == (7, 4)
    assert "4 more stand below, with their pillars" in response.content.decode()


class TestOwner:
    """Who answers for a target that is behind."""

    @pytest.fixture
    def target(self):
        files = make.indicator("files", name_vi="Hồ sơ")
        target = make.target(files, cast.ha_giang(), 90, "2030-Q4", baseline="20@2020-Q4")
        make.published(files, target.province, "2025-Q4", 21)
        return target

    def owner(self, client, user=None) -> str:
        if user:
            client.force_login(user)
        client.cookies["django_language"] = "en"
        (row,) = client.get("/").context["blocks"][0].rows
        return row.unit

    def task(self, target, **fields):
        made = Task.objects.create(code="t", province=target.province, work_vi="Số hóa", **fields)
        made.indicators.add(target.indicator)

    def test_without_anybody_it_says_so(self, client, target):
        assert self.owner(client) == "nobody answers for it yet"

    def test_the_person_of_its_task_is_named_to_those_who_see_tasks(self, client, target):
        self.task(target, person="Trần Văn Lâm")
        assert self.owner(client) == "nobody answers for it yet"
        assert self.owner(client, cast.person("mai", Role.SECRETARY, target.province)) == "Trần Văn Lâm"

    def test_unit_of_the_target_first_else_the_working_group(self, client, target):
        self.task(target, person="Trần Văn Lâm", body=make.body(target.province, name_en="Task force"))
        assert self.owner(client) == "Task force"
        target.owner_vi = "Sở Nội vụ"
        target.save()
        assert self.owner(client, cast.person("mai", Role.SECRETARY, target.province)) == "Sở Nội vụ · Trần Văn Lâm"


def test_the_head_says_how_fresh_the_figures_are(client, place):
    block = client.get("/?as_of=2026-01-22", headers={"Cookie": "django_language=en"}).context["blocks"][0]
    assert block.subtitle == "3 of 3 targets have a figure · last publication 20/1/2026, 2 days ago"
    today = client.get("/?as_of=2026-01-20", headers={"Cookie": "django_language=en"}).context["blocks"][0]
    assert today.subtitle.endswith("last publication 20/1/2026, today")


def test_no_days_are_counted_from_a_month_printed_without_its_day(client, place):
    make.published(make.indicator("roads"), place, "2025-Q4", 50, public_on=date(2026, 1, 31), public_text="1/2026")
    block = client.get("/?as_of=2026-02-10", headers={"Cookie": "django_language=en"}).context["blocks"][0]
    assert block.subtitle.endswith("last publication 1/2026")
