"""Versions of the method of an index."""

from django.db import transaction
from django.db.models import Max

from dtracker.accounts.access import require
from dtracker.accounts.roles import Permission
from indicators.models import Criterion, Grade, ScoringMethod, UnitIndex


def new_version(*, method: ScoringMethod, by) -> ScoringMethod:
    """A copy of the method that can be changed: the next version, not ready yet, with all criteria and grades."""
    require(by, Permission.INDEX_PUBLISH, province=method.index.province)
    with transaction.atomic():
        # Of two people who copy at once the second one gets the version after that of the first.
        UnitIndex.objects.select_for_update().get(pk=method.index_id)
        version = method.index.methods.aggregate(newest=Max("version"))["newest"] + 1
        made = ScoringMethod.objects.get(pk=method.pk)
        made.pk, made._state.adding = None, True
        made.version, made.code, made.is_ready = version, f"{method.index.code}-{version}"[:60], False
        made._change_reason, made._history_user = "copy", by
        made.save()
        grades = method.grades.values("least", "name_vi", "name_en")
        Grade.objects.bulk_create([Grade(method=made, **each) for each in grades])
        _copy_criteria(method, made, by)
        return made


def _copy_criteria(source: ScoringMethod, made: ScoringMethod, by) -> None:
    """As many statements for three criteria as for three hundred."""
    rows = list(source.criteria.order_by("order", "pk"))
    copies = {row.pk: _copy(row, made) for row in rows}
    Criterion.objects.bulk_create(copies.values())
    # Only now the groups have keys: one may stand behind what belongs to it.
    inside = [row for row in rows if row.parent_id]
    for row in inside:
        copies[row.pk].parent = copies[row.parent_id]
    Criterion.objects.bulk_update([copies[row.pk] for row in inside], ["parent"])
    Criterion.history.bulk_history_create(
        list(copies.values()), batch_size=500, default_user=by, default_change_reason="copy"
    )


def _copy(row: Criterion, made: ScoringMethod) -> Criterion:
    kept = ("id", "code", "method", "parent")
    fields = {each.name: getattr(row, each.name) for each in Criterion._meta.fields if each.name not in kept}
    copy = Criterion(method=made, **fields)
    copy.code = copy.code_of_its_own
    return copy
