"""The words around a hit, with the hit marked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from coalition.search.query import Query, Term
from coalition.search.text import fold, words

EXCERPT_LENGTH = 240
"""Characters of an excerpt, give or take a word."""

_LEAD = 60
# A word with its accents and inner apostrophes: what `text.words` reads as one.
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+(?:['’‘ʼʿʾʻ`´](?:[^\W_]|[\u0300-\u036f])+)*")
_ENDING = re.compile(r"(?:ings?|ions?|ies|ied|ed|ers?|es|s|e|y)\Z")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, marked where it is a hit."""

    text: str
    is_hit: bool = False


def marked(text: str, query: Query) -> list[Piece]:
    """The whole of `text` with the words of `query` marked."""
    return _pieces(text, _hits(text, query), 0, len(text))


def excerpt(text: str, query: Query) -> list[Piece]:
    """The part of `text` that holds the most different words of `query`, marked; nothing where it holds none."""
    hits = _hits(text, query)
    if not hits:
        return []
    first, last = _window(text, _densest(text, hits))
    pieces = _pieces(text, hits, first, last)
    return [*([Piece("… ")] if first else []), *pieces, *([Piece(" …")] if last < len(text) else [])]


def holds_all(text: str, query: Query) -> bool:
    """Whether every word of `query` stands in `text`."""
    found = [fold(text[start:end]) for start, end in _hits(text, query)]
    return all(any(_stem(word) == _stem(asked) or word.startswith(asked) for word in found) for asked in query.words)


def holds(text: str, term: Term) -> bool:
    """Whether the words of `term` stand in `text` side by side, the last one perhaps going on."""
    found = words(text)
    return any(
        all(_stem(word) == _stem(asked) for word, asked in zip(found[place:], term.words, strict=False))
        or (term.is_prefix and found[place].startswith(term.words[0]))
        for place in range(len(found) - len(term.words) + 1)
    )


def _hits(text: str, query: Query) -> list[tuple[int, int]]:
    """Start and end of every word of `text` that is asked for."""
    stems = {_stem(word) for word in query.words}
    prefixes = tuple(word for term in query.terms if term.is_prefix for word in term.words)
    return [match.span() for match in _WORD.finditer(text) if _is_hit(fold(match.group()), stems, prefixes)]


def _is_hit(word: str, stems: set[str], prefixes: tuple[str, ...]) -> bool:
    return _stem(word) in stems or word.startswith(prefixes)


def _stem(word: str) -> str:
    """A word without its English ending, near to what the databases' stemmers leave: "strikes" → "strik"."""
    stem = _ENDING.sub("", word)
    return stem if len(stem) >= 3 else word


def _densest(text: str, hits: Sequence[tuple[int, int]]) -> int:
    """Where the stretch of an excerpt's length begins that holds the most different hits; the first of equals."""
    starts = [start for start, _ in hits]
    stems = [_stem(fold(text[start:end])) for start, end in hits]
    room = EXCERPT_LENGTH - _LEAD
    best = max(
        range(len(hits)),
        key=lambda index: (len(set(stems[index : bisect_left(starts, starts[index] + room)])), -index),
    )
    return starts[best]


def _window(text: str, start: int) -> tuple[int, int]:
    """About `EXCERPT_LENGTH` characters around `start`, cut between words."""
    first = max(0, start - _LEAD)
    if first:
        first = min(start, text.find(" ", first) + 1 or start)
    last = first + EXCERPT_LENGTH
    if last < len(text):
        last = max(text.rfind(" ", start, last), start + 1)
        return first, last if text[start:last].strip() else min(len(text), start + EXCERPT_LENGTH)
    return first, len(text)


def _pieces(text: str, hits: Sequence[tuple[int, int]], first: int, last: int) -> list[Piece]:
    pieces = []
    position = first
    for start, end in hits:
        if start < first or end > last:
            continue
        pieces += [Piece(text[position:start]), Piece(text[start:end], is_hit=True)]
        position = end
    return [piece for piece in [*pieces, Piece(text[position:last])] if piece.text]
