"""The form of one figure, on the sheet and in a correction; and the small forms of review."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from dtracker.formats.text import nfc
from indicators.checks import figure_faults, takes_parts, value_rule, whole_parts_only
from indicators.enums import Shape
from indicators.forms.fields import DoneField, NumberField, TextField
from indicators.forms.widgets import CheckboxInput, HiddenInput
from indicators.models import Figure, Indicator

TYPED = (
    "value",
    "numerator",
    "denominator",
    "rank_of",
    "no_data_reason",
    "is_provisional",
    "observed_on",
    "remark",
)


UNREADABLE = _("This line cannot be read. Load the page again.")
PAIR = re.compile(r"([0-9]{1,15}):([0-9]{1,9})")


class FigureForm(forms.Form):
    """What an officer says of one indicator in one period; its fields depend on the indicator.

    `figure` is the cell as it stands, `seen` the version the page showed: what differs from `seen` was typed.
    """

    value = NumberField(label=_("Value"), required=False)
    numerator = NumberField(label=_("Numerator"), required=False)
    denominator = NumberField(label=_("Denominator"), required=False)
    rank_of = NumberField(label=_("Of how many units"), required=False, integer=True)
    observed_on = forms.DateField(
        label=_("Done on"), required=False, error_messages={"invalid": _("Write a day as 26/3/2025.")}
    )
    no_data_reason = TextField(label=_("No figure, because"), required=False, max_length=300)
    is_provisional = forms.BooleanField(label=_("Provisional"), required=False, widget=CheckboxInput)
    remark = TextField(label=_("Note"), required=False, max_length=2000)
    version = forms.IntegerField(
        required=False, min_value=0, widget=HiddenInput, error_messages={"invalid": UNREADABLE}
    )

    may_empty = True

    def __init__(self, indicator: Indicator, *args, figure: Figure | None = None, seen=None, **kwargs) -> None:
        self.indicator = indicator
        self.figure = figure
        initial = {field: getattr(seen, field) for field in TYPED} if seen else {}
        initial["version"] = figure.version if figure else None
        super().__init__(*args, initial=initial, **kwargs)
        self._fit_value(seen)
        for part in ("numerator", "denominator"):
            self.fields[part].rule = {"integer": whole_parts_only(indicator)}
        for field in unused_fields(indicator):
            del self.fields[field]
        self._name_fields()

    @property
    def has_answer(self) -> bool:
        """Whether something was typed that can be stored; what the version says does not count."""
        return self._is_typed and not self._is_blank(self.cleaned_data)

    @property
    def values(self) -> dict:
        """What the actions take; only of a valid form."""
        values = {field: self.cleaned_data.get(field) for field in TYPED if field in self.fields and field != "remark"}
        if self._parts_decide():
            values["value"] = None
        if values.get("rank_of") is not None:
            values["rank_of"] = int(values["rank_of"])
        return values

    def clean(self):
        cleaned = super().clean()
        for field in ("no_data_reason", "remark"):
            cleaned[field] = nfc(cleaned.get(field, ""))
        # What nobody touched is not judged again: an old fault must not keep a line from being saved.
        if self.is_readable and self._is_typed and not self._is_blank(cleaned) and not self._is_emptied(cleaned):
            for field, sentence in figure_faults(self.values, self.indicator):
                self.add_error(field if field in self.fields else "value", sentence)
        return cleaned

    @property
    def is_readable(self) -> bool:
        """Whether the values can be judged: each field of them says something that can be read."""
        return not (set(self.errors) - {"remark"}) & set(TYPED)

    @property
    def _is_typed(self) -> bool:
        return bool(set(self.changed_data) - {"version"})

    def _is_blank(self, cleaned: dict) -> bool:
        """A line emptied before anything was stored: left alone, not an error."""
        return self.figure is None and not any(_is_given(cleaned.get(field)) for field in TYPED)

    def _is_emptied(self, cleaned: dict) -> bool:
        """What was stored is taken back: a step, not an answer without a value."""
        told = ("value", "numerator", "denominator", "no_data_reason")
        return self.may_empty and self.figure is not None and not any(_is_given(cleaned.get(field)) for field in told)

    def _parts_decide(self) -> bool:
        """New parts under a share nobody retyped: the share is worked out again."""
        if self.indicator.shape != Shape.PERCENT or "value" in self.changed_data:
            return False
        return None not in (self.cleaned_data.get("numerator"), self.cleaned_data.get("denominator"))

    def _fit_value(self, seen) -> None:
        """A choice for a milestone, whose parts are named by its unit; else a number as the indicator counts."""
        if self.indicator.shape == Shape.MILESTONE:
            unit = {"unit": self.indicator.unit}
            self.fields["value"] = DoneField(label=_("Done or not"), required=False)
            self.fields["numerator"].label = _("Done: %(unit)s") % unit
            self.fields["denominator"].label = _("In all: %(unit)s") % unit
            return
        value = self.fields["value"]
        value.rule = value_rule(self.indicator)
        if seen and seen.numerator is not None and seen.denominator is not None:
            # Worked out, not typed: its parts hold what the rounding leaves out.
            value.shown_decimals = self.indicator.decimals

    def _name_fields(self) -> None:
        for field in self.fields.values():
            if isinstance(field.widget, forms.TextInput | forms.Select) and "class" not in field.widget.attrs:
                field.widget.attrs["class"] = "input"


def _is_given(value) -> bool:
    """Zero is an answer, though it equals False."""
    return value not in (None, "") and value is not False


def unused_fields(indicator: Indicator) -> list[str]:
    """Fields that say nothing for this indicator."""
    unused = []
    if not takes_parts(indicator):
        unused += ["numerator", "denominator"]
    if indicator.shape != Shape.RANK:
        unused.append("rank_of")
    if indicator.shape != Shape.MILESTONE:
        unused.append("observed_on")
    return unused


class CorrectionForm(FigureForm):
    """Another value for a published figure, with the reason."""

    may_empty = False
    reason = TextField(
        label=_("Reason for the correction"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "class": "input"}),
        error_messages={"required": _("Say why the published figure is corrected.")},
    )


class SeenForm(forms.Form):
    """A step on the version of a figure that the person saw."""

    version = forms.IntegerField(
        min_value=0, widget=forms.HiddenInput, error_messages={"required": UNREADABLE, "invalid": UNREADABLE}
    )


class ReturnForm(SeenForm):
    note = TextField(
        label=_("Why it is returned"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2, "class": "input"}),
        error_messages={"required": _("Say why the figure is returned.")},
    )


class WithdrawForm(SeenForm):
    note = TextField(
        label=_("Why the approval is taken back"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2, "class": "input"}),
        error_messages={"required": _("Say why the approval is taken back.")},
    )


class ChosenField(forms.Field):
    """Reads “12:3” pairs into {12: 3}."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value) -> dict[int, int]:
        chosen = {}
        for pair in value or []:
            match = PAIR.fullmatch(str(pair))
            if match is None:
                raise forms.ValidationError(_("These lines cannot be read. Load the page again."))
            chosen[int(match[1])] = int(match[2])
        return chosen


class LinesForm(forms.Form):
    """Chosen lines of a review sheet."""

    lines = ChosenField(required=False)


class ReturnLinesForm(LinesForm):
    """Chosen lines to return for one reason; or, with `everything`, all that wait as they were seen."""

    # The note stands in the form by which the chosen lines are approved too; there it may be empty.
    use_required_attribute = False
    waiting = ChosenField(required=False)
    everything = forms.BooleanField(label=_("All lines that wait"), required=False)
    note = TextField(
        label=_("Why they are returned"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2, "class": "input"}),
        error_messages={"required": _("Say why the figures are returned.")},
    )

    @property
    def chosen(self) -> dict[int, int]:
        return self.cleaned_data["waiting" if self.cleaned_data["everything"] else "lines"]
