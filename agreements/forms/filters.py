"""Filters of the lists. All stand in the address; what is not among the choices is said and left out."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.enums import AgreementStatus, TaskState
from agreements.queries.agreements import Register
from agreements.queries.agreements import Wanted as WantedAgreements
from agreements.queries.tasks import Wanted as WantedTasks
from dtracker.formats.bilingual import bilingual
from dtracker.formats.text import sort_key

Choices = list[tuple[str, str]]


def picker(label: str) -> forms.ChoiceField:
    field = forms.ChoiceField(label=label, required=False)
    field.error_messages["invalid_choice"] = _("“%(value)s” is not among the choices; it was left out.")
    return field


class Filter(forms.Form):
    """A filter read from the address."""

    def __init__(self, data, **choices: Choices):
        super().__init__(data)
        for name, values in choices.items():
            self.fields[name].choices = [("", _("all")), *values]
        self.full_clean()

    @property
    def chosen(self) -> dict:
        """What was chosen and is among the choices, by field."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def left_out(self) -> list[str]:
        """A sentence for each value that was not understood."""
        return [error for errors in self.errors.values() for error in errors]


class AgreementFilter(Filter):
    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    province = picker(_("Province"))
    partner = picker(_("Partner"))
    status = picker(_("State"))

    def __init__(self, data, found: Iterable[Register]):
        agreements = [each.agreement for each in found]
        provinces = {each.province.slug: each.province.name for each in agreements}
        partners = {each.partner.code: each.partner.short or each.partner.name for each in agreements}
        present = {each.status for each in agreements}
        super().__init__(
            data,
            province=list(provinces.items()),
            partner=sorted(partners.items(), key=by_name),
            status=[each for each in AgreementStatus.choices if each[0] in present],
        )

    @property
    def wanted(self) -> WantedAgreements:
        return WantedAgreements(**self.chosen)


class TaskFilter(Filter):
    province = picker(_("Province"))
    agreement = picker(_("Agreement"))
    programme = picker(_("Programme"))
    group = picker(_("Working group"))
    state = picker(_("State"))
    person = picker(_("Person"))
    mine = forms.BooleanField(label=_("mine"), required=False)
    confirm = forms.BooleanField(label=_("for me to confirm"), required=False)
    overdue = forms.BooleanField(label=_("overdue"), required=False)
    soon = forms.BooleanField(label=_("due soon"), required=False)
    unclear = forms.BooleanField(label=_("not yet clear"), required=False)

    def __init__(self, data, rows: list[dict], *, me):
        self.me = me
        super().__init__(
            data,
            province=_named(rows, "province", "slug", "name"),
            agreement=_named(rows, "agreement", "code", "title"),
            programme=_named(rows, "programme", "code", "title"),
            group=_named(rows, "body", "code", "name"),
            state=TaskState.choices,
            person=sorted({(row["person"], row["person"]) for row in rows if row["person"]}, key=by_name),
        )

    @property
    def has_several_provinces(self) -> bool:
        return len(self.fields["province"].choices) > 2

    @property
    def wanted(self) -> WantedTasks:
        chosen = self.chosen
        if chosen.pop("mine", False):
            chosen["me"] = self.me
        if chosen.pop("confirm", False):
            chosen["confirmer"] = self.me
        flags = {f"is_{name}": chosen.pop(name, False) for name in ("overdue", "soon", "unclear")}
        return WantedTasks(**chosen, **flags)


def by_name(choice: tuple[str, str]) -> str:
    """Đ stands after D, and not after Z."""
    return sort_key(choice[1])


def _named(rows: list[dict], noun: str, key: str, name: str) -> Choices:
    """(key, name in the reader's language) of the noun in each row, once, in the order of the rows."""
    found = {}
    for row in rows:
        if row[f"{noun}__{key}"]:
            found[row[f"{noun}__{key}"]] = _Name(row[f"{noun}__{name}_vi"], row[f"{noun}__{name}_en"]).text
    return list(found.items())


class _Name:
    def __init__(self, text_vi: str, text_en: str):
        self.text_vi, self.text_en = text_vi, text_en

    text = bilingual("text")
