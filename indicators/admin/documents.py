"""Admin of documents."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from dtracker.accounts.scoped import HistoryAdmin
from indicators.models import Document


@admin.register(Document)
class DocumentAdmin(HistoryAdmin):
    """All documents can be seen and chosen, as on the pages; those of one's own province can be changed."""

    # Rows of one province rest on papers of others: a choice that hid those would empty the field.
    sees_all = True
    list_display = ("__str__", "number", "kind", "status", "issued_on", "province", "origin")
    list_filter = ("kind", "status", "origin", ("province", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("province",)
    date_hierarchy = "issued_on"
    search_fields = ("title_vi", "title_en", "short_vi", "number", "code", "issuer_vi")
    autocomplete_fields = ("province", "quoted_in")
    fieldsets = [
        (None, {"fields": ["code", "kind", "number", "title_vi", "title_en", ("short_vi", "short_en")]}),
        (
            _("Issued"),
            {"fields": ["status", ("issuer_vi", "issuer_en"), ("issued_on", "date_text", "date_text_en"), "province"]},
        ),
        (_("Where it is known from"), {"fields": ["origin", "where", "quoted_in", "quote"]}),
        (_("Notes"), {"fields": ["note_vi", "note_en"]}),
    ]
