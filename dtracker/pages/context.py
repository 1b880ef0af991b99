"""What the frame around every page needs: entries the person may use, and nothing that asks the database twice."""

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dtracker.accounts.access import can_anywhere, is_admin, memberships_of
from dtracker.accounts.roles import Permission
from dtracker.pages.slides import show_of
from indicators.queries.scoring_rounds import belongs_to_index

WORKING_PAGES = ("/entry/", "/review/", "/figures/", "/import/")
"""Addresses of pages that show values before they are published."""

BELONGING = {"/provinces/": ("/index/",), "/agreements/": ("/bodies/", "/log/", "/gaps/")}
"""Addresses of pages that an entry leads to by way of its first page."""


@dataclass(frozen=True)
class Entry:
    """One entry of the navigation."""

    label: str
    url: str
    icon: str
    current: bool


def _entries(user):
    yield _("Overview"), reverse("home"), "home"
    yield _("Provinces"), reverse("provinces"), "map"
    yield _("Indicators"), reverse("indicators:indicators"), "list"
    yield _("Agreements"), reverse("agreements:agreements"), "document"
    if belongs_to_index(user):
        yield pgettext("navigation", "Index"), reverse("indicators:indexes"), "chart"
    if can_anywhere(user, Permission.TASK_READ):
        yield _("Tasks"), reverse("agreements:tasks"), "check-circle"
    if can_anywhere(user, Permission.EXPLANATION_READ):
        yield pgettext("navigation", "Explanations"), reverse("indicators:explanations"), "person"
    if can_anywhere(user, Permission.FIGURE_ENTER):
        yield pgettext("navigation", "Enter figures"), reverse("indicators:entry"), "pencil"
    if can_anywhere(user, Permission.FIGURE_REVIEW):
        yield pgettext("navigation", "Review"), reverse("indicators:review"), "check"
    # Who enters or reviews comes to it from there.
    if can_anywhere(user, Permission.TIMELINESS_READ) and not can_anywhere(user, Permission.DRAFT_READ):
        yield _("Who is late"), reverse("indicators:timeliness"), "clock"
    yield _("Method"), reverse("method"), "info"


def _is_current(path: str, url: str, urls: Collection[str]) -> bool:
    """What has an entry of its own belongs to that one."""
    belonging = (each for each in BELONGING.get(url, ()) if each not in urls)
    return path == url if url == "/" else path.startswith((url, *belonging))


def frame(request) -> dict:
    """Context of base.html: navigation, memberships, version. Costs one query for signed-in people, none else.

    `show` is asked for by slides alone, and read only then.
    """
    user = getattr(request, "user", None)
    if user is None:
        return {}
    found = list(_entries(user))
    urls = [url for _label, url, _icon in found]
    entries = [Entry(label, url, icon, _is_current(request.path, url, urls)) for label, url, icon in found]
    return {
        "navigation": entries,
        "memberships": memberships_of(user),
        "may_administer": is_admin(user) if user.is_authenticated else False,
        "product_version": settings.VERSION,
        "is_demo": settings.DEMO,
        "show": SimpleLazyObject(lambda: show_of(request)),
        "shows_drafts": request.path.startswith(WORKING_PAGES),
    }
