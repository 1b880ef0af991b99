"""Bytes and rows: spreadsheets in and out, and files kept outside everything that is served."""
