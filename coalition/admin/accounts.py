"""Accounts: whoever keeps them gives each a role, and cannot give more than they have."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.http import HttpRequest

from coalition.roles import Role, give_role, role_of

User: Any = get_user_model()


def _role_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=Role.choices, help_text="Each role may do all that the ones before it in this list may do."
    )


class AccountForm(UserChangeForm):
    """An account with its one role."""

    role = _role_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("role", role_of(self.instance) or Role.READER)


class NewAccountForm(AdminUserCreationForm):
    """A new account with its role."""

    role = _role_field()


admin.site.unregister(User)
# The groups are the roles of `coalition.roles`; whoever wants others changes them there.
admin.site.unregister(Group)


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Accounts by role; those with full rights are kept by their like only."""

    form = AccountForm
    add_form = NewAccountForm
    list_display = ("username", "role", "email", "is_active", "last_login")
    list_filter = ("groups", "is_active")
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        ("May do", {"fields": ("role", "is_active")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "usable_password", "password1", "password2", "role")}),)

    @admin.display(description="role")
    def role(self, user: Any) -> str:
        """The role in words."""
        if user.is_superuser:
            return "full rights"
        role = role_of(user)
        return role.label if role else "none"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An administrator cannot take over an account with full rights by setting its password."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Accounts are closed, not deleted: their name stands behind decisions."""
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "role" in form.cleaned_data:
            give_role(form.instance, Role(form.cleaned_data["role"]))
