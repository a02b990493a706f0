"""Dates of the press, resolved from text, tense and publication."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extraction.finders.dates import find_dates
from articles.extraction.lexicon import Lexicon, load_lexicon
from articles.extraction.tokens import tokenize
from articles.extraction.types import Source
from coalition.dates import PartialDate

LEXICON = load_lexicon()
MONTHS = "January February March April May June July August September October November December".split()


def dates(text: str, lexicon: Lexicon, published: str = "") -> list[str]:
    """Dates as ISO forms, a range with its last day after a slash."""
    day = PartialDate.parse(published) if published else None
    found = find_dates(tokenize(Source(text, published=day)), lexicon)
    return [str(m.date) + (f"/{m.end_date}" if m.end_date else "") for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 20 January 2016", ["2016-01-20"]),
        ("on Jan. 20, 2016,", ["2016-01-20"]),
        ("the 20th of March 2015", ["2015-03-20"]),
        ("Wednesday, Jan. 20, 2016", ["2016-01-20"]),
        ("11–12 February 2016", ["2016-02-11/2016-02-12"]),
        ("11 to 13 February 2016", ["2016-02-11/2016-02-13"]),
        ("28 January to 2 February 2016", ["2016-01-28/2016-02-02"]),
        ("20 January 2016 and 25 January 2016", ["2016-01-20", "2016-01-25"]),
        ("mid-January 2016", ["2016-01"]),
        ("early 2016", ["2016"]),
        ("since June 2014", ["2014-06"]),
        ("2014-09-15", ["2014-09-15"]),
        ("in 2014 and 2015", ["2014", "2015"]),
        ("On 3 May 2015 it began. On 7 May it ended.", ["2015-05-03", "2015-05-07"]),
        ("On Monday, Dec. 26, he left.", ["2016-12-26"]),
        ("on 31 June 2016", []),
        ("They may march in spring.", []),
        ("Resolution 2170; Mirage 2000 jets; 2000 troops", []),
        ("on Wednesday, next month, yesterday, on 20 January", []),
    ],
)
def test_what_the_text_itself_fixes(text: str, expected: list[str], reference_lexicon: Lexicon) -> None:
    assert dates(text, reference_lexicon) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on Wednesday.", ["2016-01-20"]),
        ("They met on Thursday.", ["2016-01-14"]),
        ("They will meet on Thursday.", ["2016-01-21"]),
        ("Ministers would meet on 11 February, she said on Tuesday.", ["2016-02-11", "2016-01-19"]),
        ("It began on 3 March.", ["2015-03-03"]),
        ("It ended in December.", ["2015-12"]),
        ("They will meet next month.", ["2016-02"]),
        ("It began last week.", ["2016-01"]),
        ("He left yesterday and returns tomorrow.", ["2016-01-19", "2016-01-21"]),
        ("two weeks ago; three days ago; a year ago", ["2016-01", "2016-01-17", "2015"]),
        ("by the end of the year", ["2016"]),
        ("They met in February last year.", ["2015-02"]),
        ("later this month", ["2016-01"]),
        ("on the 18th", ["2016-01-18"]),
    ],
)
def test_what_publication_fixes(text: str, expected: list[str], reference_lexicon: Lexicon) -> None:
    assert dates(text, reference_lexicon, "2016-01-20") == expected


@given(
    st.dates(datetime.date(1990, 1, 1), datetime.date(2035, 12, 31)),
    st.sampled_from(["{d} {m} {y}", "{m} {d}, {y}", "{d} {s} {y}", "{s}. {d}, {y}", "{iso}", "the {d}th of {m} {y}"]),
)
def test_a_written_day_is_read_back(day: datetime.date, form: str) -> None:
    month = MONTHS[day.month - 1]
    short = month if month == "May" else month[:3]
    form = form.replace("{s}.", "{s}") if month == "May" else form
    text = "On " + form.format(d=day.day, m=month, s=short, y=day.year, iso=day.isoformat()) + " it rained."
    assert dates(text, LEXICON) == [day.isoformat()]
