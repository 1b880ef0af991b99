"""What people type, checked for its form; what it may mean is checked by `indicators.checks`."""
