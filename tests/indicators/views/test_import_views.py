"""From the template through upload and preview to stored drafts."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from dtracker.formats.quarters import Period
from indicators.actions.figures import save_figure
from indicators.enums import FigureStatus
from indicators.imports.columns import name_of
from indicators.models import Figure, ImportBatch
from tests import cast, make

pytestmark = pytest.mark.django_db
TODAY = date(2025, 3, 20)
PERIOD = Period(2025, 1)


@pytest.fixture
def place():
    make.open_round("2025-Q1")
    return cast.hai_duong()


@pytest.fixture
def lan(place, client):
    made = cast.lan(place)
    client.force_login(made)
    return made


@pytest.fixture
def share():
    return make.indicator("ho-so-tinh", decimals=2, is_ratio=True)


def entered(of, place, by, value, **fields):
    values = {"value": None if value is None else Decimal(value)} | fields
    return save_figure(
        indicator=of, province=place, period=PERIOD, values=values, version=None, by=by, today=TODAY, remark="Ghi chú"
    )


def csv_file(*lines: str, header: str = "Tỉnh;Mã chỉ số;Kỳ;Giá trị;Ghi chú") -> SimpleUploadedFile:
    return SimpleUploadedFile("so-lieu.csv", "\n".join([header, *lines]).encode())


def uploaded(client, file):
    response = client.post("/import/", {"file": file})
    assert response.status_code == 302, response.context["form"].errors
    return ImportBatch.objects.latest("pk")


def preview(client, batch):
    return client.get(f"/import/{batch.pk}/")


def confirmed(client, batch):
    seen = preview(client, batch).context["preview"].seen
    return client.post(f"/import/{batch.pk}/confirm/", {"seen": seen}, follow=True)


def test_template_filled_in_comes_back_as_drafts(client, place, lan, share):
    count = make.indicator("dn-so", shape="stock", unit_vi="DN", unit_en="firms", decimals=0, maximum=None)
    entered(share, place, lan, "80.53")
    answer = client.get("/import/template.xlsx", {"province": "hai-duong", "period": "2025-Q1"})
    assert answer["Content-Disposition"] == 'attachment; filename="dtracker-hai-duong-2025-Q1.xlsx"'
    book = load_workbook(BytesIO(answer.content))
    table = book.worksheets[1]
    heads = {name_of(cell.value): cell.column for cell in table[1]}
    row = next(number for number in range(2, 4) if table.cell(number, heads["indicator"]).value == "dn-so")
    table.cell(row, heads["value"]).value = 1931
    file = BytesIO()
    book.save(file)
    batch = uploaded(client, SimpleUploadedFile("phiếu.xlsx", file.getvalue()))
    context = preview(client, batch).context
    assert context["preview"].counts == {"new": 1, "same": 1}
    assert confirmed(client, batch).status_code == 200
    assert Figure.objects.get(indicator=count).value == 1931
    batch.refresh_from_db()
    assert (batch.new_count, batch.changed_count, batch.unchanged_count) == (1, 0, 1)
    assert (batch.confirmed_by, batch.file_name) == (lan, "phiếu.xlsx")


def test_csv(client, place, lan, share):
    batch = uploaded(client, csv_file("Hải Dương;ho-so-tinh;Quý I/2025;80,53;xem"))
    assert preview(client, batch).context["preview"].counts == {"new": 1}
    confirmed(client, batch)
    figure = Figure.objects.get()
    assert (figure.value, figure.remark, figure.status, figure.version) == (
        Decimal("80.53"),
        "xem",
        FigureStatus.DRAFT,
        1,
    )
    assert figure.entered_by == lan
    assert [(row.history_change_reason, row.history_user, row.version) for row in figure.history.all()] == [
        ("import", lan, 1)
    ]


def test_change(client, place, lan, share):
    figure = entered(share, place, lan, "80.53")
    batch = uploaded(client, csv_file("30;ho-so-tinh;2025-Q1;81;xem"))
    row = preview(client, batch).context["rows"][0]
    assert (row["old"], row["new"], row["kind"]) == ("80,53%", "81%", "changed")
    confirmed(client, batch)
    figure.refresh_from_db()
    assert (figure.value, figure.remark, figure.version) == (81, "xem", 2)
    assert [(row.history_type, row.value, row.version) for row in figure.history.all()] == [
        ("~", 81, 2),
        ("+", Decimal("80.53"), 1),
    ]
