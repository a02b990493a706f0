"""Stored articles, the passages that prove facts, and what extraction proposes."""

from __future__ import annotations

import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.urls import reverse
from simple_history.models import HistoricalRecords

from articles.enums import ArticleState, CandidateKind, CandidateState, ChangeKind, Outlook, Verdict, WaitReason
from coalition.models import Appointment, Attendance, CityEvent, Meeting, Nation, PledgeEvent
from coalition.models.dates import date_has_precision, partial_date, precision_field
from coalition.models.facts import Fact

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


FACT_MODELS: dict[str, type[Fact]] = {
    "pledge_event": PledgeEvent,
    "attendance": Attendance,
    "meeting": Meeting,
    "appointment": Appointment,
    "city_event": CityEvent,
}
"""What a passage can prove: the field of `Evidence` and the model behind it."""


def _proves_only(fact: str) -> Q:
    """Exactly the column `fact` is filled, of the five that name a fact."""
    return Q(**{f"{name}__isnull": name != fact for name in FACT_MODELS})


def published_by(day: datetime.date | None, path: str = "") -> Q:
    """The condition that the article at the relation `path` ("article__") was out at the end of `day`.

    One without a date counts from the day of its ingestion. Every article passes when `day` is None.
    """
    if day is None:
        return Q()
    dated = Q(**{f"{path}published_on__lte": day})
    return dated | Q(**{f"{path}published_on__isnull": True, f"{path}ingested_at__date__lte": day})


class ArticleQuerySet(models.QuerySet["Article"]):
    """Questions about sources."""

    def as_of(self, day: datetime.date | None) -> Self:
        """Articles that were out on `day`, older versions left out once the newer one was."""
        newer = published_by(day, "replaced_by__")
        return self.filter(published_by(day)).exclude(newer & Q(replaced_by__isnull=False))


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Questions about passages."""

    def reported_by(self, day: datetime.date | None) -> Self:
        """Passages of articles that were out on `day`; all of them when None."""
        return self.filter(published_by(day, "article__"))


class ReferenceQuerySet(models.QuerySet["ArticleReference"]):
    """Questions about the sources behind briefs."""

    def reported_by(self, day: datetime.date | None) -> Self:
        """Sources that are not known to be later than `day`; all of them when None."""
        return self.all() if day is None else self.exclude(published_on__gt=day)


class Origin(models.Model):
    """The report that one or more stored articles go back to; copies of one wire story share it."""

    agency = models.CharField(max_length=100, blank=True, help_text="News agency credited, where one is.")
    title = models.CharField(max_length=300)
    first_published_on = models.DateField(null=True, blank=True)

    if TYPE_CHECKING:
        articles: RelatedManager[Article]

    class Meta:
        ordering = ["-first_published_on", "pk"]

    def __str__(self) -> str:
        return self.title


class Article(models.Model):
    """A stored, unaltered text. The database refuses to change `body` once it is stored."""

    url = models.URLField("link", max_length=1000, blank=True)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200, blank=True)
    byline = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True, blank=True)
    published_on_precision = precision_field()
    dateline = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=8, default="en")
    body = models.TextField(editable=False)
    body_hash = models.CharField(max_length=64, unique=True, editable=False, help_text="SHA-256 of the body.")
    body_length = models.PositiveIntegerField(editable=False, help_text="Characters in the body.")
    origin = models.ForeignKey(Origin, on_delete=models.PROTECT, related_name="articles")
    state = models.CharField(max_length=16, choices=ArticleState, default=ArticleState.NEW)
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="replaces",
        help_text="The newer version of the same text; what rules read here is withdrawn.",
    )
    read_by = models.ForeignKey(
        "ExtractionRun",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="articles",
        help_text="The latest run that read it; empty while new.",
    )
    ingested_at = models.DateTimeField(auto_now_add=True)
    nations = models.ManyToManyField(Nation, blank=True, related_name="articles", help_text="Nations it names.")

    published = partial_date("published_on")

    objects = ArticleQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["body"])

    if TYPE_CHECKING:
        references: RelatedManager[ArticleReference]
        evidence: RelatedManager[Evidence]
        candidates: RelatedManager[Candidate]

    class Meta:
        ordering = ["-published_on", "-pk"]
        permissions = [("ingest_article", "Can bring articles in")]
        constraints = [date_has_precision("published_on")]
        indexes = [
            # The list of sources and the search for copies within days.
            models.Index(fields=["published_on"], name="article_by_date"),
            # "Same address, new text?" at ingestion.
            models.Index(fields=["url"], name="article_by_url"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("article_detail", args=[self.pk])


class ArticleSketch(models.Model):
    """One of the few hashes by which copies of an article's text are found; see `articles.origins`."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="sketch")
    shingle = models.BigIntegerField()

    class Meta:
        ordering = ["article_id", "shingle"]
        constraints = [UniqueConstraint(fields=["article", "shingle"], name="article_sketch_shingle_once")]
        # "Which articles share a hash with this one?" at ingestion.
        indexes = [models.Index(fields=["shingle"], name="article_sketch_by_shingle")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.shingle}"


