"""Facts that readers do not see: what waits for a publisher, and the rows that researchers may download."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from articles.models import FACT_MODELS, Candidate
from articles.proposals import summary
from coalition.actions.pledges import refresh_pledges
from coalition.as_of import PublicRecord
from coalition.models import PledgeEvent
from coalition.models.facts import Fact
from coalition.queries.proof import with_quotes
from coalition.queries.records import Proof, Site, proof_of

_DETAILS: dict[str, tuple[str, ...]] = {
    "pledge_event": ("pledge__nation",),
    "attendance": ("meeting", "nation", "minister"),
    "meeting": (),
    "appointment": ("minister", "nation"),
    "city_event": ("city",),
}
"""What the words for a fact of each kind are made of."""

SHOWN = 100
"""Facts of a kind on one page; the rest come up as these are settled."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One fact that waits: its key in the form, its words, its proof or why it cannot be published, who brought it."""

    key: str
    fact: Fact
    has_proof: bool
    entered_by: str
    edit_url: str


@dataclass(frozen=True, slots=True)
class WaitingKind:
    """The waiting facts of one kind, the latest first; `count` is how many there are in all."""

    label: str
    count: int
    rows: list[Waiting]


def waiting_kinds() -> list[WaitingKind]:
    """What is not published, by kind; kinds without any are left out. Three queries a kind."""
    kinds = (_waiting_kind(name, model) for name, model in FACT_MODELS.items())
    return [kind for kind in kinds if kind.count]


def _waiting_kind(name: str, model: type[Fact]) -> WaitingKind:
    unpublished: Any = model._default_manager.filter(is_published=False)
    facts = (
        unpublished.select_related(*_DETAILS[name]).prefetch_related("evidence__article").order_by("-updated_at", "-pk")
    )
    return WaitingKind(
        label=str(model._meta.verbose_name_plural),
        count=unpublished.count(),
        rows=[_waiting(name, fact) for fact in facts[:SHOWN]],
    )


def _waiting(name: str, fact: Any) -> Waiting:
    passages = list(fact.evidence.all())
    return Waiting(
        key=f"{name}:{fact.pk}",
        fact=fact,
        has_proof=bool(passages) or fact.has_named_source,
        entered_by=fact.entered_by or ", ".join(sorted({passage.added_by for passage in passages})),
        edit_url=reverse(f"admin:{fact._meta.app_label}_{fact._meta.model_name}_change", args=[fact.pk]),
    )


@transaction.atomic
def publish(keys: Iterable[str]) -> tuple[int, list[Fact]]:
    """Show the facts with these keys ("pledge_event:12") to readers: how many were, and which lack proof.

    Facts that are published or gone by now are passed over. One by one, so that the history keeps each.
    """
    done, refused, pledges = 0, [], set()
    for name, wanted in _by_kind(keys).items():
        found: Any = FACT_MODELS[name]._default_manager.filter(pk__in=wanted, is_published=False)
        for fact in found.select_for_update():
            if not (fact.evidence_count or fact.has_named_source):
                refused.append(fact)
                continue
            fact.is_published = True
            fact.save()
            done += 1
            if isinstance(fact, PledgeEvent):
                pledges.add(fact.pledge_id)
    refresh_pledges(pledges)
    return done, refused


def _by_kind(keys: Iterable[str]) -> dict[str, set[int]]:
    """Kind → numbers; what is no key of ours is passed over."""
    wanted: dict[str, set[int]] = {}
    for key in keys:
        name, _, number = key.partition(":")
        if name in FACT_MODELS and number.isdecimal():
            wanted.setdefault(name, set()).add(int(number))
    return wanted


# --- rows for researchers ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One dated act of a pledge, published or not."""

    event: int
    pledge: int
    nation: str
    capability: str
    title: str
    act: str
    happened_on: datetime.date | None
    happened_on_precision: str
    quantity_low: Decimal | None
    quantity: Decimal | None
    quantity_high: Decimal | None
    unit: str
    qualifier: str
    amount: Decimal | None
    currency: str
    is_published: bool
    public_from: datetime.date | None
    proof: Proof


@dataclass(frozen=True, slots=True)
class ProposalRecord:
    """What a rule read in an article, and what was decided on it; `values` is JSON."""

    proposal: int
    kind: str
    in_words: str
    state: str
    reason: str
    decided_by: str
    rule: str
    confidence: Decimal
    article: int
    quote_start: int
    quote_end: int
    quote: str
    values: str
    article_url: str


def all_events() -> QuerySet[PledgeEvent]:
    """Every dated act, published or not, with what its record needs."""
    return with_quotes(PledgeEvent.objects.select_related("pledge__nation").order_by("pk"), PublicRecord())


def all_proposals() -> QuerySet[Candidate]:
    """Every proposal whose rule still reads it."""
    return Candidate.objects.exclude(state="superseded").select_related("article").order_by("pk")


def event_records(events: list[Any], site: Site) -> Iterator[EventRecord]:
    """Rows for events from `all_events`."""
    for event in events:
        yield EventRecord(
            event=event.pk,
            pledge=event.pledge_id,
            nation=event.pledge.nation.slug,
            capability=event.pledge.capability,
            title=event.pledge.title,
            act=event.act,
            happened_on=event.happened_on,
            happened_on_precision=event.happened_on_precision,
            quantity_low=event.quantity_low,
            quantity=event.quantity,
            quantity_high=event.quantity_high,
            unit=event.unit,
            qualifier=event.qualifier,
            amount=event.amount,
            currency=event.currency,
            is_published=event.is_published,
            public_from=event.public_from,
            proof=proof_of(event, site),
        )


def proposal_records(candidates: list[Candidate], site: Site) -> Iterator[ProposalRecord]:
    """Rows for proposals from `all_proposals`."""
    for candidate in candidates:
        yield ProposalRecord(
            proposal=candidate.pk,
            kind=candidate.kind,
            in_words=summary(candidate.kind, candidate.payload),
            state=candidate.state,
            reason=candidate.reason,
            decided_by=candidate.decided_by,
            rule=candidate.rule,
            confidence=Decimal(str(round(candidate.confidence, 3))),
            article=candidate.article_id,
            quote_start=candidate.start,
            quote_end=candidate.end,
            quote=candidate.quote,
            values=json.dumps(candidate.payload, ensure_ascii=False),
            article_url=site.link(candidate.article.get_absolute_url()),
        )
