"""Rows as the public record stood on a day: what it did not hold yet is forgotten, in memory only."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any, Protocol, TypeVar

from django.db.models import DateField, QuerySet, Value
from django.db.models.query import ModelIterable

QuerySetT = TypeVar("QuerySetT", bound=QuerySet[Any])


class Rewindable(Protocol):
    """A row that knows which of its values came later."""

    record_day: datetime.date

    def rewind(self, day: datetime.date) -> None:
        """Forget in memory what the record did not hold at the end of `day`."""


class RewoundIterable(ModelIterable):  # type: ignore[type-arg]
    """Model instances of a query, each rewound to the day it carries."""

    def __iter__(self) -> Iterator[Any]:
        for row in super().__iter__():
            past: Rewindable = row
            past.rewind(past.record_day)
            yield row


def rewound(rows: QuerySetT, day: datetime.date) -> QuerySetT:
    """`rows` that are rewound to the end of `day` when they are loaded. They are for reading and must not be saved."""
    dated: Any = rows.annotate(record_day=Value(day, output_field=DateField()))
    dated._iterable_class = RewoundIterable
    past: QuerySetT = dated
    return past
