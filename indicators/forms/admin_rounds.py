"""Admin form of a reporting round: days left empty follow from its rule, typed ones may not contradict it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dtracker.formats.dates import format_date
from dtracker.formats.quarters import Period
from indicators.enums import RoundRule
from indicators.rounds import RoundDates, round_dates

DAYS = ("data_from", "data_to", "opens_on", "due_on")
FIXED = {
    "data_from": gettext_lazy("By this rule the data of %(period)s begin on %(day)s."),
    "data_to": gettext_lazy("By this rule the data of %(period)s end on %(day)s."),
}


class RoundForm(forms.ModelForm):
    """Filled in as `actions.rounds.open_rounds` does; when to open and until when to report stay free to choose."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in DAYS:
            # Who may only look has a form without them.
            if name in self.fields:
                self.fields[name].required = False
                self.fields[name].help_text = _("Empty: the day that follows from the rule.")

    def clean(self):
        cleaned = super().clean()
        year, quarter, rule = (cleaned.get(name) for name in ("year", "quarter", "rule"))
        # What is wrong with these is said beside them.
        if year and rule and "quarter" in cleaned:
            period = Period(year, quarter)
            self._follow(period, round_dates(period, RoundRule(rule)))
        return cleaned

    def _follow(self, period: Period, dates: RoundDates) -> None:
        cleaned = self.cleaned_data
        for name in DAYS:
            right = getattr(dates, name)
            # A day that cannot be read has its error already, and is no empty one.
            if name in cleaned and cleaned[name] is None:
                cleaned[name] = right
            if name in FIXED and cleaned.get(name, right) != right:
                self.add_error(name, FIXED[name] % {"period": period.label(), "day": format_date(right)})
        due_on = cleaned.get("due_on")
        if due_on and due_on <= dates.data_to:
            sentence = _("Nobody can report before the last day of the data is over, %(day)s.")
            self.add_error("due_on", sentence % {"day": format_date(dates.data_to)})
