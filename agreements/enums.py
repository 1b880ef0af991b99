"""Closed lists of the agreements package. Pure: values and lazy text."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AgreementStatus(TextChoices):
    SIGNED = "signed", pgettext_lazy("agreement", "Signed")
    ENDED = "ended", pgettext_lazy("agreement", "Ended")
    DRAFT = "draft", pgettext_lazy("agreement", "Draft")


class TermStep(TextChoices):
    """What can happen to the term of an agreement."""

    EXTENDED = "extended", pgettext_lazy("term", "Extended")
    ENDED = "ended", pgettext_lazy("term", "Ended")


class PartnerKind(TextChoices):
    ENTERPRISE = "enterprise", _("Enterprise")
    MINISTRY = "ministry", _("Ministry")
    INSTITUTE = "institute", _("Institute")
    OTHER = "other", _("Other organisation")


class Side(TextChoices):
    """Who a commitment binds."""

    PROVINCE = "province", _("The province")
    PARTNER = "partner", _("The partner")
    MINISTRY = "ministry", _("The ministry")


class BodyKind(TextChoices):
    STEERING_COMMITTEE = "steering-committee", _("Steering committee")
    EXECUTIVE_BOARD = "executive-board", _("Executive board")
    SECRETARIAT = "secretariat", _("Secretariat")
    WORKING_GROUP = "working-group", _("Working group")


class BodyScope(TextChoices):
    AGREEMENT = "agreement", _("For the agreement")
    PROVINCE = "province", _("For the whole province")


class TaskState(TextChoices):
    PLANNED = "planned", _("Planned")
    IN_PROGRESS = "in-progress", _("In progress")
    HANDED_IN = "handed-in", _("Waits for confirmation")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")


class KeeperRole(TextChoices):
    """What somebody does for the tasks of a group."""

    SECRETARY = "secretary", pgettext_lazy("task", "Keeps the tasks")
    HEAD = "head", pgettext_lazy("task", "Head of the group: confirms that they are done")


class Clear(TextChoices):
    """The five clears: what makes a task clear. Content of the slogan as used in Government conclusions."""

    PERSON = "person", _("Person")
    WORK = "work", _("Work")
    DEADLINE = "deadline", _("Deadline")
    UNIT = "unit", _("Responsible unit")
    PRODUCT = "product", _("Product")


class ObstacleState(TextChoices):
    OPEN = "open", pgettext_lazy("obstacle", "Open")
    IN_HAND = "in-hand", pgettext_lazy("obstacle", "Being handled")
    SOLVED = "solved", pgettext_lazy("obstacle", "Solved")


class AdviceState(TextChoices):
    """What became of a recommendation."""

    OPEN = "open", pgettext_lazy("recommendation", "Not answered yet")
    IN_HAND = "in-hand", pgettext_lazy("recommendation", "Being considered")
    TAKEN = "taken", pgettext_lazy("recommendation", "Taken up")
    DECLINED = "declined", pgettext_lazy("recommendation", "Not taken up")


class LogKind(TextChoices):
    """What the log keeps; the value stands in the address."""

    OBSTACLE = "obstacle", _("Obstacles")
    RECOMMENDATION = "recommendation", _("Recommendations")
    EVENT = "event", _("Events")
