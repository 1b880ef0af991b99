"""What is to come of an agreement after it is over: goals, commitments and open tasks due after its last day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, NullIf

from agreements.models import Agreement, Commitment, Task
from agreements.queries.tasks import OPEN
from dtracker.formats.bilingual import bilingual
from dtracker.formats.quarters import Period

GOAL, COMMITMENT, TASK = "goal", "commitment", "task"
NOTHING = Value("")
NO_YEAR = Value(None, output_field=IntegerField())


@dataclass(frozen=True)
class Beyond:
    """Something due after the last day of its agreement. `code`: of the indicator of a goal, or of the task."""

    agreement: Agreement
    ends: date
    kind: str
    code: str
    due: date
    text_vi: str
    text_en: str

    text = bilingual("text")


def last_day(agreement: Agreement) -> date | None:
    """The last day of the agreement: the day on which it was ended, else that of its term; None where none is known."""
    return agreement.ended_on or (date(agreement.last_year, 12, 31) if agreement.last_year else None)


def beyond(agreements: Iterable[Agreement], visible: QuerySet[Task]) -> list[Beyond]:
    """By agreement in the order given, what is due first at the top; tasks as far as they are `visible`.

    One read; none where no agreement has an end.
    """
    known = {each.pk: (each, ends) for each in agreements if (ends := last_day(each))}
    if not known:
        return []
    ends = {pk: day for pk, (_agreement, day) in known.items()}
    found = []
    rows = _goals(ends).union(_commitments(ends), _tasks(ends, visible), all=True)
    for pk, kind, code, on, year, quarter, *texts in rows:
        due = on or Period(year, quarter).end
        if due > ends[pk]:
            found.append(Beyond(*known[pk], kind, code, due, *texts))
    places = {pk: place for place, pk in enumerate(known)}
    return sorted(found, key=lambda each: (places[each.agreement.pk], each.due, each.kind, each.code))


def _after(ends: Mapping[int, date], name: str) -> Q:
    last = Case(*(When(agreement=pk, then=Value(day)) for pk, day in ends.items()))
    return Q(**{f"{name}__gt": last})


def _goals(ends: Mapping[int, date]):
    # Of a year or quarter the last day is not in the database: some that are read are due in time after all.
    dated = Q(target__due_on__isnull=False) | Q(target__due_year__gte=min(ends.values()).year)
    texts = [
        Coalesce(NullIf(f"target__label_{each}", NOTHING), f"target__indicator__name_{each}") for each in ("vi", "en")
    ]
    return Agreement.goals.through.objects.filter(dated, agreement__in=ends).values_list(
        "agreement_id", Value(GOAL), "target__indicator__code", "target__due_on", "target__due_year",
        "target__due_quarter", *texts,
    )  # fmt: skip


def _commitments(ends: Mapping[int, date]):
    return Commitment.objects.filter(_after(ends, "due_on")).order_by().values_list(
        "agreement_id", Value(COMMITMENT), NOTHING, "due_on", NO_YEAR, NO_YEAR, "text_vi", "text_en"
    )  # fmt: skip


def _tasks(ends: Mapping[int, date], visible: QuerySet[Task]):
    return visible.filter(OPEN & _after(ends, "deadline")).order_by().values_list(
        "agreement_id", Value(TASK), F("code"), "deadline", NO_YEAR, NO_YEAR, "work_vi", "work_en"
    )  # fmt: skip
