"""People, and what each may do where."""

from datetime import date

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from dtracker.accounts.roles import Role
from dtracker.places.models import OrgUnit, Province


class User(AbstractUser):
    """A person who signs in. Rights come from memberships, never from Django groups."""

    first_name = None
    last_name = None
    full_name = models.CharField(_("full name"), max_length=120, blank=True)
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        help_text=_("In which mails are written to this person; the language switch changes it too."),
    )

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name or self.username

    def get_short_name(self) -> str:
        return self.full_name.rsplit(" ", 1)[-1] or self.username

    @property
    def initials(self) -> str:
        """Two letters for the round picture: first of the family name, first of the given name."""
        words = (self.full_name or self.username).replace(".", " ").split()
        return (words[0][0] + words[-1][0]).upper()


NOTED: dict[str, models.Expression] = {}
"""What apps above this one want to know with every membership, by attribute: each request reads it anyway."""


class MembershipQuerySet(models.QuerySet):
    def on(self, day: date):
        return self.filter(Q(until=None) | Q(until__gte=day), Q(since=None) | Q(since__lte=day))

    def with_places(self):
        """With province and unit, and what is `NOTED`."""
        return self.select_related("province", "unit").annotate(**NOTED)


class Membership(models.Model):
    """A role of a person, for one province or (province empty) for the whole country."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    province = models.ForeignKey(
        Province,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("province"),
        help_text=_("Empty: the whole country."),
    )
    unit = models.ForeignKey(
        OrgUnit, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("unit")
    )
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    history = HistoricalRecords()

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["user", "role", "pk"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")),
                name="membership_ends_after_it_starts",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.province or _('whole country')}"

    def clean(self) -> None:
        if self.unit is None:
            return
        if self.unit.province_id != self.province_id:
            raise ValidationError({"unit": _("This unit belongs to another province than the role.")})
        if self.role == Role.ADMIN:
            raise ValidationError({"unit": _("An admin is one of a province or of the whole country.")})
