"""Closed lists of the indicators package: what can be chosen, in both languages.

Pure: values and lazy text only. Codes are stored; words are looked up when shown.
"""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Shape(TextChoices):
    """How the values of an indicator behave; decides which rules of progress apply."""

    PERCENT = "percent", _("Percentage")
    STOCK = "stock", _("Count on a date")
    RUNNING_TOTAL = "running-total", _("Running total since the start")
    YEARLY_FLOW = "yearly-flow", _("Count within the year")
    RANK = "rank", _("Rank")
    SCORE = "score", _("Score")
    GROWTH = "growth", _("Yearly growth rate")
    MILESTONE = "milestone", _("Milestone")
    RANGE = "range", _("Value to keep within a range")


COUNTS = (Shape.STOCK, Shape.RUNNING_TOTAL, Shape.YEARLY_FLOW)
"""Shapes that count something: only of these can the values of several provinces be added, and not of all."""


class Direction(IntegerChoices):
    """The sign s of the method: +1 where more is better, −1 where less is."""

    HIGHER = 1, _("Higher is better")
    LOWER = -1, _("Lower is better")


class Frequency(TextChoices):
    QUARTER = "quarter", _("Quarterly")
    YEAR = "year", _("Yearly")


class Comparator(TextChoices):
    """How the document words the target; strictness counts for "met" only."""

    AT_LEAST = "at-least", _("at least")
    MORE_THAN = "more-than", _("more than")
    AT_MOST = "at-most", _("at most")
    LESS_THAN = "less-than", _("less than")
    BETWEEN = "between", _("between")
    ACHIEVE = "achieve", _("achieve")


class TargetKind(TextChoices):
    """Only targets are judged; the others are shown as what they are."""

    TARGET = "target", _("Target")
    ASPIRATION = "aspiration", _("Aspiration")
    RECOMMENDATION = "recommendation", _("Recommendation")
    FORECAST = "forecast", _("Forecast")


class EditionRule(TextChoices):
    """Which edition of a yearly index decides a target "by the end of a year"."""

    DATA_YEAR = "data-year", _("the edition of that data year")
    PUBLISHED_BY = "published-by", _("the latest edition published by the date")


class BreakKind(TextChoices):
    DEFINITION = "definition", _("Definition changed")
    METHOD = "method", _("Method changed")


class Origin(TextChoices):
    """Where a fact comes from; shown beside it wherever it is not the province's own paper."""

    ARTICLE = "article", _("Source article")
    OUTSIDE = "outside", _("Outside source")
    NATIONAL = "national", _("National publication")
    ILLUSTRATION = "illustration", _("Illustration")
    ENTERED = "entered", _("Entered in dtracker")


class DocumentKind(TextChoices):
    RESOLUTION = "resolution", _("Resolution")
    DECISION = "decision", _("Decision")
    AGREEMENT = "agreement", _("Cooperation agreement")
    PLAN = "plan", _("Plan")
    ACTION_PROGRAMME = "action-programme", _("Action programme")
    SCHEME = "scheme", _("Scheme")
    REPORT = "report", _("Report")
    ARTICLE = "article", _("Press article")
    DATASET = "dataset", _("Data set")
    SPEECH = "speech", _("Speech")
    LETTER = "letter", _("Official letter")


class DocumentStatus(TextChoices):
    ISSUED = "issued", _("Issued")
    SIGNED = "signed", _("Signed")
    ANNOUNCED = "announced", _("Announced")
    PRESENTED = "presented", _("Presented")
    DRAFT = "draft", pgettext_lazy("document", "Draft")
    NAMED = "named", _("Named only")
    PUBLISHED = "published", pgettext_lazy("document", "Published")


