"""What people changed in the record: readable differences, corrections for readers, and earlier versions restored.

django-simple-history keeps a row for every saved version of a record, with who saved it, when and why. This module
reads those rows: `versions_of` one record, `changes_by_people` and `corrections` across all, and `restore` one of them.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import FieldDoesNotExist
from django.db import transaction
from django.db.models import Exists, ForeignKey, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.text import capfirst

from coalition.actions.pledges import refresh_pledges
from coalition.actions.proof import recount_proof
from coalition.dates import PartialDate
from coalition.models import Appointment, Attendance, City, CityEvent, Meeting, Minister, Nation, Pledge, PledgeEvent
from coalition.models.facts import Fact

KINDS: Final[dict[str, type[Model]]] = {
    "pledge": Pledge,
    "pledge_event": PledgeEvent,
    "meeting": Meeting,
    "attendance": Attendance,
    "minister": Minister,
    "appointment": Appointment,
    "city": City,
    "city_event": CityEvent,
    "nation": Nation,
}
"""The records whose versions are kept, by the word for each in addresses."""

_COMPUTED: Final = frozenset({"id", "public_from", "evidence_count", "origin_count", "created_at", "updated_at"})
"""Columns that follow from others; nobody changes them."""

NOT_STATED: Final = "not stated"


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One saved version of a record against the one before it.

    `what` is one of created, changed, published, withdrawn, deleted. `who` is empty where a rule wrote it.
    """

    kind: str
    pk: int
    version: int
    title: str
    address: str
    what: str
    who: str
    when: datetime.datetime
    why: str
    differences: list[Difference] = field(default_factory=list)


# --- reading -------------------------------------------------------------------------------------------------


def versions_of(kind: str, pk: int) -> list[Change]:
    """Every version of one record, the latest first; an empty list where there never was such a record."""
    rows = list(_rows(kind).filter(id=pk))
    return list(_changes([(kind, row) for row in rows]))


def changes_by_people(who: str = "") -> QuerySet[Any]:
    """What editors saved, of all kinds, the latest first, as rows for `read_changes`; by `who` alone where named."""
    by = Q(history_user__username=who) if who else Q(history_user__isnull=False)
    return _union(_rows(kind).filter(by) for kind in KINDS)


def corrections(day: datetime.date | None = None) -> QuerySet[Any]:
    """What editors changed, withdrew or deleted of what readers could see, up to `day`; rows for `read_changes`.

    What was not published when it was changed is no correction, and is not listed.
    """
    until = Q(history_date__date__lte=day) if day else Q()
    return _union(_rows(kind).filter(until, _was_public(kind)) for kind in KINDS)


def read_changes(rows: Iterable[Mapping[str, Any]]) -> list[Change]:
    """The changes behind `rows` of a union, in their order. Three queries a kind, one for each model they name."""
    wanted = [(row["record_kind"], row["history_id"]) for row in rows]
    by_kind: dict[str, set[int]] = defaultdict(set)
    for kind, number in wanted:
        by_kind[kind].add(number)
    found = {
        (kind, row.history_id): row
        for kind, numbers in by_kind.items()
        for row in _rows(kind).filter(history_id__in=numbers)
    }
    return list(_changes([(kind, found[kind, number]) for kind, number in wanted if (kind, number) in found]))


def version_of(record: Any) -> int | None:
    """The number of the latest version of a record; None where its versions are not kept."""
    history: Any = getattr(record, "history", None)
    latest: int | None = history.values_list("history_id", flat=True).first() if history is not None else None
    return latest


def values_in_words(record: Any) -> dict[str, str]:
    """The values of a record that people set, by their words. One query for each record it points at."""
    model = type(record)
    kept: Any = model.history.model
    values = {label: _value(model, record, name) for label, name in _value_names(model, kept)}
    names = _names([[("", value, value) for value in values.values()]])
    return {label: _in_words(value, names) for label, value in values.items()}


def _rows(kind: str) -> QuerySet[Any]:
    """The versions of a kind, each with the key of the one before it."""
    manager: Any = _history(kind)
    earlier = manager.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    rows: QuerySet[Any] = manager.select_related("history_user").annotate(
        earlier=Subquery(earlier.values("history_id")[:1])
    )
    return rows.order_by("-history_id")


