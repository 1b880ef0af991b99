"""The story of a figure in sentences: who did what, when, from which value to which, and why."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from dtracker.formats.dates import format_date
from dtracker.formats.numbers import format_number
from indicators.checks import whole_numbers_only
from indicators.enums import Shape
from indicators.models import Evidence, Figure


@dataclass(frozen=True)
class Event:
    """One act. `sentence` names the person; `why` is what they wrote, if anything."""

    on: datetime
    sentence: str
    why: str = ""


def said(row, indicator, *, with_unit: bool = True) -> str:
    """A measured value with the decimals and the unit of its indicator: 61,4% · 14/63 · 1.931 DN · no figure."""
    if row.value is None:
        return _("no figure")
    if indicator.shape == Shape.MILESTONE:
        return _said_milestone(row, indicator.unit if with_unit else "")
    if indicator.shape == Shape.RANK:
        written = format_number(row.value, 0)
        return f"{written}/{row.rank_of}" if row.rank_of else written
    number = format_number(row.value, indicator.decimals)
    if not with_unit or not indicator.unit:
        return number
    return f"{number}{indicator.unit}" if indicator.unit.startswith("%") else f"{number} {indicator.unit}"


def said_working(figure: Figure) -> str:
    """The value of a working figure; of a line that was emptied again: nothing."""
    return _("nothing") if figure.is_emptied else said(figure, figure.indicator)


def _said_milestone(row, unit: str) -> str:
    """Done, with the day; or not yet, with how many of its parts are: chưa xong, 2/3 hợp phần."""
    if row.value >= 1:
        done = pgettext("milestone", "done")
        return f"{done}, {format_date(row.observed_on)}" if row.observed_on else done
    state = _("not done yet")
    if not row.denominator:
        return state
    return f"{state}, {format_number(row.numerator or 0)}/{format_number(row.denominator)} {unit}".strip()


def said_exactly(row, indicator) -> str:
    """The value with all its decimals, where its indicator shows fewer and no parts tell the rest; else ""."""
    is_written_whole = row.value is None or row.denominator or whole_numbers_only(indicator)
    if is_written_whole or round(row.value, indicator.decimals) == row.value:
        return ""
    return format_number(row.value)


def said_change(change: Decimal | None, indicator) -> str:
    """A difference with its sign and unit: +0,4 điểm % · lên 4 bậc · "" where there is none.

    One too small for the decimals of the indicator has up to two more, so that it does not read as none.
    """
    if change is None or indicator.shape == Shape.MILESTONE:
        return ""
    if indicator.shape == Shape.RANK:
        return said_move(-change)
    change = round(change, indicator.decimals + 2)
    shown = next((each for each in (0, 1) if round(change, indicator.decimals + each)), 2 if change else 0)
    number = format_number(change, indicator.decimals + shown, signed=True)
    if indicator.unit.startswith("%"):
        return _("%(count)s points") % {"count": number}
    return f"{number} {indicator.unit}".strip()


def said_move(up: Decimal | int) -> str:
    """A move among ranks, `up` above zero for the better: lên 4 bậc · xuống 1 bậc · giữ nguyên."""
    if not up:
        return pgettext("movement", "same")
    count = int(abs(up))
    words = (
        ngettext("up %(count)s place", "up %(count)s places", count)
        if up > 0
        else ngettext("down %(count)s place", "down %(count)s places", count)
    )
    return words % {"count": count}


def story_of(figure: Figure) -> list[Event]:
    """What was done to the figure and its evidence, newest first. Two reads."""
    rows = list(figure.history.select_related("history_user").order_by("history_date", "history_id"))
    told = [_event(row, before, figure.indicator) for before, row in zip([None, *rows], rows, strict=False)]
    return sorted([*told, *_of_evidence(figure)], key=lambda event: event.on)[::-1]


def last_told(figure: Figure) -> str:
    """What was done to the figure last, for who decided on what it was before; "" where nobody knows. One read."""
    rows = figure.history.select_related("history_user").order_by("-history_date", "-history_id")[:2]
    last, before = [*rows, None, None][:2]
    return _event(last, before, figure.indicator).sentence if last else ""


def _of_evidence(figure: Figure) -> list[Event]:
    rows = Evidence.history.filter(figure=figure).exclude(history_type="~").order_by("history_date", "history_id")
    return [
        Event(row.history_date, EVIDENCE_TOLD[row.history_type] % {"who": _who(row), "name": _proof_name(row)})
        for row in rows.select_related("history_user", "document")
    ]


def _proof_name(row) -> str:
    return row.title or row.file_name or row.url or (row.document.label if row.document else "")


def _who(row) -> str:
    return str(row.history_user) if row.history_user else _("The initial load")


def _event(row, before, indicator) -> Event:
    step = row.history_change_reason or ("save" if before else "load")
    told, why = TOLD.get(step, _saved)(row, before, indicator)
    words = {
        "who": _who(row),
        "value": said(row, indicator),
        "old": said(before, indicator) if before else "",
    }
    return Event(row.history_date, told % words, why)


def _saved(row, before, indicator) -> tuple[str, str]:
    why = row.no_data_reason or row.remark
    if before is None or before.history_change_reason == "empty":
        return _("%(who)s entered %(value)s."), why
    if said(before, indicator) == said(row, indicator):
        return _("%(who)s changed the details of %(value)s."), why
    return _("%(who)s changed %(old)s to %(value)s."), why


def _imported(row, before, indicator) -> tuple[str, str]:
    why = row.no_data_reason or row.remark
    if before is None or said(before, indicator) == said(row, indicator):
        return _("%(who)s brought %(value)s by a file."), why
    return _("%(who)s changed %(old)s to %(value)s by a file."), why


TOLD = {
    "load": lambda row, before, indicator: (_("%(who)s recorded %(value)s."), ""),
    "save": _saved,
    "import": _imported,
    "submit": lambda row, before, indicator: (_("%(who)s submitted %(value)s."), row.remark),
    "return": lambda row, before, indicator: (_("%(who)s returned %(value)s."), row.return_note),
    "approve": lambda row, before, indicator: (_("%(who)s approved %(value)s."), ""),
    "withdraw": lambda row, before, indicator: (_("%(who)s took back the approval of %(value)s."), row.return_note),
    "publish": lambda row, before, indicator: (_("%(who)s published %(value)s."), row.reason),
    "empty": lambda row, before, indicator: (_("%(who)s emptied the line; it said %(old)s."), row.remark),
    "discard": lambda row, before, indicator: (
        _("%(who)s dropped the correction to %(old)s; %(value)s stays published."),
        "",
    ),
    "correct": lambda row, before, indicator: (_("%(who)s corrected %(old)s to %(value)s."), row.reason),
}
"""Per step the sentence and what stands behind it; a test holds that every step of the workflow has one."""

EVIDENCE_TOLD = {
    "+": gettext_lazy("%(who)s added as evidence: %(name)s."),
    "-": gettext_lazy("%(who)s removed from the evidence: %(name)s."),
}
