"""Admin of indicators, documents, targets and figures, one file per noun."""

from indicators.admin import catalogue, documents, explanations, figures, methods, targets

__all__ = ["catalogue", "documents", "explanations", "figures", "methods", "targets"]
