"""The index on PostgreSQL: one weighted tsvector a record, with a GIN index over all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from coalition.search.query import Query, Term

# `ledger` stems English words and knows no stop words: IS and the US must be found. Weights of D, C, B and A.
_MATCHES = """
    SELECT object_id, -ts_rank('{0.1, 0.2, 0.5, 1.0}', vector, to_tsquery('ledger', %s), 1) AS rank
    FROM search_index WHERE vector @@ to_tsquery('ledger', %s) AND kind = %s
"""
_WRITE = """
    INSERT INTO search_index (kind, object_id, vector) VALUES (%s, %s,
        setweight(to_tsvector('ledger', %s), 'A') || setweight(to_tsvector('ledger', %s), 'B')
        || setweight(to_tsvector('ledger', %s), 'D'))
    ON CONFLICT (kind, object_id) DO UPDATE SET vector = EXCLUDED.vector
"""


def matches(number: int, query: Query) -> tuple[str, list[Any]]:
    """SQL that gives `object_id` and `rank`, best first by the smallest, of the records of kind `number`."""
    asked = " & ".join(map(_phrase, query.terms))
    return _MATCHES, [asked, asked, number]


def _phrase(term: Term) -> str:
    """A term as to_tsquery reads it; its words hold neither quotes nor signs."""
    phrase = " <-> ".join(f"'{word}'" for word in term.words)
    return f"{phrase}:*" if term.is_prefix else f"({phrase})"


def write(rows: Sequence[tuple[int, int, str, str, str]]) -> None:
    """Put rows of kind, key, title, names and text in the place of what stood there."""
    with connection.cursor() as cursor:
        cursor.executemany(_WRITE, rows)


def erase(number: int, keys: Iterable[int]) -> None:
    """Take the records `keys` of one kind out of the index."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_index WHERE kind = %s AND object_id = ANY(%s)", [number, list(keys)])


def empty() -> None:
    """Take everything out of the index."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_index")
