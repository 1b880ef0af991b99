"""What can be allowed, and the roles that allow it. Roles are data: code asks for permissions only."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Permission(TextChoices):
    DRAFT_READ = "draft-read", _("See figures before they are published")
    FIGURE_ENTER = "figure-enter", _("Enter, submit and correct figures")
    FIGURE_REVIEW = "figure-review", _("Return and approve figures")
    FIGURE_PUBLISH = "figure-publish", _("Publish figures")
    TIMELINESS_READ = "timeliness-read", _("See who reported, how much and when")
    TARGET_REVISE = "target-revise", _("Set and revise targets")
    TASK_READ = "task-read", _("See the tasks of working groups")
    TASK_EDIT = "task-edit", _("Keep the tasks of working groups")
    TASK_REPORT = "task-report", _("Report on the tasks assigned to them")
    TASK_WORK = "task-work", _("Report on the tasks of their unit")
    TASK_CONFIRM = "task-confirm", _("Confirm that tasks are done")
    LOG_KEEP = "log-keep", _("Keep obstacles, recommendations and events")
    EXPLANATION_READ = "explanation-read", _("See requests for explanation and their answers")
    EXPLANATION_ASK = "explanation-ask", _("Ask for explanations and close the requests")
    EXPLANATION_ANSWER = "explanation-answer", _("Answer requests for explanation")
    INDEX_SCORE = "index-score", _("Score a unit by the index of the province")
    INDEX_ASSESS = "index-assess", _("Assess what units scored themselves")
    INDEX_PUBLISH = "index-publish", _("Open rounds of an index and publish the results")


class Role(TextChoices):
    READER = "reader", _("Reader (steering committee)")
    OFFICER = "officer", _("Officer (data entry)")
    REVIEWER = "reviewer", _("Reviewer")
    SECRETARY = "secretary", _("Working-group secretary")
    ADMIN = "admin", _("Admin")


# Every member of a province sees who is late and the talk about its targets; who asks and who answers are different.
# Whoever a task is assigned to reports on it, whatever her role.
MEMBER = {Permission.TASK_READ, Permission.TASK_REPORT, Permission.EXPLANATION_READ, Permission.TIMELINESS_READ}
COMMITTEE = MEMBER | {Permission.EXPLANATION_ASK}
OWNER = MEMBER | {Permission.EXPLANATION_ANSWER}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.READER: frozenset(COMMITTEE),
    Role.OFFICER: frozenset(
        {Permission.DRAFT_READ, Permission.FIGURE_ENTER, Permission.INDEX_SCORE, Permission.TASK_WORK} | OWNER
    ),
    Role.REVIEWER: frozenset(
        {Permission.DRAFT_READ, Permission.FIGURE_REVIEW, Permission.FIGURE_PUBLISH, Permission.TASK_CONFIRM}
        | {Permission.INDEX_ASSESS, Permission.INDEX_PUBLISH}
        | COMMITTEE
    ),
    Role.SECRETARY: frozenset({Permission.TASK_EDIT, Permission.LOG_KEEP} | OWNER),
    Role.ADMIN: frozenset(Permission),
}
