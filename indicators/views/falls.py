"""What is said after figures were published: which targets fell, and where to ask why."""

from collections.abc import Iterable
from datetime import date

from django.contrib import messages
from django.utils.html import format_html
from django.utils.translation import gettext as _

from dtracker.accounts.access import can
from dtracker.accounts.roles import Permission
from indicators.models import Figure
from indicators.queries.explanations import falls_after
from indicators.tables.explanations import proposals

MOST = 5
"""Falls told one by one; the others stand on the pages of their targets."""


def propose(request, figures: Iterable[Figure], on: date) -> None:
    """A message with a button for each target that fell by these figures of one province."""
    published = [each for each in figures if each.province_id and each.unit_id is None]
    if not published or not can(request.user, Permission.EXPLANATION_ASK, province=published[0].province):
        return
    falls = falls_after(published[0].province, {each.indicator_id for each in published}, on)
    for each in proposals(falls[:MOST]):
        words = '{} <a class="btn btn--sm" href="{}">{}</a>'
        messages.warning(request, format_html(words, each.sentence, each.url, _("Ask for an explanation")))
