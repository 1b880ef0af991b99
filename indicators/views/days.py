"""The day a page shows: today, or `?as_of=YYYY-MM-DD`."""

from datetime import date

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from dtracker.formats.dates import format_date


def day_of(request) -> date:
    """The day asked for in the address; 404 with a sentence for what is no date and for a day that has not come."""
    text = request.GET.get("as_of", "")
    today = timezone.localdate()
    if not text:
        return today
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Http404(_("“%(text)s” is not a date. Write it as 2023-12-31.") % {"text": text[:20]}) from error
    if day > today:
        sentence = _("%(day)s has not come yet. The last day that can be shown is today, %(today)s.")
        raise Http404(sentence % {"day": format_date(day), "today": format_date(today)})
    return day
