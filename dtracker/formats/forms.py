"""What forms ask of values that are typed."""

from datetime import date

from django.core.exceptions import ValidationError

from dtracker.formats.dates import has_whole_year
from dtracker.formats.quarters import WRONG_YEAR


def check_year(day: date) -> None:
    """Raise ValidationError for a day whose year was not typed in full."""
    if not has_whole_year(day):
        raise ValidationError(WRONG_YEAR, code="year")
