"""Rows of the indicators package, one file per noun."""

from indicators.models.catalogue import Indicator, Pillar, SeriesBreak
from indicators.models.contradictions import Contradiction
from indicators.models.documents import Document, Sourced
from indicators.models.figures import Evidence, Figure, Publication, ReportingRound
from indicators.models.targets import Target, TargetRevision

__all__ = [
    "Contradiction",
    "Document",
    "Evidence",
    "Figure",
    "Indicator",
    "Pillar",
    "Publication",
    "ReportingRound",
    "SeriesBreak",
    "Sourced",
    "Target",
    "TargetRevision",
]
