"""Signing in, and changing one's password."""

import json

from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.password_validation import get_default_password_validators, validate_password
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

REFUSALS = {
    "max_length": _("Write at most %(limit_value)s characters; there are %(show_value)s."),
    "null_characters_not_allowed": _("There is an invisible character here. Delete the text and type it again."),
}
"""In our words: Django has these in English alone."""

WEAK = {
    "password_too_short": _("Too short: write at least %(min_length)s characters."),
    "password_too_common": _("This password is among the first that anybody tries. Choose another."),
    "password_entirely_numeric": _("Digits alone are soon guessed. Add letters."),
    "password_too_similar": _("Too much like your user name or e-mail address. Choose another."),
}
"""What is wrong with a new password, by the code of Django's validators."""


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": _(
            "Wrong user name or password. Check Caps Lock and the Vietnamese keyboard; if you have forgotten the "
            "password, ask the admin of your province."
        ),
        "inactive": _("This account is closed. Ask the admin of your province."),
    }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages |= REFUSALS


class ChangePasswordForm(PasswordChangeForm):
    """The rules of a new password stand beside it before it is written."""

    error_messages = {
        "password_incorrect": _("This is not your present password. Check Caps Lock and the Vietnamese keyboard."),
        "password_mismatch": _("This is not the new password as written above. Write it once more."),
    }
    LABELS = {
        "old_password": _("Present password"),
        "new_password1": _("New password"),
        "new_password2": _("New password once more"),
    }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.LABELS.items():
            field = self.fields[name]
            field.label, field.help_text = label, ""
            field.error_messages |= REFUSALS | {"required": _("Write the password.")}
            field.widget.attrs["class"] = "input"
        self.fields["new_password1"].help_text = _rules()

    @sensitive_variables("password")
    def validate_password_for_user(self, user, password_field_name: str = "") -> None:
        """Refuses a weak password beside the field that states the rules; Django would beside its repetition."""
        password = self.cleaned_data.get("new_password1")
        if not password:
            return
        try:
            validate_password(password, user)
        except ValidationError as refused:
            for each in refused.error_list:
                each.message = WEAK.get(each.code, each.message)
            self.add_error("new_password1", refused)


def _rules() -> str:
    """What the validators of the settings ask for."""
    least = max(getattr(each, "min_length", 1) for each in get_default_password_validators())
    sentence = gettext(
        "At least %(count)s characters; not digits alone, nothing like your user name or e-mail address, and none of "
        "the passwords that anybody tries first. A few words in a row are easy to remember and hard to guess."
    )
    return sentence % {"count": least}


def sent_fields(data: QueryDict) -> list[tuple[str, str]]:
    """The fields of a form that was sent, (name, value), without its token."""
    return [(name, value) for name, values in data.lists() for value in values if name != "csrfmiddlewaretoken"]


def typed_text(data: QueryDict) -> str:
    """The same as one text, as a hidden field of the sign-in page carries them."""
    return json.dumps(sent_fields(data))


def typed_fields(text: str) -> list[tuple[str, str]]:
    """What `typed_text` has kept; nothing of a text it has not written."""
    try:
        fields = [(name, value) for name, value in json.loads(text)]
    except (ValueError, TypeError):
        return []
    return fields if all(isinstance(part, str) for field in fields for part in field) else []
