"""The figure beside a verdict, in words: what was judged, of when, and by which edition."""

from django.utils.translation import gettext as _

from indicators.enums import EditionRule, Shape, Status
from indicators.explain.words import MISSING, figure_words, period_words, value_words
from indicators.models import Indicator
from indicators.progress import Observation
from indicators.queries.judging import Standing


def starts_each_year(indicator: Indicator) -> bool:
    """Whether what is judged is the sum since the start of the year, and not the figure of one quarter."""
    return indicator.shape == Shape.YEARLY_FLOW and not indicator.yearly


def has_editions(indicator: Indicator) -> bool:
    """Whether the edition of a data year and the latest published one can differ."""
    return indicator.yearly and indicator.shape in (Shape.RANK, Shape.SCORE)


def actual_words(standing: Standing) -> str:
    """The judged value, of a yearly flow its sum; without one the latest figure, else a dash."""
    total = _total(standing)
    if total is not None:
        return value_words(total.value, standing.indicator)
    reading = standing.actual
    if reading is None or not reading.has_value:
        return MISSING
    return figure_words(reading.publication, standing.indicator)


def actual_period(standing: Standing) -> str:
    """Of when that value is: "Quý II/2025", "từ đầu năm đến quý II/2025"; "" without a figure."""
    total, reading = _total(standing), standing.actual
    if total is not None:
        return _("since the start of the year, to %(period)s") % {"period": period_words(total.period)}
    if reading is None:
        return ""
    return reading.period.label() if reading.period else reading.figure.printed_period or _("undated")


def _total(standing: Standing) -> Observation | None:
    return standing.verdict.actual if starts_each_year(standing.indicator) else None


def edition_note(standing: Standing) -> str:
    """Which edition decided a verdict, in few words; "" where there is no choice or nothing is decided yet."""
    verdict = standing.verdict
    if not has_editions(standing.indicator) or verdict.status not in (Status.MET, Status.NOT_MET):
        return ""
    if verdict.goal.edition_rule == EditionRule.DATA_YEAR:
        return _("judged by the data year")
    return _("judged by the latest edition on the due date")
