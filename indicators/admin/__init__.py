"""Admin of indicators, documents, targets and figures, one file per noun."""

from indicators.admin import annotations, catalogue, documents, explanations, figures, methods, scoring, targets

__all__ = ["annotations", "catalogue", "documents", "explanations", "figures", "methods", "scoring", "targets"]
