"""The choice of the document that changes a target, in the admin."""

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper

from indicators.models import TargetRevision

FOR = "deciding_for"
"""In the address of the search: only what can decide for the province with this key."""
DOCUMENT = TargetRevision._meta.get_field("document")


class _Search(AutocompleteSelect):
    province_id: int | None = None

    def get_url(self) -> str:
        return f"{super().get_url()}?{FOR}={self.province_id or ''}"


class DecidingDocument(RelatedFieldWidgetWrapper):
    """Searches among the documents that can decide for one province; a new one is entered from here."""

    def __init__(self) -> None:
        super().__init__(_Search(DOCUMENT, admin.site), DOCUMENT.remote_field, admin.site, can_add_related=True)

    def offer_for(self, province_id: int | None) -> None:
        self.widget.province_id = province_id

    def get_context(self, name, value, attrs) -> dict:
        context = super().get_context(name, value, attrs)
        if self.widget.province_id:
            context["url_params"] += f"&province={self.widget.province_id}"
        return context
