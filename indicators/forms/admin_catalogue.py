"""Admin form of an indicator: its range must hold the targets that stand."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _

from dtracker.formats.numbers import MAX_DECIMALS, format_number
from indicators.models import Target


class IndicatorForm(forms.ModelForm):
    def clean_decimals(self) -> int:
        decimals = self.cleaned_data["decimals"]
        if decimals > MAX_DECIMALS:
            raise forms.ValidationError(_("Write at most %(most)s decimals.") % {"most": MAX_DECIMALS})
        return decimals

    def clean(self):
        cleaned = super().clean()
        least, most = cleaned.get("minimum"), cleaned.get("maximum")
        if least is not None and most is not None and most <= least:
            self.add_error("maximum", _("The largest possible value must lie above the smallest."))
        elif self.instance.pk:
            self._keep_targets(least, most)
        return cleaned

    def _keep_targets(self, least: Decimal | None, most: Decimal | None) -> None:
        """A range narrowed past a target would make that target impossible to store."""
        rows = Target.objects.filter(indicator=self.instance, value__isnull=False)
        values = [value for row in rows.values_list("value", "value_max") for value in row if value is not None]
        if least is not None and values and min(values) < least:
            sentence = _("A target of this indicator is %(value)s, which is below.")
            self.add_error("minimum", sentence % {"value": format_number(min(values))})
        if most is not None and values and max(values) > most:
            sentence = _("A target of this indicator is %(value)s, which is above.")
            self.add_error("maximum", sentence % {"value": format_number(max(values))})
