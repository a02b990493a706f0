"""Extraction's answers as candidates in the making: values, spans, rule, confidence and a lasting fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from articles.enums import CandidateKind
from articles.extraction.types import (
    CityFact,
    Extraction,
    MeetingFact,
    MinisterFact,
    PledgeFact,
    Proof,
    Span,
)
from coalition.dates import PartialDate

Fact = PledgeFact | MeetingFact | MinisterFact | CityFact

FURTHER_PROOF = "proof_"
"""Prefix of the spans of a meeting's other sentences: "proof_2" for the second."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One fact as read, ready to be stored as a candidate."""

    kind: CandidateKind
    fact: Fact
    payload: dict[str, Any]
    spans: dict[str, list[int]]
    fingerprint: str

    @property
    def proof(self) -> Proof:
        """Sentence, rule and confidence."""
        return self.fact.proof


def drafts_of(extraction: Extraction) -> Iterator[Draft]:
    """All proposals of one article, people first, since meetings and pledges name them."""
    for minister in extraction.ministers:
        yield _draft(CandidateKind.MINISTER, minister, [minister.name, minister.nation, minister.portfolio])
    for meeting in extraction.meetings:
        yield _draft(CandidateKind.MEETING, meeting, [meeting.city, str(meeting.date), meeting.status])
    for city in extraction.cities:
        yield _draft(CandidateKind.CITY, city, [city.name, city.objective])
    for pledge in extraction.pledges:
        identity = [pledge.nation, pledge.capability, pledge.act, pledge.quantity, pledge.amount, pledge.currency]
        yield _draft(CandidateKind.PLEDGE, pledge, [*identity, pledge.proof.sentence.start])


def _draft(kind: CandidateKind, fact: Fact, identity: list[Any]) -> Draft:
    values = {name: _plain(getattr(fact, name)) for name in fact.__slots__ if name not in ("proof", "further_proofs")}
    spans = {name: [span.start, span.end] for name, span in fact.proof.fields.items()}
    for number, proof in enumerate(getattr(fact, "further_proofs", ()), start=2):
        spans[f"{FURTHER_PROOF}{number}"] = [proof.sentence.start, proof.sentence.end]
    return Draft(
        kind=kind,
        fact=fact,
        payload=values,
        spans=spans,
        fingerprint=hashlib.sha256(json.dumps([kind, *map(_plain, identity)]).encode()).hexdigest(),
    )


def _plain(value: Any) -> Any:
    """A value as JSON holds it: dates and numbers as text, nested data as lists and objects."""
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, Decimal):
        # 200 and 200.00 are one number.
        return format(value.normalize(), "f")
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__slots__"):
        return {name: _plain(getattr(value, name)) for name in value.__slots__}
    return value
