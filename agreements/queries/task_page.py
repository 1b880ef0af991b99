"""One task with everything its page shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from agreements.enums import TermStep
from agreements.models import Task, TaskNote, TaskProduct, TermChange
from agreements.queries.rows import known_by
from agreements.queries.task_days import as_they_stood, end_of, is_past, with_lines
from agreements.queries.tasks import visible_to, with_keepers
from indicators.models import Indicator
from indicators.queries.judging import Standing, judge, worst_first
from indicators.queries.standings import targets_on


@dataclass(frozen=True)
class TaskPage:
    """A task, its lines of history (oldest first), and how the targets stand that it serves (worst first).

    `is_past`: all of it as of a day that is over; who confirmed then is told by the history alone.
    """

    task: Task
    history: Sequence
    notes: Sequence[TaskNote]
    products: Sequence[TaskProduct]
    standings: Sequence[Standing]
    untargeted: Sequence[Indicator]
    """Indicators served for which the province has no target."""
    is_past: bool = False


def described(tasks: QuerySet[Task], user, on: date) -> QuerySet[Task]:
    """With what the rules ask for: `is_closed` (its group is kept by others), and what became of the term of its
    agreement by the day: `extended_to`, `over_on`.
    """
    changes = TermChange.objects.filter(known_by("on", on), agreement=OuterRef("agreement")).order_by()
    longest = changes.values("agreement").annotate(year=Max("until_year")).values("year")
    return (
        with_keepers(tasks, user)
        .select_related(
            "province",
            "agreement__province",
            "programme",
            "body",
            "unit",
            "assignee",
            "handed_in_by",
            "conclusion__event",
        )
        .annotate(extended_to=Subquery(longest), over_on=Subquery(changes.filter(step=TermStep.ENDED).values("on")))
    )


def find_task(user, code: str) -> Task | None:
    """The task at an address, if the person may see it. One read."""
    return described(visible_to(user).filter(code=code), user, localdate()).first()


def task_then(found: Task, user, day: date) -> Task | None:
    """The task (see `find_task`) as it stood on a past day; None where there was none yet. One read."""
    told = with_lines(described(visible_to(user).filter(pk=found.pk), user, day), day)
    return next(iter(as_they_stood(told, day)), None)


def last_year_of(task: Task) -> int | None:
    """The last year of the agreement's term, extensions included; None where no term is known."""
    years = [each for each in (task.agreement.ends_year, task.extended_to) if each] if task.agreement else []
    return max(years, default=None)


def with_terms(tasks: Iterable[Task]) -> None:
    """Give tasks what became of the term of their agreements, whatever they were read with. One read."""
    tasks = list(tasks)
    changes = TermChange.objects.filter(agreement__in={each.agreement_id for each in tasks if each.agreement_id})
    found = changes.order_by().values_list("agreement")
    rows = found.annotate(extended=Max("until_year"), ended=Max("on", filter=Q(step=TermStep.ENDED)))
    terms = {agreement: term for agreement, *term in rows}
    for each in tasks:
        each.extended_to, each.over_on = terms.get(each.agreement_id, (None, None))


def task_page(task: Task, on: date) -> TaskPage:
    """What stands around a task (see `find_task`, `task_then`). At most nine reads."""
    past = is_past(on)
    served = list(task.indicators.order_by("pillar__order", "order", "code"))
    standings = _standings(task, served, on)
    judged = {each.indicator_id for each in standings}
    return TaskPage(
        task=task,
        history=list(_until(history_of(task), "history_date", on)),
        notes=list(task.notes.filter(Q(on__lte=on) if past else Q()).select_related("by")),
        products=list(_until(task.products.select_related("added_by"), "added_at", on)),
        standings=standings,
        untargeted=[each for each in served if each.pk not in judged],
        is_past=past,
    )


def _until(rows: QuerySet, moment: str, day: date) -> QuerySet:
    return rows.filter(**{f"{moment}__lt": end_of(day)}) if is_past(day) else rows


def history_of(task: Task) -> QuerySet:
    """Its lines of history, oldest first, with the people and places they name."""
    named = "history_user", "assignee", "agreement", "programme", "body", "unit"
    return task.history.select_related(*named).order_by("history_id")


def _standings(task: Task, served: Sequence[Indicator], today: date) -> list[Standing]:
    if not served:
        return []
    targets = targets_on(today).filter(province=task.province, unit=None, indicator__in=served)
    return worst_first(judge(list(targets), on=today))
