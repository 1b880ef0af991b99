"""What every request passes: the chosen language, no caching of pages made for one person, the last meeting's day."""

import re

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation import gettext as _

from agreements.queries.meetings import last_meeting
from dtracker.pages.queries import MOST, followed_provinces
from dtracker.pages.views.errors import form_only
from dtracker.places.models import Province
from indicators.views.days import LAST_MEETING

LANGUAGES = frozenset(dict(settings.LANGUAGES))
OF_PROVINCE = re.compile(r"/provinces/([\w-]+)/")


def chosen_language(get_response):
    """Vietnamese, unless the reader chose English here. What the browser prefers does not count."""

    def middleware(request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in LANGUAGES else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response

    return middleware


def private_pages(get_response):
    """A page made for a signed-in person stays in no cache: the back button after sign-out shows nothing."""

    def middleware(request):
        response = get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            add_never_cache_headers(response)
        return response

    return middleware


def readable_refusals(get_response):
    """Who opens the address of a form gets a page that leads on, and not the empty one of the browser."""

    def middleware(request):
        response = get_response(request)
        if response.status_code != 405 or request.method != "GET" or response.content:
            return response
        page = form_only(request)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return middleware


def day_of_last_meeting(get_response):
    """`?as_of=last-meeting` leads to the day of the newest meeting of the province, else of those one follows.

    A step of its own, so that only who asks for it costs the reading.
    """

    def middleware(request):
        is_reader = settings.OPEN_READING or request.user.is_authenticated
        if request.GET.get("as_of") != LAST_MEETING or request.method not in ("GET", "HEAD") or not is_reader:
            return get_response(request)
        asked = request.GET.copy()
        if met := last_meeting(_provinces_of(request), timezone.localdate()):
            asked["as_of"] = met.on.isoformat()
        else:
            del asked["as_of"]
            messages.info(request, _("No meeting of these provinces is recorded, so the page shows today."))
        return redirect(f"{request.path}?{asked.urlencode()}" if asked else request.path)

    return middleware


def _provinces_of(request) -> list[Province]:
    if found := OF_PROVINCE.match(request.path):
        return list(Province.objects.filter(slug=found[1]))
    followed = followed_provinces(request.user)
    return ([each for each in followed if not each.is_illustration] or followed)[:MOST]
