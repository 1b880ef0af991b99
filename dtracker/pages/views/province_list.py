"""All provinces of a day: the 34 of today or the 63 of before, in one table that sorts."""

from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from agreements.queries.search import agreements_per_province
from dtracker.accounts.access import own_provinces
from dtracker.accounts.gates import reading
from dtracker.pages.tables import CODES, ProvinceTable, apart_rows, province_map, province_rows, tallies
from dtracker.places.queries import LAST_OF_63, OLD_LAYOUT, REFORM_DECIDED, layout_on, names_on, provinces_apart
from indicators.forms.filters import TextFilter, choices, chosen
from indicators.queries.newest import newest_values
from indicators.queries.outlines import statuses_on
from indicators.views.days import dated, day_of


@require_safe
@reading
@dated
def provinces(request):
    on = day_of(request)
    layout, names, apart = layout_on(on), names_on(on), provinces_apart(on)
    own = {each.pk for each in own_provinces(request.user)}
    statuses = statuses_on([*names, *(each.pk for each in apart)], on)
    tally = tallies(statuses, agreements_per_province(on))
    rows = province_rows(names, newest_values(CODES, on), tally, layout=layout, own=own)
    regions = {each: each for each in sorted({row.region for row in rows if row.region})}
    region, text = chosen(request.GET, "region", regions), TextFilter.read(request.GET)
    shown = [row for row in rows if (not region or row.region == region) and text.holds(row.key)]
    merged = [each for each in apart if not each.is_illustration and text.holds(each.search_key)]
    table = ProvinceTable(shown)
    RequestConfig(request, paginate=False).configure(table)
    return render(
        request,
        "pages/provinces.html",
        {
            "table": table,
            "shown": len(shown),
            "total": len(rows),
            "merged": apart_rows(merged, tally),
            "fictional": apart_rows([each for each in apart if each.is_illustration], tally),
            "diagram": province_map(names, rows, layout=layout, own=own),
            "is_old": layout == OLD_LAYOUT,
            "last_of_63": LAST_OF_63,
            "is_decided": on >= REFORM_DECIDED,
            "regions": choices(regions, region),
            "text": text,
            "is_filtered": bool(region or text.is_on),
            "as_of": on if request.GET.get("as_of") else None,
        },
    )
