"""Meetings about the fight against Islamic State (IS), and gatherings that are none."""

from __future__ import annotations

import pytest

from articles.extraction.extract import extract
from articles.extraction.lexicon import Lexicon
from articles.extraction.types import MeetingFact, Source
from coalition.dates import PartialDate

Row = tuple[str, str, str, str, str, int | None]


def meetings(text: str, lexicon: Lexicon, published: str = "2016-01-20") -> tuple[MeetingFact, ...]:
    source = Source(text, title="Coalition against Islamic State", published=PartialDate.parse(published))
    return extract(source, lexicon).meetings


def shown(fact: MeetingFact) -> Row:
    """Town, date, status, all states, hosts, stated count."""
    states = sorted(attendee.nation for attendee in fact.attendees)
    hosts = sorted(attendee.nation for attendee in fact.attendees if attendee.role == "host")
    return fact.city, str(fact.date), fact.status, " ".join(states), " ".join(hosts), fact.participant_count


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        (
            "2016-01-20",
            "PARIS (AP) — U.S. and allied defense ministers met Wednesday to plan the next steps against the Islamic State group. Defense Secretary Ash Carter said ministers from all 26 coalition nations, as well as Iraq, would meet in Brussels next month. The talks in Paris brought together defense chiefs from France, Britain, Germany, Italy, Australia and the Netherlands.",
            [
                ("Paris", "2016-01-20", "held", "AUS DEU FRA GBR ITA NLD USA", "", None),
                ("Brussels", "2016-02", "planned", "IRQ", "", 27),
            ],
        ),
        (
            "2014-09-15",
            "Foreign ministers from 26 countries gathered in Paris on Monday to discuss how to fight Islamic State militants. The conference was hosted by France and Iraq. Participants included Saudi Arabia, Egypt, Russia and China.",
            [("Paris", "2014-09-15", "held", "CHN EGY FRA IRQ RUS SAU", "FRA IRQ", 26)],
        ),
        (
            "2016-02-11",
            "BRUSSELS, Feb 11 (Reuters) - U.S. Defense Secretary Ash Carter will host a meeting of defence ministers of the coalition fighting Islamic State in Brussels on Thursday.",
            [("Brussels", "2016-02-11", "planned", "USA", "USA", None)],
        ),
        (
            "2016-07-20",
            "Defense ministers from more than 30 nations met at Joint Base Andrews outside Washington on Wednesday for talks on the campaign against ISIL, which Carter, the US defense secretary, chaired.",
            [("Joint Base Andrews", "2016-07-20", "held", "USA", "", 30)],
        ),
        (
            "2015-01-22",
            "London (CNN) British Foreign Secretary Philip Hammond and US Secretary of State John Kerry co-hosted talks in London on Thursday with ministers from 21 countries in the coalition against ISIS.",
            [("London", "2015-01-22", "held", "GBR USA", "GBR USA", 21)],
        ),
        (
            "2015-06-02",
            "Ministers of the anti-IS coalition met in Paris on Tuesday. Iraqi Prime Minister Haider al-Abadi, who attended the meeting, called for more help. French Foreign Minister Laurent Fabius chaired the talks with US Deputy Secretary of State Antony Blinken.",
            [("Paris", "2015-06-02", "held", "FRA IRQ USA", "FRA", None)],
        ),
        (
            "2015-06-02",
            "Prime Minister David Cameron told a press conference in London that Britain would do more against IS.",
            [],
        ),
        ("2015-06-02", "The cabinet met in Ottawa on Tuesday to discuss the mission against ISIL.", []),
        ("2016-02-12", "Foreign ministers agreed in Munich on Friday on a cessation of hostilities in Syria.", []),
        (
            "2014-10-14",
            "Military chiefs from the US and 21 other countries, including Saudi Arabia and Turkey, gathered at Andrews Air Force Base near Washington on 14 October to coordinate strategy against Islamic State.",
            [("Joint Base Andrews", "2014-10-14", "held", "SAU TUR USA", "", 22)],
        ),
        (
            "2017-03-20",
            "The State Department said Secretary of State Rex Tillerson will host foreign ministers of the 68-member coalition to defeat ISIS in Washington on March 22-23.",
            [("Washington", "2017-03-22", "planned", "USA", "USA", 68)],
        ),
        (
            "2015-07-01",
            "The ministers postponed a meeting of the coalition against Daesh planned for 10 July in Rome.",
            [("Rome", "2015-07-10", "cancelled", "", "", None)],
        ),
        (
            "2016-05-04",
            "STUTTGART, Germany — Carter met here Wednesday with his counterparts from Australia, Canada, France, Germany, Italy, the Netherlands, New Zealand, Norway, Spain and the United Kingdom to discuss the counter-ISIL fight. Defense Secretary Ash Carter said the talks were useful.",
            [("Stuttgart", "2016-05-04", "held", "AUS CAN DEU ESP FRA GBR ITA NLD NOR NZL USA", "", None)],
        ),
        (
            "2018-02-13",
            "Foreign ministers of the Global Coalition met in Kuwait City on Feb. 13. Kuwait hosted the meeting.",
            [("Kuwait City", "2018-02-13", "held", "KWT", "KWT", None)],
        ),
        (
            "2014-09-11",
            "Ten Arab states joined the US coalition against IS after talks in Jeddah on Thursday between Secretary of State John Kerry and ministers of Saudi Arabia, Egypt, Jordan, Lebanon, Iraq, Kuwait, Qatar, Oman, Bahrain and the UAE.",
            [("Jeddah", "2014-09-11", "held", "ARE BHR EGY IRQ JOR KWT LBN OMN QAT SAU USA", "", 10)],
        ),
        (
            "2016-01-20",
            "US defence secretary Ash Carter met his French counterpart Jean-Yves Le Drian in Paris on Wednesday to discuss speeding up the war on ISIS.",
            [("Paris", "2016-01-20", "held", "FRA USA", "", None)],
        ),
        ("2016-01-20", "Coalition planes struck near Mosul. IS fighters met resistance in Ramadi.", []),
    ],
)
def test_meetings(published: str, text: str, expected: list[Row], reference_lexicon: Lexicon) -> None:
    assert [shown(fact) for fact in meetings(text, reference_lexicon, published)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Defence ministers met in Paris on Tuesday to discuss the climate.",
        "The president told a news conference in Paris that Islamic State was losing.",
        "The two ministers spoke by phone about Islamic State on Tuesday.",
        "Peace talks between Syrian groups resumed in Geneva on Tuesday.",
        "Parliament met in London on Tuesday to vote on strikes against Islamic State.",
    ],
)
def test_gatherings_that_are_no_meetings(text: str, reference_lexicon: Lexicon) -> None:
    source = Source(text, published=PartialDate.parse("2016-01-20"))
    assert extract(source, reference_lexicon).meetings == ()


def test_sentences_about_one_meeting_are_joined(reference_lexicon: Lexicon) -> None:
    text = (
        "Defence ministers of the coalition against Islamic State met in Rome on 12 January 2016. "
        "Italy hosted the meeting. "
        "Participants came from Spain, Norway and Denmark. "
        "Nothing else happened."
    )
    (fact,) = meetings(text, reference_lexicon)
    assert shown(fact) == ("Rome", "2016-01-12", "held", "DNK ESP ITA NOR", "ITA", None)
    assert [text[proof.sentence.start :].split()[0] for proof in fact.further_proofs] == ["Italy", "Participants"]
    assert fact.level == "defence ministers"
    assert fact.proof.rule == "meetings.venue"


def test_an_attendee_carries_the_minister(reference_lexicon: Lexicon) -> None:
    text = "French Defence Minister Jean-Yves Le Drian and ministers of Spain and Italy met in Paris on 12 January 2016 to discuss IS."
    (fact,) = meetings(text, reference_lexicon)
    assert {attendee.nation: attendee.minister for attendee in fact.attendees} == {
        "FRA": "Jean-Yves Le Drian",
        "ESP": "",
        "ITA": "",
    }
