"""Records that reports add to or change, and their rows in the decision log, written together at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any

from django.db.models import Model
from django.utils import timezone

from coalition.actions.rows import Keys, insert_rows, insert_values, stamp, update_rows
from coalition.search.signals import note


class Writes:
    """Everything that reading a few articles writes; one statement for each kind of record and log.

    A record has its key as soon as it is handed in, so that others can name it. `editor` is the user whose change it
    is, None for a rule's; `on_save` is told of each record, and whether it is new, while the database still holds it as
    it was.
    """

    def __init__(self, editor: Any = None, on_save: Callable[[Any, bool], None] | None = None) -> None:
        self._editor = editor
        self._on_save = on_save
        self._keys = Keys()
        self._new: dict[type[Model], dict[int, Any]] = {}
        self._changed: dict[type[Model], dict[int, Any]] = {}
        self._log: dict[Any, list[tuple[Any, ...]]] = {}

    def add(self, record: Any) -> None:
        """Store a new record at the end, as it stands then."""
        stamp(record, is_new=True)
        record.pk = self._keys.next(type(record))
        record._state.adding = False
        self._new.setdefault(type(record), {})[record.pk] = record

    def save(self, record: Any, reason: str) -> None:
        """Store a new or a changed record at the end; the log will show it as it stands now, with `reason`."""
        is_new = record._state.adding
        if self._on_save is not None:
            self._on_save(record, is_new or self.is_new(record))
        if is_new:
            self.add(record)
        else:
            stamp(record, is_new=False)
            if not self.is_new(record):
                self._changed.setdefault(type(record), {})[record.pk] = record
        note(record)
        self.log(record, "+" if is_new else "~", reason)

    def log(self, record: Model, kind: str, reason: str | None = None) -> None:
        """A row of the decision log that shows the record as it stands now."""
        log = _log_of(type(record))
        user = self._editor or log.get_default_history_user(record)
        row = (*_values_for(log)(record), timezone.now(), kind, reason, None if user is None else user.pk)
        self._log.setdefault(log, []).append(row)

    def is_new(self, record: Model) -> bool:
        """Whether the record is one of those that `finish` will store."""
        return record.pk in self._new.get(type(record), {})

    def finish(self) -> None:
        """Write it all. Keys of other records need not be there yet: the database looks at the end of a transaction."""
        for new in self._new.values():
            insert_rows(list(new.values()))
        for model, changed in self._changed.items():
            update_rows(list(changed.values()), _own_fields(model))
        for log, values in self._log.items():
            insert_values(log, _log_fields(log), values)
        self._new, self._changed, self._log = {}, {}, {}


@cache
def _log_of(model: type[Model]) -> Any:
    """The model of the log's rows; asking the manager makes a class each time."""
    manager: Any = model.history  # type: ignore[attr-defined]
    return manager.model


@cache
def _values_for(log: Any) -> Any:
    """What takes the values that the log tracks from a record."""
    return attrgetter(*(field.attname for field in log.tracked_fields))


@cache
def _log_fields(log: Any) -> Sequence[Any]:
    names = ("history_date", "history_type", "history_change_reason", "history_user")
    tracked = (log._meta.get_field(field.name) for field in log.tracked_fields)
    return (*tracked, *(log._meta.get_field(name) for name in names))


@cache
def _own_fields(model: type[Model]) -> Sequence[str]:
    return tuple(field.name for field in model._meta.concrete_fields if not field.primary_key)
