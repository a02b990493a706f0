"""Words on and around charts: counts, lists, dates, and text made safe for plotly."""

from __future__ import annotations

from collections.abc import Sequence

from coalition.dates import PartialDate


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun: "1 nation", "1,204 pledge lines"."""
    noun = singular if number == 1 else plural or f"{singular}s"
    return f"{number:,} {noun}"


def listed(parts: Sequence[str]) -> str:
    """Parts joined as in a sentence: "France, Italy and Spain"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def date_in_words(date: PartialDate) -> str:
    """A date as far as it is known: "20 January 2016", "February 2016", "2016"."""
    if date.precision == "year":
        return f"{date.day:%Y}"
    if date.precision == "month":
        return f"{date.day:%B %Y}"
    return f"{date.day.day} {date.day:%B %Y}"


def period_in_words(first: PartialDate, last: PartialDate | None) -> str:
    """One date or two: "20 January 2016", "20–21 January 2016", "30 January to 2 February 2016"."""
    if last is None or last == first:
        return date_in_words(first)
    both_days = first.precision == last.precision == "day"
    if both_days and (first.day.year, first.day.month) == (last.day.year, last.day.month):
        return f"{first.day.day}–{date_in_words(last)}"
    if both_days and first.day.year == last.day.year:
        return f"{first.day.day} {first.day:%B} to {date_in_words(last)}"
    return f"{date_in_words(first)} to {date_in_words(last)}"


def plain(text: str) -> str:
    """Text that plotly shows as it stands: it would read <b> or <a href> in a name as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def hover(*lines: str) -> str:
    """A hover label of plain lines, the first one bold; empty lines are left out."""
    first, *rest = [plain(line) for line in lines if line]
    return "<br>".join([f"<b>{first}</b>", *rest])
