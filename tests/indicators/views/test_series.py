"""The page of one indicator of one province, as people and spreadsheets get it."""

import csv
import json
import re
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.test import Client

from dtracker.accounts.roles import Role
from indicators.enums import FigureStatus, Origin, TargetKind
from indicators.exports.series import COLUMNS
from indicators.models import Contradiction, Evidence, Figure, Publication, Target, TargetRevision
from tests import cast, make

pytestmark = pytest.mark.django_db

ADDRESS = "/provinces/hai-duong/indicators/dti-rank/"


@pytest.fixture
def client():
    return Client()


@pytest.fixture
def hai_duong():
    place = cast.hai_duong(ended_on=cast.MERGED)
    rank = make.rank_indicator(publisher_vi="Bộ Thông tin và Truyền thông")
    bulletin = make.document("bulletin", short_vi="Bản tin DTI", origin=Origin.NATIONAL)
    for year, value in [("2022", 13), ("2023", 26), ("2024", 19)]:
        make.published(rank, place, year, value, public_on=date(int(year) + 1, 7, 12), source=bulletin)
    agreement = make.document("fpt", short_vi="Thỏa thuận FPT")
    make.target(rank, place, "15", "2023", document=agreement)
    make.target(rank, place, "20", "2025", document=make.document("nq", short_vi="Nghị quyết 26/3/2021"))
    return place, rank


def text_of(response):
    page = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def figure_of(response):
    found = re.search(r'<script id="series-chart" type="application/json">(.*?)</script>', response.content.decode())
    return json.loads(found[1])


def test_anybody_reads_the_page(client, hai_duong):
    response = client.get(ADDRESS)
    assert response.status_code == 200
    text = text_of(response)
    assert "Tỉnh Hải Dương (đến 30/6/2025) · hạng thấp hơn là tốt hơn · hằng năm · Bộ Thông tin và Truyền thông" in text
    assert "Hai văn bản, hai con số" in text
    assert "Vì sao “Không đạt mốc 2023”?" in text


def test_the_chips_give_the_worst_first(client, hai_duong):
    chips = client.get(ADDRESS).context["chips"]
    assert [(each.status.value, each.label) for each in chips] == [
        ("not-met", "Không đạt mốc 2023"),
        ("unit-ended", "Mốc 2025: sáp nhập trước thời hạn"),
    ]


def test_the_targets_stand_by_document_in_the_order_they_are_due(client, hai_duong):
    rows = client.get(ADDRESS).context["targets"]
    assert [(each.document.label, each.words, each.last) for each in rows] == [
        ("Thỏa thuận FPT", "nhóm 15 trên 63, đến hết năm 2023", "26/63, kém mục tiêu 11 bậc"),
        ("Nghị quyết 26/3/2021", "nhóm 20 trên 63, đến hết năm 2025", "19/63, trong nhóm 20"),
    ]


def test_a_revised_target_stands_under_the_document_that_decided_it(client, hai_duong):
    target = Target.objects.get(document__code="fpt")
    TargetRevision.objects.create(
        target=target, version=2, value=Decimal(18), rank_of=63, comparator=target.comparator, due_year=2023,
        due_on=date(2023, 12, 31), effective_on=date(2023, 2, 1), reason="Rà soát",
        document=make.document("qd", short_vi="Quyết định 20/1/2023"),
    )  # fmt: skip

    def documents(**asked):
        first, *_others = client.get(ADDRESS, asked).context["targets"]
        return first.document.label, first.revises and first.revises.label, first.words

    assert documents() == ("Quyết định 20/1/2023", "Thỏa thuận FPT", "nhóm 18 trên 63, đến hết năm 2023")
    assert documents(as_of="2023-01-31") == ("Thỏa thuận FPT", None, "nhóm 15 trên 63, đến hết năm 2023")
    response = client.get(ADDRESS)
    assert "Hai văn bản, hai con số" in text_of(response)
    ((name, versions),) = response.context["histories"]
    assert name.startswith("Thỏa thuận FPT, ")
    assert [each.document.label for each in versions] == ["Quyết định 20/1/2023", "Thỏa thuận FPT"]


