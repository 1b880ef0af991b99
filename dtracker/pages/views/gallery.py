"""Gallery of components for developers: each one in each state, made-up figures. Mounted only with DEBUG."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.safestring import mark_safe

from dtracker.formats.numbers import format_percent
from dtracker.places.tiles import Size, Tile, shade_of, shade_ranges, tile_map
from indicators.charts.inline import Bullet, bullet, sparkline
from indicators.enums import WORST_FIRST, Direction, Origin, Status

LONG_NAME = "Tỷ lệ hồ sơ công việc cấp tỉnh được xử lý trên môi trường mạng, trừ hồ sơ thuộc phạm vi bí mật nhà nước"
FIVE = ("Rõ người", "Rõ việc", "Rõ thời hạn", "Rõ đơn vị", "Rõ sản phẩm")
FLAGS = (
    ("Số liệu cũ", ""),
    ("Chờ số liệu chốt", ""),
    ("Lỡ mốc 2025", "warn"),
    ("Đã từng đạt", ""),
    ("Đang xấu đi", "warn"),
    ("Sơ bộ", ""),
    ("Vượt", ""),
    ("Chưa có nhiệm vụ nào", "bad"),
)


@dataclass(frozen=True)
class Segment:
    status: Status
    count: int
    url: str = "#"


@dataclass(frozen=True)
class Row:
    """What components/target_row.html takes."""

    name: str
    status: Status
    actual_text: str
    lines: tuple[str, ...]
    bar: Bullet | None = None
    url: str = "#"
    status_label: str = ""
    stale: bool = False
    unit: str = "Sở KH&CN"
    flags: tuple[tuple[str, str], ...] = field(default=())
    target_line: str = ""
    left_text: str = ""
    right_text: str = ""


class SampleForm(forms.Form):
    """Fields as they come: filled, explained, refused, tick box, choice."""

    username = forms.CharField(label="Tên đăng nhập")
    value = forms.DecimalField(label="Giá trị", help_text="Dấu phẩy cho phần thập phân: 80,53")
    note = forms.CharField(label="Ghi chú", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    pillar = forms.ChoiceField(label="Trụ cột", choices=[("1", "Chính quyền số"), ("2", "Kinh tế số")])
    final = forms.BooleanField(label="Số liệu chốt", required=False)


def gallery(request):
    """Every component in every state. A developer's page; nothing on it comes from the database."""
    return render(
        request,
        "components/gallery.html",
        {
            "illustration": True,
            "print_title": "Thành phần giao diện",
            "projector": request.GET.get("view") == "projector",
            "statuses": WORST_FIRST,
            "flags": FLAGS,
            "kpis": (
                ("12", "chỉ tiêu đã đánh giá"),
                ("1.931", "dịch vụ công"),
                ("80,53%", "hồ sơ trực tuyến"),
            ),
            "bars": _bars(),
            "sparks": _sparks(),
            "fives": [(tuple(zip(FIVE, clear, strict=True)), sum(clear)) for clear in _clears()],
            "answers": _answers(),
            "rows": _rows(),
            "steps": _steps(),
            "maps": [_map(Size.LARGE), _map(Size.PHONE), _map(Size.MINI)],
            "new_map": _new_map(),
            "classes": [(shade, f"{first}–{last}") for shade, first, last in shade_ranges(63)],
            "form": SampleForm({"username": "lan", "value": "tám mươi", "pillar": "1"}),
            "page": (paginator := Paginator(range(240), 20)).page(5),
            "numbers": list(paginator.get_elided_page_range(5)),
            "origins": list(Origin),
            "day": date(2021, 3, 26),
            "figure": {"data": [{"x": [2020, 2021], "y": [14, 13], "type": "scatter"}], "layout": {}},
        },
    )


def _percent(value: Decimal) -> str:
    return format_percent(value, 1)


def _bar(
    status: Status, actual: str | None, expected: str | None = "35", baseline="20", target="50", **more
) -> Bullet | None:
    return bullet(
        status=status,
        baseline=Decimal(baseline),
        target=Decimal(target),
        actual=None if actual is None else Decimal(actual),
        expected=None if expected is None else Decimal(expected),
        write=_percent,
        **more,
    )


def _bars() -> list[tuple[Bullet | None, str]]:
    return [
        (_bar(Status.ON_TRACK, "37"), "Đúng tiến độ"),
        (_bar(Status.SPEED_UP, "30"), "Cần tăng tốc"),
        (_bar(Status.SLOW, "24"), "Chậm tiến độ"),
        (_bar(Status.BACKWARD, "18"), "Đi lùi: vạch bên trái gốc"),
        (_bar(Status.BACKWARD, "1"), "Đi lùi quá xa: cắt ở đầu"),
        (_bar(Status.MET, "51", "46"), "Đạt: chấm qua ô thoi"),
        (_bar(Status.NOT_MET, "44", None), "Không đạt: không còn vạch cần có"),
        (_bar(Status.BELOW_KEEP, "96.9", None, "98.6", "98"), "Giữ mức: không có vạch cần có"),
        (
            _bar(Status.SLOW, "26", "17", "30", "15", direction=Direction.LOWER),
            "Thứ hạng: nhỏ hơn là bên phải",
        ),
        (_bar(Status.NO_DATA, None), "Chưa có số liệu"),
    ]


