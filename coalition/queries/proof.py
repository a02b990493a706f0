"""Loading the passages that prove facts, without loading whole articles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from django.db.models import F, Model, Prefetch, QuerySet
from django.db.models.functions import Substr

from coalition.as_of import PublicRecord
from coalition.models.facts import Fact

FactT = TypeVar("FactT", bound=Model)

ProofLoader: TypeAlias = Callable[[QuerySet[Any], PublicRecord], QuerySet[Any]]
"""How a query loads the proof of its facts: one of the `with_…` functions below."""


def passages(fact: type[Model], record: PublicRecord) -> QuerySet[Any]:
    """The evidence in `record` of facts of the model `fact`: the quote as `words`, the article, its references.

    The database cuts the words out of the body, which is not loaded itself. Two queries when evaluated.
    """
    rows: QuerySet[Any] = (
        record.passages(fact)
        .annotate(words=Substr("article__body", F("start") + 1, F("end") - F("start")))
        .select_related("article")
        .defer("article__body")
        .prefetch_related(Prefetch("article__references", queryset=record.references()))
        .order_by("article__published_on", "article_id", "start")
    )
    return rows


def with_proof(facts: QuerySet[FactT], record: PublicRecord) -> QuerySet[FactT]:
    """`facts` with their passages in `evidence`, oldest report first. Two queries more, whatever the number of rows."""
    return facts.prefetch_related(Prefetch("evidence", queryset=passages(facts.model, record)))


def with_proof_links(facts: QuerySet[FactT], record: PublicRecord) -> QuerySet[FactT]:
    """`facts` with the bare passages that `proof_address` links to; no words, no articles. One query more."""
    rows = record.passages(facts.model).order_by("article__published_on", "article_id", "start")
    return facts.prefetch_related(Prefetch("evidence", queryset=rows))


def with_quotes(facts: QuerySet[FactT], record: PublicRecord) -> QuerySet[FactT]:
    """`facts` with their passages and the quote of each as `words`; no articles. One query more."""
    words = Substr("article__body", F("start") + 1, F("end") - F("start"))
    rows = record.passages(facts.model).annotate(words=words).order_by("article__published_on", "article_id", "start")
    return facts.prefetch_related(Prefetch("evidence", queryset=rows))


def proof_address(fact: Fact) -> str:
    """Where `fact` is proved: its first passage in an article, else the source an editor named, else nothing.

    Reads `fact.evidence`; load it with `with_proof` or `with_proof_links`.
    """
    for passage in getattr(fact, "evidence").all():  # noqa: B009 the relation is made by `articles`, unknown here
        address: str = passage.get_absolute_url()
        return address
    return fact.source_url if fact.has_named_source else ""
