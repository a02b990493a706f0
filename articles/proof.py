"""Counting what proves a fact."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Min, Q
from django.db.models.functions import Coalesce, TruncDate

from coalition.models.facts import Fact


def recount_proof(model: type[Fact], keys: Iterable[int]) -> None:
    """Set proof counts and the day of public record of the facts `keys` of `model`.

    A published fact that has lost its last passage, and that no editor vouches for with a source, is unpublished: the
    database would refuse it otherwise. One query to count, one to write each fact.
    """
    counted: Any = model._default_manager.filter(pk__in=list(keys)).annotate(
        passages=Count("evidence"),
        origins=Count("evidence__article__origin", distinct=True),
        earliest=Min(Coalesce("evidence__article__published_on", TruncDate("evidence__article__ingested_at"))),
    )
    for fact in counted:
        public_from = fact.earliest or (fact.source_published_on if fact.has_named_source else None)
        values: dict[str, Any] = {
            "evidence_count": fact.passages,
            "origin_count": fact.origins,
            "public_from": public_from,
        }
        if fact.is_published and not fact.passages and not fact.has_named_source:
            values["is_published"] = False
        model._default_manager.filter(Q(pk=fact.pk)).update(**values)
