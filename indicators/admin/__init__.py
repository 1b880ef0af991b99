"""Admin of indicators, documents, targets and figures, one file per noun."""

from indicators.admin import catalogue, documents, figures, targets

__all__ = ["catalogue", "documents", "figures", "targets"]
