"""Versions of the method of an index."""

from django.db import transaction
from django.db.models import Max

from dtracker.accounts.access import require
from dtracker.accounts.roles import Permission
from indicators.models import Criterion, Grade, ScoringMethod


def new_version(*, method: ScoringMethod, by) -> ScoringMethod:
    """A copy of the method that can be changed: the next version, not ready yet, with all criteria and grades."""
    require(by, Permission.INDEX_PUBLISH, province=method.index.province)
    with transaction.atomic():
        version = method.index.methods.aggregate(newest=Max("version"))["newest"] + 1
        made = ScoringMethod.objects.get(pk=method.pk)
        made.pk, made._state.adding = None, True
        made.version, made.code, made.is_ready = version, f"{method.index.code}-{version}"[:60], False
        made._change_reason, made._history_user = "copy", by
        made.save()
        for each in method.grades.all():
            Grade.objects.create(method=made, least=each.least, name_vi=each.name_vi, name_en=each.name_en)
        _copy_criteria(method, made, by)
        return made


def _copy_criteria(source: ScoringMethod, made: ScoringMethod, by) -> None:
    rows = list(source.criteria.order_by("order", "pk"))
    copies: dict[int, Criterion] = {}
    for row in rows:
        copy = Criterion.objects.get(pk=row.pk)
        copy.pk, copy._state.adding, copy.code = None, True, ""
        copy.method, copy.parent = made, None
        copy._change_reason, copy._history_user = "copy", by
        copy.save()
        copies[row.pk] = copy
    # In a second round: a group may stand behind what belongs to it.
    for row in rows:
        if row.parent_id:
            Criterion.objects.filter(pk=copies[row.pk].pk).update(parent=copies[row.parent_id])
