"""Written reports: what they consist of, and how that becomes a file."""
