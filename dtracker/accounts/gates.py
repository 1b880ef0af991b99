"""Doors in front of views: who gets in at all. What may be done inside, actions ask themselves."""

from functools import wraps

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from dtracker.accounts.access import can_anywhere
from dtracker.accounts.forms import SignInForm, typed_text
from dtracker.accounts.roles import Permission
from dtracker.accounts.visitors import for_visitors


def reading(view):
    """Published data: open to everybody, unless the deployment asks readers to sign in.

    A visitor's page is made once for each version of the data (`visitors`).
    """
    page = for_visitors(view)

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not settings.OPEN_READING and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return page(request, *args, **kwargs)

    return guarded


def signed_in(permission: Permission):
    """Working pages: visitors are asked to sign in; who holds the permission nowhere gets 403."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            if not can_anywhere(request.user, permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def _to_sign_in(request) -> HttpResponse:
    """A form that comes after the session ended goes along in the page and is handed back behind the door.

    Nothing typed is lost, and nothing of it is stored for who has not signed in.
    """
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    context = {
        "form": SignInForm(request),
        "next": request.get_full_path(),
        "typed": typed_text(request.POST),
        "has_files": bool(request.FILES),
        "open_reading": settings.OPEN_READING,
    }
    response = render(request, "accounts/login.html", context, status=403)
    add_never_cache_headers(response)
    return response
