"""The index by which a province scores its units: the method in its versions, and the tree of criteria."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from dtracker.formats.bilingual import bilingual
from dtracker.places.models import Province, UnitKind
from indicators.models.documents import Document
from indicators.scoring.enums import OUTSIDE, Formula, Rescale
from indicators.scoring.tree import Criterion as Node
from indicators.scoring.tree import Rules, runs_in_a_circle

POINTS = {"max_digits": 10, "decimal_places": 4}
MOST_DECIMALS = 4
FROZEN = _(
    "Units are scored by this version of the method, so its criteria stay as they are. "
    "Make a new version for the next round."
)


def check_kinds(typed: str) -> None:
    """A kind that does not exist would leave out every unit without a word."""
    if set(typed.split()) - set(UnitKind.values):
        raise ValidationError({"kinds": _kinds_sentence()})


def _kinds_sentence() -> str:
    return _("Write kinds of unit from this list: %(kinds)s.") % {"kinds": ", ".join(UnitKind.values)}


class UnitIndex(models.Model):
    """An index of a province for its own departments, districts and communes."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="unit_indexes", verbose_name=_("province"))
    code = models.SlugField(_("code"), max_length=60, unique=True)
    name_vi = models.CharField(_("Vietnamese name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    note_vi = models.TextField(_("note"), blank=True)
    note_en = models.TextField(_("note in English"), blank=True)
    history = HistoricalRecords()

    name = bilingual("name")
    note = bilingual("note")

    class Meta:
        ordering = ["province", "code"]
        verbose_name = _("index of units")
        verbose_name_plural = _("indices of units")

    def __str__(self) -> str:
        return self.name


class ScoringMethod(models.Model):
    """A version of the method. Once a round is scored by it, its criteria can no longer be changed."""

    index = models.ForeignKey(UnitIndex, models.PROTECT, related_name="methods", verbose_name=_("index of units"))
    code = models.SlugField(_("code"), max_length=60, unique=True)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="scoring_methods", verbose_name=_("document")
    )
    total = models.DecimalField(_("maximum of the total"), **POINTS, default=100)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=2, validators=[MaxValueValidator(MOST_DECIMALS)])
    rescale = models.CharField(
        _("points of criteria that a unit does not have"), max_length=10, choices=Rescale, default=Rescale.WHOLE
    )
    ranks_by_kind = models.BooleanField(_("departments, districts and communes are ranked apart"), default=True)
    kinds = models.CharField(
        _("kinds of unit that are scored"), max_length=120, help_text=_("Codes of kinds, separated by spaces.")
    )
    is_ready = models.BooleanField(
        _("ready for scoring"), default=False, help_text=_("Only a method whose sums are right can be ready.")
    )
    note_vi = models.TextField(_("note"), blank=True)
    note_en = models.TextField(_("note in English"), blank=True)
    history = HistoricalRecords()

    note = bilingual("note")

    class Meta:
        ordering = ["index", "version"]
        verbose_name = _("scoring method")
        verbose_name_plural = _("scoring methods")
        constraints = [
            models.UniqueConstraint(fields=["index", "version"], name="one_scoring_method_per_version"),
            models.CheckConstraint(
                condition=Q(total__gt=0),
                name="scoring_total_is_positive",
                violation_error_message=_("The maximum of the total is more than 0."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.index} · {self.version}"

    def clean(self) -> None:
        if not self.kinds.split():
            raise ValidationError({"kinds": _kinds_sentence()})
        check_kinds(self.kinds)

    @property
    def kind_set(self) -> frozenset[str]:
        return frozenset(self.kinds.split())

    @property
    def is_frozen(self) -> bool:
        """Whether a round is scored by it. One read."""
        return self.pk is not None and self.rounds.exists()

    def rules(self, grades: tuple[tuple[Decimal, str], ...] | None = None) -> Rules:
        """What the engine needs to know. Reads the grades, unless they are given or loaded."""
        if grades is None:
            grades = tuple((each.least, str(each.pk)) for each in self.grades.all())
        return Rules(self.total, self.decimals, Rescale(self.rescale), grades)


class Grade(models.Model):
    """A grade of a method, from so many points of the total on."""

    method = models.ForeignKey(ScoringMethod, models.CASCADE, related_name="grades", verbose_name=_("scoring method"))
    least = models.DecimalField(_("from so many points on"), **POINTS)
    name_vi = models.CharField(_("Vietnamese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=60, blank=True)

    name = bilingual("name")

    class Meta:
        ordering = ["method", "-least"]
        verbose_name = _("grade")
        verbose_name_plural = _("grades")
        constraints = [
            models.UniqueConstraint(fields=["method", "least"], name="one_grade_per_method_and_threshold"),
        ]

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    """A node of the tree: a group, or with a formula something that is scored."""

    method = models.ForeignKey(ScoringMethod, models.CASCADE, related_name="criteria", verbose_name=_("scoring method"))
    parent = models.ForeignKey(
        "self", models.RESTRICT, null=True, blank=True, related_name="children", verbose_name=_("belongs to")
    )
    code = models.SlugField(_("code"), max_length=80, unique=True, blank=True)
    number = models.CharField(_("number"), max_length=16, help_text=_("As printed in the method: 1.2"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name_vi = models.CharField(_("Vietnamese name"), max_length=300)
    name_en = models.CharField(_("English name"), max_length=300, blank=True)
    maximum = models.DecimalField(_("maximum of points"), **POINTS)
    weight = models.DecimalField(_("weight"), max_digits=8, decimal_places=6, default=1)
    formula = models.CharField(
        _("formula"), max_length=12, choices=Formula, blank=True, help_text=_("Empty: a group of other criteria.")
    )
    parameters = models.CharField(
        _("parameters"),
        max_length=200,
        blank=True,
        help_text=_(
            "In proportion: “0; 100”, the value that gives no points and the one that gives all. "
            "Bands: “90: 5; 70: 3”, or “≤ 2: 5; ≤ 5: 3”. Bonus and deduction: points for each case."
        ),
    )
    kinds = models.CharField(
        _("kinds of unit that have it"), max_length=120, blank=True, help_text=_("Empty: all that are scored.")
    )
    needs_evidence = models.BooleanField(_("needs evidence"), default=False)
    unit_vi = models.CharField(_("unit of measurement"), max_length=40, blank=True)
    unit_en = models.CharField(_("unit of measurement in English"), max_length=40, blank=True)
    history = HistoricalRecords()

    name = bilingual("name")
    measure = bilingual("unit")

    STRUCTURE = (
        "method_id", "parent_id", "number", "order", "maximum", "weight", "formula", "parameters", "kinds",
        "needs_evidence",
    )  # fmt: skip

    class Meta:
        ordering = ["method", "order", "pk"]
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.UniqueConstraint(fields=["method", "number"], name="one_criterion_per_method_and_number"),
            models.CheckConstraint(
                condition=Q(maximum__gt=0, weight__gt=0),
                name="criterion_counts_something",
                violation_error_message=_("Maximum and weight are more than 0."),
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")),
                name="criterion_is_not_its_own_parent",
                violation_error_message=_("It belongs to itself, directly or by way of others."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    def save(self, *args, **kwargs):
        if not self.code:
            self.code = self.code_of_its_own
        super().save(*args, **kwargs)

    @property
    def code_of_its_own(self) -> str:
        return f"{self.method.code}-{slugify(self.number.replace('.', '-'))}"[:80]

    def clean(self) -> None:
        check_kinds(self.kinds)
        if self.method_id is None:
            return
        if self._is_moved() and self.method.is_frozen:
            raise ValidationError(FROZEN)
        if self.parent_id and self.parent.method_id != self.method_id:
            raise ValidationError({"parent": _("It belongs to a criterion that is not in this method.")})
        parents = dict(Criterion.objects.filter(method=self.method_id).values_list("pk", "parent"))
        if self.pk and runs_in_a_circle(self.pk, parents | {self.pk: self.parent_id}):
            raise ValidationError({"parent": _("It belongs to itself, directly or by way of others.")})

    def _is_moved(self) -> bool:
        """Whether anything that decides about points differs from what is stored."""
        stored = Criterion.objects.filter(pk=self.pk).first() if self.pk else None
        return stored is None or any(getattr(self, name) != getattr(stored, name) for name in self.STRUCTURE)

    @property
    def is_outside(self) -> bool:
        """Whether it belongs to no maximum: bonus points and those taken off."""
        return self.formula in OUTSIDE

    def node(self, numbers: dict[int, str]) -> Node:
        """As the engine knows it; `numbers` of its method by primary key."""
        return Node(
            number=self.number,
            maximum=self.maximum,
            parent=numbers.get(self.parent_id),
            weight=self.weight,
            formula=self.formula,
            parameters=self.parameters,
            kinds=frozenset(self.kinds.split()),
            needs_evidence=self.needs_evidence,
        )


def nodes_of(criteria: list[Criterion]) -> list[Node]:
    """The criteria of one method as the engine knows them."""
    # Those that are being typed have no key yet; nothing can belong to them.
    numbers = {each.pk: each.number for each in criteria if each.pk}
    return [each.node(numbers) for each in criteria]
