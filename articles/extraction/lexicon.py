"""The words extraction knows: nations, places, known ministers and the reference lists, as frozen plain data.

Words are data in `seeds/reference/*.yaml`; each finder compiles what it needs once per `Lexicon` (`functools.lru_cache`
on the lexicon, which is compared by identity). A caller with a database extends a lexicon with `dataclasses.replace`.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import yaml

from articles.extraction.types import Portfolio
from coalition.dates import PartialDate

REFERENCE_FOLDER = Path(__file__).resolve().parents[2] / "seeds" / "reference"


@dataclass(frozen=True, slots=True)
class NationEntry:
    """A state, an organisation or the coalition, with every name the press gives it.

    `code` is alpha-3 for states, a short code for organisations, `COALITION` for the coalition. Names in `ambiguous`
    need support from the context.
    """

    code: str
    kind: Literal["state", "organisation", "collective"]
    name: str
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    ambiguous: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A town, base, region, sea or landmark; `kind` "city" marks the contested and target towns of `cities.yaml`."""

    name: str
    kind: str
    country: str
    aliases: tuple[str, ...] = ()
    is_capital: bool = False
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Appointment:
    """An office held by a known person; None for a day that is not known."""

    office: str
    portfolio: Portfolio
    start: datetime.date | None = None
    end: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class KnownMinister:
    """An office holder on record: ties a name in a text to a state."""

    name: str
    nation: str
    aliases: tuple[str, ...] = ()
    appointments: tuple[Appointment, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All words, compared by identity. `reference` holds the other reference files as read, by file name."""

    nations: tuple[NationEntry, ...] = ()
    places: tuple[PlaceEntry, ...] = ()
    ministers: tuple[KnownMinister, ...] = ()
    reference: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def words(self, file: str, key: str) -> frozenset[str]:
        """One list of words of a reference file, as a set."""
        return frozenset(str(word) for word in self.reference[file][key])


def load_lexicon(folder: Path = REFERENCE_FOLDER) -> Lexicon:
    """Read the reference files. A file that is missing leaves its part empty; a malformed one raises."""
    files = {path.stem: _read_yaml(path) for path in sorted(folder.glob("*.yaml"))}
    return Lexicon(
        nations=tuple(_nation(entry) for entry in files.pop("nations", None) or ()),
        places=(
            *(_city(entry) for entry in files.pop("cities", None) or ()),
            *(_place(entry) for entry in files.pop("places", None) or ()),
        ),
        ministers=tuple(_minister(entry) for entry in files.pop("ministers", None) or ()),
        reference=MappingProxyType(files),
    )


class _WordLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The safe loader, to which the words "on", "off", "yes" and "no" are words and no truth values."""


_WordLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _read_yaml(path: Path) -> Any:
    with path.open(encoding="utf-8") as stream:
        return yaml.load(stream, Loader=_WordLoader)  # noqa: S506 - derived from the safe loader


def _words(entry: Mapping[str, Any], *keys: str) -> tuple[str, ...]:
    found: list[str] = []
    for key in keys:
        value = entry.get(key)
        found += [value] if isinstance(value, str) else [str(word) for word in value or ()]
    return tuple(dict.fromkeys(found))


def _nation(entry: Mapping[str, Any]) -> NationEntry:
    code = {"collective": "COALITION"}.get(entry["kind"]) or entry.get("iso_alpha3") or entry.get("code")
    return NationEntry(
        code=code or _organisation_code(entry),
        kind=entry["kind"],
        name=entry["name"],
        names=_words(entry, "name", "official", "aliases", "former"),
        demonyms=_words(entry, "demonyms"),
        capitals=_words(entry, "capital", "capital_aliases"),
        abbreviations=_words(entry, "abbreviations"),
        institutions=_words(entry, "institutions"),
        ambiguous=frozenset(_words(entry, "ambiguous")),
    )


def _organisation_code(entry: Mapping[str, Any]) -> str:
    """NATO, EU, LAS, CENSAD …: the abbreviation without its hyphen."""
    return str(entry["abbreviations"][0]).replace("-", "").replace(".", "").upper()


def _city(entry: Mapping[str, Any]) -> PlaceEntry:
    return PlaceEntry(
        name=entry["name"],
        kind="city",
        country=entry.get("country") or "",
        aliases=_words(entry, "aliases"),
        is_capital=bool(entry.get("is_capital")),
        slug=entry.get("slug") or "",
    )


def _place(entry: Mapping[str, Any]) -> PlaceEntry:
    return PlaceEntry(
        name=entry["name"], kind=entry["kind"], country=entry.get("country") or "", aliases=_words(entry, "aliases")
    )


def _minister(entry: Mapping[str, Any]) -> KnownMinister:
    return KnownMinister(
        name=entry["name"],
        nation=entry["nation"],
        aliases=_words(entry, "aliases"),
        appointments=tuple(_appointment(item) for item in entry.get("appointments") or ()),
    )


def _appointment(entry: Mapping[str, Any]) -> Appointment:
    return Appointment(
        office=entry.get("office") or "",
        portfolio=entry["portfolio"],
        start=_day(entry.get("from"), last=False),
        end=_day(entry.get("to"), last=True),
    )


def _day(value: object, *, last: bool) -> datetime.date | None:
    """The first or last day that "2015", "2015-02" or "2015-02-17" can mean."""
    if value is None or value == "":
        return None
    date = PartialDate.parse(str(value))
    return date.last_day if last else date.day
