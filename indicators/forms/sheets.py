"""The sheet of a period as one form: a row per indicator, each with its own prefix."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dtracker.formats.dates import format_date
from dtracker.formats.numbers import format_number
from indicators.actions.entering import Row
from indicators.actions.refusals import Faulty, HasEvidence, Refused, Stale
from indicators.enums import Shape
from indicators.forms.faults import add_faults
from indicators.forms.figures import FigureForm
from indicators.queries.entry import Line
from indicators.queries.story import said_change, said_working
from indicators.tables.sheet import LineWords, line_words

_VERSION = re.compile(r"i([0-9]{1,9})-version")
_LIKE_THOUSANDS = re.compile(r"([1-9][0-9]{0,2}),([0-9]{3})%?")


@dataclass
class SheetRow:
    """A line with the form to answer it (None while it is locked), and what went wrong with the answer."""

    line: Line
    form: FigureForm | None
    conflict: str = ""
    asks: bool = False
    """Whether the page says, or in a sent sheet had said, that the line has evidence: asked before it is emptied."""

    @property
    def has_errors(self) -> bool:
        return bool(self.form and self.form.is_bound and self.form.errors)

    @property
    def is_milestone(self) -> bool:
        return self.line.indicator.shape == Shape.MILESTONE

    @cached_property
    def words(self) -> LineWords:
        return line_words(self.line)

    @property
    def change_said(self) -> str:
        """The stored value against the one published before it; "" beside another one that was not saved."""
        if self.has_errors or self.conflict:
            return ""
        return said_change(self.line.change, self.line.indicator)

    @property
    def anchor(self) -> str:
        return prefix_of(self.line.indicator)


@dataclass
class Sheet:
    """All rows, in catalogue order."""

    rows: list[SheetRow] = field(default_factory=list)

    @property
    def groups(self) -> list[tuple]:
        """(pillar, its rows)."""
        return [(pillar, list(rows)) for pillar, rows in groupby(self.rows, key=lambda row: row.line.indicator.pillar)]

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def answered(self) -> int:
        return sum(row.line.is_answered for row in self.rows)

    @property
    def is_locked(self) -> bool:
        """Whether no line of it can be typed over."""
        return not any(row.form for row in self.rows)

    @property
    def faulty(self) -> list[SheetRow]:
        return [row for row in self.rows if row.has_errors]

    @property
    def conflicting(self) -> list[SheetRow]:
        return [row for row in self.rows if row.conflict]

    @property
    def to_explain(self) -> list[SheetRow]:
        """Stored lines that cannot be submitted before their note says why."""
        return [row for row in self.rows if row.line.needs_comment]

    @property
    def to_ask(self) -> dict[int, Refused]:
        """Lines with evidence that would be emptied, though nobody was asked yet; by the indicator's key."""
        asked = {row.line.indicator.pk for row in self.rows if row.asks}
        emptied = [row for row in self.to_save if row.empties and not row.figure.is_emptied and row.figure.proofs]
        return {row.indicator.pk: HasEvidence() for row in emptied if row.indicator.pk not in asked}

    @property
    def to_save(self) -> list[Row]:
        """Valid rows in which something was typed."""
        return [
            Row(
                indicator=row.line.indicator,
                values=row.form.values,
                remark=row.form.cleaned_data["remark"],
                version=row.form.cleaned_data.get("version"),
                figure=row.line.figure,
            )
            for row in self.rows
            if row.form and row.form.is_bound and row.form.is_valid() and row.form.has_answer
        ]


def prefix_of(indicator) -> str:
    """Of the fields of its line; also the anchor of the line."""
    return f"i{indicator.pk}"


def blank_sheet(lines: Iterable[Line], *, is_open: bool) -> Sheet:
    """The sheet to be filled in, as it stands."""
    return Sheet([SheetRow(line, _form(line) if is_open and line.is_open else None) for line in lines])


def stored_form(line: Line) -> FigureForm:
    """What is stored, as the fields show it, whether the line is open or not."""
    return _form(line)


def typed_lines(data: Mapping) -> set[int]:
    """The indicators (by pk) whose lines the sender had before them."""
    found = (_VERSION.fullmatch(name) for name in data)
    return {int(each[1]) for each in found if each}


def posted_versions(lines: Iterable[Line], data: Mapping) -> dict[int, int | None]:
    """Which version of each line the sender saw; only of lines that were in the sender's form."""
    found: dict[int, int | None] = {}
    for line in lines:
        text = data.get(f"{prefix_of(line.indicator)}-version")
        if text is not None:
            found[line.indicator.pk] = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
    return found


