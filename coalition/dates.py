"""Dates as reports give them: a day, only a month, or only a year.

A `PartialDate` is the one form in which such dates travel through the project. Pure Python: extraction and models
share it.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from typing import Literal, get_args

Precision = Literal["day", "month", "year"]
PRECISIONS: tuple[Precision, ...] = get_args(Precision)

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A calendar date known to the day, the month or the year.

    `day` is the first day that the date can mean: 2016-02-01 for "February 2016". `str()` gives the ISO form cut to the
    precision ("2016-02").
    """

    day: datetime.date
    precision: Precision = "day"

    def __post_init__(self) -> None:
        if self.precision == "month" and self.day.day != 1:
            object.__setattr__(self, "day", self.day.replace(day=1))
        elif self.precision == "year" and (self.day.month, self.day.day) != (1, 1):
            object.__setattr__(self, "day", self.day.replace(month=1, day=1))

    def __str__(self) -> str:
        return self.day.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]

    @property
    def last_day(self) -> datetime.date:
        """The last day that the date can mean."""
        if self.precision == "month":
            return self.day.replace(day=calendar.monthrange(self.day.year, self.day.month)[1])
        if self.precision == "year":
            return self.day.replace(month=12, day=31)
        return self.day

    def covers(self, day: datetime.date) -> bool:
        """Whether `day` lies within what this date can mean."""
        return self.day <= day <= self.last_day

    def overlaps(self, other: PartialDate) -> bool:
        """Whether both dates can mean one day: 2016-02 and 2016-02-11 do."""
        return self.day <= other.last_day and other.day <= self.last_day

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read "2016", "2016-02" or "2016-02-11".

        Raises ValueError, naming the text, for anything else or for a day that does not exist.
        """
        match = _ISO.match(text.strip())
        if not match:
            raise ValueError(f"not a date: {text!r} (write YYYY, YYYY-MM or YYYY-MM-DD)")
        year, month, day = match.groups()
        try:
            first = datetime.date(int(year), int(month or 1), int(day or 1))
        except ValueError as error:
            raise ValueError(f"no such day: {text!r}") from error
        return cls(first, "day" if day else "month" if month else "year")
