"""Setting and revising targets. Nobody reaches a target by lowering it unseen: every change is a revision."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from dtracker.accounts.access import require
from dtracker.accounts.roles import Permission
from dtracker.places.models import Province
from indicators.actions.refusals import Faulty, MissingReason, NothingToDo
from indicators.actions.snapshots import in_step
from indicators.checks import target_faults
from indicators.enums import DocumentStatus
from indicators.models import Document, Target, TargetRevision
from indicators.models.targets import Terms
from indicators.queries.snapshots import cell_of


def set_target(*, by, **fields) -> Target:
    """A new target, with its terms as revision 1, in force from the start.

    `fields` are those of Target, the terms among them. Faulty when the terms break the indicator's range or
    the document is one of another province, ValidationError for what the model itself refuses.
    """
    require(by, Permission.TARGET_REVISE, province=fields.get("province"))
    target = Target(**fields)
    _check(terms_of(target), target.indicator)
    if target.document and (sentence := why_foreign(target.document, target.province)):
        raise Faulty([("document", sentence)])
    target.full_clean()
    with in_step({cell_of(target)}, timezone.localdate()):
        target._change_reason = "set"
        target._history_user = by
        target.save()
        _first_revision(target, by)
    return target


def revise_target(
    *, target: Target, terms: Mapping, reason: str, document: Document | None, effective_on: date | None, by
) -> Target:
    """Change terms of a target from a day on, by a document and for a reason.

    Locks the target and those judged with it; writes revision 1 from the present terms where none exists, then
    the next one; then the target itself and its history. `terms` names what changes; the rest stays. MissingReason
    without reason, document or day, or with a document that decides nothing; Faulty when the new terms break a rule;
    NothingToDo when they are those in force.
    """
    require(by, Permission.TARGET_REVISE, province=target.province)
    _check_reason(reason, document, effective_on, target.province)
    if unknown := set(terms) - set(Terms.TERMS):
        raise ValueError(f"no terms of a target: {sorted(unknown)}")
    with in_step({cell_of(target)}, timezone.localdate()):
        target = _locked(target)
        present = terms_of(target)
        revised = present | dict(terms)
        if revised == present:
            raise NothingToDo
        _check(revised, target.indicator)
        last = target.revisions.order_by("-version").first() or _first_revision(target, by)
        _write_revision(target, last.version + 1, revised, reason.strip(), document, effective_on, by)
        return _take_over(target, revised, reason.strip(), by)


def terms_of(target: Target) -> dict:
    """The terms as they stand in the row."""
    return {field: getattr(target, field) for field in Terms.TERMS}


def _locked(target: Target) -> Target:
    # `of` keeps the lock off the joined rows: PostgreSQL cannot lock the empty side of an outer join.
    rows = Target.objects.select_for_update(of=("self",)).select_related("indicator", "province", "document")
    return rows.get(pk=target.pk)


def _check_reason(reason: str, document: Document | None, effective_on: date | None, province) -> None:
    if not reason.strip():
        raise MissingReason(_("Say why the target is changed."))
    if document is None:
        raise MissingReason(_("Name the document that decides the change."))
    if sentence := why_undecided(document, province):
        raise MissingReason(sentence)
    if effective_on is None:
        raise MissingReason(_("Give the day from which the new target is in force."))


def why_undecided(document: Document, province: Province | None) -> str:
    """Why the document cannot change a target of the province; "" where it can."""
    if not document.can_decide:
        sentence = _(
            "“%(document)s” (%(kind)s) can report a decision but not take one. Name the deciding document; "
            "if it is not there yet, enter it first, with this one under “known from”."
        )
        return sentence % {"document": document.label, "kind": document.get_kind_display()}
    if document.status == DocumentStatus.DRAFT:
        return _("“%(document)s” is a draft. Name what was issued.") % {"document": document.label}
    return why_foreign(document, province)


def why_foreign(document: Document, province: Province | None) -> str:
    """Why the document can neither set nor change a target of the province; "" where it may."""
    if document.concerns(province):
        return ""
    sentence = _("“%(document)s” is a document of %(other)s. Name one that decides for %(province)s.")
    names = {"other": document.province.name, "province": province.name if province else _("the whole country")}
    return sentence % ({"document": document.label} | names)


def _check(terms: Mapping, indicator) -> None:
    if faults := target_faults(terms, indicator):
        raise Faulty(faults)


def _first_revision(target: Target, by) -> TargetRevision:
    return TargetRevision.objects.create(target=target, version=1, document=target.document, by=by, **terms_of(target))


def _write_revision(target, version: int, terms: Mapping, reason: str, document, effective_on, by) -> None:
    revision = TargetRevision(
        target=target,
        version=version,
        reason=reason,
        document=document,
        effective_on=effective_on,
        by=by,
        **terms,
    )
    revision.full_clean()
    revision.save()


def _take_over(target: Target, terms: Mapping, reason: str, by) -> Target:
    for field, value in terms.items():
        setattr(target, field, value)
    # The history keeps a hundred letters; the whole reason stands in the revision.
    target._change_reason = reason[:100]
    target._history_user = by
    target.save()
    return target
