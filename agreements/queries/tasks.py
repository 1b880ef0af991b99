"""Tasks, as questions to the database."""

from collections import defaultdict
from collections.abc import Iterable

from agreements.models import Task


def tasks_serving(indicators: Iterable[int], provinces: Iterable[int]) -> dict[tuple[int, int], list[Task]]:
    """Tasks by (province, indicator) they serve. One read."""
    links = Task.indicators.through.objects.filter(
        indicator__in=list(indicators), task__province__in=list(provinces)
    ).select_related("task")
    found = defaultdict(list)
    for link in links.order_by("task__deadline", "task_id"):
        found[link.task.province_id, link.indicator_id].append(link.task)
    return dict(found)
