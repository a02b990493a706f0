"""Keep the index in step with each record saved or deleted, in the same transaction.

Writes that send no signals (`bulk_create`, `update`, loading a dump) are followed by `manage.py rebuild_search`; so is
a nation's new name where its pledges, cities and meetings shall be found by it too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, partial
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from coalition.models import Appointment, NationName
from coalition.search import index
from coalition.search.kinds import SearchKind, all_kinds, kind_named

_PARTS = ((NationName, "nation", "nation_id"), (Appointment, "minister", "minister_id"))
"""Rows that are read as part of another record, with the kind of its entry and what names it."""

_collected: ContextVar[dict[str, set[Any]] | None] = ContextVar("collected", default=None)


@contextmanager
def collected() -> Iterator[None]:
    """Write what is saved inside into the index once, at the end; for work that saves many records of a few articles.

    Inside another one, the outer one writes.
    """
    if _collected.get() is not None:
        yield
        return
    pending: dict[str, set[Any]] = defaultdict(set)
    token = _collected.set(pending)
    try:
        yield
    finally:
        _collected.reset(token)
    for code, keys in pending.items():
        kind = kind_named(code)
        if kind is not None:
            index.write(kind, sorted(keys))


def note(record: Model) -> None:
    """Tell of a record that is stored without signals; to be called inside `collected`, which reads it at the end."""
    for code, key in _entries_of(type(record)):
        kind = kind_named(code)
        if kind is not None:
            _note(kind, getattr(record, key))


@cache
def _entries_of(model: type[Model]) -> tuple[tuple[str, str], ...]:
    """The kinds of entries that a record of `model` is read for, each with the attribute that names the entry."""
    parts = tuple((code, key) for part, code, key in _PARTS if part is model)
    return (*((kind.code, "pk") for kind in all_kinds() if kind.model is model), *parts)


def _note(kind: SearchKind, key: Any) -> None:
    pending = _collected.get()
    if pending is None:
        index.write(kind, [key])
    else:
        pending[kind.code].add(key)


def connect(kind: SearchKind) -> None:
    """Follow the records of `kind`."""
    uid = f"search_{kind.code}"
    post_save.connect(partial(_saved, kind), sender=kind.model, weak=False, dispatch_uid=uid)
    post_delete.connect(partial(_deleted, kind), sender=kind.model, weak=False, dispatch_uid=uid)


def connect_parts() -> None:
    """Follow the rows that are read as part of another record: a nation's names, a minister's offices."""
    for part, code, key in _PARTS:
        for signal in (post_save, post_delete):
            signal.connect(
                partial(_part_changed, code, key), sender=part, weak=False, dispatch_uid=f"search_{code}_part"
            )


def _saved(kind: SearchKind, instance: Model, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        _note(kind, instance.pk)


def _deleted(kind: SearchKind, instance: Model, **kwargs: Any) -> None:
    pending = _collected.get()
    if pending is not None:
        pending[kind.code].discard(instance.pk)
    index.erase(kind, [instance.pk])


def _part_changed(code: str, key: str, instance: Model, raw: bool = False, **kwargs: Any) -> None:
    kind = kind_named(code)
    if kind is not None and not raw:
        _note(kind, getattr(instance, key))