def _history(kind: str) -> Any:
    model: Any = KINDS[kind]
    return model.history


def _union(parts: Iterable[QuerySet[Any]]) -> QuerySet[Any]:
    first, *others = (
        part.order_by().annotate(record_kind=Value(kind)).values("record_kind", "history_id", "history_date")
        for kind, part in zip(KINDS, parts, strict=True)
    )
    rows: QuerySet[Any] = first.union(*others, all=True).order_by("-history_date", "-history_id")
    return rows


def _was_public(kind: str) -> Any:
    """The condition that an editor changed or deleted what readers could see."""
    changed = Q(history_user__isnull=False, history_type__in="~-", earlier__isnull=False)
    model, manager = KINDS[kind], _history(kind)
    if issubclass(model, Fact):
        return changed & Exists(manager.filter(history_id=OuterRef("earlier"), is_published=True))
    shown: dict[str, Any] = {
        "pledge": Pledge.objects.published().filter(pk=OuterRef("id")),
        "minister": Appointment.objects.published().filter(minister=OuterRef("id")),
    }
    return changed & Exists(shown[kind]) if kind in shown else changed


# --- words ---------------------------------------------------------------------------------------------------


def _changes(rows: Sequence[tuple[str, Any]]) -> Iterator[Change]:
    """Each row as a change, with its predecessor and the records it names read together."""
    before = _predecessors(rows)
    pairs = [(kind, row, before.get((kind, row.earlier))) for kind, row in rows]
    raw = [_differing(KINDS[kind], old, row) for kind, row, old in pairs]
    names = _names(raw)
    titles = _titles(rows)
    for (kind, row, old), values in zip(pairs, raw, strict=True):
        yield Change(
            kind=kind,
            pk=row.id,
            version=row.history_id,
            title=titles[kind, row.id][0],
            address=titles[kind, row.id][1],
            what=_what(row, old),
            who=row.history_user.get_username() if row.history_user else "",
            when=row.history_date,
            why=row.history_change_reason or "",
            differences=[
                Difference(label, _in_words(one, names), _in_words(other, names)) for label, one, other in values
            ]
            if row.history_type != "-"
            else [],
        )


def _predecessors(rows: Sequence[tuple[str, Any]]) -> dict[tuple[str, int], Any]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for kind, row in rows:
        if row.earlier is not None:
            wanted[kind].add(row.earlier)
    return {
        (kind, old.history_id): old
        for kind, numbers in wanted.items()
        for old in _history(kind).filter(history_id__in=numbers)
    }


def _what(row: Any, old: Any) -> str:
    if row.history_type == "-":
        return "deleted"
    if old is None:
        return "created"
    was, is_now = getattr(old, "is_published", None), getattr(row, "is_published", None)
    if was != is_now:
        return "published" if is_now else "withdrawn"
    return "changed"


@dataclass(frozen=True, slots=True)
class _Named:
    """A record that a value points at, to be named once all of them are known."""

    model: type[Model]
    pk: Any


def _differing(model: type[Model], old: Any, new: Any) -> list[tuple[str, Any, Any]]:
    """Label, value before and value after, of every value that differs; all that are stated where `old` is None."""
    values = []
    for label, name in _value_names(model, new):
        one, other = (_value(model, row, name) if row is not None else None for row in (old, new))
        if one != other:
            values.append((label, one, other))
    return values


def _value_names(model: type[Model], row: Any) -> Iterator[tuple[str, str]]:
    """The values that people set, with their words; a date and its precision are one."""
    for column in model._meta.concrete_fields:
        if column.name in _COMPUTED or column.name.endswith("_precision"):
            continue
        try:
            row._meta.get_field(column.name)
        except FieldDoesNotExist:
            # Computed from other records, and left out of the history for it.
            continue
        yield capfirst(str(column.verbose_name)), column.name


def _value(model: type[Model], row: Any, name: str) -> Any:
    """A value that compares and can be put into words."""
    column: Any = model._meta.get_field(name)
    raw = getattr(row, column.attname)
    if raw is None or raw == "":
        return None
    if isinstance(column, ForeignKey):
        return _Named(column.related_model, raw)
    if isinstance(raw, datetime.date) and hasattr(row, f"{name}_precision"):
        return PartialDate(raw, getattr(row, f"{name}_precision") or "day")
    if column.choices:
        return str(dict(column.flatchoices).get(raw, raw))
    return raw


