"""Expressions are left out only where they cannot match."""

from __future__ import annotations

import random
import re

import pytest

from articles.extraction.prefilter import Prefilter, required_strings
from articles.extraction.rules import town_patterns


@pytest.mark.parametrize(
    ("pattern", "required"),
    [
        (r"\bE (?:took|seized) T\b", [{"took", "seized"}, {"E"}]),
        (r"\bE(?: \w+){0,3} (?:took|seized) T\b", [{"E"}, {"took", "seized"}, {"T"}]),
        (r"(?:the )?city", [{"city"}]),
        (r"(?:a|b)?(?:c \w+ d|\d+)", []),
        (r"(?:taken back|won) \w+", [{"taken", "won"}]),
        (r"(?: and)* [xy]z(?=.* E)", [{"xz", "yz"}]),
        (r"(?<!not )falls?\b(?! to)", [{"fall", "falls"}]),
        (r"(?:up \w+ hill|down \d+ dale)+", [{"hill", "down", "dale", "up"} & {"hill", "down"}]),
    ],
)
def test_required_strings(pattern: str, required: list[set[str]]) -> None:
    assert [set(words) for words in required_strings(pattern)] == required


def test_expressions_whose_words_are_missing_are_left_out() -> None:
    prefilter = Prefilter([r"\bE took T\b", r"\bT fell\b", r"\d+ \w+", r"\bcity"])
    assert prefilter.candidates("E took T") == [0, 2]
    assert prefilter.candidates("the cityscape of T") == [2, 3]
    assert prefilter.candidates("rain") == [2]


def test_no_expression_that_matches_is_left_out() -> None:
    """Lines made of the words of the town patterns themselves, so that many match."""
    patterns = [re.compile(pattern) for pattern, _ in town_patterns._PATTERNS]
    prefilter = Prefilter((pattern.pattern for pattern in patterns), frozenset({"T"}))
    words = sorted({word for pattern in patterns for clause in required_strings(pattern.pattern) for word in clause})
    small = ["the", "of", "in", "to", "from", "by", "and", ",", "was", "has been", "E", "F", "O", "T", "T", "which"]
    chance = random.Random(7)  # noqa: S311  nothing secret
    matched = 0
    for _ in range(3000):
        line = " ".join([*(chance.choice(small if chance.random() < 0.7 else words) for _ in range(14)), "T"])
        hits = {number for number, pattern in enumerate(patterns) if pattern.search(line)}
        matched += len(hits)
        assert hits <= set(prefilter.candidates(line)), line
    assert matched > 100
