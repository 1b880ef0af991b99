"""Present mode: the order of the slides, the way from one to the next, and what stands on no wall."""

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from agreements.models import Agreement, Partner
from dtracker.pages.present import Slide, part_of, parts, show
from indicators.enums import TargetKind
from indicators.models import Figure
from tests import cast, make

HOME, PLACE = Slide("Tổng quan", "/"), Slide("Hải Dương", "/provinces/hai-duong/")
FIRST, SECOND = parts("/provinces/hai-duong/", "Kinh tế số", 5, 3, pillar="kinh-te-so")
ORDER = [HOME, PLACE, FIRST, SECOND]


def at(path, **asked):
    return show(ORDER, path, {"present": "1"} | asked)


def test_a_slide_knows_its_neighbours():
    found = at("/provinces/hai-duong/")
    assert (found.number, found.count) == (2, 4)
    assert (found.before, found.before_name) == ("/?present=1", "Tổng quan")
    assert (found.after, found.after_name) == ("/provinces/hai-duong/?present=1&pillar=kinh-te-so", "Kinh tế số")


def test_nothing_stands_before_the_first_and_after_the_last():
    assert at("/").before == ""
    assert at("/provinces/hai-duong/", pillar="kinh-te-so", part="2").after == ""


def test_rows_that_do_not_fit_follow_on_another_slide():
    assert [dict(each.own) for each in parts("/p/", "x", 7, 3, pillar="a")] == [
        {"pillar": "a"},
        {"pillar": "a", "part": "2"},
        {"pillar": "a", "part": "3"},
    ]
    assert len(parts("/p/", "x", 3, 3)) == len(parts("/p/", "x", 0, 3)) == 1


def test_day_and_due_year_go_along_and_nothing_else():
    found = at("/provinces/hai-duong/", as_of="2023-12-31", horizon="2025", q="x")
    assert found.before == "/?present=1&as_of=2023-12-31&horizon=2025"
    assert found.after.endswith("pillar=kinh-te-so&as_of=2023-12-31&horizon=2025")


def test_who_leaves_comes_to_the_page_with_its_filters():
    found = at("/provinces/hai-duong/", pillar="kinh-te-so", part="2", as_of="2023-12-31")
    assert found.leave == "/provinces/hai-duong/?pillar=kinh-te-so&as_of=2023-12-31"
    assert at("/").leave == "/"


def test_a_page_outside_the_order_leads_to_the_first_slide():
    found = at("/changes/")
    assert (found.number, found.before, found.after) == (None, "", "/?present=1")


def test_an_unknown_pillar_is_the_slide_of_the_province():
    assert at("/provinces/hai-duong/", pillar="atlantis").number == 2


@pytest.mark.parametrize(("text", "part"), [("2", 2), ("3", 1), ("0", 1), ("-1", 1), ("x", 1), ("²", 1), ("", 1)])
def test_a_part_that_is_none_is_the_first(text, part):
    assert part_of({"part": text}, 2) == part


# The pages


def walk(client, start="/?present=1") -> list[str]:
    """The addresses of all slides, as who presses "next" comes by them."""
    found = [start]
    while following := client.get(found[-1]).context["show"].after:
        assert following not in found
        found.append(following)
    return found


@pytest.fixture
def place(db):
    """Hải Dương: four targets of one pillar, one of which is missed, one rank behind, and one agreement."""
    place = cast.hai_duong()
    for number in range(4):
        share = make.indicator(f"share-{number}", name_vi=f"Tỷ lệ {number}")
        make.target(share, place, 50, "2024-Q4", baseline="20@2020-Q4", document=make.document())
        make.published(share, place, "2024-Q4", 45 if number == 2 else 60, public_on=date(2025, 1, 20))
    rank = make.rank_indicator()
    make.target(rank, place, 15, "2024")
    make.published(rank, place, "2024", 26, public_on=date(2025, 10, 1))
    partner = Partner.objects.create(code="fpt", name_vi="Tập đoàn FPT", short="FPT")
    Agreement.objects.create(code="hd-fpt", title_vi="Thỏa thuận", province=place, partner=partner)
    return place


