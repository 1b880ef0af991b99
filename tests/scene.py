"""A small country: Hải Dương and Hà Giang with one of everything, for tests that walk the whole site.

What only people of Hải Dương may see carries a canary; SECRETS are the texts no stranger may receive. They are
no words of the interface, so that finding one means that a row leaked.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agreements.enums import BodyKind, BodyScope, Side
from agreements.models import (
    Agreement,
    Body,
    BodyMember,
    Commitment,
    Conclusion,
    Event,
    Obstacle,
    Partner,
    Programme,
    ProgrammeItem,
    Recommendation,
    Task,
    TaskNote,
)
from dtracker.accounts.models import User
from dtracker.accounts.roles import Role
from dtracker.places.models import OrgUnit, Province, UnitKind
from indicators.actions import explanations
from indicators.enums import BreakKind, FigureStatus
from indicators.models import (
    Contradiction,
    Document,
    Evidence,
    ExplanationRequest,
    Figure,
    Indicator,
    ReportingRound,
    SeriesBreak,
    Target,
)
from indicators.scoring.enums import SheetState
from tests import cast, make, scoring_rows
from tests.scoring_rows import Scoring

PERIOD = "2025-Q1"
DRAFT_VALUE = Decimal("61.7319")
CANARY_DRAFT = "CANARY-HD-DRAFT"
CANARY_TASK = "CANARY-HD-TASK"
CANARY_TALK = "CANARY-HD-TALK"
CANARY_SCORE = "CANARY-HD-SCORE"
SECRETS = (CANARY_DRAFT, CANARY_TASK, CANARY_TALK, CANARY_SCORE, "61,7319", "61.7319")


@dataclass
class Place:
    """A province with its agreement, body, task, and one figure in each state, by state."""

    province: Province
    agreement: Agreement
    body: Body
    task: Task
    figures: dict[FigureStatus, Figure] = field(default_factory=dict)


@dataclass
class Scene:
    hai_duong: Place
    ha_giang: Place
    indicator: Indicator
    rank: Indicator
    lan: User
    minh: User
    thu: User
    nam: User
    hoa: User
    strangers: list[User]
    asked: ExplanationRequest | None = None
    answered: ExplanationRequest | None = None
    scorings: dict[str, Scoring] = field(default_factory=dict)

    @property
    def colleagues(self) -> list[User]:
        return [self.lan, self.minh, self.thu, self.nam]


def scene() -> Scene:
    """Build everything. About a hundred rows."""
    hai_duong, ha_giang = cast.hai_duong(), cast.ha_giang()
    lan, minh = cast.lan(hai_duong), cast.minh(hai_duong)
    indicators = _indicators()
    _round()
    made = Scene(
        hai_duong=_place(hai_duong, indicators, lan, minh),
        ha_giang=_place(ha_giang, indicators, None, None),
        indicator=indicators["ho-so-tinh"],
        rank=indicators["dti-rank"],
        lan=lan,
        minh=minh,
        thu=cast.thu(hai_duong),
        nam=cast.nam(hai_duong),
        hoa=cast.hoa(),
        strangers=[
            cast.quang(ha_giang),
            cast.person("binh", Role.REVIEWER, ha_giang),
            cast.person("mai", Role.SECRETARY, ha_giang),
        ],
    )
    _private(made.hai_duong)
    _talks(made)
    _scorings(made)
    Contradiction.objects.create(
        code="k1",
        severity="high",
        text_vi="Hai văn bản, hai con số",
        text_en="Two documents, two numbers",
        treatment_vi="Giữ cả hai",
        treatment_en="Both are kept",
        province=hai_duong,
    ).indicators.add(made.rank)
    return made


def _indicators() -> dict[str, Indicator]:
    shares = {
        code: make.indicator(code, name_vi=f"Tỷ lệ {code}", name_en=f"Share {code}", decimals=4)
        for code in ("ho-so-tinh", "ho-so-huyen", "ho-so-xa", "dich-vu-cong")
    }
    rank = make.rank_indicator()
    SeriesBreak.objects.create(
        indicator=rank,
        year=2024,
        kind=BreakKind.METHOD,
        reason_vi="Đổi cách tính",
        reason_en="Method changed",
    )
    return shares | {"dti-rank": rank}


def _round() -> ReportingRound:
    return make.open_round(PERIOD, opens_on=date(2025, 3, 1), due_on=date(2025, 4, 15))


STATES = (FigureStatus.DRAFT, FigureStatus.SUBMITTED, FigureStatus.APPROVED, FigureStatus.PUBLISHED)


def _place(province: Province, indicators: dict, officer: User | None, reviewer: User | None) -> Place:
    document = _document(province)
    agreement = _agreement(province, document)
    body = _body(province, agreement)
    place = Place(province, agreement, body, _task(province, agreement, body))
    for code, state in zip(("ho-so-tinh", "ho-so-huyen", "ho-so-xa", "dich-vu-cong"), STATES, strict=True):
        each = indicators[code]
        target = make.target(each, province, 90, "2030-Q4", baseline="20@2020-Q4", document=document)
        agreement.goals.add(target)
        task = place.task
        task.indicators.add(each)
        for period, value in (("2024-Q3", 40), ("2024-Q4", 45)):
            make.published(each, province, period, value, source=document)
        place.figures[state] = _figure(each, province, state, officer, reviewer)
    rank = indicators["dti-rank"]
    make.target(rank, province, 15, "2025", document=document)
    for year, value in ((2022, 13), (2023, 26), (2024, 19)):
        make.published(rank, province, str(year), value, public_on=date(year + 1, 10, 1), source=document)
    return place


def _document(province: Province) -> Document:
    return make.document(
        f"van-ban-{province.slug}",
        title_vi=f"Thỏa thuận của {province.name_vi}",
        title_en=f"Agreement of {province.name_en}",
        province=province,
    )


def _figure(of: Indicator, province: Province, state: FigureStatus, officer, reviewer) -> Figure:
    """A figure of the round in this state, with the stamps that belong to it."""
    reached = STATES.index(state)
    stamps = {}
    for step, (name, person) in enumerate(
        (("entered", officer), ("submitted", officer), ("approved", reviewer), ("published", reviewer))
    ):
        if person and step <= reached:
            stamps |= {f"{name}_at": timezone.now(), f"{name}_by": person}
    if state == FigureStatus.PUBLISHED:
        figure = make.published(of, province, PERIOD, 48).figure
        Figure.objects.filter(pk=figure.pk).update(**stamps)
        figure.refresh_from_db()
        return figure
    return Figure.objects.create(
        indicator=of, province=province, year=2025, quarter=1, status=state, value=Decimal(50), **stamps
    )


def _agreement(province: Province, document: Document) -> Agreement:
    partner = Partner.objects.create(
        code=f"doi-tac-{province.slug}", name_vi="Tập đoàn FPT", name_en="FPT Corporation", short="FPT"
    )
    agreement = Agreement.objects.create(
        code=f"{province.slug}-fpt",
        title_vi="Thỏa thuận hợp tác chuyển đổi số",
        title_en="Cooperation agreement on digital transformation",
        province=province,
        partner=partner,
        document=document,
        source=document,
        signed_on=date(2021, 3, 26),
        starts_year=2021,
        ends_year=2025,
    )
    programme = Programme.objects.create(
        agreement=agreement,
        code=f"{province.slug}-p1",
        order=1,
        title_vi="Chính quyền số",
        title_en="Digital government",
    )
    ProgrammeItem.objects.create(
        programme=programme,
        code=f"{province.slug}-p1-1",
        order=1,
        text_vi="Nền tảng dùng chung",
        text_en="Shared platform",
    )
    Commitment.objects.create(
        code=f"{province.slug}-c1",
        province=province,
        agreement=agreement,
        side=Side.PARTNER,
        text_vi="Tư vấn",
        text_en="Advice",
    )
    Obstacle.objects.create(
        code=f"{province.slug}-o1",
        province=province,
        agreement=agreement,
        text_vi="Thiếu nhân lực",
        text_en="Lack of staff",
    )
    Recommendation.objects.create(
        code=f"{province.slug}-r1", province=province, by="FPT", text_vi="Đào tạo", text_en="Training"
    )
    event = Event.objects.create(
        code=f"{province.slug}-e1",
        province=province,
        agreement=agreement,
        title_vi="Lễ ký",
        title_en="Signing",
        on=date(2021, 3, 26),
        source=document,
    )
    Conclusion.objects.create(event=event, order=1, text="Giao Sở TTTT số hóa hồ sơ")
    return agreement


def _body(province: Province, agreement: Agreement) -> Body:
    body = Body.objects.create(
        code=f"{province.slug}-ban",
        province=province,
        agreement=agreement,
        name_vi="Ban điều hành",
        name_en="Executive board",
        kind=BodyKind.EXECUTIVE_BOARD,
        scope=BodyScope.AGREEMENT,
    )
    BodyMember.objects.create(
        body=body,
        person="Nguyễn Văn A",
        office_vi="Chủ tịch",
        office_en="Chairman",
        role_vi="Trưởng ban",
        role_en="Head",
    )
    return body


def _task(province: Province, agreement: Agreement, body: Body) -> Task:
    task = Task.objects.create(
        code=f"{province.slug}-t1",
        province=province,
        agreement=agreement,
        body=body,
        work_vi="Số hóa hồ sơ",
        work_en="Digitise files",
        person="Trần Thị B",
        unit_vi="Sở TTTT",
        unit_en="Department",
        deadline=date(2024, 6, 30),
    )
    TaskNote.objects.create(task=task, on=date(2024, 5, 1), text_vi="Đang làm", text_en="In progress", percent=40)
    return task


def _private(place: Place) -> None:
    """Mark what only people of the province may see."""
    draft = place.figures[FigureStatus.DRAFT]
    draft.value, draft.remark = DRAFT_VALUE, CANARY_DRAFT
    draft.save()
    link = f"https://example.vn/{CANARY_DRAFT}"
    Evidence.objects.create(figure=draft, url=link, title=CANARY_DRAFT, added_by=draft.entered_by)
    published = place.figures[FigureStatus.PUBLISHED]
    make.evidence_file(published)
    Figure.objects.filter(pk=published.pk).update(published_at=timezone.now())
    place.task.work_vi = place.task.work_en = CANARY_TASK
    place.task.save()
    OrgUnit.objects.create(province=place.province, code="so-tttt-hd", name_vi="Sở TTTT", kind=UnitKind.DEPARTMENT)


def _talks(made: Scene) -> None:
    """Two requests of Nam about a target of Hải Dương; Lan has answered the second, with a file."""
    target = Target.objects.get(province=made.hai_duong.province, indicator=made.indicator)
    made.asked = make.explanation(target, made.nam, question=CANARY_TALK)
    made.answered = explanations.answer(
        explanation=make.explanation(target, made.nam, question=CANARY_TALK),
        text=CANARY_TALK,
        upload=SimpleUploadedFile("Giải trình.pdf", make.PDF),
        version=1,
        by=made.lan,
        tell=lambda *_step: None,
    )


def _scorings(made: Scene) -> None:
    """An index of Hải Dương for its one unit: a round with results, and one with a sheet in each state."""
    published = scoring_rows.scoring(made.hai_duong.province, units=0, year=2023)
    published.units.append(OrgUnit.objects.get(code="so-tttt-hd"))
    scoring_rows.publication(published, public_on=date(2024, 2, 1), u0="90.5")
    made.scorings["published"] = published
    for year, state in enumerate(SheetState, start=2024):
        found = made.scorings[state] = scoring_rows.later(published, year)
        sheet = scoring_rows.fill(
            found,
            "so-tttt-hd",
            scoring_rows.FULL,
            state=state,
            assessed=state == SheetState.ASSESSED,
            note=CANARY_SCORE,
        )
        make.score_file(sheet, found.criteria["1.2"], f"{CANARY_SCORE}.pdf")
