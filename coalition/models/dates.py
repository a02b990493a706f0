"""Dates with precision in the database: a date column, a precision column beside it, and one property over both."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import CheckConstraint, Q

from coalition.dates import PartialDate
from coalition.enums import DatePrecision


def precision_field() -> models.CharField[str, str]:
    """The column beside a date; empty where the date is unknown."""
    return models.CharField("precision", max_length=5, choices=DatePrecision, blank=True, default="")


def partial_date(column: str) -> property:
    """A property that reads and writes `column` and `column_precision` as one `PartialDate` or None."""

    def read(self: Any) -> PartialDate | None:
        day = getattr(self, column)
        return None if day is None else PartialDate(day, getattr(self, f"{column}_precision") or "day")

    def write(self: Any, value: PartialDate | None) -> None:
        setattr(self, column, value.day if value else None)
        setattr(self, f"{column}_precision", value.precision if value else "")

    return property(read, write, doc=f"`{column}` with its precision, or None where unknown.")


def date_has_precision(column: str) -> CheckConstraint:
    """The database rule that a date and its precision are both there or both missing."""
    known = Q(**{f"{column}__isnull": False}) & ~Q(**{f"{column}_precision": ""})
    unknown = Q(**{f"{column}__isnull": True, f"{column}_precision": ""})
    return CheckConstraint(
        condition=known | unknown,
        name=f"%(app_label)s_%(class)s_{column}_has_precision",
        violation_error_message="Give a date together with how far it is known (day, month or year).",
    )
