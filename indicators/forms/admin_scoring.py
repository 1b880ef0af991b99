"""Admin forms of indices of units: a method is ready with sound criteria only, a round opens with such a one only."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dtracker.formats.quarters import Period
from indicators.actions.scoring_refusals import NotReady, NoUnits
from indicators.models.scoring import FROZEN, nodes_of
from indicators.queries.scoring import method_of, units_in
from indicators.scoring.tree import Fault, faults, grade_faults, runs_in_a_circle


class KeptFormSet(forms.BaseInlineFormSet):
    """Rows of a method, looked at together with what is typed in them."""

    def kept(self) -> list:
        forms_kept = [each for each in self.forms if each not in self.deleted_forms]
        return [each.instance for each in forms_kept if each.instance.pk or each.has_changed()]


class GradesFormSet(KeptFormSet):
    """The grades of a method: while it is marked as ready, every total must have one."""

    def clean(self) -> None:
        super().clean()
        if not any(self.errors) and self.instance.is_ready:
            _refuse(grade_faults([each.least for each in self.kept()]))


class CriteriaFormSet(KeptFormSet):
    """All criteria of a method at once: while it is marked as ready, their sums and parameters must be right."""

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        # The groups are the same for every row: they are read once.
        if "parent" in form.fields:
            form.fields["parent"].choices = self._groups(form.fields["parent"])

    def _groups(self, field: forms.ModelChoiceField) -> list:
        if not hasattr(self, "_groups_read"):
            self._groups_read = list(field.choices)
        return self._groups_read

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        if self.deleted_forms and self.instance.is_frozen:
            raise ValidationError(FROZEN)
        kept = self.kept()
        # Each row alone was held against what is stored; two rows typed at once can only be seen together.
        parents = {each.pk: each.parent_id for each in kept if each.pk}
        if any(runs_in_a_circle(pk, parents) for pk in parents):
            raise ValidationError(_("A criterion belongs to itself, directly or by way of others."))
        if self.instance.is_ready:
            _refuse(faults(self.instance.rules(grades=()), nodes_of(kept)))


def _refuse(found: list[Fault]) -> None:
    if found:
        raise ValidationError([str(each) for each in found])


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
