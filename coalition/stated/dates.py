"""Dates as typed: "2016-02-11", "11 February 2016", "Feb 2016", "2016"."""

from __future__ import annotations

import calendar
import re

from coalition.dates import PartialDate
from coalition.stated.tokens import NotUnderstoodError

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name} | {
    name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name
}
_MONTHS["sept"] = 9
_WRITTEN = (
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[a-z]+)\.?,?\s+(?P<year>\d{4})"),
    re.compile(r"(?P<month>[a-z]+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"),
    re.compile(r"(?P<month>[a-z]+)\.?,?\s+(?P<year>\d{4})"),
)
_NUMERIC = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")


def read_date(text: str) -> PartialDate:
    """Read a day, a month or a year. Raises NotUnderstoodError with what to write instead.

    "11/02/2016" is refused: half of the world reads it as 2 November.
    """
    line = " ".join(text.casefold().split())
    if _NUMERIC.fullmatch(line):
        raise NotUnderstoodError(
            f"“{text.strip()}” is two different days in different countries. Write 2016-02-11 or 11 February 2016."
        )
    for pattern in _WRITTEN:
        match = pattern.fullmatch(line)
        if match and match["month"] in _MONTHS:
            day = f"-{int(match['day']):02}" if "day" in match.groupdict() else ""
            line = f"{match['year']}-{_MONTHS[match['month']]:02}{day}"
            break
    try:
        return PartialDate.parse(line)
    except ValueError as error:
        raise NotUnderstoodError(
            f"“{text.strip()}” is no date. Write a day (2016-02-11 or 11 February 2016), "
            "a month (2016-02) or a year (2016)."
        ) from error
