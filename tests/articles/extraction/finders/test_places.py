"""Towns, bases, regions and seas, and what is only named after a town."""

from __future__ import annotations

import pytest

from articles.extraction.finders.places import find_places
from articles.extraction.lexicon import Lexicon
from articles.extraction.tokens import tokenize
from articles.extraction.types import Source


def places(text: str, lexicon: Lexicon) -> list[str]:
    """NAME:kind, "!" after a dateline."""
    found = find_places(tokenize(Source(text)), lexicon)
    return [f"{m.name}:{m.kind}" + ("!" if m.is_dateline else "") for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in Mosul and Raqqa", ["Mosul:city", "Raqqa:city"]),
        ("Deir-ez-Zor, Dayr az Zawr", ["Deir ez-Zor:city", "Deir ez-Zor:city"]),
        ("Ayn al-Arab", ["Kobani:city"]),
        ("the Mosul Dam", ["Mosul Dam:dam"]),
        ("in Raqqa province", ["Raqqa province:region"]),
        ("Tikrit district", ["Tikrit:region"]),
        ("Aleppo and Idlib provinces", ["Aleppo:region", "Idlib:region"]),
        ("the Kirkuk airfield", ["Kirkuk:city"]),
        ("near Hit", ["Hit:city"]),
        ("Strikes Hit Targets", []),
        ("a Nice day", []),
        ("in Paris", ["Paris:venue_city"]),
        ("Gen. Lloyd Sydney", []),
        ("at Incirlik", ["Incirlik:base"]),
        ("the Red Sea", ["Red Sea:sea"]),
        ("PARIS (AP) — Talks began.", ["Paris:venue_city!"]),
        ("BRUSSELS, Feb. 11 - Ministers met.", ["Brussels:venue_city!"]),
        ("BAGHDAD - Troops left.", ["Baghdad:city!"]),
        ("Paris, which hosted the talks, waited.", ["Paris:venue_city"]),
    ],
)
def test_places(text: str, expected: list[str], reference_lexicon: Lexicon) -> None:
    assert places(text, reference_lexicon) == expected
