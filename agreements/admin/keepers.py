"""Admin of who keeps the tasks of a group, and who as its head confirms that they are done."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agreements.enums import KeeperRole
from agreements.models import TaskKeeper
from agreements.models.tasks import ONE_HEAD
from dtracker.accounts.access import can
from dtracker.accounts.roles import Permission
from dtracker.accounts.scoped import HistoryAdmin, Tabular


class KeeperForm(forms.ModelForm):
    """A head who does not see all tasks of the group could not confirm them."""

    def clean(self) -> dict:
        cleaned = super().clean()
        body, user, role = (cleaned.get(name) for name in ("body", "user", "role"))
        if body and user and role == KeeperRole.HEAD and not can(user, Permission.TASK_READ, province=body.province):
            self.add_error("user", _("This person has no role for the whole province of the group. Give one first."))
        return cleaned


class KeepersFormSet(forms.BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        # A head whom somebody else named while this page was open is not on it.
        seen = [each.instance.pk for each in self.initial_forms]
        others = TaskKeeper.objects.filter(body=self.instance.pk, role=KeeperRole.HEAD).exclude(pk__in=seen)
        heads = [each for each in self.forms if self._is_head(each)]
        for each in heads if others else heads[1:]:
            each.add_error("role", ONE_HEAD)

    def save(self, commit=True):
        """Rows are stored one by one: the head who leaves goes before the one who comes."""
        known = self.initial_form_count()
        self.forms[:known] = sorted(self.forms[:known], key=self._is_head)
        return super().save(commit)

    def _is_head(self, form) -> bool:
        return form.cleaned_data.get("role") == KeeperRole.HEAD and not self._should_delete_form(form)


class KeeperInline(Tabular):
    model = TaskKeeper
    form = KeeperForm
    formset = KeepersFormSet
    fields = ("user", "role")
    autocomplete_fields = ("user",)


@admin.register(TaskKeeper)
class TaskKeeperAdmin(HistoryAdmin):
    province_path = "body__province"
    identity = ()
    form = KeeperForm
    list_display = ("body", "user", "role")
    list_filter = ("role",)
    list_select_related = ("body", "user")
    search_fields = ("body__name_vi", "body__name_en", "user__full_name", "user__username")
    autocomplete_fields = ("body", "user")
