"""Who does the work of the fictional province, so that somebody who tries the product has work to do."""

from django.utils import timezone

from agreements.actions import progress, tasks
from agreements.enums import KeeperRole
from agreements.models import Body, Task, TaskKeeper
from dtracker.accounts.models import User

GIVEN = ("mh-nv-mang-xa", "mh-nv-diem-ho-tro", "mh-nv-nen-tang-van-ban")
GROUP = "mh-to-xhs"
KEEPERS = {"group.mh": KeeperRole.SECRETARY, "head.mh": KeeperRole.HEAD}
"""Who keeps the tasks of this group, and who confirms that they are done."""
HANDED_IN = "mh-nv-lop-ky-nang"
PRODUCT = {"title": "Danh sách lớp đã mở (minh hoạ)", "url": "https://example.vn/minh-hoa/danh-sach-lop"}


def create_work() -> None:
    give_tasks()
    name_keepers()


def name_keepers() -> None:
    """Nothing where the group is not loaded, or somebody has named keepers of it."""
    group = Body.objects.filter(code=GROUP, keepers=None).first()
    people = {each.username: each for each in User.objects.filter(username__in=KEEPERS)}
    for username, role in KEEPERS.items() if group else ():
        TaskKeeper.objects.create(body=group, user=people[username], role=role)
    if group and (task := Task.objects.filter(code=HANDED_IN, body=group, version=1).first()):
        progress.hand_in(task=task, **PRODUCT, version=1, by=people["group.mh"], today=timezone.localdate())


def give_tasks() -> None:
    """The officer reports on them; nothing where they are not loaded, or somebody has changed them."""
    found = Task.objects.filter(code__in=GIVEN, assignee=None, version=1)
    secretary, officer = (User.objects.get(username=f"{role}.mh") for role in ("secretary", "officer"))
    for task in found.prefetch_related("indicators"):
        served = list(task.indicators.all())
        tasks.edit(task=task, fields={"assignee": officer}, indicators=served, version=1, by=secretary)
