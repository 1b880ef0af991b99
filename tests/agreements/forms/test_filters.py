"""Filters: names stand in the order of the Vietnamese alphabet, however they are typed."""

from agreements.enums import LogKind
from agreements.forms.filters import TaskFilter
from agreements.forms.log import BookFilter
from agreements.queries.tasks import CHOICES


def test_names_stand_in_the_order_of_the_alphabet():
    empty = {f"{noun}__{field}": None for noun, fields in CHOICES.items() for field in fields}
    names = ["Tạ Hữu Phúc", "Đặng Anh Dũng", "Nguyễn Thị Thảo", "Ngô Thị Lành", "", "Cao Xuân Sơn", "Cao Xuân Sơn"]
    found = TaskFilter({}, [empty | {"person": name} for name in names], me=None)
    offered = [value for value, _label in found.fields["person"].choices[1:]]
    assert offered == ["Cao Xuân Sơn", "Đặng Anh Dũng", "Ngô Thị Lành", "Nguyễn Thị Thảo", "Tạ Hữu Phúc"]
    categories = [("Thủ tục", "Procedures"), ("dữ liệu", "data"), ("đầu tư", "investment"), ("Hạ tầng", "Networks")]
    book = BookFilter({}, LogKind.OBSTACLE, [], categories)
    offered = [value for value, _label in book.fields["category"].choices[1:]]
    assert offered == ["dữ liệu", "đầu tư", "Hạ tầng", "Thủ tục"]
