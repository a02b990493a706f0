"""Nouns and their plurals, as the word lists of the reference files leave them to be made. Pure Python."""

from __future__ import annotations

from collections.abc import Iterator


def plural_of(phrase: str) -> str:
    """The plural of a noun phrase by its last word: "air strike" → "air strikes", "supply ship" → "supply ships"."""
    if phrase.endswith(("s", "x", "ch", "sh")):
        return phrase if phrase.endswith("s") and not phrase.endswith("ss") else phrase + "es"
    if phrase.endswith("y") and phrase[-2] not in "aeiou":
        return phrase[:-1] + "ies"
    if phrase.endswith("man") and phrase[-3:] == "man":
        return phrase[:-3] + "men"
    return phrase + "s"


_WITHOUT_PLURAL = ("aircraft", "personnel", "staff", "ordnance", "ammunition", "aid", "assistance", "support")


def number_forms(phrase: str) -> Iterator[str]:
    """The phrase and, where it has one, its plural."""
    yield phrase
    if not phrase.endswith(_WITHOUT_PLURAL):
        plural = plural_of(phrase)
        if plural != phrase:
            yield plural
