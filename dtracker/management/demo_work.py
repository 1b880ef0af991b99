"""Tasks of the fictional province given to its officer, so that somebody who tries the product has work to do."""

from agreements.actions import tasks
from agreements.models import Task
from dtracker.accounts.models import User

GIVEN = ("mh-nv-mang-xa", "mh-nv-diem-ho-tro", "mh-nv-nen-tang-van-ban")


def create_work() -> None:
    """The officer reports on them; nothing where they are not loaded, or somebody has changed them."""
    found = Task.objects.filter(code__in=GIVEN, assignee=None, version=1)
    secretary, officer = (User.objects.get(username=f"{role}.mh") for role in ("secretary", "officer"))
    for task in found.prefetch_related("indicators"):
        served = list(task.indicators.all())
        tasks.edit(task=task, fields={"assignee": officer}, indicators=served, version=1, by=secretary)
