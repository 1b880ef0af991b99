"""Files of tasks: their columns, and what their rows say."""
