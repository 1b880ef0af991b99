"""The Vietnamese words of buttons and labels, by their English source: journeys survive a better translation."""

from django.utils import translation
from django.utils.translation import gettext, pgettext


def vi(words: str, context: str | None = None) -> str:
    with translation.override("vi"):
        return pgettext(context, words) if context else gettext(words)