class FigureStatus(TextChoices):
    """Where the working value of a figure stands; readers never see it, they see publications."""

    DRAFT = "draft", pgettext_lazy("figure", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("figure", "Submitted")
    RETURNED = "returned", pgettext_lazy("figure", "Returned")
    APPROVED = "approved", pgettext_lazy("figure", "Approved")
    PUBLISHED = "published", pgettext_lazy("figure", "Published")


class RequestState(TextChoices):
    """Where a request for explanation stands."""

    ASKED = "asked", pgettext_lazy("request", "Waits for an answer")
    ANSWERED = "answered", pgettext_lazy("request", "Answered")
    CLOSED = "closed", pgettext_lazy("request", "Closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("request", "Taken back")


class RoundRule(TextChoices):
    """Which days a reporting round covers."""

    CALENDAR = "calendar", _("Calendar quarter")
    ADMINISTRATIVE = "administrative", _("Administrative quarter, 15th to 14th")


class Stage(TextChoices):
    """How near the due date of a round is; one reminder for each."""

    OPENED = "opened", _("Opened")
    DUE_SOON = "due-soon", _("Due soon")
    DUE = "due", _("Due today")
    OVERDUE = "overdue", _("Overdue")


class Punctuality(TextChoices):
    """Whether the sheet of a round came in time; overdue until its last line is handed over.

    Ended: nobody was there any more on the due date.
    """

    OVERDUE = "overdue", _("Overdue")
    LATE = "late", pgettext_lazy("sheet", "Handed over late")
    WAITING = "waiting", _("Not yet due")
    ON_TIME = "on-time", pgettext_lazy("sheet", "On time")
    ENDED = "ended", pgettext_lazy("sheet", "Ended before the due date")


class Status(TextChoices):
    """The verdict on a target. The only words for it in the product."""

    NOT_MET = "not-met", _("Not met")
    BACKWARD = "backward", _("Going backward")
    SLOW = "slow", _("Behind schedule")
    BELOW_KEEP = "below-keep", _("Below the level to keep")
    SPEED_UP = "speed-up", _("Needs to speed up")
    ON_TRACK = "on-track", _("On track")
    MET = "met", _("Met")
    TOO_EARLY = "too-early", _("Just started")
    NO_DATA = "no-data", _("Not enough data")
    UNIT_ENDED = "unit-ended", _("Merged before the due date")
    NOT_APPLICABLE = "not-applicable", _("Not applicable")

    @property
    def group(self) -> "Group":
        return GROUP_OF[self]


class Group(TextChoices):
    """What a status counts as in a roll-up."""

    BAD = "bad", _("Behind")
    WATCH = "watch", _("To watch")
    GOOD = "good", _("Good")
    NOT_ASSESSED = "none", _("Not assessed")
    EXCLUDED = "excluded", _("Excluded")


GROUP_OF = {
    Status.NOT_MET: Group.BAD,
    Status.BACKWARD: Group.BAD,
    Status.SLOW: Group.BAD,
    Status.BELOW_KEEP: Group.BAD,
    Status.SPEED_UP: Group.WATCH,
    Status.ON_TRACK: Group.GOOD,
    Status.MET: Group.GOOD,
    Status.TOO_EARLY: Group.NOT_ASSESSED,
    Status.NO_DATA: Group.NOT_ASSESSED,
    Status.UNIT_ENDED: Group.NOT_ASSESSED,
    Status.NOT_APPLICABLE: Group.EXCLUDED,
}

WORST_FIRST = tuple(Status)
"""Order of every list of targets; the declaration order of Status."""


class Reason(TextChoices):
    """Why there is not enough data to judge."""

    NO_FIGURE = "no-figure", _("no figure yet")
    NO_BASELINE = "no-baseline", _("no baseline")
    NO_TARGET = "no-target", _("no target")
    NO_DUE_DATE = "no-due-date", _("no due date")
    BROKEN_SERIES = "broken-series", _("series broken")
    CONFIRM_TARGET = "confirm-target", _("target must be confirmed again")
    MISSING_DUE_FIGURE = "missing-due-figure", _("figure of the due period missing")
    QUALITATIVE = "qualitative", _("qualitative target without a stated test")


class Flag(TextChoices):
    """Said beside a status, never in its place."""

    STALE = "stale", _("Old figure")
    AWAITING_FINAL = "awaiting-final", _("Awaiting the final figure")
    MISSED_MILESTONE = "missed-milestone", _("Missed milestone %(milestone)s")
    MISSING_MILESTONE_FIGURE = "missing-milestone-figure", _("Figure of milestone %(milestone)s missing")
    ONCE_MET = "once-met", _("Was met before")
    DECLINING = "declining", _("Getting worse")
    PROVISIONAL = "provisional", _("Provisional")
    EXCEEDED = "exceeded", _("Exceeded")
    MET_LATE = "met-late", _("Met late, %(period)s")
    DAYS_LATE = "days-late", _("%(days)s days late")
    OVERDUE = "overdue", _("%(days)s days overdue")
    DUE_SOON = "due-soon", _("Due in %(days)s days")
    NOT_YET_DUE = "not-yet-due", _("Not yet due")
    NEXT_LEG = "next-leg", _("Stage after %(milestone)s")
    PARTIAL_SUM = "partial-sum", _("A quarter is missing; summed to the last complete one")


class Rule(TextChoices):
    """Which rule of the method gave the verdict; numbered as on the method page."""

    UNIT_ENDED = "unit-ended", _("The unit ended before the due date")
    NOT_JUDGED = "not-judged", _("Only targets are judged")
    NO_TARGET = "1-no-target", _("Rule 1: there is no target value")
    NO_DUE_DATE = "1-no-due-date", _("Rule 1: the target has no due date")
    NO_FIGURE = "1-no-figure", _("Rule 1: no published figure")
    CONFIRM_TARGET = "1-confirm-target", _("Rule 1: the target must be confirmed for the new base")
    BROKEN_SERIES = "1-broken-series", _("Rule 1: the series is broken between target and figure")
    MET = "3-met", _("Rule 3: the target is reached")
    NOT_MET = "4-not-met", _("Rule 4: the due period is over and the target was not reached")
    MISSING_DUE_FIGURE = "4-missing-due-figure", _("Rule 4: the figure of the due period never came")
    NO_BASELINE = "5-no-baseline", _("Rule 5: there is no baseline")
    KEEP = "6-keep", _("Rule 6: the level was reached at the start and must be kept")
    NEXT_LEG = "7-next-leg", _("Rule 7: the stage of this target has not begun")
    TOO_EARLY = "8-too-early", _("Rule 8: less than a tenth of the time has passed")
    BACKWARD = "9-backward", _("Rule 9: worse than at the start by more than the tolerance")
    ON_TRACK = "10-on-track", _("Rule 10: at least 95% of the expected way, or short by no more than the tolerance")
    SPEED_UP = "11-speed-up", _("Rule 11: at least 60% of the expected way")
    SLOW = "12-slow", _("Rule 12: less than 60% of the expected way")
    GROWTH = "growth", _("Growth is compared with the same rate every year")
    MILESTONE = "milestone", _("A milestone is judged by its planned and its done date")
    QUALITATIVE = "qualitative", _("A qualitative target is judged when its test is stated")
