"""Articles, the passages that prove facts, and candidates."""

# mypy: allow-untyped-calls

from __future__ import annotations

import datetime
import hashlib

from factory.declarations import LazyAttribute, LazyFunction, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from articles.enums import CandidateKind, ChangeKind
from articles.models import (
    FACT_MODELS,
    Article,
    ArticleReference,
    Candidate,
    Evidence,
    ExtractionRun,
    Origin,
    RunChange,
)
from coalition.models.facts import Fact


class OriginFactory(DjangoModelFactory[Origin]):
    """A report without an agency."""

    class Meta:
        model = Origin

    title = Sequence(lambda number: f"Report {number}")


class ArticleFactory(DjangoModelFactory[Article]):
    """An article of 12 February 2016 that has not been read, with a body and an origin of its own."""

    class Meta:
        model = Article

    title = Sequence(lambda number: f"Article {number}")
    publisher = "The Gazette"
    published_on = datetime.date(2016, 2, 12)
    published_on_precision = LazyAttribute(lambda article: "day" if article.published_on else "")
    body = LazyAttribute(lambda article: f"{article.title} has one sentence.")
    body_hash = LazyAttribute(lambda article: hashlib.sha256(article.body.encode()).hexdigest())
    body_length = LazyAttribute(lambda article: len(article.body))
    origin = SubFactory(OriginFactory, title=SelfAttribute("..title"))


class ArticleReferenceFactory(DjangoModelFactory[ArticleReference]):
    """An outside source, undated, first of its article."""

    class Meta:
        model = ArticleReference

    article = SubFactory(ArticleFactory)
    position = 0
    title = Sequence(lambda number: f"Source {number}")


class ExtractionRunFactory(DjangoModelFactory[ExtractionRun]):
    """A run that has not finished."""

    class Meta:
        model = ExtractionRun

    code_version = "1"
    lexicon_version = "1"


class CandidateFactory(DjangoModelFactory[Candidate]):
    """An open proposal of a city; its passage is the whole text."""

    class Meta:
        model = Candidate

    article = SubFactory(ArticleFactory)
    run = SubFactory(ExtractionRunFactory)
    kind = CandidateKind.CITY
    payload = LazyFunction(lambda: {"name": "Ramadi"})
    spans = LazyFunction(lambda: {"name": [0, 6]})
    start = 0
    end = LazyAttribute(lambda candidate: candidate.article.body_length)
    rule = "cities.retake"
    confidence = 0.9
    fingerprint = Sequence(lambda number: f"{number:064x}")


class RunChangeFactory(DjangoModelFactory[RunChange]):
    """A proposal that a run added."""

    class Meta:
        model = RunChange

    run = SubFactory(ExtractionRunFactory)
    candidate = SubFactory(CandidateFactory)
    change = ChangeKind.ADDED
    after = LazyFunction(lambda: {"name": "Ramadi"})


class EvidenceFactory(DjangoModelFactory[Evidence]):
    """A passage, the whole text unless `start` and `end` are given; the test names the fact it proves."""

    class Meta:
        model = Evidence

    article = SubFactory(ArticleFactory)
    start = 0
    end = LazyAttribute(lambda evidence: evidence.article.body_length)
    added_by = "An editor"


def prove(fact: Fact, *, article: Article, quote: str = "") -> Evidence:
    """Attach the words `quote` of `article` (all of it when empty) to `fact` and publish it, as acceptance does."""
    start = article.body.index(quote)
    field = next(name for name, model in FACT_MODELS.items() if isinstance(fact, model))
    evidence: Evidence = EvidenceFactory.create(
        article=article, start=start, end=start + len(quote or article.body), **{field: fact}
    )
    fact.refresh_from_db()
    fact.is_published = True
    fact.save()
    return evidence
