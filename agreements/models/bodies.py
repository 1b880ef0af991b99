"""Steering bodies and working groups, with their members."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from agreements.enums import BodyKind, BodyScope
from agreements.models.agreements import Agreement, Programme
from dtracker.formats.bilingual import bilingual
from dtracker.formats.chains import along, leads_back
from dtracker.places.models import Province
from indicators.models import Document, Sourced

TWICE = _("This person already has a seat then. Give the earlier one a last day.")


class Body(Sourced):
    code = models.SlugField(_("code"), max_length=60, unique=True)
    province = models.ForeignKey(Province, models.PROTECT, related_name="bodies", verbose_name=_("province"))
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="bodies", verbose_name=_("agreement")
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="bodies", verbose_name=_("programme")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("under")
    )
    name_vi = models.CharField(_("Vietnamese name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=BodyKind)
    scope = models.CharField(_("scope"), max_length=10, choices=BodyScope)
    established_on = models.DateField(_("established on"), null=True, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="bodies", verbose_name=_("deciding document")
    )
    history = HistoricalRecords()

    name = bilingual("name")

    class Meta:
        ordering = ["province", "pk"]
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        constraints = [
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")),
                name="body_is_not_under_itself",
                violation_error_message=_("A body cannot be under itself."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if leads_back(self, "parent"):
            raise ValidationError({"parent": _("This body stands above the one it is to be under.")})
        for name in ("parent", "agreement"):
            other = getattr(self, name)
            if other is not None and other.province_id != self.province_id:
                raise ValidationError({name: _("This belongs to another province than the body.")})
        if self.programme and self.agreement and self.programme.agreement_id != self.agreement_id:
            raise ValidationError({"programme": _("This programme is of another agreement.")})

    def above(self) -> list["Body"]:
        """The bodies it is under, the nearest first; each once, also where they would go round in a circle."""
        return along(self, "parent")

    def get_absolute_url(self) -> str:
        return reverse("agreements:body", args=[self.code])


class BodyMember(Sourced):
    """A person in a body, or an office or group of offices where no person is named."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="members", verbose_name=_("body"))
    code = models.SlugField(_("code"), max_length=60, unique=True, null=True, blank=True)
    person = models.CharField(_("person"), max_length=120, blank=True)
    office_vi = models.CharField(_("office"), max_length=240, blank=True)
    office_en = models.CharField(_("office in English"), max_length=240, blank=True)
    role_vi = models.CharField(_("role in the body"), max_length=120)
    role_en = models.CharField(_("role in the body, in English"), max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    office = bilingual("office")
    role = bilingual("role")

    class Meta:
        ordering = ["body", "order", "pk"]
        verbose_name = _("member of a body")
        verbose_name_plural = _("members of bodies")
        constraints = [
            models.CheckConstraint(
                condition=~Q(person="") | ~Q(office_vi=""),
                name="member_is_a_person_or_an_office",
                violation_error_message=_("Name a person, an office, or both."),
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")),
                name="member_ends_after_it_starts",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
            # Two sources may tell of the same seat; nobody is entered twice, and no source says it twice.
            models.UniqueConstraint(
                fields=["body", "person"],
                condition=~Q(person="") & Q(until=None, source=None),
                name="one_open_seat_per_person",
                violation_error_message=TWICE,
            ),
            models.UniqueConstraint(
                fields=["body", "person", "source"],
                condition=~Q(person="") & Q(until=None, source__isnull=False),
                name="one_open_seat_per_person_and_source",
                violation_error_message=TWICE,
            ),
        ]

    def __str__(self) -> str:
        return self.person or self.office
