"""What people write about tasks: the task itself, and one form for each step."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.access import groups_for
from agreements.models import Agreement, Body, Programme, Task
from agreements.models.tasks import LONGEST_WORDS
from agreements.queries.people import people_of, units_of
from agreements.workflow import EDIT
from dtracker.accounts.access import can
from dtracker.accounts.models import User
from dtracker.files.kinds import ENDINGS
from dtracker.places.models import OrgUnit, Province
from indicators.forms.evidence import WebAddressField
from indicators.forms.explanations import NfcForm, text_field
from indicators.forms.fields import DayField, TextField
from indicators.models import Indicator


class Choice(forms.ModelChoiceField):
    default_error_messages = {
        "required": _("Choose one of the list."),
        "invalid_choice": _("This is not among the choices. Choose again."),
    }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, required=False, empty_label=_("none"), **kwargs)


class ProgrammeChoice(Choice):
    def label_from_instance(self, programme: Programme) -> str:
        return f"{programme.agreement} · {programme.order}. {programme}"


class TaskForm(NfcForm):
    """A task of one province. Its deadline stands here until it is given; then a step of its own moves it.

    `by` keeps the tasks: offered are groups that others do not keep, and to people of a unit theirs. `has` is the
    unit that the task has already.
    """

    work_vi = TextField(
        label=_("Work"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "class": "input"}),
        error_messages={"required": _("Write the work.")},
    )
    person = TextField(label=_("Person"), max_length=120, required=False, help_text=_("Who answers for it, by name."))
    assignee = Choice(
        label=_("Account of the person"), queryset=None, help_text=_("Reports on the task and is reminded of it.")
    )
    unit = Choice(label=_("Responsible unit"), queryset=None, help_text=_("Its people see the task and report on it."))
    unit_vi = TextField(
        label=_("Unit in words"),
        max_length=200,
        required=False,
        help_text=_("Only where the list above does not have it."),
    )
    starts_on = DayField(label=_("Begins on"), required=False)
    deadline = DayField(label=_("Deadline"), required=False)
    product_vi = TextField(label=_("Product"), max_length=300, required=False)
    authority_vi = TextField(label=_("Approving authority"), max_length=200, required=False)
    agreement = Choice(label=_("Agreement"), queryset=None)
    programme = ProgrammeChoice(label=_("Programme"), queryset=None)
    body = Choice(label=_("Working group"), queryset=None)
    indicators = forms.ModelMultipleChoiceField(
        label=_("Indicators served"),
        queryset=None,
        to_field_name="code",
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6, "class": "input"}),
        help_text=_("Several with the Ctrl key held down."),
        error_messages={"invalid_choice": _("This is not among the choices. Choose again.")},
    )
    work_en = TextField(label=_("Work in English"), max_length=300, required=False)
    unit_en = TextField(label=_("Unit in words, in English"), max_length=200, required=False)
    product_en = TextField(label=_("Product in English"), max_length=300, required=False)
    authority_en = TextField(label=_("Approving authority in English"), max_length=200, required=False)

    def __init__(self, *args, province: Province, by: User, has: OrgUnit | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_of(province, by, besides=has)
        if not can(by, EDIT, province=province):
            self.fields["unit"].required = True
            self.fields["unit"].initial = self.fields["unit"].queryset.first()
        agreements = Agreement.objects.filter(province=province)
        self.fields["agreement"].queryset = agreements
        self.fields["programme"].queryset = Programme.objects.filter(agreement__in=agreements).select_related(
            "agreement"
        )
        self.fields["body"].queryset = Body.objects.filter(province=province).exclude(pk__in=groups_for(by).closed)
        self.fields["assignee"].queryset = people_of(province)
        self.fields["indicators"].queryset = Indicator.objects.order_by("pillar__order", "order", "code")

    def clean(self) -> dict:
        cleaned = super().clean()
        # Whoever has an account has a name: it need not be typed again.
        if cleaned.get("assignee") and not cleaned.get("person"):
            cleaned["person"] = cleaned["assignee"].get_full_name()
        return cleaned

    @property
    def fields_and_indicators(self) -> tuple[dict, list[Indicator]]:
        """What an action takes."""
        fields = dict(self.cleaned_data)
        fields.pop("version", None)
        return fields, list(fields.pop("indicators"))


class EditForm(TaskForm):
    """On the version of the task that the person saw."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args, task: Task, **kwargs) -> None:
        super().__init__(*args, province=task.province, has=task.unit, **kwargs)
        if task.deadline:
            del self.fields["deadline"]


def initial_of(task: Task) -> dict:
    """What the form shows of a task."""
    named = {name: getattr(task, name) for name in EditForm.base_fields if name not in ("indicators",)}
    return named | {"indicators": list(task.indicators.all())}


# Steps


class StepForm(NfcForm):
    """A step on the version of the task that the person saw."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class ReportForm(StepForm):
    text = text_field(_("How far the work is"), rows=3, longest=LONGEST_WORDS, empty=_("Write how far the work is."))
    on = DayField(label=_("As of"))
    percent = forms.IntegerField(
        label=_("Percent done"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=_("Only where it means something."),
        error_messages={
            "invalid": _("Write a whole number from 0 to 100, or nothing."),
            "min_value": _("Write a whole number from 0 to 100, or nothing."),
            "max_value": _("Write a whole number from 0 to 100, or nothing."),
        },
        widget=forms.NumberInput(attrs={"class": "input", "inputmode": "numeric"}),
    )


class HandInForm(StepForm):
    title = TextField(label=_("What it is"), max_length=200, required=False)
    url = WebAddressField(label=_("Link"), max_length=400, assume_scheme="https", required=False)
    upload = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS), "class": "input"}),
        help_text=_("PDF, Word, Excel, PowerPoint, ODT, ODS, JPG, PNG or WebP, at most 20 MB."),
    )
    text = text_field(_("Remark for who confirms"), rows=2, longest=LONGEST_WORDS, required=False)


class MoveForm(StepForm):
    deadline = DayField(label=_("New deadline"))
    reason = text_field(_("Reason"), rows=2, longest=LONGEST_WORDS, empty=_("Say why the deadline is moved."))


class SendBackForm(StepForm):
    reason = text_field(
        _("What the product lacks"), rows=2, longest=LONGEST_WORDS, empty=_("Say what the product lacks.")
    )


class StopForm(StepForm):
    reason = text_field(_("Reason"), rows=2, longest=300, empty=_("Say why the task is stopped."))


class ReopenForm(StepForm):
    reason = text_field(_("Reason"), rows=2, longest=LONGEST_WORDS, empty=_("Say why the task is taken up again."))


STEP_FORMS: Mapping[str, type[StepForm]] = {
    "start": StepForm,
    "report": ReportForm,
    "hand_in": HandInForm,
    "confirm": StepForm,
    "send_back": SendBackForm,
    "move": MoveForm,
    "stop": StopForm,
    "reopen": ReopenForm,
}
