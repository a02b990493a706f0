"""The words around a hit, with the hit marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.search.excerpts import EXCERPT_LENGTH, Piece, excerpt, holds_all, marked
from coalition.search.query import parse


def written(pieces: list[Piece]) -> str:
    """Pieces as text with [hits] in brackets."""
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Mosul and Raqqa", "raqqa", "Mosul and [Raqqa]"),
        # accents, apostrophes and case
        ("Ba’quba, Daʿish", "baquba da'ish", "[Ba’quba], [Daʿish]"),
        ("Me\u0301xico", "mexico", "[Me\u0301xico]"),
        # endings, as the stemmers of the databases have them
        ("The strikes went on; striking, a strike.", "strikes", "The [strikes] went on; [striking], a [strike]."),
        # the last word may go on, one before it may not
        ("Fallujah", "fallu", "[Fallujah]"),
        ("Fallujah fell", "fallu fell", "Fallujah [fell]"),
        # near misses
        ("Iran, Iraqi, island", "iraq is", "Iran, Iraqi, island"),
        ("Ukraine's aid", "aid uk", "Ukraine's [aid]"),
        ("nothing", "Mosul", "nothing"),
    ],
)
def test_marked(text: str, query: str, expected: str) -> None:
    assert written(marked(text, parse(query))) == expected


def test_excerpt_shows_the_place_with_most_of_the_words() -> None:
    body = f"Norway spoke. {'Nothing of note. ' * 30}Norway sent medics to Erbil. {'More of it. ' * 30}"

    text = written(excerpt(body, parse("norway medics")))

    assert text.startswith("… ")
    assert "[Norway] sent [medics] to Erbil." in text
    assert text.endswith(" …")


def test_excerpt_of_a_text_without_the_words_is_nothing() -> None:
    assert excerpt("Norway sent medics.", parse("trainers")) == []


@pytest.mark.parametrize(("query", "expected"), [("mosul dam", True), ("mosul bridge", False), ("damask", False)])
def test_holds_all(query: str, expected: bool) -> None:
    assert holds_all("Italy to guard Mosul Dam", parse(query)) is expected


@given(st.text(max_size=600), st.text(max_size=20))
def test_pieces_are_the_text_whatever_is_asked(text: str, asked: str) -> None:
    query = parse(asked)

    assert "".join(piece.text for piece in marked(text, query)) == text
    shown = "".join(piece.text for piece in excerpt(text, query)).removeprefix("… ").removesuffix(" …")
    assert shown in text


@given(st.text(alphabet="ab é’\n", min_size=300, max_size=900))
def test_an_excerpt_is_short_and_holds_a_hit(text: str) -> None:
    pieces = excerpt(f"{text} Mosul {text}", parse("Mosul"))

    assert [piece.text for piece in pieces if piece.is_hit] == ["Mosul"]
    assert sum(len(piece.text) for piece in pieces) <= EXCERPT_LENGTH + 4
