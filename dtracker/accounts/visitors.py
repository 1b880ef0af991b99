"""Pages for visitors: made once for each version of what is in the database, and not sent to a browser that has them.

Only pages that are the same for every visitor come here, and only the token of their forms is put in for each.
"""

import re
from collections.abc import Callable
from functools import wraps
from hashlib import sha256

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from dtracker.changes.queries import RELEASE, version_on

TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")(\w+)')
SAFE = ("GET", "HEAD")
LARGEST = 500_000
"""Bytes of a page that is kept."""
SECONDS = 24 * 60 * 60


def for_visitors(view):
    """Pages of signed-in people, and those with a message of this moment, are made as ever and kept nowhere."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if settings.DEBUG or request.method not in SAFE or request.user.is_authenticated or len(get_messages(request)):
            return view(request, *args, **kwargs)
        version = _version_of(request)
        tag = _tag_of(request, version)
        response = get_conditional_response(request, etag=tag) if tag else None
        if response is None:
            response = _page(request, version, lambda: view(request, *args, **kwargs))
        if tag and response.status_code in (200, 304):
            response.headers["ETag"] = tag
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return guarded


def _version_of(request) -> str:
    """What the page is made of: the data, the day, the code, the language, the address."""
    parts = (RELEASE, version_on(timezone.localdate()), get_language(), request.get_host(), request.get_full_path())
    return sha256("|".join(parts).encode()).hexdigest()


def _tag_of(request, version: str) -> str | None:
    """Weak, since a server in front may compress.

    The secret of the forms belongs to it: the page in the browser holds a token made of it, and a browser that has
    lost the one must not keep the other. Without a secret yet the page must be sent, to bring it.
    """
    secret = request.COOKIES.get(settings.CSRF_COOKIE_NAME)
    return f'W/"{salted_hmac("visitors", version + secret).hexdigest()}"' if secret else None


def _page(request, version: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    kept = cache.get(version)
    if kept is not None:
        content = TOKEN.sub(rb"\g<1>" + get_token(request).encode(), kept)
        return HttpResponse(content)
    response = make()
    if content := _without_tokens(response):
        cache.set(version, content, SECONDS)
    return response


def _without_tokens(response: HttpResponse) -> bytes | None:
    """The page as anybody may have it; None for what is no whole page, is large, or says its token anywhere else."""
    is_page = response.status_code == 200 and not response.streaming and not response.cookies
    if not is_page or not response["Content-Type"].startswith("text/html") or len(response.content) > LARGEST:
        return None
    tokens = {token for _name, token in TOKEN.findall(response.content)}
    content = TOKEN.sub(rb"\g<1>0", response.content)
    return None if any(token in content for token in tokens) else content
