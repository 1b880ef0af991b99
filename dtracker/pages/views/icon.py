"""The icon of the site where no page names it: browsers ask for it beside data and files too."""

from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

DAY = 24 * 60 * 60


@require_safe
@cache_control(public=True, max_age=DAY)
def icon(request):
    return redirect(static("img/favicon.svg"))
