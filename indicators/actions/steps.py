"""How every step of a figure is taken: permission, lock, the version seen, the next status; value and history in one.

Callers open the transaction.
"""

from collections.abc import Mapping

from django.utils import timezone

from dtracker.accounts.access import require
from indicators import workflow
from indicators.actions.refusals import NothingToDo, Stale
from indicators.models import Figure
from indicators.queries.asked import Respondent


def taken(step: str, figure: Figure, version: int | None, by) -> Figure:
    """The locked figure after permission, version and step were checked, its status already the next one."""
    require(by, workflow.STEPS[step].permission, province=figure.province, unit=figure.unit)
    figure = locked().get(pk=figure.pk)
    check_version(figure, version)
    figure.status = workflow.next_status(step, figure.status)
    return figure


def taken_lines(step: str, whose: Respondent, versions: Mapping[int, int], by) -> list[Figure]:
    """Chosen figures ({pk: version seen}), each as `taken`. Figure.DoesNotExist where one is somebody else's."""
    require(by, workflow.STEPS[step].permission, province=whose.province, unit=whose.unit)
    if not versions:
        raise NothingToDo
    rows = locked().filter(province=whose.province, unit=whose.unit, pk__in=versions)
    figures = list(rows.order_by("pk"))
    if len(figures) < len(versions):
        raise Figure.DoesNotExist
    for figure in figures:
        check_version(figure, versions[figure.pk])
        figure.status = workflow.next_status(step, figure.status)
    return figures


def locked():
    """Figures to be changed."""
    # `of` keeps the lock off the joined rows: PostgreSQL cannot lock the empty side of an outer join.
    return Figure.objects.select_for_update(of=("self",)).select_related("indicator", "province", "unit")


def check_version(figure: Figure, version: int | None) -> None:
    """Stale where somebody changed the figure since it was seen."""
    if figure.version != version:
        raise Stale(figure)


def stamp(figure: Figure, what: str, by) -> None:
    """Who and when, in pairs: `what` is "entered", "submitted", "returned", "approved" or "published"."""
    setattr(figure, f"{what}_at", timezone.now())
    setattr(figure, f"{what}_by", by)


def forget(figure: Figure, *stamps: str) -> None:
    """Take stamps back that no longer hold of the figure."""
    for what in stamps:
        setattr(figure, f"{what}_at", None)
        setattr(figure, f"{what}_by", None)


def store(figure: Figure, step: str, by) -> Figure:
    """Save the row and its line of history; the step's name is its reason, put into words when read."""
    figure.version += 1
    figure._change_reason = step
    figure._history_user = by
    figure.save()
    return figure
