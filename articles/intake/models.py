"""The queue of sources to read, what became of each, and the feeds that are followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, UniqueConstraint
from django.urls import reverse
from django.utils import timezone

from articles.enums import SourceStage, StoredAs, WayIn

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

RUNNING: Final = (SourceStage.FETCHING, SourceStage.READING, SourceStage.RECORDING)
"""Stages in which a worker holds the source."""
ENDED: Final = (SourceStage.DONE, SourceStage.FAILED)


class FeedQuerySet(models.QuerySet["Feed"]):
    """Questions about feeds."""

    def due(self) -> Self:
        """Feeds whose turn has come."""
        return self.filter(is_paused=False, due_at__lte=timezone.now())


class Feed(models.Model):
    """An RSS or Atom feed that is followed; what it brings is read like any other article."""

    url = models.URLField("address", max_length=1000, unique=True)
    name = models.CharField(
        max_length=200, help_text="Stands in as publisher where neither the feed nor the page names one."
    )
    is_paused = models.BooleanField(default=False)
    due_at = models.DateTimeField(default=timezone.now, help_text="When it is asked next.")
    polled_at = models.DateTimeField(null=True, blank=True, help_text="When it was last asked; empty while never.")
    new_articles = models.PositiveIntegerField(default=0, help_text="New articles of the last time.")
    problem = models.TextField(blank=True, help_text="Why the last time failed; empty where it did not.")
    added_by = models.CharField(max_length=150, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = FeedQuerySet.as_manager()

    if TYPE_CHECKING:
        entries: RelatedManager[FeedEntry]

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class FeedEntry(models.Model):
    """An entry of a feed that was met: fetched once, and a few times more where that failed."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="entries")
    key = models.CharField(max_length=64, help_text="SHA-256 of its link, or of its text where the feed carries that.")
    is_stored = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["feed", "pk"]
        constraints = [UniqueConstraint(fields=["feed", "key"], name="feed_entry_once")]

    def __str__(self) -> str:
        return f"{self.feed_id}: {self.key[:12]}"


class IngestJobQuerySet(models.QuerySet["IngestJob"]):
    """Questions about jobs."""

    def worth_telling(self) -> Self:
        """All but the turns of feeds that brought nothing, which nobody asked for."""
        told = IngestResult.objects.filter(source__job=OuterRef("pk"))
        unfinished = IngestSource.objects.filter(job=OuterRef("pk")).exclude(stage=SourceStage.DONE)
        return self.filter(~Q(way=WayIn.FEED) | ~Q(asked_by="") | Exists(told) | Exists(unfinished))


class IngestJob(models.Model):
    """What somebody, a command or a feed's turn asked to be read: one source or several."""

    way = models.CharField(max_length=8, choices=WayIn)
    feed = models.ForeignKey(Feed, on_delete=models.SET_NULL, null=True, blank=True, related_name="jobs")
    asked_by = models.CharField(
        max_length=150, blank=True, help_text="An editor's name; empty for a command or a feed's turn."
    )
    asked_at = models.DateTimeField(auto_now_add=True)

    objects = IngestJobQuerySet.as_manager()

    if TYPE_CHECKING:
        sources: RelatedManager[IngestSource]

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_way_display()}, {self.asked_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("job_detail", args=[self.pk])


class IngestSource(models.Model):
    """One source of a job: bytes at hand, or an address to fetch.

    A worker claims it for a while and renews the claim as long as it lives; a claim that ran out is free again. Every
    write of a worker names its claim, so that one who lost it writes nothing more.
    """

    job = models.ForeignKey(IngestJob, on_delete=models.CASCADE, related_name="sources")
    name = models.CharField(max_length=1000, help_text="A file's name, an address or a title.")
    url = models.CharField(max_length=1000, blank=True, help_text="The address to fetch; empty where bytes are given.")
    data = models.BinaryField(default=bytes, help_text="The bytes as given, until they are read.")
    is_line = models.BooleanField(default=False, help_text="Whether the bytes are one line of JSON lines.")
    options = models.JSONField(default=dict, blank=True, help_text="Date and publisher that stand in; undated or not.")
    urgency = models.PositiveSmallIntegerField(default=0, help_text="0: an editor waits; higher numbers come later.")
    stage = models.CharField(max_length=9, choices=SourceStage, default=SourceStage.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_by = models.CharField(max_length=100, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    found = models.PositiveIntegerField(default=0, help_text="Articles in it, and entries that could not be read.")
    problem = models.TextField(blank=True, help_text="Why the source as a whole failed.")
    ended_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        results: RelatedManager[IngestResult]

    class Meta:
        ordering = ["job", "pk"]
        # "What is next?", asked every second by every worker: only rows that have not ended are in it.
        indexes = [
            models.Index(fields=["urgency", "id"], name="ingest_queue", condition=~Q(stage__in=[*map(str, ENDED)]))
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_running(self) -> bool:
        """Whether a worker is at it."""
        return self.stage in RUNNING

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will happen to it by itself."""
        return self.stage in ENDED


class IngestResult(models.Model):
    """What became of one article of a source, or of a part of it that was none."""

    source = models.ForeignKey(IngestSource, on_delete=models.CASCADE, related_name="results")
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, null=True, blank=True, related_name="arrivals"
    )
    name = models.CharField(max_length=1000)
    outcome = models.CharField(max_length=9, choices=StoredAs)
    problem = models.TextField(blank=True, help_text="Why it was not read, and what to do about it.")

    class Meta:
        ordering = ["source", "pk"]
        constraints = [
            UniqueConstraint(
                fields=["source", "article"], condition=Q(article__isnull=False), name="ingest_result_once_per_article"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_outcome_display()}"
