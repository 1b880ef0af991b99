"""What a working figure and a published value have in common."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

VALUE = {"max_digits": 24, "decimal_places": 6, "null": True, "blank": True}
PERSON = {"to": settings.AUTH_USER_MODEL, "on_delete": models.PROTECT, "null": True, "blank": True, "related_name": "+"}


class Measured(models.Model):
    """A value as it was measured: number, parts, rank with its N, or the reason why there is none."""

    value = models.DecimalField(_("value"), **VALUE)
    numerator = models.DecimalField(_("numerator"), **VALUE)
    denominator = models.DecimalField(_("denominator"), **VALUE)
    rank = models.PositiveSmallIntegerField(
        _("rank"), null=True, blank=True, help_text=_("The published rank that goes with a score.")
    )
    rank_of = models.PositiveSmallIntegerField(_("number of units ranked"), null=True, blank=True)
    no_data_reason = models.CharField(_("no data because"), max_length=300, blank=True)
    is_approximate = models.BooleanField(_("approximate"), default=False)
    is_provisional = models.BooleanField(_("provisional"), default=False)
    value_text = models.CharField(_("value as printed"), max_length=160, blank=True)
    observed_on = models.DateField(_("observed or done on"), null=True, blank=True)

    MEASURED = (
        "value", "numerator", "denominator", "rank", "rank_of", "no_data_reason",
        "is_approximate", "is_provisional", "value_text", "observed_on",
    )  # fmt: skip

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(rank=None) | Q(rank__gte=1, rank_of__isnull=False, rank__lte=F("rank_of")),
                name="%(class)s_rank_within_n",
                violation_error_message=_("A rank lies between 1 and the number of units ranked."),
            ),
            # Where N stands without a separate rank, the value itself is the rank.
            models.CheckConstraint(
                condition=Q(rank_of=None)
                | Q(rank__isnull=False)
                | Q(value=None)
                | Q(value__gte=1, value__lte=F("rank_of")),
                name="%(class)s_value_is_rank_within_n",
                violation_error_message=_("A rank lies between 1 and the number of units ranked."),
            ),
            models.CheckConstraint(
                condition=Q(denominator=None) | Q(denominator__gt=0),
                name="%(class)s_denominator_positive",
                violation_error_message=_("The denominator must be greater than 0."),
            ),
            models.CheckConstraint(
                condition=Q(value=None) | Q(no_data_reason=""),
                name="%(class)s_value_or_reason",
                violation_error_message=_("A figure has a value or the reason why there is none, not both."),
            ),
        ]
