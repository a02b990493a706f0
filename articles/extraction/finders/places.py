"""Towns, bases, regions, seas and landmarks in a text.

"Deir ez-Zor" and "Dayr az Zawr" are one town; "Raqqa province" and "Mosul Dam" are no towns; "the Mosul airport" is the
town's; "PARIS (AP) —" is a dateline.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from articles.extraction.lexicon import Lexicon, PlaceEntry
from articles.extraction.phrases import PhraseTable
from articles.extraction.tokens import fold
from articles.extraction.types import Document, PlaceMention


@dataclass(frozen=True, slots=True)
class _Words:
    table: PhraseTable[PlaceEntry]
    common: frozenset[str]
    leads: frozenset[str]
    namesakes: dict[str, str]
    namesakes_before: frozenset[str]
    given_names: frozenset[str]


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> _Words:
    reference = lexicon.reference["place_words"]
    return _Words(
        table=PhraseTable(_names(lexicon)),
        common=frozenset(fold(word) for word in reference["common"]),
        leads=frozenset(fold(word) for word in reference["leads"]),
        namesakes={fold(word): kind for kind, words in reference["namesakes"].items() for word in words},
        namesakes_before=frozenset(reference["namesakes_before"]),
        given_names=frozenset(fold(name) for name in lexicon.reference["given_names"]["given_names"]),
    )


def _names(lexicon: Lexicon) -> Iterator[tuple[str, PlaceEntry]]:
    """All names of places; capitals of states come last, so that a place on record keeps its own kind."""
    for place in lexicon.places:
        for name in (place.name, *place.aliases):
            yield name.removeprefix("the ").removeprefix("The "), place
    for nation in lexicon.nations:
        if nation.kind == "state":
            for name in nation.capitals:
                town = name if name in _SECOND_SEATS else nation.capitals[0]
                yield name, PlaceEntry(town, "venue_city", nation.code, is_capital=True)


def find_places(document: Document, lexicon: Lexicon) -> tuple[PlaceMention, ...]:
    """All places in text order, the longest name at each point.

    "Coalition jets hit Daesh near Baiji and the Mosul Dam." gives Baiji (city) and Mosul Dam (dam).
    """
    return tuple(_places(document, _words(lexicon)))


def _places(document: Document, words: _Words) -> Iterator[PlaceMention]:
    keys, printed = document.keys, document.words
    if keys and keys[0] in _CITIES_LIKE_STATES and _is_dateline(document, 1):
        yield PlaceMention(*_CITIES_LIKE_STATES[keys[0]], 0, 1, True)
    openings = {sentence.first for sentence in document.sentences}
    for first, end, place in words.table.find_in(document):
        if not _is_printed_as_name(printed, first, end) or _is_person(document, words, first):
            continue
        if (
            end - first == 1
            and keys[first] in words.common
            and not _is_led(keys, words, first)
            and not (place.kind == "city" and _stands_alone(document, first, openings))
        ):
            continue
        if _is_agency(printed, first, end):
            continue
        kind = place.kind
        if kind in ("city", "venue_city"):
            kind = _namesake(keys, words, first, end) or kind
        dateline = first in openings and _is_dateline(document, end)
        yield PlaceMention(place.name, kind, place.country, first, end, dateline)


def _is_printed_as_name(printed: list[str], first: int, end: int) -> bool:
    """Some word of the name other than its article has a capital letter."""
    return any(word[0].isupper() or word[0].isdigit() for word in printed[first:end])


def _is_person(document: Document, words: _Words, first: int) -> bool:
    """ "Sydney" in "Jean Sydney", "Austin" in "Gen. Lloyd Austin"."""
    before = first - 1
    if before < 0 or not document.words[before][0].isupper():
        return False
    key = document.keys[before]
    return key in words.given_names or key in _TITLES


_TITLES = frozenset(
    {"mr", "mrs", "ms", "dr", "sir", "lord", "gen", "lt", "col", "maj", "capt", "sgt", "prof", "sen", "rep"}
)


def _is_led(keys: list[str], words: _Words, first: int) -> bool:
    return first > 0 and keys[first - 1] in words.leads


def _is_agency(printed: list[str], first: int, end: int) -> bool:
    """ "(ANA)": letters of an agency in brackets that happen to spell a town."""
    alone = end - first == 1 and printed[first].isupper() and len(printed[first]) <= 4
    return alone and first > 0 and printed[first - 1] == "(" and printed[end : end + 1] == [")"]


def _stands_alone(document: Document, first: int, openings: set[int]) -> bool:
    """ "recovered Ramadi, then Hit": a capital letter between words without one; "Hit was retaken" at an opening."""
    printed = document.words
    after = printed[first + 1] if first + 1 < len(printed) else ""
    if after[:1].isupper() or after == "-":
        return False
    if first in openings:
        return document.keys[first + 1 : first + 2] != [] and (
            document.keys[first + 1] in _FINITE
            or (after == "," and printed[first + 2 : first + 3] != [] and printed[first + 2][0].isupper())
        )
    return printed[first - 1][0].islower() or printed[first - 1] in {",", ";"}


_FINITE = frozenset({"was", "is", "has", "had", "fell", "remains", "remained"})


def _namesake(keys: list[str], words: _Words, first: int, end: int) -> str:
    """The kind of thing that bears the town's name, "" for the town itself."""
    after = keys[end] if end < len(keys) else ""
    if after in words.namesakes:
        return words.namesakes[after]
    if after in {"and", ","} and end + 2 < len(keys) and keys[end + 2] in {"provinces", "governorates", "districts"}:
        return "region"
    if first > 1 and keys[first - 1] == "of" and keys[first - 2] in words.namesakes_before:
        return "region"
    return ""


_SECOND_SEATS = frozenset({"The Hague", "Cape Town"})
"""Seats of a government or parliament outside the capital: towns of their own."""
_CITIES_LIKE_STATES = {
    "kuwait": ("Kuwait", "venue_city", "KWT"),
    "luxembourg": ("Luxembourg", "venue_city", "LUX"),
    "singapore": ("Singapore", "venue_city", "SGP"),
    "djibouti": ("Djibouti", "venue_city", "DJI"),
}
"""A dateline names the town, though its state bears the same name."""
_DASHES = frozenset({"-", "–", "—", "--", "―"})


def _is_dateline(document: Document, end: int) -> bool:
    """Whether a spaced dash closes a run of capitalised words, numbers, commas and brackets that begins the line."""
    shouted = document.words[end - 1].isupper()
    inside = False
    for token in range(end, min(end + 14, len(document.words))):
        word = document.words[token]
        inside = word == "(" or (inside and word != ")")
        if inside:
            continue
        if word in _DASHES:
            spaced = token + 1 >= len(document.words) or document.starts[token + 1] > document.ends[token]
            return spaced and (shouted or token > end)
        if not (word[0].isupper() or word[0].isdigit() or word in {",", "(", ")", "/", ".", ":"}):
            return False
    return False
