"""The small forms by which evidence is added: a link, a file."""

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from dtracker.files.kinds import ENDINGS
from dtracker.formats.text import nfc
from indicators.forms.fields import TextField


class TitledForm(forms.Form):
    """Both stand on one page, so each has ids of its own."""

    title = TextField(label=_("Title"), max_length=200, required=False)

    def clean_title(self) -> str:
        return nfc(self.cleaned_data["title"])


class WebAddressField(forms.URLField):
    """A link that a browser opens as a page; nothing else has a place here."""

    default_validators = (URLValidator(schemes=("http", "https")),)
    default_error_messages = TextField.default_error_messages | {
        "required": _("Write the address of the page that proves the figure."),
        "invalid": _("This is no address of a page. Write it in full, as in https://example.gov.vn/bao-cao."),
    }


class LinkForm(TitledForm):
    """A link that proves a figure."""

    url = WebAddressField(label=_("Link"), max_length=400, assume_scheme="https")
    field_order = ("url", "title")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, auto_id="link_%s", **kwargs)


class FileForm(TitledForm):
    """A file that proves a figure. What it is and whether it is taken, the action says."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file.")},
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS), "class": "input"}),
        help_text=_("PDF, Word, Excel, PowerPoint, ODT, ODS, JPG, PNG or WebP, at most 20 MB."),
    )
    field_order = ("file", "title")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, auto_id="file_%s", **kwargs)
