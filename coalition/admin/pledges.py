"""Pledges and their events in the admin: the page on which an editor enters a new pledge."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from coalition.actions.pledges import refresh_pledges
from coalition.admin.base import SOURCE_FIELDSET, FactAdmin, FactForm, FactInline, RecordAdmin
from coalition.admin.fields import PartialDateField
from coalition.admin.proof import EvidenceInline
from coalition.models import Pledge, PledgeEvent
from coalition.queries.demonyms import demonyms
from coalition.stated import NotUnderstoodError, read_money, read_quantity

EVENT_FIELDSETS: Any = (
    (None, {"fields": (("act", "happened"), ("speaker", "meeting", "asked_by"))}),
    (
        "Quantity",
        {
            "fields": ("typed_quantity", ("qualifier", "quantity", "unit"), ("quantity_low", "quantity_high")),
            "description": "As stated. Leave empty what the source does not say: unknown is not zero.",
        },
    ),
    (
        "Money",
        {
            "fields": ("typed_money", ("amount", "currency", "instrument")),
            "description": "In its original currency.",
        },
    ),
    (
        "Counting",
        {"fields": ("is_cumulative", ("counts", "counts_reason"), "note"), "classes": ("collapse",)},
    ),
    SOURCE_FIELDSET,
    ("Publication", {"fields": ("is_published", "public_from", "evidence_count")}),
)


class PledgeEventForm(FactForm):
    """One act with its date, as far as known.

    Quantity and money may be typed as people write them; what is read from it fills the columns beside it.
    """

    happened = PartialDateField(label="Date")
    typed_quantity = forms.CharField(
        required=False,
        max_length=120,
        label="Quantity in words",
        help_text="“about 200 trainers”, “up to 6 F-16s”: fills the columns of the quantity.",
    )
    typed_money = forms.CharField(
        required=False,
        max_length=120,
        label="Money in words",
        help_text="“€20m”, “20 million Danish kroner”: fills amount and currency.",
    )
    partial_dates = ("source_published", "happened")

    def clean(self) -> dict[str, Any]:
        """Fill the columns from what was typed in words."""
        values = super().clean()
        readings = {"typed_quantity": self._quantity_columns, "typed_money": self._money_columns}
        for name, columns_of in readings.items():
            text = (values.get(name) or "").strip()
            if not text:
                continue
            try:
                values.update(columns_of(text, values))
            except NotUnderstoodError as error:
                self.add_error(name, str(error))
        return values

    def _quantity_columns(self, text: str, values: dict[str, Any]) -> dict[str, Any]:
        stated = read_quantity(text)
        columns = {"quantity": stated.best, "quantity_low": stated.low, "quantity_high": stated.high}
        return {**columns, "unit": stated.unit, "qualifier": stated.qualifier}

    def _money_columns(self, text: str, values: dict[str, Any]) -> dict[str, Any]:
        pledge = values.get("pledge") or (self.instance.pledge if self.instance.pledge_id else None)
        payer = pledge.nation.iso_alpha3 if pledge else ""
        money = read_money(text, demonyms=demonyms(), payer=payer or "")
        columns = {"amount": money.amount, "currency": money.currency}
        return {**columns, "instrument": values.get("instrument") or money.instrument}


class PledgeEventInline(FactInline):
    """The thread of acts, each with its source."""

    model = PledgeEvent
    form = PledgeEventForm
    autocomplete_fields = ("speaker", "meeting", "asked_by")
    fieldsets: ClassVar[Any] = EVENT_FIELDSETS

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """A new pledge is entered together with its first event."""
        return 0 if obj else 1


@admin.register(Pledge)
class PledgeAdmin(RecordAdmin):
    """Lines of contribution, entered together with their events."""

    add_form_template = "admin/coalition/pledge/add_form.html"
    list_display = ("title", "nation", "capability", "status", "quantity_now", "unit_now", "last_event_on")
    list_filter = ("capability", "status", ("nation", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("nation",)
    search_fields = ("title", "place", "nation__name", "city__name")
    date_hierarchy = "last_event_on"
    autocomplete_fields = ("nation", "country", "city", "origin_meeting")
    readonly_fields = ("status", "public_from", "first_event_on", "last_event_on", "quantity_now", "unit_now")
    inlines = (PledgeEventInline,)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": (("nation", "capability"), "title", ("place", "country", "city"), "origin_meeting")}),
        (
            "Computed from its events",
            {
                "fields": (("status", "quantity_now", "unit_now"), ("first_event_on", "last_event_on", "public_from")),
                "classes": ("collapse",),
            },
        ),
    )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        refresh_pledges([form.instance.pk])


@admin.register(PledgeEvent)
class PledgeEventAdmin(FactAdmin):
    """Single acts, each with its proof."""

    form = PledgeEventForm
    list_display = (
        "pledge",
        "act",
        "happened_on",
        "quantity",
        "unit",
        "amount",
        "currency",
        "is_published",
        "evidence_count",
    )
    list_filter = ("is_published", "act", "pledge__capability", ("pledge__nation", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("pledge__nation",)
    search_fields = ("pledge__title", "pledge__nation__name", "speaker__name", "note")
    date_hierarchy = "happened_on"
    autocomplete_fields = ("pledge", "speaker", "meeting", "asked_by")
    inlines = (EvidenceInline,)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("pledge",)}),
        *EVENT_FIELDSETS[:-1],
        ("Publication", {"fields": ("is_published", "entered_by", "public_from", "evidence_count", "origin_count")}),
    )

    def settle(self, fact: PledgeEvent) -> None:
        """Compute the pledge's status again."""
        refresh_pledges([fact.pledge_id])

    def delete_model(self, request: HttpRequest, obj: PledgeEvent) -> None:
        pledge = obj.pledge_id
        super().delete_model(request, obj)
        refresh_pledges([pledge])

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        pledges = list(queryset.values_list("pledge_id", flat=True))
        super().delete_queryset(request, queryset)
        refresh_pledges(pledges)
