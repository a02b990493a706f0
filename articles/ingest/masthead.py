"""What the first lines of a news text say about it: where it is told from, by whom, for which agency. Pure."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from coalition.dates import PartialDate

_AGENCY_NAMES = {
    "AP": "Associated Press",
    "Associated Press": "Associated Press",
    "AFP": "Agence France-Presse",
    "Agence France-Presse": "Agence France-Presse",
    "Reuters": "Reuters",
    "REUTERS": "Reuters",
    "dpa": "Deutsche Presse-Agentur",
    "DPA": "Deutsche Presse-Agentur",
    "UPI": "United Press International",
    "United Press International": "United Press International",
    "ANSA": "ANSA",
    "EFE": "EFE",
    "Xinhua": "Xinhua",
    "TASS": "TASS",
    "Kyodo": "Kyodo",
    "Anadolu Agency": "Anadolu Agency",
    "Canadian Press": "Canadian Press",
    "Australian Associated Press": "Australian Associated Press",
    "AAP": "Australian Associated Press",
    "Press Association": "PA Media",
    "PA Media": "PA Media",
    "Belga": "Belga",
    "Ritzau": "Ritzau",
}
_LONGEST_FIRST = sorted(_AGENCY_NAMES, key=len, reverse=True)
_AGENCY = re.compile(rf"(?<!\w)(?:The )?({'|'.join(map(re.escape, _LONGEST_FIRST))})(?!\w)")
_CREDIT = re.compile(rf"\((?:The )?({'|'.join(map(re.escape, _LONGEST_FIRST))})\)")

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("January", "Jan"),
            ("February", "Feb"),
            ("March", "Mar"),
            ("April", "Apr"),
            ("May",),
            ("June", "Jun"),
            ("July", "Jul"),
            ("August", "Aug"),
            ("September", "Sept", "Sep"),
            ("October", "Oct"),
            ("November", "Nov"),
            ("December", "Dec"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = rf"(?:(?:{_MONTH})\.?[ ]\d{{1,2}}|\d{{1,2}}[ ](?:{_MONTH})\.?)(?:,?[ ]\d{{4}})?"
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ'’./\-]+"
_REGION = r"[A-Z][\w.'’\-]*(?:[ ][A-Z][\w.'’\-]*){0,3}"
_DATELINE = re.compile(
    rf"""
    (?P<place>{_CAPITALS}(?:[ ]{_CAPITALS}){{0,4}}(?:,[ ]{_REGION})?)  # PARIS; NEWPORT, Wales; AL-ASAD AIR BASE, Iraq
    (?:,[ ](?P<date>{_DATE}))?                                         # , Jan. 20, 2016
    (?P<agency>[ ]?\([^()]{{2,40}}\))?                                 # (AP)
    [ ]?(?:—|–|--|-|_)[ ]?(?=\S)                                       # — – -- - and the low line of old wires
    """,
    re.VERBOSE,
)
_NO_PLACES = re.compile(
    r"(?:ANALYSIS|BREAKING|CORRECTION|EU|EXCLUSIVE|FACTBOX|ISIL|ISIS|NATO|OPINION|UK|UN|UPDATE|USA?)\Z"
)
_BYLINE = re.compile(r"(?:By|BY) (?P<names>[^.?!]*(?:\b\w\.[^.?!]*)*)\Z")
_SMALL_WORD = re.compile(r"(?:and|at|for|from|in|of|the|with|al|bin|de|del|den|der|di|du|el|ibn|la|le|van|von)\Z")
_FIRST_LINES = 6
_LONGEST_BYLINE = 120
_CREDIT_REACH = 600
"""An agency in brackets counts this near to the beginning, or a third as near to the end; further in, it is a quote."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the text itself says; "" and None where it does not. The date only where the text gives day and year."""

    dateline: str = ""
    byline: str = ""
    agency: str = ""
    published: PartialDate | None = None


def read_masthead(body: str) -> Masthead:
    """Read the first lines: "By Ann Lee, Associated Press", "PARIS, Jan. 20, 2016 (AP) — Seven ministers …"."""
    lines = [line.strip() for line in body.split("\n") if line.strip()][:_FIRST_LINES]
    byline = next(filter(None, map(read_byline, lines)), "")
    dateline = next(filter(None, map(_DATELINE.match, lines)), None)
    if dateline is None or not _is_place(dateline):
        return Masthead(byline=byline, agency=agency_in(byline) or _credited(body))
    return Masthead(
        dateline=dateline["place"],
        byline=byline,
        agency=agency_in(dateline["agency"] or "") or agency_in(byline) or _credited(body),
        published=_full_date(dateline["date"] or ""),
    )


def read_byline(line: str) -> str:
    """The names in "By Ann Lee and Bo Ek, Associated Press"; "" for "By Wednesday the jets had left"."""
    match = _BYLINE.match(line)
    if match is None or len(line) > _LONGEST_BYLINE:
        return ""
    words = match["names"].replace(",", " ").split()
    named = [word for word in words if not _SMALL_WORD.match(word)]
    return match["names"].strip() if len(named) > 1 and all(word[0].isupper() for word in named) else ""


def agency_in(text: str) -> str:
    """The full name of the agency that `text` (a byline, a publisher) names; "" for none."""
    match = _AGENCY.search(text)
    return _AGENCY_NAMES[match.group(1)] if match else ""


def _credited(body: str) -> str:
    """The agency in brackets near the beginning or at the end."""
    match = _CREDIT.search(body[:_CREDIT_REACH]) or _CREDIT.search(body[-_CREDIT_REACH // 3 :])
    return _AGENCY_NAMES[match.group(1)] if match else ""


def _is_place(dateline: re.Match[str]) -> bool:
    """ "NATO — the alliance …" opens a sentence; "PARIS — …" is a dateline."""
    return not _NO_PLACES.match(dateline["place"])


def _full_date(text: str) -> PartialDate | None:
    """ "Jan. 20, 2016" and "20 January 2016"; None where the year is missing or there is no such day."""
    year = re.search(r"\d{4}\Z", text)
    day = re.search(r"\b\d{1,2}\b", text)
    month = re.search(_MONTH, text)
    if not (year and day and month):
        return None
    try:
        return PartialDate(datetime.date(int(year.group()), _MONTHS[month.group()], int(day.group())))
    except ValueError:
        return None
