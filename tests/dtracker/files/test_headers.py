"""Where columns stand: known by what their header means, whatever their place."""

import pytest

from dtracker.files.sheets.cells import SheetError
from dtracker.files.sheets.headers import listed, not_read, placed

NAMES = {"Mã": "code", "Code": "code", "Số": "value", "Giá trị": "value", "Value": "value"}


def test_places_follow_the_headers():
    header = {0: "Số", 2: "STT", 7: "Mã"}
    assert placed(header, NAMES.get) == {"value": 0, "code": 7}
    assert not_read(header, NAMES.get) == ["STT"]


def test_doubled_columns_are_named():
    with pytest.raises(SheetError) as refused:
        placed({0: "Mã", 1: "Số", 2: "Value", 3: "Giá trị", 4: "Code"}, NAMES.get)
    assert str(refused.value) == "Có cột bị lặp: Value, Giá trị, Code. Xóa bớt, mỗi loại để một."


def test_long_headers_and_long_lists_are_cut():
    assert listed(["a" * 41, *"bcdefghijklmn"]) == f"{'a' * 40}, b, c, d, e, f, g, h, i, j, k, l"
