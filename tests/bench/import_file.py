"""An import of 100,800 rows (63 provinces, 40 indicators, 40 quarters), once of new figures, once of changed ones.

Run by `run.py` in a process of its own, so that its memory is its own. Prints one line for each step.
"""

import time
from datetime import date
from io import BytesIO

import django

django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402  (after Django is set up)
from django.core.management import call_command  # noqa: E402
from openpyxl import Workbook  # noqa: E402

from indicators.actions.imports import confirm, keep_upload  # noqa: E402
from indicators.imports.preview import entries_of, preview_of  # noqa: E402
from tests import cast, make  # noqa: E402
from tests.bench.budget import told  # noqa: E402

PROVINCES, INDICATORS, YEARS = 63, 40, range(2015, 2025)
TODAY = date(2025, 3, 20)
MOST_SECONDS = 60
"""One import, its preview included."""


def main() -> None:
    call_command("migrate", verbosity=0)
    places = [cast.province(f"tinh-{n:02}", f"Tỉnh Số {n:02}", code=f"{n:02}") for n in range(1, PROVINCES + 1)]
    codes = [make.indicator(f"share-{n:02}", decimals=2).code for n in range(INDICATORS)]
    periods = [f"{year}-Q{quarter}" for year in YEARS for quarter in (1, 2, 3, 4)]
    for period in periods:
        make.open_round(period)
    hoa = cast.hoa()
    for what, more in (("new", 0), ("changed", 1)):
        _import(what, _file(places, codes, periods, more), hoa)


def _file(places, codes, periods, more: int) -> SimpleUploadedFile:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["Tỉnh", "Mã chỉ số", "Kỳ", "Giá trị", "Tử số", "Mẫu số", "Ghi chú"])
    rows = ((place, code, period) for place in places for code in codes for period in periods)
    for number, (place, code, period) in enumerate(rows):
        value = number % 9000 / 100 + more
        sheet.append([place.name_vi, code, period, value, None, None, f"dòng {number}"])
    data = BytesIO()
    book.save(data)
    return SimpleUploadedFile("lon.xlsx", data.getvalue())


def _import(what: str, file: SimpleUploadedFile, by) -> None:
    start = time.perf_counter()
    batch = keep_upload(file=file, by=by)
    found = _timed(f"{what}: upload and preview", lambda: preview_of(batch, by=by, today=TODAY))
    _timed(f"{what}: any page of the preview", lambda: found.page(500))
    entries = _timed(f"{what}: reading once more", lambda: entries_of(batch).entries)
    _timed(
        f"{what}: storing, one transaction",
        lambda: confirm(batch=batch, entries=entries, seen=found.seen, by=by, today=TODAY),
    )
    print(told(f"{what}: all of it", time.perf_counter() - start, MOST_SECONDS, "s"), flush=True)


def _timed(what: str, step):
    wall, cpu = time.perf_counter(), time.process_time()
    result = step()
    print(f"  {what:<34}{time.perf_counter() - wall:>8.1f} s{time.process_time() - cpu:>8.1f} s CPU", flush=True)
    return result


if __name__ == "__main__":
    main()
