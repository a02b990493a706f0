"""Load the reference files into the database; loading them again changes nothing.

`seeds/reference/README.md` says what each field means. A record that a person has changed or deleted since is theirs:
the files do not touch it again.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.contrib.admin.models import DELETION, LogEntry
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from coalition.actions.proof import recount_proof
from coalition.dates import PartialDate
from coalition.enums import NameKind, NationKind
from coalition.models import Appointment, City, Minister, Nation, NationName

ENTERED_BY = "reference data"
"""Who vouches for what stands in the files."""

ModelT = TypeVar("ModelT", bound=Model)
_ORDER = ("nations", "nation names", "ministers", "appointments", "cities")


class BadReference(Exception):  # noqa: N818  its text is what people read
    """A reference file or entry that cannot be loaded: "nations.yaml, france: no capital"."""


@dataclass(slots=True)
class LoadCounts:
    """What loading did to one kind of record; `kept` are those that a person has changed or deleted."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    kept: int = 0

    def __str__(self) -> str:
        optional = [f"{number} {word}" for word, number in (("removed", self.removed), ("kept", self.kept)) if number]
        return ", ".join(
            [f"{self.created} created", f"{self.updated} updated", f"{self.unchanged} unchanged", *optional]
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a file, which is asked for its fields and names itself in every error."""

    file: str
    name: str
    values: Mapping[str, Any]

    def error(self, problem: str) -> BadReference:
        """The error that `problem` is here."""
        return BadReference(f"{self.file}, {self.name}: {problem}")

    def text(self, key: str, *, required: bool = False) -> str:
        """A text, "" where the entry has none."""
        value = self.values.get(key)
        if value is None or value == "":
            if required:
                raise self.error(f"no {key}")
            return ""
        if not isinstance(value, str):
            raise self.error(f"{key} is not a text: {value!r}")
        return value

    def words(self, key: str) -> list[str]:
        """A list of texts; a single text counts as a list of one."""
        value = self.values.get(key) or []
        words = [value] if isinstance(value, str) else value
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise self.error(f"{key} is not a list of texts")
        return words

    def date(self, key: str) -> PartialDate | None:
        """A date as exact as it is known."""
        value = self.values.get(key)
        try:
            return None if value is None or value == "" else PartialDate.parse(str(value))
        except ValueError as error:
            raise self.error(f"{key}: {error}") from error

    def degrees(self, key: str) -> Decimal | None:
        """A latitude or longitude to five places, about a metre."""
        value = self.values.get(key)
        try:
            return None if value is None else Decimal(str(value)).quantize(Decimal("0.00001"))
        except InvalidOperation as error:
            raise self.error(f"{key} is not a number: {value!r}") from error

    def source(self) -> Entry:
        """The page that shows the fact, empty where none is given."""
        value = self.values.get("source") or {}
        if not isinstance(value, Mapping):
            raise self.error("source is not a list of keys")
        return Entry(self.file, self.name, value)

    def parts(self, key: str) -> Iterator[Entry]:
        """The entries listed under `key`."""
        for number, part in enumerate(self.values.get(key) or [], start=1):
            if not isinstance(part, Mapping):
                raise self.error(f"{key} {number} is not a list of keys")
            yield Entry(self.file, f"{self.name}, {key} {number}", part)


@dataclass(slots=True)
class _Wanted:
    """A record as its file has it: its values by field, and the entry to name in errors."""

    entry: Entry
    values: dict[str, Any] = field(default_factory=dict)


def load_reference(folder: Path) -> dict[str, LoadCounts]:
    """Load `nations.yaml`, `ministers.yaml` and `cities.yaml` in one transaction; counts by kind of record.

    Raises BadReference, naming file and entry, and changes nothing then.
    """
    nation_entries, minister_entries, city_entries = (
        _read(folder / f"{name}.yaml") for name in ("nations", "ministers", "cities")
    )
    try:
        with transaction.atomic():
            counts = {"nations": _load_nations(nation_entries), "nation names": _load_names(nation_entries)}
            counts["ministers"] = _load_ministers(minister_entries)
            counts["appointments"] = _load_appointments(minister_entries)
            counts["cities"] = _load_cities(city_entries)
    except IntegrityError as error:
        raise BadReference(f"the database refuses a record: {' '.join(str(error).split())}") from error
    return {kind: counts[kind] for kind in _ORDER}


def _read(path: Path) -> list[Entry]:
    """The entries of a file, each with a slug of its own."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        loaded = yaml.load(path.read_bytes(), Loader=loader)  # noqa: S506  both loaders are safe ones
    except OSError as error:
        raise BadReference(f"{path.name}: {error.strerror}") from error
    except (yaml.YAMLError, ValueError) as error:
        raise BadReference(f"{path.name}: {' '.join(str(error).split())}") from error
    if not isinstance(loaded, list):
        raise BadReference(f"{path.name}: is not a list of entries")
    entries: dict[str, Entry] = {}
    for number, values in enumerate(loaded, start=1):
        if not isinstance(values, Mapping) or not isinstance(values.get("slug"), str):
            raise BadReference(f"{path.name}, entry {number}: no slug")
        entry = Entry(path.name, values["slug"], values)
        if entry.name in entries:
            raise entry.error("the slug stands twice")
        entries[entry.name] = entry
    return list(entries.values())


# --- one kind of record after the other ---------------------------------------------------------------------------


def _load_nations(entries: list[Entry]) -> LoadCounts:
    wanted = {entry.name: _Wanted(entry, _nation_values(entry)) for entry in entries}
    return _upsert(Nation, wanted, {nation.slug: nation for nation in Nation.objects.all()}, _edited_slugs(Nation))[0]


def _nation_values(entry: Entry) -> dict[str, Any]:
    joined = entry.date("joined_on")
    source = entry.source()
    return {
        "slug": entry.name,
        "name": entry.text("name", required=True),
        "kind": entry.text("kind", required=True),
        "iso_alpha3": entry.text("iso_alpha3", required=entry.values.get("kind") == NationKind.STATE) or None,
        "is_member": bool(entry.values.get("member")),
        "joined_on": joined.day if joined else None,
        "joined_on_precision": joined.precision if joined else "",
        "source_title": source.text("title"),
        "source_publisher": source.text("publisher"),
        "source_url": source.text("url"),
    }


def _load_names(entries: list[Entry]) -> LoadCounts:
    """The names of each nation as its entry has them; those of a nation that a person has edited stay as they are."""
    counts = LoadCounts()
    edited_nations = _edited_slugs(Nation)
    edited_names, deleted_names = _names_edited_in_admin()
    nations = {nation.slug: nation for nation in Nation.objects.prefetch_related("names")}
    fresh: list[NationName] = []
    stale: list[int] = []
    for entry in entries:
        nation = nations.get(entry.name)
        present = {(name.kind, name.name): name.pk for name in nation.names.all()} if nation else {}
        if nation is None or entry.name in edited_nations:
            counts.kept += len(present)
            continue
        wanted = {pair for pair in _names(entry) if pair[1] not in deleted_names}
        fresh += [
            _checked(NationName(nation=nation, kind=k, name=n), entry) for k, n in sorted(wanted - present.keys())
        ]
        dropped = [present[pair] for pair in present.keys() - wanted]
        stale += [key for key in dropped if key not in edited_names]
        counts.unchanged += len(wanted & present.keys())
        counts.kept += len(edited_names.intersection(dropped))
    NationName.objects.filter(pk__in=stale).delete()
    counts.created, counts.removed = len(NationName.objects.bulk_create(fresh)), len(stale)
    return counts


def _names(entry: Entry) -> Iterator[tuple[str, str]]:
    """Kind and name of each name that an entry lists."""
    keys = {
        NameKind.OFFICIAL: ("official",),
        NameKind.SHORT: ("name", "aliases"),
        NameKind.DEMONYM: ("demonyms",),
        NameKind.CAPITAL: ("capital", "capital_aliases"),
        NameKind.ABBREVIATION: ("abbreviations",),
        NameKind.INSTITUTION: ("institutions", "constituents"),
        NameKind.FORMER: ("former",),
    }
    for kind, fields in keys.items():
        for key in fields:
            yield from ((kind.value, word) for word in entry.words(key))


def _load_ministers(entries: list[Entry]) -> LoadCounts:
    wanted = {
        entry.name: _Wanted(
            entry,
            {"slug": entry.name, "name": entry.text("name", required=True), "aliases": entry.words("aliases")},
        )
        for entry in entries
    }
    present = {minister.slug: minister for minister in Minister.objects.all()}
    return _upsert(Minister, wanted, present, _edited_slugs(Minister))[0]


def _load_appointments(entries: list[Entry]) -> LoadCounts:
    """The offices of each minister. One that its entry no longer lists goes, unless a report proves it."""
    wanted = dict(_appointments(entries))
    edited = list(_edited_appointments())
    present = {_term(appointment): appointment for appointment in Appointment.objects.all()}
    counts, written = _upsert(Appointment, wanted, present, {_term(past) for past in edited})
    recount_proof(Appointment, [appointment.pk for appointment in written])
    edited_keys = {past.id for past in edited}
    for term, appointment in present.items():
        from_file = appointment.entered_by == ENTERED_BY and appointment.pk not in edited_keys
        if from_file and term not in wanted and not appointment.evidence_count:
            appointment.delete()
            counts.removed += 1
    return counts


def _appointments(entries: list[Entry]) -> Iterator[tuple[Hashable, _Wanted]]:
    nations = _nations_by_code()
    ministers = {minister.slug: minister for minister in Minister.objects.all()}
    for entry in entries:
        code = entry.text("nation", required=True)
        if code not in nations:
            raise entry.error(f"unknown nation {code}")
        minister = ministers.get(entry.name)
        if minister is None:  # deleted by a person
            continue
        for part in entry.parts("appointments"):
            values = _appointment_values(part, minister, nations[code])
            yield _term(Appointment(**values)), _Wanted(part, values)


def _appointment_values(entry: Entry, minister: Minister, nation: Nation) -> dict[str, Any]:
    began, ended = entry.date("from"), entry.date("to")
    if began and ended and began.day > ended.last_day:
        raise entry.error("ends before it begins")
    source = entry.source()
    shown = source.date("published")
    return {
        "minister": minister,
        "nation": nation,
        "office": entry.text("office", required=True),
        "portfolio": entry.text("portfolio", required=True),
        "began_on": began.day if began else None,
        "began_on_precision": began.precision if began else "",
        "ended_on": ended.day if ended else None,
        "ended_on_precision": ended.precision if ended else "",
        "entered_by": ENTERED_BY,
        "source_title": source.text("title", required=True),
        "source_publisher": source.text("publisher"),
        "source_url": source.text("url", required=True),
        "source_published_on": shown.day if shown else None,
        "source_published_on_precision": shown.precision if shown else "",
        "is_published": True,
    }


def _load_cities(entries: list[Entry]) -> LoadCounts:
    nations = _nations_by_code()
    wanted = {entry.name: _Wanted(entry, _city_values(entry, nations)) for entry in entries}
    return _upsert(City, wanted, {city.slug: city for city in City.objects.all()}, _edited_slugs(City))[0]


def _city_values(entry: Entry, nations: Mapping[str, Nation]) -> dict[str, Any]:
    code = entry.text("country", required=True)
    if code not in nations:
        raise entry.error(f"unknown country {code}")
    return {
        "slug": entry.name,
        "name": entry.text("name", required=True),
        "aliases": entry.words("aliases"),
        "country": nations[code],
        "latitude": entry.degrees("latitude"),
        "longitude": entry.degrees("longitude"),
    }


def _nations_by_code() -> dict[str, Nation]:
    """Nations by alpha-3 code; organisations by each abbreviation without hyphens and stops."""
    nations = {nation.code: nation for nation in Nation.objects.all()}
    short = NationName.objects.filter(kind=NameKind.ABBREVIATION, nation__kind=NationKind.ORGANISATION)
    for name in short.select_related("nation"):
        nations.setdefault(name.name.replace("-", "").replace(".", "").upper(), name.nation)
    return nations


# --- what all kinds share -----------------------------------------------------------------------------------------


def _upsert(
    model: type[ModelT], wanted: Mapping[Any, _Wanted], present: Mapping[Any, ModelT], edited: set[Any]
) -> tuple[LoadCounts, list[ModelT]]:
    """Create and update what differs, in bulk and with history; keys in `edited` belong to people.

    Answers the counts and the records that were written.
    """
    counts = LoadCounts()
    fresh: list[ModelT] = []
    changed: list[ModelT] = []
    for key, want in wanted.items():
        record = present.get(key)
        if key in edited:
            counts.kept += 1
        elif record is None:
            fresh.append(_checked(model(**want.values), want.entry))
        elif _differs(record, want.values):
            for name, value in want.values.items():
                setattr(record, name, value)
            changed.append(_checked(record, want.entry))
        else:
            counts.unchanged += 1
    _write(model, fresh, changed)
    counts.created, counts.updated = len(fresh), len(changed)
    return counts, fresh + changed


def _write(model: type[Model], fresh: list[ModelT], changed: list[ModelT]) -> None:
    if fresh:
        bulk_create_with_history(fresh, model, default_change_reason=ENTERED_BY)
    if changed:
        names = [f.name for f in model._meta.concrete_fields if not f.primary_key]
        bulk_update_with_history(changed, model, names, default_change_reason=ENTERED_BY)


def _differs(record: Model, values: Mapping[str, Any]) -> bool:
    """Whether a field of the record is not as the file has it; relations are compared by key."""
    return any(
        getattr(record, f"{name}_id" if isinstance(value, Model) else name)
        != (value.pk if isinstance(value, Model) else value)
        for name, value in values.items()
    )


def _checked(record: ModelT, entry: Entry) -> ModelT:
    """The record, if its own fields are valid (lengths, choices, links); what needs a query the database checks."""
    relations = {f.name for f in record._meta.concrete_fields if f.is_relation}
    try:
        record.clean_fields(exclude=relations)
    except ValidationError as error:
        problems = "; ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
        raise entry.error(problems) from error
    return record


def _edited(model: Any) -> Any:
    """History of what people have changed or deleted; loading and reading leave no user."""
    return model.history.filter(history_user__isnull=False)


def _edited_slugs(model: Any) -> set[str]:
    return set(_edited(model).values_list("slug", flat=True))


def _edited_appointments() -> Iterable[Any]:
    """The whole history of every appointment that people have edited: its beginning may be what they changed."""
    history: Any = Appointment.history
    return history.filter(id__in=set(_edited(Appointment).values_list("id", flat=True)))  # type: ignore[no-any-return]


def _term(appointment: Any) -> Hashable:
    """What makes an appointment the same one: person, nation, portfolio and beginning."""
    return (appointment.minister_id, appointment.nation_id, appointment.portfolio, appointment.began_on)


def _names_edited_in_admin() -> tuple[set[int], set[str]]:
    """Keys of names that people added or changed by themselves, and the names they deleted.

    Names have no history of their own; edited with their nation, they are part of its history.
    """
    entries = LogEntry.objects.filter(content_type__app_label="coalition", content_type__model="nationname")
    deleted = set(entries.filter(action_flag=DELETION).values_list("object_repr", flat=True))
    return {int(key) for key in entries.values_list("object_id", flat=True) if key}, deleted
