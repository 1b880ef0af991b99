"""What may stand in the fixture files: which file fills which model, and by what its rows are known.

The type of a column is that of the model field with its name. `fixtures/README.md` says the same for people.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from django.db.models import Model

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
    TaskProduct,
    TermChange,
)
from dtracker.places.models import OrgUnit, Province, ProvinceName
from indicators.enums import FigureStatus
from indicators.models import (
    Annotation,
    Contradiction,
    Criterion,
    Document,
    Evidence,
    Figure,
    Grade,
    IndexMethod,
    Indicator,
    MethodWeight,
    Pillar,
    Publication,
    ReportingRound,
    ScoringMethod,
    ScoringRound,
    SeriesBreak,
    Target,
    TargetRevision,
    UnitIndex,
)

PERIOD = MappingProxyType({"period": ("year", "quarter")})
TERM_PERIODS = MappingProxyType({"due": ("due_year", "due_quarter"), "baseline": ("baseline_year", "baseline_quarter")})


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one noun.

    `name` is the stem of the file, or the key under which rows stand inside a row of another table. `key`
    names the columns by which a row is known again (none: it lives and dies with its `parent`, the field that
    points to the outer row). `periods` says which two fields a period column fills. Rows of a model with its
    own `save` are saved one by one.

    `required` are the columns, besides those the model demands, without which a row would mean something else;
    `stated` those that may also say `null`: whole country, undated.
    """

    name: str
    model: type[Model]
    key: tuple[str, ...]
    columns: tuple[str, ...]
    required: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()
    periods: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    parent: str = ""
    inside: tuple["Table", ...] = ()
    own_save: bool = False
    defaults: Mapping[str, object] = field(default_factory=dict)
    """What a row gets that does not say, where it is not the default of the model."""


def pair(name: str) -> tuple[str, str]:
    """The two columns of a text in both languages."""
    return f"{name}_vi", f"{name}_en"


FACT = ("source", "quote", *pair("note"))
TERMS = ("comparator", "value", "value_max", "rank_of", "due_on", "edition_rule", "baseline_value")
PUBLISHED = (*Publication.MEASURED, *FACT, "remark", "reason", "public_on", "public_text")

TERRITORY = (
    "slug",
    "register_id",
    "started_on",
    "ended_on",
    "successor",
    "is_illustration",
    "sort_order",
    *pair("region34"),
)
NAME = (*pair("name"), "kind", "code", *pair("region"))
NAME_ONLY = ("valid_from", "valid_to", "tile_row", "tile_col", "tile34_row", "tile34_col")

