"""The list of tasks as a table that sorts and pages by address."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import django_tables2 as tables
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django_tables2.config import RequestConfig

from agreements.models import Task
from agreements.queries.tasks import Clearness
from agreements.tables.tasks import TaskRow, share_words, task_rows

PAGE = 50
Fill = Callable[[Sequence[Task]], None]


def cell(name: str) -> str:
    return f"agreements/cells/task_{name}.html"


class DeadlineColumn(tables.TemplateColumn):
    """Tasks without a deadline stand last, whichever way it is sorted."""

    def order(self, queryset, is_descending):
        field = F("deadline")
        by = field.desc(nulls_last=True) if is_descending else field.asc(nulls_last=True)
        return queryset.order_by(by, "pk"), True


class TaskTable(tables.Table):
    """In the order of the rows it is given (most urgent first) until a head is chosen."""

    pick = tables.TemplateColumn(
        template_name=cell("pick"),
        verbose_name=gettext_lazy("Choose the task"),
        orderable=False,
        attrs={"th": {"class": "pick-col"}, "td": {"class": "pick-col"}},
    )
    work = tables.TemplateColumn(
        template_name=cell("work"), verbose_name=gettext_lazy("Work"), order_by=("work_vi", "pk")
    )
    clear = tables.TemplateColumn(template_name=cell("clear"), verbose_name=gettext_lazy("5 clears"), orderable=False)
    person = tables.TemplateColumn(
        template_name=cell("person"),
        verbose_name=gettext_lazy("Unit and person"),
        order_by=("unit__name_vi", "unit_vi", "person", "pk"),
    )
    deadline = DeadlineColumn(template_name=cell("deadline"), verbose_name=gettext_lazy("Deadline"))
    state = tables.TemplateColumn(
        template_name=cell("state"), verbose_name=gettext_lazy("State"), order_by=("state", "pk")
    )
    serves = tables.TemplateColumn(
        template_name=cell("serves"), verbose_name=pgettext_lazy("task", "Serves"), orderable=False
    )

    class Meta:
        attrs = {"class": "table table--tasks table--stack"}
        row_attrs = {"class": lambda record: None if record.row.line.is_open else "is-closed"}

    @property
    def shown(self) -> list[Task]:
        return [row.record for row in self.page.object_list]

    @property
    def lines(self) -> list[TaskRow]:
        return [each.row for each in self.shown]


def task_table(
    tasks: QuerySet[Task] | list[Task], request, today: date, *, fill: Fill, may_choose: bool, names_place: bool
) -> TaskTable:
    """The page of the table that the address asks for, its rows in words. `fill` adds what is read of these alone."""
    table = TaskTable(tasks, exclude=() if may_choose else ("pick",))
    table.caption = _("Tasks")
    table.names_place = names_place
    RequestConfig(request, paginate={"per_page": PAGE, "silent": True}).configure(table)
    fill(table.shown)
    for task, row in zip(table.shown, task_rows(table.shown, today), strict=True):
        task.row = row
    return table


@dataclass(frozen=True)
class ClearLine:
    """The share of clear tasks of a group: n of m. `place` is "" where there is only one."""

    place: str
    group: str
    words: str


def clear_lines(found: Iterable[Clearness], *, names_place: bool) -> list[ClearLine]:
    """A line for each group, before those of a province that have several one for all of it."""
    lines = []
    by_place: dict[int, list[Clearness]] = {}
    for each in found:
        by_place.setdefault(each.place.pk, []).append(each)
    for groups in by_place.values():
        place = groups[0].place.name if names_place else ""
        if len(groups) > 1:
            clear, total = sum(each.clear for each in groups), sum(each.open for each in groups)
            lines.append(ClearLine(place, _("All groups"), share_words(clear, total)))
        lines += [
            ClearLine(
                place, each.group.name if each.group else _("No working group"), share_words(each.clear, each.open)
            )
            for each in groups
        ]
    return lines
