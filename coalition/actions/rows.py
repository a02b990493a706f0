"""Writing many rows at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any

from django.db import connections, router
from django.db.models import Model

_PASSED_ON = frozenset(
    "AutoField BigAutoField BigIntegerField BooleanField CharField FloatField ForeignKey IntegerField "
    "PositiveIntegerField PositiveSmallIntegerField SlugField TextField".split()
)
"""Kinds of fields whose values every database takes as Python holds them: nothing is to be converted."""


_ROWS_AT_ONCE = 500


def update_rows(rows: Sequence[Model], names: Sequence[str]) -> None:
    """Write the fields `names` of saved rows of one model as they stand in memory.

    One prepared statement for all rows, without signals and history. `bulk_update` does the same with one CASE for each
    row and field, which costs more to put together than the database needs to write it.
    """
    if not rows:
        return
    options: Any = type(rows[0])._meta
    connection = connections[router.db_for_write(type(rows[0]))]
    fields = [options.get_field(name) for name in names]
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    statement = f"UPDATE {quote(options.db_table)} SET {columns} WHERE {quote(options.pk.column)} = %s"  # noqa: S608 own names
    with connection.cursor() as cursor:
        cursor.executemany(statement, _prepared([*fields, options.pk], map(_reader((*fields, options.pk)), rows)))


def insert_rows(rows: Sequence[Model], *, ignore_conflicts: bool = False) -> None:
    """Store new rows of one model as they stand in memory, each with the key it has, or all without one.

    One statement, without signals and history. `bulk_create` asks each field of each row anew how it is to be
    written, which costs several times what the database needs.
    """
    if not rows:
        return
    model = type(rows[0])
    fields = [field for field in _columns(model) if rows[0].pk is not None or not field.primary_key]
    insert_values(model, fields, map(_reader(tuple(fields)), rows), ignore_conflicts=ignore_conflicts)


def insert_values(
    model: type[Model],
    fields: Sequence[Any],
    values: Iterable[Sequence[Any]],
    *,
    ignore_conflicts: bool = False,
) -> None:
    """Store rows of `model` that are given as the values of `fields`."""
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES "  # noqa: S608 own names
    ending = " ON CONFLICT DO NOTHING" if ignore_conflicts else ""
    places = f"({', '.join(['%s'] * len(fields))})"
    rows = _prepared(fields, values)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(f"{statement}{places}{ending}", rows)
            return
        # A server is asked once for many rows: its driver would make a journey of each.
        for first in range(0, len(rows), _ROWS_AT_ONCE):
            some = rows[first : first + _ROWS_AT_ONCE]
            cursor.execute(f"{statement}{', '.join([places] * len(some))}{ending}", [*chain.from_iterable(some)])


def stamp(row: Model, *, is_new: bool) -> None:
    """Set what fields fill in themselves when a row is saved: the time of its making and of its last change."""
    for field in _stamped(type(row)):
        field.pre_save(row, is_new)


class Keys:
    """Keys for rows that are made in memory and stored later, so that other rows can name them already.

    Good within one transaction: on SQLite it holds the only right to write, on PostgreSQL a sequence gives each key
    once. Meanwhile nothing else in that transaction may add rows of the same model.
    """

    _AT_ONCE = 100

    def __init__(self) -> None:
        self._free: dict[type[Model], list[int]] = {}
        self._last: dict[type[Model], int] = {}

    def next(self, model: type[Model]) -> int:
        """A key that no row of `model` has; a query for the first one, on PostgreSQL for every hundredth."""
        if connections[router.db_for_write(model)].vendor == "postgresql":
            free = self._free.setdefault(model, [])
            if not free:
                free += reversed(self._from_sequence(model))
            return free.pop()
        last = self._last.get(model)
        self._last[model] = key = (self._greatest(model) if last is None else last) + 1
        return key

    def _from_sequence(self, model: type[Model]) -> list[int]:
        options: Any = model._meta
        with connections[router.db_for_write(model)].cursor() as cursor:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [options.db_table, options.pk.column, self._AT_ONCE],
            )
            return [key for (key,) in cursor.fetchall()]

    def _greatest(self, model: type[Model]) -> int:
        """The greatest key there has ever been: SQLite never gives one again."""
        with connections[router.db_for_write(model)].cursor() as cursor:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
            row = cursor.fetchone()
        return row[0] if row else 0


@cache
def _columns(model: type[Model]) -> tuple[Any, ...]:
    return tuple(model._meta.concrete_fields)


@cache
def _stamped(model: type[Model]) -> tuple[Any, ...]:
    return tuple(f for f in _columns(model) if getattr(f, "auto_now", False) or getattr(f, "auto_now_add", False))


@cache
def _reader(fields: tuple[Any, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """What takes the values of these fields from a row, always as a tuple."""
    if len(fields) == 1:
        (field,) = fields
        return lambda row: (getattr(row, field.attname),)
    return attrgetter(*(field.attname for field in fields))


def _prepared(fields: Sequence[Any], rows: Iterable[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """The values as the database takes them, column by column, since most columns need nothing done."""
    columns = list(zip(*rows, strict=True))
    if not columns:
        return []
    connection = connections[router.db_for_write(fields[0].model)]
    for place, field in enumerate(fields):
        if field.get_internal_type() not in _PASSED_ON:
            columns[place] = tuple(field.get_db_prep_save(value, connection) for value in columns[place])
    return list(zip(*columns, strict=True))
