"""Phrases of several words, found by dictionary lookups.

A `PhraseTable` holds phrases as a tree of folded words (`tokens.fold`) and finds the longest one from each place on. A
hyphen in the text is stepped over inside a phrase, so "Deir ez-Zor" and "Deir-ez-Zor" are one entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, count
from typing import Any, Generic, TypeVar

from articles.extraction.tokens import keys_of
from articles.extraction.types import Document

T = TypeVar("T")

_END = ""
"""Key under which a node keeps the value of the phrase that ends there; no token folds to the empty string."""


class PhraseTable(Generic[T]):
    """Phrases with a value each; of two values for the same words the first one stays."""

    __slots__ = ("_openings", "_root")

    def __init__(self, entries: Iterable[tuple[str, T]] = ()) -> None:
        self._root: dict[str, Any] = {}
        for phrase, value in entries:
            self._add(phrase, value)
        self._openings = frozenset(self._root)

    def _add(self, phrase: str, value: T) -> None:
        keys = [key for key in keys_of(phrase) if key != "-"]
        if not keys:
            raise ValueError(f"no word in phrase {phrase!r}")
        node = self._root
        for key in keys:
            node = node.setdefault(key, {})
        node.setdefault(_END, value)

    def first_words(self) -> frozenset[str]:
        """The words with which phrases begin."""
        return self._openings

    def match_at(self, keys: Sequence[str], first: int, stop: int | None = None) -> tuple[int, T] | None:
        """The longest phrase that begins at token `first`: its end (exclusive) and value."""
        node = self._root.get(keys[first])
        if node is None:
            return None
        limit = len(keys) if stop is None else stop
        best: tuple[int, T] | None = None
        position = first
        while node is not None:
            position += 1
            if _END in node:
                best = (position, node[_END])
                if len(node) == 1:
                    break  # no longer phrase begins like this
            if position < limit and keys[position] == "-":
                position += 1
            if position >= limit:
                break
            node = node.get(keys[position])
        return best

    def find(self, keys: Sequence[str], first: int = 0, stop: int | None = None) -> Iterator[tuple[int, int, T]]:
        """All phrases from left to right, the longest at each place, without overlaps: (first, end, value)."""
        limit = len(keys) if stop is None else stop
        window = keys if first == 0 and limit == len(keys) else keys[first:limit]
        if self._root.keys().isdisjoint(window):
            return iter(())
        return self._matches(keys, list(compress(count(first), map(self._root.__contains__, window))), limit)

    def find_in(self, document: Document, first: int = 0, stop: int | None = None) -> Iterator[tuple[int, int, T]]:
        """As `find` with the keys of a document, which knows where its words stand."""
        openings = document.tokens_among(self._openings, first, stop)
        if not openings:
            return iter(())
        return self._matches(document.keys, openings, len(document.keys) if stop is None else stop)

    def occurs_in(self, document: Document, first: int, stop: int) -> bool:
        """Whether any phrase stands in these tokens of a document."""
        openings = document.tokens_among(self._openings, first, stop)
        return any(self.match_at(document.keys, token, stop) for token in openings)

    def _matches(self, keys: Sequence[str], openings: Sequence[int], limit: int) -> Iterator[tuple[int, int, T]]:
        """The phrases that begin at some of these tokens, without overlaps."""
        free, root = 0, self._root
        for opening in openings:
            if opening < free:
                continue
            node, second = root[keys[opening]], opening + 1
            if _END not in node and (second >= limit or (keys[second] not in node and keys[second] != "-")):
                continue
            hit = self.match_at(keys, opening, limit)
            if hit is not None:
                free = hit[0]
                yield opening, hit[0], hit[1]

    def __len__(self) -> int:
        return _count(self._root)


def _count(node: dict[str, Any]) -> int:
    return sum(1 if key == _END else _count(child) for key, child in node.items())
