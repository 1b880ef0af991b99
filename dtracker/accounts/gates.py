"""Doors in front of views: who gets in at all. What may be done inside, actions ask themselves."""

from functools import wraps

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.views.decorators.http import condition

from dtracker.accounts.access import can_anywhere
from dtracker.accounts.roles import Permission
from dtracker.changes.queries import RELEASE, version_on


def reading(view):
    """Published data: open to everybody, unless the deployment asks readers to sign in.

    A visitor's browser keeps the page, asks each time whether it is still the same, and mostly hears that it is.
    """
    unless_the_same = condition(etag_func=_version_of)(view)

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not settings.OPEN_READING and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        response = unless_the_same(request, *args, **kwargs)
        if "ETag" in response:
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return guarded


def _version_of(request, *args, **kwargs) -> str | None:
    """What a visitor's page is made of; None for a page that is nobody else's or of this moment.

    Weak, since a server in front may compress. The secret of the forms belongs to it: the page kept holds a token
    made of it, and a browser that has lost the one must not keep the other. Pages of signed-in people are in no
    cache at all (`pages.middleware.private_pages`).
    """
    secret = request.COOKIES.get(settings.CSRF_COOKIE_NAME)
    if settings.DEBUG or not secret or request.user.is_authenticated or len(get_messages(request)):
        return None
    parts = (RELEASE, version_on(timezone.localdate()), get_language(), secret, request.get_full_path())
    return f'W/"{salted_hmac("reading", "|".join(parts)).hexdigest()}"'


def signed_in(permission: Permission):
    """Working pages: visitors are asked to sign in; who holds the permission nowhere gets 403."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not can_anywhere(request.user, permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate
