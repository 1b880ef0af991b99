"""Tasks that wait for a person, as lines of the first page."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import ngettext

from agreements.queries.task_waiting import Waiting
from indicators.queries.work import Waiting as Line


def waiting_lines(found: Waiting) -> Iterator[Line]:
    """Late ones first, each with the list that shows them."""
    tasks = reverse("agreements:tasks")
    if count := found.late:
        words = ngettext("%(count)s task of yours overdue", "%(count)s tasks of yours overdue", count)
        yield Line(words % {"count": count}, count, f"{tasks}?mine=on&overdue=on", is_late=True)
    if count := found.to_confirm:
        words = ngettext("%(count)s product to confirm", "%(count)s products to confirm", count)
        yield Line(words % {"count": count}, count, f"{tasks}?confirm=on", is_late=False)
    if count := found.soon:
        words = ngettext("%(count)s task of yours due soon", "%(count)s tasks of yours due soon", count)
        yield Line(words % {"count": count}, count, f"{tasks}?mine=on&soon=on", is_late=False)
