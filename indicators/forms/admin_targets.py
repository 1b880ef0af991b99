"""Admin form of a target: its terms change by a decision only, with a reason, a document and a day.

Two people at once: who comes second is refused and shown what the other one saved.
"""

import re
from collections.abc import Iterator
from datetime import date

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTextareaWidget
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dtracker.formats.dates import format_date
from dtracker.formats.numbers import format_number
from dtracker.places.models import Province
from indicators.actions.targets import why_foreign, why_undecided
from indicators.checks import target_faults, value_rule
from indicators.forms.admin_documents import DecidingDocument
from indicators.models import Document, Indicator, Target
from indicators.models.targets import Terms
from indicators.queries.targets import Overtaken, change_since, version_of

VALUES = ("value", "value_max", "baseline_value")
DECISION = ("revision_reason", "revision_document", "effective_on")
"""Asked for when terms change; fields of the form, not of the target."""
UNSEEN = ("seen", "accepted")
DUE = ("due_year", "due_quarter", "due_on")


class TargetForm(forms.ModelForm):
    """`changed_terms` holds, of a valid form of a stored target, the terms that differ from those in force.

    `seen` is the version of the target that the page showed; `accepted` the day after the due date that the page warned
    of: saving once more is then the choice to have it so.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    accepted = forms.CharField(required=False, widget=forms.HiddenInput)

    revision_reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=400, required=False, widget=AdminTextareaWidget(attrs={"rows": 3})
    )
    revision_document = forms.ModelChoiceField(
        label=gettext_lazy("Deciding document"),
        queryset=Document.objects.all(),
        required=False,
        widget=DecidingDocument,
    )
    effective_on = forms.DateField(label=gettext_lazy("In force from"), required=False, widget=AdminDateWidget)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.changed_terms: dict = {}
        if self.instance.pk is None:
            for field in (*DECISION, *UNSEEN):
                del self.fields[field]
        else:
            self.initial["seen"] = version_of(self.instance)
            self.fields["revision_document"].widget.offer_for(self.instance.province_id)
        self._read_as(self._indicator())

    def _indicator(self) -> Indicator | None:
        if self.instance.pk:
            return self.instance.indicator
        key = str(self.data.get(self.add_prefix("indicator"), ""))
        return Indicator.objects.filter(pk=int(key)).first() if key.isascii() and key.isdigit() else None

    def _read_as(self, indicator: Indicator | None) -> None:
        """Numbers are read as those of the indicator: "1,931" is no count, "80,53%" is a share."""
        if indicator is None:
            return
        rule = value_rule(indicator)
        for name in VALUES:
            # Who may only look has a form without them.
            if name in self.fields:
                self.fields[name].rule = rule

    def clean(self):
        cleaned = super().clean()
        typed = {field: cleaned[field] for field in Terms.TERMS if field in cleaned}
        # A period that cannot be read has its own sentence; the rules below would stumble over it.
        if not self._has_faulty_period():
            for field, sentence in self._faults(typed):
                self.add_error(field, sentence)
        if self.instance.pk:
            self.changed_terms = {
                field: value for field, value in typed.items() if value != getattr(self.instance, field)
            }
            self._ask_for_the_decision(cleaned)
            if self.changed_terms:
                self._check_document(cleaned.get("revision_document"))
                self._check_day(cleaned)
                self._check_printed_date(cleaned)
            self._check_seen(cleaned.get("seen", ""))
        elif "province" in cleaned:
            self._check_whose(cleaned.get("document"), cleaned["province"])
        return cleaned

    def _check_whose(self, document: Document | None, province: Province | None) -> None:
        if document is not None and (sentence := why_foreign(document, province)):
            self.add_error("document", sentence)

    def _check_seen(self, seen: str) -> None:
        # The lock holds until the admin has saved: nobody comes between this look and that.
        present = Target.objects.select_for_update(of=("self",)).get(pk=self.instance.pk)
        version = version_of(present)
        if seen == version:
            return
        # Saving once more is then the choice to replace what the other one saved.
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = version
        other = change_since(present, seen)
        if other is None:
            self.add_error(None, _("This form cannot be read. Load the page again."))
        else:
            self._tell(other, present)

    def _tell(self, other: Overtaken, present: Target) -> None:
        words = _(
            "%(who)s saved this target at %(time)s, after you opened it, so nothing was saved now. "
            "Look at the marked fields, then save again to replace what stands there."
        )
        time = f"{localtime(other.on):%H:%M} {format_date(localtime(other.on).date())}"
        self.add_error(None, words % {"who": other.who, "time": time})
        for name, theirs in other.fields.items():
            if name in self.fields and self.cleaned_data.get(name) != getattr(present, name):
                yours = self.data.get(self.add_prefix(name)) or _("nothing")
                sentence = _("Saved meanwhile: %(theirs)s. In your form: %(yours)s.")
                self.add_error(name, sentence % {"theirs": theirs, "yours": self._in_words(name, yours)})

    def _in_words(self, name: str, typed: str) -> str:
        """A chosen entry by its words; anything else as it was typed."""
        choices = getattr(self.fields[name], "choices", ())
        return next((str(words) for key, words in choices if str(key) == typed), typed)

    def _has_faulty_period(self) -> bool:
        for which in ("due", "baseline"):
            year, quarter = f"{which}_year", f"{which}_quarter"
            if self.errors.keys() & {year, quarter}:
                return True
            if self.cleaned_data.get(quarter) and not self.cleaned_data.get(year):
                self.add_error(year, _("A quarter needs its year."))
                return True
        return False

    def _faults(self, typed: dict) -> list[tuple[str, str]]:
        indicator = self.cleaned_data.get("indicator") or (self.instance.indicator if self.instance.pk else None)
        return [] if indicator is None else target_faults(typed, indicator)

    def _ask_for_the_decision(self, cleaned: dict) -> None:
        missing = {
            "revision_reason": _("Say why the target is changed."),
            "revision_document": _("Name the document that decides the change."),
            "effective_on": _("Give the day from which the new target is in force."),
        }
        given = [field for field in DECISION if cleaned.get(field)]
        if self.changed_terms:
            for field in DECISION:
                if field not in given and field not in self.errors:
                    self.add_error(field, missing[field])
        elif given and not self.errors:
            sentence = _("Value, due period and baseline are as before: there is nothing to decide. Leave this empty.")
            self.add_error(given[0], sentence)

    def _check_document(self, document: Document | None) -> None:
        if document is not None and (sentence := why_undecided(document, self.instance.province)):
            self.add_error("revision_document", sentence)

    def _check_day(self, cleaned: dict) -> None:
        """A day that decisions rarely name is allowed, but not by a slip of the pen."""
        day = cleaned.get("effective_on")
        # What cannot be a period has its own sentence already.
        if day is None or set(DUE) & self.errors.keys() or cleaned.get("accepted") == day.isoformat():
            return
        doubts = [*self._after_due(day, cleaned), *self._too_early(day, cleaned.get("revision_document"))]
        if not doubts:
            return
        self.data = self.data.copy()
        self.data[self.add_prefix("accepted")] = day.isoformat()
        asked = _("Correct the day, or save again if the document decides so.")
        self.add_error("effective_on", " ".join([*doubts, asked]))

    def _after_due(self, day: date, cleaned: dict) -> Iterator[str]:
        asked = Target(**{field: cleaned[field] for field in DUE})
        due = min(filter(None, (_due_day(self.instance), _due_day(asked))), default=day)
        if day > due:
            sentence = _(
                "This day lies after the due date, %(due)s: a result that stands already would be judged anew by the "
                "new terms."
            )
            yield sentence % {"due": format_date(due)}

    def _too_early(self, day: date, document: Document | None) -> Iterator[str]:
        """Past days would show what nobody had decided yet, or no longer what was in force then."""
        if document and document.issued_on and day < document.issued_on:
            yield _("This day lies before that of the deciding document, %(day)s.") % {
                "day": format_date(document.issued_on)
            }
        last = self.instance.revisions.order_by("version").last()
        if last and last.effective_on and day < last.effective_on:
            sentence = _("Version %(version)s applies from %(day)s: it would be replaced before that.")
            yield sentence % {"version": last.version, "day": format_date(last.effective_on)}

    def _check_printed_date(self, cleaned: dict) -> None:
        """The date as the first document prints it would stand beside the new one."""
        printed = self.instance.due_text
        if printed and cleaned.get("due_text") == printed and set(DUE) & self.changed_terms.keys():
            sentence = _("“%(printed)s” is the old due date. Write the new one as the document prints it, or nothing.")
            self.add_error("due_text", sentence % {"printed": printed})

    @property
    def old_wording(self) -> str:
        """The wording of the target where it still names the value that was revised; else ""."""
        label, value = self.cleaned_data.get("label_vi") or "", self.initial.get("value")
        if "value" not in self.changed_terms or value is None:
            return ""
        return label if re.search(rf"(?<![\d.,]){re.escape(format_number(value))}(?![\d.,]*\d)", label) else ""

    @property
    def decision(self) -> dict:
        """Reason, document and day, as the action takes them; only of a valid form."""
        reason, document, effective_on = (self.cleaned_data[field] for field in DECISION)
        return {"reason": reason, "document": document, "effective_on": effective_on}


def _due_day(terms: Terms) -> date | None:
    return terms.due_on or (terms.due.end if terms.due else None)


def plain_fields(form: TargetForm) -> list[str]:
    """What was changed outside the terms."""
    names = {field.name for field in Target._meta.fields}
    return [field for field in form.changed_data if field in names and field not in Terms.TERMS]
