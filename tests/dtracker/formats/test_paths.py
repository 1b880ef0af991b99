import re

import pytest

from dtracker.formats.paths import PeriodConverter
from dtracker.formats.quarters import Period

converter = PeriodConverter()


@pytest.mark.parametrize("period", [Period(2023, 4), Period(2023)])
def test_a_period_in_an_address_is_read_back(period):
    assert re.fullmatch(converter.regex, converter.to_url(period))
    assert converter.to_python(converter.to_url(period)) == period
    assert converter.to_url(period.code) == period.code


@pytest.mark.parametrize("address", ["2023-Q5", "2023-Q0", "0000"])
def test_a_period_that_cannot_be_is_no_address(address):
    with pytest.raises(ValueError, match=r"period code|outside"):
        converter.to_python(address)
