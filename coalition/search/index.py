"""The index behind `search`: kept in step record by record, made anew as a whole, and asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

from coalition.as_of import PublicRecord
from coalition.search import postgresql, sqlite
from coalition.search.excerpts import holds
from coalition.search.kinds import Entry, SearchKind, all_kinds, kind_named
from coalition.search.query import Query, parse
from coalition.search.text import words

RowT = TypeVar("RowT", bound=Model)

_BATCH = 500
# The index reads records as they are; which of them a page shows is asked of its own record.
_NOW = PublicRecord()
# A tsvector ends at a megabyte; a text is read this far, counted in bytes of its folded words.
_TEXT_BYTES = 500_000


def write(kind: SearchKind, keys: Iterable[int]) -> None:
    """Read the records `keys` anew. A few queries for 500 of them."""
    for batch in _batches(keys):
        _write_entries(kind, (kind.entry_of(record) for record in kind.loaded(_NOW).filter(pk__in=batch)))


def erase(kind: SearchKind, keys: Iterable[int]) -> None:
    """Forget the records `keys`."""
    _backend().erase(kind.number, keys)


@transaction.atomic
def rebuild() -> dict[str, int]:
    """Make the index anew from every record; gives how many of each kind it holds."""
    _backend().empty()
    counts = {}
    for kind in all_kinds():
        keys = list(kind.model._default_manager.order_by("pk").values_list("pk", flat=True))
        write(kind, keys)
        counts[kind.code] = len(keys)
    return counts


def narrow(rows: QuerySet[RowT], code: str, text: str, record: PublicRecord = _NOW) -> QuerySet[RowT]:
    """`rows` of the kind `code` that hold the words of `text`; all of them when it is blank, none for signs alone."""
    kind = kind_named(code)
    if kind is None or not text.strip():
        return rows
    query = parse(text)
    if not query:
        return rows.none()
    if _may_hold_later_words(kind, record):
        return rows.filter(pk__in=_standing(kind, query, record))
    sql, parameters = _backend().matches(kind.number, query)
    # The text comes from a fixed statement; what was typed travels as a parameter.
    return rows.filter(pk__in=RawSQL(f"SELECT object_id FROM ({sql}) AS hits", parameters))  # noqa: S608, S611


def count(kind: SearchKind, query: Query, record: PublicRecord) -> int:
    """How many records of `kind` that readers may see hold the words. One query, a few where they are read again."""
    if _may_hold_later_words(kind, record):
        return len(_standing(kind, query, record))
    sql, parameters = _visible_hits(kind, query, record)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} SELECT COUNT(*) FROM visible", parameters)  # noqa: S608 fixed text, see below
        number: int = cursor.fetchone()[0]
    return number


def best(kind: SearchKind, query: Query, record: PublicRecord, first: int, last: int) -> list[int]:
    """The keys of the hits `first` up to `last` (exclusive), best first. One query, a few where they are read again."""
    if _may_hold_later_words(kind, record):
        return _standing(kind, query, record)[first:last]
    return _ranked(kind, query, record, "LIMIT %s OFFSET %s", [last - first, first])


def _may_hold_later_words(kind: SearchKind, record: PublicRecord) -> bool:
    return kind.is_of_the_day and record.day is not None


def _standing(kind: SearchKind, query: Query, record: PublicRecord) -> list[int]:
    """The keys of the hits that held the words on the day of `record` too, best first. A few queries."""
    keys = _ranked(kind, query, record)
    records = kind.loaded(record).in_bulk(keys)
    return [key for key in keys if _held(kind.entry_of(records[key]), query)]


def _held(entry: Entry, query: Query) -> bool:
    texts = (entry.title, *entry.names, entry.text)
    return all(any(holds(text, term) for text in texts) for term in query.terms)


def _ranked(
    kind: SearchKind, query: Query, record: PublicRecord, limit: str = "", limits: Sequence[int] = ()
) -> list[int]:
    """The keys of the hits, best first; `limit` is SQL that cuts them. One query."""
    sql, parameters = _visible_hits(kind, query, record)
    with connection.cursor() as cursor:
        cursor.execute(
            f"{sql} SELECT object_id FROM visible ORDER BY rank, object_id {limit}",  # noqa: S608 see below
            [*parameters, *limits],
        )
        return [key for (key,) in cursor.fetchall()]


def _visible_hits(kind: SearchKind, query: Query, record: PublicRecord) -> tuple[str, list[Any]]:
    """The common table expressions `hits` and `visible`, a fixed text, and their parameters."""
    sql, parameters = _backend().matches(kind.number, query)
    open_to_readers, conditions = kind.visible(record).order_by().values("pk").query.sql_with_params()
    # MATERIALIZED: SQLite computes bm25 only where its match stands, not after the join.
    visible = f"SELECT object_id, rank FROM hits WHERE object_id IN ({open_to_readers})"  # noqa: S608
    return f"WITH hits AS MATERIALIZED ({sql}), visible AS ({visible})", [*parameters, *conditions]


def _backend() -> Any:
    return postgresql if connection.vendor == "postgresql" else sqlite


def _write_entries(kind: SearchKind, entries: Iterable[Entry]) -> None:
    _backend().write(
        [
            (kind.number, entry.key, _folded(entry.title), _folded(" ".join(entry.names)), _folded(entry.text))
            for entry in entries
        ]
    )


def _folded(text: str) -> str:
    folded = " ".join(words(text))
    return folded if len(folded) * 4 <= _TEXT_BYTES else folded.encode()[:_TEXT_BYTES].decode(errors="ignore")


def _batches(keys: Iterable[int]) -> Iterator[list[int]]:
    remaining = iter(keys)
    while batch := list(islice(remaining, _BATCH)):
        yield batch
