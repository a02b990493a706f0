"""Proposals in words for editors: titles, places and the article's text with every value marked where it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from articles.enums import CandidateKind
from articles.marking import Passage, cut
from articles.models import Candidate
from articles.recording.drafts import FURTHER_PROOF
from coalition.charts.words import date_in_words
from coalition.dates import PartialDate
from coalition.enums import Act, Capability, MeetingStatus, Objective, Portfolio
from coalition.models import Nation

_SENTENCE: Final = "sentence"


@dataclass(frozen=True, slots=True)
class Names:
    """Nations by the codes that proposals hold."""

    nations: Mapping[str, Nation]

    def nation(self, code: str) -> str:
        """ "Denmark" for DNK; the code itself where no nation has it, "Nation not named" for none."""
        nation = self.nations.get(code)
        return nation.name if nation else code or "Nation not named"

    def place(self, place: str) -> str:
        """ "Iraq / Syria" for IRQ/SYR; a town or base stays as it is."""
        parts = place.split("/")
        return " / ".join(self.nation(part) for part in parts) if self.are_codes(parts) else place

    def are_codes(self, parts: list[str]) -> bool:
        """Whether every part is a nation's code."""
        return all(part in self.nations for part in parts)

    def title(self, kind: str, payload: Mapping[str, Any]) -> str:
        """What is proposed, as a heading: "Denmark: trainers and advisers, 30 personnel, Iraq"."""
        match CandidateKind(kind):
            case CandidateKind.PLEDGE:
                return self._pledge(payload)
            case CandidateKind.CITY:
                parts = [_label(Objective, payload.get("objective")).lower(), payload.get("by_whom")]
                return f"{payload.get('name')}: {_joined(*parts, _date(payload))}"
            case CandidateKind.MEETING:
                parts = [payload.get("level"), _label(MeetingStatus, payload.get("status")).lower(), _date(payload)]
                return f"Meeting in {payload.get('city')}: {_joined(*parts)}"
            case CandidateKind.MINISTER:
                office = payload.get("office") or _label(Portfolio, payload.get("portfolio")).lower()
                return f"{payload.get('name')}: {office}, {self.nation(str(payload.get('nation') or ''))}"

    def _pledge(self, payload: Mapping[str, Any]) -> str:
        capability = _label(Capability, payload.get("capability")).lower()
        act = _label(Act, payload.get("act")).lower()
        place = self.place(str(payload.get("place") or ""))
        told = _joined(f"{act} {capability}", _quantity(payload), _money(payload), place)
        return f"{self.nation(str(payload.get('nation') or ''))}: {told}"


def _joined(*parts: Any) -> str:
    return ", ".join(str(part) for part in parts if part) or "nothing stated"


def _label(choices: Any, code: Any) -> str:
    return str(dict(choices.choices).get(code, code or ""))


def _quantity(payload: Mapping[str, Any]) -> str:
    number = payload.get("quantity")
    return f"{Decimal(number):,f} {payload.get('unit') or ''}".rstrip() if number else ""


def _money(payload: Mapping[str, Any]) -> str:
    amount = payload.get("amount")
    return f"{payload.get('currency')} {Decimal(amount):,f}" if amount else ""


def _date(payload: Mapping[str, Any]) -> str:
    return date_in_words(PartialDate.parse(payload["date"])) if payload.get("date") else ""


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A stretch of the article: inside a proving sentence or not, and the field whose value was read there."""

    text: str
    field: str = ""
    in_sentence: bool = False
    is_first: bool = False


def marked_text(candidate: Candidate, body: str) -> list[MarkedText]:
    """The whole text cut where a proving sentence or the span of a value begins or ends; nothing is changed."""
    sentences = [(candidate.start, candidate.end)]
    values: list[Passage] = []
    for key, (name, (start, end)) in enumerate(candidate.spans.items()):
        if name.startswith(FURTHER_PROOF):
            sentences.append((start, end))
        else:
            values.append(Passage(key, start, end, field_of(name, candidate.kind)))
    proofs = [Passage(-1 - number, start, end, _SENTENCE) for number, (start, end) in enumerate(sentences)]
    return [
        MarkedText(
            segment.text,
            field=_innermost(segment.passages),
            in_sentence=any(passage.kind == _SENTENCE for passage in segment.passages),
            is_first=segment.start == candidate.start,
        )
        for segment in cut(body, [*proofs, *values])
        if segment.text
    ]


def _innermost(passages: tuple[Passage, ...]) -> str:
    """The field of the shortest span among them."""
    values = [passage for passage in passages if passage.kind != _SENTENCE]
    return min(values, key=lambda passage: passage.end - passage.start).kind if values else ""


def field_of(span: str, kind: str) -> str:
    """The field of the form whose value was read at the span of that name."""
    if span == "minister" or (span == "city" and kind == CandidateKind.CITY):
        return "name"
    return span


def words_read(candidate: Candidate, body: str) -> dict[str, str]:
    """Field of the form → the words that its value was read from."""
    return {
        field_of(name, candidate.kind): body[start:end]
        for name, (start, end) in candidate.spans.items()
        if not name.startswith(FURTHER_PROOF)
    }
