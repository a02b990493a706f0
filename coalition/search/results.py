"""One question over everything, answered in groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, overload

from coalition.as_of import PublicRecord
from coalition.search import index
from coalition.search.excerpts import Piece, excerpt, holds_all, marked
from coalition.search.kinds import Entry, SearchKind, all_kinds, kind_named
from coalition.search.query import Query, parse
from coalition.search.suggestions import did_you_mean
from coalition.search.text import distinct

HITS_PER_GROUP = 5
_NAMES_SHOWN = 4
# Where none of these is found, names of a similar spelling are offered.
_NAMED = frozenset({"nation", "minister", "meeting", "city"})


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found: its title and the words around the hit, marked, and a line that says what it is."""

    url: str
    title: list[Piece]
    line: str
    excerpt: list[Piece]


class HitList(Sequence[Hit]):
    """All hits of one kind, best first, loaded in slices. Counting is one query, a slice a few."""

    def __init__(self, kind: SearchKind, query: Query, record: PublicRecord) -> None:
        self._kind = kind
        self._query = query
        self._record = record
        self._count: int | None = None

    def __len__(self) -> int:
        if self._count is None:
            self._count = index.count(self._kind, self._query, self._record)
        return self._count

    @overload
    def __getitem__(self, place: int) -> Hit: ...

    @overload
    def __getitem__(self, place: slice) -> list[Hit]: ...

    def __getitem__(self, place: int | slice) -> Hit | list[Hit]:
        if isinstance(place, int):
            return self[place : place + 1][0]
        first, last, _ = place.indices(len(self))
        keys = index.best(self._kind, self._query, self._record, first, last)
        records = self._kind.loaded(self._record).in_bulk(keys)
        return [_hit(self._kind, records[key], self._query) for key in keys]


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind: how many, and the best of them."""

    kind: SearchKind
    count: int
    hits: list[Hit]

    @property
    def has_more(self) -> bool:
        """Whether hits are left that the group does not show."""
        return self.count > len(self.hits)


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The answer to a question: groups that hold something, and names that may have been meant."""

    query: Query
    groups: tuple[Group, ...]
    suggestions: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Hits of all kinds."""
        return sum(group.count for group in self.groups)


def search(text: str, record: PublicRecord) -> SearchResults:
    """Everything in `record` that holds the words of `text`, by kind, best first.

    An empty question, or one of signs alone, finds nothing. The number of queries depends on the kinds found, never on
    the number of hits.
    """
    query = parse(text)
    if not query:
        return SearchResults(query, ())
    groups = tuple(group for group in (_group(kind, query, record) for kind in all_kinds()) if group.count)
    named = any(group.kind.code in _NAMED for group in groups)
    return SearchResults(query, groups, () if named else tuple(did_you_mean(query, record)))


def hits_of(code: str, text: str, record: PublicRecord) -> HitList | None:
    """All hits of one kind; None for an unknown kind or an empty question."""
    kind, query = kind_named(code), parse(text)
    return HitList(kind, query, record) if kind and query else None


def _group(kind: SearchKind, query: Query, record: PublicRecord) -> Group:
    hits = HitList(kind, query, record)
    return Group(kind, len(hits), hits[:HITS_PER_GROUP] if len(hits) else [])


def _hit(kind: SearchKind, record: Any, query: Query) -> Hit:
    entry = kind.entry_of(record)
    return Hit(
        url=record.get_absolute_url(),
        title=marked(entry.title, query),
        line=kind.describe(record),
        excerpt=excerpt(entry.text, query) or _other_names(entry, query),
    )


def _other_names(entry: Entry, query: Query) -> list[Piece]:
    """The names behind a hit that its title does not show; nothing where the title says enough."""
    if holds_all(entry.title, query):
        return []
    telling = distinct(name for name in entry.names if excerpt(name, query))
    return marked(" · ".join(telling[:_NAMES_SHOWN]), query)
