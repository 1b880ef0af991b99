"""Who works on an indicator, in one province and in all."""

from datetime import date

import pytest

from tests import cast, make

URL = "/provinces/hai-duong/indicators/ho-so-tinh/serving/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def served(hai_duong):
    """A programme, a group and an overdue task of Hải Dương, less of Hà Giang and of a fictional province."""
    found = make.indicator()
    make.programme(make.agreement(hai_duong, signed_on=date(2021, 8, 24)), serves=[found])
    group = make.body(hai_duong, name_en="Group 1", code="to-1")
    make.task(hai_duong, code="t1", body=group, serves=[found], work_en="Open 45 points", deadline=date(2024, 1, 1))
    ha_giang = cast.ha_giang()
    make.programme(make.agreement(ha_giang, "hg-fpt"), serves=[found])
    make.task(ha_giang, serves=[found])
    fictional = cast.province("minh-hoa", "Minh Hoạ", is_illustration=True)
    make.programme(make.agreement(fictional, "mh"), serves=[found])
    make.task(fictional, serves=[found])
    return found


def lines(response):
    return response.context["lines"]


def test_a_visitor_sees_programmes_groups_and_how_many_tasks(english, served):
    page = english.get(URL)
    (programme,), (group,) = lines(page).programmes, lines(page).groups
    assert (programme.name, programme.url) == ("1. Programme 1", "/agreements/hd-fpt/")
    assert group == ("Group 1", "/bodies/to-1/")
    assert (lines(page).hidden, lines(page).tasks) == ("1 task, 1 overdue", [])
    assert "Open 45 points" not in page.content.decode()
    everywhere = lines(english.get("/indicators/ho-so-tinh/serving/"))
    assert ([each.place for each in everywhere.programmes], everywhere.hidden) == (
        ["Ha Giang", "Hai Duong"],
        "2 tasks, 1 overdue",
    )


def test_people_of_the_province_see_its_tasks_and_those_of_another_only_their_number(english, served, hai_duong):
    english.force_login(cast.nam(hai_duong))
    ((url, task),) = lines(english.get(f"{URL}?part=1")).tasks
    assert (url, task.work, task.late[-12:]) == ("/tasks/t1/", "Open 45 points", "days overdue")
    assert lines(english.get("/indicators/ho-so-tinh/serving/")).hidden == "1 task"


def test_the_card_stands_on_the_chart_page_and_on_that_of_the_indicator(english, served):
    assert f'data-part="{URL}?part=1"' in english.get(URL.removesuffix("serving/")).content.decode()
    page = english.get("/indicators/ho-so-tinh/").content.decode()
    assert 'data-part="/indicators/ho-so-tinh/serving/?part=1"' in page
    card = english.get(f"{URL}?part=1").content.decode()
    assert ("<h1" in card, "Programme 1" in card, "recorded steps" in card) == (False, True, False)
    past = english.get(f"{URL}?part=1&as_of=2024-12-31").content.decode()
    assert "Tasks stand as their recorded steps left them that day" in past


def test_what_nobody_works_on_says_so_and_what_is_not_there_is_not_found(english, served):
    make.indicator("khac")
    page = english.get("/indicators/khac/serving/").content.decode()
    assert "No programme and no task serves this indicator." in page
    for path in ("/indicators/nope/serving/", "/provinces/nope/indicators/khac/serving/"):
        assert english.get(path).status_code == 404
    assert lines(english.get(f"{URL}?as_of=2021-01-31")).programmes == []
