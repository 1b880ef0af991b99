"""Scoring by an index of units: by the unit itself, by the assessors.

Every step locks the sheet, asks for the permission, compares the version that was seen, takes the step of
`indicators.scoring.steps`, and writes rows and history in one transaction. Besides the refusals of `scoring_refusals`
come NotAllowed (no permission here) and WrongStep (the sheet does not stand where the step begins).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from indicators.actions.refusals import MissingReason
from indicators.actions.scoring_files import drop_files
from indicators.actions.scoring_refusals import FaultyScores, Incomplete, TooEarly
from indicators.actions.scoring_steps import check_open, forget_assessment, store, taken
from indicators.models import Criterion, Score, ScoreSheet
from indicators.queries.scoring import Scored, is_given
from indicators.scoring.enums import SheetState
from indicators.scoring.formulas import curve, value_fault


@dataclass(frozen=True)
class Entry:
    """What is said of a criterion: a value, or that the unit does not have it; why, and what proves it."""

    value: Decimal | None = None
    is_absent: bool = False
    note: str = ""
    evidence: str = ""


def save_scores(
    *, sheet: ScoreSheet, entries: Mapping[int, Entry], version: int, by, today: date, dropped: Collection[int] = ()
) -> ScoreSheet:
    """Keep what a unit says of itself, as far as it says anything; {criterion pk: entry}. `dropped` files go.

    FaultyScores where a value cannot be one of its criterion, SheetMoved where the sheet was changed meanwhile,
    NotOpenYet before the round opens.
    """
    with transaction.atomic():
        found = taken("save", sheet, version, by)
        check_open(found, today)
        drop_files(found, dropped, by)
        _score(found, entries, by)
        return store(found.sheet, "save", by)


def submit(
    *, sheet: ScoreSheet, entries: Mapping[int, Entry], version: int, by, today: date, dropped: Collection[int] = ()
) -> ScoreSheet:
    """Keep the entries and hand the complete sheet to the assessors, all or nothing.

    Incomplete where a criterion lacks its value or its evidence.
    """
    with transaction.atomic():
        found = taken("submit", sheet, version, by)
        check_open(found, today)
        drop_files(found, dropped, by)
        _score(found, entries, by)
        if lacking := found.unanswered():
            raise Incomplete(_("These criteria have no value yet: %(numbers)s."), lacking)
        if lacking := found.unproven():
            raise Incomplete(_("These criteria give points only with evidence: %(numbers)s."), lacking)
        found.sheet.submitted_at, found.sheet.submitted_by = timezone.now(), by
        return store(found.sheet, "submit", by)


def collect(*, sheet: ScoreSheet, version: int, by, today: date) -> ScoreSheet:
    """Take a sheet that was not submitted in time. TooEarly before its due date has passed."""
    with transaction.atomic():
        found = taken("collect", sheet, version, by)
        if today <= found.sheet.round.due_on:
            raise TooEarly(found.sheet.round.due_on)
        return store(found.sheet, "collect", by)


def assess(*, sheet: ScoreSheet, entries: Mapping[int, Entry], version: int, by) -> ScoreSheet:
    """Confirm what the unit says, or change it with a reason (`Entry.note`). Barred for who scored the unit."""
    with transaction.atomic():
        found = taken("assess", sheet, version, by)
        _give(found, entries, by)
        return store(found.sheet, "assess", by)


def confirm(*, sheet: ScoreSheet, entries: Mapping[int, Entry], version: int, by) -> ScoreSheet:
    """Keep the entries and end the assessment of the unit. Incomplete where a criterion was not assessed."""
    with transaction.atomic():
        found = taken("confirm", sheet, version, by)
        _give(found, entries, by)
        if lacking := found.unassessed():
            raise Incomplete(_("These criteria are not assessed yet: %(numbers)s."), lacking)
        found.sheet.assessed_at, found.sheet.assessed_by = timezone.now(), by
        return store(found.sheet, "confirm", by)


def send_back(*, sheet: ScoreSheet, note: str, version: int, by) -> ScoreSheet:
    """Return a submitted sheet to its unit, with the reason why."""
    return _turned("return", sheet, note, _("Say why the sheet is returned."), version, by)


def reopen(*, sheet: ScoreSheet, note: str, version: int, by) -> ScoreSheet:
    """Assess a unit again, with the reason why. Published results stay until new ones are published."""
    return _turned("reopen", sheet, note, _("Say why the unit is assessed again."), version, by)


def _turned(step: str, sheet: ScoreSheet, note: str, sentence: str, version: int, by) -> ScoreSheet:
    with transaction.atomic():
        found = taken(step, sheet, version, by).sheet
        if not note.strip():
            raise MissingReason(sentence)
        found.step_note = note.strip()
        if found.state == SheetState.DRAFT:
            found.submitted_at = found.submitted_by = None
        found.assessed_at = found.assessed_by = None
        return store(found, step, by)


def _changed(found: Scored, entries: Mapping[int, Entry], said, fault_of) -> list[tuple[Score, Entry]]:
    """Rows of which something else is said than what `said` finds, with what is said now; others are left out."""
    faults, changed = {}, []
    for criterion in found.asked:
        entry = entries.get(criterion.pk)
        score = found.scores.get(criterion.pk) or Score(sheet=found.sheet, criterion=criterion)
        if entry is None or entry == said(score):
            continue
        if sentence := fault_of(found, criterion, score, entry):
            faults[criterion.pk] = sentence
        changed.append((score, entry))
    if faults:
        raise FaultyScores(faults)
    return changed


def _own(score: Score) -> Entry:
    return Entry(score.value, score.is_absent, score.note, score.evidence)


def _given(score: Score) -> Entry | None:
    return Entry(score.given_value, score.given_absent, score.reason) if is_given(score) else None


def _own_fault(_found: Scored, criterion: Criterion, _score: Score, entry: Entry) -> str:
    if entry.is_absent:
        if entry.value is not None:
            return _("Either a value, or that the unit does not have it.")
        return "" if entry.note else _("Say in the note why the unit does not have it.")
    if entry.value is None:
        return ""
    return value_fault(criterion.formula, criterion.maximum, entry.value)


def _given_fault(found: Scored, criterion: Criterion, score: Score, entry: Entry) -> str:
    if entry.is_absent and entry.value is not None:
        return _("Either a value, or that the unit does not have it.")
    if not entry.is_absent and entry.value is None:
        return _("Write the assessed value, or that the unit does not have it.")
    if entry.value is not None and (sentence := value_fault(criterion.formula, criterion.maximum, entry.value)):
        return sentence
    if (entry.value, entry.is_absent) != (score.value, score.is_absent) and not entry.note:
        return _("Give the reason for the change.")
    if (
        criterion.needs_evidence
        and not entry.note
        and not found.is_proven(criterion)
        and _gives_points(criterion, entry)
    ):
        return _("It gives points only with evidence, and there is none. Give the reason why it does here.")
    return ""


def _gives_points(criterion: Criterion, entry: Entry) -> bool:
    if entry.value is None:
        return False
    return curve(criterion.formula, criterion.parameters, criterion.maximum)(entry.value) != 0


def _score(found: Scored, entries: Mapping[int, Entry], by) -> None:
    changed = _changed(found, entries, _own, _own_fault)
    for score, entry in changed:
        said = (score.value, score.is_absent, score.evidence)
        if said != (entry.value, entry.is_absent, entry.evidence):
            forget_assessment(score)
        score.value, score.is_absent = entry.value, entry.is_absent
        score.note, score.evidence = entry.note, entry.evidence
        score.scored_at, score.scored_by = timezone.now(), by
    _write(found, changed, "save", by)


def _give(found: Scored, entries: Mapping[int, Entry], by) -> None:
    changed = _changed(found, entries, _given, _given_fault)
    for score, entry in changed:
        score.given_value, score.given_absent, score.reason = entry.value, entry.is_absent, entry.note
        score.given_at, score.given_by = timezone.now(), by
    _write(found, changed, "assess", by)


def _write(found: Scored, changed: list[tuple[Score, Entry]], step: str, by) -> None:
    told = {"batch_size": 500, "default_user": by, "default_change_reason": step}
    new = [score for score, _entry in changed if score.pk is None]
    known = [score for score, _entry in changed if score.pk is not None]
    if new:
        bulk_create_with_history(new, Score, **told)
    if known:
        fields = [each.name for each in Score._meta.fields if not each.primary_key]
        bulk_update_with_history(known, Score, fields, **told)
    found.scores.update({score.criterion_id: score for score, _entry in changed})
