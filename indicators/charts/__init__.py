"""Drawings: geometry of inline SVG and figures for Plotly."""
