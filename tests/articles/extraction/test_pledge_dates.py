"""When a contribution was made or ended: a date ahead, or one that only limits it, is no day of delivery."""

from __future__ import annotations

import pytest

from articles.extraction.extract import extract
from articles.extraction.lexicon import Lexicon, load_lexicon
from articles.extraction.types import Source
from coalition.dates import PartialDate

CONTEXT = "\n\nThe campaign against Islamic State goes on."


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.mark.parametrize(
    ("sentence", "act", "date"),
    [
        ("Denmark sent 120 trainers to Iraq in January 2016.", "delivering", "2016-01"),
        ("Denmark has sent 120 trainers to Iraq until March 2017.", "delivering", "None"),
        ("Denmark is training Iraqi soldiers at Al Asad through March 2016.", "delivering", "None"),
        ("Denmark has 120 trainers in Iraq, whose mandate runs to March 2017.", "delivering", "None"),
        ("Denmark withdrew its trainers from Iraq in January 2016.", "ended", "2016-01"),
        ("Denmark will send 120 trainers to Iraq in March 2017.", "pledged", "None"),
    ],
)
def test_day_of_the_act(sentence: str, act: str, date: str, lexicon: Lexicon) -> None:
    source = Source(sentence + CONTEXT, published=PartialDate.parse("2016-02-11"))
    [fact] = extract(source, lexicon).pledges
    assert (fact.act, str(fact.date)) == (act, date)
