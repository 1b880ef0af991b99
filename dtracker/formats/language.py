"""Which of the two spellings of numbers, dates and periods the reader gets."""

from django.utils.translation import get_language


def is_english(language: str | None = None) -> bool:
    """Whether to write English; None asks for the active language.

    Vietnamese is the language of the product: whatever is not English is written in Vietnamese.
    """
    return (language or get_language() or "vi").startswith("en")
