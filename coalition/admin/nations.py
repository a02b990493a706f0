"""Nations in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from coalition.admin.base import RecordAdmin, RecordForm
from coalition.admin.fields import PartialDateField
from coalition.models import Nation, NationName


class NationForm(RecordForm):
    """A nation with the day it joined, as far as known."""

    joined = PartialDateField(label="Joined")
    partial_dates = ("joined",)


class NationNameInline(admin.TabularInline):
    """The names by which texts call it."""

    model = NationName
    extra = 0


@admin.register(Nation)
class NationAdmin(RecordAdmin):
    """States, organisations and the coalition as a whole."""

    form = NationForm
    list_display = ("name", "kind", "iso_alpha3", "is_member", "joined_as_known")
    list_filter = ("kind", "is_member")
    search_fields = ("name", "slug", "iso_alpha3", "names__name")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (NationNameInline,)
    fieldsets: Any = (
        (None, {"fields": ("name", "slug", "kind", "iso_alpha3")}),
        (
            "Membership",
            {"fields": ("is_member", "joined", "source_title", "source_publisher", "source_url")},
        ),
    )

    @admin.display(description="joined", ordering="joined_on")
    def joined_as_known(self, nation: Nation) -> Any:
        """The date as far as it is known."""
        return str(nation.joined) if nation.joined else None


@admin.register(NationName)
class NationNameAdmin(admin.ModelAdmin):
    """All names, to find which nation a name stands for."""

    list_display = ("name", "kind", "nation")
    list_filter = ("kind",)
    list_select_related = ("nation",)
    search_fields = ("name", "nation__name")
    autocomplete_fields = ("nation",)
