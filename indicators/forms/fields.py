"""Fields of forms that read Vietnamese numbers."""

from decimal import ROUND_HALF_UP, Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dtracker.formats.forms import check_year
from dtracker.formats.numbers import MINUS, NumberError, format_number, parse_optional_number
from indicators.forms.widgets import TextInput


class TextField(forms.CharField):
    """Text whose refusals are told in the language of the page; Django has some of them in English alone."""

    widget = TextInput
    default_error_messages = {
        "max_length": _("Write at most %(limit_value)s characters; there are %(show_value)s."),
        "null_characters_not_allowed": _("There is an invisible character here. Delete the text and type it again."),
    }


class DayField(forms.DateField):
    """A day, chosen or typed as it is written here."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input"})
    default_error_messages = {"required": _("Choose the day."), "invalid": _("Write a day as 26/3/2025.")}
    default_validators = [check_year]


class NumberField(forms.CharField):
    """A number as Vietnamese people write it; empty is None. The only reader of numbers in forms.

    What is shown to be edited is written in the same way in both languages of the page, since it is read so.
    With `shown_decimals` it is shown rounded: typed as it is shown, it is the value that was there.
    """

    widget = TextInput
    shown_decimals: int | None = None

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
            return format_number(value, self.shown_decimals, language="vi").replace(MINUS, "-")
        return value

    def has_changed(self, initial, data) -> bool:
        try:
            typed = self.to_python(data)
        except ValidationError:
            return True
        return typed not in (initial, self._as_shown(initial))

    def _as_shown(self, value):
        if value is None or self.shown_decimals is None:
            return value
        return value.quantize(Decimal(1).scaleb(-self.shown_decimals), ROUND_HALF_UP)

    def widget_attrs(self, widget) -> dict:
        return {"inputmode": "decimal", "autocomplete": "off", "class": "input input--num"}


class DoneField(forms.TypedChoiceField):
    """Whether a milestone is done, as the value that is kept: 1, 0, or None where nothing is said."""

    def __init__(self, **kwargs) -> None:
        choices = [
            ("", pgettext_lazy("milestone", "Choose")),
            ("0", pgettext_lazy("milestone", "Not done yet")),
            ("1", pgettext_lazy("milestone", "Done")),
        ]
        super().__init__(choices=choices, coerce=Decimal, empty_value=None, **kwargs)
        self.error_messages["invalid_choice"] = _("Choose whether it is done or not.")

    def prepare_value(self, value):
        if isinstance(value, Decimal):
            return "1" if value >= 1 else "0"
        return value

    def has_changed(self, initial, data) -> bool:
        return (data or "") != (self.prepare_value(initial) or "")
