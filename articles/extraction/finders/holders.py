"""Statements that say who holds an office: verbs of holding, ministries in a person's hands, who came for whom.

"Estonia, whose foreign minister is X", "X became prime minister in Baghdad", "X, who followed Y as envoy",
"X heads the Dutch defence ministry", "X came for Germany and Y for Italy". What was held
once ("was a minister until …") is none.
"""

from __future__ import annotations

from collections.abc import Sequence

from articles.extraction.types import Portfolio

HOLDING = frozenset({"is", "became", "remains", "now", "serves", "named", "appointed", "becomes"})
"""Between a name and an office, alone: "X became prime minister"."""

HELD_BY = frozenset({"is", "are", "now", "remains"})
"""Between an office and a name: "whose foreign minister is now X"."""

_LEADING = frozenset(
    {"heads", "runs", "leads", "holds", "headed", "running", "heading", "leading", "charge", "held", "manages"}
)
_MINISTRIES = frozenset({"ministry", "department", "portfolio", "affairs", "office"})
_FIELDS: dict[str, Portfolio] = {
    "defence": "defence_minister",
    "defense": "defence_minister",
    "foreign": "foreign_minister",
}
_CAME = frozenset({"came", "sat", "attended", "spoke", "represented", "signed", "stood", "represents"})


def portfolio_led(keys: Sequence[str], end: int, limit: int) -> tuple[int, int, Portfolio] | None:
    """What a person runs, after the name that ends at `end`: "heads the Dutch defence ministry" gives where and what.

    "in charge of foreign affairs", "who has held the defence portfolio"; an unnamed ministry is an office of some kind.
    """
    verb = next((at for at in range(end, min(end + 5, limit)) if keys[at] in _LEADING), None)
    if verb is None or any(key in {".", ";", "said", "and"} for key in keys[end:verb]):
        return None
    if keys[verb] == "charge" and keys[verb + 1 : verb + 2] == ["of"]:
        at = verb + 2 + (keys[verb + 2 : verb + 3] == ["the"])
        if at < limit and keys[at] in {"defence", "defense"}:
            return verb, at + 1, "defence_minister"
    for at in range(verb + 1, min(verb + 7, limit)):
        if keys[at] in _MINISTRIES:
            field = next((_FIELDS[key] for key in keys[verb + 1 : at] if key in _FIELDS), None)
            words = keys[verb + 1 : at]
            if field is None and (keys[at] != "ministry" or len(words) > 2):
                return None
            return verb, at + 1, field or "other"
        if keys[at] in {".", ",", ";"}:
            return None
    return None


def state_come_for(keys: Sequence[str], end: int, limit: int, *, follows: bool) -> int | None:
    """The token of the state in "X came for Germany" and, after it, in ", Y for Italy"; None otherwise."""
    at = end
    if at < limit and keys[at] in _CAME:
        if keys[at] in {"represented", "represents"}:
            return at + 1 + (keys[at + 1 : at + 2] == ["the"])
        at += 1
    elif not follows:
        return None
    if at + 1 < limit and keys[at] == "for":
        return at + 1 + (keys[at + 1] == "the")
    return None
