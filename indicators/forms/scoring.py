"""The sheet of a unit as a form: a small form for each criterion, with a prefix of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dtracker.files.kinds import ENDINGS
from indicators.actions.scoring import Entry
from indicators.forms.explanations import NfcForm
from indicators.forms.fields import NumberField, TextField
from indicators.models import Criterion, Score
from indicators.models.scoring_rounds import LONGEST_NOTE
from indicators.queries.scoring import Scored, is_given
from indicators.scoring.enums import Formula

LONGEST_EVIDENCE = 500
LONGEST_KEY = 19
SAID = ("value", "is_absent", "note", "evidence")
"""Fields of a line that become an `Entry`; a file is taken by itself."""


class YesNoField(forms.TypedChoiceField):
    """Whether something is there: 1, 0, or None where nothing is said."""

    def __init__(self, **kwargs) -> None:
        choices = [("", pgettext_lazy("criterion", "Choose")), ("1", _("yes")), ("0", _("no"))]
        super().__init__(choices=choices, coerce=Decimal, empty_value=None, **kwargs)
        self.widget.attrs["class"] = "input"

    def prepare_value(self, value):
        return str(int(value)) if isinstance(value, Decimal) else value


class NoteField(TextField):
    def __init__(self, **kwargs) -> None:
        super().__init__(required=False, widget=forms.TextInput(attrs={"class": "input"}), **kwargs)


class LineForm(NfcForm):
    """What is said of one criterion."""

    value = NumberField(label=_("Value"), required=False)
    is_absent = forms.BooleanField(label=_("The unit does not have this"), required=False)
    note = NoteField(label=_("Note"), max_length=LONGEST_NOTE)

    def __init__(self, *args, criterion: Criterion, **kwargs) -> None:
        super().__init__(*args, prefix=prefix_of(criterion), **kwargs)
        self.criterion = criterion
        if criterion.formula == Formula.YES_NO:
            self.fields["value"] = YesNoField(label=_("Value"), required=False)
        for field in self:
            # What is wrong stands under the line, tied to the input.
            field.field.widget.attrs["aria-describedby"] = f"{field.auto_id}_said"

    def entry(self) -> Entry:
        return Entry(**{name: self.cleaned_data[name] for name in SAID if name in self.fields})

    @property
    def stored(self) -> Entry:
        """What stands there, as far as this form shows it."""
        return Entry(**self.initial)


class ScoreForm(LineForm):
    """A unit's own line."""

    evidence = NoteField(label=_("Evidence (link or number of the document)"), max_length=LONGEST_EVIDENCE)
    file = forms.FileField(
        label=_("Evidence as a file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS), "class": "input"}),
    )


class GivenForm(LineForm):
    """A line of the assessors: its note is the reason of a change."""

    note = NoteField(label=_("Reason for the change"), max_length=LONGEST_NOTE)


class VersionForm(forms.Form):
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class KeysField(forms.TypedMultipleChoiceField):
    """Rows that were ticked, by their key; which of them there are, the action finds."""

    def __init__(self, **kwargs) -> None:
        super().__init__(coerce=int, required=False, **kwargs)

    def valid_value(self, value) -> bool:
        return str(value).isascii() and str(value).isdigit() and len(str(value)) < LONGEST_KEY


class OwnVersionForm(VersionForm):
    """With the files that are to be taken away."""

    dropped = KeysField()


class TurnForm(VersionForm, NfcForm):
    """A sheet is returned or opened again with a reason."""

    note = TextField(
        label=_("Reason"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2, "class": "input"}),
        error_messages={"required": _("Give the reason.")},
    )


class PublishForm(NfcForm):
    reason = TextField(
        label=_("Why the results are published anew"),
        max_length=400,
        required=False,
        widget=forms.TextInput(attrs={"class": "input"}),
    )


def prefix_of(criterion: Criterion) -> str:
    return f"c{criterion.pk}"


@dataclass
class SheetForm:
    """The lines of a sheet by the primary key of their criterion, and the version that was seen."""

    forms: Mapping[int, LineForm]
    version: VersionForm

    def is_valid(self) -> bool:
        # Every line is asked: all faults are told at once.
        return all([self.version.is_valid(), *[each.is_valid() for each in self.forms.values()]])

    @property
    def entries(self) -> dict[int, Entry]:
        return {pk: form.entry() for pk, form in self.forms.items()}

    @property
    def uploads(self) -> list[tuple[LineForm, UploadedFile]]:
        """The files that were chosen, each with its line, whatever else is wrong with that."""
        chosen = ((form, getattr(form, "cleaned_data", {}).get("file")) for form in self.forms.values())
        return [(form, upload) for form, upload in chosen if upload]

    @property
    def dropped(self) -> list[int]:
        """The files that are to be taken away, as far as they can be read."""
        return getattr(self.version, "cleaned_data", {}).get("dropped", [])

    @property
    def overtaken(self) -> dict[int, Entry]:
        """What stands in the lines in which something else was typed."""
        return {pk: form.stored for pk, form in self.forms.items() if form.entry() != form.stored}

    def begin_again(self, version: int, sentences: Mapping[int, str]) -> None:
        """Keep what was typed, now on the version that stands: sent once more it takes the place of that."""
        dropped = self.dropped
        self.version = type(self.version)({"version": version, "dropped": dropped})
        self.version.is_valid()
        self.add_faults(sentences)

    def add_faults(self, faults: Mapping[int, str]) -> None:
        for pk, sentence in faults.items():
            self.forms[pk].add_error("value", sentence)

    @property
    def count_of_faults(self) -> int:
        return sum(bool(form.errors) for form in self.forms.values() if form.is_bound)


def own_sheet(found: Scored, data=None, files=None) -> SheetForm:
    """The sheet as the unit fills it in."""
    return _sheet(found, (ScoreForm, OwnVersionForm), _own, data, files)


def given_sheet(found: Scored, data=None) -> SheetForm:
    """The sheet as the assessors fill it in: what is not assessed yet begins with what the unit says."""
    return _sheet(found, (GivenForm, VersionForm), _given, data)


def _sheet(found: Scored, classes, initial_of, data, files=None) -> SheetForm:
    line, version = classes
    lines = {
        each.pk: line(data, files, criterion=each, initial=initial_of(found.scores.get(each.pk)))
        for each in found.asked
    }
    return SheetForm(lines, version(data, initial={"version": found.sheet.version}))


def _own(score: Score | None) -> dict:
    if score is None:
        return {}
    return {"value": score.value, "is_absent": score.is_absent, "note": score.note, "evidence": score.evidence}


def _given(score: Score | None) -> dict:
    if score is None:
        return {}
    if not is_given(score):
        return {"value": score.value, "is_absent": score.is_absent}
    return {"value": score.given_value, "is_absent": score.given_absent, "note": score.reason}
