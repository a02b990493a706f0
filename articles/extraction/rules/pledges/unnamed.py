"""Contributions told by the circumstances: lessons for local forces, and headquarters that a state houses.

"run courses for the Peshmerga" is training, "hosts the headquarters of the coalition" gives a base; "courses for
journalists" and "bombed the headquarters" are neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.extraction.types import CapabilityMention, Document

_LESSONS = frozenset(
    {"course", "courses", "class", "classes", "lesson", "lessons", "drills", "workshops", "instruction"}
)
_PUPILS = frozenset(
    "iraqi iraqis kurdish kurds peshmerga pesh recruits soldiers fighters police policemen officers commanders "
    "battalions brigades forces troops".split()
)
_TEACHING = frozenset(
    "run runs ran running hold holds held holding give gives gave given giving teach teaches taught teaching offer "
    "offers offered offering conduct conducts conducted lead leads led provide provides provided begin began start "
    "started".split()
)
_SEATS = frozenset({"headquarters", "hq"})
_SEATED = frozenset({"deployment", "detachment", "contingent"})
"""What a state has on its soil: "Turkey, which hosts the deployment"."""
_HOUSING = frozenset({"host", "hosts", "hosted", "hosting", "house", "houses", "housed", "housing"})
_REACH = 5
_SUBJECT_REACH = 13
"""Tokens after a lesson in which its pupils are named: "courses in engineering, artillery and first aid to Iraqis"."""

WORDS = _LESSONS | _SEATS | _SEATED
"""A sentence without one of these words tells of no such contribution."""


def unnamed(
    document: Document, first: int, end: int, known: Sequence[CapabilityMention]
) -> Iterator[CapabilityMention]:
    """The contributions that no word of the lexicon names, as mentions of their own."""
    keys = document.keys
    for token in document.tokens_among(WORDS, first, end):
        if any(mention.first <= token < mention.end for mention in known):
            continue
        before = keys[max(first, token - _REACH) : token]
        seat = keys[token] in _SEATS or (keys[token] in _SEATED and keys[token - 1] in {"the", "a", "this"})
        if seat and not _HOUSING.isdisjoint(before):
            yield CapabilityMention("basing_access", "", token, token + 1, role="site")
        elif keys[token] in _LESSONS and not _TEACHING.isdisjoint(before) and _is_for_forces(keys, token, end):
            yield CapabilityMention("trainers", "", token, token + 1, role="deed")


def _is_for_forces(keys: Sequence[str], token: int, end: int) -> bool:
    """ "courses for Kurdish fighters", "lessons to recruits"."""
    for t in range(token + 1, min(token + _SUBJECT_REACH, end)):
        if keys[t] in {"for", "to"}:
            return not _PUPILS.isdisjoint(keys[t + 1 : min(t + 4, end)])
        if keys[t] in {".", ";", "that", "which", "at"}:
            return False
    return False
