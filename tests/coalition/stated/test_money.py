"""Sums as people type them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.stated import NotUnderstoodError, StatedMoney, read_money

DEMONYMS = {"danish": "DNK", "norwegian": "NOR", "swedish": "SWE", "australian": "AUS", "american": "USA"}
# typed, who pays, amount, currency, qualifier, form
READ = [
    ("€20m", "", 20_000_000, "EUR", "", ""),
    ("US$ 1.5 billion", "", 1_500_000_000, "USD", "", ""),
    ("US $20m", "", 20_000_000, "USD", "", ""),
    ("$20m", "", 20_000_000, "USD", "", ""),
    ("A$20m", "AUS", 20_000_000, "AUD", "", ""),
    ("NOK 150m", "", 150_000_000, "NOK", "", ""),
    ("eur 20 million", "", 20_000_000, "EUR", "", ""),
    ("20 million Danish kroner", "", 20_000_000, "DKK", "", ""),
    ("20 million Swedish kroner", "", 20_000_000, "SEK", "", ""),
    ("20 million kroner", "NOR", 20_000_000, "NOK", "", ""),
    ("20 million Australian dollars", "", 20_000_000, "AUD", "", ""),
    ("20 million US dollars", "AUS", 20_000_000, "USD", "", ""),
    ("20 million dollars", "", 20_000_000, "USD", "", ""),
    ("half a million dollars", "", 500_000, "USD", "", ""),
    ("a billion yen", "", 1_000_000_000, "JPY", "", ""),
    ("20k euros", "", 20_000, "EUR", "", ""),
    ("1 500 000 euros", "", 1_500_000, "EUR", "", ""),
    ("€1.125 million", "", 1_125_000, "EUR", "", ""),
    ("about £300,000", "", 300_000, "GBP", "about", ""),
    ("up to £300,000 as a loan", "", 300_000, "GBP", "up_to", "loan"),
    ("€5m grant", "", 5_000_000, "EUR", "", "grant"),
    ("€5m in kind", "", 5_000_000, "EUR", "", "in_kind"),
    ("€20-30 million", "", 30_000_000, "EUR", "range", ""),
    ("€20m to €30m", "", 30_000_000, "EUR", "range", ""),
    ("between €20m and €30m", "", 30_000_000, "EUR", "range", ""),
    ("€20m ($22m)", "", 20_000_000, "EUR", "", ""),
]


@pytest.mark.parametrize(("typed", "payer", "amount", "currency", "qualifier", "form"), READ)
def test_reads(typed: str, payer: str, amount: int, currency: str, qualifier: str, form: str) -> None:
    money = read_money(typed, demonyms=DEMONYMS, payer=payer)
    assert (money.amount, money.currency, money.qualifier, money.instrument) == (amount, currency, qualifier, form)


REFUSED = [
    ("", "", "There is no sum"),
    ("€", "", "There is no sum"),
    ("20 million", "", "Which money?"),
    ("20 million kroner", "", "Which “kroner”? Several states have money of this name (DKK, NOK)"),
    ("20 million kroner", "DEU", "Which “kroner”?"),
    ("20 million dinars", "", "Which “dinars”?"),
    ("20 million Australian kroner", "", "No “Australian kroner” are known"),
    ("$20m", "AUS", "These may be US dollars or AUD"),
    ("20 million dollars", "CAN", "These may be US dollars or CAD"),
    ("US$20m AUD", "", "Two currencies are named, USD and AUD"),
    ("200 trainers", "", "“trainers” after the sum"),
    ("$20m for tents", "", "“for tents” after the sum"),
    ("20 million euros and 5 million dollars", "", "“and 5 million dollars” after the sum"),
    ("THB 20m", "", "“THB” before the sum"),
    ("€1.200", "", "can be read in two ways"),
    ("€1,5 million", "", "can be read in two ways"),
    ("€20,000 trillion", "", "up to sixteen digits"),
]


@pytest.mark.parametrize(("typed", "payer", "message"), REFUSED)
def test_refuses_in_words(typed: str, payer: str, message: str) -> None:
    with pytest.raises(NotUnderstoodError) as refusal:
        read_money(typed, demonyms=DEMONYMS, payer=payer)
    assert message in str(refusal.value)


def test_tells_what_was_decided_on_the_way() -> None:
    assert read_money("20 million kroner", payer="NOR").remarks == ("“kroner” of the nation that pays: NOK.",)
    assert read_money("€20m ($22m)").remarks == ("Left out: ($22m).",)
    assert read_money("€20-30m") == StatedMoney(
        Decimal(30_000_000),
        "EUR",
        "range",
        low=Decimal(20_000_000),
        remarks=("Of a range the ledger keeps the upper end; name the lower one in the note.",),
    )


@given(st.integers(0, 10**15), st.sampled_from(["EUR {}", "{:,} euros", "€{}", "up to €{:,}", "{} EUR"]))
def test_every_sum_is_read_as_it_is_written(amount: int, form: str) -> None:
    money = read_money(form.format(amount))
    assert (money.amount, money.currency) == (amount, "EUR")


_PIECES = [*"0123456789.,-–()€$£ mkb", "kroner", "dollars", " and ", "us", "million"]


@given(st.lists(st.sampled_from(_PIECES), max_size=20).map("".join))
def test_any_text_is_read_or_refused_and_what_is_read_can_be_stored(text: str) -> None:
    try:
        money = read_money(text)
    except NotUnderstoodError:
        return
    assert 0 <= money.amount < 10**16
    assert money.amount == money.amount.quantize(Decimal("0.01"))
    assert len(money.currency) == 3