PROVINCES = Table("provinces", Province, ("slug",), (*TERRITORY, *NAME), own_save=True)
NAMES = Table("names", ProvinceName, ("province", "valid_from"), ("province", *NAME, *NAME_ONLY), own_save=True)
UNITS = Table(
    "units",
    OrgUnit,
    ("code",),
    ("code", "province", *pair("name"), "kind", "parent", "started_on", "ended_on", "successor", "note"),
)
DOCUMENTS = Table(
    "documents",
    Document,
    ("code",),
    (
        "code", *pair("title"), *pair("short"), "kind", "status", "number", *pair("issuer"), "issued_on",
        "date_text", "date_text_en", "province", "origin", "where", "quoted_in", "quote", *pair("note"),
    ),
    required=("origin", "status"),
)  # fmt: skip
PILLARS = Table("pillars", Pillar, ("code",), ("code", *pair("name"), "order"))
INDICATORS = Table(
    "indicators",
    Indicator,
    ("code",),
    (
        "code", *pair("name"), *pair("short"), "pillar", "shape", "direction", "frequency", *pair("unit"),
        "decimals", "tolerance", "scale", "minimum", "maximum", "delay_days", "grace_days", "is_reported",
        "is_ratio", "is_additive", "parent", "weight", "rank_of", *pair("definition"), *pair("method"),
        *pair("publisher"), *pair("note"), "order",
    ),
    required=("frequency", "decimals"),
    own_save=True,
)  # fmt: skip
BREAKS = Table(
    "breaks",
    SeriesBreak,
    ("indicator", "period"),
    ("indicator", "kind", *pair("reason"), "document"),
    required=("period",),
    periods=PERIOD,
)
WEIGHTS = Table("weights", MethodWeight, (), ("component", "weight", "points", "order"), parent="method")
ANNOTATIONS = Table(
    "annotations",
    Annotation,
    ("code",),
    ("code", "indicator", "province", "on", *pair("text"), "document"),
    stated=("province",),
)
METHODS = Table(
    "methods",
    IndexMethod,
    ("code",),
    ("code", "indicator", *pair("name"), "document", "from_year", "to_year", "is_complete", *pair("note")),
    inside=(WEIGHTS,),
)
REVISIONS = Table(
    "revisions",
    TargetRevision,
    (),
    ("reason", "document", "effective_on", *TERMS),
    required=("reason", "document", "effective_on"),
    periods=TERM_PERIODS,
    parent="target",
)
TARGETS = Table(
    "targets",
    Target,
    ("code",),
    (
        "code", "indicator", "province", "unit", "kind", "document", "stated_by", *pair("label"),
        "is_decreed_step", *pair("owner"), "due_text", *TERMS, *FACT,
    ),
    required=("kind", "comparator", *pair("label"), "source"),
    stated=("province", "due"),
    periods=TERM_PERIODS,
    inside=(REVISIONS,),
)  # fmt: skip
ROUNDS = Table(
    "rounds",
    ReportingRound,
    ("province", "period"),
    ("province", "data_from", "data_to", "opens_on", "due_on"),
    required=("period",),
    periods=PERIOD,
)
EVIDENCE = Table("evidence", Evidence, (), ("document", "url", "title", "quote"), parent="figure")
CORRECTIONS = Table("corrections", Publication, (), PUBLISHED, required=("reason",), parent="figure")
FIGURES = Table(
    "figures",
    Figure,
    ("indicator", "province", "unit", "period"),
    ("indicator", "province", "unit", "period_text", "period_text_en", *Figure.MEASURED, *FACT, "remark", "status"),
    required=("source",),
    stated=("province", "period"),
    periods=PERIOD,
    inside=(EVIDENCE, CORRECTIONS),
    defaults=MappingProxyType({"status": FigureStatus.PUBLISHED}),
)
CONTRADICTIONS = Table(
    "contradictions",
    Contradiction,
    ("code",),
    ("code", "severity", *pair("text"), *pair("treatment"), "province", "indicators", "documents"),
)
UNIT_INDEXES = Table("unit_indexes", UnitIndex, ("code",), ("code", "province", *pair("name"), *pair("note")))
GRADES = Table("grades", Grade, (), ("least", *pair("name")), parent="method")
SCORING_METHODS = Table(
    "scoring_methods",
    ScoringMethod,
    ("code",),
    (
        "code", "index", "version", "document", "total", "decimals", "rescale", "ranks_by_kind", "kinds", "is_ready",
        *pair("note"),
    ),
    inside=(GRADES,),
)  # fmt: skip
CRITERIA = Table(
    "criteria",
    Criterion,
    ("code",),
    (
        "code", "method", "parent", "number", "order", *pair("name"), "maximum", "weight", "formula", "parameters",
        "kinds", "needs_evidence", *pair("unit"),
    ),
    required=("code",),
)  # fmt: skip
SCORING_ROUNDS = Table(
    "scoring_rounds",
    ScoringRound,
    ("code",),
    ("code", "index", "method", "opens_on", "due_on", "public_on"),
    required=("code", "period"),
    periods=PERIOD,
)

