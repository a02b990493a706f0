"""Meetings of the coalition, and who came."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case, CharField, CheckConstraint, Exists, F, OuterRef, Q, UniqueConstraint, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.urls import reverse
from simple_history.models import HistoricalRecords

from coalition.enums import AttendanceRole, MeetingLevel, MeetingStatus
from coalition.models.dates import date_has_precision, partial_date, precision_field
from coalition.models.facts import Fact, FactQuerySet, stated_by
from coalition.models.ministers import Minister
from coalition.models.nations import Nation

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from coalition.models.pledges import PledgeEvent


class MeetingQuerySet(FactQuerySet["Meeting"]):
    """Questions about gatherings."""

    def as_of(self, day: datetime.date | None) -> Self:
        """Published meetings that the public record held on `day`, with their status then in `stands_at`."""
        meetings = super().as_of(day)
        if day is None:
            return meetings.annotate(stands_at=F("status"))
        return meetings.annotate(
            stands_at=_status_on(day), knows_participants=stated_by(day, Meeting, "participant_count")
        )


def _status_on(day: datetime.date) -> Case:
    """What the record said of a meeting on `day`: held or cancelled only from the first report that says so.

    Where no report is known to say so, as when an editor entered it, the day on which the meeting began decides.
    """
    evidence: Any = Meeting._meta.get_field("evidence").related_model
    says = evidence._default_manager.annotate(said=KeyTextTransform("status", "candidate__payload")).filter(
        meeting=OuterRef("pk"), said=OuterRef("status")
    )
    never_said = ~Exists(says) & (Q(starts_on__isnull=True) | Q(starts_on__lte=day))
    return Case(
        When(Exists(says.reported_by(day)) | never_said, then=F("status")),
        default=Value(MeetingStatus.PLANNED.value),
        output_field=CharField(choices=MeetingStatus),
    )


class Meeting(Fact):
    """A gathering of officials of several states, held or planned."""

    slug = models.SlugField(unique=True, max_length=120)
    name = models.CharField(max_length=200)
    city = models.CharField(max_length=100, help_text="Where it takes place; need not be a contested city.")
    country = models.ForeignKey(
        Nation, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings_on_its_soil"
    )
    starts_on = models.DateField(null=True, blank=True)
    starts_on_precision = precision_field()
    ends_on = models.DateField(null=True, blank=True)
    ends_on_precision = precision_field()
    status = models.CharField(max_length=9, choices=MeetingStatus)
    level = models.CharField(max_length=30, choices=MeetingLevel, blank=True)
    participant_count = models.PositiveIntegerField(
        "stated participants",
        null=True,
        blank=True,
        help_text="Number of states as reported, the host included.",
    )
    outcome = models.TextField(blank=True)

    starts = partial_date("starts_on")
    ends = partial_date("ends_on")

    objects = MeetingQuerySet.as_manager()
    history = HistoricalRecords()

    if TYPE_CHECKING:
        stands_at: str
        knows_participants: bool
        attendances: RelatedManager[Attendance]
        pledge_events: RelatedManager[PledgeEvent]

    class Meta(Fact.Meta):
        ordering = ["-starts_on", "name"]
        constraints = [
            *Fact.Meta.constraints,
            date_has_precision("starts_on"),
            date_has_precision("ends_on"),
            CheckConstraint(
                condition=Q(ends_on__isnull=True) | (Q(starts_on__isnull=False) & Q(starts_on__lte=F("ends_on"))),
                name="meeting_starts_before_it_ends",
                violation_error_message="A meeting cannot end before it starts.",
            ),
        ]
        # The timeline reads meetings by date; resolution looks them up by city and date.
        indexes = [
            models.Index(fields=["starts_on"], name="meeting_by_date"),
            models.Index(fields=["city", "starts_on"], name="meeting_by_city_and_date"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("meeting_detail", args=[self.slug])

    def rewind(self, day: datetime.date) -> None:
        """As every fact, back to planned where no report had said more, and without a number stated later."""
        super().rewind(day)
        self.status = self.stands_at
        if not self.knows_participants:
            self.participant_count = None


class Attendance(Fact):
    """A nation at a meeting, with the minister it sent where a report names one."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    nation = models.ForeignKey(Nation, on_delete=models.PROTECT, related_name="attendances")
    minister = models.ForeignKey(Minister, on_delete=models.PROTECT, null=True, blank=True, related_name="attendances")
    role = models.CharField(max_length=11, choices=AttendanceRole)

    objects = FactQuerySet["Attendance"].as_manager()
    history = HistoricalRecords()

    class Meta(Fact.Meta):
        ordering = ["nation__name"]
        constraints = [
            *Fact.Meta.constraints,
            # A nation stands once without a name and once for each minister it sent.
            UniqueConstraint(
                fields=["meeting", "nation"],
                condition=Q(minister__isnull=True),
                name="attendance_once_per_nation",
            ),
            UniqueConstraint(
                fields=["meeting", "nation", "minister"],
                condition=Q(minister__isnull=False),
                name="attendance_once_per_minister",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minister or self.nation} at {self.meeting}"
