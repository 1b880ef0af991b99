"""What a file of figures would change: each of its entries held against the figures as they stand.

The same judgement makes the preview and, with the rows locked, the import itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.db.models import Max, Prefetch, Q
from django.utils.translation import gettext as _

from dtracker.accounts.access import can
from dtracker.accounts.roles import Permission
from dtracker.formats.numbers import format_number
from dtracker.places.models import OrgUnit, ProvinceName
from indicators.checks import completed, figure_faults, future_faults
from indicators.doubts import falling_total
from indicators.enums import FigureStatus, Shape
from indicators.models import Figure, Indicator, Publication, ReportingRound, Target
from indicators.queries.asked import Respondent, claims_of
from indicators.queries.history import History, histories
from indicators.queries.imported import VALUES, Cell, Entry, Judged, Kind
from indicators.queries.refused import Asking, refusals


def reported_indicators() -> dict[str, Indicator]:
    """Indicators by code. One read."""
    return {each.code: each for each in Indicator.objects.select_related("pillar")}


def province_names() -> list[ProvinceName]:
    """All dated names with their provinces. One read."""
    return list(ProvinceName.objects.select_related("province").order_by("pk"))


def units_by_code() -> dict[str, OrgUnit]:
    """Units of all provinces. One read."""
    return {each.code: each for each in OrgUnit.objects.select_related("province")}


def state_of_figures() -> str:
    """Changes with every change of figures, rounds, indicators, targets; a preview is good until then. Five reads."""
    models = Figure, ReportingRound, Indicator, Target
    newest = [model.history.aggregate(newest=Max("pk"))["newest"] for model in models]
    # Rounds can be opened many at once, without a line of history each.
    return "-".join(str(part or 0) for part in (*newest, ReportingRound.objects.count()))


def judged(entries: Iterable[Entry], *, by, today: date, lock: bool = False) -> Iterator[Judged]:
    """Every entry once: those that cannot be read first, then by province and unit in a fixed order.

    `lock` holds the figures until the end of the transaction; entries of one province or unit are locked together, in
    the order of their keys, so that two imports cannot wait for each other.
    """
    readable = []
    for entry in entries:
        if entry.faults:
            yield Judged(entry, Kind.ERROR, faults=entry.faults)
        elif entry.is_blank:
            yield Judged(entry, Kind.BLANK, warnings=entry.warnings)
        else:
            readable.append(entry)
    readable.sort(key=lambda entry: (*entry.cell, entry.row))
    provinces = {entry.province for entry in readable}
    rounds = ReportingRound.objects.filter(Q(province=None) | Q(province__in=provinces))
    asking = Asking(claims_of(provinces, rounds=rounds))
    for _place, group in groupby(readable, key=lambda entry: entry.cell[:2]):
        yield from _of_respondent(list(group), by, today, lock, asking)


def _of_respondent(entries: list[Entry], by, today: date, lock: bool, asking: Asking) -> Iterator[Judged]:
    whose = entries[0].respondent
    if not can(by, Permission.FIGURE_ENTER, province=whose.province, unit=whose.unit):
        refusal = _("You may not enter figures for %(province)s.") % {"province": whose.title}
        yield from (Judged(entry, Kind.ERROR, faults=[refusal]) for entry in entries)
        return
    figures = _figures(whose, entries, lock)
    _leave_out_old_shares(entries, figures)
    known = histories(whose.province, {entry.indicator for entry in entries}, whose.unit)
    for _cell, same in groupby(entries, key=lambda entry: entry.cell):
        first, *others = same
        yield from _of_cell(first, others, figures.get(first.cell), known[first.indicator.pk], by, today, asking)


def _figures(whose: Respondent, entries: list[Entry], lock: bool) -> dict[Cell, Figure]:
    years = {entry.period.year for entry in entries}
    rows = Figure.objects.filter(province=whose.province, unit=whose.unit, year__in=years)
    rows = rows.select_related("submitted_by", "approved_by", "published_by")
    # Of what was loaded nobody's stamp tells since when it is public.
    loaded = Publication.objects.filter(figure__status=FigureStatus.PUBLISHED, figure__published_at=None)
    rows = rows.prefetch_related(Prefetch("publications", loaded.order_by("version"), to_attr="loaded"))
    if lock:
        rows = rows.select_for_update(of=("self",)).order_by("pk")
    wanted = {entry.cell for entry in entries}
    found = {}
    for row in rows.iterator(chunk_size=2000):
        cell = (row.province_id, row.unit_id or 0, row.indicator_id, row.year, row.quarter or 0)
        if cell in wanted:
            found[cell] = row
    return found


def _leave_out_old_shares(entries: list[Entry], figures: Mapping[Cell, Figure]) -> None:
    """Of a file that comes again: beside the parts it has brought, the share they replaced says nothing. One read."""
    beside = [(figures[entry.cell].pk, entry) for entry in entries if _brings_stored_parts(entry, figures)]
    if not beside:
        return
    before = set(Figure.history.filter(id__in={pk for pk, _entry in beside}).values_list("id", "value"))
    for pk, entry in beside:
        if (pk, entry.given["value"]) in before:
            del entry.given["value"]


def _brings_stored_parts(entry: Entry, figures: Mapping[Cell, Figure]) -> bool:
    """Whether it has the parts that are stored, beside another share than the stored one."""
    figure, given = figures.get(entry.cell), entry.given
    if figure is None or not figure.denominator or given.get("value") in (None, figure.value):
        return False
    return (given.get("numerator"), given.get("denominator")) == (figure.numerator, figure.denominator)


def _of_cell(
    first: Entry, others: list[Entry], figure, past: History, by, today: date, asking: Asking
) -> Iterator[Judged]:
    different = [entry for entry in others if entry.given != first.given]
    if different:
        numbers = ", ".join(str(entry.row) for entry in (first, *others))
        fault = _("Rows %(rows)s are about the same figure and differ. Keep one of them.") % {"rows": numbers}
        yield from (Judged(entry, Kind.ERROR, figure, faults=[fault]) for entry in (first, *others))
        return
    yield _judged(first, figure, past, by, today, asking)
    for entry in others:
        said_before = _("The same as row %(row)s; counted once.") % {"row": first.row}
        yield Judged(entry, Kind.SAME, figure, warnings=[said_before])


def _judged(entry: Entry, figure: Figure | None, past: History, by, today: date, asking: Asking) -> Judged:
    values, remark = _merged(entry, figure)
    if figure and remark == figure.remark and all(getattr(figure, name) == value for name, value in values.items()):
        return Judged(entry, Kind.SAME, figure, warnings=entry.warnings)
    faults = [*refusals(entry, figure, by, today, asking), *_faults(values, entry, past, today)]
    if faults:
        return Judged(entry, Kind.ERROR, figure, faults=faults)
    kind = Kind.CHANGED if figure else Kind.NEW
    stored = completed(values, entry.indicator)
    doubts = [doubt.sentence for doubt in past.doubts(stored, entry.indicator, entry.period)]
    if figure is None and not asking.asks(entry):
        doubts.append(_not_asked(entry))
    return Judged(entry, kind, figure, stored, remark, warnings=[*entry.warnings, *doubts])


def _not_asked(entry: Entry) -> str:
    return _("%(province)s is not asked for this figure. It is taken all the same and will stand on the sheet.") % {
        "province": entry.respondent.title
    }


def _merged(entry: Entry, figure: Figure | None) -> tuple[dict, str]:
    """The values and the note as they would stand: what the file has no column for is kept while it still fits."""
    given = entry.given
    kept = {name: getattr(figure, name) for name in VALUES} if figure else dict.fromkeys(VALUES)
    if not figure:
        kept["no_data_reason"] = ""
    elif "value" in given and given["value"] != figure.value:
        # Parts and reason belong to the value they came with; the number of units ranked does not change with it.
        kept |= {"numerator": None, "denominator": None, "no_data_reason": ""}
    values = kept | {name: given[name] for name in VALUES if name in given}
    if figure and _parts_decide(values, figure, entry.indicator):
        values["value"] = None
    if figure and values["value"] is None and completed(values, entry.indicator)["value"] == figure.value:
        values["value"] = figure.value
    # Nobody takes a note back by leaving a cell empty: it may be why an unusual value was taken.
    return values, given.get("remark") or (figure.remark if figure else "")


def _parts_decide(values: Mapping, figure: Figure, indicator: Indicator) -> bool:
    """New parts beside a share nobody retyped: the share is worked out again."""
    parts = values["numerator"], values["denominator"]
    if indicator.shape != Shape.PERCENT or None in parts or values["value"] != figure.value:
        return False
    return parts != (figure.numerator, figure.denominator)


def _faults(values: Mapping, entry: Entry, past: History, today: date) -> list[str]:
    faults = [*figure_faults(values, entry.indicator), *future_faults(values, today)]
    if entry.indicator.shape == Shape.RUNNING_TOTAL:
        faults += falling_total(values, past.before(entry.period), entry.indicator)
    return [_placed(entry, name, sentence) for name, sentence in faults]


def _placed(entry: Entry, name: str, sentence: str) -> str:
    """The sentence after the column it is about and what stands there."""
    given = entry.given.get(name)
    if name not in entry.columns:
        return sentence
    if given in (None, ""):
        return f"{entry.columns[name]}: {sentence}"
    text = format_number(given) if isinstance(given, Decimal | int) else str(given)
    return f"{entry.columns[name]} “{text[:40]}”: {sentence}"
