"""Requests for explanation as lists, marks and talks draw them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dtracker.formats.dates import format_date
from dtracker.places.models import Province
from indicators.enums import RequestState, Status
from indicators.explain import due_words, period_words, short_status, target_words
from indicators.explanations import ANSWERED, ASKED, OPEN_STATES, days_late
from indicators.models import ExplanationRequest, Target
from indicators.queries.explanations import Fall, falls_among, to_answer, to_decide
from indicators.queries.judging import Standing
from indicators.queries.work import Waiting
from indicators.tables.rows import Mark

TO_ANSWER = gettext_lazy("Explain %(indicator)s by %(day)s")
TO_DECIDE = gettext_lazy("Read the explanation of %(indicator)s")


@dataclass(frozen=True)
class RequestRow:
    """One request in a list. `state` says in words and tone where it stands."""

    url: str
    place: str
    indicator: str
    target: str
    series_url: str
    question: str
    asked: str
    status_then: Status
    state: Mark
    due: str
    answer: str
    is_open: bool


@dataclass(frozen=True)
class Said:
    """One act of the talk: who did what when, the words, and the file that came with them."""

    on: datetime
    sentence: str
    words: str
    file_name: str = ""
    file_url: str = ""
    size: int | None = None


@dataclass(frozen=True)
class Proposal:
    """A fall that suggests a request: a sentence, and where to ask."""

    sentence: str
    url: str


def request_rows(requests: Iterable[ExplanationRequest], today: date) -> list[RequestRow]:
    return [_row(each, today) for each in requests]


def _row(found: ExplanationRequest, today: date) -> RequestRow:
    return RequestRow(
        url=found.get_absolute_url(),
        place=found.province.name,
        indicator=found.indicator.name,
        target=target_line(found.target),
        series_url=reverse("indicators:series", args=[found.province.slug, found.indicator.code]),
        question=found.question,
        asked=_("%(who)s, %(day)s") % {"who": found.asked_by, "day": format_date(found.status_on)},
        status_then=Status(found.status_then),
        state=state_words(found, today),
        due=format_date(found.due_on),
        answer=found.answer,
        is_open=found.state in OPEN_STATES,
    )


def target_line(target: Target) -> str:
    """The target in words with its due date and document: "≥ 80%, by 2025 · Resolution 10"."""
    words = target_words(target, target.indicator) if target.value is not None else target.label
    line = ", ".join(each for each in (words, due_words(target)) if each)
    return f"{line} · {target.document.label}" if target.document else line


def state_words(found: ExplanationRequest, today: date) -> Mark:
    late = days_late(found.state, found.due_on, today)
    if late:
        return ngettext("%(days)s day overdue", "%(days)s days overdue", late) % {"days": late}, "bad"
    return str(RequestState(found.state).label), "warn" if found.state == ASKED else ""


def mark_of(requests: Sequence[ExplanationRequest], today: date) -> Mark | None:
    """What is said beside a status about its open requests: how many, by when, how late."""
    waiting = [each for each in requests if each.state == ASKED]
    if waiting:
        first = min(each.due_on for each in waiting)
        words = ngettext(
            "%(count)s request for explanation, due %(day)s",
            "%(count)s requests for explanation, due %(day)s",
            len(waiting),
        ) % {"count": len(waiting), "day": format_date(first)}
        overdue = _("overdue")
        return (f"{words} · {overdue}", "bad") if first < today else (words, "")
    answered = [each for each in requests if each.state == ANSWERED]
    if not answered:
        return None
    return ngettext("%(count)s explanation given", "%(count)s explanations given", len(answered)) % {
        "count": len(answered)
    }, ""


def waiting_requests(requests: Iterable[ExplanationRequest], user, today: date) -> list[Waiting]:
    """What waits for the person: answers she owes, and explanations she asked for; late ones first."""
    found = [each for each in requests if to_answer(each, user) or to_decide(each, user)]
    return [_waiting(each, today) for each in found]


def _waiting(found: ExplanationRequest, today: date) -> Waiting:
    words = TO_ANSWER if found.state == ASKED else TO_DECIDE
    late = days_late(found.state, found.due_on, today)
    label = words % {"indicator": found.indicator.short, "day": format_date(found.due_on)}
    return Waiting(label, 1, found.get_absolute_url(), is_late=bool(late))


# The talk

TOLD: dict[str, tuple] = {
    "ask": (gettext_lazy("%(who)s asked for an explanation by %(due)s."), "question"),
    "answer": (gettext_lazy("%(who)s answered."), "answer"),
    "ask_again": (gettext_lazy("%(who)s asked again, for an answer by %(due)s."), "again_note"),
    "close": (gettext_lazy("%(who)s closed the request."), "closing_note"),
    "withdraw": (gettext_lazy("%(who)s took the request back."), "closing_note"),
}
"""Per step the sentence, and the field with the words."""


def talk(rows: Iterable) -> list[Said]:
    """The lines of history as the talk they were, in its order."""
    return [_said(row) for row in rows]


def _said(row) -> Said:
    told, field = TOLD[row.history_change_reason]
    sentence = told % {"who": row.history_user or _("somebody"), "due": format_date(row.due_on)}
    words = getattr(row, field)
    if row.history_change_reason != "answer" or not row.file:
        return Said(row.history_date, sentence, words)
    address = reverse("indicators:explanation_file", args=[row.id, row.version])
    return Said(row.history_date, sentence, words, row.file_name, address, row.size)


# Beside the target


@dataclass(frozen=True)
class Beside:
    """What a page of targets says about explanations: requests, falls that suggest one, and where to ask.

    `ask_urls` is by the anchor of the target's reasons, and empty for who may not ask.
    """

    rows: Sequence[RequestRow] = ()
    proposals: Sequence[Proposal] = ()
    ask_urls: Mapping[str, str] = field(default_factory=dict)
    all_url: str = ""


NOTHING = Beside()


def beside(requests: Sequence[ExplanationRequest], askable: Sequence[Standing], *, on: date, place: Province) -> Beside:
    """For targets of one province: the requests about them, and those about which the person may ask."""
    asked = {each.target_id for each in requests if each.state in OPEN_STATES}
    return Beside(
        rows=request_rows(requests, on),
        proposals=proposals(each for each in falls_among(askable, on) if each.standing.target.pk not in asked),
        ask_urls={f"why-{each.target.pk}": ask_url(each) for each in askable},
        all_url=f"{reverse('indicators:explanations')}?province={place.slug}",
    )


def ask_url(standing: Standing) -> str:
    target = standing.target
    return reverse("indicators:ask", args=[standing.province.slug, standing.indicator.code, target.code])


def proposals(falls: Iterable[Fall]) -> list[Proposal]:
    return [Proposal(fall_words(each), ask_url(each.standing)) for each in falls]


def fall_words(fall: Fall) -> str:
    period = period_words(fall.standing.verdict.actual.period)
    return _("%(indicator)s, %(target)s: fell from “%(before)s” to “%(after)s” with the figure of %(period)s.") % {
        "indicator": fall.standing.indicator.short,
        "target": due_words(fall.standing.target, fall.standing.terms),
        "before": short_status(fall.before),
        "after": short_status(fall.after),
        "period": period,
    }


def suggested_question(fall: Fall | None) -> str:
    if fall is None:
        return ""
    return _("Why did the result fall from “%(before)s” to “%(after)s” with the figure of %(period)s?") % {
        "before": short_status(fall.before),
        "after": short_status(fall.after),
        "period": period_words(fall.standing.verdict.actual.period),
    }
