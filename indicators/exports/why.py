"""Why a target has its status, as plain text: what the page says, line for line."""

from collections.abc import Sequence

from indicators.explain import Explanation


def why_lines(why: Explanation) -> Sequence[str]:
    """The question, the numbered steps, and the verdict with what would change it."""
    steps = [f"{number}. {label}: {text}" for number, (label, text) in enumerate(why.steps, start=1)]
    return [why.title, *steps, why_verdict(why)]


def why_verdict(why: Explanation) -> str:
    """The last line: the verdict, and what would change it."""
    return " ".join(part for part in (why.verdict, why.change) if part)
