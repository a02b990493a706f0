"""Phrases by dictionary: longest first, hyphens stepped over."""

from __future__ import annotations

import pytest

from articles.extraction.phrases import PhraseTable
from articles.extraction.tokens import keys_of

TABLE = PhraseTable([("Deir ez-Zor", "town"), ("New York", "city"), ("New York Times", "paper"), ("York", "old")])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in Deir-ez-Zor", ["town"]),
        ("in deir ez zor", ["town"]),
        ("the New York Times of New York", ["paper", "city"]),
        ("New Yorker", []),
        ("in York", ["old"]),
        ("New", []),
    ],
)
def test_finds_the_longest_phrase(text: str, expected: list[str]) -> None:
    assert [value for _, _, value in TABLE.find(keys_of(text))] == expected


def test_search_stays_between_its_bounds() -> None:
    assert list(TABLE.find(keys_of("York New York Times"), 1, 3)) == [(1, 3, "city")]


def test_the_first_value_of_a_phrase_stays() -> None:
    table = PhraseTable([("air strike", 1), ("Air-strike", 2)])
    assert len(table) == 1
    assert table.match_at(keys_of("air strike"), 0) == (2, 1)


def test_a_phrase_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="no word"):
        PhraseTable([("-", 1)])
