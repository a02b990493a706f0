"""Dates in all forms of the press, resolved as far as text and publication date fix them.

"20 January 2016", "Jan. 20", "11–12 February", "mid-January", "on Wednesday", "next month", "2014-09-15". A date
without its year takes it from the publication date and the tense of its sentence, or from the last full date before it.
"""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from functools import lru_cache

from articles.extraction.lexicon import Lexicon
from articles.extraction.tokens import fold, sentence_of
from articles.extraction.types import DateMention, Document
from coalition.dates import PartialDate

_FIRST_YEAR, _LAST_YEAR = 1900, 2039
_ISO_LENGTH = len("2014-09-15")
_YEARS = frozenset(str(year) for year in range(_FIRST_YEAR, _LAST_YEAR + 1))
_DAYS = frozenset(f"{day}{ending}" for day in range(1, 32) for ending in ("st", "nd", "rd", "th"))
_COVERED_YEARS = range(2014, 2022)
"""Years in which a weekday with day and month may fix the year of an undated text."""

Parsed = tuple[PartialDate | None, int, int, PartialDate | None, bool]
"""Date, first token, end, last date of a range, whether it needed the publication date."""


@dataclass(frozen=True, slots=True)
class _Words:
    months: dict[str, int]
    ambiguous: frozenset[str]
    cues: frozenset[str]
    weekdays: dict[str, int]
    year_cues: frozenset[str]
    seasons: frozenset[str]
    future: frozenset[str]
    past: frozenset[str]
    triggers: frozenset[str]


_RELATIVE = frozenset({
    "yesterday", "today", "tonight", "tomorrow", "last", "next", "this", "past", "previous", "coming", "ago",
    "same", "end", "later", "following",
})  # fmt: skip
_SMALL = {
    word: number
    for number, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split(" "))
} | {"a": 1, "an": 1}


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> _Words:
    reference = lexicon.reference["date_words"]
    months = {word: int(number) for number, words in reference["months"].items() for word in words}
    weekdays = {word: number for number, word in enumerate(reference["weekdays"])}
    weekdays |= {
        word: next(n for full, n in weekdays.items() if full.startswith(word[:3]))
        for word in reference["weekdays_short"]
    }
    return _Words(
        months=months,
        ambiguous=frozenset(reference["ambiguous_months"]),
        cues=lexicon.words("date_words", "month_cues"),
        weekdays=weekdays,
        year_cues=frozenset(fold(word) for word in reference["year_cues"]),
        seasons=lexicon.words("date_words", "seasons"),
        future=lexicon.words("date_words", "future"),
        past=lexicon.words("date_words", "past"),
        triggers=frozenset(months) | frozenset(weekdays) | _RELATIVE | _YEARS | _DAYS,
    )


def find_dates(document: Document, lexicon: Lexicon) -> tuple[DateMention, ...]:
    """All dates in text order, without overlaps.

    Published on 20 January 2016, "The ministers met in Paris on Wednesday" gives 2016-01-20 and "will meet in Brussels
    next
    month" gives 2016-02. Without a publication date only dates that the text itself fixes are given.
    """
    return _Reader(document, _words(lexicon)).read()


