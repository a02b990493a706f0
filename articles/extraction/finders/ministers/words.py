"""The offices, ranks and name words that the lexicon lists, as tables to look up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from articles.extraction.lexicon import KnownMinister, Lexicon
from articles.extraction.phrases import PhraseTable
from articles.extraction.tokens import fold, keys_of
from articles.extraction.types import Portfolio

Kind = Literal["office", "bare", "rank", "other", "counterpart"]


@dataclass(frozen=True, slots=True)
class Office:
    """What an office phrase stands for. `kind` "other" is an office that serves no state."""

    kind: Kind
    portfolio: Portfolio
    nation: str = ""
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    offices: PhraseTable[Office]
    employers: PhraseTable[bool]
    complements: PhraseTable[bool]
    ranks: PhraseTable[bool]
    modifiers: frozenset[str]
    sets: dict[str, frozenset[str]]
    not_names: frozenset[str]
    given_names: frozenset[str]
    known: dict[str, list[KnownMinister]]
    publishers: dict[str, str]
    departments: dict[str, Portfolio]
    organisations: frozenset[str]


@lru_cache(maxsize=4)
def words_of(lexicon: Lexicon) -> Words:
    reference: dict[str, Any] = lexicon.reference["offices"]
    known: dict[str, list[KnownMinister]] = {}
    for person in lexicon.ministers:
        for key in {surname(name) for name in (person.name, *person.aliases)}:
            known.setdefault(key, []).append(person)
    return Words(
        offices=PhraseTable(_offices(reference)),
        employers=PhraseTable((phrase, True) for phrase in reference["other_employers"]),
        complements=PhraseTable((phrase.removeprefix("the "), True) for phrase in reference["complements"]),
        ranks=PhraseTable((phrase, True) for phrase in reference["ranks"]),
        modifiers=frozenset(fold(word) for key in ("same_office", "former", "deputies") for word in reference[key]),
        sets={
            key: frozenset(fold(str(word)) for word in reference[key])
            for key in (
                "same_office",
                "deputies",
                "former",
                "services",
                "us_services",
                "honorifics",
                "bare_titles",
                "particles",
                "monarchies",
                "arab_states",
                "arab_names",
                "junior_ranks",
                "speech",
                "speech_offices",
            )
        },
        not_names=frozenset(fold(word) for word in reference["not_names"]),
        given_names=frozenset(fold(name) for name in lexicon.reference["given_names"]["given_names"]),
        known=known,
        publishers=reference["publishers"],
        departments=reference["departments"],
        organisations=frozenset(nation.code for nation in lexicon.nations if nation.kind != "state"),
    )


def _offices(reference: dict[str, Any]) -> Iterator[tuple[str, Office]]:
    for entry in reference["offices"]:
        kind: Kind = "bare" if entry.get("bare") else "office"
        nation = entry.get("nation", "")
        for phrase in entry["words"]:
            yield phrase, Office(kind, entry["portfolio"], nation)
            if " of " not in phrase and " for " not in phrase:
                yield f"{phrase}s", Office(kind, entry["portfolio"], nation, plural=True)
        for phrase in entry.get("plural", ()):
            yield phrase, Office(kind, entry["portfolio"], nation, plural=True)
    for phrase in reference["not_of_state"]:
        yield phrase, Office("other", "other")
        yield f"{phrase}s", Office("other", "other", plural=True)
    for phrase in reference["ranks"]:
        yield phrase, Office("rank", "military_commander")
    for phrase in ("counterpart", "colleague", "opposite number", "homologue"):
        yield phrase, Office("counterpart", "other")
        yield f"{phrase}s", Office("counterpart", "other", plural=True)


SUFFIXES = frozenset({"i", "ii", "iii", "iv", "v", "vi", "jr", "sr"})


def surname(name: str) -> str:
    """The lookup form of a family name, without article or numeral: "abadi" for "Haider al-Abadi" and "Abadi"."""
    words = [key for key in keys_of(name) if key[0].isalpha() and key.strip(".") not in SUFFIXES]
    return words[-1] if words else ""


def is_like(given: str, others: set[str]) -> bool:
    """Spellings of one given name: "sergei" and "sergey", "qasem" and "qassem", "tony" only itself."""
    return any(given == other or (given[:3] == other[:3] and abs(len(given) - len(other)) <= 1) for other in others)
