"""The words of a line on the officer's sheet: values as they were published, the target and where it is set."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.enums import Shape
from indicators.explain import due_words, target_words, value_words
from indicators.queries.entry import Line
from indicators.queries.publications import Reading
from indicators.queries.story import said


@dataclass(frozen=True)
class LineWords:
    """What stands in the cells of a line; "" where there is nothing to say.

    `period` is that of a yearly figure, which stands on the sheet of a quarter; `public` what a correction corrects.
    `goal` is the target with its due period; `wording` and `quote` are those of the document that sets it.
    """

    period: str
    before: str
    silent: str
    year_before: str
    stored: str
    public: str
    expected: str
    reached: str
    goal: str
    wording: str
    quote: str

    @property
    def has_document(self) -> bool:
        return bool(self.wording or self.quote)


def line_words(line: Line) -> LineWords:
    goal, reached = line.goal, line.reached
    return LineWords(
        period=line.period.label() if line.period.is_year else "",
        before=_published(line.before, line),
        silent=_("No figure for %(period)s") % {"period": line.silent.period.label()} if line.silent else "",
        year_before=_published(line.year_before, line),
        stored=_measured(line.figure, line) if line.figure and line.figure.value is not None else "",
        public=_measured(line.public, line) if line.public else "",
        expected="" if line.expected is None else value_words(line.expected, line.indicator, with_unit=False),
        reached=value_words(reached.value, line.indicator, with_unit=False) if reached else "",
        goal=_goal(line),
        wording=goal.target.label if goal else "",
        quote=goal.target.quote if goal else "",
    )


def _published(reading: Reading | None, line: Line) -> str:
    return _measured(reading.publication, line) if reading and reading.has_value else ""


def _measured(row, line: Line) -> str:
    """The unit stands in a column of its own."""
    return said(row, line.indicator, with_unit=False)


def _goal(line: Line) -> str:
    if line.goal is None:
        return ""
    terms, target = line.goal.terms, line.goal.target
    # That of a milestone may name places, which the wording does in full.
    what = _("to be done") if line.indicator.shape == Shape.MILESTONE else target_words(terms, line.indicator)
    return f"{what} · {terms.due.short if terms.due else due_words(target, terms)}"
