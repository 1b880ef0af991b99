"""What a verdict rests on was saved: the snapshots that rest on it disappear, in the same transaction.

So no status is shown that is no longer true, whoever saved the row and wherever. Lists judge such targets anew until
`indicators.actions.snapshots` has kept them again, which publishing and revising do at once. Rows written in bulk
send no signal: who writes them calls `rebuild`.
"""

from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from dtracker.places.models import OrgUnit, Province
from indicators.models import (
    Document,
    Figure,
    Indicator,
    Publication,
    SeriesBreak,
    Snapshot,
    Target,
    TargetRevision,
)


def _forget(which: Q) -> None:
    Snapshot.objects.filter(target__in=Target.objects.filter(which)).delete()


def _cell(row) -> Q:
    return Q(province=row.province_id, indicator=row.indicator_id)


@receiver(post_save, sender=Publication)
def publication_saved(instance, **_signal) -> None:
    _forget(_cell(instance.figure))


@receiver([post_save, post_delete], sender=Target)
def target_saved(instance, **_signal) -> None:
    _forget(_cell(instance))


@receiver([post_save, post_delete], sender=TargetRevision)
def revision_saved(instance, **_signal) -> None:
    _forget(_cell(instance.target))


@receiver([post_save, post_delete], sender=SeriesBreak)
def break_saved(instance, **_signal) -> None:
    _forget(Q(indicator=instance.indicator_id))


@receiver(post_save, sender=Indicator)
def indicator_saved(instance, created=False, **_signal) -> None:
    if not created:
        _forget(Q(indicator=instance))


@receiver(post_save, sender=Province)
def province_saved(instance, created=False, **_signal) -> None:
    if not created:
        _forget(Q(province=instance))


@receiver(post_save, sender=OrgUnit)
def unit_saved(instance, created=False, **_signal) -> None:
    if not created:
        _forget(Q(province=instance.province_id))


@receiver(post_save, sender=Document)
def document_saved(instance, created=False, **_signal) -> None:
    """Its date says from when its targets hold, and what is public since then that has no day of its own."""
    if created:
        return
    undated = Figure.objects.filter(publications__source=instance, publications__public_on=None)
    _forget(
        Q(indicator__targets__document=instance)
        | Q(province__in=undated.values("province"), indicator__in=undated.values("indicator"))
    )
