"""What readers see from now on. Refusals are those of `entering`."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from indicators.actions.refusals import MissingReason
from indicators.actions.snapshots import cells_of, in_step
from indicators.actions.steps import stamp, store, taken, taken_lines
from indicators.models import Figure, Publication
from indicators.queries.asked import Respondent


def publish(*, figure: Figure, version: int, by, today: date) -> Figure:
    """Make the approved value public from today: a new publication; earlier ones stay as they are.

    The snapshots of the targets it bears on follow in the same transaction.
    """
    with in_step(cells_of([figure]), today):
        figure = taken("publish", figure, version, by)
        return _published(figure, _versions([figure]), by, today)


def publish_lines(*, province, versions: Mapping[int, int], by, today: date, unit=None) -> list[Figure]:
    """Publish chosen figures of a province ({pk: version seen}), all or none."""
    with in_step(cells_of(Figure.objects.filter(pk__in=versions)), today):
        chosen = taken_lines("publish", Respondent(province, unit), versions, by)
        known = _versions(chosen)
        return [_published(each, known, by, today) for each in chosen]


def _versions(figures: list[Figure]) -> dict[int, int]:
    """The newest published version of each figure (by pk) that has one. One read."""
    rows = Publication.objects.filter(figure__in=figures).order_by().values_list("figure")
    return dict(rows.annotate(Max("version")))


def _published(figure: Figure, versions: Mapping[int, int], by, today: date) -> Figure:
    last = versions.get(figure.pk, 0)
    if last and not figure.reason:
        raise MissingReason(_("A correction needs a reason."))
    Publication.objects.create(
        figure=figure,
        version=last + 1,
        remark=figure.remark,
        reason=figure.reason if last else "",
        public_on=today,
        by=by,
        source=figure.source,
        quote=figure.quote,
        **{field: getattr(figure, field) for field in Figure.MEASURED},
    )
    stamp(figure, "published", by)
    return store(figure, "publish", by)
