"""Words as the index knows them, and questions as terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.search.query import Query, Term, parse
from coalition.search.text import distinct, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tal Afar, F-16s", ["tal", "afar", "f", "16s"]),
        ("Dāʿish", ["daish"]),
        ("Ba'quba Ba’quba", ["baquba", "baquba"]),
        ("Łódź, Tromsø, Đinđić", ["lodz", "tromso", "dindic"]),
        # composed and decomposed accents are one
        ("caf\u00e9 cafe\u0301", ["cafe", "cafe"]),
        ("İstanbul ISTANBUL ıstanbul", ["istanbul", "istanbul", "istanbul"]),
        ("الموصل", ["الموصل"]),
        ("$1.5m — 20%", ["1", "5m", "20"]),
        ("_ ' \" \x00", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_distinct_spellings() -> None:
    assert distinct(["Al-Bab", "al Bab", "Bab", "AL BAB"]) == ["Al-Bab", "Bab"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" ?! ", []),
        ("Mosul", [Term(("mosul",), is_prefix=True)]),
        ("German trainers", [Term(("german",)), Term(("trainers",), is_prefix=True)]),
        # two letters may not go on: IS is not Israel
        ("IS", [Term(("is",))]),
        ("the US in Iraq", [Term(("us",)), Term(("iraq",), is_prefix=True)]),
        ("from the", [Term(("from",)), Term(("the",), is_prefix=True)]),
        ('"air strikes" Mosul', [Term(("air", "strikes")), Term(("mosul",), is_prefix=True)]),
        ("„Bank of Raqqa“", [Term(("bank", "of", "raqqa"))]),
        ('"of"', [Term(("of",))]),
        # an unpaired quotation mark is nothing
        ('"air strikes', [Term(("air",)), Term(("strikes",), is_prefix=True)]),
        # signs of query languages are nothing, their words are words
        ("NEAR(a* OR b:c) -d", [Term((word,)) for word in ("near", "b", "c", "d")]),
        ("mosul mosul mosul", [Term(("mosul",)), Term(("mosul",), is_prefix=True)]),
    ],
)
def test_parse(text: str, expected: list[Term]) -> None:
    assert parse(text) == Query(tuple(expected))


def test_a_long_question_is_cut() -> None:
    assert len(parse(" ".join(f"w{number}" for number in range(100))).terms) == 16
    assert parse("x" * 300).words == ("x" * 200,)


@given(st.text())
def test_terms_hold_letters_and_digits_only(text: str) -> None:
    assert all(word.isalnum() for word in parse(text).words)