def posted_sheet(lines: Iterable[Line], data: Mapping, seen: Mapping) -> Sheet:
    """The sheet as it was sent. Lines locked meanwhile are read too: nothing typed is lost in silence."""
    versions = posted_versions(lines, data)
    return Sheet(
        [
            SheetRow(
                line,
                _form(line, data, seen.get(line.indicator.pk)) if line.indicator.pk in versions else None,
                asks=f"{prefix_of(line.indicator)}-emptying" in data,
            )
            for line in lines
        ]
    )


def sheet_again(lines: Iterable[Line], sent: Sheet, refused: Mapping[int, Exception], data: Mapping) -> Sheet:
    """The sheet after saving: what was not saved comes back as typed, everything else as it now stands."""
    before = {row.line.indicator.pk: row for row in sent.rows}
    return Sheet([_again(line, before[line.indicator.pk], refused.get(line.indicator.pk), data) for line in lines])


def _again(line: Line, sent: SheetRow, refusal: Exception | None, data: Mapping) -> SheetRow:
    if refusal is None and not sent.has_errors:
        return SheetRow(line, _form(line) if line.is_open else None)
    if not line.is_open:
        return SheetRow(line, None, locked_words(line, sent))
    if refusal is None:
        return sent
    # The present version goes into the form: saving once more is the choice to replace the other value.
    renewed = data.copy()
    renewed[f"{prefix_of(line.indicator)}-version"] = str(line.figure.version if line.figure else "")
    form = _form(line, renewed, line.figure)
    if isinstance(refusal, Faulty):
        add_faults(form, refusal, otherwise="value")
    return SheetRow(line, form, _overtaken(refusal, sent), asks=isinstance(refusal, HasEvidence))


def _form(line: Line, data: Mapping | None = None, seen=None) -> FigureForm:
    form = FigureForm(
        line.indicator,
        data,
        figure=line.figure,
        seen=line.figure if data is None else seen,
        prefix=prefix_of(line.indicator),
    )
    if line.doubts:
        form.fields["remark"].widget.attrs["aria-describedby"] = f"{prefix_of(line.indicator)}-doubts"
    return form


def _overtaken(refusal: Exception, sent: SheetRow) -> str:
    if not isinstance(refusal, Stale):
        return "" if isinstance(refusal, Faulty) else str(refusal)
    return _(
        "While you were editing, %(who)s saved %(theirs)s; you typed %(yours)s. "
        "Save again to replace it, or load the page again to keep it."
    ) % {
        "who": refusal.current.entered_by or _("somebody"),
        "theirs": said_working(refusal.current),
        "yours": typed_words(sent),
    }


def locked_words(line: Line, sent: SheetRow) -> str:
    """Who locked it and when, with which value, and what is lost unless it is written down."""
    figure = line.figure
    told = {"state": figure.get_status_display(), "theirs": said_working(figure), "yours": typed_words(sent)}
    when, who = (getattr(figure, f"{figure.status}_{what}", None) for what in ("at", "by"))
    if not when:
        words = _(
            "While you were editing, this line was locked with %(theirs)s: %(state)s. "
            "You typed %(yours)s; it was not saved."
        )
        return words % told
    words = _(
        "While you were editing, this line was locked with %(theirs)s: %(state)s, by %(who)s, %(time)s. "
        "You typed %(yours)s; it was not saved."
    )
    time = localtime(when)
    return words % (told | {"who": who, "time": f"{time:%H:%M} {format_date(time.date())}"})


def typed_words(sent: SheetRow) -> str:
    """What stands in the field, as it was typed; of a choice the words that were chosen."""
    form = sent.form
    value = str(dict(getattr(form.fields["value"], "choices", ())).get(form["value"].data, form["value"].data or ""))
    return value or form["no_data_reason"].data or form["remark"].data or _("nothing")


def read_as(sent: SheetRow) -> str:
    """How “1,931” was read, which an English reader may have meant as thousands; "" where there is nothing to ask."""
    form, indicator = sent.form, sent.line.indicator
    for name in ("value", "numerator", "denominator"):
        typed = (form[name].data or "").strip() if form and name in form.changed_data else ""
        match = _LIKE_THOUSANDS.fullmatch(typed)
        if match and indicator.decimals < len(match[2]):
            words = _("“%(typed)s” is read as %(read)s: a comma parts decimals. For %(thousands)s write “%(dotted)s”.")
            whole, decimals = match.groups()
            return words % {
                "typed": typed,
                "read": format_number(Decimal(f"{whole}.{decimals}"), len(decimals)),
                "thousands": format_number(int(whole + decimals)),
                "dotted": f"{whole}.{decimals}",
            }
    return ""
