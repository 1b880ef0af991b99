"""Why a row of a file cannot be taken now, with what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dtracker.formats.dates import format_date
from dtracker.formats.quarters import Period
from indicators.enums import FigureStatus
from indicators.models import Figure, Indicator, ReportingRound
from indicators.queries.asked import Assignment, Claims, round_for, sheet_of
from indicators.queries.imported import Entry
from indicators.queries.story import said
from indicators.workflow import can_be_edited


@dataclass(frozen=True)
class Asking:
    """Which round asks for what, looked up once for each province and period."""

    claims: Claims
    rounds: dict = field(default_factory=dict)

    def round_of(self, entry: Entry) -> ReportingRound | None:
        key = (entry.respondent.key, entry.period, sheet_of(entry.indicator, entry.period))
        if key not in self.rounds:
            self.rounds[key] = round_for(entry.province, entry.period, entry.indicator, entry.unit)
        return self.rounds[key]

    def asks(self, entry: Entry) -> bool:
        """Whether the sheet on which the figure stands asks for it."""
        sheet = sheet_of(entry.indicator, entry.period)
        return self.claims.asks(Assignment(entry.respondent, sheet, self.round_of(entry)), entry.indicator)

    def is_open(self, entry: Entry, today: date) -> bool:
        found = self.round_of(entry)
        return found is not None and found.opens_on <= today


def refusals(entry: Entry, figure: Figure | None, by, today: date, asking: Asking) -> Iterator[str]:
    """Why the cell takes no value now, with what to do about it."""
    indicator, period, whose = entry.indicator, entry.period, entry.respondent
    if not indicator.is_reported and not asking.asks(entry):
        yield _("%(indicator)s is not reported by provinces.") % {"indicator": indicator.short}
    if period.is_year != indicator.yearly:
        yield _wrong_period(indicator, period)
    elif not whose.existed_in(period):
        yield _("%(province)s did not exist in %(period)s.") % {"province": whose.title, "period": period.label()}
    elif not asking.is_open(entry, today):
        yield _("No reporting round is open for %(period)s.") % {"period": period.label()}
    if figure and not can_be_edited(figure.status):
        yield _locked_words(figure, indicator)
    elif figure and entry.version not in (None, figure.version) and figure.entered_by_id != by.pk:
        yield _("The figure became %(value)s after this file was downloaded. Download the file again.") % {
            "value": said(figure, indicator)
        }


def _wrong_period(indicator: Indicator, period: Period) -> str:
    if indicator.yearly:
        return _("This indicator is reported by year: write %(year)s.") % {"year": period.year}
    return _("This indicator is reported by quarter: write for example %(year)s-Q4.") % {"year": period.year}


def _locked_words(figure: Figure, indicator: Indicator) -> str:
    """Why it is locked, by whom and since when, and what an officer can do."""
    told = {"value": said(figure, indicator)}
    when, who = (getattr(figure, f"{figure.status}_{what}") for what in ("at", "by"))
    if when is None and figure.status == FigureStatus.PUBLISHED:
        return _loaded_words(figure, told)
    if when is None:
        return LOCKED[figure.status]() % told
    return LOCKED_BY[figure.status]() % (told | {"who": who, "day": format_date(localtime(when).date())})


def _loaded_words(figure: Figure, told: dict) -> str:
    """Nobody's act made it public; its publication may say when that was."""
    since = figure.loaded[-1].public_words if figure.loaded else ""
    if not since:
        return (
            _(
                "The figure %(value)s is published (loaded; not known when or by whom). Correct it on its own page, "
                "with a reason."
            )
            % told
        )
    return _(
        "The figure %(value)s was published %(since)s (loaded; not known by whom). Correct it on its own page, with a "
        "reason."
    ) % (told | {"since": since})


LOCKED = {
    FigureStatus.SUBMITTED: lambda: _("The figure %(value)s is submitted. Ask the reviewer to return it first."),
    FigureStatus.APPROVED: lambda: _("The figure %(value)s is approved. Ask the reviewer to return it first."),
}
"""Per locked state what an officer can do, where nobody knows who locked it."""
LOCKED_BY = {
    FigureStatus.SUBMITTED: lambda: _(
        "The figure %(value)s was submitted by %(who)s on %(day)s. Ask the reviewer to return it first."
    ),
    FigureStatus.APPROVED: lambda: _(
        "The figure %(value)s was approved by %(who)s on %(day)s. Ask the reviewer to return it first."
    ),
    FigureStatus.PUBLISHED: lambda: _(
        "The figure %(value)s was published by %(who)s on %(day)s. Correct it on its own page, with a reason."
    ),
}
