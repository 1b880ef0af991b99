"""Scoring units by an index of the province: criteria, formulas, totals, ranking and steps. Values only."""