def test_the_order_of_a_meeting(client, place):
    found = [(urlsplit(each).path, parse_qs(urlsplit(each).query)) for each in walk(client)]
    pillars = [asked["pillar"][0] for path, asked in found if "pillar" in asked and "part" not in asked]
    assert found[0] == ("/", {"present": ["1"]})
    assert found[1] == ("/provinces/hai-duong/", {"present": ["1"]})
    assert {path for path, _asked in found[2 : 2 + len(pillars)]} == {"/provinces/hai-duong/"}
    charts = [path for path, _asked in found if "/indicators/" in path]
    assert set(charts) == {
        "/provinces/hai-duong/indicators/dti-rank/",
        "/indicators/dti-rank/",
        "/provinces/hai-duong/indicators/share-2/",
    }
    assert charts.index("/indicators/dti-rank/") == charts.index("/provinces/hai-duong/indicators/dti-rank/") + 1
    assert found[-1] == ("/agreements/hd-fpt/", {"present": ["1"], "province": ["hai-duong"]})


def test_every_slide_is_numbered_leads_back_and_has_no_other_navigation(client, place):
    addresses = walk(client)
    for number, each in enumerate(addresses, start=1):
        response = client.get(each)
        found, page = response.context["show"], response.content.decode()
        assert (each, found.number, found.count) == (each, number, len(addresses))
        assert found.before == (addresses[number - 2] if number > 1 else "")
        assert (each, page.count("<nav"), page.count("<h1")) == (each, 1, 1)
        assert "topbar" not in page


def test_the_day_stays_from_the_first_slide_to_the_last(client, place):
    addresses = walk(client, "/?present=1&as_of=2025-02-01")
    assert all("as_of=2025-02-01" in each for each in addresses)
    # The rank was not published yet.
    assert not any("dti-rank" in each for each in addresses)


def test_a_slide_of_a_past_day_bears_the_name_of_that_day(client, place):
    hue = cast.renamed("hue", "Thừa Thiên Huế", "Huế", on=date(2025, 1, 1), sort_order=50)
    make.agreement(hue, "hue-fpt")
    last = "/agreements/hd-fpt/?present=1&province=hai-duong&as_of="
    after = [client.get(last + day).context["show"].after_name for day in ("2024-12-31", "2025-01-01")]
    assert after == ["Thừa Thiên Huế", "Huế"]


def test_links_stand_in_the_page_without_script(client, place):
    page = client.get("/provinces/hai-duong/?present=1").content.decode()
    assert '<a class="btn" rel="prev" href="/?present=1">' in page
    assert 'rel="next" href="/provinces/hai-duong/?present=1&amp;pillar=' in page
    assert '<a class="btn" href="/provinces/hai-duong/" data-leave>' in page


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/provinces/hai-duong/",
        "/indicators/dti-rank/",
        "/provinces/hai-duong/indicators/dti-rank/",
        "/changes/",
        "/agreements/hd-fpt/",
    ],
)
def test_each_of_these_pages_leads_to_its_slide(client, place, path):
    assert 'href="?present=1"' in client.get(path).content.decode()
    assert client.get(path, {"present": "1"}).templates[0].name.startswith("slides/")
    assert not client.get(path, {"present": "0"}).templates[0].name.startswith("slides/")


def test_the_link_keeps_day_and_filters(client, place):
    page = client.get("/provinces/hai-duong/?as_of=2025-02-01&horizon=2024").content.decode()
    assert 'href="?as_of=2025-02-01&amp;horizon=2024&amp;present=1"' in page


def test_a_due_year_narrows_the_slides_too(client, place):
    assert walk(client, "/provinces/hai-duong/?present=1&horizon=1999")[1:] == [
        "/agreements/hd-fpt/?present=1&province=hai-duong&horizon=1999"
    ]