def test_the_figures_stand_newest_first(client, hai_duong):
    rows = client.get(ADDRESS).context["rows"]
    assert [(each.period, each.value, each.public) for each in rows] == [
        ("2024", "19/63", "12/7/2025"),
        ("2023", "26/63", "12/7/2024"),
        ("2022", "13/63", "12/7/2023"),
    ]


def test_the_scripts_of_the_chart_are_files_and_its_sheet_comes_before_them(client, hai_duong):
    page = client.get(ADDRESS).content.decode()
    assert page.index('id="plotly.js-style-global"') < page.index("plotly-basic.min.js")
    inline = re.findall(r"<script(?![^>]*(?:src=|application/json))[^>]*>", page)
    assert (inline, re.findall(r"\sstyle=|\son\w+=", page)) == ([], [])


def test_a_past_day_shows_what_was_public_then(client, hai_duong):
    response = client.get(ADDRESS, {"as_of": "2023-12-31"})
    assert [each.period for each in response.context["rows"]] == ["2022"]
    assert [each.label for each in response.context["chips"]] == ["Đạt mốc 2023", "Đạt mốc 2025"]
    assert figure_of(response)["layout"]["shapes"] == []


@pytest.mark.parametrize(
    "address",
    [
        "/provinces/nowhere/indicators/dti-rank/",
        "/provinces/hai-duong/indicators/nothing/",
    ],
)
def test_what_does_not_exist_is_not_found(client, hai_duong, address):
    assert client.get(address).status_code == 404


def test_a_pair_without_figure_and_target_says_so(client, hai_duong):
    make.indicator("empty")
    response = client.get("/provinces/hai-duong/indicators/empty/")
    assert response.status_code == 200
    assert "Chưa có số liệu và chỉ tiêu" in text_of(response)
    assert "plotly" not in response.content.decode()


def test_a_page_is_only_read(client, hai_duong):
    assert client.post(ADDRESS).status_code == 405


def draft_of(place, rank):
    Figure.objects.create(indicator=rank, province=place, year=2021, value=7, rank_of=63, status=FigureStatus.SUBMITTED)


def names_of(response):
    return [trace["name"] for trace in figure_of(response)["data"]]


def test_only_people_of_the_province_who_work_on_figures_see_what_is_not_published(client, hai_duong):
    draft_of(*hai_duong)
    place = hai_duong[0]
    assert "chưa công bố" not in names_of(client.get(ADDRESS))

    for person, may_see in [
        (cast.lan(place), True),
        (cast.minh(place), True),
        (cast.nam(place), False),
        (cast.thu(place), False),
        (cast.quang(cast.ha_giang()), False),
    ]:
        client.force_login(person)
        assert ("chưa công bố" in names_of(client.get(ADDRESS))) is may_see, person


def test_nothing_unpublished_reaches_the_table_or_the_file(client, hai_duong):
    place, _rank = hai_duong
    draft_of(*hai_duong)
    client.force_login(cast.lan(place))
    assert [each.period for each in client.get(ADDRESS).context["rows"]] == ["2024", "2023", "2022"]
    assert "2021" not in client.get(ADDRESS + "figures.csv").content.decode()


def test_a_correction_shows_what_stood_before_and_why(client):
    place, share = cast.hai_duong(), make.indicator()
    first = make.published(share, place, "2024-Q1", "40", public_on=date(2024, 4, 20))
    Publication.objects.create(
        figure=first.figure, version=2, value=42, reason="Cộng thiếu một huyện", public_on=date(2024, 6, 1)
    )

    (row,) = client.get("/provinces/hai-duong/indicators/ho-so-tinh/").context["rows"]

    assert (row.value, row.marks, row.correction_reason) == ("42,0%", ["đã đính chính"], "Cộng thiếu một huyện")
    assert [(each.value, each.public) for each in row.corrections] == [("40,0%", "20/4/2024")]


