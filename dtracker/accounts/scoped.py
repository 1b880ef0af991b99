"""What every admin page of the product shares: rights from memberships, one's own province, search, history.

Django's own permissions and groups are not asked: rights come from memberships only.
"""

from datetime import date, datetime
from decimal import Decimal

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import models
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper, ObjDiffDisplay

from dtracker.accounts.access import can, provinces_for
from dtracker.accounts.deleting import pointing_at, too_many_to_list
from dtracker.accounts.elsewhere import (
    MAY_LIE_ELSEWHERE,
    OF,
    Search,
    SearchMany,
    is_of_a_province,
    offer,
    offered,
    refusing,
)
from dtracker.accounts.roles import Permission
from dtracker.formats.dates import format_date
from dtracker.formats.forms import check_year
from dtracker.formats.numbers import format_number
from dtracker.formats.quarters import FIRST_YEAR, LAST_TYPED_YEAR
from dtracker.formats.text import search_key

SCOPE = Permission.TARGET_REVISE
"""The permission that draws the line of an admin: only admins hold it, each for their provinces."""


def is_national(user) -> bool:
    """Whether the person keeps the data of the whole country."""
    return user.is_superuser or can(user, SCOPE)


class Choices:
    """Form fields that offer only rows the person may see, and read years and quarters as the product does."""

    def get_field_queryset(self, db, db_field, request):
        related = db_field.remote_field.model
        if not self.admin_site.is_registered(related):
            return super().get_field_queryset(db, db_field, request)
        return self.admin_site.get_model_admin(related).get_queryset(request)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(db_field, request, **self._searching(Search, db_field, request, kwargs))

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        more = self._searching(SearchMany, db_field, request, kwargs)
        return super().formfield_for_manytomany(db_field, request, **more)

    def _searching(self, widget, db_field, request, kwargs) -> dict:
        is_searched = db_field.name in self.get_autocomplete_fields(request)
        if "widget" in kwargs or not is_searched or db_field.name in MAY_LIE_ELSEWHERE:
            return kwargs
        if not is_of_a_province(db_field.remote_field.model, self.admin_site):
            return kwargs
        return kwargs | {"widget": widget(db_field, self.admin_site, using=kwargs.get("using"))}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, models.PositiveSmallIntegerField):
            part = db_field.name.rpartition("_")[2]
            if part == "quarter":
                return quarter_field(db_field)
            if part == "year":
                kwargs |= {"min_value": FIRST_YEAR, "max_value": LAST_TYPED_YEAR}
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, forms.DateField):
            field.validators = [*field.validators, check_year]
        # An empty province means the whole country, and that is not a provincial admin's to decide.
        if field and db_field.name == "province" and not is_national(request.user):
            field.required = True
        return field


def quarter_field(db_field) -> forms.TypedChoiceField:
    quarters = [("", "–"), (1, "I"), (2, "II"), (3, "III"), (4, "IV")]
    return forms.TypedChoiceField(
        choices=quarters,
        coerce=int,
        empty_value=None,
        required=not db_field.blank,
        label=db_field.verbose_name.capitalize(),
        help_text=db_field.help_text,
    )


class FoldedSearch:
    """Search without diacritics, case or punctuation, on every database alike."""

    def get_search_results(self, request, queryset, search_term):
        queryset = offered(queryset, self.province_path, request.GET.get(OF, ""))
        words = search_key(search_term).split()
        if not words:
            return (queryset.none() if search_term.strip() else queryset), False
        if all(field.endswith("search_key") for field in self.search_fields):
            return super().get_search_results(request, queryset, " ".join(words))
        # These tables have hundreds of rows: reading their texts is cheaper than keeping a column for them.
        rows = queryset.order_by().values_list("pk", *self.search_fields)
        keys = {pk: search_key(" ".join(str(text) for text in texts if text)) for pk, *texts in rows}
        found = [pk for pk, key in keys.items() if all(word in key for word in words)]
        return queryset.filter(pk__in=found), False


