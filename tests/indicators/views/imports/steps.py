"""The steps from a file to its drafts, and the files themselves."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from dtracker.formats.quarters import Period
from indicators.actions.entering import save_figure
from indicators.models import ImportBatch

TODAY = date(2025, 3, 20)
PERIOD = Period(2025, 1)

FILE = ImportBatch._meta.get_field("file")


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


def only_row(client, *lines: str, **kwargs) -> dict:
    return preview(client, uploaded(client, csv_file(*lines, **kwargs))).context["rows"][0]


def kept_files() -> list[str]:
    """What lies in the private folder."""
    folder = Path(FILE.storage.location)
    return sorted(each.name for each in folder.rglob("*") if each.is_file())
