"""Admin of reporting rounds; figures, their evidence and publications to look at: they change by the workflow only."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from dtracker.accounts.scoped import HistoryAdmin, ReadOnly, ScopedAdmin, Tabular, is_national
from dtracker.formats.numbers import format_number
from indicators.explain.words import figure_words
from indicators.forms.admin_rounds import RoundForm
from indicators.models import Evidence, Figure, ImportBatch, Publication, Reminder, ReportingRound


@admin.register(ReportingRound)
class ReportingRoundAdmin(HistoryAdmin):
    form = RoundForm
    identity = ()
    list_display = ("__str__", "province", "unit", "rule", "data_from", "data_to", "opens_on", "due_on")
    list_filter = ("rule", "year", "quarter", ("province", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("province", "unit")
    date_hierarchy = "due_on"
    search_fields = ("year", "province__search_key", "unit__name_vi", "unit__name_en")
    autocomplete_fields = ("province", "unit", "indicators")
    fieldsets = [
        (None, {"fields": [("year", "quarter"), "province", "unit"]}),
        (_("Data"), {"fields": ["rule", ("data_from", "data_to")]}),
        (_("Reporting"), {"fields": [("opens_on", "due_on"), "indicators"]}),
    ]


class Values:
    """Values in words, for rows of `Measured`."""

    def indicator_of(self, row):
        return row.indicator

    @admin.display(description=_("value"), ordering="value")
    def says(self, row) -> str:
        if row.value is None:
            return row.no_data_reason or row.value_text
        return figure_words(row, self.indicator_of(row))

    @admin.display(description=_("rank"))
    def placed(self, row) -> str:
        return f"{row.rank}/{row.rank_of}" if row.rank else ""

    @admin.display(description=_("numerator and denominator"))
    def parts(self, row) -> str:
        if row.numerator is None or row.denominator is None:
            return ""
        return f"{format_number(row.numerator)} / {format_number(row.denominator)}"


class EvidenceInline(ReadOnly, Tabular):
    model = Evidence
    readonly_fields = ("added_at",)
    fields = ("title", "document", "url", "file_name", "size", "quote", "added_by", "added_at")


class PublicationInline(Values, ReadOnly, Tabular):
    model = Publication
    readonly_fields = ("says", "placed", "recorded_at")
    fields = ("version", "says", "placed", "public_on", "public_text", "reason", "by", "recorded_at")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("figure__indicator", "by")

    def indicator_of(self, row):
        return row.figure.indicator


@admin.register(Figure)
class FigureAdmin(Values, HistoryAdmin):
    """To look at only: a figure typed here would pass nobody's review."""

    list_display = ("indicator", "province", "period", "says", "status", "version")
    list_filter = (
        "status",
        ("province", admin.RelatedOnlyFieldListFilter),
        ("indicator__pillar", admin.RelatedOnlyFieldListFilter),
        "year",
        "quarter",
    )
    list_select_related = ("indicator", "province")
    search_fields = ("indicator__search_key", "province__search_key")
    readonly_fields = ("period", "says", "placed", "parts")
    inlines = [EvidenceInline, PublicationInline]
    fieldsets = [
        (None, {"fields": ["indicator", "province", "unit", "period", "status", "version"]}),
        (
            _("Value"),
            {
                "fields": [
                    *("says", "placed", "parts", "value_text", "no_data_reason"),
                    *("is_approximate", "is_provisional", "observed_on"),
                ]
            },
        ),
        (
            _("Course of the work"),
            {
                "fields": [
                    *("remark", "reason", "return_note"),
                    *(
                        (f"{step}_at", f"{step}_by")
                        for step in ("entered", "submitted", "returned", "approved", "published")
                    ),
                ]
            },
        ),
        (_("Source"), {"fields": ["source", "quote", "note_vi", "note_en"]}),
    ]

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    @admin.display(description=_("period"), ordering="year")
    def period(self, figure) -> str:
        return figure.period_label


class WrittenByTheProduct(ScopedAdmin):
    """Rows to look at: the product writes them itself."""

    identity = ()

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False


class BroughtAdmin(WrittenByTheProduct):
    """A file may hold rows of several provinces, so only national admins see them."""

    province_path = ""
    list_display = ("file_name", "uploaded_by", "uploaded_at", "confirmed_by", "new_count", "changed_count")
    list_select_related = ("uploaded_by", "confirmed_by")
    search_fields = ("file_name",)
    exclude = ("file",)

    def has_view_permission(self, request, obj=None) -> bool:
        return super().has_view_permission(request, obj) and is_national(request.user)


admin.site.register(ImportBatch, BroughtAdmin)


@admin.register(Reminder)
class ReminderAdmin(WrittenByTheProduct):
    province_path = "round__province"
    list_display = ("round", "user", "stage", "sent_on")
    list_filter = ("stage",)
    list_select_related = ("round", "user")
    search_fields = ("user__username",)
