"""What every request passes: the chosen language, and no caching of pages made for one person."""

from django.conf import settings
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_vary_headers

LANGUAGES = frozenset(code for code, _ in settings.LANGUAGES)


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
