"""Admin of steering bodies and working groups with their members."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agreements.admin.agreements import SOURCE
from agreements.models import Body, BodyMember
from dtracker.accounts.scoped import HistoryAdmin, Stacked


class MemberInline(Stacked):
    model = BodyMember
    autocomplete_fields = ("source",)
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("order", "code", "person"),
                    ("office_vi", "office_en"),
                    ("role_vi", "role_en"),
                    ("since", "until"),
                ]
            },
        ),
        SOURCE,
    ]


@admin.register(Body)
class BodyAdmin(HistoryAdmin):
    list_display = ("__str__", "province", "kind", "scope", "agreement", "established_on")
    list_filter = ("kind", "scope", ("province", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("province", "agreement")
    search_fields = ("name_vi", "name_en", "code", "province__search_key")
    autocomplete_fields = ("province", "agreement", "programme", "parent", "document", "source")
    inlines = [MemberInline]
    fieldsets = [
        (None, {"fields": ["code", "province", "name_vi", "name_en", "kind", "scope"]}),
        (_("Belongs to"), {"fields": ["agreement", "programme", "parent"]}),
        (_("Established"), {"fields": ["established_on", "document"]}),
        SOURCE,
    ]
