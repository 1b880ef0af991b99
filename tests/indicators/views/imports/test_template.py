"""The template: what is in it comes back."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from indicators.actions.entering import save_figure
from indicators.enums import FigureStatus
from indicators.imports.columns import name_of
from indicators.models import Figure
from tests import cast, make
from tests.indicators.views.imports.steps import (
    PERIOD,
    TODAY,
    entered,
    preview,
    uploaded,
)

pytestmark = pytest.mark.django_db


def test_a_template_older_than_what_somebody_else_saved_is_refused(client, place, lan, share):
    figure = entered(share, place, lan, "80")
    old = client.get("/import/template.xlsx", {"province": "hai-duong", "period": "2025-Q1"}).content
    other = cast.person("tam", "officer", place)
    save_figure(
        indicator=share, province=place, period=PERIOD, values={"value": Decimal(85)}, version=1, by=other, today=TODAY
    )
    batch = uploaded(client, SimpleUploadedFile("phieu.xlsx", old))
    assert preview(client, batch).context["rows"][0]["faults"] == [
        "Số liệu đã thành 85,00% sau khi tải tệp này. Tải lại biểu mẫu."
    ]
    figure.refresh_from_db()
    assert figure.value == 85


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_sheet_comes_back_unchanged(client, place, lan, share, language):
    """One of each shape, each with what is hard to keep: many decimals, parts, ranks, reasons, formulas in notes."""
    rank = make.rank_indicator("hang", is_reported=True, frequency="quarter")
    count = make.indicator("dn-so", shape="stock", unit_vi="DN", unit_en="firms", decimals=0, maximum=None)
    reason = make.indicator("khong-co")
    make.indicator("trong")
    large = make.indicator("lon", shape="score", unit_vi="điểm", unit_en="points", decimals=4, maximum=None)
    milestone = make.indicator("cot-moc", shape="milestone", unit_vi="", unit_en="", decimals=0, maximum=1)
    entered(share, place, lan, None, numerator=Decimal(1), denominator=Decimal(3))
    entered(milestone, place, lan, 1, observed_on=date(2025, 3, 1))
    entered(rank, place, lan, 13, rank_of=63)
    entered(count, place, lan, 12345678)
    entered(reason, place, lan, None, no_data_reason="=Chưa có")
    figure = entered(large, place, lan, "12345678901234.5678")
    Figure.objects.filter(pk=figure.pk).update(remark="'=1+1\n- dòng hai")
    client.cookies["django_language"] = language
    file = client.get("/import/template.xlsx", {"province": "hai-duong", "period": "2025-Q1"}).content
    batch = uploaded(client, SimpleUploadedFile("phieu.xlsx", file))
    context = preview(client, batch).context
    assert context["preview"].counts == {"same": 6, "blank": 1}
    assert context["preview"].not_read == []


def test_no_formula_lives_in_the_template(client, place, lan, share):
    figure = entered(share, place, lan, "80")
    Figure.objects.filter(pk=figure.pk).update(remark="=1+1")
    book = load_workbook(BytesIO(client.get("/import/template.xlsx").content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []


def test_the_template_locks_the_frame_and_opens_what_is_to_be_filled(client, place, lan, share):
    make.indicator("da-nop", order=1)
    locked = entered(share, place, lan, "80")
    Figure.objects.filter(pk=locked.pk).update(status=FigureStatus.SUBMITTED)
    book = load_workbook(BytesIO(client.get("/import/template.xlsx").content))
    guide, table, lists = book.worksheets
    heads = {name_of(cell.value): cell.column for cell in table[1] if name_of(cell.value)}
    open_cells = {
        table.cell(row, heads["indicator"]).value: [
            name for name, column in heads.items() if not table.cell(row, column).protection.locked
        ]
        for row in (2, 3)
    }
    assert open_cells == {"da-nop": ["value", "numerator", "denominator", "no_data_reason", "remark"], "ho-so-tinh": []}
    assert table.protection.sheet and guide.protection.sheet
    assert (table.column_dimensions["A"].hidden, lists.sheet_state, book.active.title) == (True, "hidden", table.title)
    assert {check.type for check in table.data_validations.dataValidation} == {"decimal", "list"}
    assert (table.sheet_properties.pageSetUpPr.fitToPage, table.print_title_rows) == (True, "$1:$1")


@pytest.mark.parametrize(
    "query",
    [
        {"province": "ha-giang", "period": "2025-Q1"},
        {"province": "hai-duong", "period": "1990-Q1"},
        {"province": "hai-duong", "period": "Q9"},
        {"province": "x", "period": "2025-Q1"},
        {"province": "ha-giang"},
    ],
)
def test_there_is_no_template_of_other_provinces_and_periods(client, place, lan, query):
    cast.ha_giang()
    assert client.get("/import/template.xlsx", query).status_code == 404


def of_milestones(place, lan) -> None:
    """One done, one half done, one nobody has entered."""
    done, half, _left = (
        make.indicator(code, shape="milestone", unit_vi="hợp phần", unit_en="parts", decimals=0, maximum=1, order=order)
        for order, code in enumerate(("da-xong", "chua-xong", "de-trong"), start=1)
    )
    entered(done, place, lan, 1, observed_on=date(2025, 3, 1))
    entered(half, place, lan, 0, numerator=Decimal(2), denominator=Decimal(3))


@pytest.mark.parametrize(
    ("language", "written"),
    [("vi", ["Đã xong", "Chưa xong", None]), ("en", ["Done", "Not done yet", None])],
)
@pytest.mark.parametrize("back", ["vi", "en"])
def test_milestones_are_words_in_the_file_and_come_back(client, place, lan, language, written, back):
    of_milestones(place, lan)
    client.cookies["django_language"] = language
    file = client.get("/import/template.xlsx").content
    _guide, table, _lists = load_workbook(BytesIO(file)).worksheets
    place_of_value = next(cell.column for cell in table[1] if name_of(cell.value) == "value")
    assert [table.cell(row, place_of_value).value for row in (2, 3, 4)] == written
    client.cookies["django_language"] = back
    counts = preview(client, uploaded(client, SimpleUploadedFile("phieu.xlsx", file))).context["preview"].counts
    assert counts == {"same": 2, "blank": 1}


def test_a_milestone_is_chosen_from_a_list(client, place, lan):
    of_milestones(place, lan)
    _guide, table, lists = load_workbook(BytesIO(client.get("/import/template.xlsx").content)).worksheets
    [checks] = {
        check.formula1 for check in table.data_validations.dataValidation for cells in [check.sqref] if "H2" in cells
    }
    assert checks == "lists!$B$1:$B$2"
    assert [cell.value for cell in lists["B"][:2]] == ["Đã xong", "Chưa xong"]
    assert [cell.value for cell in lists["A"]][3] == "Đang đối chiếu với nguồn"
