"""Sentences as lines of bodies and towns, and what their clauses say."""

from __future__ import annotations

import pytest

from articles.extraction.lexicon import Lexicon
from articles.extraction.rules.towns.lines import line_of, town_words
from articles.extraction.tokens import tokenize
from articles.extraction.types import Source

SHOWN = {"town": "T", "enemy": "E", "friend": "F"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iraqi forces took Hit from IS fighters.", "F took T from E ."),
        ("U.S.-backed Iraqi and Kurdish troops took Hit.", "F took T ."),
        ("It is true that Hit is free.", "it is true that T is free ."),
        ("The Islamic State (ISIL) holds Hit.", "the E holds T ."),
        ("The IS-held town of Hit", "the enemy-held town of T"),
        ("Government-held Hit", "friend-held T"),
        ("An anti-IS rally in Hit", "an anti - anti-enemy rally in T"),
        ("Syrian Democratic Forces entered Hit.", "F entered T ."),
        ("The Syrian town of Hit", "the syrian town of T"),
        ("Iraq retook Hit.", "F retook T ."),
    ],
)
def test_a_line_names_bodies_and_towns(text: str, expected: str, reference_lexicon: Lexicon) -> None:
    document = tokenize(Source(text))
    at = document.keys.index("hit")
    line = line_of(document, document.sentences[0], {at: at + 1}, frozenset(), town_words(reference_lexicon))
    assert " ".join(SHOWN.get(kind, key) for kind, key in zip(line.kinds, line.keys, strict=True)) == expected


def test_verb_forms_are_known_with_their_classes(reference_lexicon: Lexicon) -> None:
    verbs = town_words(reference_lexicon).verbs
    assert verbs["retook"] == {"regain": frozenset({"past"})}
    assert verbs["captured"] == {"capture": frozenset({"past", "part"})}
    assert set(verbs["pushed"]) == {"expel", "advance"}
