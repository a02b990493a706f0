"""Tokens and sentences: every character kept, offsets into the unaltered text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.extraction.tokens import fold, sentence_of, tokenize
from articles.extraction.types import Source

PRESS = st.text(alphabet="aZé9.,-'’“” \n$€%U.S(—!?:İß\u0301", max_size=120)


def words(text: str) -> list[str]:
    return tokenize(Source(text)).words


def sentences(text: str) -> list[str]:
    document = tokenize(Source(text))
    return [document.quote(sentence.span) for sentence in document.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U.S.-led strikes", ["U.S.", "-", "led", "strikes"]),
        ("Iraq's jets, allies' tanks", ["Iraq", "'s", "jets", ",", "allies", "'", "tanks"]),
        ("Baghdad’s", ["Baghdad", "’s"]),
        ("18 F-16s and MQ-9s", ["18", "F-16s", "and", "MQ-9s"]),
        ("F/A-18 and A400M", ["F/A-18", "and", "A400M"]),
        ("$20m, US$1.4bn, A$25", ["$", "20", "m", ",", "US$", "1.4", "bn", ",", "A$", "25"]),
        ("1,200 of 6.5", ["1,200", "of", "6.5"]),
        ("the 11th, 1990s", ["the", "11th", ",", "1990s"]),
        ("2014-09-15", ["2014-09-15"]),
        ("2016-17", ["2016", "-", "17"]),
        ("Jean-Yves of Deir ez-Zor", ["Jean", "-", "Yves", "of", "Deir", "ez", "-", "Zor"]),
        ("Da'esh in Sana’a; O'Brien", ["Da'esh", "in", "Sana’a", ";", "O'Brien"]),
        ("Jane D. Hartley", ["Jane", "D.", "Hartley"]),
        ("Lt. Gen. Gary", ["Lt.", "Gen.", "Gary"]),
        ("at 5 p.m. sharp", ["at", "5", "p.m.", "sharp"]),
        ("No. 5 is no.", ["No.", "5", "is", "no", "."]),
        ("see https://example.org/a?b=1.", ["see", "https://example.org/a?b=1", "."]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ("Lt. Gen. Smith left the U.S. on Jan. 5.", ["Lt. Gen. Smith left the U.S. on Jan. 5."]),
        ("They left the U.S. The talks ended.", ["They left the U.S.", "The talks ended."]),
        ("The U.S. Army left.", ["The U.S. Army left."]),
        ('"We will help." He left.', ['"We will help."', "He left."]),
        ('"Will you help?" he asked.', ['"Will you help?" he asked.']),
        ("It ended at 5 p.m. He left.", ["It ended at 5 p.m.", "He left."]),
        ("in need.And then he left", ["in need.", "And then he left"]),
        ("see state.gov for more", ["see state.gov for more"]),
        ("A heading\nFirst line of text.", ["A heading", "First line of text."]),
        ("Aims:\n\n- hold ground\n- train forces", ["Aims:", "- hold ground", "- train forces"]),
        ("Jane D. Hartley looked on.", ["Jane D. Hartley looked on."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_lines_wrapped_by_hand_are_one_paragraph() -> None:
    text = (
        "The ministers of nine countries met in the capital on Monday and spoke\n"
        "about the next steps of the campaign, which has now lasted for a year\n"
        "and has cost much."
    )
    assert len(sentences(text)) == 1


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("Da'esh", "daesh"),
        ("Çavuşoğlu", "cavusoglu"),
        ("Gen.", "gen"),
        ("U.S", "u.s."),
        ("U.S.", "u.s."),
        ("’s", "'s"),
        ("“", '"'),
        ("6.5", "6.5"),
        ("Søreide", "soreide"),
    ],
)
def test_folded_forms(word: str, key: str) -> None:
    assert fold(word) == key


@given(PRESS)
@example("A.B.c 'S’s")
@example("x\u0301y")
def test_every_character_is_in_one_token(text: str) -> None:
    document = tokenize(Source(text))
    assert [text[s:e] for s, e in zip(document.starts, document.ends, strict=True)] == document.words
    assert "".join(document.words) == "".join(text.split())
    assert document.starts == sorted(document.starts)
    assert len(document.keys) == len(document.lowers) == len(document.words)
    assert all(document.keys)


@given(PRESS)
def test_sentences_cover_all_tokens_in_order(text: str) -> None:
    document = tokenize(Source(text))
    assert [token for s in document.sentences for token in range(s.first, s.end)] == list(range(len(document.words)))
    for token in range(len(document.words)):
        sentence = sentence_of(document, token)
        assert sentence.first <= token < sentence.end
