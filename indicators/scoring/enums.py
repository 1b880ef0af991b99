"""Closed lists of the index by which a province scores its departments, districts and communes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Formula(TextChoices):
    """How the value of a criterion becomes points."""

    POINTS = "points", _("points given directly")
    PROPORTIONAL = "proportional", _("in proportion between two values")
    BANDS = "bands", _("by bands of the value")
    YES_NO = "yes-no", _("all or nothing")
    BONUS = "bonus", _("bonus points for each case")
    MINUS = "minus", _("points taken off for each case")


OUTSIDE = (Formula.BONUS, Formula.MINUS)
"""What is added to the total or taken off it, and belongs to no maximum."""


class Rescale(TextChoices):
    """What becomes of the points of criteria that a unit does not have."""

    WHOLE = "whole", _("the whole total is brought back to its maximum")
    GROUP = "group", _("each group is brought back to its own maximum")
    NONE = "none", _("they are lost")


class SheetState(TextChoices):
    """Where the sheet of a unit stands."""

    DRAFT = "draft", _("the unit scores itself")
    SUBMITTED = "submitted", _("being assessed")
    ASSESSED = "assessed", _("assessed")
