"""Sentences that set traps for extraction, hits beside near misses; `tables` says how a line is read.

A line marked as a known gap must still be misread: once a rule reads it rightly, the mark has to go. `conftest` ends a
run with the number of gaps by phenomenon.
"""

from __future__ import annotations

from collections import Counter

import pytest

from articles.extraction.lexicon import Lexicon, load_lexicon
from tests.articles.extraction.traps.tables import NOTHING, Case, Values, agrees, found, load_cases, read_table, shown

CASES = load_cases()
SAMPLE = """\
layer: pledges
published: 2016-02-10

[sample]
"""


def place(case: Case) -> str:
    """Where a case stands, as the name of its test."""
    return f"{case.table}.txt:{case.line}"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.mark.parametrize("case", [case for case in CASES if not case.gap], ids=place)
def test_extraction_reads_exactly_what_the_line_states(case: Case, lexicon: Lexicon) -> None:
    facts = found(case, lexicon)
    assert agrees(case.expected, facts), difference(case, facts)


@pytest.mark.parametrize("case", [case for case in CASES if case.gap], ids=place)
def test_a_known_gap_is_still_one(case: Case, lexicon: Lexicon) -> None:
    assert not agrees(case.expected, found(case, lexicon)), (
        f"{place(case)} is read rightly now: remove its question mark"
    )


def difference(case: Case, facts: list[Values]) -> str:
    """Phenomenon and line, what it states and what was read."""
    want = "; ".join(one.written for one in case.expected) or NOTHING
    got = "; ".join(shown(fact) for fact in facts) or NOTHING
    return f"{place(case)} [{case.phenomenon}]\n{case.text}\n  want {want}\n  got  {got}"


def test_tables_are_large_and_hold_hits_and_near_misses() -> None:
    hits = Counter(not is_near_miss(case) for case in CASES)
    assert len(CASES) >= 220
    assert hits[False] >= len(CASES) // 5


def is_near_miss(case: Case) -> bool:
    """A sentence without a fact of its layer, or with towns that it merely mentions."""
    return all("mentioned" in one.written for one in case.expected)


def test_no_text_stands_twice_in_one_layer() -> None:
    texts = Counter((case.layer, case.text) for case in CASES)
    assert [text for text, times in texts.items() if times > 1] == []


@pytest.mark.parametrize(
    "line",
    [
        "Denmark offered trainers. DNK trainers pledged",
        "Denmark offered trainers. → DNK trainers",
        "Denmark offered trainers. → DNK trainers pledged many",
        "Denmark offered trainers. → dnk trainers pledged",
        "Denmark offered trainers. → DNK trainer pledged",
        "Denmark offered trainers. → DNK trainers promised",
        "Denmark offered trainers. → ",
    ],
)
def test_a_malformed_line_is_refused_with_its_place(line: str) -> None:
    with pytest.raises(ValueError, match=r"sample\.txt, line 5"):
        read_table("sample", f"{SAMPLE}{line}\n")


@pytest.mark.parametrize(
    ("line", "other", "agreed"),
    [
        ("DNK trainers pledged 60", "DNK trainers pledged 60", True),
        ("DNK trainers pledged 60", "DNK trainers pledged 50", False),
        ("DNK trainers pledged 60", "DNK trainers pledged", False),
        ("DNK trainers pledged", "DNK trainers pledged 60", False),
        ("DNK naval pledged", "DNK naval pledged 1", True),
        ("DNK trainers pledged/delivering", "DNK trainers delivering", True),
        ("DNK trainers pledged", "–", False),
        ("[DNK trainers pledged]", "–", True),
        ("[DNK trainers pledged]", "DNK trainers declined", False),
        ("–", "DNK trainers pledged", False),
        ("DNK trainers pledged; [DNK trainers pledged 60]", "DNK trainers pledged 60; DNK trainers pledged", True),
        ("DNK humanitarian pledged 1.5m EUR", "DNK humanitarian pledged 1500000 EUR", True),
        ("DNK humanitarian pledged 1.5m EUR", "DNK humanitarian pledged 1500000 USD", False),
    ],
)
def test_facts_are_compared_as_written(line: str, other: str, *, agreed: bool) -> None:
    expected, facts = (read_table("sample", f"{SAMPLE}Some text. → {one}\n")[0].expected for one in (line, other))
    assert agrees(expected, [fact.values for fact in facts]) is agreed
