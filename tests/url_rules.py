"""Who may call each address of the site, and with what. tests/test_every_url.py holds the site to it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dtracker.accounts.roles import Permission
from indicators.actions.imports import keep_upload
from indicators.enums import FigureStatus
from indicators.imports.preview import preview_of
from indicators.scoring.enums import SheetState
from tests import cast, make, scoring_rows
from tests.scene import PERIOD, SECRETS, Scene
from tests.url_rule import Door, Rule, nothing, province, working
from tests.url_rules_agreements import AGREEMENTS


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


def score_file(state: SheetState) -> Callable[[Scene], dict]:
    """The file of the sheet in this state."""

    def args(made: Scene) -> dict:
        address = sheet_of(state)(made)
        return address | {"pk": made.scorings[state].sheet(address["unit"]).files.get().pk}

    return args


def round_of(state: SheetState) -> Callable[[Scene], dict]:
    return lambda made: {name: value for name, value in sheet_of(state)(made).items() if name != "unit"}


def new_round(made: Scene) -> dict:
    found = made.scorings["published"]
    days = {"opens_on": "2030-01-05", "due_on": "2030-01-31"}
    return {"method": found.method.pk, "year": 2030, "units": [each.pk for each in found.units], **days}


def keeping_round(post: Callable[[Scene], dict], done: int = 302) -> Rule:
    """A step of a whole round of an index: POST only."""
    rule = {"post": post, "post_permission": KEEP, "person": "minh", "has_get": False, "of_province": True}
    return Rule(Door.SIGNED_IN, args=round_of(SheetState.DRAFT), done=done, **rule)


DRAFT, SUBMITTED = FigureStatus.DRAFT, FigureStatus.SUBMITTED
APPROVED, PUBLISHED = FigureStatus.APPROVED, FigureStatus.PUBLISHED
ENTER, REVIEW, PUBLISH = Permission.FIGURE_ENTER, Permission.FIGURE_REVIEW, Permission.FIGURE_PUBLISH
ASK, ANSWER = Permission.EXPLANATION_ASK, Permission.EXPLANATION_ANSWER
SCORE, ASSESS, KEEP = Permission.INDEX_SCORE, Permission.INDEX_ASSESS, Permission.INDEX_PUBLISH
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
    "healthz": Rule(Door.OPEN, is_page=False),
    "icon": Rule(Door.OPEN, is_page=False),
    # Django's own view: any other method sends the person back and sets nothing.
    "set_language": Rule(Door.OPEN, has_get=False, post=lambda made: {"language": "en"}, wrong=302),
    "accounts:login": Rule(Door.OPEN, post=credentials),
    "accounts:logout": Rule(Door.OPEN, has_get=False, post=nothing),
    "accounts:change_password": Rule(Door.SIGNED_IN, post=new_password),
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
    "indicators:score_file": working(SCORE, args=score_file(SCORED), is_page=False, of_province=True),
    "indicators:open_index": working(
        KEEP,
        args=lambda made: {"code": made.scorings["published"].index.code},
        post=new_round,
        post_permission=KEEP,
        person="minh",
        of_province=True,
    ),
    "indicators:round_days": keeping_round(lambda made: {"opens_on": "2026-01-05", "due_on": "2026-02-15"}),
    # Every unit of the scene has its sheet.
    "indicators:add_units": keeping_round(nothing, done=422),
    "indicators:close_scoring": keeping_round(nothing),
    "indicators:assess": working(ASSESS, args=published_index, person="minh", of_province=True),
    "indicators:publish_index": Rule(
        Door.SIGNED_IN,
        args=round_of(ASSESSED),
        post=nothing,
        post_permission=KEEP,
        person="minh",
        has_get=False,
        of_province=True,
    ),
    "indicators:assess_unit": scored(HANDED_OVER, ASSESS, "minh", get=ASSESS),
    "indicators:assess_file": working(
        ASSESS, args=score_file(HANDED_OVER), person="minh", is_page=False, of_province=True
    ),
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
    **AGREEMENTS,
}
