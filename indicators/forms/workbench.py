"""What a reader tries on the workbench: a province and an edition, and other values of the components."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dtracker.formats.numbers import format_number
from indicators.forms.fields import NumberField
from indicators.queries.workbench import Component


class PickForm(forms.Form):
    """The province and the edition that are shown; `wrong` says by field what of the address cannot be."""

    province = forms.ChoiceField(label=gettext_lazy("Province"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("Year"))

    def __init__(
        self, *, shown: Mapping[str, str], provinces: Sequence[tuple], years: Sequence[tuple], wrong: Mapping[str, str]
    ) -> None:
        super().__init__(shown, auto_id="pick_%s")
        self.fields["province"].choices = [("", _("Choose a province")), *provinces]
        self.fields["year"].choices = years
        for name, sentence in wrong.items():
            self.add_error(name, sentence)


class ComponentField(NumberField):
    """The value of a component, within the range of its indicator."""

    def __init__(self, component: Component) -> None:
        indicator = component.indicator
        super().__init__(label=indicator.short, required=False, decimals=indicator.decimals)
        self.least, self.most = indicator.minimum, indicator.maximum

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is None or self._fits(value):
            return
        said = {"least": _shown(self.least), "most": _shown(self.most)}
        raise ValidationError(_("Write a value from %(least)s to %(most)s.") % said, code="range")

    def _fits(self, value: Decimal) -> bool:
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


def _shown(value: Decimal | None) -> str:
    return "…" if value is None else format_number(value)


class TrialForm(forms.Form):
    """A value for each component, the published ones filled in. What is left empty stays as published.

    Components without a published value are computed with only when all of them are given.
    """

    def __init__(self, query, *, components: Sequence[Component], published: Mapping[str, Decimal]) -> None:
        data = {each.code: query.get(each.code, _editable(published.get(each.code))) for each in components}
        super().__init__(data, auto_id="trial_%s")
        self.published = published
        for each in components:
            self.fields[each.code] = ComponentField(each)

    def clean(self) -> dict[str, Decimal]:
        cleaned = super().clean()
        unknown = [code for code in self.fields if code not in self.published]
        lacking = [code for code in unknown if cleaned.get(code) is None and code not in self.errors]
        if lacking and len(lacking) < len(unknown):
            for code in lacking:
                self.add_error(code, _("Give this value too: without it the sum cannot be computed."))
        return cleaned

    @property
    def given(self) -> dict[str, Decimal]:
        """What differs from the published values; nothing while something is wrong."""
        if not self.is_valid():
            return {}
        held = self.cleaned_data.items()
        return {code: value for code, value in held if value is not None and value != self.published.get(code)}


def _editable(value: Decimal | None) -> str:
    return "" if value is None else format_number(value, language="vi")
