"""Pledges: lines of contribution, each a thread of dated acts."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Self

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import CheckConstraint, F, FilteredRelation, Q, UniqueConstraint
from django.urls import reverse
from simple_history.models import HistoricalRecords

from coalition.enums import Act, Capability, Instrument, Qualifier
from coalition.models.cities import City
from coalition.models.dates import date_has_precision, partial_date, precision_field
from coalition.models.facts import Fact, FactQuerySet, stated_by
from coalition.models.meetings import Meeting
from coalition.models.ministers import Minister
from coalition.models.nations import Nation
from coalition.models.rewind import rewound

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


class PledgeQuerySet(models.QuerySet["Pledge"]):
    """Questions about lines of contribution."""

    def published(self) -> Self:
        """Pledges with at least one event that readers may see."""
        return self.filter(public_from__isnull=False)

    def as_of(self, day: datetime.date | None) -> Self:
        """Pledges that the public record held on `day`, all published ones when None.

        `stands_at` is the act at which each stood and `latest_act_on` the day of the latest act that was known.
        """
        if day is None:
            return self.published().annotate(stands_at=F("status"), latest_act_on=F("last_event_on"))
        standing = FilteredRelation("standings", condition=standing_on(day, "standings__"))
        held = self.annotate(standing=standing).filter(standing__isnull=False)
        return rewound(held.annotate(stands_at=F("standing__status"), latest_act_on=F("standing__last_event_on")), day)

    def by_nation(self, nation: Nation) -> Self:
        """Lines of one nation."""
        return self.filter(nation=nation)


class Pledge(models.Model):
    """One line of contribution: a nation, a capability, a place.

    `status`, the dates and `quantity_now` are computed from the published events by
    `coalition.actions.pledges.refresh_pledges` and never typed in.
    """

    nation = models.ForeignKey(Nation, on_delete=models.PROTECT, related_name="pledges")
    capability = models.CharField(max_length=21, choices=Capability)
    title = models.CharField(max_length=200)
    place = models.CharField("place as reported", max_length=150, blank=True)
    country = models.ForeignKey(
        Nation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pledges_on_its_soil",
        help_text="Country of the place.",
    )
    city = models.ForeignKey(City, on_delete=models.PROTECT, null=True, blank=True, related_name="pledges")
    origin_meeting = models.ForeignKey(
        Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="pledges"
    )
    status = models.CharField(max_length=11, choices=Act, blank=True, editable=False)
    public_from = models.DateField(null=True, editable=False)
    first_event_on = models.DateField(null=True, editable=False)
    last_event_on = models.DateField(null=True, editable=False)
    quantity_now = models.DecimalField(max_digits=14, decimal_places=2, null=True, editable=False)
    unit_now = models.CharField(max_length=60, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PledgeQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=[
            "status",
            "public_from",
            "first_event_on",
            "last_event_on",
            "quantity_now",
            "unit_now",
            "updated_at",
        ]
    )

    if TYPE_CHECKING:
        stands_at: str
        latest_act_on: datetime.date
        events: RelatedManager[PledgeEvent]
        standings: RelatedManager[PledgeStanding]

    class Meta:
        ordering = ["nation__name", "capability", "pk"]
        # Of the ledger as a whole; they hang on its central noun. `coalition.roles` says who has them.
        permissions = [
            ("publish_record", "Can show records to readers and take them back"),
            ("merge_record", "Can merge and split records"),
            ("export_unpublished", "Can download what is not published"),
        ]
        indexes = [
            # Nation pages and the resolution of new reports read by nation and capability.
            models.Index(fields=["nation", "capability"], name="pledge_by_nation"),
            # Lists filter by capability and status, newest first.
            models.Index(fields=["capability", "status"], name="pledge_by_capability"),
            models.Index(fields=["-last_event_on"], name="pledge_by_last_event"),
        ]

    def __str__(self) -> str:
        return f"{self.nation}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("pledge_detail", args=[self.pk])

    def rewind(self, day: datetime.date) -> None:
        """Take on in memory where the line stood at the end of `day`; what else is computed is not known of it."""
        self.status, self.last_event_on = self.stands_at, self.latest_act_on
        self.first_event_on = self.quantity_now = None
        self.unit_now = ""


def standing_on(day: datetime.date, path: str = "") -> Q:
    """The condition that the `PledgeStanding` at the relation `path` is the one in force at the end of `day`."""
    return Q(**{f"{path}since__lte": day, f"{path}until__gt": day})


class PledgeStanding(models.Model):
    """Where a line stood in the public record from the day `since` to the day before `until`.

    Computed from the published events with the pledge itself, one row for each change, so that the record as of any day
    is a join and not a computation. The row that holds today ends on the last day there is.
    """

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="standings")
    since = models.DateField()
    until = models.DateField(default=datetime.date.max)
    status = models.CharField(max_length=11, choices=Act)
    last_event_on = models.DateField()

    class Meta:
        ordering = ["pledge", "since"]
        constraints = [
            # The standing of one line on one day, in a join.
            UniqueConstraint(fields=["pledge", "since"], name="pledge_standing_once_a_day"),
            CheckConstraint(condition=Q(since__lt=F("until")), name="pledge_standing_lasts"),
        ]

    def __str__(self) -> str:
        return f"{self.pledge}, {self.get_status_display()} since {self.since}"


class PledgeEventQuerySet(FactQuerySet["PledgeEvent"]):
    """Questions about dated acts."""

    def as_of(self, day: datetime.date | None) -> Self:
        """Published events that the public record held on `day`, each with the numbers that were stated by then."""
        events = super().as_of(day)
        if day is None:
            return events
        return events.annotate(
            knows_quantity=stated_by(day, PledgeEvent, "quantity", "quantity_low", "quantity_high"),
            knows_amount=stated_by(day, PledgeEvent, "amount"),
        )


class PledgeEvent(Fact):
    """One dated act in a pledge's thread, with quantity or money as stated.

    `is_cumulative` marks a running total ("has flown 3,000 sorties"); `counts` is False, with the reason, where a total
    must leave the event out (a re-statement, a sub-total, a request).
    """

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="events")
    act = models.CharField(max_length=11, choices=Act)
    happened_on = models.DateField(null=True, blank=True)
    happened_on_precision = precision_field()
    quantity_low = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    quantity = models.DecimalField(
        "quantity, best reading",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    quantity_high = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    unit = models.CharField(max_length=60, blank=True, help_text="What the quantity counts: personnel, aircraft …")
    qualifier = models.CharField(max_length=9, choices=Qualifier, blank=True)
    amount = models.DecimalField(
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="Money in full units of its own currency.",
    )
    currency = models.CharField(
        max_length=3,
        blank=True,
        validators=[RegexValidator(r"\A[A-Z]{3}\Z", "Write the three-letter ISO 4217 code, such as EUR.")],
    )
    instrument = models.CharField(max_length=7, choices=Instrument, blank=True)
    is_cumulative = models.BooleanField("running total", default=False)
    counts = models.BooleanField("counts towards totals", default=True)
    counts_reason = models.CharField("why it does not count", max_length=200, blank=True)
    asked_by = models.ForeignKey(Nation, on_delete=models.PROTECT, null=True, blank=True, related_name="requests_made")
    speaker = models.ForeignKey(Minister, on_delete=models.PROTECT, null=True, blank=True, related_name="statements")
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="pledge_events")
    note = models.TextField(blank=True)

    happened = partial_date("happened_on")

    if TYPE_CHECKING:
        knows_quantity: bool
        knows_amount: bool

    objects = PledgeEventQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Fact.Meta):
        ordering = ["happened_on", "public_from", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            date_has_precision("happened_on"),
            CheckConstraint(
                condition=Q(amount__isnull=True, currency="") | (Q(amount__isnull=False) & ~Q(currency="")),
                name="pledge_event_amount_has_currency",
                violation_error_message="Give an amount together with its currency.",
            ),
            CheckConstraint(
                condition=(Q(quantity_low__isnull=True) | Q(quantity_low__lte=F("quantity")))
                & (Q(quantity_high__isnull=True) | Q(quantity__isnull=True) | Q(quantity__lte=F("quantity_high"))),
                name="pledge_event_quantity_within_range",
                violation_error_message="The best reading lies between the low and the high one.",
            ),
            CheckConstraint(
                condition=Q(quantity__isnull=True) | ~Q(unit=""),
                name="pledge_event_quantity_has_unit",
                violation_error_message="Say what the quantity counts (personnel, aircraft …).",
            ),
            CheckConstraint(
                condition=Q(counts=True) | ~Q(counts_reason=""),
                name="pledge_event_uncounted_says_why",
                violation_error_message="Say why the event does not count towards totals.",
            ),
            CheckConstraint(
                condition=Q(asked_by__isnull=True) | Q(act__in=[Act.REQUESTED, Act.DECLINED]),
                name="pledge_event_only_requests_are_asked",
                violation_error_message="Only a request, or its refusal, has somebody who asked.",
            ),
        ]
        indexes = [
            # Status, threads and "as of" read a pledge's events in order.
            models.Index(fields=["pledge", "happened_on"], name="pledge_event_thread"),
            # What is new, and the record as it stood on a day.
            models.Index(fields=["is_published", "public_from"], name="pledge_event_by_public_from"),
        ]

    def __str__(self) -> str:
        return f"{self.pledge}, {self.get_act_display()} {self.happened or 'undated'}"

    def rewind(self, day: datetime.date) -> None:
        """As every fact, and without numbers that only later reports state."""
        super().rewind(day)
        if not self.knows_quantity:
            self.quantity = self.quantity_low = self.quantity_high = None
            self.unit = self.qualifier = ""
        if not self.knows_amount:
            self.amount = None
            self.currency = self.instrument = ""
