"""Ministers: people who speak for a nation, and the offices they hold."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.urls import reverse
from simple_history.models import HistoricalRecords

from coalition.enums import Portfolio
from coalition.models.dates import date_has_precision, partial_date, precision_field
from coalition.models.facts import Fact, FactQuerySet
from coalition.models.nations import Nation

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from coalition.models.meetings import Attendance


class MinisterQuerySet(models.QuerySet["Minister"]):
    """Questions about people in office."""

    def in_office_on(self, day: datetime.date) -> Self:
        """People with a published appointment that covers `day`; an unknown end counts as still in office."""
        return self.filter(
            Q(appointments__ended_on__isnull=True) | Q(appointments__ended_on__gte=day),
            appointments__is_published=True,
            appointments__began_on__lte=day,
        ).distinct()


class Minister(models.Model):
    """A person who speaks for a nation."""

    slug = models.SlugField(unique=True, max_length=120)
    name = models.CharField(max_length=150)
    aliases = models.JSONField(default=list, blank=True, help_text="Other spellings of the name.")

    objects = MinisterQuerySet.as_manager()
    history = HistoricalRecords()

    if TYPE_CHECKING:
        appointments: RelatedManager[Appointment]
        attendances: RelatedManager[Attendance]

    class Meta:
        ordering = ["name"]
        # The desk and resolution look people up by name.
        indexes = [models.Index(fields=["name"], name="minister_name_lookup")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("minister_detail", args=[self.slug])


class AppointmentQuerySet(FactQuerySet["Appointment"]):
    """Questions about offices held."""

    def held_on(self, day: datetime.date) -> Self:
        """Appointments known to cover `day`."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day), began_on__lte=day)

    def as_of(self, day: datetime.date | None) -> Self:
        """Published terms that the public record held on `day` and that had begun, as far as is known."""
        terms = super().as_of(day)
        return terms if day is None else terms.filter(begun_by(day))


def begun_by(day: datetime.date | None, path: str = "") -> Q:
    """The condition that the term at the relation `path` is not known to begin after `day`."""
    if day is None:
        return Q()
    return Q(**{f"{path}began_on__isnull": True}) | Q(**{f"{path}began_on__lte": day})


class Appointment(Fact):
    """An office that a minister holds or held for a nation; `office` is kept as printed."""

    minister = models.ForeignKey(Minister, on_delete=models.CASCADE, related_name="appointments")
    nation = models.ForeignKey(Nation, on_delete=models.PROTECT, related_name="appointments")
    office = models.CharField(max_length=200)
    portfolio = models.CharField(max_length=20, choices=Portfolio)
    began_on = models.DateField("from", null=True, blank=True)
    began_on_precision = precision_field()
    ended_on = models.DateField("until", null=True, blank=True)
    ended_on_precision = precision_field()

    began = partial_date("began_on")
    ended = partial_date("ended_on")

    objects = AppointmentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Fact.Meta):
        ordering = ["-began_on", "minister__name"]
        constraints = [
            *Fact.Meta.constraints,
            date_has_precision("began_on"),
            date_has_precision("ended_on"),
            CheckConstraint(
                condition=Q(began_on__isnull=True) | Q(ended_on__isnull=True) | Q(began_on__lte=F("ended_on")),
                name="appointment_begins_before_it_ends",
                violation_error_message="An appointment cannot end before it began.",
            ),
            # One row per term; a term of unknown beginning is one row too.
            UniqueConstraint(
                fields=["minister", "nation", "portfolio", "began_on"],
                condition=Q(began_on__isnull=False),
                name="appointment_once_per_term",
            ),
            UniqueConstraint(
                fields=["minister", "nation", "portfolio"],
                condition=Q(began_on__isnull=True),
                name="appointment_once_where_beginning_unknown",
            ),
        ]
        # Nation pages list who held which portfolio when.
        indexes = [models.Index(fields=["nation", "portfolio", "began_on"], name="appointment_by_nation")]

    def __str__(self) -> str:
        return f"{self.minister}, {self.office}"

    def rewind(self, day: datetime.date) -> None:
        """As every fact, and not yet over where it ended later."""
        super().rewind(day)
        if self.ended_on is not None and self.ended_on > day:
            self.ended = None
