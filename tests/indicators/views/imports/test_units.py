"""Sheets of units as files: out, in again unchanged, and each officer's own unit only."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from openpyxl import load_workbook

from dtracker.accounts.models import Membership
from indicators.imports.columns import name_of
from indicators.models import Figure
from tests import cast, make
from tests.indicators.views.imports.steps import confirmed, csv_file, only_row, preview, uploaded

pytestmark = pytest.mark.django_db
HEADER = "Tỉnh;Mã đơn vị;Mã chỉ số;Kỳ;Giá trị"
TEMPLATE = "/import/template.xlsx?province=hai-duong&period=2025-Q1"
OWN = f"{TEMPLATE}&unit=so-tttt-hd"


@pytest.fixture
def unit(place):
    found = make.unit(place)
    make.open_round("2025-Q1", province=place, unit=found)
    return found


@pytest.fixture
def other(place):
    found = make.unit(place, "so-y-te-hd", name_vi="Sở Y tế", name_en="")
    make.open_round("2025-Q1", province=place, unit=found)
    return found


@pytest.fixture
def tam(place, unit):
    """Enters the figures of Sở TTTT."""
    made = cast.person("tam", None)
    Membership.objects.create(user=made, role="officer", province=place, unit=unit)
    return made


@pytest.fixture
def client(tam):
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(tam)
    return client


def stored(unit, of, value="61.4"):
    return Figure.objects.create(
        indicator=of, province=unit.province, unit=unit, year=2025, quarter=1, value=Decimal(value)
    )


def test_the_sheet_of_a_unit_comes_back_unchanged(client, share, unit):
    make.indicator("trong")
    stored(unit, share)
    answer = client.get(OWN)
    assert 'filename="dtracker-hai-duong-so-tttt-hd-2025-Q1.xlsx"' in answer["Content-Disposition"]
    context = preview(client, uploaded(client, SimpleUploadedFile("phieu.xlsx", answer.content))).context
    assert (context["preview"].counts, context["preview"].not_read) == ({"same": 1, "blank": 1}, [])
    assert context["rows"][0]["province"] == "Department of Information (Hai Duong)"


def test_what_is_filled_in_becomes_a_draft_of_the_unit(client, share, place, unit):
    book = load_workbook(BytesIO(client.get(OWN).content))
    table = book.worksheets[1]
    heads = {name_of(cell.value): cell.column for cell in table[1] if name_of(cell.value)}
    assert table.cell(2, heads["unit"]).value == "so-tttt-hd"
    table.cell(2, heads["value"]).value = 61.4
    file = BytesIO()
    book.save(file)
    confirmed(client, uploaded(client, SimpleUploadedFile("phieu.xlsx", file.getvalue())))
    figure = Figure.objects.get()
    assert (figure.province, figure.unit, figure.value, figure.status) == (place, unit, Decimal("61.4"), "draft")
    assert figure.history.get().history_change_reason == "import"


def test_only_the_sheet_of_a_unit_shows_the_column(client, share, place, unit):
    hidden = {}
    lan = Client()
    lan.force_login(cast.lan(place))
    for name, answer in (("unit", client.get(OWN)), ("province", lan.get(TEMPLATE))):
        table = load_workbook(BytesIO(answer.content)).worksheets[1]
        letter = next(cell.column_letter for cell in table[1] if name_of(str(cell.value)) == "unit")
        hidden[name] = table.column_dimensions[letter].hidden
    assert hidden == {"unit": False, "province": True}


def test_an_officer_of_a_unit_imports_her_own_rows_only(client, share, other):
    assert only_row(client, "Hải Dương;so-tttt-hd;ho-so-tinh;2025-Q1;61", header=HEADER)["kind"] == "new"
    stored(other, share, "77.7777")
    refused = {
        line: only_row(client, line, header=HEADER)
        for line in ("Hải Dương;so-y-te-hd;ho-so-tinh;2025-Q1;61", "Hải Dương;;ho-so-tinh;2025-Q1;61")
    }
    assert [(row["kind"], row["old"], row["faults"]) for row in refused.values()] == [
        ("error", "", ["You may not enter figures for Sở Y tế (Hai Duong)."]),
        ("error", "", ["You may not enter figures for Hai Duong."]),
    ]
    assert client.get(TEMPLATE).status_code == client.get(f"{TEMPLATE}&unit=so-y-te-hd").status_code == 404


def test_the_officer_of_the_province_imports_all_its_units_at_once(share, place, unit, other):
    lan = Client()
    lan.force_login(cast.lan(place))
    lines = [
        f"Hải Dương;{code};ho-so-tinh;2025-Q1;{value}" for code, value in (("so-tttt-hd", 61), ("", 70), ("Sở Y tế", 5))
    ]
    confirmed(lan, uploaded(lan, csv_file(*lines, header=HEADER)))
    assert set(Figure.objects.values_list("unit__code", "value")) == {("so-tttt-hd", 61), (None, 70), ("so-y-te-hd", 5)}


def test_the_same_cell_twice_is_told_from_two_units(share, place, unit, other):
    lan = Client()
    lan.cookies["django_language"] = "en"
    lan.force_login(cast.lan(place))
    lines = [
        f"Hải Dương;{code};ho-so-tinh;2025-Q1;{value}"
        for code, value in (("so-tttt-hd", 1), ("so-y-te-hd", 2), ("so-tttt-hd", 3))
    ]
    rows = preview(lan, uploaded(lan, csv_file(*lines, header=HEADER))).context["rows"]
    assert [(row["row"], row["kind"]) for row in rows] == [(2, "error"), (4, "error"), (3, "new")]
    assert rows[0]["faults"] == ["Rows 2, 4 are about the same figure and differ. Keep one of them."]


def test_a_unit_without_a_round_and_one_that_had_ended(client, share, place, tam):
    late = make.unit(place, "so-moi", name_vi="Sở mới", name_en="")
    Membership.objects.create(user=tam, role="officer", province=place, unit=late)
    line = "Hải Dương;so-moi;ho-so-tinh;2025-Q1;61"
    assert "No reporting round is open for Q1 2025." in only_row(client, line, header=HEADER)["faults"]
    late.ended_on = "2024-12-31"
    late.save()
    assert "Sở mới (Hai Duong) did not exist in Q1 2025." in only_row(client, line, header=HEADER)["faults"]


def test_a_unit_of_another_province_says_so_with_row_and_column(client, share, tam):
    make.unit(cast.ha_giang(), "hg-so", name_vi="Sở ở Hà Giang")
    row = only_row(client, "Hải Dương;hg-so;ho-so-tinh;2025-Q1;61", header=HEADER)
    assert (row["row"], row["faults"]) == (
        2,
        ["B · Mã đơn vị “hg-so”: “hg-so” is a unit of Ha Giang, not of Hai Duong."],
    )


def test_the_unusual_is_held_against_the_series_of_the_unit(client, share, place, unit):
    make.published(share, place, "2024-Q4", 60)
    make.published(share, place, "2024-Q4", 2, unit=unit)
    line = "Hải Dương;so-tttt-hd;ho-so-tinh;2025-Q1;60"
    assert len(only_row(client, line, header=HEADER)["warnings"]) == 1


def test_the_pages_offer_the_file(client, share, unit):
    link = "/import/template.xlsx?province=hai-duong&amp;period=2025-Q1&amp;unit=so-tttt-hd"
    for path in ("/import/", "/entry/hai-duong/2025-Q1/units/so-tttt-hd/"):
        assert f'href="{link}"' in client.get(path).content.decode(), path
    assert client.get("/import/template.xlsx").content[:2] == b"PK"
    with translation.override("en"):
        assert "Unit code" in client.get("/import/").content.decode()