def _sparks():
    rising = [Decimal(value) for value in ("20", "21.5", "23", "25", "27", "29")]
    ranks = [Decimal(value) for value in ("14", "14", "13", "26", "19")]
    gapped = [Decimal(20), None, Decimal(22), Decimal(21), None, Decimal(19)]
    return [
        sparkline(rising, target=Decimal(35), status=Status.ON_TRACK),
        sparkline(ranks, target=Decimal(15), direction=Direction.LOWER, status=Status.NOT_MET, breaks={1, 4}),
        sparkline(gapped, status=Status.BACKWARD),
        sparkline([Decimal(5)]),
    ]


def _clears() -> list[tuple[bool, ...]]:
    return [(True,) * 5, (False, True, True, True, False), (False, True, False, False, False), (False,) * 5]


def _answers():
    def of(*counts):
        return [Segment(status, count) for status, count in zip(WORST_FIRST, counts, strict=False) if count]

    return [
        (
            mark_safe("<em>5 trên 14 chỉ tiêu cần xử lý</em>; một chỉ tiêu chưa có nhiệm vụ nào."),
            "Tốt: 5 trên 12 chỉ tiêu đã đánh giá",
            of(1, 1, 2, 1, 2, 4, 1, 1, 1),
        ),
        (
            mark_safe("Trong 21 chỉ tiêu, <em>1 không đạt</em>; 20 chưa đến hạn khi tỉnh sáp nhập."),
            "",
            of(1, 0, 0, 0, 0, 0, 0, 0, 0, 20),
        ),
        ("Chưa có chỉ tiêu nào.", "", []),
    ]


def _rows() -> list[Row]:
    return [
        Row(
            "Tỷ lệ người dân có tài khoản thanh toán điện tử",
            Status.NOT_MET,
            "66,4%",
            ("mục tiêu 70% · Quý II/2026", "thiếu 3,6 điểm %"),
            bar=_bar(Status.NOT_MET, "66.4", None, "55", "70"),
            flags=(("1 nhiệm vụ · quá hạn 22 ngày", "bad"),),
            unit="Sở Công Thương",
            left_text="gốc 55,0%",
            right_text="70% · Quý II/2026",
        ),
        Row(
            LONG_NAME,
            Status.BACKWARD,
            "69,8%",
            ("cần có 78,1%", "mỗi quý cần +4,0 (vừa qua −0,4)"),
            bar=_bar(Status.BACKWARD, "69.8", "78.1", "71", "90"),
            flags=FLAGS[:3],
            stale=True,
            unit="Văn phòng Ủy ban nhân dân tỉnh",
            left_text="gốc 71,0%",
            right_text="90% · Quý IV/2027",
        ),
        Row(
            "Thứ hạng chuyển đổi số cấp tỉnh (DTI)",
            Status.NOT_MET,
            "26/63",
            ("DTI 2023 · kém 11 bậc",),
            status_label="Không đạt mốc 2023",
            flags=(("Theo DTI 2022: 13/63, đạt", "warn"),),
            unit="",
            target_line=mark_safe("Nhóm <b>15</b> đến hết <b>2023</b> · Thỏa thuận với FPT"),
        ),
        Row(
            "Vận hành đồng bộ, hiệu quả 3 trụ cột chuyển đổi số",
            Status.UNIT_ENDED,
            "–",
            ("chỉ tiêu định tính",),
            unit="",
            target_line=mark_safe("Đến <b>2025</b> · Thỏa thuận với FPT"),
        ),
    ]


def _steps() -> list[tuple[str, str]]:
    return [
        ("Gốc", "Văn bản không nêu; DTI 2020: hạng 14/63"),
        ("Mục tiêu", "Nhóm 15 trên 63, đến hết 2023 (Thỏa thuận FPT)"),
        ("Quy tắc ấn bản", "Năm dữ liệu: xét bằng DTI 2023"),
        ("Thực hiện", "Hạng 26/63 (DTI 2023, công bố 2/2025)"),
        ("Đối chiếu", "Cùng 63 đơn vị, so sánh được"),
        ("Thời gian", "Đã đến hạn: không còn tính nhịp và số cần có"),
        ("Quy tắc áp dụng", "Đã đến hạn, có số liệu, 26 > 15"),
    ]


NAMES_63 = {
    1: {4: "Hà Giang", 5: "Cao Bằng"},
    3: {
        1: "Điện Biên",
        2: "Sơn La",
        3: "Yên Bái",
        4: "Phú Thọ",
        5: "Thái Nguyên",
        6: "Bắc Giang",
        7: "Quảng Ninh",
    },
    4: {4: "Vĩnh Phúc", 5: "Bắc Ninh", 6: "Hải Dương", 7: "Hải Phòng"},
    13: {6: "Quảng Nam", 7: "Đà Nẵng"},
    19: {2: "Đồng Tháp", 3: "Long An", 4: "TP.HCM", 5: "BR - Vũng Tàu"},
    22: {1: "Cà Mau"},
}


def _map(size: Size):
    places = [(row, column, name) for row, columns in NAMES_63.items() for column, name in columns.items()]
    tiles = [
        Tile(
            row,
            column,
            name,
            f"{name}: hạng {rank}/63",
            str(rank),
            shade_of(rank, 63),
            is_own=name == "Hải Dương",
        )
        for rank, (row, column, name) in enumerate(places, start=1)
    ]
    return tile_map(tiles, label="Sơ đồ ô lưới 63 tỉnh, thành phố, thứ hạng minh hoạ", size=size)


def _new_map():
    tiles = [
        Tile(4, 5, "Hải Phòng", "Hải Phòng: chưa có số liệu", "–", 0, "#"),
        Tile(10, 5, "Đà Nẵng", "Đà Nẵng: hạng 2/34", "2", 1, "#"),
    ]
    return tile_map(tiles, label="Sơ đồ ô lưới 34 tỉnh, thành phố", layout=34)
