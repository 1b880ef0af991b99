"""Obstacles, recommendations and events, as the sources give them or as people log them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from agreements.enums import AdviceState, LogKind, ObstacleState
from agreements.models.agreements import Agreement
from agreements.models.tasks import Task
from dtracker.formats.bilingual import bilingual
from dtracker.places.models import Province
from indicators.models import Sourced


class Obstacle(Sourced):
    code = models.SlugField(_("code"), max_length=60, unique=True)
    province = models.ForeignKey(Province, models.PROTECT, related_name="obstacles", verbose_name=_("province"))
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="obstacles", verbose_name=_("agreement")
    )
    text_vi = models.TextField(_("obstacle"))
    text_en = models.TextField(_("obstacle in English"), blank=True)
    category_vi = models.CharField(_("category"), max_length=60, blank=True)
    category_en = models.CharField(_("category in English"), max_length=60, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=ObstacleState, default=ObstacleState.OPEN)
    owner = models.CharField(_("who handles it"), max_length=160, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    history = HistoricalRecords()

    text = bilingual("text")
    category = bilingual("category")

    class Meta:
        ordering = ["province", "pk"]
        verbose_name = _("obstacle")
        verbose_name_plural = _("obstacles")

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("agreements:entry", args=[LogKind.OBSTACLE, self.code])


class Recommendation(Sourced):
    code = models.SlugField(_("code"), max_length=60, unique=True)
    province = models.ForeignKey(
        Province, models.PROTECT, null=True, blank=True, related_name="recommendations", verbose_name=_("province")
    )
    by = models.CharField(_("by"), max_length=200, blank=True)
    by_en = models.CharField(_("by, in English"), max_length=200, blank=True)
    to_vi = models.CharField(_("to"), max_length=200, blank=True)
    to_en = models.CharField(_("to, in English"), max_length=200, blank=True)
    text_vi = models.TextField(_("recommendation"))
    text_en = models.TextField(_("recommendation in English"), blank=True)
    state = models.CharField(_("state"), max_length=8, choices=AdviceState, default=AdviceState.OPEN)
    owner = models.CharField(_("who handles it"), max_length=160, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    history = HistoricalRecords()

    text = bilingual("text")
    to = bilingual("to")

    class Meta:
        ordering = ["province", "pk"]
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("agreements:entry", args=[LogKind.RECOMMENDATION, self.code])


class Event(Sourced):
    code = models.SlugField(_("code"), max_length=60, unique=True)
    province = models.ForeignKey(
        Province, models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("province")
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("agreement")
    )
    title_vi = models.CharField(_("Vietnamese title"), max_length=300)
    title_en = models.CharField(_("English title"), max_length=300, blank=True)
    on = models.DateField(_("date"), null=True, blank=True)
    date_text_vi = models.CharField(_("date as printed"), max_length=160, blank=True)
    date_text_en = models.CharField(_("date as printed, in English"), max_length=160, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    place_en = models.CharField(_("place in English"), max_length=160, blank=True)
    conclusions = models.TextField(_("conclusions"), blank=True)
    history = HistoricalRecords()

    title = bilingual("title")
    date_text = bilingual("date_text")

    class Meta:
        ordering = ["province", "on", "pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("agreements:entry", args=[LogKind.EVENT, self.code])


class Conclusion(models.Model):
    """One thing a meeting decided, and the task it became."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="decided", verbose_name=_("event"))
    order = models.PositiveSmallIntegerField(_("order"))
    text = models.TextField(_("conclusion"))
    task = models.OneToOneField(
        Task, models.PROTECT, null=True, blank=True, related_name="conclusion", verbose_name=_("task")
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["event", "order", "pk"]
        verbose_name = _("conclusion")
        verbose_name_plural = _("conclusions of an event")
        constraints = [
            models.UniqueConstraint(fields=["event", "order"], name="one_conclusion_per_event_and_order"),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="conclusion_says_something",
                violation_error_message=_("Write what was concluded."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
