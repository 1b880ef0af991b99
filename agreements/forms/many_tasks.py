"""One change to many tasks: what is changed, and to what."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.forms.tasks import Choice
from dtracker.accounts.models import User
from dtracker.places.models import OrgUnit
from indicators.forms.explanations import NfcForm, text_field
from indicators.forms.fields import DayField, TextField

WHAT = (
    ("person", gettext_lazy("Give them to a person")),
    ("unit", gettext_lazy("Give them to a unit")),
    ("move", gettext_lazy("Move their deadline")),
    ("start", gettext_lazy("Start them")),
    ("stop", gettext_lazy("Stop them")),
    ("reopen", gettext_lazy("Take them up again")),
)
NEEDS = {
    "person": ("person", gettext_lazy("Write the person, or choose the account.")),
    "unit": ("unit", gettext_lazy("Choose the unit, or write it in words.")),
    "move": ("deadline", gettext_lazy("Choose the day.")),
}
SAYS_WHY = ("move", "stop", "reopen")


class ManyForm(NfcForm):
    """Only the fields of the chosen change are asked for."""

    what = forms.ChoiceField(label=gettext_lazy("What to change"), choices=WHAT, widget=forms.RadioSelect)
    person = TextField(label=gettext_lazy("Person"), max_length=120, required=False)
    assignee = Choice(label=gettext_lazy("Account of the person"), queryset=User.objects.none())
    unit = Choice(label=gettext_lazy("Responsible unit"), queryset=OrgUnit.objects.none())
    unit_vi = TextField(
        label=gettext_lazy("Unit in words"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Only where the list above does not have it."),
    )
    deadline = DayField(label=gettext_lazy("New deadline"), required=False)
    reason = text_field(
        gettext_lazy("Reason"),
        rows=2,
        # The shortest of the three: that of a stop.
        longest=300,
        required=False,
        help_text=gettext_lazy("For moving, stopping and taking up again."),
    )

    def __init__(self, *args, people, units, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = people
        self.fields["unit"].queryset = units

    def clean(self) -> dict:
        cleaned = super().clean()
        what = cleaned.get("what")
        if cleaned.get("assignee") and not cleaned.get("person"):
            cleaned["person"] = cleaned["assignee"].get_full_name()
        needed, words = NEEDS.get(what, ("", ""))
        is_said = cleaned.get(needed) or (what == "unit" and cleaned.get("unit_vi"))
        if needed and not is_said and needed not in self.errors:
            self.add_error(needed, words)
        if what in SAYS_WHY and not cleaned.get("reason", "").strip() and "reason" not in self.errors:
            self.add_error("reason", _("Say why."))
        return cleaned
