"""Admin of steering bodies and working groups with their members."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agreements.admin.agreements import SOURCE
from agreements.admin.keepers import KeeperInline
from agreements.checks import Seat, doubled
from agreements.models import Body, BodyMember
from agreements.models.bodies import TWICE
from dtracker.accounts.scoped import HistoryAdmin, Stacked
from dtracker.places.models import Province


class BodyForm(forms.ModelForm):
    def full_clean(self) -> None:
        """One at a time in a province: two people could each put a body under that of the other, or seat somebody."""
        if self.is_bound and self.instance.pk:
            Province.objects.select_for_update(no_key=True).get(pk=self.instance.province_id)
        super().full_clean()


class SeatsFormSet(forms.BaseInlineFormSet):
    """Who sits there twice is seen among all rows of the page; Django leaves constraints of inlines to the database."""

    def clean(self) -> None:
        super().clean()
        kept = [each for each in self.forms if each.cleaned_data and not self._should_delete_form(each)]
        # Seats that somebody else added while this page was open are not on it.
        seen = [each.instance.pk for each in self.initial_forms]
        others = [seat_of(each) for each in BodyMember.objects.filter(body=self.instance.pk).exclude(pk__in=seen)]
        for place in doubled([*others, *(seat_of(each.instance) for each in kept)]):
            if place >= len(others):
                kept[place - len(others)].add_error("person", TWICE)


def seat_of(member: BodyMember) -> Seat:
    return Seat(member.person, member.since, member.until, member.source_id)


class MemberInline(Stacked):
    model = BodyMember
    formset = SeatsFormSet
    autocomplete_fields = ("source",)
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("order", "code", "person"),
                    ("office_vi", "office_en"),
                    ("role_vi", "role_en"),
                    ("since", "until"),
                ]
            },
        ),
        SOURCE,
    ]


@admin.register(Body)
class BodyAdmin(HistoryAdmin):
    form = BodyForm
    list_display = ("__str__", "province", "kind", "scope", "agreement", "established_on")
    list_filter = ("kind", "scope", ("province", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("province", "agreement")
    search_fields = ("name_vi", "name_en", "code", "province__search_key")
    autocomplete_fields = ("province", "agreement", "programme", "parent", "document", "source")
    inlines = [MemberInline, KeeperInline]
    fieldsets = [
        (None, {"fields": ["code", "province", "name_vi", "name_en", "kind", "scope"]}),
        (_("Belongs to"), {"fields": ["agreement", "programme", "parent"]}),
        (_("Established"), {"fields": ["established_on", "document"]}),
        SOURCE,
    ]
