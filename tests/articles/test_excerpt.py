"""A passage with whole sentences of its paragraph around it."""

from __future__ import annotations

import pytest

from articles.excerpt import ROOM, Excerpt, excerpt

LONG = "One sentence fills the room before. " * 12


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ("", "")),
        ("They met. ", " They left.", ("They met. ", " They left.")),
        # no word of another paragraph
        ("Another.\n\nThey met. ", " They left.\n\nAnother.", ("They met. ", " They left.")),
        ("Another.\n\n", "\n\nAnother.", ("", "")),
        # cut where a sentence begins or ends
        (LONG, "", (f"… {LONG[-ROOM:].partition('. ')[2]}", "")),
        ("", f" {LONG}", ("", f" {LONG[: ROOM - 1].rpartition('. ')[0]}. …")),
        # no sentence begins or ends in what is left
        ("a" * 900, "b" * 900, ("… ", " …")),
        # closing quotation marks belong to their sentence
        ("", " “Yes.” He left." + "c" * 900, ("", " “Yes.” …")),
    ],
)
def test_whole_sentences_stand_around_the_words(before: str, after: str, expected: tuple[str, str]) -> None:
    left, right = before[-ROOM:], after[:ROOM]

    told = excerpt(f"{left}Norway sends trainers.{right}", len(left), len(left) + 22)

    assert told == Excerpt(expected[0], "Norway sends trainers.", expected[1])
