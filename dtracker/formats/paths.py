"""Periods in addresses: `2023-Q4` and `2023`. Anything else, such as `2023-Q5`, is no address (404)."""

from django.urls import register_converter

from dtracker.formats.quarters import Period


class PeriodConverter:
    regex = r"[0-9]{4}(?:-Q[0-9])?"

    def to_python(self, value: str) -> Period:
        return Period.from_code(value)  # ValueError: the path does not match

    def to_url(self, value: Period | str) -> str:
        return value if isinstance(value, str) else value.code


register_converter(PeriodConverter, "period")
