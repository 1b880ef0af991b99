"""A request for explanation from the question to its closing.

Every function locks the row, asks for the permission, compares the version the form carried, takes the step of
`indicators.explanations`, and writes row and history in one transaction. `tell(request, step, by)` is called once that
is committed: whoever the step concerns is told then. Refusals stand in `indicators.actions.refusals`; besides them
come NotAllowed (no permission here) and WrongStep (the request does not stand where the step begins).
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dtracker.accounts.models import User
from dtracker.files.storage import explanation_path
from dtracker.formats.dates import format_date
from indicators.access import require
from indicators.actions.refusals import Barred, Faulty, NotJudged, Stale
from indicators.actions.uploads import described, drop, keep
from indicators.enums import TargetKind
from indicators.explanations import LONGEST_WAIT, OPEN_STATES, STEPS, next_state
from indicators.models import ExplanationRequest, Target
from indicators.queries.explanations import barred_for, standing_of

Tell = Callable[[ExplanationRequest, str, User], None]


def ask(*, target: Target, question: str, due_on: date, by, today: date, tell: Tell) -> ExplanationRequest:
    """Ask those who work for a target for an explanation by a day. The status of today is kept with the question.

    The same question of the same person, still open, is the same request: a double click has one effect. With another
    day it is refused, since neither would the day change nor anybody be told.
    """
    require(by, STEPS["ask"].permission, target)
    if target.province is None or target.kind != TargetKind.TARGET:
        raise NotJudged
    words = _required(question, "question", _("Write what is to be explained."))
    _check_due(due_on, today)
    with transaction.atomic():
        Target.objects.select_for_update().get(pk=target.pk)
        open_ones = ExplanationRequest.objects.filter(target=target, state__in=OPEN_STATES)
        if known := open_ones.filter(asked_by=by, question=words).first():
            return _same_day(known, due_on)
        found = ExplanationRequest(
            target=target,
            province=target.province,
            state=next_state("ask", None),
            version=0,
            status_then=_status_of(target, today),
            status_on=today,
            question=words,
            asked_by=by,
            asked_at=timezone.now(),
            due_on=due_on,
        )
        return _store(found, "ask", by, tell)


def answer(*, explanation: ExplanationRequest, text: str, upload: File | None = None, version: int, by, tell: Tell):
    """Answer a request, with a file if need be. An earlier answer and its file stay in the history.

    NotTaken: the file is too big, of a kind that is not taken, or there is no room on the disk.
    """
    require(by, STEPS["answer"].permission, explanation.target)
    words = _required(text, "text", _("Write the explanation."))
    about_file = described(upload) if upload else NO_FILE
    found = None
    try:
        with transaction.atomic():
            taken = _taken("answer", explanation, version, by)
            taken.answer, taken.answered_by, taken.answered_at = words, by, timezone.now()
            for field, value in about_file.items():
                setattr(taken, field, value)
            if upload:
                found = taken
                keep(taken, upload, explanation_path)
            return _store(taken, "answer", by, tell)
    except BaseException:
        if found:
            drop(found)
        raise


NO_FILE = {"file": "", "file_name": "", "content_type": "", "size": None, "digest": ""}


def ask_again(
    *, explanation: ExplanationRequest, note: str, due_on: date, version: int, by, today: date, tell: Tell
) -> ExplanationRequest:
    """Say what the answer lacks, and by when it is needed."""
    require(by, STEPS["ask_again"].permission, explanation.target)
    words = _required(note, "note", _("Say what the answer lacks."))
    _check_due(due_on, today)
    with transaction.atomic():
        found = _taken("ask_again", explanation, version, by)
        found.again_note, found.again_by, found.again_at = words, by, timezone.now()
        found.due_on = due_on
        return _store(found, "ask_again", by, tell)


def close(*, explanation: ExplanationRequest, note: str = "", version: int, by, tell: Tell) -> ExplanationRequest:
    """End the talk. Without a written answer the note says what was settled."""
    require(by, STEPS["close"].permission, explanation.target)
    with transaction.atomic():
        found = _taken("close", explanation, version, by)
        if found.answered_at is None:
            _required(note, "note", _("Nobody has answered in writing: say what was settled."))
        return _ended(found, "close", note, by, tell)


def withdraw(*, explanation: ExplanationRequest, note: str = "", version: int, by, tell: Tell) -> ExplanationRequest:
    """Take back one's own request before it is answered. It stays readable, and asks nobody any more."""
    require(by, STEPS["withdraw"].permission, explanation.target)
    with transaction.atomic():
        return _ended(_taken("withdraw", explanation, version, by), "withdraw", note, by, tell)


def _required(text: str, field: str, sentence: str) -> str:
    if not text.strip():
        raise Faulty([(field, sentence)])
    return text.strip()


def _check_due(due_on: date, today: date) -> None:
    if due_on < today:
        raise Faulty([("due_on", _("The answer cannot be due before today."))])
    if due_on > today + timedelta(days=LONGEST_WAIT):
        raise Faulty([("due_on", _("The answer is due within a year."))])


def _same_day(known: ExplanationRequest, due_on: date) -> ExplanationRequest:
    if known.due_on != due_on:
        sentence = _(
            "You have asked this already, and an answer is due by %(day)s. Close that request or take it back first."
        )
        raise Faulty([("due_on", sentence % {"day": format_date(known.due_on)})])
    return known


def _status_of(target: Target, today: date) -> str:
    found = standing_of(target, today)
    if found is None:
        raise NotJudged
    return found.verdict.status


def _taken(step: str, explanation: ExplanationRequest, version: int, by) -> ExplanationRequest:
    """The locked request after version, person and step were checked, its state already the next one."""
    # `of` keeps the lock off the joined rows: those who publish meanwhile need not wait.
    rows = ExplanationRequest.objects.select_for_update(of=("self",)).select_related("target__indicator", "province")
    found = rows.get(pk=explanation.pk)
    if found.version != version:
        raise Stale(found)
    if reason := barred_for(found, by).get(step):
        raise Barred(reason)
    found.state = next_state(step, found.state)
    return found


def _ended(found: ExplanationRequest, step: str, note: str, by, tell: Tell) -> ExplanationRequest:
    found.closing_note, found.closed_by, found.closed_at = note.strip(), by, timezone.now()
    return _store(found, step, by, tell)


def _store(found: ExplanationRequest, step: str, by, tell: Tell) -> ExplanationRequest:
    """Save the row and its line of history; who the step concerns is told when both are committed."""
    found.version += 1
    found._change_reason = step
    found._history_user = by
    found.save()
    transaction.on_commit(partial(tell, found, step, by), robust=True)
    return found
