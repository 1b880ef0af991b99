"""Rows of the indicators package, one file per noun."""

from indicators.models.annotations import Annotation
from indicators.models.catalogue import Indicator, Pillar, SeriesBreak
from indicators.models.contradictions import Contradiction
from indicators.models.documents import Document, Sourced
from indicators.models.evidence import Evidence
from indicators.models.explanations import ExplanationReminder, ExplanationRequest
from indicators.models.figures import Figure
from indicators.models.imports import ImportBatch
from indicators.models.methods import IndexMethod, MethodWeight
from indicators.models.publications import Publication
from indicators.models.rounds import Reminder, ReportingRound
from indicators.models.scoring import Criterion, Grade, ScoringMethod, UnitIndex
from indicators.models.scoring_files import ScoreFile
from indicators.models.scoring_results import IndexPublication, IndexResult
from indicators.models.scoring_rounds import Score, ScoreSheet, ScoringReminder, ScoringRound
from indicators.models.snapshots import Snapshot
from indicators.models.targets import Target, TargetRevision

__all__ = [
    "Annotation",
    "Contradiction",
    "Criterion",
    "Document",
    "Evidence",
    "ExplanationReminder",
    "ExplanationRequest",
    "Figure",
    "Grade",
    "ImportBatch",
    "IndexMethod",
    "IndexPublication",
    "IndexResult",
    "Indicator",
    "MethodWeight",
    "Pillar",
    "Publication",
    "Reminder",
    "ReportingRound",
    "Score",
    "ScoreFile",
    "ScoreSheet",
    "ScoringMethod",
    "ScoringReminder",
    "ScoringRound",
    "SeriesBreak",
    "Snapshot",
    "Sourced",
    "Target",
    "TargetRevision",
    "UnitIndex",
]
