"""Drawings of tasks as plain Plotly dictionaries."""
