"""The forms of a request for explanation: the question, and one for each step after it."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from dtracker.files.kinds import ENDINGS
from dtracker.formats.text import nfc
from indicators.explanations import ANSWER_DAYS
from indicators.forms.fields import DayField, TextField
from indicators.models.explanations import LONGEST_ANSWER, LONGEST_QUESTION

NO_DAY = {"required": _("Choose the day by which the answer is wanted.")}


def text_field(label, *, rows: int, longest: int, empty="", **more) -> TextField:
    """`empty`: what is said where nothing is written."""
    widget = forms.Textarea(attrs={"rows": rows, "class": "input"})
    errors = {"required": empty} if empty else {}
    return TextField(label=label, max_length=longest, widget=widget, error_messages=errors, **more)


def suggested_day(today: date) -> date:
    return today + timedelta(days=ANSWER_DAYS)


class NfcForm(forms.Form):
    """Text is kept in one form of Unicode."""

    def clean(self) -> dict:
        cleaned = super().clean()
        return {name: nfc(value) if isinstance(value, str) else value for name, value in cleaned.items()}


class AskForm(NfcForm):
    question = text_field(
        _("What is to be explained"),
        rows=4,
        longest=LONGEST_QUESTION,
        empty=_("Write what is to be explained."),
        help_text=_("Members of the province read it; visitors of the page do not."),
    )
    due_on = DayField(label=_("Answer by"), error_messages=NO_DAY)

    def __init__(self, *args, today: date, question: str = "", **kwargs) -> None:
        super().__init__(*args, initial={"question": question, "due_on": suggested_day(today)}, **kwargs)


class StepForm(NfcForm):
    """A step on the version of the request that the person saw."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class AnswerForm(StepForm):
    text = text_field(_("Explanation"), rows=6, longest=LONGEST_ANSWER, empty=_("Write the explanation."))
    upload = forms.FileField(
        label=_("Attachment"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS), "class": "input"}),
        help_text=_("PDF, Word, Excel, PowerPoint, ODT, ODS, JPG, PNG or WebP, at most 20 MB."),
    )


class AskAgainForm(StepForm):
    note = text_field(
        _("What the answer lacks"), rows=3, longest=LONGEST_QUESTION, empty=_("Say what the answer lacks.")
    )
    due_on = DayField(label=_("Answer by"), error_messages=NO_DAY)


class CloseForm(StepForm):
    note = text_field(_("What was settled"), rows=2, longest=LONGEST_QUESTION, required=False)


class WithdrawForm(StepForm):
    note = text_field(_("Why it is taken back"), rows=2, longest=LONGEST_QUESTION, required=False)
