"""One row of every model the admin shows, and its pages; for the tests that open them."""

import re
from datetime import date

from django.contrib import admin
from django.urls import reverse

from agreements.models import (
    Agreement,
    Body,
    Commitment,
    Event,
    Obstacle,
    Partner,
    Programme,
    Recommendation,
    Task,
    TaskImport,
    TaskKeeper,
)
from dtracker.places.models import OrgUnit, Province
from indicators.actions.scoring_rounds import add_sheets
from indicators.models import (
    Annotation,
    Contradiction,
    ExplanationRequest,
    Figure,
    ImportBatch,
    IndexMethod,
    IndexPublication,
    Indicator,
    Pillar,
    Reminder,
    ScoreSheet,
)
from indicators.models.contradictions import Severity
from tests import cast, make, scoring_rows

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
INLINE_CODE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style\b|<[^>]+\s(?:style|on[a-z]+)\s*=", re.IGNORECASE
)
LOOKED_AT_ONLY = {ExplanationRequest, Figure, ImportBatch, IndexPublication, Reminder, ScoreSheet, TaskImport}
NATIONAL = {TaskImport, ImportBatch, IndexMethod, Indicator, Pillar, Partner, Province}


def rows_of(place):
    """One row of every registered model, inside the province."""
    of = make.indicator()
    Annotation.objects.create(
        code="n1", indicator=of, province=place, on=date(2025, 3, 1), text_vi="Đường truyền đứt hai tuần"
    )
    IndexMethod.objects.create(code="m1", indicator=of, name_vi="Quyết định 922", from_year=2021)
    goal = make.target(of, place, "80.53")
    make.published(of, place, "2025-Q1", "71.5")
    opened = make.open_round(province=place)
    officer = cast.lan(place)
    make.explanation(goal, officer)
    Reminder.objects.create(round=opened, user=officer, stage="due")
    ImportBatch.objects.create(file_name="so-lieu.xlsx", size=1, digest="x", uploaded_by=officer)
    scored = scoring_rows.scoring(place, units=0)
    OrgUnit.objects.create(province=place, code="so-tttt", name_vi="Sở TT&TT", kind="department")
    add_sheets(scored.round)
    scoring_rows.publication(scored)
    Contradiction.objects.create(code="k1", severity=Severity.LOW, text_vi="Hai số khác nhau", text_en="Two numbers")
    partner = Partner.objects.create(code="vnpt", name_vi="VNPT")
    agreement = Agreement.objects.create(code="hd-vnpt", title_vi="Thỏa thuận", province=place, partner=partner)
    Programme.objects.create(agreement=agreement, code="p1", order=1, title_vi="Chương trình 1")
    Commitment.objects.create(code="c1", province=place, agreement=agreement, side="partner", text_vi="Đầu tư")
    group = Body.objects.create(code="b1", province=place, name_vi="Ban", kind="working-group", scope="province")
    TaskKeeper.objects.create(body=group, user=officer)
    TaskImport.objects.create(file_name="nhiem-vu.xlsx", size=1, digest="x", uploaded_by=officer)
    Task.objects.create(code="t1", province=place, work_vi="Xây dựng kho dữ liệu", deadline=date(2025, 6, 30))
    Obstacle.objects.create(code="o1", province=place, text_vi="Thiếu người")
    Recommendation.objects.create(code="r1", province=place, text_vi="Bổ sung kinh phí")
    Event.objects.create(code="e1", province=place, title_vi="Lễ ký", on=date(2021, 3, 26))


def url(model, page: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


PAGES = ("changelist", "add", "change", "history", "delete")


def statuses(client, model, pages=PAGES) -> dict[str, int]:
    """Of the pages of the first row; none of them may hold inline code."""
    row = model.objects.order_by("pk").first()
    found = {}
    for page in pages:
        response = client.get(url(model, page, *([row.pk] if page in ("change", "history", "delete") else [])))
        found[page] = response.status_code
        assert INLINE_CODE.findall(response.text) == [], page
    return found


def name(model) -> str:
    return model._meta.model_name
