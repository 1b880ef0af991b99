"""From the template through upload and preview to stored drafts."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from indicators.enums import FigureStatus
from indicators.imports.columns import name_of
from indicators.models import Figure
from tests import cast, make
from tests.indicators.views.imports.steps import confirmed, csv_file, entered, preview, uploaded

pytestmark = pytest.mark.django_db


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
    assert (figure.value, figure.remark, figure.status) == (Decimal("80.53"), "xem", FigureStatus.DRAFT)
    assert (figure.version, figure.entered_by) == (1, lan)
    assert [(row.history_change_reason, row.history_user, row.version) for row in figure.history.all()] == [
        ("import", lan, 1)
    ]


def test_change(client, place, lan, share):
    figure = entered(share, place, lan, "80.53")
    batch = uploaded(client, csv_file("30;ho-so-tinh;2025-Q1;81;xem"))
    row = preview(client, batch).context["rows"][0]
    assert (row["old"], row["new"], row["kind"]) == ("80,53%", "81,00%", "changed")
    confirmed(client, batch)
    figure.refresh_from_db()
    assert (figure.value, figure.remark, figure.version) == (81, "xem", 2)
    lines = [(row.history_type, row.value, row.version, row.remark) for row in figure.history.all()]
    assert lines == [("~", 81, 2, "xem"), ("+", Decimal("80.53"), 1, "Ghi chú")]


def test_nothing_is_stored_before_it_is_confirmed(client, place, lan, share):
    batch = uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;80;"))
    preview(client, batch)
    assert Figure.objects.count() == 0
    assert (batch.confirmed_at, batch.new_count) == (None, 0)


def test_a_file_with_one_error_imports_nothing(client, place, lan, share):
    batch = uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;80;", "Hà Nội;ho-so-tinh;2025-Q1;x;"))
    context = preview(client, batch).context
    assert context["preview"].counts == {"error": 1, "new": 1}
    assert [(row["row"], row["kind"]) for row in context["rows"]] == [(3, "error"), (2, "new")]
    assert "Nhập tất cả" not in preview(client, batch).content.decode()
    response = client.post(f"/import/{batch.pk}/confirm/", {"seen": context["preview"].seen})
    assert (response.status_code, Figure.objects.count()) == (409, 0)


def test_confirming_twice_has_one_effect(client, place, lan, share):
    batch = uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;80;"))
    seen = preview(client, batch).context["preview"].seen
    for _time in range(2):
        assert client.post(f"/import/{batch.pk}/confirm/", {"seen": seen}).status_code == 302
    assert (Figure.objects.count(), Figure.history.count()) == (1, 1)
    assert "đã nhập" in preview(client, batch).content.decode()


def test_the_same_file_again_changes_nothing(client, place, lan, share):
    confirmed(client, uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;80;xem")))
    batch = uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;80;xem"))
    assert preview(client, batch).context["preview"].counts == {"same": 1}
    confirmed(client, batch)
    assert (Figure.objects.count(), Figure.history.count()) == (1, 1)
    batch.refresh_from_db()
    assert (batch.new_count, batch.changed_count, batch.unchanged_count) == (0, 0, 1)


@pytest.mark.parametrize("seen", ["", "x" * 64, "0" * 63])
def test_a_confirmation_without_a_preview_is_refused(client, place, lan, share, seen):
    batch = uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;80;"))
    assert client.post(f"/import/{batch.pk}/confirm/", {"seen": seen}).status_code == 422
    assert Figure.objects.count() == 0


def test_what_changed_after_the_preview_is_looked_at_again(client, place, lan, share):
    """Somebody saves another value between preview and confirmation: theirs is not overwritten unseen."""
    batch = uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;80;"))
    seen = preview(client, batch).context["preview"].seen
    figure = entered(share, place, cast.person("tam", "officer", place), "75")
    response = client.post(f"/import/{batch.pk}/confirm/", {"seen": seen})
    assert response.status_code == 409
    assert [(row["old"], row["new"]) for row in response.context["rows"]] == [("75,00%", "80,00%")]
    figure.refresh_from_db()
    assert (figure.value, figure.version) == (75, 1)
    confirmed(client, batch)
    figure.refresh_from_db()
    assert (figure.value, figure.version) == (80, 2)


def test_two_files_of_the_same_cells_end_as_one_of_them(client, place, lan, share):
    make.indicator("ho-so-xa", decimals=2)
    one = uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;80;", "Hải Dương;ho-so-xa;2025-Q1;80;"))
    other = uploaded(client, csv_file("Hải Dương;ho-so-xa;2025-Q1;70;", "Hải Dương;ho-so-tinh;2025-Q1;70;"))
    seen = {batch: preview(client, batch).context["preview"].seen for batch in (one, other)}
    answers = [client.post(f"/import/{batch.pk}/confirm/", {"seen": seen[batch]}).status_code for batch in (other, one)]
    assert answers == [302, 409]
    assert list(Figure.objects.values_list("value", flat=True)) == [70, 70]
