"""Admin of obstacles, recommendations, events and their conclusions."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agreements.admin.agreements import SOURCE
from agreements.models import Conclusion, Event, Obstacle, Recommendation
from dtracker.accounts.scoped import HistoryAdmin, Tabular


@admin.register(Obstacle)
class ObstacleAdmin(HistoryAdmin):
    list_display = ("__str__", "province", "kind_of", "state", "owner")
    list_filter = ("state", ("province", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("province",)
    search_fields = ("text_vi", "text_en", "owner", "code", "province__search_key")
    autocomplete_fields = ("province", "agreement", "source")
    fieldsets = [
        (None, {"fields": ["code", "province", "agreement", "text_vi", "text_en", ("category_vi", "category_en")]}),
        (_("Handling"), {"fields": ["state", "owner", "answer"]}),
        SOURCE,
    ]

    @admin.display(description=_("category"))
    def kind_of(self, obstacle) -> str:
        return obstacle.category


@admin.register(Recommendation)
class RecommendationAdmin(HistoryAdmin):
    list_display = ("__str__", "province", "by", "addressee", "state")
    list_filter = (
        "state",
        ("province", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("province",)
    search_fields = ("text_vi", "text_en", "by", "to_vi", "code", "province__search_key")
    autocomplete_fields = ("province", "source")
    fieldsets = [
        (None, {"fields": ["code", "province", ("by", "by_en"), ("to_vi", "to_en"), "text_vi", "text_en"]}),
        (_("Handling"), {"fields": ["state", "owner", "answer"]}),
        SOURCE,
    ]

    @admin.display(description=_("to"))
    def addressee(self, recommendation) -> str:
        return recommendation.to


class ConclusionInline(Tabular):
    model = Conclusion
    autocomplete_fields = ("task",)
    fields = ("order", "text", "task")


@admin.register(Event)
class EventAdmin(HistoryAdmin):
    list_display = ("__str__", "on", "province", "agreement", "place")
    list_filter = (("province", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("province", "agreement")
    date_hierarchy = "on"
    search_fields = ("title_vi", "title_en", "place", "code", "province__search_key")
    autocomplete_fields = ("province", "agreement", "source")
    inlines = [ConclusionInline]
    fieldsets = [
        (None, {"fields": ["code", "province", "agreement", "title_vi", "title_en"]}),
        (_("When and where"), {"fields": ["on", ("date_text_vi", "date_text_en"), ("place", "place_en")]}),
        (_("What came of it"), {"fields": ["conclusions"]}),
        SOURCE,
    ]