class _Reader:
    """Reads one document from left to right and remembers the last date for those that lean on it."""

    def __init__(self, document: Document, words: _Words) -> None:
        self.document = document
        self.keys = document.keys
        self.words = words
        self.count = len(document.keys)
        self.published = document.source.published
        self.last: PartialDate | None = None
        self.free = 0

    def key(self, token: int) -> str:
        """Lookup form of a token, "" outside the document."""
        return self.keys[token] if 0 <= token < self.count else ""

    def read(self) -> tuple[DateMention, ...]:
        found: list[DateMention] = []
        triggers = self.words.triggers
        whole = {key for key in self.document.tokens_by_key if len(key) == _ISO_LENGTH and key[0].isdigit()}
        for token in self.document.tokens_among(triggers | whole if whole else triggers):
            parsed = self.parse(token, self.keys[token]) if token >= self.free else None
            if parsed is None:
                continue
            date, first, end, last, relative = parsed
            self.free = end
            if date is None or first < (found[-1].end if found else 0):
                continue
            self.last = date
            found.append(DateMention(date, first, end, last, relative))
        return tuple(found)

    def parse(self, token: int, key: str) -> Parsed | None:
        if key in self.words.months:
            return self.month(token)
        if key in self.words.weekdays:
            return self.weekday(token)
        if key[0].isdigit():
            return self.number(token, key)
        return self.relative(token, key)

    # --- absolute forms ---------------------------------------------------------------------------------------------

    def month(self, token: int) -> Parsed | None:
        """A month with whatever stands around it."""
        if not self.is_month(token):
            return None
        month = self.words.months[self.keys[token]]
        first, start_day, end_day = self.days_before(token)
        end = token + 1
        if start_day is None:
            start_day, end_day, end = self.days_after(end)
        year, end = self.year_after(end)
        weekday, first = self.weekday_before(first)
        if self.key(first - 1) == "-" and self.key(first - 2) in _PARTS:
            first -= 2
        elif self.key(first - 1) in _PARTS:
            first -= 1
        year = year or self.year_of_range(end)
        relative = year is None
        if year is None:
            year = self.missing_year(token, month, start_day, weekday)
        if year is None:
            return (None, first, end, None, True)
        date = _partial(year, month, start_day)
        last = self.range_end(date, end_day) if date else None
        other = self.other_month(end, date, year) if date else None
        if other is not None:
            last, end = other
        return (date, first, end, last, relative)

    def is_month(self, token: int) -> bool:
        key, word = self.keys[token], self.document.words[token]
        if not word[0].isupper():
            return False
        if key not in self.words.ambiguous:
            return True
        near_number = self.key(token - 1)[:1].isdigit() or self.key(token + 1)[:1].isdigit()
        follows = self.key(token - 1) in self.words.cues or (
            self.key(token - 1) == "-" and self.key(token - 2) in _PARTS
        )
        opens_verb = key == "may" and self.key(token + 1).isalpha() and self.key(token - 1) == ""
        return near_number or (follows and not opens_verb)

    def days_before(self, token: int) -> tuple[int, int | None, int | None]:
        """ "20 January", "the 20th of January", "11–12 February": first token, first and last day."""
        at = token - 1
        if self.key(at) == "of" and _day(self.key(at - 1)) and self.key(at - 1)[-2:] in _ORDINALS:
            at -= 1
        day = _day(self.key(at))
        if day is None or self.document.words[at - 1 : at] == ["$"]:
            return token, None, None
        if self.key(at - 1) in _JOINS:
            earlier = _day(self.key(at - 2))
            if earlier is not None and earlier < day:
                return at - 2, earlier, day
        if self.key(at - 1) == "the":
            at -= 1
        return at, day, None

    def days_after(self, end: int) -> tuple[int | None, int | None, int]:
        """ "January 20", "Jan. 20-22", "February 3 to 5": first and last day, end."""
        at = end + 1 if self.key(end) == "the" else end
        day = _day(self.key(at))
        if day is None or self.key(at + 1) in {"percent", "%", "million"}:
            return None, None, end
        if at == end and self.keys[at] == "first" and self.key(at + 1) not in {",", ".", ";"}:
            return None, None, end
        if self.key(at + 1) in _JOINS:
            later = _day(self.key(at + 2))
            if later is not None and later > day and self.key(at + 3) not in self.words.months:
                return day, later, at + 3
        return day, None, at + 1

    def year_after(self, end: int) -> tuple[int | None, int]:
        at = end + 1 if self.key(end) in {",", "of", "("} else end
        year = _year(self.key(at))
        if year is not None:
            return year, at + 1
        step = {"last": -1, "this": 0, "next": 1}.get(self.key(at))
        if step is not None and self.key(at + 1) == "year" and self.published is not None:
            return self.published.day.year + step, at + 2
        return None, end

    def weekday_before(self, first: int) -> tuple[int | None, int]:
        """ "Monday, Dec. 26": the weekday's number and the new first token."""
        at = first - 1
        if self.key(at) == "the":
            at -= 1
        if self.key(at) == ",":
            at -= 1
        weekday = self.words.weekdays.get(self.key(at))
        return (weekday, at) if weekday is not None and self.is_capital(at) else (None, first)

    def year_of_range(self, end: int) -> int | None:
        """The year that "28 January to 2 February 2016" gives to its first day."""
        if self.key(end) not in _JOINS:
            return None
        at = end + 1
        if not any(self.key(token) in self.words.months for token in (at, at + 1)):
            return None
        return next((year for token in range(at + 1, at + 5) if (year := _year(self.key(token)))), None)

    def other_month(self, end: int, start: PartialDate | None, year: int) -> tuple[PartialDate, int] | None:
        """ "28 January to 2 February", "Jan. 28 - Feb. 2": the last day and the end."""
        if start is None or self.key(end) not in _JOINS - {"and", "&", "or"}:
            return None
        at = end + 1
        day = _day(self.key(at))
        if day is not None and self.key(at + 1) in self.words.months:
            at, stop = at + 1, at + 2
        elif self.key(at) in self.words.months and _day(self.key(at + 1)):
            day, stop = _day(self.key(at + 1)), at + 2
        else:
            return None
        later_year, stop = self.year_after(stop)
        last = _partial(later_year or year, self.words.months[self.key(at)], day)
        return (last, stop) if last is not None and last > start else None

    def range_end(self, date: PartialDate, end_day: int | None) -> PartialDate | None:
        return _partial(date.day.year, date.day.month, end_day) if end_day else None

    def number(self, token: int, key: str) -> Parsed | None:
        """ "2014-09-15", a bare year, "on the 20th"."""
        if len(key) == 10 and key[4] == "-":
            try:
                return (PartialDate.parse(key), token, token + 1, None, False)
            except ValueError:
                return None
        year = _year(key) if len(key) == 4 and key.isdigit() else None
        if year is not None:
            return self.bare_year(token, year)
        day = _day(key)
        if day is None or self.key(token - 1) != "the" or self.key(token - 2) not in {"on", "by", "until", "of"}:
            return None
        after = self.key(token + 1)
        if (after.isalpha() and after not in _AFTER_DAY) or (
            after == "of" and self.key(token + 2) in self.words.months
        ):
            return None
        return self.day_of_month(token, day)

    def bare_year(self, token: int, year: int) -> Parsed | None:
        before = self.key(token - 1)
        if before not in self.words.year_cues or not 1950 <= year <= _LAST_YEAR:
            return None
        if (
            before in {"and", "or", "-", "–", "to", "for", "of", "("}
            and self.last is None
            and before not in {"of", "("}
        ):
            return None
        if self.key(token + 1) in _COUNTED or self.key(token + 1) == "-":
            return None
        first = token
        while self.key(first - 1) in {"early", "late", "mid", "of", "end", "the", "-"} | self.words.seasons:
            first -= 1
        return (
            PartialDate(datetime.date(year, 1, 1), "year"),
            first if first < token else token,
            token + 1,
            None,
            False,
        )

    def day_of_month(self, token: int, day: int) -> Parsed | None:
        if self.published is None or self.published.precision == "year":
            return (None, token, token + 1, None, True)
        base = self.published.day
        date = _partial(base.year, base.month, day)
        if date and self.published.precision == "day":
            if self.looks_ahead(token) and date.day < base:
                date = _shifted_month(base, 1, day)
            elif not self.looks_ahead(token) and date.day > base:
                date = _shifted_month(base, -1, day)
        return (date, token - 1, token + 1, None, True)

    # --- years that are left out ------------------------------------------------------------------------------------

    def missing_year(self, token: int, month: int, day: int | None, weekday: int | None) -> int | None:
        """The year of "January 20" or "in December"."""
        if self.published is not None:
            return self.year_by_tense(self.published, token, month, day)
        if weekday is not None and day is not None:
            years = [year for year in _COVERED_YEARS if _weekday_of(year, month, day) == weekday]
            near = [year for year in years if self.last and abs(self.last.day.year - year) <= 1]
            if len(near or years) == 1:
                return (near or years)[0]
        if self.last is not None:
            return self.last.day.year
        return None

    def year_by_tense(self, published: PartialDate, token: int, month: int, day: int | None) -> int:
        if published.precision == "year":
            return published.day.year
        ahead = self.looks_ahead(token)
        years = (published.day.year - 1, published.day.year, published.day.year + 1)
        dates = [date for year in years if (date := _partial(year, month, day))]
        if ahead is None:
            return min(dates, key=lambda date: abs(date.day - published.day)).day.year
        if ahead:
            later = [date for date in dates if date.last_day >= published.day]
            return (later or dates)[0].day.year
        earlier = [date for date in dates if date.day <= published.last_day + datetime.timedelta(days=1)]
        return (earlier or dates)[-1].day.year

    def looks_ahead(self, token: int) -> bool | None:
        """Whether the verb nearest to the date speaks of the future, None where no verb does.

        Words before the date count as nearer than those after.
        """
        sentence = sentence_of(self.document, token)
        nearest: float = 99
        ahead: bool | None = None
        for at in range(max(sentence.first, token - 25), min(sentence.end, token + 12)):
            key = self.keys[at]
            future = self.is_future(at)
            if (
                not future
                and key not in self.words.past
                and not (len(key) > 4 and key.endswith("ed") and key not in _NOT_PAST)
            ):
                continue
            distance = token - at if at < token else (at - token) * 1.5 + 3
            distance += 4 * sum(1 for key in self.keys[min(at, token) : max(at, token)] if key == ",")
            if future and key in {"planned", "expected", "scheduled"}:
                distance -= 1
            if distance < nearest:
                nearest, ahead = distance, future
        return ahead

    def is_future(self, at: int) -> bool:
        """A word that looks ahead: "will", "plans to", a present with a date to come ("ministers meet on Friday")."""
        key = self.keys[at]
        if key == "to":
            return self.is_to_infinitive(at)
        if key in {"plan", "plans"}:
            return self.key(at + 1) == "to" or (key == "plans" and self.key(at + 1) in {"a", "another"})
        if key == "set":
            return self.key(at + 1) in {"for", "to"} and self.key(at - 1) in {"is", "are", "'s"}
        if key in {"invited", "summoned"}:
            return self.key(at + 1) == "to" and (
                self.key(at - 1) == "are" or self.keys[at - 2 : at] == ["have", "been"]
            )
        if key in _PRESENT:
            return self.key(at - 1) not in {"to", "will", "would", "can", "could", "may", "did", "not"}
        return key in self.words.future

    def is_to_infinitive(self, at: int) -> bool:
        """ "are to meet", "is to host", "agreed to meet" look ahead; "to Brussels" and "used to" do not."""
        return self.key(at - 1) in {
            "is",
            "are",
            "due",
            "set",
            "expected",
            "scheduled",
            "planning",
            "plans",
            "plan",
            "agreed",
            "ready",
        }

    # --- relative forms ---------------------------------------------------------------------------------------------

    def weekday(self, token: int) -> Parsed | None:
        """ "on Wednesday", "last Friday", "next Monday"; a date that follows is read by the month."""
        if not self.is_capital(token) or (
            len(self.keys[token]) < 6 and self.key(token - 1) not in {"on", "last", "next", "this", "("}
        ):
            return None
        at = token + 1
        while self.key(at) in {",", "the"} or _day(self.key(at)) is not None:
            at += 1
        if self.key(at) in self.words.months and at - token <= 4 and self.is_month(at):
            return None
        following = self.weekday_following(token)
        modifier = self.key(token - 1)
        first = token - 1 if modifier in {"last", "next", "this", "past", "coming"} else token
        if self.published is None or self.published.precision != "day":
            return (None, first, token + 1, None, True)
        base = self.published.day
        back = (base.weekday() - self.words.weekdays[self.keys[token]]) % 7
        if modifier == "last":
            day = base - datetime.timedelta(days=back or 7)
        elif modifier in {"next", "coming"} or (modifier != "past" and self.looks_ahead(token)):
            day = base + datetime.timedelta(days=(7 - back) if back or modifier == "next" else 0)
        else:
            day = base - datetime.timedelta(days=back)
        if following:
            return (PartialDate(day), first, token + 3, PartialDate(day + datetime.timedelta(days=following)), True)
        return (PartialDate(day), first, token + 1, None, True)

    def weekday_following(self, token: int) -> int:
        """How many days later the second of "Monday and Tuesday", "Thursday to Saturday" is; 0 where none follows."""
        later = self.words.weekdays.get(self.key(token + 2))
        if self.key(token + 1) not in _JOINS - {"or"} or later is None or not self.is_capital(token + 2):
            return 0
        if self.key(token + 3) == "'s" or _day(self.key(token + 3)) or self.key(token + 3) in self.words.months:
            return 0
        days = (later - self.words.weekdays[self.keys[token]]) % 7
        return days if days <= 3 else 0

    def relative(self, token: int, key: str) -> Parsed | None:
        """ "yesterday", "next month", "later this year", "two weeks ago", "the same day"."""
        if key in {"yesterday", "today", "tonight", "tomorrow"}:
            return self.near_day(token, {"yesterday": -1, "tomorrow": 1}.get(key, 0))
        unit = self.key(token + 1)
        if key == "ago":
            return self.ago(token)
        if key == "same":
            return self.same(token, unit)
        if key == "end":
            return self.end_of(token)
        if key in {"later", "following"}:
            return self.after_last(token, key)
        if unit not in {"week", "month", "year", "weekend", *self.words.seasons} or self.published is None:
            return None
        if key in {"past", "coming"} and self.key(token - 1) in {"the", "over"} and unit != "week":
            return None
        step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(key, 0)
        first = token - 1 if self.key(token - 1) in {"late", "early", "later", "earlier"} else token
        return (_stepped(self.published, unit, step), first, token + 2, None, True)

    def near_day(self, token: int, step: int) -> Parsed | None:
        if self.published is None:
            return None
        if self.published.precision != "day":
            return (self.published, token, token + 1, None, True)
        return (PartialDate(self.published.day + datetime.timedelta(days=step)), token, token + 1, None, True)

    def ago(self, token: int) -> Parsed | None:
        """ "three days ago", "a month ago"."""
        unit, number = self.key(token - 1).rstrip("s"), self.key(token - 2)
        amount = int(number) if number.isdigit() and len(number) < 4 else _SMALL.get(number)
        if amount is None or self.published is None or unit not in {"day", "week", "month", "year"}:
            return None
        return (_stepped(self.published, unit, -amount), token - 2, token + 1, None, True)

    def same(self, token: int, unit: str) -> Parsed | None:
        if self.last is None or unit not in {"day", "month", "year"} or self.key(token - 1) != "the":
            return None
        order = ["year", "month", "day"]
        if order.index(unit) > order.index(self.last.precision):
            return None
        day = self.last.day
        date = {"day": self.last, "month": PartialDate(day, "month"), "year": PartialDate(day, "year")}[unit]
        return (date, token - 1, token + 2, None, False)

    def after_last(self, token: int, key: str) -> Parsed | None:
        """ "two days later", "a week later", "the following day", counted from the date named last."""
        if self.last is None or self.last.precision != "day":
            return None
        if key == "following":
            if self.key(token + 1) != "day" or self.key(token - 1) != "the":
                return None
            return (_stepped(self.last, "day", 1), token - 1, token + 2, None, False)
        number, unit = self.key(token - 2), self.key(token - 1).rstrip("s")
        amount = int(number) if number.isdigit() and len(number) < 3 else _SMALL.get(number)
        if amount is None or unit not in {"day", "week"}:
            return None
        days = amount * (7 if unit == "week" else 1)
        return (_stepped(self.last, "day", days), token - 2, token + 1, None, False)

    def end_of(self, token: int) -> Parsed | None:
        """ "by the end of the year", "at the end of the month"; "end of January" is read at the month."""
        if self.key(token + 1) != "of" or self.key(token + 2) not in {"the", "this"} or self.published is None:
            return None
        unit = self.key(token + 3)
        if unit not in {"year", "month", "week"}:
            return None
        return (_stepped(self.published, unit, 0), token, token + 4, None, True)

    def is_capital(self, token: int) -> bool:
        return 0 <= token < self.count and self.document.words[token][0].isupper()


