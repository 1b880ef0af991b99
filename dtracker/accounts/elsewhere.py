"""Rows of another province than that of a form in the admin: not offered to choose from, and refused."""

import re
from collections.abc import Callable, Iterator

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from dtracker.places.models import Province

OF = "of_province"
"""In the address of a search: only what is of the province with this key, or of the whole country."""
KEY = re.compile("[0-9]{1,18}")
MAY_LIE_ELSEWHERE = ("successor",)
"""Fields that lead across a merger."""


class OfProvince:
    province_id: int | None = None

    def get_url(self) -> str:
        address = super().get_url()
        return f"{address}?{OF}={self.province_id}" if self.province_id else address


class Search(OfProvince, AutocompleteSelect):
    pass


class SearchMany(OfProvince, AutocompleteSelectMultiple):
    pass


def offer(fields, province: Province | None) -> None:
    """Lets the choices of a form lead to rows of the province alone; all, where it is not known yet."""
    for field in fields.values():
        widget = getattr(field.widget, "widget", field.widget)
        if isinstance(widget, OfProvince):
            widget.province_id = province.pk if province else None


def offered(queryset: QuerySet, path: str, asked: str) -> QuerySet:
    """The rows that a search for a province (by key, as in the address) may find; `path` leads to theirs."""
    if not path or KEY.fullmatch(asked) is None:
        return queryset
    return queryset.filter(Q(**{path: int(asked)}) | Q(**{path: None}))


def refusing(form: type, site, province_of: Callable[[Model], Province | None]) -> type:
    """The form, which refuses rows of other provinces than its own, as far as they were chosen in it."""

    class OfOneProvince(form):
        def _post_clean(self) -> None:
            super()._post_clean()
            for name, row, theirs in _elsewhere(self, site, province_of):
                words = _("“%(row)s” belongs to another province: %(province)s.")
                self.add_error(name, words % {"row": row, "province": theirs})

    return OfOneProvince


def _elsewhere(form, site, province_of) -> Iterator[tuple[str, Model, Province]]:
    """What was chosen of another province: the field, the row, and whose it is."""
    chosen = {name: form.cleaned_data.get(name) for name in _fields_with_a_province(form, site)}
    if not any(chosen.values()):
        return
    try:
        own = province_of(form.instance)
    except (ObjectDoesNotExist, AttributeError):
        return  # What it belongs to is missing, and that is said already.
    for name, value in chosen.items():
        admin = site.get_model_admin(form.instance._meta.get_field(name).related_model)
        for row in [value] if isinstance(value, Model) else value or ():
            theirs = admin.province_of(row)
            if theirs is not None and theirs != own:
                yield name, row, theirs


def _fields_with_a_province(form, site) -> list[str]:
    is_moved = "province" in form.changed_data
    changed = [name for name in form.cleaned_data if is_moved or name in form.changed_data]
    fields = {field.name: field.related_model for field in form.instance._meta.get_fields() if field.is_relation}
    return [name for name in changed if name not in MAY_LIE_ELSEWHERE and is_of_a_province(fields.get(name), site)]


def is_of_a_province(model: type[Model] | None, site) -> bool:
    """Whether rows of the model belong to provinces, and not to whoever quotes them, as documents do."""
    if model is None or not site.is_registered(model):
        return False
    admin = site.get_model_admin(model)
    return bool(getattr(admin, "province_path", "")) and not admin.sees_all
