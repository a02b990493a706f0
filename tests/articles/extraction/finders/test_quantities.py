"""Counts of things and people, and numbers that count nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extraction.finders.dates import find_dates
from articles.extraction.finders.money import find_money
from articles.extraction.finders.quantities import find_quantities
from articles.extraction.lexicon import Lexicon, load_lexicon
from articles.extraction.tokens import tokenize
from articles.extraction.types import QuantityMention, Source

LEXICON = load_lexicon()


def quantities(text: str, lexicon: Lexicon) -> tuple[QuantityMention, ...]:
    document = tokenize(Source(text))
    return find_quantities(document, lexicon, find_dates(document, lexicon), find_money(document, lexicon))


def shown(mention: QuantityMention) -> str:
    """Number or "?", qualifier after a space, "+" for what comes on top."""
    low = f"{mention.low}–" if mention.low is not None else ""
    best = "?" if mention.best is None else str(mention.best)
    return f"{low}{best} {mention.qualifier}".strip() + ("+" if mention.additional else "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("six F-16s", ["6"]),
        ("18 F/A-18s", ["18"]),
        ("up to 60 trainers", ["60 up_to"]),
        ("about 300 soldiers", ["300 about"]),
        ("almost 200 advisers", ["200 less_than"]),
        ("more than 24K masks", ["24000 more_than"]),
        ("at least 40 jets", ["40 more_than"]),
        ("another 200", ["200+"]),
        ("an additional 20 men", ["20+"]),
        ("200 more troops", ["200+"]),
        ("more than 200 troops", ["200 more_than"]),
        ("three to a dozen", ["3–12 range"]),
        ("between 450 and 500 troops", ["450–500 range"]),
        ("20-30 men", ["20–30 range"]),
        ("two dozen planes", ["24"]),
        ("a dozen planes", ["12"]),
        ("half a dozen jets", ["6"]),
        ("a hundred men", ["100"]),
        ("two hundred and fifty", ["250"]),
        ("sixty-five men", ["65"]),
        ("six thousand soldiers", ["6000"]),
        ("2.5 million people", ["2500000"]),
        ("5,000-strong force", ["5000"]),
        ("a nine-member team", ["9"]),
        ("a pair of jets", ["2"]),
        ("one hundred and twenty men", ["120"]),
        ("a hundred and ten men", ["110"]),
        ("one hundred men and two women", ["100", "2"]),
        ("a hundred-odd trainers", ["100 about"]),
        ("two hundred or so soldiers", ["200 about"]),
        ("200-plus soldiers", ["200 more_than"]),
        ("two hundred or so miles", []),
        ("one frigate", ["1"]),
        ("dozens of tanks", ["? about"]),
        ("several hundred soldiers", ["? about"]),
        ("tens of thousands", ["? about"]),
        ("one of the ministers", []),
        ("no one came", []),
        ("Mirage 2000 jets", []),
        ("Resolution 2170", []),
        ("a 30-year-old man", []),
        ("a 10-hour debate", []),
        ("20 percent; 20 per cent; 20%", []),
        ("50 miles away for three days", []),
        ("on 12 May 2015", []),
        ("$20 million", []),
        ("the first and second wave", []),
        ("the F-16", []),
    ],
)
def test_counts(text: str, expected: list[str], reference_lexicon: Lexicon) -> None:
    assert [shown(mention) for mention in quantities(text, reference_lexicon)] == expected


@given(st.integers(2, 999_999), st.booleans())
def test_a_written_number_is_read_back(number: int, grouped: bool) -> None:
    written = f"{number:,}" if grouped else str(number)
    assert [mention.best for mention in quantities(f"They sent {written} rifles.", LEXICON)] == [Decimal(number)]
