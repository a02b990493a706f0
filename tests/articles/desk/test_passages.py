"""Words of an article as proof."""

from __future__ import annotations

from decimal import Decimal

import pytest

from articles.desk.passages import Passage, find_words, not_stated, read_in
from articles.enums import CandidateKind
from tests.factories import ArticleFactory, CandidateFactory, NationFactory

BODY = "Denmark “will send” about 120\ntrainers. It’s firm. It’s late."
FOUND = [
    ("Denmark “will send”", [(0, 19)]),
    ('Denmark "will send" about\r\n120 trainers.', [(0, 39)]),
    ("  It's firm. ", [(40, 50)]),
    ("It’s", [(40, 44), (51, 55)]),
    ("Norway", []),
    ("   ", []),
]


@pytest.mark.parametrize(("words", "places"), FOUND)
def test_words_are_found_whatever_their_white_space_and_quotation_marks(
    words: str, places: list[tuple[int, int]]
) -> None:
    assert find_words(BODY, words) == places


STATED = [
    ("about 120 trainers", [120], []),
    ("one hundred and twenty trainers", [120], []),
    ("a dozen jets", [12], []),
    ("20 million euros", [20_000_000], []),
    ("20 million euros", [20], [20]),
    ("120 trainers, then more", [120, 130], [130]),
    ("no number at all", [], []),
]


@pytest.mark.parametrize(("quote", "numbers", "missing"), STATED)
def test_numbers_that_a_quote_does_not_state(quote: str, numbers: list[int], missing: list[int]) -> None:
    assert not_stated(quote, [Decimal(number) for number in numbers]) == missing


@pytest.mark.django_db
def test_the_proposal_that_overlaps_most_fills_the_form() -> None:
    denmark = NationFactory.create(name="Denmark", iso_alpha3="DNK")
    article = ArticleFactory.create(body="Norway sends medics. Denmark sends about 120 trainers.")
    for start, end, payload in (
        (0, 20, {"nation": "NOR", "capability": "medical", "act": "pledged"}),
        (
            21,
            54,
            {
                "nation": "DNK",
                "capability": "trainers",
                "act": "pledged",
                "date": "2014-10",
                "quantity": "120",
                "unit": "personnel",
                "qualifier": "about",
                "amount": None,
                "speaker": "",
            },
        ),
    ):
        CandidateFactory.create(article=article, kind=CandidateKind.PLEDGE, start=start, end=end, payload=payload)
    assert read_in(Passage(article, 18, 54)) == {
        "nation": denmark,
        "capability": "trainers",
        "act": "pledged",
        "happened": "2014-10",
        "quantity": "about 120 personnel",
    }
    assert read_in(Passage(ArticleFactory.create(), 0, 4)) == {}
