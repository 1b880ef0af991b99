"""The numbered steps of "Vì sao màu này?". Each says one thing, or why it does not apply."""

from collections.abc import Callable

from django.utils.translation import pgettext

from indicators.explain.compared import actual, baseline, comparison, edition, target
from indicators.explain.facts import Facts
from indicators.explain.pace import needed, ratio, rule, time

Step = tuple[str, str]


def steps_of(facts: Facts) -> tuple[Step, ...]:
    """Label and text of every step, in the order of the method."""
    return tuple((label, text) for label, text in ((label(), text(facts)) for label, text in _STEPS) if text)


_STEPS: tuple[tuple[Callable[[], str], Callable[[Facts], str]], ...] = (
    (lambda: pgettext("why", "Baseline"), baseline),
    (lambda: pgettext("why", "Target"), target),
    (lambda: pgettext("why", "Edition rule"), edition),
    (lambda: pgettext("why", "Actual"), actual),
    (lambda: pgettext("why", "Comparison"), comparison),
    (lambda: pgettext("why", "Time"), time),
    (lambda: pgettext("why", "Needed"), needed),
    (lambda: pgettext("why", "Pace ratio"), ratio),
    (lambda: pgettext("why", "Rule applied"), rule),
)
