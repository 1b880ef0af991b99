"""Rows of the agreements package, one file per noun."""

from agreements.models.agreements import Agreement, Commitment, Partner, Programme, ProgrammeItem, TermChange
from agreements.models.bodies import Body, BodyMember
from agreements.models.log import Conclusion, Event, Obstacle, Recommendation
from agreements.models.task_files import TaskImport, TaskProduct, TaskReminder
from agreements.models.tasks import Task, TaskKeeper, TaskNote

__all__ = [
    "Agreement",
    "Body",
    "BodyMember",
    "Commitment",
    "Conclusion",
    "Event",
    "Obstacle",
    "Partner",
    "Programme",
    "ProgrammeItem",
    "Recommendation",
    "Task",
    "TaskImport",
    "TaskKeeper",
    "TaskNote",
    "TaskProduct",
    "TaskReminder",
    "TermChange",
]
