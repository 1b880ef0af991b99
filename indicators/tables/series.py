"""The head of the page of one series, and the words beside its chart."""

from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dtracker.formats.dates import format_date
from dtracker.places.queries import known_end
from indicators.charts.series import Chart
from indicators.enums import Direction, Shape
from indicators.models import Indicator
from indicators.queries.series import SeriesPage
from indicators.tables.figures import figure_in_words, short_period


def subtitle(page: SeriesPage) -> list[str]:
    """Province with its last day, what is better, how often, and who publishes."""
    place = page.province.full_name
    if until := known_end(page.province, page.day):
        place = _("%(province)s (until %(day)s)") % {
            "province": place,
            "day": format_date(until),
        }
    parts = [place, _direction(page.indicator), _frequency(page.indicator), page.indicator.publisher]
    return [each for each in parts if each]


def _direction(indicator: Indicator) -> str:
    if indicator.shape in (Shape.MILESTONE, Shape.RANGE):
        return ""
    if indicator.is_rank:
        return _("a lower rank is better")
    return _("higher is better") if indicator.direction == Direction.HIGHER else _("lower is better")


def _frequency(indicator: Indicator) -> str:
    return _("yearly") if indicator.yearly else _("quarterly")


def legend(page: SeriesPage, chart: Chart) -> list[tuple[str, str]]:
    """Sign and words of everything on the drawing; the sign is the name of a small drawing."""
    names = {trace["name"] for trace in chart.data}
    entries = [
        ("series", _("published figures"), _("published figures") in names),
        ("series", _("sum since the start of the year"), _("sum since the start of the year") in names),
        ("draft", _("not published yet"), _("not published yet") in names),
        ("target", pgettext("legend", "target"), bool(chart.documents)),
        ("step", _("target as revised"), _("target as revised") in names),
        ("old", _("earlier target value"), _("earlier target value") in names),
        ("path", _("expected way"), _("expected way") in names),
        ("ahead", _("if the recent pace continues, with its uncertainty"), _("if the recent pace continues") in names),
    ]
    found = [(sign, words) for sign, words, holds in entries if holds]
    found += [(f"plan-{trace['line']['dash']}", trace["name"]) for trace in chart.data if _is_plan(trace)]
    if _("break in the series") in names:
        found.append(("break", _("series breaks, the line is not joined")))
    if chart.layout["shapes"]:
        found.append(("merger", _("after the merger")))
    return found


def _is_plan(trace: dict) -> bool:
    return trace.get("legendgroup") == "plan"


def image_of(page: SeriesPage) -> dict[str, str]:
    """Name and title of the drawing as a file, which travels without its page: what, whose, as of which day, and what
    the numbers on it mean."""
    mark = _("Illustrative figures, not to be quoted.") if page.province.is_illustration else ""
    day = _("as of %(day)s") % {"day": format_date(page.day)}
    second = " · ".join(each for each in (page.province.full_name, day, mark) if each)
    return {
        "name": f"{page.province.slug}-{page.indicator.code}-{page.day.isoformat()}",
        "title": "<br>".join(escape(line) for line in [page.indicator.name, second, *_numbered(page)]),
    }


def _numbered(page: SeriesPage) -> list[str]:
    return [f"{number}. {format_date(each.on)}: {each.text}" for number, each in enumerate(page.notes, start=1)]


def caption(page: SeriesPage) -> str:
    """The chart in a sentence, for people who do not see it."""
    values = "; ".join(
        f"{short_period(each, page.indicator)}: {figure_in_words(each.publication, page.indicator)}"
        for each in page.readings
    )
    return _("%(indicator)s of %(province)s: %(values)s.") % {
        "indicator": page.indicator.name,
        "province": page.province.full_name,
        # A reason in its last place may have a full stop of its own.
        "values": values.removesuffix(".") or "–",
    }
