"""Ministers and their appointments in the admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin

from coalition.admin.base import SOURCE_FIELDSET, FactAdmin, FactForm, FactInline, RecordAdmin, RecordForm
from coalition.admin.fields import LinesField, PartialDateField
from coalition.admin.proof import EvidenceInline
from coalition.models import Appointment, Minister


class MinisterForm(RecordForm):
    """A person with other spellings of the name."""

    aliases = LinesField(required=False, label="Other spellings", help_text="One a line.")


class AppointmentForm(FactForm):
    """An office with its term, as far as known."""

    began = PartialDateField(label="From")
    ended = PartialDateField(label="Until")
    partial_dates = ("source_published", "began", "ended")


class AppointmentInline(FactInline):
    """The offices a person holds or held."""

    model = Appointment
    form = AppointmentForm
    fk_name = "minister"
    autocomplete_fields = ("nation",)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": (("nation", "portfolio"), "office", ("began", "ended"), "is_published")}),
        SOURCE_FIELDSET,
        ("Proof", {"fields": ("public_from", "evidence_count")}),
    )


@admin.register(Minister)
class MinisterAdmin(RecordAdmin):
    """People who speak for a nation."""

    form = MinisterForm
    list_display = ("name", "slug")
    list_filter = ("appointments__portfolio", ("appointments__nation", admin.RelatedOnlyFieldListFilter))
    search_fields = ("name", "aliases", "appointments__office")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (AppointmentInline,)


@admin.register(Appointment)
class AppointmentAdmin(FactAdmin):
    """Offices held, each with its proof."""

    form = AppointmentForm
    list_display = (
        "minister",
        "office",
        "nation",
        "portfolio",
        "began_on",
        "ended_on",
        "is_published",
        "evidence_count",
    )
    list_filter = ("is_published", "portfolio", ("nation", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("minister", "nation")
    search_fields = ("minister__name", "office", "nation__name")
    date_hierarchy = "began_on"
    autocomplete_fields = ("minister", "nation")
    inlines = (EvidenceInline,)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("minister", "nation", "office", "portfolio", ("began", "ended"), "is_published")}),
        SOURCE_FIELDSET,
        ("Proof", {"fields": ("entered_by", "public_from", "evidence_count", "origin_count")}),
    )
