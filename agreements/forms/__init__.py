"""Filters of the lists, and what people write about tasks."""
