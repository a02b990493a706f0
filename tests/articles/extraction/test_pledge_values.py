"""The values of pledges: numbers, units, instruments, speakers and meetings, hits beside near misses."""

from __future__ import annotations

import pytest

from articles.extraction.extract import extract
from articles.extraction.lexicon import Lexicon
from articles.extraction.types import PledgeFact, Source
from coalition.dates import PartialDate

PUBLISHED = PartialDate.parse("2016-02-10")
OPENING = "The campaign against Islamic State goes on. "


def pledges(text: str, lexicon: Lexicon) -> tuple[PledgeFact, ...]:
    return extract(Source(OPENING + text, published=PUBLISHED), lexicon).pledges


def shown(facts: tuple[PledgeFact, ...]) -> list[str]:
    return [f"{fact.nation} {fact.quantity} {fact.unit}".rstrip() for fact in facts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Denmark will send seven of its 30 operational F-16s.", ["DNK 7 aircraft"]),
        ("Denmark will send 30 operational F-16s.", ["DNK 30 aircraft"]),
        ("Norway sent a surgical team of 20 to Erbil.", ["NOR 20 personnel"]),
        ("Canada will open a field hospital with 60 people in northern Iraq.", ["CAN 60 personnel"]),
        ("Canada will open a field hospital with 60 beds in northern Iraq.", ["CAN 1 hospitals"]),
        ("Norway cut its jets in Jordan from six to two.", ["NOR 2 aircraft"]),
        ("Sweden would double its trainers in Iraq from 35 to 70.", ["SWE 70 personnel"]),
        ("Belgium and Denmark will send six and four F-16s respectively.", ["BEL 6 aircraft", "DNK 4 aircraft"]),
        ("Belgium and Denmark will send four F-16s.", ["BEL 4 aircraft", "DNK 4 aircraft"]),
        ("Germany sent the frigate Augsburg.", ["DEU 1 ships"]),
        ("Germany sent frigates.", ["DEU None"]),
    ],
)
def test_numbers(text: str, expected: list[str], reference_lexicon: Lexicon) -> None:
    assert shown(pledges(text, reference_lexicon)) == expected


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ("Fifty of them will go to Erbil.", ["SVK 50 personnel"]),
        ("About 60 soldiers are concerned.", ["SVK 60 personnel"]),
        ("About 60 Iraqi soldiers are concerned.", ["SVK None"]),
        ("Some 60 soldiers were killed there.", ["SVK None"]),
        ("About 60 Swiss soldiers watch.", ["SVK None"]),
    ],
)
def test_numbers_of_a_later_sentence(later: str, expected: list[str], reference_lexicon: Lexicon) -> None:
    facts = pledges(f"Slovakia will send trainers to Iraq. {later}", reference_lexicon)
    assert shown(tuple(fact for fact in facts if fact.capability == "trainers")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Italy will give 300 million euros in loans to rebuild Mosul.", "loan"),
        ("Kuwait will lend Iraq 100 million dinars for reconstruction.", "loan"),
        ("Italy will give 30 million euros in grants to rebuild Mosul.", "grant"),
        ("Italy will give 30 million euros to rebuild Mosul.", ""),
    ],
)
def test_instruments(text: str, expected: str, reference_lexicon: Lexicon) -> None:
    assert [fact.instrument for fact in pledges(text, reference_lexicon)] == [expected]


MEETING = (
    "Defence ministers of the coalition against Islamic State met in Stuttgart on Wednesday. "
    "Denmark and Norway took part. "
)


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ("Norway announced that it would send 60 trainers.", ["Stuttgart"]),
        ("At the meeting Norway offered 60 trainers.", ["Stuttgart"]),
        ("Norway announced last month that it would send 60 trainers.", [""]),
        ("Norway's parliament had earlier approved 60 trainers.", [""]),
    ],
)
def test_meetings_at_which_pledges_are_made(later: str, expected: list[str], reference_lexicon: Lexicon) -> None:
    facts = extract(Source(MEETING + later, published=PUBLISHED), reference_lexicon).pledges
    assert [fact.meeting_city for fact in facts] == expected
