"""The index on SQLite: an FTS5 table whose rowid names the kind and the key of a record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from coalition.search.query import Query, Term

KINDS = 8
"""A rowid is key × 8 + number of the kind, so that one record is found without a scan."""

# bm25 weighs title, names and text; smaller is better.
_MATCHES = """
    SELECT rowid / 8 AS object_id, bm25(search_index, 10.0, 5.0, 1.0) AS rank
    FROM search_index WHERE search_index MATCH %s AND rowid %% 8 = %s
"""


def matches(number: int, query: Query) -> tuple[str, list[Any]]:
    """SQL that gives `object_id` and `rank`, best first by the smallest, of the records of kind `number`."""
    return _MATCHES, [" AND ".join(map(_phrase, query.terms)), number]


def _phrase(term: Term) -> str:
    """A term as an FTS5 string; its words hold neither quotes nor signs."""
    return f'"{" ".join(term.words)}"{"*" if term.is_prefix else ""}'


def write(rows: Sequence[tuple[int, int, str, str, str]]) -> None:
    """Put rows of kind, key, title, names and text in the place of what stood there."""
    keys = [(key * KINDS + number,) for number, key, *_ in rows]
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM search_index WHERE rowid = %s", keys)
        cursor.executemany(
            "INSERT INTO search_index (rowid, title, names, body) VALUES (%s, %s, %s, %s)",
            [(key * KINDS + number, *texts) for number, key, *texts in rows],
        )


def erase(number: int, keys: Iterable[int]) -> None:
    """Take the records `keys` of one kind out of the index."""
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM search_index WHERE rowid = %s", [(key * KINDS + number,) for key in keys])


def empty() -> None:
    """Take everything out of the index."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_index")
