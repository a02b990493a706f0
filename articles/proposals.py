"""Proposals in words, for people who go through many of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from articles.enums import CandidateKind

_SUMMARY = {
    CandidateKind.MINISTER: ("name", "portfolio", "nation"),
    CandidateKind.MEETING: ("city", "date", "status"),
    CandidateKind.CITY: ("name", "objective"),
    CandidateKind.PLEDGE: ("nation", "capability", "act", "quantity", "unit", "amount", "currency"),
}
"""The values that tell one proposal of a kind from another; an older version of the rules may not have given all."""


def summary(kind: str, payload: Mapping[str, Any]) -> str:
    """A proposal in one line: "pledge DEU trainers pledged 30 personnel"."""
    values = (payload.get(name) for name in _SUMMARY[CandidateKind(kind)])
    return " ".join([kind, *(str(value) for value in values if value not in (None, ""))])
