"""Small builders for tests: each makes one row with sensible defaults, everything can be given."""

from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from itertools import count

from django.core.files.base import ContentFile

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
    TaskProduct,
)
from dtracker.formats.quarters import Period
from dtracker.places.models import OrgUnit, UnitKind
from indicators.enums import Comparator, DocumentKind, FigureStatus, Frequency, Origin, Shape, Status
from indicators.models import (
    Criterion,
    Document,
    Evidence,
    ExplanationRequest,
    Figure,
    Indicator,
    Pillar,
    Publication,
    ReportingRound,
    ScoreFile,
    ScoreSheet,
    Target,
    TargetRevision,
)

_number = count(1)


def pillar(code: str = "chinh-quyen-so", **fields) -> Pillar:
    defaults = {"name_vi": "Chính quyền số", "name_en": "Digital government", "order": 3} | fields
    return Pillar.objects.get_or_create(code=code, defaults=defaults)[0]


def indicator(code: str = "ho-so-tinh", *, asked: bool = True, **fields) -> Indicator:
    """An indicator; the rounds there are ask for a reported one of everybody, unless `asked` is off."""
    defaults = {
        "name_vi": "Tỷ lệ hồ sơ công việc cấp tỉnh xử lý trên môi trường mạng",
        "name_en": "Share of provincial work files processed online",
        "shape": Shape.PERCENT,
        "frequency": Frequency.QUARTER,
        "unit_vi": "%",
        "unit_en": "%",
        "decimals": 1,
        "minimum": 0,
        "maximum": 100,
        "is_reported": True,
    }
    values = defaults | fields
    values.setdefault("pillar", pillar())
    made = Indicator.objects.create(code=code, **values)
    if asked and made.is_reported:
        ask(ReportingRound.objects.all(), [made])
    return made


def rank_indicator(code: str = "dti-rank", **fields) -> Indicator:
    defaults = {
        "name_vi": "Thứ hạng chuyển đổi số cấp tỉnh (DTI)",
        "name_en": "Provincial digital transformation rank (DTI)",
        "shape": Shape.RANK,
        "direction": -1,
        "frequency": Frequency.YEAR,
        "unit_vi": "hạng",
        "unit_en": "rank",
        "decimals": 0,
        "minimum": 1,
        "maximum": None,
        "is_reported": False,
        "delay_days": 300,
    }
    return indicator(code, **(defaults | fields))


def document(code: str = "", **fields) -> Document:
    code = code or f"document-{next(_number)}"
    defaults = {
        "title_vi": "Nghị quyết về chuyển đổi số",
        "title_en": "Resolution on digital transformation",
        "kind": DocumentKind.RESOLUTION,
        "origin": Origin.ARTICLE,
    }
    return Document.objects.create(code=code, **(defaults | fields))


def target(of: Indicator, province, value, due: str = "2025-Q4", **fields) -> Target:
    """A target with its first revision; `due` and `baseline` ("20@2020-Q4") are written as text."""
    period = Period.from_code(due)
    baseline, _, since = str(fields.pop("baseline", "")).partition("@")
    start = Period.from_code(since) if since else None
    terms = {
        "comparator": fields.pop("comparator", Comparator.AT_MOST if of.direction < 0 else Comparator.AT_LEAST),
        "value": None if value is None else Decimal(value),
        "rank_of": fields.pop("rank_of", 63 if of.is_rank else None),
        "due_year": period.year,
        "due_quarter": period.quarter,
        "due_on": fields.pop("due_on", period.end),
        "baseline_value": Decimal(baseline) if baseline else None,
        "baseline_year": start.year if start else None,
        "baseline_quarter": start.quarter if start else None,
    }
    if "document" not in fields:
        fields["document"] = Document.objects.filter(code="nghi-quyet").first() or document("nghi-quyet")
    made = Target.objects.create(
        code=fields.pop("code", f"target-{next(_number)}"), indicator=of, province=province, **terms, **fields
    )
    TargetRevision.objects.create(target=made, version=1, document=made.document, **terms)
    return made


