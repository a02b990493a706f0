"""Rows written one after the other by a merge or a split, each with its values before and after, so that all of it can
be taken back to the letter.

A change is plain JSON: `{"model", "pk", "before", "after"}`. `before` is None for a row that was made, `after` for one
that was deleted; of a row that was changed, `before` names the columns that were.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, Model

from coalition.actions.pledges import refresh_pledges
from coalition.actions.proof import recount_proof
from coalition.actions.rows import insert_rows, stamp, update_rows
from coalition.models import Pledge, PledgeEvent, PledgeStanding
from coalition.models.facts import Fact
from coalition.search.signals import note

Change = Mapping[str, Any]

# Computed from proof and events, or by the database.
_COMPUTED: Final = frozenset(
    {
        *("id", "evidence_count", "origin_count", "public_from", "created_at", "updated_at"),
        *("first_event_on", "last_event_on", "quantity_now", "unit_now"),
    }
)


class ChangedSinceError(Exception):
    """A row is not as the steps left it; the message says which, for the editor."""


class Steps:
    """Writes rows one by one, with a row of history where the record has one, and takes down what it wrote.

    To be used in a transaction, inside `coalition.search.signals.collected`, and ended by `settle`.
    """

    def __init__(self, user: Any, reason: str) -> None:
        self._user = user
        self._reason = reason
        self._facts: dict[type[Fact], set[int]] = defaultdict(set)
        self._pledges: set[int] = set()
        self.changes: list[dict[str, Any]] = []

    def create(self, record: Any) -> None:
        """Store a new record."""
        stamp(record, is_new=True)
        record._history_user, record._change_reason = self._user, self._reason
        record.save()
        self._touch(record)
        self.changes.append(_change(record, None, _stated(record)))

    def change(self, record: Any, values: Mapping[str, Any]) -> None:
        """Give the columns `values` of a record others; nothing is written where they are the same."""
        new = {name: value for name, value in values.items() if getattr(record, name) != value}
        if not new:
            return
        self._touch(record)
        names = [*new, *(["updated_at"] if hasattr(record, "updated_at") else [])]
        before = {name: _plain(getattr(record, name)) for name in names}
        self._write(record, new)
        self.changes.append(_change(record, before, _stated(record) if _is_watched(record) else _plain_values(new)))

    def delete(self, record: Any) -> None:
        """Remove a record that nothing points at any more."""
        self._touch(record)
        self.changes.append(_change(record, _values(record), None))
        self._remove(record)

    def settle(self) -> None:
        """Compute anew what follows from the rows that were written."""
        for model, keys in self._facts.items():
            recount_proof(model, keys)
        refresh_pledges(self._pledges)

    def take_back(self, changes: Sequence[Change]) -> None:
        """Undo `changes`, the last one first. Raises ChangedSinceError; the caller's transaction is then to be left."""
        for change in reversed(changes):
            model = apps.get_model(change["model"])
            record: Any = _rows(model).select_for_update().filter(pk=change["pk"]).order_by("pk").first()
            if change["after"] is None:
                self._bring_back(model, change, record)
                continue
            if record is None:
                raise ChangedSinceError(f"{_noun(model)} {change['pk']} has been deleted or merged since.")
            if not _is_as_left(record, change["after"]):
                raise ChangedSinceError(f"“{record}” has been changed since.")
            if change["before"] is None:
                self._withdraw(record)
            else:
                self._put_back(record, change["before"])

    def _bring_back(self, model: type[Model], change: Change, present: Model | None) -> None:
        if present is not None:
            raise ChangedSinceError(f"{_noun(model)} {change['pk']} is there again.")
        record: Any = model(pk=change["pk"], **_values_from(model, change["before"]))
        _check_targets(record)
        _check_constraints(record)
        insert_rows([record])
        record._state.adding = False
        self._log(record, is_new=True)
        self._touch(record)

    def _withdraw(self, record: Any) -> None:
        if not is_free(record):
            raise ChangedSinceError(f"Something has been added to “{record}” since.")
        self._touch(record)
        self._remove(record)

    def _put_back(self, record: Any, before: Mapping[str, Any]) -> None:
        self._touch(record)
        former = _values_from(type(record), before)
        for name, value in former.items():
            setattr(record, name, value)
        _check_targets(record)
        _check_constraints(record)
        update_rows([record], _names(record, former))
        self._log(record, is_new=False)
        self._touch(record)

    def _write(self, record: Any, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            setattr(record, name, value)
        stamp(record, is_new=False)
        # Straight to the rows: receivers would count a proof that is half moved.
        update_rows([record], [*_names(record, values), *(["updated_at"] if hasattr(record, "updated_at") else [])])
        self._log(record, is_new=False)
        self._touch(record)

    def _log(self, record: Any, *, is_new: bool) -> None:
        log: Any = getattr(type(record), "history", None)
        if log is not None:
            log.bulk_history_create(
                [record], update=not is_new, default_user=self._user, default_change_reason=self._reason
            )
        note(record)

    def _remove(self, record: Any) -> None:
        if not hasattr(type(record), "history"):
            rows = _rows(type(record)).filter(pk=record.pk)
            rows._raw_delete(rows.db)
            return
        record._history_user, record._change_reason = self._user, self._reason
        record.delete()

    def _touch(self, record: Any) -> None:
        """What follows from this record, as it is now, is computed anew at the end."""
        for model, key in _facts_of(record):
            self._facts[model].add(key)
        if isinstance(record, PledgeEvent):
            self._pledges.add(record.pledge_id)
        elif isinstance(record, Pledge):
            self._pledges.add(record.pk)
        elif hasattr(record, "evidence") and not isinstance(record, Fact):
            for passage in record.evidence.all():
                self._touch(passage)


def is_free(record: Model) -> bool:
    """Whether no other record rests on this one."""
    return not any(
        relation.related_model._base_manager.filter(**{relation.field.name: record}).exists()
        for relation in relations(type(record))
    )


def relations(model: type[Model]) -> Iterator[Any]:
    """The foreign keys that point at records of `model`, but for rows that are computed."""
    return (
        relation
        for relation in model._meta.related_objects
        if relation.related_model is not PledgeStanding and isinstance(relation.field, ForeignKey)
    )


def _facts_of(record: Any) -> Iterator[tuple[type[Fact], int]]:
    if isinstance(record, Fact):
        yield type(record), record.pk
        return
    for column in record._meta.concrete_fields:
        if column.is_relation and issubclass(column.related_model, Fact):
            key = getattr(record, column.attname)
            if key is not None:
                yield column.related_model, key


def _rows(model: type[Model]) -> Any:
    """The rows of a model, without the texts of articles."""
    rows: Any = model._base_manager.all()
    return rows.defer("body") if any(column.name == "body" for column in model._meta.concrete_fields) else rows


def _is_watched(record: Model) -> bool:
    """Whether any later correction of the record stands in the way of undoing; of others, only one of what was set."""
    return record._meta.app_label == "coalition"


def _change(record: Any, before: Any, after: Any) -> dict[str, Any]:
    return {"model": record._meta.label_lower, "pk": record.pk, "before": before, "after": after}


def _values(record: Any) -> dict[str, Any]:
    """Every column but the key."""
    return {
        field.attname: _plain(getattr(record, field.attname))
        for field in record._meta.concrete_fields
        if not field.primary_key
    }


def _stated(record: Any) -> dict[str, Any]:
    """The columns that follow from nothing else."""
    computed = _COMPUTED | ({"status"} if isinstance(record, Pledge) else set())
    return {name: value for name, value in _values(record).items() if name not in computed}


def _plain_values(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    """A value as JSON holds it, without loss."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def _values_from(model: type[Model], plain: Mapping[str, Any]) -> dict[str, Any]:
    """The reverse of `_plain` for columns of `model`."""
    columns: dict[str, Any] = {column.attname: column for column in model._meta.concrete_fields}
    return {name: _python(columns[name], value) for name, value in plain.items()}


def _python(column: Any, value: Any) -> Any:
    return column.target_field.to_python(value) if column.is_relation else column.to_python(value)


def _names(record: Any, attributes: Mapping[str, Any]) -> list[str]:
    return [column.name for column in record._meta.concrete_fields if column.attname in attributes]


def _is_as_left(record: Any, after: Mapping[str, Any]) -> bool:
    return all(_plain(getattr(record, name)) == value for name, value in after.items())


def _check_targets(record: Any) -> None:
    """Raise ChangedSinceError where a record that this one belongs to is gone."""
    for column in record._meta.concrete_fields:
        key = getattr(record, column.attname) if column.is_relation else None
        if key is not None and not column.related_model._base_manager.filter(pk=key).exists():
            raise ChangedSinceError(f"{_noun(column.related_model)} {key}, which it belongs to, is gone.")


def _check_constraints(record: Any) -> None:
    try:
        record.validate_unique()
        record.validate_constraints()
    except ValidationError as error:
        raise ChangedSinceError(f"“{record}” does not fit the record of today: {' '.join(error.messages)}") from error


def _noun(model: type[Model]) -> str:
    return str(model._meta.verbose_name).capitalize()
