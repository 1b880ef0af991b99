"""Admin of indices of units: methods with their tree of criteria, and rounds; what is scored is to be looked at."""

from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dtracker.accounts.access import can_anywhere
from dtracker.accounts.roles import Permission
from dtracker.accounts.scoped import HistoryAdmin, ReadOnly, ScopedAdmin, Tabular
from indicators.actions.scoring_methods import new_version
from indicators.actions.scoring_rounds import open_round
from indicators.admin.numbers import Numbers
from indicators.forms.admin_scoring import CriteriaFormSet, GradesFormSet, RoundForm
from indicators.models import (
    Criterion,
    Grade,
    IndexPublication,
    IndexResult,
    Score,
    ScoreFile,
    ScoreSheet,
    ScoringMethod,
    ScoringReminder,
    ScoringRound,
    UnitIndex,
)


@admin.register(UnitIndex)
class UnitIndexAdmin(HistoryAdmin):
    list_display = ("__str__", "code", "province")
    list_select_related = ("province",)
    search_fields = ("name_vi", "name_en", "code", "province__search_key")
    autocomplete_fields = ("province",)


class OfFrozen:
    """Rows that decide about points: of a method in use they are only shown."""

    def has_add_permission(self, request, obj=None) -> bool:
        return super().has_add_permission(request, obj) and not (obj and obj.is_frozen)

    def has_change_permission(self, request, obj=None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and obj.is_frozen)

    def has_delete_permission(self, request, obj=None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.is_frozen)


class GradeInline(OfFrozen, Numbers, Tabular):
    model = Grade
    formset = GradesFormSet
    fields = ("least", "name_vi", "name_en")


class CriterionInline(Numbers, Tabular):
    """Names can always be put right; what decides about points is refused, in words, once units are scored by it."""

    model = Criterion
    formset = CriteriaFormSet
    fields = (
        *("number", "order", "parent", "name_vi", "name_en", "maximum", "weight", "formula", "parameters"),
        *("kinds", "needs_evidence", "unit_vi", "unit_en"),
    )

    def get_field_queryset(self, db, db_field, request):
        if db_field.name == "parent":
            # Groups of this method only; a method that is being added has none yet.
            method = request.resolver_match.kwargs.get("object_id")
            return Criterion.objects.filter(method=method, formula="").order_by("order", "pk")
        return super().get_field_queryset(db, db_field, request)


@admin.register(ScoringMethod)
class ScoringMethodAdmin(Numbers, HistoryAdmin):
    province_path = "index__province"
    list_display = ("__str__", "code", "index", "version", "is_ready", "total")
    list_filter = ("is_ready", ("index", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("index",)
    search_fields = ("code", "index__name_vi", "index__name_en")
    autocomplete_fields = ("index", "document")
    inlines = [GradeInline, CriterionInline]
    actions = ["copy"]
    rules = ("total", "decimals", "rescale", "ranks_by_kind", "kinds", "is_ready")
    fieldsets = [
        (None, {"fields": [("index", "version"), "code", "document"]}),
        (gettext_lazy("Rules"), {"fields": list(rules)}),
        (gettext_lazy("Notes"), {"fields": ["note_vi", "note_en"]}),
    ]

    def get_readonly_fields(self, request, obj=None):
        frozen = [*self.rules, "index", "version"] if obj and obj.is_frozen else []
        return [*super().get_readonly_fields(request, obj), *frozen]

    def has_copy_permission(self, request) -> bool:
        return self.has_add_permission(request) and can_anywhere(request.user, Permission.INDEX_PUBLISH)

    @admin.action(description=gettext_lazy("Copy as a new version"), permissions=["copy"])
    def copy(self, request, queryset):
        for each in queryset:
            made = new_version(method=each, by=request.user)
            messages.success(request, _("Version %(version)s was made as a copy.") % {"version": made.version})


class ReminderInline(ReadOnly, Tabular):
    model = ScoringReminder
    readonly_fields = ("sent_on",)
    fields = ("user", "due_on", "stage", "sent_on")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("user", "round__index")


@admin.register(ScoringRound)
class ScoringRoundAdmin(HistoryAdmin):
    """Adding a round opens it: every unit gets its sheet."""

    form = RoundForm
    province_path = "index__province"
    identity = ("index", "method", "year", "quarter")
    list_display = ("__str__", "index", "opens_on", "due_on", "public_on")
    list_select_related = ("index",)
    search_fields = ("code", "year", "index__name_vi")
    autocomplete_fields = ("index", "method")
    fields = ("index", "method", ("year", "quarter"), ("opens_on", "due_on"))
    inlines = [ReminderInline]

    def get_inlines(self, request, obj) -> list:
        """Of a round that is being opened nobody was reminded yet."""
        return self.inlines if obj else []

    def has_add_permission(self, request) -> bool:
        # The action asks this of everybody; a superuser without the role would fill in the form in vain.
        return super().has_add_permission(request) and can_anywhere(request.user, Permission.INDEX_PUBLISH)

    def save_model(self, request, obj, form, change) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        names = ("method", "year", "quarter", "opens_on", "due_on")
        made = open_round(by=request.user, **{name: getattr(obj, name) for name in names})
        obj.pk, obj.code, obj._state.adding = made.pk, made.code, False
        count = made.sheets.count()
        sentence = ngettext("%(count)s unit has a sheet now.", "%(count)s units have a sheet now.", count)
        messages.success(request, sentence % {"count": count})


class ToLookAt:
    """The product writes these rows itself."""

    identity = ()

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False


SHEET = ("sheet__unit", "sheet__round__index")
"""What the name of a sheet is made of; every row inside it says it."""


class ScoreInline(ReadOnly, Tabular):
    model = Score
    fields = ("criterion", "value", "is_absent", "evidence", "given_value", "given_absent", "reason")

    def get_queryset(self, request):
        found = super().get_queryset(request).select_related("criterion", *SHEET)
        return found.order_by("criterion__order")


class ScoreFileInline(ReadOnly, Tabular):
    model = ScoreFile
    readonly_fields = ("added_at",)
    fields = ("criterion", "file_name", "size", "added_by", "added_at")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("criterion", "added_by", *SHEET)


@admin.register(ScoreSheet)
class ScoreSheetAdmin(ToLookAt, HistoryAdmin):
    list_display = ("unit", "round", "province", "state", "submitted_at", "assessed_at")
    list_filter = ("state", ("round", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("unit", "round__index", "province")
    search_fields = ("unit__name_vi", "unit__name_en", "round__code")
    inlines = [ScoreInline, ScoreFileInline]


class ResultInline(ReadOnly, Tabular):
    model = IndexResult
    fields = ("unit", "total", "place", "place_of", "grade_vi")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("unit", "publication__round__index")


@admin.register(IndexPublication)
class IndexPublicationAdmin(ToLookAt, ScopedAdmin):
    province_path = "round__index__province"
    list_display = ("__str__", "version", "public_on", "by")
    list_select_related = ("round__index", "by")
    search_fields = ("round__code",)
    inlines = [ResultInline]
