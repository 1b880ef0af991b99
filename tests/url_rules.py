"""Who may call each address of the site, and with what. tests/test_every_url.py holds the site to it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agreements.actions import task_imports
from agreements.imports.reading import read_file
from agreements.models import Conclusion, Obstacle, TaskImport
from agreements.queries.book import seen_of
from agreements.queries.imported_tasks import Known
from dtracker.accounts.roles import Permission
from indicators.actions.imports import keep_upload
from indicators.enums import FigureStatus
from indicators.imports.preview import preview_of
from indicators.scoring.enums import SheetState
from tests import cast, make, scoring_rows
from tests.scene import PERIOD, SECRETS, Scene


class Door(Enum):
    """Who comes in at all."""

    OPEN = "everybody, always"
    READING = "everybody, unless the deployment asks readers to sign in"
    SIGNED_IN = "people with the permission somewhere"


def nothing(_scene: Scene) -> dict:
    return {}


@dataclass(frozen=True)
class Rule:
    """Who may call a path, with which arguments.

    `post` gives the data of a good POST; None: POST is refused. `wrong` is the answer to an unknown method.
    What is for reading is shown as of a day (`?as_of=`), unless `undated` says why not.
    """

    door: Door
    args: Callable[[Scene], dict] = nothing
    get: Permission | None = None
    post: Callable[[Scene], dict] | None = None
    post_permission: Permission | None = None
    person: str = "lan"
    has_get: bool = True
    is_page: bool = True
    of_province: bool = False
    wrong: int = 405
    # What a good POST is answered, and a visitor: a script is told, a page leads on.
    done: int = 302
    visitor: int = 302
    undated: str = ""


def province(made: Scene) -> dict:
    return {"slug": "hai-duong"}


def sheet(made: Scene) -> dict:
    return {"slug": "hai-duong", "period": PERIOD}


def cell(made: Scene) -> dict:
    draft = made.hai_duong.figures[FigureStatus.DRAFT]
    prefix = f"i{draft.indicator_id}"
    return {"indicator": draft.indicator.code, f"{prefix}-version": draft.version, f"{prefix}-value": "62,5"}


def figure(state: FigureStatus) -> Callable[[Scene], dict]:
    return lambda made: {"pk": made.hai_duong.figures[state].pk}


def seen(state: FigureStatus, **more) -> Callable[[Scene], dict]:
    return lambda made: {"version": made.hai_duong.figures[state].version, **more}


def lines(state: FigureStatus) -> Callable[[Scene], dict]:
    def data(made: Scene) -> dict:
        chosen = made.hai_duong.figures[state]
        return {"lines": [f"{chosen.pk}:{chosen.version}"]}

    return data


def credentials(_scene: Scene) -> dict:
    return {"username": "lan", "password": cast.PASSWORD}


def new_password(_scene: Scene) -> dict:
    other = "another long pass phrase"
    return {"old_password": cast.PASSWORD, "new_password1": other, "new_password2": other}


def correction(made: Scene) -> dict:
    chosen = made.hai_duong.figures[FigureStatus.PUBLISHED]
    return {"version": chosen.version, "value": "47,5", "reason": "Cộng nhầm"}


def link(_scene: Scene) -> dict:
    return {"url": "https://example.vn/bao-cao", "title": "Báo cáo"}


def upload(_scene: Scene) -> dict:
    return {"file": SimpleUploadedFile("Báo cáo.pdf", make.PDF), "title": "Báo cáo"}


def returned(made: Scene) -> dict:
    return {**lines(FigureStatus.SUBMITTED)(made), "note": "Xem lại nguồn"}


def evidence_of(state: FigureStatus) -> Callable[[Scene], dict]:
    return lambda made: {"pk": made.hai_duong.figures[state].evidence.get().pk}


def figures_file() -> SimpleUploadedFile:
    text = f"Tỉnh;Mã chỉ số;Kỳ;Giá trị;Ghi chú\nHải Dương;ho-so-tinh;{PERIOD};62,5;{SECRETS[0]}\n"
    return SimpleUploadedFile("so-lieu.csv", text.encode())


def new_import(_scene: Scene) -> dict:
    return {"file": figures_file()}


def kept_import(made: Scene) -> dict:
    """A file of Lan's, uploaded once."""
    batch = made.lan.imports.first() or keep_upload(file=figures_file(), by=made.lan)
    return {"pk": batch.pk}


