"""Admin of documents."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from dtracker.accounts.scoped import HistoryAdmin
from dtracker.places.models import Province
from indicators.forms.admin_documents import FOR, DocumentForm
from indicators.models import Document
from indicators.queries.documents import deciding_documents


@admin.register(Document)
class DocumentAdmin(HistoryAdmin):
    """All documents can be seen and chosen, as on the pages; those of one's own province can be changed."""

    form = DocumentForm
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

    def get_search_results(self, request, queryset, search_term):
        """Where a target is changed, only what can decide for its province is offered."""
        key = request.GET.get(FOR)
        if key is not None:
            province = Province.objects.filter(pk=int(key)).first() if key.isascii() and key.isdigit() else None
            queryset = deciding_documents(queryset, province)
        return super().get_search_results(request, queryset, search_term)
