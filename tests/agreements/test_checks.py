"""When somebody would sit in a body twice."""

from datetime import date

import pytest

from agreements.checks import Seat, doubled

MAY, JUNE = date(2024, 5, 31), date(2024, 6, 1)


@pytest.mark.parametrize(
    ("first", "second", "twice"),
    [
        (Seat("An", None, None), Seat("An", None, None), [1]),
        (Seat("An", None, MAY), Seat("An", JUNE, None), []),
        (Seat("An", JUNE, None), Seat("An", None, MAY), []),
        (Seat("An", None, MAY), Seat("An", MAY, None), [1]),
        (Seat("An", None, None), Seat("Bình", None, None), []),
        (Seat("", None, None), Seat("", None, None), []),
        (Seat("Lê Hòa", None, None), Seat(" lê  Ho\u0300a", None, None), [1]),
        (Seat("Lê Hòa", None, None), Seat("Lê Hoa", None, None), []),
        (Seat("An", None, None, source=1), Seat("An", MAY, None, source=2), []),
        (Seat("An", None, None, source=1), Seat("An", MAY, None, source=1), [1]),
        (Seat("An", None, None, source=1), Seat("An", MAY, None), [1]),
    ],
)
def test_the_same_person_at_the_same_time_unless_two_sources_tell_of_it(first, second, twice):
    assert doubled([first, second]) == twice
