"""Admin of provinces with their dated names, and of the units inside them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from dtracker.accounts.access import provinces_for
from dtracker.accounts.scoped import SCOPE, HistoryAdmin, ScopedAdmin, Stacked, is_national
from dtracker.places.models import OrgUnit, Province, ProvinceName


class ProvinceNameInline(Stacked):
    model = ProvinceName
    fieldsets = [
        (None, {"fields": [("valid_from", "valid_to"), ("name_vi", "name_en"), ("kind", "code")]}),
        (None, {"fields": [("region_vi", "region_en")]}),
        (
            _("Place on the tile map"),
            {"classes": ["collapse"], "fields": [("tile_row", "tile_col"), ("tile34_row", "tile34_col")]},
        ),
    ]

    def get_min_num(self, request, obj=None, **kwargs) -> int:
        return 0 if obj else 1

    def get_formset(self, request, obj=None, **kwargs):
        # A province takes its name from here, so a new one needs it.
        return super().get_formset(request, obj, validate_min=True, **kwargs)


@admin.register(Province)
class ProvinceAdmin(HistoryAdmin):
    """The register of territories is national; provincial admins see their own."""

    province_path = ""
    identity = ("slug", "register_id")
    list_display = ("__str__", "kind", "code", "region", "started_on", "ended_on", "successor", "is_illustration")
    list_filter = ("kind", "is_illustration", "ended_on")
    list_select_related = ("successor",)
    search_fields = ("search_key",)
    autocomplete_fields = ("successor",)
    readonly_fields = ("full_name", "kind", "code", "region")
    fieldsets = [
        (_("Named now"), {"fields": ["full_name", "kind", "code", "region"]}),
        (_("Address"), {"fields": ["slug", "register_id"]}),
        (_("From and until"), {"fields": [("started_on", "ended_on"), "successor", ("region34_vi", "region34_en")]}),
        (_("In lists"), {"fields": ["sort_order", "is_illustration"]}),
    ]
    inlines = [ProvinceNameInline]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        user = request.user
        return rows if is_national(user) else rows.filter(pk__in=provinces_for(user, SCOPE))

    def get_fieldsets(self, request, obj=None):
        # What it is called follows from the dated names; a new province has none yet.
        return super().get_fieldsets(request, obj)[0 if obj else 1 :]

    @admin.display(description=_("region"))
    def region(self, province) -> str:
        return province.region_now

    @admin.display(description=_("name"))
    def full_name(self, province) -> str:
        return province.full_name

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        if any(formset.has_changed() for formset in formsets):
            form.instance.refresh_name()


@admin.register(OrgUnit)
class OrgUnitAdmin(ScopedAdmin):
    list_display = ("__str__", "province", "kind", "parent", "started_on", "ended_on")
    list_filter = ("kind", ("province", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("province", "parent")
    search_fields = ("name_vi", "name_en", "code", "province__search_key")
    autocomplete_fields = ("province", "parent", "successor")
    fieldsets = [
        (None, {"fields": ["province", ("name_vi", "name_en"), "kind", "code", "parent"]}),
        (_("From and until"), {"fields": [("started_on", "ended_on"), "successor", "note"]}),
    ]
