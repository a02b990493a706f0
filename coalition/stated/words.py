"""The words that typed quantities and sums are read with, from the reference files, read once a process."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from coalition.numbers import Numerals, numeral_lists
from coalition.plurals import number_forms

REFERENCE_FOLDER = Path(__file__).resolve().parents[2] / "seeds" / "reference"

# "units" and the like say less than the word that was typed: 300 tents are no 300 items.
_VAGUE_UNITS = frozenset({"", "items", "sites"})
_COUNTED_ROLES = frozenset({"asset", "generic", "munition", "site", "deed"})


@dataclass(frozen=True, slots=True)
class Noun:
    """A thing that is counted: the unit under which the ledger adds it up, and the capability where it is clear."""

    unit: str
    capability: str


@dataclass(frozen=True, slots=True)
class EntryWords:
    """Word lists in the form in which a typed line is looked up; `currency_names` by their singular or plural."""

    numerals: Numerals
    additional_after: frozenset[str]
    nouns: Mapping[str, Noun]
    signs: Mapping[str, str]
    codes: frozenset[str]
    currency_names: Mapping[str, str]
    by_nation: Mapping[str, Mapping[str, str]]
    """Name of money → alpha-3 code of the state → currency."""


@cache
def entry_words() -> EntryWords:
    """The words of the reference files; some 50 ms the first time."""
    numbers, currencies, capabilities = (_read(name) for name in ("numbers", "currencies", "capabilities"))
    return EntryWords(
        numerals=Numerals(**numeral_lists(numbers)),
        additional_after=frozenset(numbers["additional_after"]),
        nouns=_nouns(capabilities["nouns"]),
        signs=currencies["signs"],
        codes=frozenset(currencies["codes"])
        | {code for group in currencies["by_nation"].values() for code in group.values()},
        currency_names=currencies["words"],
        by_nation=currencies["by_nation"],
    )


def folded(phrase: str) -> str:
    """A phrase without capitals, accents and hyphens: "F-16s" and "f 16s" agree."""
    plain = unicodedata.normalize("NFKD", phrase.casefold())
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c))))


def _read(name: str) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((REFERENCE_FOLDER / f"{name}.yaml").read_bytes(), Loader=loader)  # noqa: S506 both are safe ones


def _nouns(entries: Iterable[Mapping[str, Any]]) -> dict[str, Noun]:
    """Phrase → what it counts; of a phrase in several entries the one that names a thing or person decides."""
    ordered = sorted(entries, key=lambda entry: entry["role"] != "asset")
    nouns: dict[str, Noun] = {}
    for phrase, entry in _phrases(ordered):
        capability = entry["capability"] if entry["role"] == "asset" else ""
        nouns.setdefault(folded(phrase), Noun(entry["unit"], capability))
    return nouns


def _phrases(entries: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for entry in entries:
        if entry["unit"] not in _VAGUE_UNITS and entry["role"] in _COUNTED_ROLES:
            for phrase in entry["words"]:
                yield from ((form, entry) for form in number_forms(phrase))
