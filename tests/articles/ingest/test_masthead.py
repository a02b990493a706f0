"""Dateline, byline and agency are read from a text's first lines."""

from __future__ import annotations

import datetime

import pytest

from articles.ingest.masthead import Masthead, agency_in, read_byline, read_masthead
from coalition.dates import PartialDate

DAY = PartialDate(datetime.date(2016, 1, 20))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("PARIS (AP) — Seven ministers met.", Masthead(dateline="PARIS", agency="Associated Press")),
        ("BAGHDAD, Iraq (Reuters) - The town fell.", Masthead(dateline="BAGHDAD, Iraq", agency="Reuters")),
        ("WASHINGTON, Jan 20 (Reuters) - The day.", Masthead(dateline="WASHINGTON", agency="Reuters")),
        (
            "PARIS, Jan. 20, 2016 (AFP) — Seven ministers met.",
            Masthead(dateline="PARIS", agency="Agence France-Presse", published=DAY),
        ),
        ("PARIS, 20 January 2016 — They met.", Masthead(dateline="PARIS", published=DAY)),
        ("PARIS, 32 January 2016 — They met.", Masthead(dateline="PARIS")),
        ("AL-ASAD AIR BASE, Iraq — Trainers came.", Masthead(dateline="AL-ASAD AIR BASE, Iraq")),
        ("ANKARA (AP) _ Planes came.", Masthead(dateline="ANKARA", agency="Associated Press")),
        ("A caption about a wreath.\n\nPARIS (AP) — They met.", Masthead(dateline="PARIS", agency="Associated Press")),
        (
            "By ANN B. LEE, Associated Press\n\nROME — They met.",
            Masthead(dateline="ROME", byline="ANN B. LEE, Associated Press", agency="Associated Press"),
        ),
        # Near misses
        ("NATO — the alliance — met.", Masthead()),
        ("The ministers met in PARIS — again.", Masthead()),
        ("Paris — the city — was calm.", Masthead()),
        ("IS fighters left (the AP reported) on Monday.", Masthead()),
        ("They met.\n" * 8 + "PARIS (AP) — Late.", Masthead(agency="Associated Press")),
        ("They met. " * 100 + "A line (Reuters) here. " + "They met. " * 40, Masthead()),
    ],
)
def test_first_lines_are_read(body: str, expected: Masthead) -> None:
    assert read_masthead(body) == expected


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Lee", "Ann Lee"),
        ("By Ann Lee and Bo van Ek, Reuters", "Ann Lee and Bo van Ek, Reuters"),
        ("BY LOU C. DOE", "LOU C. DOE"),
        ("By Wednesday the jets had left", ""),
        ("By Wednesday", ""),
        ("By Ann Lee. She reports.", ""),
        ("Bystanders Ran Away", ""),
        ("By " + "Ann Lee " * 20, ""),
    ],
)
def test_byline(line: str, names: str) -> None:
    assert read_byline(line) == names


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("The Associated Press", "Associated Press"),
        ("Dawn / AFP", "Agence France-Presse"),
        ("Reuters", "Reuters"),
        ("MAPS", ""),
        ("apology", ""),
        ("Ministry of Defence", ""),
    ],
)
def test_agency(text: str, agency: str) -> None:
    assert agency_in(text) == agency
