"""Loading the passages that prove facts, without loading whole articles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from django.db.models import F, Model, Prefetch, QuerySet
from django.db.models.functions import Substr

from coalition.models.facts import Fact

FactT = TypeVar("FactT", bound=Model)

ProofLoader: TypeAlias = Callable[[QuerySet[Any]], QuerySet[Any]]
"""How a query loads the proof of its facts: one of the `with_…` functions below."""


def passages(fact: type[Model]) -> QuerySet[Any]:
    """The evidence of facts of the model `fact`: the quote as `words`, the article and the references behind it.

    The database cuts the words out of the body, which is not loaded itself. Two queries when evaluated.
    """
    evidence: Any = fact._meta.get_field("evidence").related_model
    rows: QuerySet[Any] = (
        evidence._default_manager.annotate(words=Substr("article__body", F("start") + 1, F("end") - F("start")))
        .select_related("article")
        .defer("article__body")
        .prefetch_related("article__references")
        .order_by("article__published_on", "article_id", "start")
    )
    return rows


def with_proof(facts: QuerySet[FactT]) -> QuerySet[FactT]:
    """`facts` with their passages in `evidence`, oldest report first. Two queries more, whatever the number of rows."""
    return facts.prefetch_related(Prefetch("evidence", queryset=passages(facts.model)))


def with_proof_links(facts: QuerySet[FactT]) -> QuerySet[FactT]:
    """`facts` with the bare passages that `proof_address` links to; no words, no articles. One query more."""
    evidence: Any = facts.model._meta.get_field("evidence").related_model
    rows = evidence._default_manager.order_by("article__published_on", "article_id", "start")
    return facts.prefetch_related(Prefetch("evidence", queryset=rows))


def with_quotes(facts: QuerySet[FactT]) -> QuerySet[FactT]:
    """`facts` with their passages and the quote of each as `words`; no articles. One query more."""
    evidence: Any = facts.model._meta.get_field("evidence").related_model
    words = Substr("article__body", F("start") + 1, F("end") - F("start"))
    rows = evidence._default_manager.annotate(words=words).order_by("article__published_on", "article_id", "start")
    return facts.prefetch_related(Prefetch("evidence", queryset=rows))


def proof_address(fact: Fact) -> str:
    """Where `fact` is proved: its first passage in an article, else the source an editor named, else nothing.

    Reads `fact.evidence`; load it with `with_proof` or `with_proof_links`.
    """
    for passage in getattr(fact, "evidence").all():  # noqa: B009 the relation is made by `articles`, unknown here
        address: str = passage.get_absolute_url()
        return address
    return fact.source_url if fact.has_named_source else ""
