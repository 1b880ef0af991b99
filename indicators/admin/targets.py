"""Admin of targets. What a target asks for changes by a decision only, as everywhere else."""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dtracker.accounts.access import can, can_anywhere
from dtracker.accounts.roles import Permission
from dtracker.accounts.scoped import HistoryAdmin, ReadOnly, Tabular
from indicators.actions.snapshots import in_step
from indicators.actions.targets import revise_target, set_target
from indicators.admin.numbers import Numbers
from indicators.explain.words import due_words, printed_words, target_words
from indicators.forms.admin_targets import DECISION, UNSEEN, TargetForm, plain_fields
from indicators.models import Target, TargetRevision
from indicators.models.targets import Terms
from indicators.queries.snapshots import cell_of


class RevisionInline(ReadOnly, Tabular):
    """Every version of the terms; nothing here can be changed."""

    model = TargetRevision
    verbose_name_plural = _("versions of this target")
    fields = readonly_fields = ("version", "asks", "due", "base", "reason", "document", "effective_on", "by")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("target__indicator", "document", "by")

    @admin.display(description=_("target value"))
    def asks(self, revision) -> str:
        return target_words(revision, revision.target.indicator)

    @admin.display(description=_("due"))
    def due(self, revision) -> str:
        return due_words(revision.target, revision)

    @admin.display(description=_("baseline"))
    def base(self, revision) -> str:
        if revision.baseline_value is None:
            return ""
        value = printed_words(revision.baseline_value, revision.target.indicator)
        period = revision.baseline_period
        return f"{value} ({period.label()})" if period else value


@admin.register(Target)
class TargetAdmin(Numbers, HistoryAdmin):
    form = TargetForm
    # Kind and document decide whether and with what a target is judged: changing them would lower it unseen.
    identity = ("code", "indicator", "province", "unit", "kind", "document", "is_decreed_step")
    list_display = ("__str__", "indicator", "province", "asks", "due", "kind", "document")
    list_filter = (
        "kind",
        ("province", admin.RelatedOnlyFieldListFilter),
        ("indicator__pillar", admin.RelatedOnlyFieldListFilter),
        "due_year",
    )
    list_select_related = ("indicator", "province", "document")
    search_fields = ("label_vi", "label_en", "code", "indicator__search_key", "province__search_key")
    autocomplete_fields = ("indicator", "province", "unit", "document", "source")
    inlines = [RevisionInline]
    of_what = (None, {"fields": ["code", "indicator", "province", "unit", "kind", "document"]})
    terms = (
        _("What it asks for"),
        {
            "fields": [
                ("comparator", "value", "value_max", "rank_of"),
                ("due_year", "due_quarter", "due_on"),
                "edition_rule",
                ("baseline_value", "baseline_year", "baseline_quarter"),
            ],
        },
    )
    decision = (
        _("Decision"),
        {
            "fields": list(DECISION),
            "description": _(
                "Needed when what the target asks for changes. "
                "The version in force until then is kept and stays visible. "
                "Adjust the wording below where it names the old value."
            ),
        },
    )
    wording = (
        _("Wording"),
        {
            "fields": [
                *("label_vi", "label_en", "due_text", "stated_by", "is_decreed_step"),
                ("owner_vi", "owner_en"),
            ]
        },
    )
    sources = (_("Source"), {"fields": ["source", "quote", "note_vi", "note_en"]})

    def get_fieldsets(self, request, obj=None):
        if obj and self.has_change_permission(request, obj):
            seen = (None, {"fields": list(UNSEEN)})
            return [self.of_what, self.terms, self.decision, self.wording, self.sources, seen]
        return [self.of_what, self.terms, self.wording, self.sources]

    def has_add_permission(self, request) -> bool:
        return super().has_add_permission(request) and can_anywhere(request.user, Permission.TARGET_REVISE)

    def has_change_permission(self, request, obj=None) -> bool:
        # The action asks this of everybody; a superuser without the role would fill in the form in vain.
        if obj is not None:
            return can(request.user, Permission.TARGET_REVISE, province=obj.province)
        return can_anywhere(request.user, Permission.TARGET_REVISE)

    def has_delete_permission(self, request, obj=None) -> bool:
        """Never: deleting and setting anew would lower a target unseen."""
        return False

    @admin.display(description=_("target value"), ordering="value")
    def asks(self, target) -> str:
        return target_words(target, target.indicator)

    @admin.display(description=_("due"), ordering="due_year")
    def due(self, target) -> str:
        return due_words(target)

    def save_model(self, request, obj, form, change) -> None:
        if change:
            self._save_changes(request, obj, form)
            if form.old_wording:
                words = _("The wording still says “%(wording)s”: adjust it where it names the old value.")
                messages.warning(request, words % {"wording": form.old_wording})
        else:
            made = set_target(by=request.user, **_fields_of(obj))
            obj.pk, obj._state.adding = made.pk, False

    def _save_changes(self, request, obj, form) -> None:
        with in_step({cell_of(obj)}, timezone.localdate()):
            self.begin_history(obj)
            if plain_fields(form):
                in_force = Target.objects.get(pk=obj.pk)
                asked = {field: getattr(obj, field) for field in Terms.TERMS}
                _put(obj, {field: getattr(in_force, field) for field in Terms.TERMS})
                super().save_model(request, obj, form, change=True)
                _put(obj, asked)
            if form.changed_terms:
                revise_target(target=obj, terms=form.changed_terms, by=request.user, **form.decision)


def _fields_of(target: Target) -> dict:
    return {field.name: getattr(target, field.name) for field in Target._meta.fields if not field.primary_key}


def _put(target: Target, terms: dict) -> None:
    for field, value in terms.items():
        setattr(target, field, value)
