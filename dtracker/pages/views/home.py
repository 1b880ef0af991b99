"""The first page: the answer for one's provinces, worst first, what is new, what waits."""

from dataclasses import replace
from datetime import date

from django.shortcuts import render
from django.views.decorators.http import require_safe

from agreements.queries.task_waiting import tasks_waiting_for
from agreements.tables.task_waiting import waiting_lines
from dtracker.accounts.access import can, own_provinces
from dtracker.accounts.gates import reading
from dtracker.accounts.roles import Permission
from dtracker.pages.blocks import ROWS_OF_ONE, ROWS_OF_SEVERAL, blocks, news
from dtracker.pages.cuts import cuts
from dtracker.pages.queries import MOST, followed_provinces, overviews
from dtracker.pages.slides import Known, known_to_slides
from indicators.queries.explanations import by_target, open_requests
from indicators.queries.ranking import national_map
from indicators.queries.work import waiting_for
from indicators.tables.explanations import waiting_requests
from indicators.views.days import as_they_were, dated, day_of, found_figures, not_begun
from indicators.views.slides import is_presented, template_of


@require_safe
@reading
@dated
def home(request):
    on = day_of(request)
    followed = followed_provinces(request.user)
    shown = followed[:MOST]
    # What is fictional is never listed or counted together with what is real.
    places = [each for each in shown if not each.is_illustration] or shown
    # One's own provinces are few, and most of their targets are shown.
    whole, latest = overviews(shown, on=on, news_of=places, in_full=bool(own_provinces(request.user)))
    missing = not_begun(request, shown)
    # Where none of them was there yet, that is said instead.
    found_figures(request, latest or len(missing) == len(shown), figure__province__in=places, figure__unit=None)
    known_to_slides(request, Known(followed, whole))
    as_they_were(request, [*shown, *(each.figure.province for each in latest)])
    asked = cuts(request.GET, [target for each in whole if each.province in places for target in each.all_judged])
    found = [replace(each, cut=replace(asked.cut, status=None)) for each in whole]
    rows = ROWS_OF_ONE if len(found) == 1 else ROWS_OF_SEVERAL
    found.sort(key=lambda each: (each.province.is_illustration, not each.all_judged))
    real = [each for each in found if not each.province.is_illustration]
    # As of a past day nobody asks anything; a slide has no room for what waits at somebody's desk.
    is_slide = is_presented(request)
    requests = (
        [] if request.GET.get("as_of") or is_slide else open_requests(request.user, [each.province for each in found])
    )
    people_in = {each.province.pk for each in found if can(request.user, Permission.TASK_READ, province=each.province)}
    return render(
        request,
        template_of(request, "pages/home.html"),
        {
            "blocks": blocks(
                found,
                rows=rows,
                today=on,
                requests=by_target(requests),
                people_in=people_in,
                not_begun=missing,
            ),
            "cuts": asked,
            "more": len(followed[MOST:]),
            "illustration": bool(found) and not real,
            "news": news(latest, of_several=len(places) > 1),
            "waiting": [] if request.GET.get("as_of") or is_slide else _waiting(request.user, requests, on),
            "country": None if is_slide else national_map(on, own={each.province.pk for each in real}),
            "as_of": on if request.GET.get("as_of") else None,
        },
    )


def _waiting(user, requests, on: date) -> list:
    tasks = waiting_lines(tasks_waiting_for(user, on))
    return [*waiting_for(user, on), *waiting_requests(requests, user, on), *tasks]
