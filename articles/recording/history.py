"""The decision log of the records that one article changes, written together."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db.models import Model
from django.utils import timezone


class HistoryRows:
    """Saves records at once and their rows in the log at the end, one insert for each kind of record."""

    def __init__(self) -> None:
        self._rows: dict[type[Model], list[Model]] = {}

    def save(self, record: Any, reason: str) -> None:
        """Save the record; the log will show it as it stands now, with `reason`."""
        kind = "+" if record._state.adding else "~"
        record.skip_history_when_saving = True
        try:
            record.save()
        finally:
            del record.skip_history_when_saving
        model: Any = type(record)
        log = _log_of(model)
        row = log(
            history_date=timezone.now(),
            history_type=kind,
            history_user=log.get_default_history_user(record),
            history_change_reason=reason,
            **{name: getattr(record, name) for name in _names(log)},
        )
        self._rows.setdefault(log, []).append(row)

    def finish(self) -> None:
        """Write the rows."""
        for log, rows in self._rows.items():
            log._default_manager.bulk_create(rows)
        self._rows.clear()


@cache
def _log_of(model: Any) -> Any:
    """The model of the log's rows; asking the manager makes a class each time."""
    return model.history.model


@cache
def _names(log: Any) -> tuple[str, ...]:
    return tuple(field.attname for field in log.tracked_fields)
