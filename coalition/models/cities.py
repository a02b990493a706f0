"""Cities: contested or target places, and what happened to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import CheckConstraint, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from coalition.enums import Objective
from coalition.models.dates import date_has_precision, partial_date, precision_field
from coalition.models.facts import Fact, FactQuerySet
from coalition.models.nations import Nation

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from coalition.models.pledges import Pledge


class City(models.Model):
    """A contested or target town; coordinates in degrees (WGS 84)."""

    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=100)
    aliases = models.JSONField(default=list, blank=True, help_text="Other spellings of the name.")
    country = models.ForeignKey(Nation, on_delete=models.PROTECT, related_name="cities")
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)

    history = HistoricalRecords()

    if TYPE_CHECKING:
        events: RelatedManager[CityEvent]
        pledges: RelatedManager[Pledge]

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "cities"
        constraints = [
            CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="city_coordinates_on_earth",
                violation_error_message="Latitude lies within ±90, longitude within ±180 degrees; give both or none.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("city_detail", args=[self.slug])


class CityEvent(Fact):
    """What a report says of a city at a time, and by whom, in words."""

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="events")
    objective = models.CharField(max_length=10, choices=Objective)
    happened_on = models.DateField(null=True, blank=True)
    happened_on_precision = precision_field()
    by_whom = models.CharField(max_length=200, blank=True)

    happened = partial_date("happened_on")

    objects = FactQuerySet["CityEvent"].as_manager()
    history = HistoricalRecords()

    class Meta(Fact.Meta):
        ordering = ["happened_on", "public_from", "pk"]
        constraints = [*Fact.Meta.constraints, date_has_precision("happened_on")]
        # City pages and the control state as of a day read a city's events in order.
        indexes = [models.Index(fields=["city", "happened_on"], name="city_event_history")]

    def __str__(self) -> str:
        return f"{self.city}: {self.get_objective_display()} {self.happened or 'undated'}"