def _names(changes: Iterable[list[tuple[str, Any, Any]]]) -> dict[_Named, str]:
    """What the records that the values point at are called now."""
    wanted: dict[type[Model], set[Any]] = defaultdict(set)
    for values in changes:
        for _label, *sides in values:
            for value in sides:
                if isinstance(value, _Named):
                    wanted[value.model].add(value.pk)
    return {
        _Named(model, pk): str(record)
        for model, keys in wanted.items()
        for pk, record in _with_subjects(model).in_bulk(keys).items()
    }


def _with_subjects(model: type[Model]) -> QuerySet[Any]:
    """Records of a kind with what their own words are made of."""
    subjects = [column.name for column in model._meta.concrete_fields if isinstance(column, ForeignKey)]
    rows: QuerySet[Any] = model._default_manager.select_related(*subjects)
    if model is PledgeEvent:
        rows = rows.select_related("pledge__nation")
    return rows


def _in_words(value: Any, names: Mapping[_Named, str]) -> str:
    if value is None or value == []:
        return NOT_STATED
    if isinstance(value, _Named):
        return names.get(value, "a record that is gone")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:,f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)


def _titles(rows: Sequence[tuple[str, Any]]) -> dict[tuple[str, int], tuple[str, str]]:
    """What each record is called, and its public page where it has one."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for kind, row in rows:
        wanted[kind].add(row.id)
    titles: dict[tuple[str, int], tuple[str, str]] = {}
    for kind, keys in wanted.items():
        for pk, record in _with_subjects(KINDS[kind]).in_bulk(keys).items():
            titles[kind, pk] = (str(record), _page_of(record))
    for kind, row in rows:
        titles.setdefault((kind, row.id), (f"{capfirst(str(KINDS[kind]._meta.verbose_name))} {row.id}, deleted", ""))
    return titles


def _page_of(record: Any) -> str:
    """The public page that shows `record`, where readers can see it."""
    if isinstance(record, Fact) and not record.is_published:
        return ""
    if isinstance(record, Pledge) and record.public_from is None:
        return ""
    page: Any = getattr(record, _SHOWN_ON[type(record)]) if type(record) in _SHOWN_ON else record
    return str(page.get_absolute_url())


_SHOWN_ON: Final = {PledgeEvent: "pledge", Attendance: "meeting", Appointment: "minister", CityEvent: "city"}
"""The record on whose page a fact without a page of its own is shown."""


# --- writing -------------------------------------------------------------------------------------------------


@transaction.atomic
def restore(kind: str, version: int, *, why: str, may_publish: bool) -> Model:
    """Give a record the values of an earlier version, as a new version with the reason in the history.

    Whether readers see it stays as it is unless `may_publish`. Raises ObjectDoesNotExist for a version that there is
    not, and ValidationError, in words, where the record of today does not take the values back.
    """
    row: Any = _history(kind).get(history_id=version)
    model: Any = KINDS[kind]
    now = model._default_manager.select_for_update().filter(pk=row.id).first()
    record: Any = now or row.instance
    is_shown = now is not None and getattr(now, "is_published", False)
    for column in model._meta.concrete_fields:
        if column.name not in _COMPUTED and column.attname in {one.attname for one in row._meta.concrete_fields}:
            setattr(record, column.attname, getattr(row, column.attname))
    if isinstance(record, Fact) and not may_publish:
        record.is_published = is_shown
    record._change_reason = f"restored the version of {row.history_date:%Y-%m-%d %H:%M}: {why}"
    record.full_clean()
    record.save()
    settle(record)
    return record  # type: ignore[no-any-return]


def settle(record: Model) -> None:
    """Compute again what follows from the values of `record`."""
    if isinstance(record, Fact):
        recount_proof(type(record), [record.pk])
    if isinstance(record, PledgeEvent):
        refresh_pledges([record.pledge_id])
    elif isinstance(record, Pledge):
        refresh_pledges([record.pk])
