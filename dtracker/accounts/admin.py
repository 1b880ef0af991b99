"""Admin of people: who signs in, and what each may do where."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from dtracker.accounts.access import provinces_for
from dtracker.accounts.models import Membership, User
from dtracker.accounts.roles import Role
from dtracker.accounts.scoped import SCOPE, ScopedAdmin, Tabular, is_national

# Rights come from memberships: a group would look as if it gave some.
admin.site.unregister(Group)


class MembershipInline(Tabular):
    model = Membership
    fields = ("role", "province", "unit", "since", "until")
    autocomplete_fields = ("province", "unit")

    def get_formset(self, request, obj=None, **kwargs):
        if not is_national(request.user):
            # Without a membership in the province the person would be out of its admin's sight at once.
            kwargs |= {"min_num": 1, "validate_min": True}
        return super().get_formset(request, obj, **kwargs)


@admin.register(User)
class PersonAdmin(ScopedAdmin, UserAdmin):
    """Provincial admins keep the people of their province who have no role elsewhere."""

    province_path = ""
    identity = ()
    list_display = ("username", "full_name", "roles", "is_active", "last_login")
    list_filter = ("is_active", "memberships__role", ("memberships__province", admin.RelatedOnlyFieldListFilter))
    search_fields = ("username", "full_name", "email")
    ordering = ("username",)
    filter_horizontal = ()
    readonly_fields = ("is_staff", "last_login", "date_joined")
    fieldsets = [
        (None, {"fields": ["username", "password", "full_name", "email", "language"]}),
        (
            _("Access"),
            {
                "fields": ["is_active", "is_staff", "is_superuser"],
                "description": _(
                    "Nobody is deleted: switch the account off instead. "
                    "Who has the role of admin below may use these pages."
                ),
            },
        ),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["username", "full_name", "email", "password1", "password2"]})
    ]
    inlines = [MembershipInline]

    def get_queryset(self, request):
        people = super().get_queryset(request)
        people = people.prefetch_related("memberships__province")
        if is_national(request.user):
            return people
        mine = provinces_for(request.user, SCOPE)
        elsewhere = Membership.objects.exclude(province__in=mine)
        people = people.filter(is_superuser=False, memberships__province__in=mine)
        return people.exclude(memberships__in=elsewhere).distinct()

    @admin.display(description=_("roles"))
    def roles(self, person) -> str:
        return "; ".join(
            f"{each.get_role_display()} · {each.province or _('whole country')}" for each in person.memberships.all()
        )

    def keeps(self, user, row=None) -> bool:
        # Whoever can reset the password of a superuser is one.
        return not (row and row.is_superuser and not user.is_superuser)

    def has_delete_permission(self, request, obj=None) -> bool:
        """Never: what people did stays theirs."""
        return False

    def get_readonly_fields(self, request, obj=None):
        locked = [] if request.user.is_superuser else ["is_superuser"]
        return [*super().get_readonly_fields(request, obj), *locked]

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        person = form.instance
        person.is_staff = person.is_superuser or person.memberships.filter(role=Role.ADMIN).exists()
        person.save(update_fields=["is_staff"])
