"""Counting what proves a fact."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Min
from django.db.models.functions import Coalesce, TruncDate

from coalition.actions.rows import update_rows
from coalition.models.facts import Fact


def recount_proof(model: type[Fact], keys: Iterable[int]) -> None:
    """Set proof counts and the day of public record of the facts `keys` of `model`.

    The record is public from its earliest report: the article that proves it, or the source an editor vouches for (the
    day of entry where that has no date). A published fact that has lost its last passage, and that no editor vouches
    for with a source, is unpublished: the database would refuse it otherwise. One query to count, one to write the
    facts whose counts have changed.
    """
    counted: Any = model._default_manager.filter(pk__in=list(keys)).annotate(
        passages=Count("evidence"),
        origins=Count("evidence__article__origin", distinct=True),
        earliest=Min(Coalesce("evidence__article__published_on", TruncDate("evidence__article__ingested_at"))),
    )
    stale: list[Fact] = []
    for fact in counted:
        known = [day for day in (fact.earliest, fact.vouched_from) if day is not None]
        values: dict[str, Any] = {
            "evidence_count": fact.passages,
            "origin_count": fact.origins,
            "public_from": min(known, default=None),
        }
        if fact.is_published and not fact.passages and not fact.has_named_source:
            values["is_published"] = False
        if any(getattr(fact, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(fact, name, value)
            stale.append(fact)
    update_rows(stale, ("evidence_count", "origin_count", "public_from", "is_published"))
