"""Meetings and attendance in the admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin

from coalition.admin.base import SOURCE_FIELDSET, FactAdmin, FactForm, FactInline
from coalition.admin.fields import PartialDateField
from coalition.admin.proof import EvidenceInline
from coalition.models import Attendance, Meeting


class MeetingForm(FactForm):
    """A meeting with its first and last day, as far as known."""

    starts = PartialDateField(label="Starts")
    ends = PartialDateField(label="Ends", help_text="Only where it lasts longer than a day.")
    partial_dates = ("source_published", "starts", "ends")


class AttendanceInline(FactInline):
    """Who came."""

    model = Attendance
    autocomplete_fields = ("nation", "minister")
    fieldsets: ClassVar[Any] = (
        (None, {"fields": (("nation", "minister", "role"), "is_published")}),
        SOURCE_FIELDSET,
        ("Proof", {"fields": ("public_from", "evidence_count")}),
    )


@admin.register(Meeting)
class MeetingAdmin(FactAdmin):
    """Gatherings of the coalition."""

    form = MeetingForm
    list_display = (
        "name",
        "city",
        "starts_on",
        "status",
        "level",
        "participant_count",
        "is_published",
        "evidence_count",
    )
    list_filter = ("is_published", "status", "level", ("country", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("country",)
    search_fields = ("name", "city", "slug", "outcome")
    date_hierarchy = "starts_on"
    prepopulated_fields = {"slug": ("city", "name")}
    autocomplete_fields = ("country",)
    inlines = (AttendanceInline, EvidenceInline)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("name", "slug", ("city", "country"), ("starts", "ends"), ("status", "level"))}),
        ("Outcome", {"fields": ("participant_count", "outcome", "is_published")}),
        SOURCE_FIELDSET,
        ("Proof", {"fields": ("entered_by", "public_from", "evidence_count", "origin_count")}),
    )


@admin.register(Attendance)
class AttendanceAdmin(FactAdmin):
    """Nations and ministers at meetings, each with its proof."""

    form = FactForm
    list_display = ("meeting", "nation", "minister", "role", "is_published", "evidence_count")
    list_filter = ("is_published", "role", ("nation", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("meeting", "nation", "minister")
    search_fields = ("meeting__name", "meeting__city", "nation__name", "minister__name")
    autocomplete_fields = ("meeting", "nation", "minister")
    inlines = (EvidenceInline,)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("meeting", "nation", "minister", "role", "is_published")}),
        SOURCE_FIELDSET,
        ("Proof", {"fields": ("entered_by", "public_from", "evidence_count", "origin_count")}),
    )