_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_ORDINAL_WORDS = {
    word: number + 1
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
    )
}
_PARTS = frozenset({"early", "mid", "late", "middle"})
_JOINS = frozenset({"-", "–", "—", "to", "and", "&", "or", "through", "until"})
_AFTER_DAY = frozenset({"and", "in", "at", "to", "for", "with", "when", "as", "that", "by", "of"})
_PRESENT = frozenset({"meet", "meets", "gather", "gathers", "convene", "convenes", "reconvene", "reconvenes"})
_COUNTED = frozenset({
    "troops", "soldiers", "people", "personnel", "fighters", "men", "militants", "tons", "tonnes", "missions",
    "sorties", "strikes",
})  # fmt: skip
_NOT_PAST = frozenset({
    "united", "armed", "indeed", "wounded", "combined", "allied", "islamic", "agreed-upon", "so-called", "red",
    "need", "speed", "exceed", "succeed", "proceed", "mohammed", "ahmed", "hundred",
})  # fmt: skip


def _day(key: str) -> int | None:
    """1–31 from "20", "20th" or "second"."""
    digits = key[:-2] if key[-2:] in _ORDINALS else key
    if not digits.isdigit() or len(digits) > 2:
        return _ORDINAL_WORDS.get(key)
    return int(digits) if 1 <= int(digits) <= 31 else None


