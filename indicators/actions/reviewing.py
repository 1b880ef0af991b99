"""What a reviewer decides: to approve, to take an approval back, to return. Refusals are those of `entering`."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from dtracker.accounts.access import require
from indicators import workflow
from indicators.actions.refusals import MissingReason, SamePerson
from indicators.actions.steps import forget, stamp, store, taken, taken_lines
from indicators.models import Figure
from indicators.queries.asked import Respondent


def approve(*, figure: Figure, version: int, by) -> Figure:
    """Approve the version seen. SamePerson for who entered or submitted it."""
    with transaction.atomic():
        return _approved(taken("approve", figure, version, by), by)


def approve_lines(*, province, versions: Mapping[int, int], by, unit=None) -> list[Figure]:
    """Approve chosen figures of a province ({pk: version seen}), all or none.

    Figure.DoesNotExist where one belongs to another province or unit.
    """
    with transaction.atomic():
        return [_approved(each, by) for each in taken_lines("approve", Respondent(province, unit), versions, by)]


def withdraw(*, figure: Figure, note: str, version: int, by) -> Figure:
    """Take back an approval given by mistake: the figure waits for a decision again. It needs a reason."""
    require(by, workflow.STEPS["withdraw"].permission, province=figure.province, unit=figure.unit)
    _check_note(note, _("Say why the approval is taken back."))
    with transaction.atomic():
        figure = taken("withdraw", figure, version, by)
        forget(figure, "approved")
        # Why it is before the reviewers again; nobody returned it to the officer.
        figure.return_note = note.strip()
        return store(figure, "withdraw", by)


def send_back(*, figure: Figure, note: str, version: int, by) -> Figure:
    """Return a submitted or approved figure to its officer, with the reason why."""
    require(by, workflow.STEPS["return"].permission, province=figure.province, unit=figure.unit)
    _check_note(note, _("Say why the figure is returned."))
    with transaction.atomic():
        return _returned(taken("return", figure, version, by), note, by)


def send_back_lines(*, province, versions: Mapping[int, int], note: str, by, unit=None) -> list[Figure]:
    """Return chosen figures of a province ({pk: version seen}) for one reason, all or none."""
    require(by, workflow.STEPS["return"].permission, province=province, unit=unit)
    _check_note(note, _("Say why the figure is returned."))
    with transaction.atomic():
        return [_returned(each, note, by) for each in taken_lines("return", Respondent(province, unit), versions, by)]


def _check_note(note: str, sentence: str) -> None:
    if not note.strip():
        raise MissingReason(sentence)


def _approved(figure: Figure, by) -> Figure:
    if by.pk in (figure.entered_by_id, figure.submitted_by_id):
        raise SamePerson
    forget(figure, "returned")
    figure.return_note = ""
    stamp(figure, "approved", by)
    return store(figure, "approve", by)


def _returned(figure: Figure, note: str, by) -> Figure:
    forget(figure, "submitted", "approved")
    stamp(figure, "returned", by)
    figure.return_note = note.strip()
    return store(figure, "return", by)