def import_seen(made: Scene) -> dict:
    kept_import(made)
    found = preview_of(made.lan.imports.get(), by=made.lan, today=timezone.localdate())
    return {"seen": found.seen}


def working(get: Permission, **fields) -> Rule:
    return Rule(Door.SIGNED_IN, get=get, **fields)


def step(permission: Permission, state: FigureStatus, person: str, **more) -> Rule:
    """A step of one figure: POST only."""
    return Rule(
        Door.SIGNED_IN,
        args=figure(state),
        post=seen(state, **more),
        post_permission=permission,
        person=person,
        has_get=False,
        of_province=True,
    )


def target(made: Scene) -> dict:
    return {"slug": "hai-duong", "code": made.indicator.code, "target": made.asked.target.code}


def question(_scene: Scene) -> dict:
    due_on = timezone.localdate() + timedelta(days=14)
    return {"question": "Vì sao chậm?", "due_on": due_on.isoformat()}


def talk(which: str, permission: Permission, person: str, **more) -> Rule:
    """A step of a request for explanation: POST only."""
    return Rule(
        Door.SIGNED_IN,
        args=lambda made: {"pk": getattr(made, which).pk},
        post=lambda made: {"version": getattr(made, which).version, **question(made), **more},
        post_permission=permission,
        person=person,
        has_get=False,
        of_province=True,
    )


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


def published_index(made: Scene, **more) -> dict:
    found = made.scorings["published"]
    return {"code": found.index.code, "period": found.round.period, **more}


def sheet_of(state: SheetState) -> Callable[[Scene], dict]:
    def args(made: Scene) -> dict:
        found = made.scorings[state]
        return {"code": found.index.code, "period": found.round.period, "unit": "so-tttt-hd"}

    return args


def scores(state: SheetState) -> Callable[[Scene], dict]:
    def data(made: Scene) -> dict:
        found = made.scorings[state]
        return {**scoring_rows.typed(found, found.sheet("so-tttt-hd").version), "note": "Xem lại minh chứng"}

    return data


def scored(state: SheetState, permission: Permission, person: str, **more) -> Rule:
    """The sheet of a unit in a round of an index."""
    rule = {"post": scores(state), "post_permission": permission, "person": person, "of_province": True}
    return Rule(Door.SIGNED_IN, args=sheet_of(state), **rule | more)


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
NOW = "kept from day to day; the history of an entry tells how it stood"
DRAFT, SUBMITTED = FigureStatus.DRAFT, FigureStatus.SUBMITTED
APPROVED, PUBLISHED = FigureStatus.APPROVED, FigureStatus.PUBLISHED
ENTER, REVIEW, PUBLISH = Permission.FIGURE_ENTER, Permission.FIGURE_REVIEW, Permission.FIGURE_PUBLISH
ASK, ANSWER = Permission.EXPLANATION_ASK, Permission.EXPLANATION_ANSWER
SCORE, ASSESS = Permission.INDEX_SCORE, Permission.INDEX_ASSESS
SCORED, HANDED_OVER, ASSESSED = SheetState.DRAFT, SheetState.SUBMITTED, SheetState.ASSESSED

