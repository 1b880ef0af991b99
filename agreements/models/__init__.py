"""Rows of the agreements package, one file per noun."""

from agreements.models.agreements import Agreement, Commitment, Partner, Programme, ProgrammeItem
from agreements.models.bodies import Body, BodyMember
from agreements.models.log import Event, Obstacle, Recommendation
from agreements.models.tasks import Task, TaskNote

__all__ = [
    "Agreement",
    "Body",
    "BodyMember",
    "Commitment",
    "Event",
    "Obstacle",
    "Partner",
    "Programme",
    "ProgrammeItem",
    "Recommendation",
    "Task",
    "TaskNote",
]
