"""Published targets for other programs: read only, JSON, described at its root."""

from functools import wraps
from hashlib import sha256

from django.conf import settings
from django.http import Http404, JsonResponse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from dtracker.accounts.gates import reading
from dtracker.changes.queries import RELEASE, version_on
from dtracker.pages.views.reports import province_or_404, sheet_of
from indicators.exports.openapi import description
from indicators.exports.targets_json import targets_data
from indicators.views.days import dated_file

LANGUAGES = dict(settings.LANGUAGES)


def in_words(view):
    """`?lang=` chooses the language of the words, and what is not found is said in JSON."""

    @wraps(view)
    def speaking(request, *args, **kwargs):
        chosen = request.GET.get("lang") or get_language()
        if chosen not in LANGUAGES:
            return _refusal(_("“%(text)s” is no language of this site: vi or en.") % {"text": chosen[:20]}, 400)
        with translation.override(chosen):
            try:
                response = view(request, *args, **kwargs)
            except Http404 as error:
                response = _refusal(str(error), 404)
        response.headers["Content-Language"] = chosen
        return response

    return speaking


def _refusal(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status, json_dumps_params={"ensure_ascii": False})


def _tag(request, **_kwargs) -> str:
    """Of the data, the day, the code, the language and the address: the same for everybody who reads."""
    day = timezone.localdate()
    parts = (RELEASE, version_on(day), get_language(), request.get_host(), request.get_full_path())
    return f'W/"{sha256("|".join(parts).encode()).hexdigest()[:32]}"'


@require_safe
@reading
@in_words
@condition(etag_func=_tag)
@dated_file
def targets(request, slug):
    """Without the names of people: the same for everybody who reads."""
    sheet = sheet_of(request, province_or_404(slug))
    return JsonResponse(targets_data(sheet, get_language()), json_dumps_params={"ensure_ascii": False})


@require_safe
@reading
@in_words
def api(request):
    """The description of the API, as OpenAPI 3.1."""
    site = request.build_absolute_uri("/").rstrip("/")
    return JsonResponse(description(site), json_dumps_params={"ensure_ascii": False})
