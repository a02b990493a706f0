"""Quantities as people type them."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.stated import NotUnderstoodError, StatedQuantity, numbers_in, read_quantity

# typed, low, best, high, unit, qualifier
READ = [
    ("about 200 trainers", None, 200, None, "personnel", "about"),
    ("up to 6 F-16s", None, 6, None, "aircraft", "up_to"),
    ("between 150 and 200 soldiers", 150, 200, 200, "personnel", "range"),
    ("150 to 200 soldiers", 150, 200, 200, "personnel", "range"),
    ("20–30 jets", 20, 30, 30, "aircraft", "range"),
    ("100-200 million rounds", 100_000_000, 200_000_000, 200_000_000, "rounds", "range"),
    ("a dozen", None, 12, None, "units", ""),
    ("half a dozen jets", None, 6, None, "aircraft", ""),
    ("two dozen C-130s", None, 24, None, "aircraft", ""),
    ("a pair of Chinooks", None, 2, None, "aircraft", ""),
    ("sixty-five instructors", None, 65, None, "personnel", ""),
    ("two hundred and fifty troops", None, 250, None, "personnel", ""),
    ("1,200 troops", None, 1200, None, "personnel", ""),
    ("1 200 troops", None, 1200, None, "personnel", ""),
    ("2.5 million rounds", None, 2_500_000, None, "rounds", ""),
    ("200+ personnel", None, 200, None, "personnel", "more_than"),
    ("~40 medics", None, 40, None, "personnel", "about"),
    ("at least 50 Danish military trainers", None, 50, None, "personnel", "more_than"),
    ("fewer than 30 advisers", None, 30, None, "personnel", "less_than"),
    ("another 50 trainers", None, 50, None, "personnel", ""),
    ("six Mirage 2000 jets", None, 6, None, "aircraft", ""),
    ("300 tents", None, 300, None, "tents", ""),
    ("TWELVE TRAINERS", None, 12, None, "personnel", ""),
]


@pytest.mark.parametrize(("typed", "low", "best", "high", "unit", "qualifier"), READ)
def test_reads(typed: str, low: Any, best: int, high: Any, unit: str, qualifier: str) -> None:
    stated = read_quantity(typed)
    assert (stated.low, stated.best, stated.high, stated.unit, stated.qualifier) == (low, best, high, unit, qualifier)


REFUSED = [
    ("", "There is no number"),
    ("trainers", "There is no number"),
    ("²", "There is no number"),
    ("dozens of trainers", "states no number"),
    ("several hundred soldiers", "states no number"),
    ("1.200 troops", "“1.200” can be read in two ways"),
    ("1.200.000 rounds", "can be read in two ways"),
    ("1,5 million rounds", "“1,5” can be read in two ways"),
    ("12,0000 rounds", "can be read in two ways"),
    ("€20m", "This is money"),
    ("20 million dollars", "This is money"),
    ("NOK 20 million", "This is money"),
    ("200 trainers and 6 F-16s", "two quantities"),
    ("3 F-16s, 2 tankers", "two quantities"),
    ("20%", "A share is no quantity"),
    ("20 percent of its aid", "A share is no quantity"),
    ("-5 jets", "“-” before the number"),
    ("Germany sends 30 trainers", "“Germany sends” before the number"),
    ("5000000000000 rounds", "up to twelve digits"),
    ("0.125 rounds", "can be read in two ways"),
    ("0.1251 rounds", "two decimals"),
    (f"12 {'very ' * 15}long names of things", "in a few words"),
]


@pytest.mark.parametrize(("typed", "message"), REFUSED)
def test_refuses_in_words(typed: str, message: str) -> None:
    with pytest.raises(NotUnderstoodError) as refusal:
        read_quantity(typed)
    assert message in str(refusal.value)


def test_tells_what_was_decided_on_the_way() -> None:
    stated = read_quantity("about 120 trainers for the Iraqi army")
    assert stated == StatedQuantity(
        best=Decimal(120),
        unit="personnel",
        qualifier="about",
        noun="trainers",
        capability="trainers",
        remarks=("Left out: “for the Iraqi army”.", "“trainers” are counted as personnel."),
    )
    assert read_quantity("12").remarks == ("What is counted is not said; readers will see that.",)


@given(st.integers(0, 10**12 - 1), st.sampled_from(["{}", "{:,}", "about {}", "up to {:,}", "{} or so"]))
def test_every_whole_number_is_read_as_it_is_written(number: int, form: str) -> None:
    assert read_quantity(f"{form.format(number)} trainers").best == number


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_range_keeps_both_ends_and_takes_the_upper_one(low: int, more: int) -> None:
    stated = read_quantity(f"between {low} and {low + more} soldiers")
    assert (stated.low, stated.best, stated.high, stated.qualifier) == (low, low + more, low + more, "range")


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_and_what_is_read_can_be_stored(text: str) -> None:
    try:
        stated = read_quantity(text)
    except NotUnderstoodError:
        return
    assert 0 <= stated.best < 10**12
    assert stated.low is None or stated.low <= stated.best
    assert stated.high is None or stated.best <= stated.high
    assert stated.unit
    assert len(stated.unit) <= 60


def test_numbers_in_a_passage() -> None:
    text = "It sends 200 trainers, 20 million euros, two hundred and fifty more, a dozen jets and 30-40 medics (1.200)."
    assert numbers_in(text) >= {Decimal(n) for n in (200, 20_000_000, 250, 12, 30, 40)}
    assert Decimal(20) not in numbers_in(text)
    assert numbers_in("Nothing is stated.") == frozenset()


def test_web_workers_read_values_without_extraction_and_django() -> None:
    code = (
        "import sys, coalition.stated as s; s.read_quantity('6 F-16s'); s.read_money('€20m');"
        "sys.exit(any(m.startswith(('articles', 'django')) for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
