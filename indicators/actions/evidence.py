"""What proves a figure, added and taken away. It changes no value, so it may be added in any state.

A file has its record and a record its file: whatever fails, neither is left alone.
"""

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from dtracker.accounts.access import require
from dtracker.files.storage import evidence_path
from indicators import workflow
from indicators.actions.refusals import EvidenceStays, NotTaken
from indicators.actions.uploads import check_new, delete, described, keep, together
from indicators.models import Evidence, Figure
from indicators.queries.evidence import can_be_removed

MOST = 10
"""Pieces of evidence of one figure."""


def attach_link(*, figure: Figure, url: str, title: str = "", by) -> Evidence:
    """Add a link that proves the figure; the same one twice is once. NotTaken when there are too many."""
    require(by, workflow.STEPS["save"].permission, province=figure.province, unit=figure.unit)
    with transaction.atomic():
        others = _others(figure)
        if known := next((each for each in others if each.url == url), None):
            return known
        _check_room(others)
        return _record(Evidence(figure=figure, url=url, title=title, added_by=by), by)


def attach_file(*, figure: Figure, upload: File, title: str = "", by) -> Evidence:
    """Keep an uploaded file as evidence, under a name nobody can guess; its own name is given back with it.

    HereAlready where the same file is there; NotTaken: too big, of a kind that is not taken, too many, or no room on
    the disk.
    """
    require(by, workflow.STEPS["save"].permission, province=figure.province, unit=figure.unit)
    proof = Evidence(figure=figure, title=title, added_by=by, **described(upload))
    with together(proof):
        others = _others(figure)
        check_new(proof, others)
        _check_room(others)
        keep(proof, upload, evidence_path)
        return _record(proof, by)


def remove(*, evidence: Evidence, by) -> None:
    """Take away what one added oneself, while the figure is still with the officer. EvidenceStays otherwise."""
    require(by, workflow.STEPS["save"].permission, province=evidence.figure.province, unit=evidence.figure.unit)
    with transaction.atomic():
        figure = Figure.objects.select_for_update().get(pk=evidence.figure_id)
        found = figure.evidence.filter(pk=evidence.pk).first()
        if found is None:
            return
        if not can_be_removed(found, by):
            raise EvidenceStays
        delete(found, by)


def _others(figure: Figure) -> list[Evidence]:
    """What is there already. The figure is locked, so that two people cannot add the same thing or one too many."""
    locked = Figure.objects.select_for_update().get(pk=figure.pk)
    return list(locked.evidence.select_related("added_by"))


def _check_room(others: list[Evidence]) -> None:
    if len(others) >= MOST:
        raise NotTaken(_("A figure has at most %(most)s pieces of evidence.") % {"most": MOST})


def _record(proof: Evidence, by) -> Evidence:
    proof._history_user = by
    proof.save(force_insert=True)
    return proof
