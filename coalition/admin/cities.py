"""Cities and what happened to them in the admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin

from coalition.admin.base import SOURCE_FIELDSET, FactAdmin, FactForm, FactInline, RecordAdmin, RecordForm
from coalition.admin.fields import LinesField, PartialDateField
from coalition.admin.proof import EvidenceInline
from coalition.models import City, CityEvent


class CityForm(RecordForm):
    """A city with other spellings of its name."""

    aliases = LinesField(required=False, label="Other spellings", help_text="One a line.")


class CityEventForm(FactForm):
    """What a report says, with its date as far as known."""

    happened = PartialDateField(label="Date")
    partial_dates = ("source_published", "happened")


class CityEventInline(FactInline):
    """A city's history."""

    model = CityEvent
    form = CityEventForm
    fieldsets: ClassVar[Any] = (
        (None, {"fields": (("objective", "happened", "by_whom"), "is_published")}),
        SOURCE_FIELDSET,
        ("Proof", {"fields": ("public_from", "evidence_count")}),
    )


@admin.register(City)
class CityAdmin(RecordAdmin):
    """Contested and target towns."""

    form = CityForm
    list_display = ("name", "country", "latitude", "longitude")
    list_filter = (("country", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("country",)
    search_fields = ("name", "slug", "aliases")
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("country",)
    inlines = (CityEventInline,)


@admin.register(CityEvent)
class CityEventAdmin(FactAdmin):
    """Single reports on cities, each with its proof."""

    form = CityEventForm
    list_display = ("city", "objective", "happened_on", "by_whom", "is_published", "evidence_count")
    list_filter = ("is_published", "objective", ("city", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("city",)
    search_fields = ("city__name", "by_whom")
    date_hierarchy = "happened_on"
    autocomplete_fields = ("city",)
    inlines = (EvidenceInline,)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("city", "objective", "happened", "by_whom", "is_published")}),
        SOURCE_FIELDSET,
        ("Proof", {"fields": ("entered_by", "public_from", "evidence_count", "origin_count")}),
    )
