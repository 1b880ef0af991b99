"""The register of documents, and one document with everything that rests on it."""

from datetime import date

import pytest

from indicators.enums import DocumentKind, FigureStatus, Origin, Status
from indicators.models import Contradiction, Evidence, Figure, TargetRevision
from indicators.queries.documents import contents_of
from tests import cast, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client):
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def hai_duong():
    return cast.hai_duong()


@pytest.fixture
def resolution(hai_duong):
    return make.document("nq-10", title_vi="Nghị quyết 10", title_en="Resolution 10", province=hai_duong)


def rows(response):
    return [row for section in response.context["sections"] for row in section.rows]


def codes(response) -> list[str]:
    return [row.document.code for row in rows(response)]


# The list


def test_what_a_document_sets_and_gives_is_counted(client, hai_duong, resolution):
    rank = make.rank_indicator()
    make.target(rank, hai_duong, 15, "2023", document=resolution)
    make.target(rank, hai_duong, 10, "2030", document=resolution, kind="forecast")
    make.published(rank, hai_duong, "2022", 13, source=resolution, public_on=date(2023, 7, 12))
    make.published(rank, hai_duong, "2023", 26, source=resolution, public_on=date(2024, 7, 12))
    agreement = make.agreement(hai_duong, document=resolution, source=resolution)
    make.body(hai_duong, agreement=agreement, document=resolution)
    [row] = rows(client.get("/documents/"))
    assert (row.targets, row.figures, row.agreements, row.bodies) == (1, 2, 1, 1)
    [row] = rows(client.get("/documents/?as_of=2023-12-31"))
    assert row.figures == 1


def test_articles_outside_facts_and_illustration_are_told_apart(client):
    for origin in (Origin.ILLUSTRATION, Origin.OUTSIDE, Origin.ARTICLE):
        make.document(origin.value, origin=origin)
    sections = client.get("/documents/").context["sections"]
    assert [(each.origin, len(each.rows)) for each in sections] == [
        (Origin.ARTICLE, 1), (Origin.OUTSIDE, 1), (Origin.ILLUSTRATION, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["decision", "plan"]),
        ("?q=QUYET+dinh", ["decision"]),
        ("?q=685%2FQD", ["decision"]),
        ("?kind=plan", ["plan"]),
        ("?kind=nothing", ["decision", "plan"]),
        ("?province=hai-duong", ["plan"]),
        ("?province=ha-giang", ["decision", "plan"]),
        ("?q=%25", []),
        ("?q=" + "a" * 4000, []),
    ],
)
def test_the_list_is_filtered_by_the_address(client, hai_duong, query, found):
    make.document("plan", title_vi="Kế hoạch", kind=DocumentKind.PLAN, province=hai_duong)
    make.document("decision", title_vi="Quyết định", number="685/QĐ-UBND", issued_on=date(2021, 3, 26))
    assert codes(client.get("/documents/" + query)) == found


def test_what_was_issued_later_is_not_known_yet(client):
    make.document("late", issued_on=date(2025, 1, 1))
    assert codes(client.get("/documents/?as_of=2024-12-31")) == []
    assert codes(client.get("/documents/?as_of=2025-01-01")) == ["late"]


def test_nothing_found_says_so(client):
    assert "No document matches" in client.get("/documents/").content.decode()


# One document


def test_the_targets_it_sets_with_their_status(client, hai_duong, resolution):
    rank = make.rank_indicator()
    make.published(rank, hai_duong, "2023", 26)
    make.target(rank, hai_duong, 15, "2023", document=resolution)
    make.target(rank, hai_duong, 10, "2030", document=resolution, kind="forecast")
    lines = client.get("/documents/nq-10/").context["sets"]
    assert [(each.status, each.edition, each.kind) for each in lines] == [
        (Status.NOT_MET, "judged by the data year", ""),
        (None, "", "Forecast"),
    ]
    assert lines[0].url == "/provinces/hai-duong/indicators/dti-rank/"


def test_the_targets_it_changed_and_those_read_in_it(client, hai_duong, resolution):
    changed = make.target(make.indicator("changed"), hai_duong, 90)
    TargetRevision.objects.create(
        target=changed, version=2, document=resolution, effective_on=date(2024, 3, 1), reason="Kinh phí",
        comparator="at-least", value=80, due_year=2025, due_quarter=4,
    )  # fmt: skip
    make.target(make.indicator("read"), hai_duong, 70, source=resolution)
    context = client.get("/documents/nq-10/").context
    assert [each.url.split("/")[-2] for each in context["revises"]] == ["changed"]
    assert [(each.url.split("/")[-2], each.document.code) for each in context["states"]] == [("read", "nghi-quyet")]
    assert context["sets"] == []


def test_ten_targets_read_in_it_cost_no_more_than_one(hai_duong, resolution, django_assert_num_queries):
    make.target(make.indicator("first"), hai_duong, 70, source=resolution)
    with django_assert_num_queries(4):
        contents_of(resolution, date(2026, 1, 1))
    for number in range(9):
        make.target(make.indicator(f"more-{number}"), hai_duong, 70, source=resolution)
    with django_assert_num_queries(4):
        assert len(contents_of(resolution, date(2026, 1, 1)).states) == 10


def test_the_figures_that_rest_on_it(client, hai_duong, resolution):
    rank, files = make.rank_indicator(), make.indicator(order=1)
    make.published(rank, hai_duong, "2023", 26, source=resolution)
    make.published(rank, cast.ha_giang(), "2024", 40, source=resolution)
    make.published(files, hai_duong, "2024-Q4", 50, source=resolution)
    lines = client.get("/documents/nq-10/").context["figures"]
    assert [(each.url, each.words) for each in lines] == [
        ("/provinces/hai-duong/indicators/ho-so-tinh/", "Hai Duong · 2024 · 1 figure"),
        ("/indicators/dti-rank/", "2 provinces · 2023–2024 · 2 figures"),
    ]


