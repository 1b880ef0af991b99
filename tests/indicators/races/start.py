"""Starting several people at the same moment, and hearing what became of each."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Barrier, Thread

from django.db import connection

from indicators.actions.refusals import Refused
from indicators.workflow import WrongStep

PATIENCE = 60


@dataclass
class Answer:
    """What one of them got: a result, or the refusal. Anything else that was raised fails the race."""

    result: object = None
    refusal: Exception | None = None
    fault: BaseException | None = None

    @property
    def is_done(self) -> bool:
        return self.refusal is None and self.fault is None


def together(*acts: Callable[[], object]) -> list[Answer]:
    """Do all at once, each in a thread with a connection of its own; the answers in the order of the acts."""
    answers = [Answer() for _act in acts]
    line = Barrier(len(acts))
    threads = [
        Thread(target=_act, args=(act, answer, line), daemon=True) for act, answer in zip(acts, answers, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    assert [answer.fault for answer in answers if answer.fault] == []
    return answers


def _act(act: Callable[[], object], answer: Answer, line: Barrier) -> None:
    try:
        connection.ensure_connection()
        line.wait(PATIENCE)
        answer.result = act()
    except (Refused, WrongStep) as refusal:
        answer.refusal = refusal
    except BaseException as fault:
        answer.fault = fault
    finally:
        connection.close()


def done(answers: list[Answer]) -> list:
    return [answer.result for answer in answers if answer.is_done]


def refused(answers: list[Answer]) -> list[Exception]:
    return [answer.refusal for answer in answers if answer.refusal]
