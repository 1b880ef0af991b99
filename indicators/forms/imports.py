"""The form that takes a file of figures."""

from collections.abc import Callable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dtracker.files.sheets.reading import TOO_BIG, USUAL
from dtracker.formats.numbers import format_number


class UploadForm(forms.Form):
    """Any file up to the limit: what it is, its content tells."""

    file = forms.FileField(
        label=gettext_lazy("Excel or CSV file"),
        help_text=gettext_lazy("At most 20 MB. Nothing is stored before you confirm."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv", "class": "input"}),
        error_messages={"required": gettext_lazy("Choose a file."), "empty": gettext_lazy("The file is empty.")},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > USUAL.size:
            raise forms.ValidationError(TOO_BIG % {"most": format_number(USUAL.size // 2**20)})
        return file

    def kept(self, keep: Callable, *, by):
        """The batch that `keep` makes of the valid file, or None, said beside the field, where there is no room."""
        try:
            return keep(file=self.cleaned_data["file"], by=by)
        except OSError:
            self.add_error("file", _("The file could not be kept: there is no room. Tell the admin, then try again."))
            return None


class ConfirmForm(forms.Form):
    """What the person saw: the print of the preview."""

    seen = forms.RegexField(r"\A[0-9a-f]{64}\Z", widget=forms.HiddenInput)
