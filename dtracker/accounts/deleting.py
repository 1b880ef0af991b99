"""What stands in the way of deleting rows in the administration."""

from collections import defaultdict
from collections.abc import Sequence

from django.contrib.admin.utils import NestedObjects
from django.db import models, router
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from dtracker.formats.numbers import format_number

LISTED = 30
"""More rows than these are counted: thousands rest on a document, and each would be read and named by itself."""
NAMED = 3


def too_many_to_list(rows: Sequence[models.Model] | models.QuerySet) -> list[str]:
    """A line for each kind of rows that rest on these, where they are many; empty where each can be named."""
    if not rows:
        return []
    collector = NestedObjects(using=router.db_for_write(rows[0]._meta.model), origin=rows)
    collector.collect(rows)
    if len(collector.protected) <= LISTED:
        return []
    kinds: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for each in sorted(collector.protected, key=lambda each: each.pk):
        kinds[type(each)].append(each)
    most_first = sorted(kinds.items(), key=lambda each: (-len(each[1]), each[0]._meta.label))
    return [_counted(kind, found) for kind, found in most_first]


def _counted(kind: type[models.Model], found: list[models.Model]) -> str:
    names = "; ".join(str(each) for each in found[:NAMED])
    name = capfirst(kind._meta.verbose_name_plural)
    if len(found) <= NAMED:
        return f"{name}: {names}"
    words = _("%(kind)s: %(count)s, among them %(names)s")
    return words % {"kind": name, "count": format_number(len(found)), "names": names}


def pointing_at(rows) -> list[str]:
    """What names these rows in a list of its own: the database would quietly shorten the list."""
    found = []
    for row in rows:
        for link in row._meta.related_objects:
            if link.many_to_many and not link.hidden:
                named_in = link.related_model._default_manager.filter(**{link.field.name: row})
                found += [f"{capfirst(each._meta.verbose_name)}: {each}" for each in named_in]
    return found
