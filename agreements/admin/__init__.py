"""Admin of agreements, bodies, tasks, and what is logged about them, one file per noun."""

from agreements.admin import agreements, bodies, keepers, log, tasks

__all__ = ["agreements", "bodies", "keepers", "log", "tasks"]
