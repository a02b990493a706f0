"""Records named by what an editor types, in any known spelling.

One match resolves; none and several are two different answers.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model, QuerySet

from coalition.as_of import PublicRecord
from coalition.charts.words import period_in_words
from coalition.models import Meeting, Nation
from coalition.search import kind_named, narrow
from coalition.search.kinds import SearchKind
from coalition.search.query import parse
from coalition.search.suggestions import did_you_mean
from coalition.search.text import words

OFFERED: Final = 8
"""Choices shown under a field."""

_MONTHS = frozenset(name.casefold() for name in calendar.month_name if name)
_READ = 60
"""Records that are read to find the best choices among them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A record that a text may name: its name as the field then shows it, and a line that tells it from others."""

    record: Model
    label: str
    line: str

    @property
    def key(self) -> int:
        """The key of the record."""
        return int(self.record.pk)


def choices(kind: str, text: str) -> list[Choice]:
    """The records of `kind` that hold the words of `text`, those first that are called so; up to `OFFERED`."""
    found = _found(kind, text)
    typed = words(text)
    ranked = sorted(found, key=lambda choice: (_rank(kind, choice, typed), choice.label))
    return (ranked or _nearly(kind, text))[:OFFERED]


def named(kind: str, text: str) -> list[Choice]:
    """What `text` names: records with exactly that spelling, else those with a spelling that holds all its words."""
    typed = words(text)
    found = _found(kind, text)
    for is_named in (_is_called, _holds):
        fitting = [choice for choice in found if is_named(_spellings(kind, choice.record), typed)]
        if fitting:
            return fitting
    return []


def similar(kind: str, text: str) -> list[Choice]:
    """What a text that names nothing may mean: records that hold its words otherwise, or are spelled nearly so."""
    return (_found(kind, text) or _nearly(kind, text))[:OFFERED]


def choice_of(kind: str, record: Model) -> Choice:
    """The choice that stands for `record`."""
    return Choice(record, _label(record), _kind(kind).describe(record))


def record_with(kind: str, key: int) -> Choice | None:
    """The choice with that key; None where there is no such record."""
    record = _rows(kind).filter(pk=key).first()
    return None if record is None else choice_of(kind, record)


def _kind(code: str) -> SearchKind:
    kind = kind_named(code)
    if kind is None:
        raise LookupError(code)
    return kind


def _rows(kind: str) -> QuerySet[Any]:
    """All records of the kind, those that readers do not see among them; no texts of articles."""
    rows = _kind(kind).loaded(PublicRecord())
    return rows.defer("body") if kind == "article" else rows


def _found(kind: str, text: str) -> list[Choice]:
    text = text.strip()
    if not words(text):
        return []
    column = "title" if kind == "article" else "name"
    # Of many hits not all are read; one of exactly that name is. The index completes words from three letters on.
    beginning = {f"{column}__istartswith" if len(text) < 3 else f"{column}__iexact": text}
    rows = [*_rows(kind).filter(**beginning)[:_READ], *narrow(_rows(kind), kind, _indexed(kind, text))[:_READ]]
    return [choice_of(kind, row) for row in {row.pk: row for row in rows}.values()]


def _indexed(kind: str, text: str) -> str:
    """What of `text` the index knows: of a meeting not the day and month, which its label shows."""
    if kind != "meeting":
        return text
    return " ".join(word for word in words(text) if word not in _MONTHS and not (word.isdecimal() and len(word) < 3))


def _nearly(kind: str, text: str) -> list[Choice]:
    """Records whose name is spelled nearly so."""
    query = parse(text)
    names = did_you_mean(query, PublicRecord()) if query else []
    found = {choice.key: choice for name in names for choice in _found(kind, name)}
    return list(found.values())


def _label(record: Any) -> str:
    if isinstance(record, Meeting) and record.starts:
        return f"{record.name}, {period_in_words(record.starts, record.ends)}"
    return str(record)


def _nation_spellings(nation: Nation) -> Iterable[str]:
    return (nation.name, nation.iso_alpha3 or "", *(name.name for name in nation.names.all()))


def _meeting_spellings(meeting: Meeting) -> Iterable[str]:
    country = meeting.country.name if meeting.country else ""
    return (meeting.name, _label(meeting), f"{_label(meeting)} {meeting.city} {country}")


_SPELLINGS: Final[dict[str, Callable[[Any], Iterable[str]]]] = {
    "nation": _nation_spellings,
    "minister": lambda minister: (minister.name, *minister.aliases),
    "city": lambda city: (city.name, *city.aliases),
    "meeting": _meeting_spellings,
    "article": lambda article: (article.title, f"{article.title} {article.publisher} {article.published or ''}"),
}

KINDS: Final = tuple(_SPELLINGS)
"""The kinds of records that a field can name."""


def _spellings(kind: str, record: Model) -> list[list[str]]:
    return [words(spelling) for spelling in _SPELLINGS[kind](record) if spelling]


def _is_called(spellings: Sequence[list[str]], typed: list[str]) -> bool:
    return typed in spellings


def _holds(spellings: Sequence[list[str]], typed: list[str]) -> bool:
    return bool(typed) and any(set(typed) <= set(spelling) for spelling in spellings)


def _rank(kind: str, choice: Choice, typed: list[str]) -> int:
    """0 for a record called exactly so, 1 where a name begins so, 2 for the others."""
    spellings = _spellings(kind, choice.record)
    if _is_called(spellings, typed):
        return 0
    start = " ".join(typed)
    return 1 if any(" ".join(spelling).startswith(start) for spelling in spellings) else 2
