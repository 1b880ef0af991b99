"""The progress report of one province in Word: a draft for the clerk, with the reasons of every status as an annex."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time
from html import unescape
from itertools import groupby

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from dtracker.files.blocks.parts import (
    Annex,
    Block,
    Heading,
    Items,
    Letterhead,
    Paragraph,
    Reasons,
    Signature,
    Table,
)
from dtracker.files.blocks.word import word_file
from dtracker.formats.dates import format_date
from dtracker.formats.language import is_english
from indicators.enums import Group
from indicators.exports.targets import Line, TargetSheet, mark_of
from indicators.exports.why import why_lines
from indicators.models import ExplanationRequest
from indicators.queries.judging import worst_first
from indicators.tables.answers import answer
from indicators.tables.explanations import state_words

MOST_WORST = 7
NUMBERS = ("I", "II", "III", "IV")
WORST_WIDTHS = (9, 46, 36, 42, 32)
PILLAR_WIDTHS = (9, 50, 34, 36, 36)
REQUEST_WIDTHS = (9, 46, 40, 28, 42)
Section = tuple[str, Sequence[Block]]


def targets_report(sheet: TargetSheet, requests: Iterable[ExplanationRequest] = ()) -> bytes:
    """The .docx in the language of the moment; `requests` are those its reader may see.

    Number, place, day, signature and the name of the body that reports stay open: the clerk gives them.
    """
    return word_file(
        blocks_of(sheet, requests),
        title=_subject(sheet),
        language="en-GB" if is_english() else "vi-VN",
        made_at=datetime.combine(sheet.on, time()),
        foot=mark_of(sheet.province),
    )


def blocks_of(sheet: TargetSheet, requests: Iterable[ExplanationRequest] = ()) -> Iterator[Block]:
    """The report in reading order."""
    yield _letterhead(sheet)
    for number, (title, blocks) in zip(NUMBERS, _sections(sheet, list(requests)), strict=False):
        yield Heading(f"{number}. {title}")
        yield from blocks
    yield Paragraph(_closing(sheet))
    yield _signature()
    if sheet.lines:
        yield from _annex(sheet)


def _closing(sheet: TargetSheet) -> str:
    """Official reports end with "./."."""
    return _("The annex says of every target why it has its status.") + "/." if sheet.lines else "./."


def _subject(sheet: TargetSheet) -> str:
    names = {"province": sheet.province.name_in_sentence, "day": format_date(sheet.on)}
    return _("Progress towards the digital transformation targets of %(province)s, as of %(day)s") % names


def _letterhead(sheet: TargetSheet) -> Letterhead:
    return Letterhead(
        superior=_("People's Committee of %(province)s") % {"province": sheet.province.name_in_sentence},
        issuer=_("(name of the body that reports)"),
        number=_("No.: ……/BC-……"),
        country=_("Socialist Republic of Viet Nam"),
        motto=_("Independence - Freedom - Happiness"),
        place_and_day=_("……………, day …… month …… year ………"),
        kind=pgettext("document", "Report"),
        subject=_subject(sheet),
        draft=pgettext("report", "Draft"),
    )


def _sections(sheet: TargetSheet, requests: Sequence[ExplanationRequest]) -> Iterator[Section]:
    yield _("Overview"), _overview(sheet)
    if worst := _worst(sheet):
        yield _("Targets that need decisions, worst first"), [_worst_table(worst)]
    if sheet.lines:
        yield _("All targets by pillar"), list(_pillars(sheet))
    if requests:
        yield _("Requests for explanation"), [_requests(sheet, requests)]


# I. Overview


def _overview(sheet: TargetSheet) -> list[Block]:
    found = answer(sheet.standings)
    counted = [
        ngettext("%(status)s: %(count)s target", "%(status)s: %(count)s targets", each.count)
        % {"status": each.status.label, "count": each.count}
        for each in found.segments
    ]
    said = [sheet.narrowed, unescape(strip_tags(found.line)), found.side and f"{found.side}.", _basis(sheet)]
    notice = mark_of(sheet.province)
    return [
        *([Paragraph(notice, is_bold=True)] if notice else []),
        Paragraph(" ".join(each for each in said if each)),
        *([Items(counted)] if counted else []),
    ]


def _basis(sheet: TargetSheet) -> str:
    return _("Judged on the figures published by %(day)s.") % {"day": format_date(sheet.on)}


# II. Worst first


def _worst(sheet: TargetSheet) -> list[Line]:
    by_key = {each.standing.pk: each for each in sheet.lines}
    urgent = [each for each in sheet.standings if each.status.group in (Group.BAD, Group.WATCH)]
    return [by_key[each.pk] for each in worst_first(urgent)][:MOST_WORST]


def _worst_table(lines: Sequence[Line]) -> Table:
    head = (_("No."), _("Target"), _("Status"), _("Gap and what is needed"), _("Who answers for it"))
    return Table(head, [_worst_row(number, each) for number, each in enumerate(lines, start=1)], WORST_WIDTHS)


def _worst_row(number: int, line: Line) -> Sequence[str]:
    needs = _sentences(line.gap, line.needed)
    return str(number), _named(line), _status(line), needs, line.owner or "–"


def _named(line: Line) -> str:
    return f"{line.indicator.name}: {line.target}, {line.due}"


def _status(line: Line) -> str:
    return "; ".join((line.status, *line.flags))


def _sentences(*texts: str) -> str:
    return "; ".join(each for each in texts if each) or "–"


# III. Pillars


def _pillars(sheet: TargetSheet) -> Iterator[Block]:
    by_pillar = groupby(sheet.lines, key=lambda each: each.indicator.pillar)
    for number, (pillar, members) in enumerate(by_pillar, start=1):
        lines = list(members)
        yield Heading(f"{number}. {pillar.name}", level=2)
        head = (_("No."), _("Indicator"), _("Target"), _("Latest figure"), _("Status"))
        yield Table(head, [_pillar_row(place, each) for place, each in enumerate(lines, start=1)], PILLAR_WIDTHS)


def _pillar_row(number: int, line: Line) -> Sequence[str]:
    document = line.document.label if line.document else ""
    target = f"{line.target}, {line.due}" + (f" ({document})" if document else "")
    figure = "\n".join(each for each in (line.value, line.period) if each)
    return str(number), line.indicator.name, target, figure, _sentences(_status(line), line.gap)


# IV. Requests for explanation


def _requests(sheet: TargetSheet, requests: Sequence[ExplanationRequest]) -> Table:
    head = (_("No."), _("Indicator"), _("Question"), pgettext("request", "Due and state"), _("Answer"))
    return Table(head, [_request_row(n, each, sheet) for n, each in enumerate(requests, start=1)], REQUEST_WIDTHS)


def _request_row(number: int, found: ExplanationRequest, sheet: TargetSheet) -> Sequence[str]:
    state, _tone = state_words(found, sheet.on)
    due = _("by %(day)s") % {"day": format_date(found.due_on)}
    return str(number), found.indicator.name, found.question, f"{due}; {state}", found.answer or "–"


# The end


def _signature() -> Signature:
    return Signature(
        receivers_title=_("Recipients:"),
        receivers=["- ……………;", _("- Filed: VT, ……")],
        office=_("(office of the person who signs)"),
    )


def _annex(sheet: TargetSheet) -> Iterator[Block]:
    belongs = _("(with the report on progress as of %(day)s)") % {"day": format_date(sheet.on)}
    yield Annex(_("Annex"), _("Why each target has its status"), belongs)
    for number, line in enumerate(sheet.lines, start=1):
        yield Reasons(f"{number}. {_named(line)}", why_lines(line.why))
