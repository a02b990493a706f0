"""What one decision writes: each record as it was and as it is, so that the decision can be undone to the letter.

A change is plain JSON: `{"model", "pk", "before", "after"}`, both sides naming columns; `before` is None for a record
that the decision created, and both are empty for one that it only proves. Computed columns are left out.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django.apps import apps
from django.db.models import Model

from coalition.models import PledgeStanding

Change = Mapping[str, Any]

# Computed from proof and events, or by the database; undoing computes them anew.
_COMPUTED: Final = frozenset(
    {
        *("evidence_count", "origin_count", "public_from", "created_at", "updated_at"),
        *("first_event_on", "last_event_on", "quantity_now", "unit_now"),
    }
)


class Journal:
    """Takes down records before and after they are saved, in the order of their first saving."""

    def __init__(self) -> None:
        self._seen: list[tuple[Any, dict[str, Any] | None]] = []

    def on_save(self, record: Any, is_new: bool) -> None:
        """To be called while the database still holds the record as it was."""
        stored = None if is_new else values_of(type(record)._base_manager.get(pk=record.pk))
        self._seen.append((record, stored))

    def touch(self, model: type[Model], key: int) -> None:
        """A record rests on the decision though that may not have written it."""
        self._seen.append((model(pk=key), {}))

    def changes(self) -> list[dict[str, Any]]:
        """Each record once, with what it was before the first saving and what it is after the last."""
        merged: dict[tuple[str, int], dict[str, Any]] = {}
        for record, before in self._seen:
            after = values_of(record) if before is None or before else {}
            change = merged.setdefault(
                (record._meta.label_lower, record.pk),
                {"model": record._meta.label_lower, "pk": record.pk, "before": before, "after": after},
            )
            if after:
                change["after"] = after
                change["before"] = before if change["before"] == {} else change["before"]
        return [_only_differences(change) for change in merged.values()]


def _only_differences(change: dict[str, Any]) -> dict[str, Any]:
    before, after = change["before"], change["after"]
    if before is None:
        return change
    names = [name for name in after if before.get(name) != after[name]]
    return {**change, "before": {name: before[name] for name in names}, "after": {name: after[name] for name in names}}


def values_of(record: Any) -> dict[str, Any]:
    """The stored columns of a record as JSON holds them; neither its key nor what is computed."""
    computed = _COMPUTED | ({"status"} if record._meta.model_name == "pledge" else set())
    return {
        field.attname: _plain(field, getattr(record, field.attname))
        for field in record._meta.concrete_fields
        if not field.primary_key and field.attname not in computed
    }


def _plain(field: Any, value: Any) -> Any:
    """A column's value as JSON holds it: dates as text, numbers with the decimals that the database keeps."""
    if isinstance(value, Decimal):
        return str(value.quantize(Decimal(1).scaleb(-field.decimal_places)))
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def keys_by_model(changes: Iterable[Change]) -> dict[type[Model], set[int]]:
    """The records of `changes`, by model."""
    found: dict[type[Model], set[int]] = {}
    for change in changes:
        found.setdefault(apps.get_model(change["model"]), set()).add(change["pk"])
    return found


def created(changes: Sequence[Change]) -> list[tuple[Any, Change]]:
    """The records that a decision created and that still are there, the last one first."""
    return [
        (record, change)
        for change in reversed(changes)
        if change["before"] is None and (record := _stored(change)) is not None
    ]


def changed(changes: Sequence[Change]) -> list[tuple[Any, Change]]:
    """The records that it changed and that still are there."""
    return [(record, change) for change in changes if change["before"] and (record := _stored(change)) is not None]


def _stored(change: Change) -> Any:
    return apps.get_model(change["model"])._base_manager.filter(pk=change["pk"]).first()


def is_as_left(record: Any, change: Change) -> bool:
    """Whether the record still has the values that the decision left in it."""
    values = values_of(record)
    return all(values[name] == value for name, value in change["after"].items())


def put_back(record: Any, change: Change) -> list[str]:
    """Give a record its former values in memory; names the columns."""
    for name, former in change["before"].items():
        field = record._meta.get_field(name)
        setattr(record, name, field.target_field.to_python(former) if field.is_relation else field.to_python(former))
    return list(change["before"])


def is_free(record: Model) -> bool:
    """Whether no other record rests on this one, so that it can go."""
    return not any(
        relation.related_model is not PledgeStanding
        and relation.related_model._base_manager.filter(**{relation.field.name: record}).exists()
        for relation in record._meta.related_objects
    )
