"""From a stored proposal back to the fact as it was read: the inverse of `articles.recording.drafts`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from articles.enums import CandidateKind
from articles.extraction.types import Attendee, CityFact, MeetingFact, MinisterFact, PledgeFact, Proof, Span
from articles.models import Candidate
from articles.recording.drafts import FURTHER_PROOF, Draft, Fact
from coalition.dates import PartialDate

_MODELS: Final[dict[CandidateKind, type[Fact]]] = {
    CandidateKind.MINISTER: MinisterFact,
    CandidateKind.MEETING: MeetingFact,
    CandidateKind.CITY: CityFact,
    CandidateKind.PLEDGE: PledgeFact,
}
_DATES: Final = frozenset({"date", "ends"})
_NUMBERS: Final = frozenset({"quantity", "quantity_low", "quantity_high", "amount"})
# What a payload may lack though a fact needs it: older versions of the rules did not read it.
_UNKNOWN: Final[dict[CandidateKind, dict[str, Any]]] = {
    CandidateKind.MINISTER: {"name": "", "nation": "", "portfolio": "other", "office": ""},
    CandidateKind.MEETING: {
        "city": "",
        "country": "",
        "date": None,
        "ends": None,
        "status": "planned",
        "attendees": (),
        "participant_count": None,
        "level": "",
    },
    CandidateKind.CITY: {"name": "", "country": "", "objective": "mentioned", "spelling": ""},
    CandidateKind.PLEDGE: {"nation": "", "capability": "other", "act": "pledged"},
}


def draft_of(candidate: Candidate) -> Draft:
    """The draft that stands behind a stored proposal, with the values that its payload has now.

    Raises ValueError where a value cannot be read, as no draft and no form of the desk writes it.
    """
    kind = CandidateKind(candidate.kind)
    fact = _fact(kind, candidate.payload, _proofs(candidate))
    return Draft(kind, fact, candidate.payload, candidate.spans, candidate.fingerprint)


def _fact(kind: CandidateKind, payload: Mapping[str, Any], proofs: list[Proof]) -> Fact:
    model = _MODELS[kind]
    known = {name: _read(name, value) for name, value in payload.items() if name in model.__slots__}
    values: dict[str, Any] = {**_UNKNOWN[kind], **known, "proof": proofs[0]}
    if model is MeetingFact:
        values["further_proofs"] = tuple(proofs[1:])
    fact: Fact = model(**values)
    return fact


def _proofs(candidate: Candidate) -> list[Proof]:
    """The proving sentence with the spans of the values, then the other sentences."""
    spans = {name: Span(*span) for name, span in candidate.spans.items()}
    further = [span for name, span in spans.items() if name.startswith(FURTHER_PROOF)]
    fields = {name: span for name, span in spans.items() if not name.startswith(FURTHER_PROOF)}
    rule, confidence = candidate.rule, candidate.confidence
    return [
        Proof(Span(candidate.start, candidate.end), rule, confidence, fields),
        *(Proof(span, rule, confidence) for span in further),
    ]


def _read(name: str, value: Any) -> Any:
    if name == "attendees":
        return tuple(_attendee(one) for one in value)
    if value is None:
        return None
    if name in _DATES:
        return PartialDate.parse(value)
    return Decimal(value) if name in _NUMBERS else value


def _attendee(value: Mapping[str, Any]) -> Attendee:
    span = value.get("span")
    return Attendee(value["nation"], value["role"], value.get("minister", ""), Span(*span) if span else None)
