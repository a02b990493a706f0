"""Dates with precision."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.dates import PRECISIONS, PartialDate

READ = [
    ("2016", datetime.date(2016, 1, 1), "year", datetime.date(2016, 12, 31)),
    ("2016-02", datetime.date(2016, 2, 1), "month", datetime.date(2016, 2, 29)),
    ("2016-02-11", datetime.date(2016, 2, 11), "day", datetime.date(2016, 2, 11)),
    (" 2015-02 ", datetime.date(2015, 2, 1), "month", datetime.date(2015, 2, 28)),
]


@pytest.mark.parametrize(("text", "first", "precision", "last"), READ)
def test_parse_reads_as_far_as_written(text: str, first: datetime.date, precision: str, last: datetime.date) -> None:
    date = PartialDate.parse(text)
    assert (date.day, date.precision, date.last_day) == (first, precision, last)


@pytest.mark.parametrize(
    "text", ["", "16-02-11", "2016-2-1", "2016-02-30", "2016-13", "February 2016", "2016-02-11T10"]
)
def test_parse_refuses_anything_else_and_names_it(text: str) -> None:
    with pytest.raises(ValueError, match="date|day") as refusal:
        PartialDate.parse(text)
    assert repr(text) in str(refusal.value)


@given(st.dates(), st.sampled_from(PRECISIONS))
def test_text_form_reads_back_as_the_same_date(day: datetime.date, precision: str) -> None:
    date = PartialDate(day, precision)  # type: ignore[arg-type]
    assert PartialDate.parse(str(date)) == date
    assert date.covers(day)


OVERLAPS = [
    ("2016-02", "2016-02-11", True),
    ("2016", "2016-12", True),
    ("2016-02", "2016-03-01", False),
    ("2015", "2016-01-01", False),
]


@pytest.mark.parametrize(("one", "other", "expected"), OVERLAPS)
def test_overlap_means_one_day_fits_both(one: str, other: str, expected: bool) -> None:
    assert PartialDate.parse(one).overlaps(PartialDate.parse(other)) is expected
    assert PartialDate.parse(other).overlaps(PartialDate.parse(one)) is expected