def _year(key: str) -> int | None:
    return int(key) if len(key) == 4 and key.isdigit() and _FIRST_YEAR <= int(key) <= _LAST_YEAR else None


def _partial(year: int, month: int, day: int | None) -> PartialDate | None:
    """None for a day that does not exist ("31 June")."""
    if day is None:
        return PartialDate(datetime.date(year, month, 1), "month")
    if day > calendar.monthrange(year, month)[1]:
        return None
    return PartialDate(datetime.date(year, month, day))


def _weekday_of(year: int, month: int, day: int) -> int | None:
    date = _partial(year, month, day)
    return date.day.weekday() if date else None


def _shifted_month(base: datetime.date, step: int, day: int | None = None) -> PartialDate | None:
    number = base.year * 12 + base.month - 1 + step
    return _partial(number // 12, number % 12 + 1, day)


def _stepped(published: PartialDate, unit: str, step: int) -> PartialDate | None:
    """The week, month, year or season that lies `step` units from publication; a week gives its month."""
    if unit == "day":
        return PartialDate(published.day + datetime.timedelta(days=step)) if published.precision == "day" else None
    if unit in {"week", "weekend"}:
        if published.precision == "year":
            return None
        day = published.day + datetime.timedelta(days=7 * step if published.precision == "day" else 0)
        return PartialDate(day, "month")
    if unit == "month":
        return _shifted_month(published.day, step) if published.precision != "year" else None
    return PartialDate(datetime.date(published.day.year + step, 1, 1), "year")