class ArticleReference(models.Model):
    """An outside source that a brief rests on; shown wherever the brief's sentences serve as proof."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="references")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True, blank=True)
    published_on_precision = precision_field()
    url = models.URLField("link", max_length=1000, blank=True)
    note = models.CharField(max_length=200, blank=True, help_text="What to know of it: a copy, a reference work …")

    published = partial_date("published_on")

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ["article", "position"]
        constraints = [
            UniqueConstraint(fields=["article", "position"], name="article_reference_position_once"),
            date_has_precision("published_on"),
        ]

    def __str__(self) -> str:
        return self.title


class ExtractionRun(models.Model):
    """One reading of articles by one version of the rules, and what it changed."""

    code_version = models.CharField(max_length=64)
    lexicon_version = models.CharField(max_length=64)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    articles_read = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    lost = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}, rules {self.code_version}"


class Candidate(models.Model):
    """A fact that extraction proposes, before it is accepted or rejected.

    `payload` holds the fact's values, `spans` the characters each value was read from; `start` and `end` give the
    proving sentence. `fingerprint` names the same proposal in every later run, so that a settled decision stays.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="candidates")
    run = models.ForeignKey(ExtractionRun, on_delete=models.PROTECT, related_name="candidates")
    kind = models.CharField(max_length=8, choices=CandidateKind)
    payload = models.JSONField()
    spans = models.JSONField(default=dict, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    rule = models.CharField(max_length=80)
    confidence = models.FloatField()
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=CandidateState, default=CandidateState.PROPOSED)
    decided_by = models.CharField(
        max_length=150, blank=True, help_text="An editor's name, or the rule that accepted it."
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    history = HistoricalRecords(excluded_fields=["spans"])

    if TYPE_CHECKING:
        evidence: RelatedManager[Evidence]

    class Meta:
        ordering = ["article", "start", "pk"]
        permissions = [("judge_candidate", "Can accept and reject what rules propose")]
        constraints = [
            UniqueConstraint(fields=["article", "fingerprint"], name="candidate_once_per_article"),
            CheckConstraint(condition=Q(start__lt=F("end")), name="candidate_span_not_empty"),
            CheckConstraint(condition=Q(confidence__gte=0, confidence__lte=1), name="candidate_confidence_is_a_share"),
            CheckConstraint(
                condition=Q(state=CandidateState.PROPOSED) | (Q(decided_at__isnull=False) & ~Q(decided_by="")),
                name="candidate_decision_has_decider",
                violation_error_message="A decision names who made it and when.",
            ),
        ]
        # The desk's queue: open proposals, by kind and confidence.
        indexes = [models.Index(fields=["state", "kind", "confidence"], name="candidate_queue")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} in {self.article}"

    @property
    def quote(self) -> str:
        """The proving sentence, exactly as stored."""
        return self.article.body[self.start : self.end]


class QueueEntry(models.Model):
    """An open proposal's place in the desk's queue, and who is judging it.

    Computed by `articles.recording.waiting.enqueue`; it goes when the proposal is decided. The hold is soft: it ends by
    itself at `held_until`, and only keeps others from being led to the same proposal.
    """

    candidate = models.OneToOneField(Candidate, on_delete=models.CASCADE, primary_key=True, related_name="queue_entry")
    priority = models.FloatField(help_text="0 to 100; see articles.recording.waiting.priority.")
    # Of the candidate; kept here so that filters and their counts read one small table.
    kind = models.CharField(max_length=8, choices=CandidateKind)
    rule = models.CharField(max_length=80)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    nation = models.ForeignKey(Nation, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    capability = models.CharField(max_length=21, blank=True)
    waits_for = models.CharField(max_length=15, choices=WaitReason)
    outlook = models.CharField(max_length=10, choices=Outlook)
    held_by = models.CharField(max_length=150, blank=True)
    held_since = models.DateTimeField(null=True, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-priority", "candidate_id"]
        verbose_name_plural = "queue entries"
        default_permissions = ()
        # The next proposal to judge.
        indexes = [models.Index(fields=["-priority", "candidate"], name="queue_in_order")]

    def __str__(self) -> str:
        return f"{self.candidate}, {self.priority:.0f}"


class Decision(models.Model):
    """One step of an editor at the queue, with all that it takes to undo it.

    `candidates` holds the proposals as they were, `changes` each record that the step created or changed with its
    values before and after, in the order of the writing; see `articles.desk.journal`.
    """

    editor = models.CharField(max_length=150)
    verdict = models.CharField(max_length=16, choices=Verdict)
    summary = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    candidates = models.JSONField(default=list)
    changes = models.JSONField(default=list)

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        # "What did I decide last?", and "who has touched this since?"
        indexes = [models.Index(fields=["editor", "-id"], name="decisions_of_editor")]

    def __str__(self) -> str:
        return f"{self.editor}: {self.get_verdict_display()}, {self.summary}"


class RunChange(models.Model):
    """One proposal that a run reads differently in an article that an earlier run had read.

    `before` and `after` hold the proposal's values with its rule and state; one of them is empty where the proposal
    is new, or is read no longer. The first reading of an article is no change and leaves no row.
    """

    run = models.ForeignKey(ExtractionRun, on_delete=models.CASCADE, related_name="changes")
    candidate = models.ForeignKey("Candidate", on_delete=models.CASCADE, related_name="run_changes")
    change = models.CharField(max_length=7, choices=ChangeKind)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["candidate__article", "candidate__start", "pk"]
        constraints = [UniqueConstraint(fields=["run", "candidate"], name="run_change_once_per_candidate")]

    def __str__(self) -> str:
        return f"{self.get_change_display()}: {self.candidate}"

    @property
    def differences(self) -> list[tuple[str, object, object]]:
        """Each value that differs, as its name, what it was and what it is; None stands for "not stated"."""
        names = dict.fromkeys((*self.before, *self.after))
        return [
            (name, self.before.get(name), self.after.get(name))
            for name in names
            if self.before.get(name) != self.after.get(name)
        ]


class Evidence(models.Model):
    """A span of an article that proves exactly one fact: characters `start` to `end`, end exclusive.

    The database checks that exactly one fact is named and that the span lies inside the stored text.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="evidence")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    pledge_event = models.ForeignKey(
        PledgeEvent, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence"
    )
    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence")
    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence"
    )
    city_event = models.ForeignKey(CityEvent, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence")
    candidate = models.ForeignKey(
        Candidate,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="evidence",
        help_text="The proposal it came from; empty where an editor chose the passage.",
    )
    added_by = models.CharField(max_length=150, help_text="An editor's name, or the rule that read it.")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["article", "start", "pk"]
        verbose_name_plural = "evidence"
        constraints = [
            CheckConstraint(
                condition=Q(start__lt=F("end")),
                name="evidence_span_not_empty",
                violation_error_message="A passage ends after it starts.",
            ),
            CheckConstraint(
                condition=reduce(or_, map(_proves_only, FACT_MODELS)),
                name="evidence_proves_exactly_one_fact",
                violation_error_message="A passage is attached to exactly one fact.",
            ),
            # The same passage proves the same fact once.
            *(
                UniqueConstraint(
                    fields=["article", "start", "end", fact],
                    condition=Q(**{f"{fact}__isnull": False}),
                    name=f"evidence_once_per_{fact}",
                )
                for fact in FACT_MODELS
            ),
        ]
        # An article's marked text reads its passages in order.
        indexes = [models.Index(fields=["article", "start"], name="evidence_in_text_order")]

    def __str__(self) -> str:
        return f"{self.article}, characters {self.start}–{self.end}"

    def get_absolute_url(self) -> str:
        """The article page at this passage."""
        return f"{reverse('article_detail', args=[self.article_id])}#e{self.pk}"

    @property
    def quote(self) -> str:
        """The proving words, exactly as stored."""
        return self.article.body[self.start : self.end]

    @property
    def fact(self) -> Fact:
        """The one fact it proves."""
        fact: Fact = next(getattr(self, name) for name in FACT_MODELS if getattr(self, f"{name}_id") is not None)
        return fact


# Last, since these name articles: Django finds an application's models in this module.
from articles.intake.models import Feed, FeedEntry, IngestJob, IngestResult, IngestSource  # noqa: E402

__all__ = [
    "FACT_MODELS",
    "Article",
    "ArticleReference",
    "ArticleSketch",
    "Candidate",
    "Evidence",
    "ExtractionRun",
    "Feed",
    "FeedEntry",
    "IngestJob",
    "IngestResult",
    "IngestSource",
    "Origin",
    "RunChange",
    "published_by",
]
