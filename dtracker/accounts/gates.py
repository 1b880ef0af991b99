"""Doors in front of views: who gets in at all. What may be done inside, actions ask themselves."""

from functools import wraps

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied

from dtracker.accounts.access import can_anywhere
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
                return redirect_to_login(request.get_full_path())
            if not can_anywhere(request.user, permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate
