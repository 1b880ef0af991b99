"""Every address for reading, called for a past day and for days that cannot be; tests/url_rules.py names them.

What stands on the pages of a day is tested in tests/dtracker/pages/test_any_day.py.
"""

import re
from datetime import date
from decimal import Decimal
from difflib import unified_diff
from html import unescape
from itertools import cycle, product
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import Resolver404, resolve, reverse

from agreements.actions import tasks
from dtracker.places.models import OrgUnit
from indicators.models import Annotation, Evidence, IndexPublication, Publication, Target, TargetRevision
from indicators.views.days import STAYS, is_dated
from tests import make
from tests.calling import called_by, signed_in
from tests.scene import Scene
from tests.url_rule import Door
from tests.url_rules import RULES

pytestmark = pytest.mark.django_db
DAY = "2025-03-31"
READING = [name for name, rule in RULES.items() if rule.door == Door.READING]
DATED = [name for name in READING if not RULES[name].undated]
PAGES = [name for name in DATED if RULES[name].is_page]
OF_MEMBERS = [name for name, rule in RULES.items() if rule.dated]
FILES = [name for name in DATED if not RULES[name].is_page and name != "changes_card"]
LINK = re.compile(r"<a\b[^>]*>")
FORM = re.compile(r'<form\b[^>]*\bmethod="get".*?</form>', re.DOTALL)
WRONG = ["2023-02-30", "2999-12-31", "hôm qua", "\x00", "2023-12-31x"]


@pytest.fixture(scope="module")
def written(write) -> bytes:
    return write(signed_in)


def get(name: str, made: Scene, as_of: str = "", person=None):
    client = called_by(person)
    client.cookies["django_language"] = "en"
    return client.get(reverse(name, kwargs=RULES[name].args(made)), {"as_of": as_of} if as_of else {})


def attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""


def leads_to_a_day(path: str, here: str) -> bool:
    try:
        return is_dated(resolve(path or here).func)
    except Resolver404:
        return False


@pytest.mark.parametrize("name", READING)
def test_what_is_read_is_of_a_day_or_says_why_not(name, made):
    found = resolve(reverse(name, kwargs=RULES[name].args(made))).func
    assert is_dated(found) == (not RULES[name].undated)


@pytest.mark.parametrize("name", [name for name in RULES if RULES[name].door != Door.READING])
def test_where_somebody_works_it_is_today_unless_the_rule_says_otherwise(name, made):
    assert is_dated(resolve(reverse(name, kwargs=RULES[name].args(made))).func) == RULES[name].dated


@pytest.mark.parametrize(("name", "who"), [*product(PAGES, ["visitor", "lan"]), *product(OF_MEMBERS, ["lan"])])
def test_a_page_says_its_day_and_its_links_keep_it(name, who, made):
    response = get(name, made, DAY, made.lan if who == "lan" else None)
    page, here = response.content.decode(), response.request["PATH_INFO"]
    assert response.status_code == 200
    assert page.count("As of 31/3/2025: figures, targets and names as they were published then.") == 1
    assert page.count("Show today</a>") == 1
    assert f'href="/changes/?since={DAY}' in page
    lost, carried = [], []
    for link in LINK.findall(page):
        parts = urlsplit(attribute(link, "href"))
        if parts.netloc or not (parts.path.startswith("/") or parts.query) or STAYS.decode() in link:
            continue
        of_day = parse_qs(parts.query).get("as_of")
        if leads_to_a_day(parts.path, here):
            lost += [link] if of_day is None else []
        else:
            carried += [link] if of_day else []
    assert (lost, carried) == ([], [])


@pytest.mark.parametrize("name", PAGES)
def test_a_filter_keeps_the_day(name, made):
    response = get(name, made, DAY)
    here = response.request["PATH_INFO"]
    forms = FORM.findall(response.content.decode())
    assert forms
    lost = [
        each
        for each in forms
        if leads_to_a_day(attribute(each, "action"), here) and f'name="as_of" value="{DAY}"' not in each
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("name", "text"), [*product(["home"], WRONG), *zip(PAGES, cycle(WRONG), strict=False)], ids=str
)
def test_a_page_of_a_wrong_day_is_that_of_today_and_says_so(name, text, made):
    response = get(name, made, text)
    page = response.content.decode()
    assert response.status_code == 200
    assert response.context.get("as_of") is None
    assert page.count("This page shows today, ") == 1
    main = (
        page.partition('<main class="page"')[2]
        .partition("</main>")[0]
        .partition("print-head")[2]
        .partition("</div>")[2]
    )
    assert [link for link in LINK.findall(main) if f"as_of={text}" in unescape(link)] == []


OF_ITS_OWN = ("home", "province", "indicators:indicator", "indicators:series")
NOTHING_YET = dict.fromkeys(OF_ITS_OWN, "no figure of this page had been published yet; it has some since ") | {
    "agreements:agreement": "there was no "
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_from_before_the_first_publication_says_when_that_was(name, made):
    response = get(name, made, "2015-06-30")
    said = NOTHING_YET.get(name, "nothing had been published yet; the first figure is of ")
    assert f"On 30/6/2015 {said}" in response.content.decode()
    assert response.status_code == 200


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_a_day_is_not_that_of_today(name, made):
    assert get(name, made, DAY).status_code == 200
    for text in WRONG:
        assert get(name, made, text).status_code == 404


def test_the_card_of_changes_is_of_the_day_of_its_page(made):
    card = get("changes_card", made, DAY).content.decode()
    assert f"as_of={DAY}" in card
    assert get("changes_card", made, "2023-02-30").status_code == 200


def later(made: Scene) -> None:
    """What can happen after the day: figures, corrections, edited and new targets, agreements, bodies."""
    place, share, after = made.hai_duong.province, made.indicator, date(2025, 5, 2)
    paper = make.document("van-ban-moi", title_vi="SAU", title_en="LATER", issued_on=after, province=place)
    old = Publication.objects.get(figure__indicator=share, figure__province=place, figure__year=2024, figure__quarter=4)
    Publication.objects.create(
        figure=old.figure, version=2, value=Decimal("77.7"), reason="LATER", public_on=after, source=paper
    )
    make.published(share, place, "2025-Q2", 78, source=paper)
    make.published(share, place, "2025-Q2", 79, unit=OrgUnit.objects.get(province=place), source=paper)
    Evidence.objects.create(figure=old.figure, document=paper, title="LATER")
    target = Target.objects.get(province=place, indicator=share)
    terms = {name: getattr(target, name) for name in Target.TERMS} | {"value": Decimal("66.6")}
    TargetRevision.objects.create(target=target, version=2, reason="LATER", document=paper, effective_on=after, **terms)
    Target.objects.filter(pk=target.pk).update(**terms)
    new = make.target(share, place, 99, "2035-Q4", baseline="20@2020-Q4", document=paper)
    made.hai_duong.agreement.goals.add(new)
    make.agreement(place, code="later", title_vi="SAU", title_en="LATER", signed_on=after, goals=[new])
    agreement = made.hai_duong.agreement
    make.event(place, agreement=agreement, title_vi="SAU", title_en="LATER", on=after)
    make.body(place, agreement=agreement, name_vi="SAU", name_en="LATER", established_on=after)
    make.member(made.hai_duong.body, "LATER", since=after)
    make.unit(place, "later", name_vi="SAU", name_en="LATER", started_on=after)
    Annotation.objects.create(
        indicator=share, province=place, on=after, text_vi="SAU", text_en="LATER", document=paper, code="later"
    )
    make.explanation(target, made.nam, question="LATER")
    task, group = made.hai_duong.task, made.hai_duong.body
    added = make.task(place, work_vi="SAU", work_en="LATER", agreement=agreement, body=group, serves=[share])
    added.history.update(history_change_reason="create", history_user=made.thu)
    tasks.move_deadline(task=task, deadline=after, reason="LATER", version=task.version, by=made.thu)
    scored = made.scorings["published"]
    IndexPublication.objects.create(
        round=scored.round, method=scored.method, version=2, reason="LATER", public_on=after
    )


TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|<script id="[^"]*" type="application/json">')


def lines_of(name: str, made: Scene, person) -> list[str]:
    return TOKEN.sub("", get(name, made, DAY, person).content.decode()).splitlines()


@pytest.mark.parametrize("who", ["visitor", "lan"])
def test_nothing_that_came_later_is_on_any_of_them(who, made):
    person = made.lan if who == "lan" else None
    texts = [name for name in DATED if not name.endswith(("xlsx", "docx"))]
    texts += OF_MEMBERS if person else []
    before = {name: lines_of(name, made, person) for name in texts}
    later(made)
    found = {name: list(unified_diff(before[name], lines_of(name, made, person), lineterm="", n=0)) for name in texts}
    assert found == {name: [] for name in texts}
