"""A marked text is the stored text, with every passage marked once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.marking import CHOSEN, Passage, Piece, chosen, cut, mark


@st.composite
def texts_with_passages(draw: st.DrawFn) -> tuple[str, list[Passage]]:
    """Any text with passages inside it, overlapping, nested and equal ones among them."""
    body = draw(st.text(min_size=1, max_size=40))
    spans = draw(
        st.lists(st.tuples(st.integers(0, len(body) - 1), st.integers(1, len(body))).filter(lambda s: s[0] < s[1]))
    )
    kinds = st.sampled_from(["meeting", "city_event"])
    return body, [Passage(key, start, end, draw(kinds), "Fact") for key, (start, end) in enumerate(spans, start=1)]


@given(texts_with_passages())
def test_segments_are_the_text_with_every_passage_that_covers_them(given: tuple[str, list[Passage]]) -> None:
    body, passages = given
    segments = cut(body, passages)

    assert "".join(segment.text for segment in segments) == body
    for segment in segments:
        inside = range(segment.start, segment.start + len(segment.text))
        covering = {passage for passage in passages if any(passage.start <= at < passage.end for at in inside)}
        assert set(segment.passages) == covering


@given(texts_with_passages())
def test_the_pieces_write_the_text_and_open_each_passage_once(given: tuple[str, list[Passage]]) -> None:
    body, passages = given
    pieces = mark(body, passages)

    assert "".join(piece.text for piece in pieces if piece.step == "text") == body
    firsts = [piece.passage.key for piece in pieces if piece.is_first and piece.passage]
    assert sorted(firsts) == [passage.key for passage in passages]
    assert _open_at_text(pieces) == [
        {passage.key for passage in segment.passages} for segment in cut(body, passages) if segment.text
    ]


def _open_at_text(pieces: list[Piece]) -> list[set[int]]:
    """Which marks are open around each stretch of text; fails where a mark is closed that is not open, or left open."""
    stack: list[int] = []
    around = []
    for piece in pieces:
        if piece.step == "open":
            assert piece.passage is not None
            stack.append(piece.passage.key)
        elif piece.step == "close":
            stack.pop()
        elif piece.step == "text":
            around.append(set(stack))
    assert stack == []
    return around


def _shape(pieces: list[Piece]) -> str:
    """The pieces as one line: [1 opens as first, (1 goes on, ] closes, {…} is a label."""
    written = []
    for piece in pieces:
        key: Any = piece.passage.key if piece.passage else ""
        match piece.step:
            case "open":
                written.append(f"{'[' if piece.is_first else '('}{key}:")
            case "close":
                written.append("]")
            case "text":
                written.append(piece.text)
            case "label":
                written.append(f"{{{piece.kind}: {piece.text}}}")
    return "".join(written)


@pytest.mark.parametrize(
    ("passages", "expected"),
    [
        ([], "abcdefgh"),
        ([Passage(1, 2, 4, "m", "Meeting")], "ab[1:cd]{m: Meeting}efgh"),
        # nested: the longer one outside
        ([Passage(1, 3, 4, "m", "M"), Passage(2, 2, 5, "m", "M")], "ab[2:c[1:d]e]{m: M ×2}fgh"),
        # the same words for two facts of two kinds
        ([Passage(1, 0, 2, "m", "M"), Passage(2, 0, 2, "c", "C")], "[1:[2:ab]]{mixed: M, C}cdefgh"),
        # overlapping: the second goes on after the first has ended
        ([Passage(1, 0, 4, "m", "M"), Passage(2, 2, 6, "m", "M")], "[1:ab[2:cd]](2:ef]{m: M ×2}gh"),
        # neighbours that touch stay apart
        ([Passage(1, 0, 4, "m", "M"), Passage(2, 4, 8, "c", "C")], "[1:abcd]{m: M}[2:efgh]{c: C}"),
    ],
)
def test_marks_are_nested_and_clusters_labelled(passages: list[Passage], expected: str) -> None:
    assert _shape(mark("abcdefgh", passages)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0-5", (0, 5)),
        ("3-10", (3, 10)),
        ("3-11", None),
        ("5-5", None),
        ("5-3", None),
        ("-1-3", None),
        ("3-", None),
        ("", None),
        ("a-b", None),
        ("1-2-3", None),
    ],
)
def test_an_address_names_characters_of_the_text(text: str, expected: tuple[int, int] | None) -> None:
    passage = chosen(text, "ten chars.")

    assert (passage and (passage.key, passage.start, passage.end)) == (expected and (CHOSEN, *expected))


def test_chosen_words_are_marked_and_prove_nothing() -> None:
    words = Passage(CHOSEN, 2, 4, "chosen")
    fact = Passage(7, 3, 6, "meeting", "Meeting")

    alone = mark("abcdefgh", [words])
    beside = mark("abcdefgh", [words, fact])

    assert [(piece.step, piece.text, piece.kind) for piece in alone if piece.step != "text"] == [
        ("open", "", "chosen"),
        ("close", "", ""),
    ]
    assert [(piece.text, piece.kind, piece.passages) for piece in beside if piece.step == "label"] == [
        ("Meeting", "meeting", (fact,))
    ]
