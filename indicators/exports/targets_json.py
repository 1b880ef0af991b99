"""The targets of one province as data: codes that stay, exact numbers as text, and the words of the page beside them.

`indicators.exports.openapi` describes it; docs/how-to/report.md says what may change.
"""

from collections import Counter
from datetime import date
from decimal import Decimal

from dtracker.formats.numbers import plain
from dtracker.formats.quarters import Period
from dtracker.places.queries import known_end
from indicators.enums import WORST_FIRST
from indicators.explain import flag_words, flags_beside
from indicators.exports.targets import Line, TargetSheet, mark_of
from indicators.exports.why import why_verdict
from indicators.progress import Raised


def targets_data(sheet: TargetSheet, language: str) -> dict:
    """For JSON: decimals as text without rounding, days as 2023-12-31, periods as 2023-Q4 or 2023."""
    found = Counter(each.verdict.status for each in sheet.lines)
    place = sheet.province
    return {
        "province": {
            "slug": place.slug,
            "code": place.code,
            "name": place.full_name,
            "ended_on": _day(known_end(place, sheet.on)),
            "is_illustration": place.is_illustration,
        },
        "as_of": sheet.on.isoformat(),
        "language": language,
        "notice": mark_of(place),
        "counts": {status.value: found[status] for status in WORST_FIRST},
        "targets": [_target(sheet, each) for each in sheet.lines],
    }


def _target(sheet: TargetSheet, line: Line) -> dict:
    target, indicator, pillar = line.standing.target, line.indicator, line.indicator.pillar
    return {
        "code": target.code,
        "indicator": {"code": indicator.code, "name": indicator.name, "unit": indicator.unit},
        "pillar": {"code": pillar.code, "name": pillar.name},
        "document": {"code": line.document.code, "label": line.document.label} if line.document else None,
        "owner": line.owner,
        "terms": _terms(line),
        "figure": _figure(line),
        "status": _status(line),
        "pace": _pace(line),
        "why": {
            "title": line.why.title,
            "steps": [{"label": label, "text": text} for label, text in line.why.steps],
            "verdict": why_verdict(line.why),
        },
        "page": sheet.page_of(line),
    }


def _terms(line: Line) -> dict:
    terms = line.terms
    return {
        "comparator": terms.comparator,
        "value": _number(terms.value),
        "value_max": _number(terms.value_max),
        "rank_of": terms.rank_of,
        "due": _period(terms.due),
        "due_on": _day(terms.due_on),
        "edition_rule": terms.edition_rule,
        "baseline": _number(terms.baseline_value),
        "baseline_period": _period(terms.baseline_period),
        "words": line.target,
        "due_words": line.due,
        "revised": _revised(line),
    }


def _revised(line: Line) -> dict | None:
    """What was first set, and since when the terms above replace it; None for terms never revised."""
    first = line.standing.first_terms
    if first is None:
        return None
    return {
        "first_value": _number(first.value),
        "first_due": _period(first.due),
        "in_force_from": _day(line.terms.effective_on),
        "words": line.revised,
    }


def _figure(line: Line) -> dict | None:
    """The figure beside the status: the one that was judged, else the latest; None where nothing is published."""
    judged, reading = line.verdict.actual, line.standing.actual
    if judged is None and (reading is None or not reading.has_value):
        return None
    return {
        "value": _number(judged.value if judged else reading.value),
        "rank_of": judged.rank_of if judged else reading.publication.rank_of,
        "period": _period(judged.period if judged else reading.period),
        "is_judged": judged is not None,
        "public_on": _day(reading.publication.public_on) if reading else None,
        "version": reading.publication.version if reading else None,
        "words": line.value,
        "period_words": line.period,
    }


def _status(line: Line) -> dict:
    verdict = line.verdict
    return {
        "code": verdict.status.value,
        "group": verdict.status.group.value,
        "reason": verdict.reason.value if verdict.reason else None,
        "rule": verdict.rule.value,
        "is_final": verdict.is_final,
        "is_stale": verdict.is_stale,
        "words": line.status,
        "flags": [_flag(each) for each in flags_beside(verdict)],
    }


def _flag(raised: Raised) -> dict:
    return {"code": raised.flag.value, "words": flag_words(raised)}


def _pace(line: Line) -> dict:
    """What was expected by the figure's period, how far it is from that, and what each period left needs."""
    verdict = line.verdict
    return {
        "expected": _number(verdict.expected),
        "ratio": _number(verdict.ratio),
        "gap": _number(verdict.gap),
        "needed": _number(verdict.needed),
        "recent": _number(verdict.recent),
        "tolerance": _number(verdict.tolerance),
        "elapsed": verdict.elapsed,
        "total": verdict.total,
        "gap_words": line.gap,
        "needed_words": line.needed,
    }


def _number(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _period(period: Period | None) -> str | None:
    return period.code if period else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
