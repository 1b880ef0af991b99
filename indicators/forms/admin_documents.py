"""Documents in the admin: what cannot change under the targets they set, and choosing one that changes a target."""

from datetime import date

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dtracker.formats.dates import format_date
from dtracker.places.models import Province
from indicators.models import Target, TargetRevision

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


class DocumentForm(forms.ModelForm):
    """Day and province of a document decide where its targets are shown: changing them must make none vanish."""

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk:
            if "issued_on" in self.changed_data and (day := cleaned.get("issued_on")):
                self._check_day(day, timezone.localdate())
            if "province" in self.changed_data and (province := cleaned.get("province")):
                self._check_whose(province)
        return cleaned

    def _check_day(self, day: date, today: date) -> None:
        count = self.instance.targets.count()
        if day <= today or not count:
            return
        sentence = ngettext(
            "%(day)s has not come yet: the target that this document sets would vanish until then.",
            "%(day)s has not come yet: the %(count)s targets that this document sets would vanish until then.",
            count,
        )
        self.add_error("issued_on", sentence % {"day": format_date(day), "count": count})

    def _check_whose(self, province: Province) -> None:
        decided = Target.objects.filter(Q(document=self.instance) | Q(revisions__document=self.instance))
        for target in decided.select_related("province").distinct():
            whose = target.province
            if whose is None or province.pk not in (whose.pk, whose.successor_id):
                other = whose.name if whose else _("the whole country")
                self.add_error("province", _("This document sets targets of %(other)s.") % {"other": other})
                return
