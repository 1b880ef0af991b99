"""The form of signing in."""

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "max_length": _("Write at most %(limit_value)s characters; there are %(show_value)s."),
    "null_characters_not_allowed": _("There is an invisible character here. Delete the text and type it again."),
}
"""In our words: Django has these in English alone."""


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
