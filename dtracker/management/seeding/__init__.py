"""Loading the fixture files: reading, checking, writing."""
