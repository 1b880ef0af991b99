"""The day a page shows: today, or `?as_of=YYYY-MM-DD`."""

from datetime import date

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _


def day_of(request) -> date:
    """The day asked for in the address, never later than today; 404 with a sentence for what is no date."""
    text = request.GET.get("as_of", "")
    today = timezone.localdate()
    if not text:
        return today
    try:
        return min(date.fromisoformat(text), today)
    except ValueError as error:
        raise Http404(_("“%(text)s” is not a date. Write it as 2023-12-31.") % {"text": text[:20]}) from error