RULES: dict[str, Rule] = {
    "home": Rule(Door.READING),
    "changes": Rule(Door.READING),
    "changes_card": Rule(Door.READING, is_page=False),
    "provinces": Rule(Door.READING),
    "province": Rule(Door.READING, args=province),
    "targets_xlsx": Rule(Door.READING, args=province, is_page=False),
    "targets_docx": Rule(Door.READING, args=province, is_page=False),
    "api": Rule(Door.READING, is_page=False, undated="the form of the data, not data"),
    "api_targets": Rule(Door.READING, args=province, is_page=False),
    "documents": Rule(Door.READING),
    "document": Rule(Door.READING, args=lambda made: {"code": "van-ban-hai-duong"}),
    "search": Rule(Door.READING),
    "method": Rule(Door.READING, undated="the rules in force; each verdict names those it was judged by"),
    "indicators:indicators": Rule(Door.READING),
    "indicators:indicator": Rule(Door.READING, args=lambda made: {"code": "dti-rank"}),
    "indicators:compare": Rule(Door.READING),
    "indicators:workbench": Rule(Door.READING),
    "indicators:lineage": Rule(Door.READING, args=province),
    "indicators:units": Rule(Door.READING, args=province),
    "indicators:unit": Rule(Door.READING, args=lambda made: {"slug": "hai-duong", "code": "so-tttt-hd"}),
    "indicators:series": Rule(Door.READING, args=lambda made: {"slug": "hai-duong", "code": "ho-so-tinh"}),
    "indicators:figures_file": Rule(
        Door.READING, args=lambda made: {"slug": "hai-duong", "code": "ho-so-tinh"}, is_page=False
    ),
    "agreements:agreements": Rule(Door.READING),
    "agreements:log": Rule(Door.READING, undated=NOW),
    "agreements:entry": Rule(Door.READING, args=obstacle, undated=NOW),
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
    "healthz": Rule(Door.OPEN, is_page=False),
    "icon": Rule(Door.OPEN, is_page=False),
    # Django's own view: any other method sends the person back and sets nothing.
    "set_language": Rule(Door.OPEN, has_get=False, post=lambda made: {"language": "en"}, wrong=302),
    "accounts:login": Rule(Door.OPEN, post=credentials),
    "accounts:logout": Rule(Door.OPEN, has_get=False, post=nothing),
    "accounts:change_password": Rule(Door.SIGNED_IN, post=new_password),
    "agreements:tasks": working(Permission.TASK_READ, person="thu"),
    "agreements:task_board": working(Permission.TASK_READ, person="thu"),
    "agreements:task_timeline": working(Permission.TASK_READ, person="thu"),
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
    "agreements:task": working(Permission.TASK_READ, args=task, person="thu", of_province=True),
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
    "indicators:entry": working(Permission.DRAFT_READ),
    "indicators:sheet": working(
        Permission.DRAFT_READ, args=sheet, post=nothing, post_permission=ENTER, of_province=True
    ),
    "indicators:cell": Rule(
        Door.SIGNED_IN,
        args=sheet,
        post=cell,
        post_permission=ENTER,
        has_get=False,
        of_province=True,
        done=200,
        visitor=403,
    ),
    "indicators:submit": Rule(
        Door.SIGNED_IN, args=sheet, post=nothing, post_permission=ENTER, has_get=False, of_province=True
    ),
    "indicators:import": working(ENTER, post=new_import, post_permission=ENTER),
    "indicators:import_template": working(ENTER, is_page=False),
    "indicators:import_preview": working(ENTER, args=kept_import, of_province=True),
    "indicators:import_confirm": Rule(
        Door.SIGNED_IN,
        args=kept_import,
        post=import_seen,
        post_permission=ENTER,
        has_get=False,
        of_province=True,
    ),
    "indicators:import_progress": working(ENTER, args=kept_import, is_page=False, of_province=True),
    "indicators:review": working(REVIEW, person="minh"),
    "indicators:review_sheet": working(REVIEW, args=sheet, person="minh", of_province=True),
    "indicators:approve_lines": Rule(
        Door.SIGNED_IN,
        args=sheet,
        post=lines(SUBMITTED),
        post_permission=REVIEW,
        person="minh",
        has_get=False,
        of_province=True,
    ),
    "indicators:return_lines": Rule(
        Door.SIGNED_IN,
        args=sheet,
        post=returned,
        post_permission=REVIEW,
        person="minh",
        has_get=False,
        of_province=True,
    ),
    "indicators:publish_lines": Rule(
        Door.SIGNED_IN,
        args=sheet,
        post=lines(APPROVED),
        post_permission=PUBLISH,
        person="minh",
        has_get=False,
        of_province=True,
    ),
    "indicators:explanations": working(Permission.EXPLANATION_READ, person="nam"),
    "indicators:explanation": working(
        Permission.EXPLANATION_READ,
        args=lambda made: {"pk": made.answered.pk},
        person="nam",
        of_province=True,
    ),
    "indicators:explanation_file": working(
        Permission.EXPLANATION_READ,
        args=lambda made: {"pk": made.answered.pk, "version": made.answered.version},
        person="nam",
        is_page=False,
        of_province=True,
    ),
    "indicators:ask": working(ASK, args=target, post=question, post_permission=ASK, person="nam", of_province=True),
    "indicators:answer_explanation": talk("asked", ANSWER, "lan", text="Thiếu cán bộ"),
    "indicators:ask_again": talk("answered", ASK, "nam", note="Chưa nêu số"),
    "indicators:close_explanation": talk("answered", ASK, "nam"),
    "indicators:withdraw_explanation": talk("asked", ASK, "nam"),
    "indicators:indexes": Rule(Door.READING),
    "indicators:index": Rule(Door.READING, args=published_index),
    "indicators:index_xlsx": Rule(Door.READING, args=published_index, is_page=False),
    "indicators:index_unit": Rule(Door.READING, args=lambda made: published_index(made, unit="so-tttt-hd")),
    "indicators:score": scored(SCORED, SCORE, "lan", get=SCORE),
    "indicators:submit_score": scored(SCORED, SCORE, "lan", has_get=False),
    "indicators:assess": working(ASSESS, args=published_index, person="minh", of_province=True),
    "indicators:publish_index": Rule(
        Door.SIGNED_IN,
        args=lambda made: {name: value for name, value in sheet_of(ASSESSED)(made).items() if name != "unit"},
        post=nothing,
        post_permission=Permission.INDEX_PUBLISH,
        person="minh",
        has_get=False,
        of_province=True,
    ),
    "indicators:assess_unit": scored(HANDED_OVER, ASSESS, "minh", get=ASSESS),
    "indicators:confirm_score": scored(HANDED_OVER, ASSESS, "minh", has_get=False),
    "indicators:return_score": scored(HANDED_OVER, ASSESS, "minh", has_get=False),
    "indicators:reopen_score": scored(ASSESSED, ASSESS, "minh", has_get=False),
    "indicators:collect_score": scored(SCORED, ASSESS, "minh", has_get=False),
    "indicators:timeliness": working(Permission.TIMELINESS_READ, person="nam"),
    "indicators:figure": working(Permission.DRAFT_READ, args=figure(DRAFT), of_province=True),
    "indicators:submit_figure": step(ENTER, DRAFT, "lan"),
    "indicators:approve": step(REVIEW, SUBMITTED, "minh"),
    "indicators:return": step(REVIEW, SUBMITTED, "minh", note="Xem lại nguồn"),
    "indicators:withdraw": step(REVIEW, APPROVED, "minh", note="Duyệt nhầm dòng"),
    "indicators:publish": step(PUBLISH, APPROVED, "minh"),
    "indicators:correct": working(
        ENTER, args=figure(PUBLISHED), post=correction, post_permission=ENTER, of_province=True
    ),
    "indicators:empty": step(ENTER, DRAFT, "lan"),
    # The draft was never published; a correction is dropped in tests/indicators/views/test_emptied_lines.py.
    "indicators:discard": replace(step(ENTER, DRAFT, "lan"), done=409),
    "indicators:attach_link": Rule(
        Door.SIGNED_IN, args=figure(DRAFT), post=link, post_permission=ENTER, has_get=False, of_province=True
    ),
    "indicators:attach_file": Rule(
        Door.SIGNED_IN, args=figure(DRAFT), post=upload, post_permission=ENTER, has_get=False, of_province=True
    ),
    # Of a published figure; that of a draft is called by strangers in tests/indicators/views/test_evidence_views.py.
    "indicators:evidence": Rule(
        Door.READING, args=evidence_of(PUBLISHED), is_page=False, undated="one file of one published figure"
    ),
    "indicators:remove_evidence": Rule(
        Door.SIGNED_IN, args=evidence_of(DRAFT), post=nothing, post_permission=ENTER, has_get=False, of_province=True
    ),
}
"""The whole site but the Django admin, which is walked below as one group."""
