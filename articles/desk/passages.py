"""Words of a stored article as proof: finding them, what they state, and what rules read in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from articles.enums import CandidateKind, CandidateState
from articles.models import Article, Candidate
from coalition.enums import NameKind
from coalition.models import Nation, NationName
from coalition.stated import numbers_in

# Signs that a keyboard or a word processor puts for one another, each as long as the other.
_SIGNS = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‑": "-", "–": "-", "—": "-"})


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters `start` to `end` (exclusive) of an article."""

    article: Article
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The words, exactly as stored."""
        return self.article.body[self.start : self.end]


def find_words(body: str, words: str) -> list[tuple[int, int]]:
    """Where `words` stand in `body`: start and end of each place.

    White space and the shape of quotation marks and dashes do not matter, so that words copied from a page are found.
    """
    parts = words.translate(_SIGNS).split()
    if not parts:
        return []
    pattern = re.compile(r"\s+".join(re.escape(part) for part in parts))
    return [match.span() for match in pattern.finditer(body.translate(_SIGNS))]


def not_stated(quote: str, numbers: Iterable[Decimal]) -> list[Decimal]:
    """Those of `numbers` that `quote` does not state, in digits or words."""
    stated = numbers_in(quote)
    return [number for number in numbers if number not in stated]


def read_in(passage: Passage) -> dict[str, Any]:
    """Initial values for the form from what rules read in the passage: those of the proposal that overlaps it most.

    Nothing where no rule read a pledge there.
    """
    overlapping = passage.article.candidates.filter(
        kind=CandidateKind.PLEDGE, start__lt=passage.end, end__gt=passage.start
    ).exclude(state=CandidateState.SUPERSEDED)
    nearest = max(overlapping, key=lambda candidate: _shared(candidate, passage), default=None)
    return _initial(nearest.payload) if nearest else {}


def _shared(candidate: Candidate, passage: Passage) -> tuple[int, float]:
    """Characters that both cover; of proposals of one sentence the surer one."""
    shared = min(candidate.end, passage.end) - max(candidate.start, passage.start)
    return shared, candidate.confidence


def _initial(payload: dict[str, Any]) -> dict[str, Any]:
    values = {
        "nation": _nation(payload.get("nation") or ""),
        "asked_by": _nation(payload.get("asked_by") or ""),
        "capability": payload.get("capability"),
        "act": payload.get("act"),
        "happened": payload.get("date"),
        "quantity": _quantity(payload),
        "money": _money(payload),
        "instrument": payload.get("instrument"),
        "speaker": payload.get("speaker"),
    }
    return {name: value for name, value in values.items() if value}


def _nation(code: str) -> Nation | None:
    """The nation with this code, as extraction writes it: alpha-3, or the abbreviation of an organisation."""
    if not code:
        return None
    state = Nation.objects.filter(iso_alpha3=code).first() or Nation.objects.filter(slug=code.lower()).first()
    if state is not None:
        return state
    named = NationName.objects.filter(kind=NameKind.ABBREVIATION, name=code).select_related("nation").first()
    return named.nation if named else None


_HEDGES = {"about": "about", "up_to": "up to", "more_than": "more than", "less_than": "less than"}


def _quantity(payload: dict[str, Any]) -> str:
    """ "about 200 personnel", as an editor would type it."""
    best, low, high = (payload.get(name) for name in ("quantity", "quantity_low", "quantity_high"))
    unit = payload.get("unit") or ""
    if low and high:
        return f"between {low} and {high} {unit}".strip()
    return " ".join(filter(None, [_HEDGES.get(payload.get("qualifier") or ""), best, unit])) if best else ""


def _money(payload: dict[str, Any]) -> str:
    if not payload.get("amount") or not payload.get("currency"):
        return ""
    hedge = "" if payload.get("quantity") else _HEDGES.get(payload.get("qualifier") or "", "")
    return f"{hedge} {payload['currency']} {payload['amount']}".strip()
