"""Numbers, money and places that belong to a contribution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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
    "not said says it they he she we them".split()
)
_OPENING_DETERMINERS = frozenset("a an the its their his her our my this these those some any no".split())
_ARTICLES = frozenset({"a", "an", "one"})
_COUNTED_UNITS = frozenset({"aircraft", "ships", "strikes", "bases", "sites", "hospitals"})
_BEFORE_PLACE = frozenset(
    "the city town village province base airbase camp area areas region outskirts west east north south "
    "dam nearby both neighbouring neighboring key air military french dutch german capital international "
    "airport district".split()
)
_BEGINNING = frozenset({"will", "would", "has", "had", "is", "was", "may", "might", "have"})
"""Words that make the second of two joined nations a subject: "to Iraq and Latvia will lend instructors"."""
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
            return _part_of(keys, mention.first, quantities) or mention
    return (
        _part_of(keys, start, quantities)
        or _part_of(keys, start + 1, quantities)
        or _manned_by(keys, capability, quantities)
        or _following_quantity(keys, capability, quantities)
    )


_PARTS = (("of",), ("of", "the"), ("of", "its"), ("of", "their"), ("of", "our"), ("of", "his"), ("of", "these"))


def _part_of(keys: Sequence[str], first: int, quantities: Sequence[QuantityMention]) -> QuantityMention | None:
    """ "seven" in "seven of its 30 F-16s", "three" in "three of the jets": the part is given, not the whole."""
    for mention in quantities:
        if 1 <= first - mention.end <= 2 and tuple(keys[mention.end : first]) in _PARTS:
            return mention
    return None


_TEAM_ROLES = frozenset({"asset", "generic", "site"})
_PEOPLE = frozenset(
    "people persons personnel soldiers troops men women members medics doctors nurses surgeons specialists experts "
    "instructors trainers advisers advisors officers engineers staff airmen sailors operators".split()
)


def _manned_by(
    keys: Sequence[str], capability: CapabilityMention, quantities: Sequence[QuantityMention]
) -> QuantityMention | None:
    """How many people a team has: "a surgical team of 20", "a field hospital with 60 people"."""
    if capability.role not in _TEAM_ROLES or keys[capability.end - 1].endswith("s"):
        return None
    for mention in quantities:
        if mention.first == capability.end + 1 and keys[capability.end] in {"of", "with"}:
            following = keys[mention.end] if mention.end < len(keys) else "."
            alone = not following[0].isalpha() or following in _PHRASE_STOPS
            if following in _PEOPLE or (alone and keys[capability.end] == "of"):
                return mention
    return None


_ALTOGETHER = (("in", "all"), ("in", "total"), ("all", "told"), ("altogether", "."), ("altogether", ","))
"""Words after a number that sums up what was named before: "troops, 450 in all"."""
_NO_MEASURE = frozenset({"and", ",", "votes"})
_LEADING_TO = frozenset({"to", "numbering", "numbered", "totalling", "totaling"})


def _following_quantity(
    keys: Sequence[str], capability: CapabilityMention, quantities: Sequence[QuantityMention]
) -> QuantityMention | None:
    """ "trainers from 69 to 200", "its contingent to 300", "trainers numbered about seventy"; the new number counts."""
    for mention in quantities:
        gap = mention.first - capability.end
        if not 1 <= gap <= 8:
            continue
        before, between = keys[mention.first - 1], keys[capability.end : mention.first - 1]
        if gap == 1 and before == "," and tuple(keys[mention.end : mention.end + 2]) in _ALTOGETHER:
            return mention
        if not _NO_MEASURE.isdisjoint(between):
            return None  # "leave its radar in place and double its trainers to 240"
        following = keys[mention.end] if mention.end < len(keys) else ""
        if following.isalpha() and following not in PREPOSITIONS and following not in {"and", "by", "while"}:
            continue
        if before == "from" and mention.qualifier == "range":
            return replace(mention, low=None, high=None, qualifier="")
        if before in _LEADING_TO and ("from" in between or not between or between[0] in {"in", "at", "there"}):
            return mention
    return None


def unit_of(capability: CapabilityMention, quantity: QuantityMention | None) -> str:
    """What a number counts: the thing itself, or the people of a team ("a field hospital with 60 people")."""
    is_crew = (
        quantity is not None and quantity.first == capability.end + 1 and capability.unit in {"hospitals", "sites"}
    )
    return "personnel" if is_crew else capability.unit


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
        if (
            len(gap) <= 10
            and not ("," in gap and any(key[0].isdigit() for key in gap))
            and not any(key in {";", "and"} for key in gap[-3:])
            and ")" not in gap
        ):
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
        if low <= place.first < high
        and not place.is_dateline
        and not any(nation.form == "capital" and nation.first == place.first for nation in nations)
    ]
    options += [
        (nation.first, nation.end, nation.code)
        for nation in nations
        if low <= nation.first < high
        and nation.form == "name"
        and len(nation.code) == 3
        and (
            _preposition(keys, nation.first) not in {"from", "on"}
            or (leaving and _preposition(keys, nation.first) == "from")
        )
    ]
    options.sort()
    for number, (first, end, name) in enumerate(options):
        if _is_locative(keys, first, low):
            if number + 1 < len(options) and len(name) == 3 and name.isupper():
                after, after_end, second = options[number + 1]
                begins = after_end < len(keys) and keys[after_end] in _BEGINNING
                if keys[end:after] == ["and"] and len(second) == 3 and second.isupper() and not begins:
                    return f"{name}/{second}", first, after_end
            return name, first, end
    return None


def _preposition(keys: Sequence[str], token: int) -> str:
    """The word before a name, its article left out: "from" in "from the United States"."""
    return keys[token - 2] if keys[token - 1] == "the" else keys[token - 1]


def _is_locative(keys: Sequence[str], token: int, low: int) -> bool:
    j = token - 1
    while j >= low - 1 and j >= 0 and token - j <= 4:
        if keys[j] == "to" and keys[j - 1] == "addition":
            return False
        if keys[j] in _LOCATIVES or (keys[j] == "of" and keys[j - 1] == "out"):
            return True
        if not keys[j].isalpha() or keys[j] in PREPOSITIONS:
            return False
        if keys[j] in {"these", "this", "those", "that"}:
            return False
        if keys[j] not in _BEFORE_PLACE and not keys[j].endswith(("ern", "an", "ish", "i", "ese", "al")):
            return False
        j -= 1
    return False