def test_a_target_that_is_not_drawn_says_what_was_asked_for(client, place):
    client.force_login(cast.nam(place))
    home, page = (client.get(f"{path}?present=1") for path in ("/", "/provinces/hai-duong/"))
    (line,) = (each.target_line for each in home.context["blocks"][0].rows if each.bar is None)
    assert line.startswith("nhóm 15 trên 63")
    assert [line in each.content.decode() for each in (home, page)] == [True, True]


def test_what_cannot_be_shown_is_said_on_the_slide(client, place):
    client.cookies["django_language"] = "en"
    said = {
        "/?horizon=1999": "No target here is due in “1999”.",
        "/provinces/hai-duong/?pillar=atlantis": "There is no pillar “atlantis” with targets here.",
        "/indicators/dti-rank/?period=1999": "Nothing is published for ",
        "/changes/?since=today": "“today” is not a date, so ",
    }
    for address, sentence in said.items():
        assert sentence in client.get(f"{address}&present=1").content.decode(), address


def test_a_province_that_is_not_followed_is_shown_alone(client, place):
    other = cast.ha_giang()
    client.force_login(cast.quang(other))
    assert walk(client)[:2] == ["/?present=1", "/provinces/ha-giang/?present=1"]
    alone = walk(client, "/provinces/hai-duong/?present=1")
    assert alone[-1] == "/agreements/hd-fpt/?present=1&province=hai-duong"
    assert client.get(alone[-1]).context["show"].count == len(alone)
    assert "/?present=1" not in alone


def test_requests_for_explanation_are_for_members(client, place):
    minh = cast.minh(place)
    make.explanation(place.targets.first(), minh)
    address = "/explanations/?present=1&province=hai-duong"
    assert address not in walk(client)
    client.force_login(minh)
    addresses = walk(client)
    assert addresses.index(address) == len(addresses) - 2
    assert "Yêu cầu giải trình" in client.get(address).content.decode()
    client.force_login(cast.quang(cast.ha_giang()))
    assert address not in walk(client, "/provinces/hai-duong/?present=1")


def test_as_of_a_past_day_nobody_asks_anything(client, place):
    minh = cast.minh(place)
    make.explanation(place.targets.first(), minh)
    client.force_login(minh)
    yesterday = timezone.localdate() - timedelta(days=1)
    assert not any("/explanations/" in each for each in walk(client, f"/?present=1&as_of={yesterday}"))


def test_what_is_not_published_is_on_no_wall(client, place):
    share = place.targets.get(indicator__code="share-2").indicator
    Figure.objects.create(indicator=share, province=place, year=2025, quarter=1, value="61.7319")
    client.force_login(cast.lan(place))
    path = "/provinces/hai-duong/indicators/share-2/"
    assert "61" in str(client.get(path).context["figure"]["data"])
    assert "61.7319" not in str(client.get(path, {"present": "1"}).context["figure"]["data"])


def test_what_is_only_wished_for_stands_on_its_slide_without_a_status(client, place):
    make.target(make.indicator("wish"), place, 100, kind=TargetKind.ASPIRATION, document=None)
    text = client.get("/indicators/wish/?present=1").content.decode()
    assert f'<li>Hải Dương <span class="flag">{TargetKind.ASPIRATION.label}</span></li>' in text


def test_a_day_that_cannot_be_is_said(client, place):
    response = client.get("/provinces/hai-duong/?present=1&as_of=2023-02-31")
    assert response.status_code == 200
    assert response.context["request"].asked_day.problem in response.content.decode()


def test_parts_of_a_pillar_hold_all_its_rows_once(client, place):
    addresses = [each for each in walk(client) if "pillar=" in each]
    rows = [row.name for each in addresses for row in client.get(each).context["pillar"].rows]
    assert sorted(rows) == sorted(set(rows))
    assert len(rows) == 5
