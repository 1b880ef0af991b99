"""Pages for what went wrong: each says what is so and where to go on."""

import re
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template import loader
from django.urls import is_valid_path
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from dtracker.accounts.forms import sent_fields
from dtracker.places.models import Province
from dtracker.places.queries import province_once_named

OF_PROVINCE = re.compile(r"/provinces/(?P<slug>[\w-]+)/(?P<rest>.+)")


def not_found(request, exception=None):
    """404. A sentence given with Http404 is shown; the resolver's own details never are.

    Addresses under a former name of a province lead on to its present ones.
    """
    if moved := _under_present_name(request):
        return redirect(moved)
    sentence = exception.args[0] if exception and exception.args and isinstance(exception.args[0], str) else ""
    return render(request, "404.html", {"sentence": sentence}, status=404)


def _under_present_name(request) -> str:
    found = OF_PROVINCE.fullmatch(request.path)
    if found is None or request.method not in ("GET", "HEAD"):
        return ""
    if Province.objects.filter(slug=found["slug"]).exists():
        return ""
    place = province_once_named(found["slug"])
    if place is None:
        return ""
    asked = request.META.get("QUERY_STRING", "")
    return f"{place.get_absolute_url()}{found['rest']}{f'?{asked}' if asked else ''}"


def not_allowed(request, exception=None):
    """403. A sentence given with PermissionDenied is shown."""
    return render(request, "403.html", {"sentence": str(exception or "")}, status=403)


def form_only(request):
    """405 for an address that only takes forms, as after the language was switched on a form that came back."""
    above = f"{request.path.rstrip('/').rpartition('/')[0]}/"
    return render(request, "405.html", {"above": above if is_valid_path(above) else ""}, status=405)


def broken(request):
    """500, or 503 while the database is away.

    Uses no database, no session and no context processor: any of them may be what broke.
    """
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    with translation.override(getattr(request, "LANGUAGE_CODE", None) or translation.get_language()):
        heading = _("The data cannot be reached right now") if away else _("Something went wrong on our side")
        page = loader.get_template("500.html").render({"heading": heading})
    response = HttpResponse(page, status=503 if away else 500)
    if away:
        response["Retry-After"] = "30"
    return response


def csrf_failed(request, reason=""):
    """403 for a form whose protection token is missing or old.

    A form of our own pages is handed back to be sent again: its person signed in meanwhile in another tab, and the
    page does not know the new token. No other site can make a browser say that a form came from here.
    """
    fields = sent_fields(request.POST)
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if not is_ours or not fields or any("password" in name for name, _value in fields):
        return render(request, "403_csrf.html", status=403)
    context = {"path": request.get_full_path(), "fields": fields, "is_old": True, "has_files": bool(request.FILES)}
    response = render(request, "accounts/send_again.html", context, status=403)
    add_never_cache_headers(response)
    return response