class ScopedAdmin(FoldedSearch, Choices, admin.ModelAdmin):
    """Rows of one's own province; those of the whole country can be seen, and edited by national admins.

    `province_path` leads from the row to its province; empty for the national catalogue.
    `sees_all` opens the rows of other provinces to the eye, not to change.
    `identity` names what cannot be changed once a row exists: addresses and files refer to it.
    """

    province_path = "province"
    sees_all = False
    identity: tuple[str, ...] = ("code",)
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if self.sees_all or not self.province_path or is_national(request.user):
            return rows
        mine = Q(**{f"{self.province_path}__in": provinces_for(request.user, SCOPE)})
        return rows.filter(mine | Q(**{f"{self.province_path}__isnull": True}))

    def province_of(self, row):
        for step in self.province_path.split("__"):
            row = getattr(row, step)
        return row

    def get_form(self, request, obj=None, **kwargs):
        if not self.province_path:
            return super().get_form(request, obj, **kwargs)
        kwargs["form"] = refusing(self.form, self.admin_site, self.province_of)
        form = super().get_form(request, obj, **kwargs)
        offer(form.base_fields, self.province_of(obj) if obj else None)
        return form

    def keeps(self, user, row=None) -> bool:
        """Whether the person may add rows at all, or change this one."""
        if is_national(user):
            return True
        if not self.province_path:
            return False
        return row is None or can(user, SCOPE, province=self.province_of(row))

    def has_module_permission(self, request) -> bool:
        return self.admin_site.has_permission(request)

    def has_view_permission(self, request, obj=None) -> bool:
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request) -> bool:
        return self.has_view_permission(request) and self.keeps(request.user)

    def has_change_permission(self, request, obj=None) -> bool:
        return self.has_view_permission(request) and self.keeps(request.user, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return self.has_change_permission(request, obj)

    def get_deleted_objects(self, objs, request):
        if many := too_many_to_list(objs):
            return [], {}, set(), many
        to_delete, counts, lacking, protected = super().get_deleted_objects(objs, request)
        protected = [*protected, *pointing_at(objs)]
        # What rests on the row is the reason; that nobody may delete those either would only confuse.
        return to_delete, counts, set() if protected else lacking, protected

    def get_readonly_fields(self, request, obj=None):
        fixed = [name for name in self.identity if obj and obj.pk]
        return [*super().get_readonly_fields(request, obj), *fixed]


class Shortened(ObjDiffDisplay):
    """Long texts of a change, with dots for what is left out: a count of characters would be said in English."""

    def shortened_str(self, prefix, num_skipped_chars, suffix):
        return f"{prefix}…{suffix}"


class ChangeWords(HistoricalRecordContextHelper):
    """Old and new values of a change as the product writes them."""

    def get_obj_diff_display(self):
        return Shortened(max_length=self.max_displayed_delta_change_chars)

    def prepare_delta_change_value(self, change, value):
        value = super().prepare_delta_change_value(change, value)
        field = self.model._meta.get_field(change.field)
        if value in (None, ""):
            return "–"
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return written(value)


def written(value):
    """A stored value in the reader's language; what is no number, day or truth stays as it is."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return format_number(value)
    if isinstance(value, datetime):
        value = timezone.localtime(value)
        return f"{value:%H:%M} {format_date(value)}"
    return format_date(value) if isinstance(value, date) else value


class HistoryAdmin(ScopedAdmin, SimpleHistoryAdmin):
    """With who changed what and when. Nothing is set back from there: a way round the rules of the form."""

    object_history_template = "admin/history.html"

    def get_urls(self):
        # Without the page of one version: it would save what is sent to it, whatever its buttons say.
        return super(SimpleHistoryAdmin, self).get_urls()

    def history_view(self, request, object_id, extra_context=None):
        if self.get_object(request, unquote(object_id)) is None:
            raise Http404
        return super().history_view(request, object_id, extra_context)

    def save_model(self, request, obj, form, change) -> None:
        if change:
            self.begin_history(obj)
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change) -> None:
        for each in formset.initial_forms:
            if each.has_changed() and hasattr(formset.model, "history"):
                self.begin_history(each.instance)
        super().save_formset(request, form, formset, change)

    def begin_history(self, row) -> None:
        """Rows that were loaded in bulk have no history: keep them as they were, before their first change."""
        if not row.history.exists():
            before = type(row)._base_manager.get(pk=row.pk)
            before._history_user = None  # who changes it now is not who wrote it
            type(row).history.bulk_history_create([before])

    def revert_disabled(self, request, obj=None) -> bool:
        return True

    def history_view_title(self, request, obj) -> str:
        return _("History: %(name)s") % {"name": obj}

    def get_historical_record_context_helper(self, request, historical_record):
        return ChangeWords(self.model, historical_record)


class ScopedInline(Choices):
    """Rows inside another row: who may change that one may change these."""

    extra = 0

    def _parent(self):
        return self.admin_site.get_model_admin(self.parent_model)

    def _may(self, request, obj) -> bool:
        parent = self._parent()
        return parent.has_change_permission(request, obj) if obj else parent.has_add_permission(request)

    def get_formset(self, request, obj=None, **kwargs):
        parent = self._parent()
        if not parent.province_path:
            return super().get_formset(request, obj, **kwargs)
        kwargs["form"] = refusing(self.form, self.admin_site, self._province_of)
        formset = super().get_formset(request, obj, **kwargs)
        offer(formset.form.base_fields, parent.province_of(obj) if obj else None)
        return formset

    def _province_of(self, row):
        above = next(field for field in row._meta.fields if field.related_model is self.parent_model)
        return self._parent().province_of(getattr(row, above.name))

    def has_view_permission(self, request, obj=None) -> bool:
        return self._parent().has_view_permission(request, obj)

    def has_add_permission(self, request, obj=None) -> bool:
        return self._may(request, obj)

    def has_change_permission(self, request, obj=None) -> bool:
        return self._may(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return self._may(request, obj)


class Tabular(ScopedInline, admin.TabularInline):
    pass


class Stacked(ScopedInline, admin.StackedInline):
    pass


class ReadOnly:
    """For an inline that only shows."""

    can_delete = False
    max_num = 0

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
