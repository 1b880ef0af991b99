"""Pages for what went wrong: each says what is so and where to go on."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils import translation
from django.utils.translation import gettext as _


def not_found(request, exception=None):
    """404. A sentence given with Http404 is shown; the resolver's own details never are."""
    sentence = exception.args[0] if exception and exception.args and isinstance(exception.args[0], str) else ""
    return render(request, "404.html", {"sentence": sentence}, status=404)


def not_allowed(request, exception=None):
    """403. A sentence given with PermissionDenied is shown."""
    return render(request, "403.html", {"sentence": str(exception or "")}, status=403)


def broken(request):
    """500. Uses no database, no session and no context processor: any of them may be what broke."""
    with translation.override(getattr(request, "LANGUAGE_CODE", None) or translation.get_language()):
        page = loader.get_template("500.html").render({"heading": _("Something went wrong on our side")})
    return HttpResponse(page, status=500)


def csrf_failed(request, reason=""):
    """403 for a form whose protection token is missing or old."""
    return render(request, "403_csrf.html", status=403)
