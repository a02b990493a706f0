"""An extraction as JSON: the schema of labelled articles, with evidence, rule and confidence for each fact."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from articles.extraction.finders.ministers import surname
from articles.extraction.types import (
    CityFact,
    Extraction,
    MeetingFact,
    MinisterFact,
    PledgeFact,
    Proof,
    Source,
    Span,
)
from coalition.dates import PartialDate


def as_json(extraction: Extraction, source: Source, url: str = "") -> dict[str, Any]:
    """What `manage.py extract` prints for one article; values are plain JSON types."""
    codes = dict.fromkeys((*(fact.code for fact in extraction.nations), *extraction.title_nations))
    return {
        "url": url,
        "title": source.title,
        "published": _date(source.published),
        "nations": sorted(codes),
        "ministers": _ministers(extraction, source),
        "meetings": [_meeting(fact, source) for fact in extraction.meetings],
        "pledges": [_pledge(fact, source) for fact in extraction.pledges],
        "cities": [_city(fact, source) for fact in extraction.cities],
    }


def _ministers(extraction: Extraction, source: Source) -> list[dict[str, Any]]:
    """Ministers of the text, then those whom only the title names; evidence in the title says so."""
    rows = [_minister(fact, source) for fact in extraction.ministers]
    named = {(surname(fact.name), fact.nation) for fact in extraction.ministers}
    for fact in extraction.title_ministers:
        if (surname(fact.name), fact.nation) not in named:
            row = _minister(fact, Source(source.title))
            rows.append({**row, "evidence": {"in": "title", **row["evidence"]}})
    return rows


def _minister(fact: MinisterFact, source: Source) -> dict[str, Any]:
    return {
        "name": fact.name,
        "office": fact.portfolio,
        "office_in_text": fact.office,
        "nation": fact.nation,
        **_proof(fact.proof, source),
    }


def _meeting(fact: MeetingFact, source: Source) -> dict[str, Any]:
    return {
        "city": fact.city,
        "country": fact.country or None,
        "date": _date(fact.date),
        "ends": _date(fact.ends),
        "status": fact.status,
        "level": fact.level,
        "participants": [attendee.nation for attendee in fact.attendees],
        "participant_count": fact.participant_count,
        "hosts": [attendee.nation for attendee in fact.attendees if attendee.role == "host"],
        "ministers": [attendee.minister for attendee in fact.attendees if attendee.minister],
        **_proof(fact.proof, source),
        "further_evidence": [_quote(proof.sentence, source) for proof in fact.further_proofs],
    }


def _pledge(fact: PledgeFact, source: Source) -> dict[str, Any]:
    return {
        "nation": fact.nation,
        "category": fact.capability,
        "kind": fact.act,
        "quantity": _number(fact.quantity),
        "quantity_low": _number(fact.quantity_low),
        "quantity_high": _number(fact.quantity_high),
        "unit": fact.unit or None,
        "qualifier": fact.qualifier or None,
        "additional": fact.additional,
        "amount": _number(fact.amount),
        "currency": fact.currency or None,
        "instrument": fact.instrument or None,
        "place": fact.place or None,
        "place_text": fact.place_text or None,
        "date": _date(fact.date),
        "asked_by": fact.asked_by or None,
        "speaker": fact.speaker or None,
        "meeting_city": fact.meeting_city or None,
        **_proof(fact.proof, source),
    }


def _city(fact: CityFact, source: Source) -> dict[str, Any]:
    """`name` as the text spells it, as in labelled articles; `town` in the one spelling of the reference files."""
    return {
        "name": fact.spelling,
        "town": fact.name,
        "country": fact.country or None,
        "objective": fact.objective,
        "spelling_in_text": fact.spelling,
        "date": _date(fact.date),
        "by_whom": fact.by_whom or None,
        **_proof(fact.proof, source),
    }


def _proof(proof: Proof, source: Source) -> dict[str, Any]:
    return {"evidence": _quote(proof.sentence, source), "rule": proof.rule, "confidence": proof.confidence}


def _quote(span: Span, source: Source) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "quote": source.text[span.start : span.end]}


def _date(date: PartialDate | None) -> str | None:
    return str(date) if date else None


def _number(value: Decimal | None) -> int | float | None:
    """A JSON number, whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
