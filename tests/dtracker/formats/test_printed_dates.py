"""Dates that are no days, as sources print them."""

import pytest
from django.utils import translation

from dtracker.formats.dates import printed_date


@pytest.mark.parametrize(
    ("printed", "english"),
    [
        ("tháng 2/2025", "2/2025"),
        ("không muộn hơn 9/5/2024", "no later than 9/5/2024"),
        ("trước 6/1/2025", "before 6/1/2025"),
        ("năm 2023", "2023"),
        ("6/1/2025", "6/1/2025"),
        ("trước Nghị quyết 26/3/2021", "trước Nghị quyết 26/3/2021"),
        ("", ""),
    ],
)
def test_what_a_reader_of_each_language_gets(printed, english):
    with translation.override("en"):
        assert printed_date(printed) == english
    with translation.override("vi"):
        assert printed_date(printed) == printed
