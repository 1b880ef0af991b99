"""The targets of one province in words: what its Excel file, its Word report and its data say alike."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from dtracker.places.models import Province
from indicators.explain import (
    Explanation,
    actual_period,
    actual_words,
    due_words,
    explain,
    flag_words,
    flags_beside,
    gap_words,
    need_words,
    public_words,
    revised_in_full,
    status_words,
    target_words,
)
from indicators.models import Document, Indicator
from indicators.models.targets import Terms
from indicators.progress import Verdict
from indicators.queries.judging import Standing
from indicators.tables.why import why_url

OwnerOf = Callable[[Standing], str]
"""Who answers for a target, in words; "" where nobody is named."""


@dataclass(frozen=True)
class Line:
    """One judged target: its standing, and each part of it in words."""

    standing: Standing
    owner: str

    @property
    def indicator(self) -> Indicator:
        return self.standing.indicator

    @property
    def verdict(self) -> Verdict:
        return self.standing.verdict

    @property
    def terms(self) -> Terms:
        return self.standing.terms

    @property
    def document(self) -> Document | None:
        return self.standing.target.decided_by(self.terms)

    @property
    def target(self) -> str:
        label = self.standing.target.label
        return capfirst(target_words(self.terms, self.indicator) if self.terms.value is not None else label)

    @property
    def due(self) -> str:
        return due_words(self.standing.target, self.terms)

    @property
    def value(self) -> str:
        return actual_words(self.standing)

    @property
    def period(self) -> str:
        return actual_period(self.standing)

    @property
    def public(self) -> str:
        """Since when the figure is public."""
        return public_words(self.standing.actual.publication) if self.standing.actual else ""

    @property
    def status(self) -> str:
        return status_words(self.verdict)

    @property
    def flags(self) -> Sequence[str]:
        """What is said beside the status; first, whether the target was revised."""
        raised = [flag_words(each) for each in flags_beside(self.verdict)]
        return [self.revised, *raised] if self.revised else raised

    @property
    def revised(self) -> str:
        return revised_in_full(self.standing)

    @property
    def gap(self) -> str:
        return gap_words(self.verdict, self.indicator)

    @property
    def needed(self) -> str:
        return need_words(self.verdict, self.indicator)

    @cached_property
    def why(self) -> Explanation:
        return explain(self.standing)


@dataclass(frozen=True)
class TargetSheet:
    """The judged targets of one province as of a day, in the order given.

    `site` is where its links begin; `is_past`: whether the day was asked for; `narrowed` says which targets these
    are, where they are not all.
    """

    province: Province
    on: date
    lines: Sequence[Line]
    site: str = ""
    is_past: bool = False
    narrowed: str = ""

    @property
    def standings(self) -> list[Standing]:
        return [each.standing for each in self.lines]

    def page_of(self, line: Line) -> str:
        """Where the same is said on a page, with the chart and the figures."""
        path, _mark, anchor = why_url(line.standing).partition("#")
        day = f"?as_of={self.on.isoformat()}" if self.is_past else ""
        return f"{self.site}{path}{day}#{anchor}"


def lines_of(standings: Iterable[Standing], owner_of: OwnerOf) -> list[Line]:
    return [Line(each, owner_of(each)) for each in standings]


def mark_of(province: Province) -> str:
    """What every file of a fictional province says of itself; "" for a real one."""
    return _("Illustrative figures, not to be quoted.") if province.is_illustration else ""


def file_name(sheet: TargetSheet, kind: str) -> str:
    """ "hai-duong-targets-2023-12-31.xlsx"; the day is that of the figures."""
    return f"{sheet.province.slug}-targets-{sheet.on.isoformat()}.{kind}"
