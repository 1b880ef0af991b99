"""Why a target has its status: one text for the page, the files and the data."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.enums import Status
from indicators.explain.facts import Facts
from indicators.explain.outcome import change_sentence, verdict_sentence
from indicators.explain.steps import Step, steps_of
from indicators.explain.words import milestone_words, status_words
from indicators.progress import Verdict
from indicators.queries.judging import Standing


@dataclass(frozen=True)
class Explanation:
    """The question, the numbered steps (label, text), the verdict, and what would change it, if anything."""

    status: Status
    title: str
    steps: tuple[Step, ...]
    verdict: str
    change: str


def explain(standing: Standing) -> Explanation:
    """Why this target has its status, in the active language."""
    facts = Facts(standing)
    return Explanation(
        status=standing.verdict.status,
        title=_title(standing),
        steps=steps_of(facts),
        verdict=verdict_sentence(facts),
        change=change_sentence(facts),
    )


def _title(standing: Standing) -> str:
    """The question with the document: several may set a target for one milestone, and each has its own answer."""
    question, document = _question(standing.verdict), standing.target.decided_by(standing.terms)
    return f"{question} · {document.label}" if document else question


def _question(verdict: Verdict) -> str:
    names = {"status": status_words(verdict)}
    if verdict.milestone is None or verdict.status in (Status.MET, Status.NOT_MET):
        return _("Why “%(status)s”?") % names
    milestone = milestone_words(verdict.milestone)
    return _("Why “%(status)s” for milestone %(milestone)s?") % (names | {"milestone": milestone})
