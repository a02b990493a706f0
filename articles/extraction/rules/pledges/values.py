"""Numbers, money and places that belong to a contribution."""

from __future__ import annotations

from collections.abc import Sequence

from articles.extraction.clauses import PREPOSITIONS
from articles.extraction.types import (
    CapabilityMention,
    MoneyMention,
    NationMention,
    PlaceMention,
    QuantityMention,
)

_PHRASE_STOPS = PREPOSITIONS | frozenset(
    "and or but that which who whose while when is are was were be been has have had will would may might could can to "
    "not said says it they he she we".split()
)
_OPENING_DETERMINERS = frozenset("a an the its their his her our my this these those some any no".split())
_ARTICLES = frozenset({"a", "an", "one"})
_COUNTED_UNITS = frozenset({"aircraft", "ships", "strikes", "bases", "sites", "hospitals"})
_BEFORE_PLACE = frozenset(
    "the city town village province base airbase camp area areas region outskirts west east north south "
    "dam nearby both neighbouring neighboring key air military french dutch german capital international "
    "airport district".split()
)
_LOCATIVES = frozenset("in to at over near from into on outside around across inside within throughout aboard".split())


def phrase_first(keys: Sequence[str], capability: CapabilityMention, first: int, verb_tokens: set[int]) -> int:
    """First token of the noun phrase whose head is the capability: from "six" in "six more Danish F-16s"."""
    j = capability.first
    while j > first and capability.first - j < 9:
        key = keys[j - 1]
        if key in _PHRASE_STOPS or j - 1 in verb_tokens:
            break
        if key in _OPENING_DETERMINERS:
            return j - 1
        if not (key.isalnum() or key in {"'s", "'", "-", "%"} or _is_number(key) or "." in key or "-" in key):
            break
        j -= 1
    return j


def _is_number(key: str) -> bool:
    return key[0].isdigit()


def quantity_of(
    keys: Sequence[str], capability: CapabilityMention, start: int, quantities: Sequence[QuantityMention]
) -> QuantityMention | None:
    """The number that counts the capability: in its phrase, before "of its", or after as in "trainers to 300"."""
    for mention in reversed(quantities):
        if start < mention.end <= capability.first:
            return mention
    for mention in quantities:
        if mention.end == start - 1 and keys[start - 1] == "of":
            return mention
        if mention.end == start - 2 and keys[start - 2] == "of":
            return mention
    return _following_quantity(keys, capability, quantities)


def _following_quantity(
    keys: Sequence[str], capability: CapabilityMention, quantities: Sequence[QuantityMention]
) -> QuantityMention | None:
    """ "trainers from 69 to 200", "its contingent to 300"."""
    for mention in quantities:
        gap = mention.first - capability.end
        if 1 <= gap <= 6 and keys[mention.first - 1] in {"to", "numbering"}:
            following = keys[mention.end] if mention.end < len(keys) else ""
            between = keys[capability.end : mention.first - 1]
            if between[:1] == ["from"]:
                return mention
            if not following.isalpha() or following in PREPOSITIONS or following in {"and", "by"}:
                return mention if not between or between[0] in {"in", "there"} else None
    return None


def article_quantity(keys: Sequence[str], capability: CapabilityMention, start: int) -> bool:
    """Whether "a" or "an" counts one: "a frigate", "an Atlantique 2 patrol aircraft", "a coalition air strike"."""
    if not capability.singular and keys[capability.end - 1] not in {"aircraft", "awacs"}:
        return False
    return capability.unit in _COUNTED_UNITS and keys[start] in _ARTICLES


def money_of(
    keys: Sequence[str],
    capability: CapabilityMention,
    start: int,
    money: Sequence[MoneyMention],
    limits: tuple[int, int],
) -> MoneyMention | None:
    """The amount that pays for the capability: "$20 million for stabilisation", "aid worth £6m"."""
    low, high = limits
    before = [m for m in money if low <= m.first and m.end <= capability.first]
    if before:
        gap = keys[before[-1].end : capability.first]
        if len(gap) <= 10 and not any(key in {";", "and"} for key in gap[-3:]):
            return before[-1]
    for mention in money:
        if capability.end <= mention.first < high:
            gap = keys[capability.end : mention.first]
            if len(gap) <= 4 and (
                not gap or gap[-1] in {"worth", "of", "(", "with", "totalling", "totaling", "to", "over"}
            ):
                return mention
    del start
    return None


def place_of(
    keys: Sequence[str],
    window: tuple[int, int],
    places: Sequence[PlaceMention],
    nations: Sequence[NationMention],
    *,
    leaving: bool = False,
) -> tuple[str, int, int] | None:
    """Where a contribution goes: code or name, with its tokens; the first place after "in", "to", "at", "over" …

    With `leaving`, a country after "from" is the place that is left. Two countries joined by "and" give "IRQ/SYR".
    """
    low, high = window
    options: list[tuple[int, int, str]] = [
        (place.first, place.end, place.name if place.kind != "country" else place.country)
        for place in places
        if low <= place.first < high and not place.is_dateline
    ]
    options += [
        (nation.first, nation.end, nation.code)
        for nation in nations
        if low <= nation.first < high
        and nation.form == "name"
        and len(nation.code) == 3
        and (keys[nation.first - 1] not in {"from", "on"} or (leaving and keys[nation.first - 1] == "from"))
    ]
    options.sort()
    for number, (first, end, name) in enumerate(options):
        if _is_locative(keys, first, low):
            if number + 1 < len(options) and len(name) == 3 and name.isupper():
                after, after_end, second = options[number + 1]
                if keys[end:after] == ["and"] and len(second) == 3 and second.isupper():
                    return f"{name}/{second}", first, after_end
            return name, first, end
    return None


def _is_locative(keys: Sequence[str], token: int, low: int) -> bool:
    j = token - 1
    while j >= low - 1 and j >= 0 and token - j <= 4:
        if keys[j] in _LOCATIVES or (keys[j] == "of" and keys[j - 1] == "out"):
            return True
        if not keys[j].isalpha() or keys[j] in PREPOSITIONS:
            return False
        if keys[j] not in _BEFORE_PLACE and not keys[j].endswith(("ern", "an", "ish", "i", "ese", "al")):
            return False
        j -= 1
    return False
