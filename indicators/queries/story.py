"""The story of a figure in sentences: who did what, when, from which value to which, and why."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dtracker.formats.numbers import format_number, format_percent
from indicators.enums import Shape
from indicators.models import Evidence, Figure


@dataclass(frozen=True)
class Event:
    """One act. `sentence` names the person; `why` is what they wrote, if anything."""

    on: datetime
    sentence: str
    why: str = ""


def said(row, indicator) -> str:
    """A measured value with its unit: 61,4% · 14/63 · 1.931 DN · no figure."""
    if row.value is None:
        return _("no figure")
    if indicator.shape == Shape.RANK:
        written = format_number(row.value, 0)
        return f"{written}/{row.rank_of}" if row.rank_of else written
    if indicator.unit == "%":
        return format_percent(row.value)
    return f"{format_number(row.value)} {indicator.unit}".strip()


def said_change(change: Decimal | None, indicator) -> str:
    """A difference with its sign and unit, with all decimals it has: +0,35 điểm % · −4 bậc · "" where there is none."""
    if change is None:
        return ""
    decimals = max(-change.normalize().as_tuple().exponent, indicator.decimals)
    number = format_number(change, decimals, signed=True)
    if indicator.shape == Shape.RANK:
        return ngettext("%(count)s place", "%(count)s places", 1 if abs(change) == 1 else 2) % {"count": number}
    if indicator.unit.startswith("%"):
        return _("%(count)s points") % {"count": number}
    return f"{number} {indicator.unit}".strip()


def story_of(figure: Figure) -> list[Event]:
    """What was done to the figure and its evidence, newest first. Two reads."""
    rows = list(figure.history.select_related("history_user").order_by("history_date", "history_id"))
    told = [_event(row, before, figure.indicator) for before, row in zip([None, *rows], rows, strict=False)]
    return sorted([*told, *_of_evidence(figure)], key=lambda event: event.on)[::-1]


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
    if before is None:
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
    "correct": lambda row, before, indicator: (_("%(who)s corrected %(old)s to %(value)s."), row.reason),
}
"""Per step the sentence and what stands behind it; a test holds that every step of the workflow has one."""

EVIDENCE_TOLD = {
    "+": gettext_lazy("%(who)s added as evidence: %(name)s."),
    "-": gettext_lazy("%(who)s removed from the evidence: %(name)s."),
}
