"""The kinds of records that can be found, and what of each is read, shown and open to readers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from coalition.as_of import PublicRecord


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index reads of one record: its title weighs most, then its other names, then its text."""

    key: int
    title: str
    names: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class SearchKind:
    """One kind of record.

    `number` is its place in the index and never changes, below 8. `visible` gives what a record shows to readers,
    `loaded` the same model with all that `entry_of` and `describe` read. `describe` is the line under a hit's title.
    With `is_of_the_day` the index may hold words that came to a record later than a day in view: its hits are then read
    again as they stood.
    """

    number: int
    code: str
    singular: str
    plural: str
    model: type[Model]
    visible: Callable[[PublicRecord], QuerySet[Any]]
    loaded: Callable[[PublicRecord], QuerySet[Any]]
    entry_of: Callable[[Any], Entry]
    describe: Callable[[Any], str]
    is_of_the_day: bool = False


_KINDS: dict[str, SearchKind] = {}


def register(kinds: Iterable[SearchKind]) -> None:
    """Add kinds to what `search` covers; groups stand in the order of their numbers."""
    _KINDS.update({kind.code: kind for kind in kinds})


def all_kinds() -> list[SearchKind]:
    """Every kind, in the order in which results show them."""
    return sorted(_KINDS.values(), key=lambda kind: kind.number)


def kind_named(code: str) -> SearchKind | None:
    """The kind of that code; None for an unknown one."""
    return _KINDS.get(code)
