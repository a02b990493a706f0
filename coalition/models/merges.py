"""Records that were two and are one, or the other way round; and pairs that look alike and are not the same."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from coalition.enums import MergeAction, MergeKind


class MergeQuerySet(models.QuerySet["Merge"]):
    """Questions about merges and splits."""

    def in_force(self) -> Self:
        """Those that nobody has undone."""
        return self.filter(undone_at=None)


class Merge(models.Model):
    """One merge or split, with all that it takes to undo it.

    A merge moved what pointed at the record with key `away` to the one with key `kept`, and deleted the former. A split
    moved rows of `kept` to a new record, `away`. `changes` holds every row that was written, in the order of the
    writing, with its values before and after; see `coalition.actions.steps`. `address` is the part of the old public
    address that named the record away, empty where readers had never seen it.
    """

    kind = models.CharField(max_length=8, choices=MergeKind)
    action = models.CharField(max_length=5, choices=MergeAction, default=MergeAction.MERGE)
    kept = models.PositiveBigIntegerField()
    kept_title = models.CharField(max_length=300)
    away = models.PositiveBigIntegerField()
    away_title = models.CharField(max_length=300)
    address = models.CharField(max_length=120, blank=True)
    who = models.CharField(max_length=150)
    why = models.TextField(blank=True)
    made_at = models.DateTimeField()
    changes = models.JSONField(default=list)
    undone_by = models.CharField(max_length=150, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [CheckConstraint(condition=~Q(kept=F("away")), name="merge_of_two_records")]
        indexes = [
            # Where an old address leads.
            models.Index(fields=["kind", "address"], name="merge_by_address"),
            # Where the record it led to went in turn.
            models.Index(fields=["kind", "away"], name="merge_by_record"),
        ]

    def __str__(self) -> str:
        return f"{self.away_title}, {self.get_action_display().lower()}"


class NotSame(models.Model):
    """A pair of records that an editor has told apart, the lower key first: it is not offered for a merge again."""

    kind = models.CharField(max_length=8, choices=MergeKind)
    first = models.PositiveBigIntegerField()
    second = models.PositiveBigIntegerField()
    who = models.CharField(max_length=150)
    why = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        verbose_name_plural = "pairs told apart"
        constraints = [
            UniqueConstraint(fields=["kind", "first", "second"], name="told_apart_once"),
            CheckConstraint(condition=Q(first__lt=F("second")), name="told_apart_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.first} and {self.second}"
