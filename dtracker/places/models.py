"""Territories and the organisations inside them. Knows nothing of indicators."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from dtracker.formats.addresses import path_to
from dtracker.formats.bilingual import bilingual
from dtracker.formats.chains import leads_back
from dtracker.formats.dates import format_date
from dtracker.formats.language import is_english
from dtracker.formats.text import search_key, sort_key

REFORM = date(2025, 7, 1)
"""The first day of the 34 units; up to the day before there were 63."""


class Kind(models.TextChoices):
    PROVINCE = "province", _("Province")
    CITY = "city", _("Centrally run city")


class UnitKind(models.TextChoices):
    DEPARTMENT = "department", _("Department")
    DISTRICT = "district", _("District-level unit")
    COMMUNE = "commune", _("Commune-level unit")
    CENTRE = "centre", _("Centre")
    PARTY = "party", _("Party body")
    GOVERNMENT = "government", _("People's Committee")


class ProvinceQuerySet(models.QuerySet):
    def official(self):
        """Real territories only: the fictional province is left out."""
        return self.filter(is_illustration=False)

    def on(self, day: date):
        """Those that existed on the day: 63 official ones up to 30/6/2025, 34 from 1/7/2025."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=day), started_on__lte=day)


class Province(models.Model):
    """The identity of a territory: one statistical series. A merger makes a new one.

    The name fields repeat the newest dated name (`ProvinceName`): lists need no join. `refresh_name` keeps them.
    """

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    register_id = models.SlugField(_("register id"), max_length=60, unique=True)
    name_vi = models.CharField(_("Vietnamese name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    code = models.CharField(
        _("code"), max_length=4, help_text=_("Statistics office code; never a key: codes changed hands in 2025.")
    )
    region_vi = models.CharField(_("region"), max_length=80, blank=True)
    region_en = models.CharField(_("region in English"), max_length=80, blank=True)
    region34_vi = models.CharField(
        _("region since 1/7/2025"), max_length=80, blank=True,
        help_text=_("Only where the borders stayed and the region did not. Empty: that of the dated name."),
    )  # fmt: skip
    region34_en = models.CharField(_("region since 1/7/2025, in English"), max_length=80, blank=True)
    started_on = models.DateField(_("exists since"))
    ended_on = models.DateField(_("last day"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("successor")
    )
    is_illustration = models.BooleanField(_("fictional, for illustration"), default=False)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)
    search_key = models.CharField(max_length=255, editable=False, default="")
    sort_key = models.CharField(max_length=255, editable=False, default="")
    history = HistoricalRecords()

    objects = ProvinceQuerySet.as_manager()
    name = bilingual("name")
    region = bilingual("region")
    region34 = bilingual("region34")

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("province")
        verbose_name_plural = _("provinces")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gt=F("started_on")),
                name="province_ends_after_it_starts",
                violation_error_message=_("A province cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        """The name; of one that ended or began at a merger with the day, since the old and the new may share it."""
        if self.ended_on:
            return _("%(name)s (until %(day)s)") % {"name": self.name, "day": format_date(self.ended_on)}
        if self.started_on and self.started_on >= REFORM:
            return _("%(name)s (from %(day)s)") % {"name": self.name, "day": format_date(self.started_on)}
        return self.name

    def save(self, *args, **kwargs):
        self.search_key = search_key(f"{self.name_vi} {self.name_en}")
        self.sort_key = sort_key(self.name_vi)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return path_to("province", self.slug)

    def clean(self) -> None:
        """A successor is a later territory: none succeeds itself, directly or by way of others."""
        begins = self.successor.started_on if self.successor_id else None
        if begins and self.started_on and begins <= self.started_on:
            raise ValidationError({"successor": _("A successor begins later than what it succeeds.")})
        if begins and self.ended_on is None:
            raise ValidationError({"ended_on": _("What has a successor has a last day.")})

    @property
    def full_name(self) -> str:
        """With its kind: “Tỉnh Hải Dương”, “Thành phố Hải Phòng”."""
        pattern = _("City of %(name)s") if self.kind == Kind.CITY else _("%(name)s Province")
        return pattern % {"name": self.name}

    @property
    def name_in_sentence(self) -> str:
        """The full name as it stands inside a sentence: “tỉnh Hải Dương”."""
        full = str(self.full_name)
        return full if is_english() else full[:1].lower() + full[1:]

    @property
    def region_now(self) -> str:
        """The region it lies in today, or lay in when it ended."""
        return self.region34 or self.region

    def refresh_name(self) -> None:
        """Take over name, kind, code and region of the newest dated name."""
        newest = self.names.order_by("-valid_from").first()
        if newest is None:
            return
        for field in ("name_vi", "name_en", "kind", "code", "region_vi", "region_en"):
            setattr(self, field, getattr(newest, field))
        self.save()


class ProvinceName(models.Model):
    """A span of days in which a province had one name, kind, code and region."""

    province = models.ForeignKey(Province, models.CASCADE, related_name="names", verbose_name=_("province"))
    name_vi = models.CharField(_("Vietnamese name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    code = models.CharField(_("code"), max_length=4)
    region_vi = models.CharField(_("region"), max_length=80, blank=True)
    region_en = models.CharField(_("region in English"), max_length=80, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("The last day in force."))
    tile_row = models.PositiveSmallIntegerField(_("row in the 63-tile layout"), null=True, blank=True)
    tile_col = models.PositiveSmallIntegerField(_("column in the 63-tile layout"), null=True, blank=True)
    tile34_row = models.PositiveSmallIntegerField(_("row in the 34-tile layout"), null=True, blank=True)
    tile34_col = models.PositiveSmallIntegerField(_("column in the 34-tile layout"), null=True, blank=True)
    search_key = models.CharField(max_length=255, editable=False, default="")

    name = bilingual("name")
    region = bilingual("region")

    class Meta:
        ordering = ["province", "valid_from", "pk"]
        verbose_name = _("dated name")
        verbose_name_plural = _("dated names")
        constraints = [
            models.UniqueConstraint(fields=["province", "valid_from"], name="one_name_per_province_and_day"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="province_name_ends_after_it_starts",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.search_key = search_key(f"{self.name_vi} {self.name_en}")
        super().save(*args, **kwargs)

    @property
    def region_now(self) -> str:
        """Its region today, or when it ended: a name in force outlives the regions of before the reform."""
        return self.region if self.valid_to else self.province.region34 or self.region


class OrgUnitQuerySet(models.QuerySet):
    def on(self, day: date):
        """Those that existed on the day; what has no date is taken for always."""
        return self.exclude(ended_on__lt=day).exclude(started_on__gt=day)


class OrgUnit(models.Model):
    """A department, district, commune or centre inside a province, with its dates."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="units", verbose_name=_("province"))
    code = models.SlugField(_("code"), max_length=80, unique=True)
    name_vi = models.CharField(_("Vietnamese name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=UnitKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("belongs to")
    )
    started_on = models.DateField(_("exists since"), null=True, blank=True)
    ended_on = models.DateField(_("last day"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("successor")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = OrgUnitQuerySet.as_manager()

    name = bilingual("name")

    class Meta:
        ordering = ["province", "name_vi", "pk"]
        verbose_name = _("organisational unit")
        verbose_name_plural = _("organisational units")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(started_on=None) | Q(ended_on__gt=F("started_on")),
                name="unit_ends_after_it_starts",
                violation_error_message=_("A unit cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        for name in ("parent", "successor"):
            if leads_back(self, name):
                raise ValidationError({name: _("It would lead back to this unit, directly or by way of others.")})

    def was_there(self, day: date) -> bool:
        """The same as `objects.on(day)`, of a row that was read."""
        return (self.started_on is None or self.started_on <= day) and (self.ended_on is None or self.ended_on >= day)
