"""Nations: anyone who can commit."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.urls import reverse
from simple_history.models import HistoricalRecords

from coalition.enums import NameKind, NationKind
from coalition.models.dates import date_has_precision, partial_date, precision_field
from coalition.models.rewind import rewound

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from coalition.models.pledges import Pledge


class NationQuerySet(models.QuerySet["Nation"]):
    """Questions about nations."""

    def members(self) -> Self:
        """Partners of the coalition."""
        return self.filter(is_member=True)

    def members_on(self, day: datetime.date | None) -> Self:
        """Partners that are not known to have joined after `day`; all of them when None."""
        members = self.members()
        return members if day is None else members.exclude(joined_on__gt=day)

    def as_of(self, day: datetime.date | None) -> Self:
        """All nations, each a partner only if it had joined by `day`, as far as is known."""
        return self.all() if day is None else rewound(self, day)

    def states(self) -> Self:
        """Sovereign states."""
        return self.filter(kind=NationKind.STATE)


class Nation(models.Model):
    """A state, an organisation (NATO, EU) or the coalition as a whole."""

    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=120, unique=True, help_text="Short name, as pages show it.")
    kind = models.CharField(max_length=12, choices=NationKind, default=NationKind.STATE)
    iso_alpha3 = models.CharField(
        "ISO 3166 alpha-3 code", max_length=3, null=True, blank=True, unique=True, help_text="States only."
    )
    is_member = models.BooleanField("partner of the coalition", default=False)
    joined_on = models.DateField(null=True, blank=True)
    joined_on_precision = precision_field()
    source_title = models.CharField(max_length=300, blank=True, help_text="What shows its membership.")
    source_publisher = models.CharField(max_length=200, blank=True)
    source_url = models.URLField("source link", max_length=1000, blank=True)

    joined = partial_date("joined_on")

    objects = NationQuerySet.as_manager()
    history = HistoricalRecords()

    if TYPE_CHECKING:
        names: RelatedManager[NationName]
        pledges: RelatedManager[Pledge]

    class Meta:
        ordering = ["name"]
        constraints = [
            CheckConstraint(
                condition=(Q(kind=NationKind.STATE) & Q(iso_alpha3__isnull=False))
                | (~Q(kind=NationKind.STATE) & Q(iso_alpha3__isnull=True)),
                name="nation_state_has_iso_alpha3",
                violation_error_message="A state has an ISO alpha-3 code; organisations and the coalition have none.",
            ),
            date_has_precision("joined_on"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("nation_detail", args=[self.slug])

    def rewind(self, day: datetime.date) -> None:
        """Forget in memory a membership that began after `day`."""
        if self.joined_on is not None and self.joined_on > day:
            self.is_member = False
            self.joined = None

    @property
    def code(self) -> str:
        """ISO alpha-3 for a state; the slug in capitals (NATO, EU, COALITION) for others, as `extract` writes it."""
        return self.iso_alpha3 or self.slug.upper()


class NationName(models.Model):
    """One name by which texts call a nation."""

    nation = models.ForeignKey(Nation, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=12, choices=NameKind)

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            UniqueConstraint(fields=["nation", "name", "kind"], name="nation_name_once_per_kind"),
        ]
        # Search and resolution look names up across nations.
        indexes = [models.Index(fields=["name"], name="nation_name_lookup")]

    def __str__(self) -> str:
        return self.name
