"""Rows of the indicators package, one file per noun."""

from indicators.models.catalogue import Indicator, Pillar, SeriesBreak
from indicators.models.contradictions import Contradiction
from indicators.models.documents import Document, Sourced
from indicators.models.figures import Evidence, Figure, ImportBatch, Publication, Reminder, ReportingRound
from indicators.models.targets import Target, TargetRevision

__all__ = [
    "Contradiction",
    "Document",
    "Evidence",
    "Figure",
    "ImportBatch",
    "Indicator",
    "Pillar",
    "Publication",
    "Reminder",
    "ReportingRound",
    "SeriesBreak",
    "Sourced",
    "Target",
    "TargetRevision",
]