PARTNERS = Table(
    "partners",
    Partner,
    ("code",),
    ("code", *pair("name"), "short", "kind", *pair("relation"), "provinces", "source"),
    required=("kind", "source"),
)
TERM_CHANGES = Table(
    "changes",
    TermChange,
    (),
    ("step", "on", "until_year", "document", *pair("reason")),
    required=("step", "on", "reason_vi"),
    parent="agreement",
)
AGREEMENTS = Table(
    "agreements",
    Agreement,
    ("code",),
    (
        "code", *pair("title"), "province", "partner", "document", "status", "signed_on",
        *pair("signed_mode"), "starts_year", "ends_year", "stated_programme_count", "goals", *FACT,
    ),
    required=("status", "source"),
    inside=(TERM_CHANGES,),
    own_save=True,
)  # fmt: skip
ITEMS = Table("items", ProgrammeItem, ("code",), ("code", "order", *pair("text"), "quote"), parent="programme")
PROGRAMMES = Table(
    "programmes",
    Programme,
    ("code",),
    ("code", "agreement", "order", *pair("title"), "indicators", *FACT),
    required=("source",),
    inside=(ITEMS,),
)
COMMITMENTS = Table(
    "commitments",
    Commitment,
    ("code",),
    ("code", "province", "agreement", "side", "by", "by_en", *pair("text"), "due_on", *FACT),
    required=("source",),
)
MEMBERS = Table(
    "members",
    BodyMember,
    ("code",),
    ("code", "person", *pair("office"), *pair("role"), "order", "since", "until", *FACT),
    required=("code", "office_vi", "source"),
    parent="body",
)
BODIES = Table(
    "bodies",
    Body,
    ("code",),
    (
        "code", "province", "agreement", "programme", "parent", *pair("name"), "kind", "scope",
        "established_on", "document", *FACT,
    ),
    required=("source",),
    inside=(MEMBERS,),
)  # fmt: skip
NOTES = Table("notes", TaskNote, (), ("on", *pair("text"), "percent"), parent="task")
PRODUCTS = Table("products", TaskProduct, (), ("title", "url"), required=("url",), parent="task")
TASKS = Table(
    "tasks",
    Task,
    ("code",),
    (
        "code", "province", "agreement", "programme", "body", *pair("work"), "person", "unit", *pair("unit"),
        "starts_on", "deadline", *pair("product"), *pair("authority"), "state", "done_on", "stop_reason", "indicators",
    ),
    required=("state",),
    inside=(NOTES, PRODUCTS),
)  # fmt: skip
OBSTACLES = Table(
    "obstacles",
    Obstacle,
    ("code",),
    ("code", "province", "agreement", *pair("text"), *pair("category"), "state", "owner", "answer", *FACT),
    required=("source",),
)
RECOMMENDATIONS = Table(
    "recommendations",
    Recommendation,
    ("code",),
    ("code", "province", "by", "by_en", *pair("to"), *pair("text"), *FACT),
    required=("by", "source"),
    stated=("province",),
)
CONCLUSIONS = Table("decided", Conclusion, (), ("order", "text", "task"), required=("order", "text"), parent="event")
EVENTS = Table(
    "events",
    Event,
    ("code",),
    (
        "code", "province", "agreement", *pair("title"), "on", *pair("date_text"), "place", "place_en",
        "conclusions", *FACT,
    ),
    required=("source",),
    stated=("province",),
    inside=(CONCLUSIONS,),
)  # fmt: skip

TABLES = (
    PROVINCES, NAMES, UNITS, DOCUMENTS, PILLARS, INDICATORS, BREAKS, ANNOTATIONS, METHODS, TARGETS, ROUNDS, FIGURES,
    CONTRADICTIONS, UNIT_INDEXES, SCORING_METHODS, CRITERIA, SCORING_ROUNDS, PARTNERS, AGREEMENTS, PROGRAMMES,
    COMMITMENTS, BODIES, TASKS, OBSTACLES, RECOMMENDATIONS, EVENTS,
)  # fmt: skip
"""In the order of writing: a row refers to earlier tables or to its own."""

SCORE_COLUMNS = ("round", "unit", "state", "values")
FILE_COLUMNS = MappingProxyType(
    {
        # One line of provinces.csv is a dated name together with its territory.
        "provinces": (*TERRITORY, *NAME, *NAME_ONLY),
        "editions": ("indicators", "period", "public_on", "public_text"),
        "scores": SCORE_COLUMNS,
    }
)
FIGURE_EXTRAS = ("public_on", "public_text")
"""Columns of a figure row that belong to its first publication."""


def natural_key(model: type[Model]) -> str:
    """The field by which rows of the model are named in other rows."""
    return "slug" if model is Province else "code"
