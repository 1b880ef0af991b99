"""Fields of forms that read Vietnamese numbers."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from dtracker.formats.numbers import MINUS, NumberError, format_number, parse_optional_number


class NumberField(forms.CharField):
    """A number as Vietnamese people write it; empty is None. The only reader of numbers in forms.

    What is shown to be edited is written in the same way in both languages of the page, since it is read so.
    """

    def __init__(self, *, integer: bool = False, percent: bool = False, decimals: int | None = None, **kwargs) -> None:
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault("strip", False)
        super().__init__(**kwargs)
        self.rule = {"integer": integer, "percent": percent, "decimals": decimals}

    def to_python(self, value) -> Decimal | None:
        try:
            return parse_optional_number(value or "", **self.rule)
        except NumberError as error:
            raise ValidationError(error.message, code="number") from error

    def run_validators(self, value) -> None:
        """The length is judged by the reader of numbers; the validators of text do not fit a number."""

    def prepare_value(self, value):
        if isinstance(value, Decimal | int):
            return format_number(value, language="vi").replace(MINUS, "-")
        return value

    def has_changed(self, initial, data) -> bool:
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True

    def widget_attrs(self, widget) -> dict:
        return {"inputmode": "decimal", "autocomplete": "off", "class": "input input--num"}
