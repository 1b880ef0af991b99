"""Spreadsheets as bytes and as rows: .xlsx and .csv, in and out. Knows nothing of what the rows mean."""
