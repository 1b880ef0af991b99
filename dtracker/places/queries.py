"""Provinces of a day: which there are, what they are called, where they stand on the grid diagram."""

from datetime import date

from dtracker.places.models import ProvinceName

REFORM = date(2025, 7, 1)
"""The first day of the 34 units; up to the day before there were 63."""
LAST_OF_63 = date(2025, 6, 30)

OLD_LAYOUT, NEW_LAYOUT = 63, 34

SHORT_NAMES = {
    "Bà Rịa - Vũng Tàu": "BR - Vũng Tàu",
    "Ba Ria - Vung Tau": "BR - Vung Tau",
    "Thừa Thiên Huế": "TT Huế",
    "Thua Thien Hue": "TT Hue",
    "Hồ Chí Minh": "TP.HCM",
    "Ho Chi Minh City": "HCMC",
}
"""Names too long for a tile, as they are abbreviated on maps."""


def layout_on(day: date) -> int:
    """Which layout of the grid diagram holds on the day."""
    return NEW_LAYOUT if day >= REFORM else OLD_LAYOUT


def day_in(layout: int, day: date) -> date:
    """The day nearest to the given one on which the layout held."""
    return max(day, REFORM) if layout == NEW_LAYOUT else min(day, LAST_OF_63)


def names_on(day: date) -> dict[int, ProvinceName]:
    """The official provinces of the day by id, in official order, each as it was then called. One read."""
    rows = (
        ProvinceName.objects.filter(valid_from__lte=day, province__is_illustration=False)
        .exclude(valid_to__lt=day)
        .select_related("province__successor")
        .order_by("province__sort_order", "province", "valid_from")
    )
    return {row.province_id: row for row in rows}


def place_of(name: ProvinceName, layout: int) -> tuple[int, int] | None:
    """Row and column of the province in the layout; None where none is recorded."""
    row, column = (
        (name.tile34_row, name.tile34_col) if layout == NEW_LAYOUT else (name.tile_row, name.tile_col)
    )
    return (row, column) if row and column else None


def tile_name(name: str) -> str:
    """The name as it fits on a tile."""
    return SHORT_NAMES.get(name, name)
