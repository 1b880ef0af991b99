"""The dashboard of a past day, put together by hand from all rows: slow, plain, and nothing of our own queries in it.

Only the judging of one track (`indicators.progress`) is shared; what it is told is collected here.
"""

from collections import Counter, defaultdict
from datetime import date
from functools import cache
from typing import NamedTuple

from django.utils import timezone

from dtracker.formats.quarters import Period
from indicators.enums import BreakKind, Comparator, Direction, EditionRule, Frequency, Shape, Status, TargetKind
from indicators.models import Document, Indicator, Publication, SeriesBreak, Target, TargetRevision
from indicators.progress import Break, Goal, Measure, Milestone, Observation, judge_track

FIGURE = ("province_id", "indicator_id", "unit_id", "year", "quarter", "province__is_illustration")
SUBJECT = ("province__ended_on", "unit__ended_on", "document__issued_on")


class Value(NamedTuple):
    """What a page shows of one figure."""

    value: object
    version: int


class Stand(NamedTuple):
    """What a page shows of one target."""

    value: object
    due_year: int | None
    status: Status


class Archive:
    """Every row that ever was, as plain dictionaries."""

    def __init__(self) -> None:
        figure = [f"figure__{name}" for name in FIGURE]
        self.publications = list(
            Publication.objects.values(*[f.name for f in Publication._meta.fields], "source__issued_on", *figure)
        )
        self.targets = list(Target.objects.values(*[f.name for f in Target._meta.fields], *SUBJECT))
        self.revisions = list(TargetRevision.objects.values())
        self.documents = list(Document.objects.values())
        self.indicators = {each["id"]: each for each in Indicator.objects.values()}
        self.breaks = list(SeriesBreak.objects.values())
        self.newest, self.stands = cache(self._newest), cache(self._stands)

    def _newest(self, day: date) -> list[dict]:
        """Of each figure the last version that was public by the day."""
        found: dict[int, dict] = {}
        for row in self.publications:
            if public_since(row) <= day and row["version"] > found.get(row["figure"], {"version": 0})["version"]:
                found[row["figure"]] = row
        return list(found.values())

    def series(self, day: date, province: int | None) -> dict[int, dict[tuple, Value]]:
        """By indicator and (year, quarter): the published figures of the province itself."""
        found: dict[int, dict[tuple, Value]] = defaultdict(dict)
        for row in self.newest(day):
            if row["figure__province_id"] == province and row["figure__unit_id"] is None:
                cell = row["figure__year"], row["figure__quarter"]
                found[row["figure__indicator_id"]][cell] = Value(row["value"], row["version"])
        return dict(found)

    def in_force(self, day: date) -> list[dict]:
        return [
            each for each in self.targets if each["document__issued_on"] is None or each["document__issued_on"] <= day
        ]

    def terms(self, target: dict, day: date) -> dict:
        """Those of the last revision in force by the day."""
        known = [
            each
            for each in self.revisions
            if each["target_id"] == target["id"] and (each["effective_on"] is None or each["effective_on"] <= day)
        ]
        return max(known, key=lambda each: each["version"], default=target)

    def _stands(self, day: date, province: int) -> dict[int, Stand]:
        """By target of the province: its terms and its status."""
        tracks: dict[tuple, list[dict]] = defaultdict(list)
        for each in self.in_force(day):
            if each["province"] == province:
                key = each["kind"] == "target", each["document"], each["indicator"], each["unit"]
                tracks[key].append(each)
        rows = defaultdict(list)
        for row in self.newest(day):
            if row["figure__province_id"] == province and row["figure__unit_id"] is None:
                rows[row["figure__indicator_id"]].append(row)
        found = {}
        for track in tracks.values():
            found |= self._judged(track, rows[track[0]["indicator"]], day)
        return found

    def counts(self, day: date, province: int) -> Counter:
        """How many targets of the province have which status; wishes and forecasts are no targets."""
        kinds = {each["id"]: each["kind"] for each in self.targets}
        return Counter(each.status for pk, each in self.stands(day, province).items() if kinds[pk] == "target")

    def _judged(self, track: list[dict], rows: list[dict], day: date) -> dict[int, Stand]:
        indicator, terms = self.indicators[track[0]["indicator"]], {each["id"]: self.terms(each, day) for each in track}
        is_yearly = indicator["frequency"] == "year"
        ends = [track[0][name] for name in SUBJECT[:2] if track[0][name] and track[0][name] < day]
        verdicts = judge_track(
            [_goal(each, terms[each["id"]], is_yearly) for each in track],
            [_observation(row, is_yearly) for row in rows if row["figure__year"] and row["value"] is not None],
            self._measure(indicator, is_yearly),
            today=day,
            unit_ended_on=min(ends, default=None),
            milestone=_milestone(indicator, rows),
        )
        return {pk: Stand(each["value"], each["due_year"], verdicts[pk].status) for pk, each in terms.items()}

    def _measure(self, indicator: dict, is_yearly: bool) -> Measure:
        breaks = sorted(
            (_period(each["year"], each["quarter"], is_yearly).ordinal, each["id"], each)
            for each in self.breaks
            if each["indicator_id"] == indicator["id"]
        )
        return Measure(
            shape=Shape(indicator["shape"]),
            direction=Direction(indicator["direction"]),
            frequency=Frequency(indicator["frequency"]),
            **{name: indicator[name] for name in ("decimals", "tolerance", "scale", "delay_days", "grace_days")},
            breaks=tuple(
                Break(_period(each["year"], each["quarter"], is_yearly), BreakKind(each["kind"]))
                for _ordinal, _pk, each in breaks
            ),
        )


def public_since(row: dict) -> date:
    """The day given, else that of the source, else the day on which it was recorded here."""
    return row["public_on"] or row["source__issued_on"] or timezone.localdate(row["recorded_at"])


def _period(year: int | None, quarter: int | None, is_yearly: bool) -> Period | None:
    if year is None:
        return None
    return Period(year) if is_yearly else Period(year, quarter or 4)


def _goal(target: dict, terms: dict, is_yearly: bool) -> Goal:
    issued_on = target["document__issued_on"]
    return Goal(
        key=target["id"],
        period=_period(terms["due_year"], terms["due_quarter"], is_yearly),
        comparator=Comparator(terms["comparator"]),
        **{name: terms[name] for name in ("value", "value_max", "rank_of", "due_on")},
        baseline=terms["baseline_value"],
        baseline_period=_period(terms["baseline_year"], terms["baseline_quarter"], is_yearly),
        kind=TargetKind(target["kind"]),
        edition_rule=EditionRule(terms["edition_rule"]),
        decreed=target["is_decreed_step"],
        stated_in=Period.of(issued_on, is_yearly) if issued_on else None,
    )


def _observation(row: dict, is_yearly: bool) -> Observation:
    return Observation(
        period=_period(row["figure__year"], row["figure__quarter"], is_yearly),
        value=row["value"],
        rank_of=row["rank_of"],
        public_on=public_since(row),
        provisional=row["is_provisional"],
        version=row["version"],
    )


def _milestone(indicator: dict, rows: list[dict]) -> Milestone | None:
    if indicator["shape"] != "milestone" or not rows:
        return None
    row = max(rows, key=lambda each: (each["figure__year"] or 0, each["figure__quarter"] or 4))
    is_done = row["value"] is not None and row["value"] >= 1
    parts = [None if row[name] is None else int(row[name]) for name in ("numerator", "denominator")]
    return Milestone(row["observed_on"] if is_done else None, *parts, evidenced=True)
