"""Admin of partners, agreements, programmes and commitments."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agreements.enums import TermStep
from agreements.models import Agreement, Commitment, Partner, Programme, ProgrammeItem, TermChange
from agreements.models.agreements import ONE_END
from dtracker.accounts.scoped import HistoryAdmin, ScopedAdmin, Stacked, Tabular

SOURCE = (_("Source"), {"classes": ["collapse"], "fields": ["source", "quote", "note_vi", "note_en"]})


@admin.register(Partner)
class PartnerAdmin(ScopedAdmin):
    """Partners work with many provinces, so they are kept nationally."""

    province_path = ""
    list_display = ("__str__", "short", "kind", "relation")
    list_filter = ("kind", ("provinces", admin.RelatedOnlyFieldListFilter))
    search_fields = ("name_vi", "name_en", "short", "code")
    autocomplete_fields = ("provinces", "source")
    fieldsets = [
        (None, {"fields": ["code", "name_vi", "name_en", "short", "kind"]}),
        (_("With the provinces"), {"fields": ["relation_vi", "relation_en", "provinces", "source"]}),
    ]

    @admin.display(description=_("relation"))
    def relation(self, partner) -> str:
        return partner.relation


class ProgrammeInline(Tabular):
    model = Programme
    fields = ("order", "code", "title_vi", "title_en")
    show_change_link = True


class TermsFormSet(forms.BaseInlineFormSet):
    """Two ends typed at once are seen here; Django leaves them to the database."""

    def clean(self) -> None:
        super().clean()
        ends = [each for each in self.forms if each.cleaned_data.get("step") == TermStep.ENDED]
        for each in [each for each in ends if not self._should_delete_form(each)][1:]:
            each.add_error("step", ONE_END)


class TermChangeInline(Stacked):
    model = TermChange
    formset = TermsFormSet
    autocomplete_fields = ("document",)
    fields = (("step", "on", "until_year"), "document", "reason_vi", "reason_en")


@admin.register(Agreement)
class AgreementAdmin(HistoryAdmin):
    list_display = ("__str__", "province", "partner", "status", "signed_on", "starts_year", "ends_year")
    list_filter = ("status", ("province", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("province", "partner")
    date_hierarchy = "signed_on"
    search_fields = ("search_key",)
    autocomplete_fields = ("province", "partner", "document", "goals", "source")
    inlines = [TermChangeInline, ProgrammeInline]
    fieldsets = [
        (None, {"fields": ["code", "title_vi", "title_en", "province", "partner", "document"]}),
        (
            _("Term"),
            {"fields": ["status", "signed_on", ("signed_mode_vi", "signed_mode_en"), ("starts_year", "ends_year")]},
        ),
        (_("Content"), {"fields": ["stated_programme_count", "goals"]}),
        SOURCE,
    ]


class ItemInline(Stacked):
    model = ProgrammeItem
    fields = (("order", "code"), "text_vi", "text_en", "quote")


@admin.register(Programme)
class ProgrammeAdmin(ScopedAdmin):
    province_path = "agreement__province"
    list_display = ("__str__", "order", "agreement", "province")
    list_filter = (("agreement__province", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("agreement__province",)
    search_fields = ("title_vi", "title_en", "code", "agreement__search_key")
    autocomplete_fields = ("agreement", "indicators", "source")
    inlines = [ItemInline]
    fieldsets = [
        (None, {"fields": ["agreement", "code", "order", "title_vi", "title_en", "indicators"]}),
        SOURCE,
    ]

    @admin.display(description=_("province"))
    def province(self, programme):
        return programme.agreement.province


@admin.register(Commitment)
class CommitmentAdmin(ScopedAdmin):
    list_display = ("__str__", "province", "agreement", "side", "by", "due_on")
    list_filter = ("side", ("province", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("province", "agreement")
    date_hierarchy = "due_on"
    search_fields = ("text_vi", "text_en", "by", "code", "province__search_key")
    autocomplete_fields = ("province", "agreement", "source")
    fieldsets = [
        (None, {"fields": ["code", "province", "agreement", "side", ("by", "by_en"), "text_vi", "text_en", "due_on"]}),
        SOURCE,
    ]
