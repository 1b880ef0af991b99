"""Who may call each address of agreements, bodies, the log and tasks, and with what."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agreements.actions import task_imports
from agreements.imports.reading import read_file
from agreements.models import Conclusion, Obstacle, TaskImport
from agreements.queries.book import seen_of
from agreements.queries.imported_tasks import Known
from dtracker.accounts.roles import Permission
from tests import make
from tests.scene import SECRETS, Scene
from tests.url_rule import Door, Rule, working


def task(made: Scene) -> dict:
    return {"code": made.hai_duong.task.code}


def new_task(_scene: Scene) -> dict:
    return {"work_vi": "Mở lớp tập huấn", "person": "Trần Thị B"}


def task_edited(made: Scene) -> dict:
    return {"version": made.hai_duong.task.version, "work_vi": "Số hóa hồ sơ đất đai"}


def task_reported(made: Scene) -> dict:
    return {"version": made.hai_duong.task.version, "text": "Được nửa", "on": timezone.localdate().isoformat()}


def new_tasks_file(_scene: Scene) -> dict:
    text = f"Việc;Người;Thời hạn\n{SECRETS[1]};Trần Thị B;31/12/2026\n"
    return {"file": SimpleUploadedFile("nhiem-vu.csv", text.encode())}


def kept_tasks_file(made: Scene) -> dict:
    """A file of Thu's, uploaded once."""
    batch = made.thu.task_imports.first() or task_imports.keep_upload(**new_tasks_file(made), by=made.thu)
    return {"pk": batch.pk}


def tasks_file_seen(made: Scene) -> dict:
    with TaskImport.objects.get(**kept_tasks_file(made)).file.open("rb") as file:
        entries = read_file(file, Known(made.thu)).entries
    return {"seen": task_imports.print_of(task_imports.judged(entries, by=made.thu))}


def task_product(made: Scene) -> dict:
    """A file that was handed in, stored once."""
    found = made.hai_duong.task.products.first() or make.task_product(made.hai_duong.task)
    return {"pk": found.pk}


def obstacle(_scene: Scene) -> dict:
    return {"kind": "obstacle", "code": "hai-duong-o1"}


def conclusion(_scene: Scene) -> dict:
    return {"pk": Conclusion.objects.get(event__code="hai-duong-e1").pk}


def new_event(_scene: Scene) -> dict:
    return {"title_vi": "Phiên họp", "on": "2025-03-01"}


def handled(_scene: Scene) -> dict:
    seen = seen_of(Obstacle.objects.get(code="hai-duong-o1"))
    return {"text_vi": "Thiếu nhân lực", "state": "in-hand", "owner": "Sở Nội vụ", "seen": seen}


def new_work(_scene: Scene) -> dict:
    return {"work_vi": "Số hóa hồ sơ"}


KEEP = Permission.LOG_KEEP
NOW = "kept from day to day; the page of an entry tells how it stood"

AGREEMENTS: dict[str, Rule] = {
    "agreements:agreements": Rule(Door.READING),
    "agreements:log": Rule(Door.READING, undated=NOW),
    "agreements:entry": Rule(Door.READING, args=obstacle),
    "agreements:new_entry": working(
        KEEP, args=lambda made: {"kind": "event"}, post=new_event, post_permission=KEEP, person="thu"
    ),
    "agreements:edit_entry": working(
        KEEP, args=obstacle, post=handled, post_permission=KEEP, person="thu", of_province=True
    ),
    "agreements:conclude": Rule(
        Door.SIGNED_IN,
        args=lambda made: {"code": "hai-duong-e1"},
        post=lambda made: {"text": "Giao Sở TTTT"},
        post_permission=KEEP,
        person="thu",
        has_get=False,
        of_province=True,
    ),
    "agreements:assign": working(
        KEEP, args=conclusion, post=new_work, post_permission=KEEP, person="thu", of_province=True
    ),
    "agreements:gaps": working(Permission.TASK_READ, person="thu"),
    "agreements:bodies": Rule(Door.READING),
    "agreements:body": Rule(Door.READING, args=lambda made: {"code": "hai-duong-ban"}),
    "agreements:serving": Rule(Door.READING, args=lambda made: {"slug": "hai-duong", "code": "dti-rank"}),
    "agreements:serving_everywhere": Rule(Door.READING, args=lambda made: {"code": "dti-rank"}),
    "agreements:agreement": Rule(Door.READING, args=lambda made: {"slug": "hai-duong-fpt"}),
    "agreements:tasks": working(Permission.TASK_READ, person="thu", dated=True),
    "agreements:task_board": working(Permission.TASK_READ, person="thu", dated=True),
    "agreements:task_timeline": working(Permission.TASK_READ, person="thu", dated=True),
    "agreements:tasks_file": working(Permission.TASK_READ, person="thu", is_page=False),
    "agreements:import_tasks": working(
        Permission.TASK_EDIT, post=new_tasks_file, post_permission=Permission.TASK_EDIT, person="thu"
    ),
    "agreements:import_preview": working(Permission.TASK_EDIT, args=kept_tasks_file, person="thu", of_province=True),
    "agreements:import_confirm": Rule(
        Door.SIGNED_IN,
        args=kept_tasks_file,
        post=tasks_file_seen,
        post_permission=Permission.TASK_EDIT,
        person="thu",
        has_get=False,
        of_province=True,
    ),
    "agreements:change_tasks": Rule(
        Door.SIGNED_IN,
        post=lambda made: {"rows": [f"{made.hai_duong.task.pk}:{made.hai_duong.task.version}"], "what": "start"},
        post_permission=Permission.TASK_EDIT,
        person="thu",
        has_get=False,
        of_province=True,
    ),
    "agreements:new_task": working(
        Permission.TASK_EDIT, post=new_task, post_permission=Permission.TASK_EDIT, person="thu"
    ),
    "agreements:task": working(Permission.TASK_READ, args=task, person="thu", of_province=True, dated=True),
    "agreements:edit_task": working(
        Permission.TASK_EDIT,
        args=task,
        post=task_edited,
        post_permission=Permission.TASK_EDIT,
        person="thu",
        of_province=True,
    ),
    "agreements:task_step": Rule(
        Door.SIGNED_IN,
        args=lambda made: task(made) | {"step": "report"},
        post=task_reported,
        post_permission=Permission.TASK_REPORT,
        person="thu",
        has_get=False,
        of_province=True,
    ),
    "agreements:task_product": working(
        Permission.TASK_READ, args=task_product, person="thu", is_page=False, of_province=True
    ),
}
