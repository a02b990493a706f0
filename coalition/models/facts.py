"""What every published statement of the ledger shares: its proof."""

from __future__ import annotations

import datetime
from typing import Any, Self, TypeVar

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Case, CheckConstraint, Exists, OuterRef, Q, Value, When
from django.db.models.fields.json import KeyTextTransform

from coalition.models.dates import date_has_precision, partial_date, precision_field
from coalition.models.rewind import rewound

FactT = TypeVar("FactT", bound="Fact", covariant=True)


class FactQuerySet(models.QuerySet[FactT]):
    """Questions that every kind of fact answers."""

    def published(self) -> Self:
        """Facts that readers may see."""
        return self.filter(is_published=True)

    def as_of(self, day: datetime.date | None) -> Self:
        """Published facts that the public record held on `day`; all of them when None."""
        if day is None:
            return self.published()
        return rewound(self.filter(held_on(day)), day)


def held_on(day: datetime.date | None, path: str = "") -> Q:
    """The condition that the fact at the relation `path` ("meeting__") is one of `FactQuerySet.as_of`."""
    held = Q(**{f"{path}is_published": True})
    return held if day is None else held & Q(**{f"{path}public_from__lte": day})


def stated_by(day: datetime.date, model: type[models.Model], *names: str) -> Case:
    """Whether a report of `day` or before states one of the values `names` of a fact of `model`.

    True as well where no report is known to state any, as when an editor entered them.
    """
    relation: Any = model._meta.get_field("evidence")
    passages = relation.related_model._default_manager.filter(**{relation.field.name: OuterRef("pk")})
    ever, by_then = Q(), Q()
    for name in names:
        said = passages.annotate(said=KeyTextTransform(name, "candidate__payload"))
        # SQLite gives the word for what JSON holds as null.
        said = said.filter(said__isnull=False).exclude(said="null")
        ever, by_then = ever | Q(Exists(said)), by_then | Q(Exists(said.reported_by(day)))
    return Case(When(by_then | ~ever, then=Value(True)), default=Value(False))


class Fact(models.Model):
    """A statement that readers see only with its proof.

    Proof is either a span of a stored article (`evidence`, counted here so that the database can refuse a published
    fact without any) or an editor's name with a named source.
    """

    is_published = models.BooleanField("published", default=False)
    public_from = models.DateField(
        null=True,
        blank=True,
        editable=False,
        help_text="Date of the earliest report that proves it: the day from which the public record held it.",
    )
    evidence_count = models.PositiveIntegerField(default=0, editable=False)
    origin_count = models.PositiveIntegerField(
        default=0,
        editable=False,
        help_text="Independent reports behind it: copies of one wire story count once.",
    )
    entered_by = models.CharField(
        max_length=150,
        blank=True,
        help_text="Name of the editor (or “reference data”) who vouches for the source.",
    )
    source_title = models.CharField(max_length=300, blank=True)
    source_publisher = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(
        "source link", max_length=1000, blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    source_published_on = models.DateField(null=True, blank=True)
    source_published_on_precision = precision_field()
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    source_published = partial_date("source_published_on")

    class Meta:
        abstract = True
        constraints = [
            CheckConstraint(
                condition=Q(is_published=False)
                | Q(evidence_count__gt=0)
                | (~Q(entered_by="") & ~Q(source_title="") & ~Q(source_url="")),
                name="%(app_label)s_%(class)s_published_has_proof",
                violation_error_message=(
                    "A published record needs proof: a passage of a stored article, "
                    "or the editor's name with the source's title and link."
                ),
            ),
            date_has_precision("source_published_on"),
        ]

    @property
    def has_named_source(self) -> bool:
        """Whether an editor vouches for it with a source that readers can follow."""
        return bool(self.entered_by and self.source_title and self.source_url)

    @property
    def vouched_from(self) -> datetime.date | None:
        """The day from which an editor's source holds it: that of the source, else of its entry; None without one."""
        if not self.has_named_source:
            return None
        return self.source_published_on or self.created_at.date()

    def rewind(self, day: datetime.date) -> None:
        """Forget in memory what the record did not hold at the end of `day`: here a source that came later."""
        if self.vouched_from is not None and self.vouched_from > day:
            self.entered_by = self.source_title = self.source_publisher = self.source_url = ""
            self.source_published = None
