"""Dates as people type them."""

from __future__ import annotations

import pytest

from coalition.stated import NotUnderstoodError, read_date

READ = [
    ("2016", "2016"),
    ("2016-02", "2016-02"),
    ("2016-02-11", "2016-02-11"),
    ("11 February 2016", "2016-02-11"),
    ("11th Feb. 2016", "2016-02-11"),
    ("February 11, 2016", "2016-02-11"),
    ("Sept 3 2014", "2014-09-03"),
    ("oct 2014", "2014-10"),
    ("  October   2014 ", "2014-10"),
]


@pytest.mark.parametrize(("typed", "meant"), READ)
def test_reads(typed: str, meant: str) -> None:
    assert str(read_date(typed)) == meant


@pytest.mark.parametrize("typed", ["11/02/2016", "11.2.16", "11-02-2016"])
def test_refuses_what_is_two_days(typed: str) -> None:
    with pytest.raises(NotUnderstoodError, match="two different days in different countries"):
        read_date(typed)


@pytest.mark.parametrize("typed", ["31 February 2016", "Februar 2016", "soon", "11 February", "2016-13", "0 May 2016"])
def test_refuses_what_is_no_date(typed: str) -> None:
    with pytest.raises(NotUnderstoodError, match="is no date"):
        read_date(typed)
