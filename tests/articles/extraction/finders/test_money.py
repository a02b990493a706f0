"""Amounts of money in any currency, and pounds that weigh."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extraction.finders.money import find_money
from articles.extraction.lexicon import Lexicon, load_lexicon
from articles.extraction.tokens import tokenize
from articles.extraction.types import Source

LEXICON = load_lexicon()


def money(text: str, lexicon: Lexicon, publisher: str = "") -> list[str]:
    found = find_money(tokenize(Source(text, publisher=publisher)), lexicon)
    return [f"{m.amount} {m.currency} {m.qualifier}".strip() for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$20 million", ["20000000 USD"]),
        ("US$1.4bn", ["1400000000 USD"]),
        ("€20m", ["20000000 EUR"]),
        ("£5 m", ["5000000 GBP"]),
        ("A$25 million", ["25000000 AUD"]),
        ("US $3 million", ["3000000 USD"]),
        ("CAD 3.5m", ["3500000 CAD"]),
        ("AED 10 million", ["10000000 AED"]),
        ("100 million euros", ["100000000 EUR"]),
        ("2.5bn kroner", ["2500000000 DKK"]),
        ("50 million Norwegian kroner", ["50000000 NOK"]),
        ("20 million Australian dollars", ["20000000 AUD"]),
        ("20 million US dollars", ["20000000 USD"]),
        ("half a million dollars", ["500000 USD"]),
        ("Norway pays 2 million kroner", ["2000000 NOK"]),
        ("Denmark pays 2 million kroner", ["2000000 DKK"]),
        ("Kuwait lends Iraq 100 million dinars", ["100000000 KWD"]),
        ("Sweden gave 45 million crowns", ["45000000 SEK"]),
        ("20 million euros ($22 million)", ["20000000 EUR"]),
        ("20 million euros (and later $22 million)", ["20000000 EUR", "22000000 USD"]),
        ("one billion dollars", ["1000000000 USD"]),
        ("nearly $500 million", ["500000000 USD less_than"]),
        ("over 9 billion euros", ["9000000000 EUR more_than"]),
        ("up to $5 million", ["5000000 USD up_to"]),
        ("$20-30 million", ["30000000 USD range"]),
        ("$530,000", ["530000 USD"]),
        ("$2.5-million", ["2500000 USD"]),
        ("2,000-pound bombs", []),
        ("500 pounds of explosives", []),
        ("millions of dollars", []),
        ("20 million people", []),
        ("try 20 times", []),
    ],
)
def test_amounts(text: str, expected: list[str], reference_lexicon: Lexicon) -> None:
    assert money(text, reference_lexicon) == expected


@pytest.mark.parametrize(
    ("publisher", "expected"),
    [("Australian Government", "AUD"), ("Government of Canada", "CAD"), ("Reuters", "USD")],
)
def test_a_bare_dollar_is_the_publishers(publisher: str, expected: str, reference_lexicon: Lexicon) -> None:
    assert money("a grant of $5 million", reference_lexicon, publisher) == [f"5000000 {expected}"]


@given(st.integers(1, 999), st.sampled_from([("m", 10**6), (" million", 10**6), ("bn", 10**9), (",000", 10**3)]))
def test_a_written_amount_is_read_back(number: int, scale: tuple[str, int]) -> None:
    found = find_money(tokenize(Source(f"They gave ${number}{scale[0]} in May.")), LEXICON)
    assert [mention.amount for mention in found] == [Decimal(number) * scale[1]]
