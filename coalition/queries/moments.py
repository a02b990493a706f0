"""The day that places a dated fact among others, as the database computes it."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce, ExtractDay, ExtractMonth, ExtractYear, Greatest, Least, TruncDate
from django.db.models.lookups import Exact

from coalition.enums import DatePrecision


def reported_day() -> Any:
    """The day from which the public record held a fact, as `coalition.standing.public_day` has it."""
    return Coalesce("public_from", TruncDate("created_at"))


def moment() -> Any:
    """The day of a fact with `happened_on`, as a number that sorts and compares: 20160120.

    As `coalition.standing.effective_day` has it: a known day is taken as it is; of a month or a year the latest day
    that was already past when it was reported; without any date the day of the report counts.
    """
    year = ExtractYear("happened_on") * 10_000
    month = year + ExtractMonth("happened_on") * 100
    reported = _number(reported_day())
    return Case(
        When(happened_on__isnull=True, then=reported),
        When(happened_on_precision=DatePrecision.MONTH, then=_within(reported, month + 1, month + _days_of_month())),
        When(happened_on_precision=DatePrecision.YEAR, then=_within(reported, year + 101, year + 1231)),
        default=_number("happened_on"),
        output_field=IntegerField(),
    )


def _number(day: Any) -> Any:
    return ExtractYear(day) * 10_000 + ExtractMonth(day) * 100 + ExtractDay(day)


def _within(number: Any, first: Any, last: Any) -> Any:
    return Least(Greatest(number, first), last)


def _days_of_month() -> Any:
    """28 to 31; the ledger's years are those of a calendar in which every fourth one is a leap year."""
    leap = Q(happened_on__month=2) & Q(Exact(ExtractYear("happened_on") % 4, 0))
    return Case(
        When(happened_on__month__in=[4, 6, 9, 11], then=Value(30)),
        When(leap, then=Value(29)),
        When(happened_on__month=2, then=Value(28)),
        default=Value(31),
    )
