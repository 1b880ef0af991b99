"""Forms by which a round of an index is opened and moved to other days."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dtracker.formats.quarters import LAST_TYPED_YEAR
from dtracker.places.models import OrgUnit, UnitKind
from indicators.forms.explanations import NfcForm
from indicators.forms.fields import DayField
from indicators.models import ScoringMethod
from indicators.queries.scoring_rounds import Opening

FIRST_TYPED_YEAR = 2000
DAYS_TO_SCORE = 30
QUARTERS = [("", gettext_lazy("the whole year")), ("1", "I"), ("2", "II"), ("3", "III"), ("4", "IV")]
INPUT = {"class": "input"}


class MethodField(forms.ModelChoiceField):
    def label_from_instance(self, method: ScoringMethod) -> str:
        said = {"version": method.version}
        return _("version %(version)s") % said if method.is_ready else _("version %(version)s, not ready") % said


class DaysForm(NfcForm):
    """From when until when units score themselves."""

    opens_on = DayField(label=gettext_lazy("Opens on"), error_messages={"required": gettext_lazy("Choose a day.")})
    due_on = DayField(label=gettext_lazy("Due on"), error_messages={"required": gettext_lazy("Choose a day.")})


class UnitsForm(NfcForm):
    """Units that get a sheet, of those that are offered."""

    units = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Units that get a sheet"),
        coerce=int,
        error_messages={
            "required": gettext_lazy("Choose at least one unit."),
            "invalid_choice": gettext_lazy("This is not among the choices. Choose again."),
        },
    )

    def __init__(self, data=None, *, offered: Sequence[OrgUnit], **more) -> None:
        self.offered = offered
        super().__init__(data, **more)
        self.fields["units"].choices = [(each.pk, each.name) for each in offered]

    @property
    def chosen(self) -> list[OrgUnit]:
        return [each for each in self.offered if each.pk in self.cleaned_data["units"]]

    @property
    def unit_groups(self) -> list[tuple[str, Sequence[tuple[OrgUnit, bool]]]]:
        """By kind, each unit with whether it is ticked."""
        ticked = {str(each) for each in self["units"].value() or ()}
        grouped = groupby(self.offered, key=lambda each: each.kind)
        return [
            (str(UnitKind(kind).label), [(each, str(each.pk) in ticked) for each in members])
            for kind, members in grouped
        ]


class OpenForm(DaysForm, UnitsForm):
    """A round to be opened, with the units that get a sheet. What cannot be, the action says."""

    method = MethodField(
        queryset=ScoringMethod.objects.none(),
        label=gettext_lazy("Version of the method"),
        empty_label=None,
        widget=forms.Select(attrs=INPUT),
    )
    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        min_value=FIRST_TYPED_YEAR,
        max_value=LAST_TYPED_YEAR,
        widget=forms.NumberInput(attrs=INPUT),
    )
    quarter = forms.TypedChoiceField(
        label=gettext_lazy("Quarter"),
        choices=QUARTERS,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs=INPUT),
    )
    field_order = ("method", "year", "quarter", "opens_on", "due_on", "units")

    def __init__(self, data=None, *, opening: Opening, today: date) -> None:
        self.opening, self.today = opening, today
        opens_on = max(today, opening.period.start)
        first = {
            "method": next((each.pk for each in opening.methods if each.is_ready), None),
            "year": opening.period.year,
            "quarter": opening.period.quarter,
            "opens_on": opens_on,
            "due_on": opens_on + timedelta(days=DAYS_TO_SCORE),
            "units": [each.pk for each in opening.scored],
        }
        super().__init__(data, offered=opening.units, initial=first)
        self.fields["method"].queryset = opening.index.methods.order_by("-version")

    def clean_due_on(self) -> date:
        day = self.cleaned_data["due_on"]
        if day < self.today:
            raise ValidationError(_("This day has passed already, so no unit could score itself."))
        return day