def published(of: Indicator, province, period: str, value, *, public_on: date | None = None, **fields) -> Publication:
    """A published figure with version 1; `rank_of` defaults to 63 for ranks; public on the period's last day."""
    when = Period.from_code(period)
    measured = {
        "value": None if value is None else Decimal(value),
        "rank_of": fields.pop("rank_of", 63 if of.is_rank else None),
    } | {name: fields.pop(name) for name in Figure.MEASURED if name in fields}
    cell = Figure.objects.create(
        indicator=of,
        province=province,
        unit=fields.pop("unit", None),
        year=when.year,
        quarter=when.quarter,
        status=FigureStatus.PUBLISHED,
        source=fields.get("source"),
        **measured,
    )
    return Publication.objects.create(figure=cell, version=1, public_on=public_on or when.end, **measured, **fields)


ASKED_ON = date(2026, 11, 20)
ANSWER_DUE = date(2026, 12, 5)


def explanation(of: Target, by, **fields) -> ExplanationRequest:
    """A request of 20/11/2026 for an explanation by 5/12/2026, with the line of history that asking writes."""
    values = {
        "status_then": Status.SLOW,
        "status_on": ASKED_ON,
        "question": "Vì sao chậm?",
        "asked_at": datetime(2026, 11, 20, 9, tzinfo=UTC),
        "due_on": ANSWER_DUE,
    } | fields
    made = ExplanationRequest(target=of, province=of.province, asked_by=by, **values)
    made._change_reason, made._history_user = "ask", by
    made.save()
    return made


def open_round(period: str = "2025-Q1", **fields) -> ReportingRound:
    """A round that asks for every reported indicator, or for the given ones (`asks`) besides what the rule asks for."""
    when = Period.from_code(period)
    defaults = {
        "data_from": when.start,
        "data_to": when.end,
        "opens_on": when.start,
        "due_on": when.end,
    }
    asks = fields.pop("asks", None)
    made = ReportingRound.objects.create(year=when.year, quarter=when.quarter, **(defaults | fields))
    ask([made], Indicator.objects.filter(is_reported=True) if asks is None else asks)
    return made


def ask(rounds, indicators) -> None:
    """Let the rounds ask for the indicators too, without a line of history for each."""
    through = ReportingRound.indicators.through
    pairs = [(each, of) for each in rounds for of in indicators]
    through.objects.bulk_create(through(reportinground=each, indicator=of) for each, of in pairs)


def unit(province, code: str = "so-tttt-hd", **fields) -> OrgUnit:
    defaults = {"name_vi": "Sở Thông tin và Truyền thông", "name_en": "Department of Information"}
    return OrgUnit.objects.create(province=province, code=code, **({"kind": UnitKind.DEPARTMENT} | defaults | fields))


def partner(code: str = "fpt", **fields) -> Partner:
    defaults = {"name_vi": "Tập đoàn FPT", "name_en": "FPT Corporation", "short": "FPT"} | fields
    return Partner.objects.get_or_create(code=code, defaults=defaults)[0]


def agreement(province, code: str = "hd-fpt", *, goals=(), **fields) -> Agreement:
    defaults = {
        "title_vi": "Thỏa thuận hợp tác chuyển đổi số",
        "title_en": "Digital transformation agreement",
    }
    values = defaults | fields
    values.setdefault("partner", partner())
    made = Agreement.objects.create(code=code, province=province, **values)
    made.goals.set(goals)
    return made


def programme(of: Agreement, order: int = 1, *, items=(), serves=(), **fields) -> Programme:
    """A programme whose items are given as text."""
    code = f"{of.code}-p{order}"
    defaults = {"title_vi": f"Chương trình {order}", "title_en": f"Programme {order}"} | fields
    made = Programme.objects.create(agreement=of, code=code, order=order, **defaults)
    made.indicators.set(serves)
    for number, text in enumerate(items, start=1):
        ProgrammeItem.objects.create(programme=made, code=f"{code}-{number}", order=number, text_vi=text)
    return made