def test_further_sources_and_contradictions_stand_beside_the_figures(client, hai_duong):
    place, rank = hai_duong
    figure = Figure.objects.get(year=2023)
    Evidence.objects.create(figure=figure, document=make.document("other", short_vi="Báo Hải Dương"), quote="thứ 26")
    known = Contradiction.objects.create(code="k1", severity="high", text_vi="Hai nguồn nêu hai số", province=place)
    known.indicators.add(rank)

    text = text_of(client.get(ADDRESS))

    assert "Nguồn khác: Báo Hải Dương thứ 26" in text
    assert "Hai nguồn nêu hai số" in text


def test_evidence_of_a_correction_waits_until_it_is_published(client, hai_duong):
    figure = Figure.objects.get(year=2023)
    Figure.objects.filter(pk=figure.pk).update(status=FigureStatus.SUBMITTED)
    Evidence.objects.create(figure=figure, document=make.document("other", short_vi="Công văn mật"))
    assert "Công văn mật" not in text_of(client.get(ADDRESS))


def test_undated_figures_and_wishes_are_shown_as_what_they_are(client, hai_duong):
    place, rank = hai_duong
    undated = Figure.objects.create(
        indicator=rank, province=place, value=12, period_text="thời gian qua", status=FigureStatus.PUBLISHED
    )
    Publication.objects.create(figure=undated, version=1, value=12, public_on=date(2022, 1, 1))
    make.target(rank, place, "1", "2030", kind=TargetKind.ASPIRATION, document=None, stated_by="Chủ tịch tỉnh")

    context = client.get(ADDRESS).context

    assert [(each.value, each.period) for each in context["undated"]] == [("12", "thời gian qua")]
    assert [each.said_by for each in context["wishes"]] == ["Chủ tịch tỉnh"]
    assert len(context["targets"]) == 2


def test_the_fictional_province_carries_its_banner(client):
    place = cast.province("minh-hoa", "Minh Hoạ", is_illustration=True)
    make.published(make.indicator(), place, "2024-Q1", "40")
    response = client.get("/provinces/minh-hoa/indicators/ho-so-tinh/")
    assert "không trích dẫn" in text_of(response)


def test_old_rows_are_folded(client):
    place, share = cast.hai_duong(), make.indicator()
    for year in range(2019, 2024):
        for quarter in (1, 2, 3, 4):
            make.published(share, place, f"{year}-Q{quarter}", "40")
    context = client.get("/provinces/hai-duong/indicators/ho-so-tinh/").context
    assert (len(context["rows"]), len(context["older_rows"])) == (12, 8)


def test_the_file_opens_in_excel_and_runs_nothing(client, hai_duong):
    place, rank = hai_duong
    trap = make.document("trap", short_vi='=HYPERLINK("http://x")')
    make.published(rank, place, "2021", 14, source=trap, quote="+84")

    response = client.get(ADDRESS + "figures.csv")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="hai-duong-dti-rank.csv"'
    text = response.content.decode()
    assert text[0] == "\ufeff"
    header, first, *_rest = csv.reader(StringIO(text[1:]))
    row = dict(zip(header, first, strict=True))
    assert [row[name] for name in ("province", "indicator", "period", "value", "rank_of")] == [
        "hai-duong", "dti-rank", "2021", "14", "63",
    ]  # fmt: skip
    assert (row["source_name"], row["quote"], row["illustration"]) == ('\'=HYPERLINK("http://x")', "'+84", "")


def lines_of(response):
    return list(csv.DictReader(StringIO(response.content.decode()[1:])))


def test_the_columns_of_the_file_are_the_same_in_every_language(client, hai_duong):
    client.cookies["django_language"] = "en"
    header = client.get(ADDRESS + "figures.csv").content.decode().splitlines()[0]
    assert header == "\ufeff" + ",".join(f'"{name}"' for name in COLUMNS)


def test_the_file_of_a_past_day_holds_what_was_public_then_and_says_so(client, hai_duong):
    response = client.get(ADDRESS + "figures.csv", {"as_of": "2023-12-31"})
    assert [(row["period"], row["value"], row["as_of"]) for row in lines_of(response)] == [("2022", "13", "2023-12-31")]
    assert response["Content-Disposition"] == 'attachment; filename="hai-duong-dti-rank-2023-12-31.csv"'
    assert f"{ADDRESS}figures.csv?as_of=2023-12-31" in client.get(ADDRESS, {"as_of": "2023-12-31"}).content.decode()


