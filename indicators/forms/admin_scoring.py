"""Admin forms of indices of units: a method is ready with sound criteria only, a round opens with such a one only."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dtracker.formats.quarters import Period
from indicators.actions.scoring_refusals import NotReady, NoUnits
from indicators.models import Criterion
from indicators.models.scoring import FROZEN, nodes_of
from indicators.queries.scoring import method_of, units_in
from indicators.scoring.tree import faults


class CriteriaFormSet(forms.BaseInlineFormSet):
    """All criteria of a method at once: while it is marked as ready, their sums and parameters must be right."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        if self.deleted_forms and self.instance.is_frozen:
            raise ValidationError(FROZEN)
        if self.instance.is_ready and (found := faults(self.instance.rules(), nodes_of(self._kept()))):
            raise ValidationError([str(each) for each in found])

    def _kept(self) -> list[Criterion]:
        forms_kept = [each for each in self.forms if each not in self.deleted_forms]
        return [each.instance for each in forms_kept if each.instance.pk or each.has_changed()]


class RoundForm(forms.ModelForm):
    """A round is opened by a method that is ready; afterwards only its days can be changed."""

    def clean(self):
        cleaned = super().clean()
        method = cleaned.get("method")
        if self.instance.pk or method is None:
            return cleaned
        if cleaned.get("index") and method.index_id != cleaned["index"].pk:
            self.add_error("method", _("This is a method of another index."))
        elif found := method_of(method.pk).faults():
            self.add_error("method", NotReady(method, found).sentence)
        elif not method.is_ready:
            self.add_error("method", NotReady(method, []).sentence)
        elif cleaned.get("year") and not units_in(method, Period(cleaned["year"], cleaned.get("quarter"))).exists():
            self.add_error("year", NoUnits.sentence)
        return cleaned