def body(province, **fields) -> Body:
    defaults = {
        "code": f"body-{next(_number)}",
        "name_vi": "Ban Chỉ đạo",
        "name_en": "Steering Committee",
        "kind": BodyKind.STEERING_COMMITTEE,
        "scope": BodyScope.AGREEMENT if fields.get("agreement") else BodyScope.PROVINCE,
    }
    return Body.objects.create(province=province, **(defaults | fields))


def member(of: Body, person: str = "", **fields) -> BodyMember:
    defaults = {
        "code": f"member-{next(_number)}",
        "office_vi": "Bí thư Tỉnh ủy",
        "office_en": "Secretary",
        "role_vi": "Trưởng ban",
        "role_en": "Head",
    }
    return BodyMember.objects.create(body=of, person=person, **(defaults | fields))


def task(province, *, serves=(), **fields) -> Task:
    """A task that is clear: person, work, deadline, unit and product are filled."""
    defaults = {
        "code": f"task-{next(_number)}",
        "work_vi": "Mở 45 điểm hỗ trợ",
        "work_en": "Open 45 support points",
        "person": "Trần Văn An",
        "unit_vi": "Sở Nội vụ",
        "unit_en": "Department of Home Affairs",
        "deadline": date(2026, 12, 31),
        "product_vi": "Biên bản nghiệm thu",
        "product_en": "Acceptance record",
    }
    made = Task.objects.create(province=province, **(defaults | fields))
    made.indicators.set(serves)
    return made


def event(province, **fields) -> Event:
    defaults = {"code": f"event-{next(_number)}", "title_vi": "Lễ ký", "title_en": "Signing"}
    return Event.objects.create(province=province, **(defaults | fields))


def meeting(province, on: date, **fields) -> Event:
    """An event that something was concluded at."""
    met = event(province, on=on, title_vi="Họp Ban Chỉ đạo", title_en="Meeting", **fields)
    Conclusion.objects.create(event=met, order=1, text="Giao Sở TTTT số hóa hồ sơ")
    return met


def obstacle(province, **fields) -> Obstacle:
    defaults = {"code": f"obstacle-{next(_number)}", "text_vi": "Thiếu cán bộ", "text_en": "Too few people"}
    return Obstacle.objects.create(province=province, **(defaults | fields))


def recommendation(province, **fields) -> Recommendation:
    defaults = {"code": f"advice-{next(_number)}", "text_vi": "Thuê dịch vụ", "text_en": "Lease services"}
    return Recommendation.objects.create(province=province, **(defaults | fields))


def commitment(province, **fields) -> Commitment:
    defaults = {
        "code": f"commitment-{next(_number)}",
        "side": Side.PARTNER,
        "text_vi": "Cử chuyên gia",
        "text_en": "Send experts",
    }
    return Commitment.objects.create(province=province, **(defaults | fields))


PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
"""The smallest PDF: enough for what looks at the content of files."""


def evidence_file(figure: Figure, name: str = "Báo cáo quý I.pdf", content: bytes = PDF, **fields) -> Evidence:
    """A stored file that proves the figure."""
    digest = sha256(content).hexdigest()
    made = Evidence(figure=figure, file_name=name, content_type="application/pdf", size=len(content), digest=digest)
    made.file.save(name, ContentFile(content), save=False)
    for field, value in fields.items():
        setattr(made, field, value)
    made.save()
    return made


def score_file(
    sheet: ScoreSheet, criterion: Criterion, name: str = "Quyết định 5.pdf", content: bytes = PDF
) -> ScoreFile:
    """A stored file that proves a score."""
    digest = sha256(content).hexdigest()
    made = ScoreFile(sheet=sheet, criterion=criterion, file_name=name, content_type="application/pdf", digest=digest)
    made.size = len(content)
    made.file.save(name, ContentFile(content))
    return made


def task_product(of: Task, name: str = "Biên bản.pdf", content: bytes = PDF) -> TaskProduct:
    """A stored file that was handed in for the task."""
    digest = sha256(content).hexdigest()
    made = TaskProduct(task=of, file_name=name, content_type="application/pdf", size=len(content), digest=digest)
    made.file.save(name, ContentFile(content))
    return made