def test_what_is_not_published_rests_on_nothing(client, hai_duong, resolution):
    draft = Figure.objects.create(
        indicator=make.indicator(), province=hai_duong, year=2025, quarter=1, value=50, source=resolution,
        status=FigureStatus.DRAFT,
    )  # fmt: skip
    Evidence.objects.create(figure=draft, document=resolution)
    response = client.get("/documents/nq-10/")
    assert response.context["figures"] == []
    assert "Nothing here rests on it yet" in response.content.decode()


def test_a_document_that_stands_beside_another_source(client, hai_duong, resolution):
    shown = make.published(make.indicator(), hai_duong, "2024-Q4", 50)
    Evidence.objects.create(figure=shown.figure, document=resolution)
    [line] = client.get("/documents/nq-10/").context["figures"]
    assert line.words == "Hai Duong · 2024 · 1 figure · beside another source"


def test_agreements_and_bodies_it_tells_of(client, hai_duong, resolution):
    agreement = make.agreement(hai_duong, document=resolution)
    programme = make.programme(agreement, source=resolution)
    make.body(hai_duong, agreement=agreement, programme=programme, source=resolution)
    make.obstacle(hai_duong, source=resolution)
    make.recommendation(None, source=resolution)
    make.obstacle(cast.ha_giang())
    mentions = client.get("/documents/nq-10/").context["mentions"]
    assert [(each.url, each.place, each.words) for each in mentions] == [
        ("/agreements/hd-fpt/", "Hai Duong Province", "1 agreement, 1 programme, 1 body"),
        ("", "", "1 recommendation"),
        ("/provinces/hai-duong/", "", "1 obstacle"),
    ]


def test_where_it_is_known_from_and_what_is_known_from_it(client, resolution):
    article = make.document("bai-000", title_en="Article", where="baochinhphu.vn/bai?id=1&x=2")
    resolution.quoted_in, resolution.quote = article, "nghị quyết về chuyển đổi số"
    resolution.save()
    clash = Contradiction.objects.create(code="k1", severity="low", text_vi="Hai số", text_en="Two numbers")
    clash.documents.add(resolution)
    page = client.get("/documents/nq-10/")
    assert '<q lang="vi">nghị quyết về chuyển đổi số</q>' in page.content.decode()
    assert 'href="/documents/bai-000/"' in page.content.decode()
    assert page.context["contradictions"] == [clash]
    known = client.get("/documents/bai-000/")
    assert known.context["quotes"] == [resolution]
    assert 'href="https://baochinhphu.vn/bai?id=1&amp;x=2"' in known.content.decode()


@pytest.mark.parametrize(
    ("where", "address"),
    [
        ("dti.gov.vn/xep-hang-2022", "https://dti.gov.vn/xep-hang-2022"),
        ("https://dti.gov.vn", "https://dti.gov.vn"),
        ("baomoi.net.vn/…-c51412784.epi", ""),
        ("GitHub tunah72/papi-dashboard", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_only_an_address_that_a_browser_opens_is_a_link(where, address):
    assert make.document(where=where).web_address == address


def test_the_date_as_printed_in_the_language_of_the_reader(client):
    make.document("nq-10", date_text="không ghi ngày", date_text_en="no day printed")
    make.document("nq-11", date_text="tháng 8/2021")
    assert dict(client.get("/documents/nq-10/").context["facts"])["Date"] == "no day printed"
    assert dict(client.get("/documents/nq-11/").context["facts"])["Date"] == "8/2021"


def test_a_title_without_english_is_marked_as_vietnamese(client, hai_duong):
    paper = make.document("bai", title_vi="Báo cáo", title_en="")
    make.published(make.indicator(), hai_duong, "2024-Q4", 50, source=paper)
    assert '<a href="/documents/bai/" lang="vi">Báo cáo</a>' in client.get("/provinces/hai-duong/").content.decode()


def test_a_contradiction_between_two_provinces_stands_on_both(client, hai_duong, resolution):
    other = make.document("nq-hg", province=cast.ha_giang())
    clash = Contradiction.objects.create(
        code="k5", severity="low", text_vi="Nhiệm kỳ", text_en="Two terms", province=hai_duong
    )
    clash.documents.set([resolution, other])
    for slug in ("hai-duong", "ha-giang"):
        log = client.get(f"/provinces/{slug}/").context["agreements"].log
        assert [each.text for each in log.contradictions] == ["Two terms"]


def test_illustration_is_marked(client):
    make.document("mh", origin=Origin.ILLUSTRATION)
    assert client.get("/documents/mh/").context["illustration"] is True


def test_an_unknown_document_is_not_found(client):
    response = client.get("/documents/nothing/")
    assert response.status_code == 404
    assert "There is no document at this address." in response.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/provinces/hai-duong/",
        "/provinces/hai-duong/indicators/ho-so-tinh/",
        "/provinces/hai-duong/indicators/without/",
        "/indicators/ho-so-tinh/",
        "/agreements/hd-fpt/",
    ],
)
def test_every_page_that_names_it_leads_to_it(client, hai_duong, resolution, path):
    files, without = make.indicator(), make.indicator("without")
    for each in (files, without):
        make.published(each, hai_duong, "2024-Q4", 50, source=resolution)
    goal = make.target(files, hai_duong, 90, document=resolution, source=resolution)
    make.agreement(hai_duong, goals=[goal], document=resolution, source=resolution)
    assert 'href="/documents/nq-10/"' in client.get(path).content.decode()