@pytest.mark.parametrize(
    "address", ["/provinces/nowhere/indicators/dti-rank/figures.csv", ADDRESS + "figures.csv?as_of=2023-02-30"]
)
def test_there_is_no_file_of_what_does_not_exist(client, hai_duong, address):
    assert client.get(address).status_code == 404


def test_the_file_of_the_fictional_province_is_marked_in_every_line(client):
    place = cast.province("minh-hoa", "Minh Hoạ", is_illustration=True)
    make.published(make.indicator(), place, "2024-Q1", "40")
    (row,) = lines_of(client.get("/provinces/minh-hoa/indicators/ho-so-tinh/figures.csv"))
    assert row["illustration"] == "Số liệu minh hoạ, không trích dẫn."


def add_many(place, rank):
    for year in range(2000, 2020):
        make.published(rank, place, str(year), 30)
    for year in range(2031, 2036):
        make.target(rank, place, "10", str(year), document=make.document(f"d{year}"))


def test_a_visitor_costs_nine_reads_however_much_there_is(client, hai_duong, django_assert_num_queries):
    with django_assert_num_queries(9):
        client.get(ADDRESS)
    add_many(*hai_duong)
    with django_assert_num_queries(9):
        client.get(ADDRESS)


def test_an_officer_costs_three_reads_more(client, hai_duong, django_assert_num_queries):
    place, _rank = hai_duong
    client.force_login(cast.person("lan", Role.OFFICER, place))
    with django_assert_num_queries(12):
        client.get(ADDRESS)
    add_many(*hai_duong)
    with django_assert_num_queries(12):
        client.get(ADDRESS)


def test_as_of_a_past_day_a_figure_of_unknown_day_is_said_to_be_left_out(client, hai_duong):
    place, _rank = hai_duong
    cell = Figure.objects.create(indicator=make.indicator("dvc"), province=place, year=2022, quarter=1, value=31)
    Publication.objects.create(figure=cell, version=1, value=31, source=make.document(title_en="Undated article"))
    client.cookies["django_language"] = "en"
    address = "/provinces/hai-duong/indicators/dvc/"
    said = "It is not known since when 1 figure was public; it is shown from the day it was recorded here."
    assert said in client.get(address, {"as_of": "2024-12-31"}).content.decode()
    assert said not in client.get(address).content.decode()


def test_a_reader_gets_no_trace_of_a_working_value(client, hai_duong):
    place, rank = hai_duong
    Figure.objects.create(
        indicator=rank, province=place, year=2021, value=57, rank_of=59, status=FigureStatus.SUBMITTED, remark="bí mật"
    )
    client.force_login(cast.nam(place))
    for address in (ADDRESS, f"{ADDRESS}?as_of=2025-12-31", f"{ADDRESS}figures.csv"):
        page = client.get(address).content.decode()
        assert [word for word in ("57", "59", "bí mật", "chưa công bố") if re.search(rf"\b{word}\b", page)] == []


def test_as_of_a_past_day_nobody_sees_working_values(client, hai_duong):
    draft_of(*hai_duong)
    client.force_login(cast.lan(hai_duong[0]))
    assert "chưa công bố" not in names_of(client.get(ADDRESS, {"as_of": "2025-12-31"}))


def test_the_drawing_as_a_file_says_what_it_is_and_whose(client):
    place = cast.province("minh-hoa", "Minh Hoạ", is_illustration=True)
    make.published(make.indicator(), place, "2024-Q1", "40")
    client.cookies["django_language"] = "en"
    image = figure_of(client.get("/provinces/minh-hoa/indicators/ho-so-tinh/", {"as_of": "2024-12-31"}))["image"]
    assert image["name"] == "minh-hoa-ho-so-tinh-2024-12-31"
    assert image["title"].startswith("Share of provincial work files processed online<br>")
    assert image["title"].endswith(" · as of 31/12/2024 · Illustrative figures, not to be quoted.")
