"""Admin of indicators, documents, targets and figures, one file per noun."""

from indicators.admin import annotations, catalogue, documents, explanations, figures, methods, targets

__all__ = ["annotations", "catalogue", "documents", "explanations", "figures", "methods", "targets"]
