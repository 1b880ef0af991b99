"""Words of a source where it gives no number. They stay in Vietnamese; an English page marks them for who listens."""

from django.utils.html import format_html

from dtracker.formats.language import is_english
from indicators.explain import MISSING
from indicators.models.measured import Measured


def quoted(text: str) -> str:
    return format_html('<span lang="vi">{}</span>', text) if is_english() else text


def said_instead(row: Measured) -> str:
    """What the source says, or the reason why there is no figure; a dash where it gives neither."""
    text = row.value_text or row.no_data_reason
    return quoted(text) if text else MISSING
