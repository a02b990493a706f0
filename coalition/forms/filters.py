"""What every filter form of a list shares: chips, messages, sorting. All state lives in the query string."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, TypeVar

from django import forms
from django.db.models import Model, QuerySet
from django.db.models.expressions import OrderBy
from django.http import QueryDict

from coalition.as_of import PublicRecord
from coalition.charts.words import date_in_words
from coalition.dates import PartialDate
from coalition.enums import NOT_RECORDED

RowT = TypeVar("RowT", bound=Model)


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, in words, and the query string without it."""

    name: str
    label: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class WayOut:
    """A filter without which a list would hold `rows`."""

    chip: Chip
    rows: int


@dataclass(frozen=True, slots=True)
class Message:
    """What is wrong with one filter, and the query string without it."""

    label: str
    text: str
    without: str


@dataclass(frozen=True, slots=True)
class SortState:
    """How a list stands to one of its columns: `direction` is None where it is sorted by another."""

    direction: Literal["ascending", "descending"] | None
    url: str


class FilterForm(forms.Form):
    """Filters of a list page over `record`; bound to `request.GET`.

    A subclass names its fields, says in `sorts` what each sort orders by, and narrows rows in `narrow_rows`. A value
    that makes no sense lists nothing and says why: rows that ignore a filter would answer another question.
    """

    use_required_attribute = False

    sorts: ClassVar[Mapping[str, tuple[str | OrderBy, ...]]] = {}
    """Sort name → the order of rows; in the query string a leading "-" reverses it. The first is the default."""

    def __init__(self, data: QueryDict, record: PublicRecord) -> None:
        super().__init__(data, auto_id="filter-%s", label_suffix="")
        self.query = data
        self.record = record
        self._rows: QuerySet[Any] | None = None

    def choose_from(self, name: str, rows: QuerySet[Any]) -> None:
        """Let the choice `name` offer `rows`."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 a slip of the subclass, not of the reader
        field.queryset = rows

    def narrow(self, rows: QuerySet[RowT]) -> QuerySet[RowT]:
        """`rows` that pass every filter, in the order asked for; none at all when a value makes no sense."""
        self._rows = rows
        if not self.is_valid():
            return rows.none()
        narrowed: QuerySet[RowT] = self.narrow_rows(rows)
        return narrowed.order_by(*self.order()) if self.sorts else narrowed

    def narrow_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """`rows` that pass the filters in `cleaned_data`."""
        raise NotImplementedError

    def narrow_without(self, name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        """`rows` that pass every filter but `name`."""
        values = self.cleaned_data
        self.cleaned_data = {**values, name: self.fields[name].clean("")}
        try:
            return self.narrow_rows(rows)
        finally:
            self.cleaned_data = values

    @property
    def sort(self) -> str:
        """The sort in force, with its "-" where reversed; an unknown one gives the default."""
        asked = self.query.get("sort", "")
        return asked if asked.removeprefix("-") in self.sorts else next(iter(self.sorts), "")

    def order(self) -> list[str | OrderBy]:
        """Arguments for `order_by`."""
        columns = self.sorts[self.sort.removeprefix("-")]
        return [_reversed(column) for column in columns] if self.sort.startswith("-") else list(columns)

    def sort_state(self, name: str) -> SortState:
        """How the list stands to the column `name`; its link turns the direction when it is the sort in force."""
        current = self.sort.removeprefix("-") == name
        turned = f"-{name}" if self.sort == name else name
        direction: Literal["ascending", "descending"] | None = None
        if current:
            falling = _is_falling(self.sorts[name][0]) != self.sort.startswith("-")
            direction = "descending" if falling else "ascending"
        return SortState(direction, self._query_with(sort=turned))

    @property
    def chips(self) -> list[Chip]:
        """Filters in force and readable, in the order of the form."""
        return [
            Chip(name, self._label(name), self.chip_value(name, self.cleaned_data[name]), self._query_without(name))
            for name in self.in_force
        ]

    @property
    def ways_out(self) -> list[WayOut]:
        """Filters without which the rows last narrowed would not be nothing. One query for each filter in force."""
        if self._rows is None or not self.is_valid():
            return []
        counts = [(chip, self.narrow_without(chip.name, self._rows).order_by().count()) for chip in self.chips]
        return [WayOut(chip, rows) for chip, rows in counts if rows]

    @property
    def in_force(self) -> dict[str, str]:
        """Filters in force and readable, as the query string has them."""
        self.is_valid()
        return {
            name: str(self.query[name])
            for name, value in self.cleaned_data.items()
            if value not in (None, "") and name in self.query
        }

    @property
    def whole_query(self) -> str:
        """The query string of all pages together: filters and sort; empty where there is neither."""
        return self._query_with().removesuffix("?")

    @property
    def messages(self) -> list[Message]:
        """What is wrong with the values given."""
        return [
            Message(self._label(name), " ".join(str(error) for error in errors), self._query_without(name))
            for name, errors in self.errors.items()
        ]

    def chip_value(self, name: str, value: Any) -> str:
        """How a value reads on its chip: the label of a choice, a day in words, text as typed."""
        if value == NOT_RECORDED:
            return "not recorded"
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            return str(dict(_flat(field.choices)).get(value, value))
        return date_in_words(value) if isinstance(value, PartialDate) else str(value)

    def _label(self, name: str) -> str:
        field = self.fields.get(name)
        return str(field.label or name.replace("_", " ").capitalize()) if field else "Filters"

    def query_with(self, name: str, value: str, in_force: str | None = None) -> str:
        """The query string with the filter `name` at `value`, or without it where that is `in_force` already."""
        return self._query_with(**{name: None if value == in_force else value})

    def _query_without(self, name: str) -> str:
        return self._query_with(**{name: None})

    def _query_with(self, **changes: str | None) -> str:
        """The query string with `changes`, on the first page, without empty fields."""
        query = self.query.copy()
        for name, value in {**changes, "page": None}.items():
            query.pop(name, None)
            if value is not None:
                query[name] = value
        for name in [name for name in query if not any(query.getlist(name))]:
            del query[name]
        return f"?{query.urlencode()}" if query else "?"


def _is_falling(column: str | OrderBy) -> bool:
    return column.descending if isinstance(column, OrderBy) else column.startswith("-")


def _reversed(column: str | OrderBy) -> str | OrderBy:
    """The other direction; rows without a value stay where they are, at the end."""
    if isinstance(column, OrderBy):
        return OrderBy(column.expression, descending=not column.descending, nulls_last=column.nulls_last)
    return column[1:] if column.startswith("-") else f"-{column}"


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    """Choices with their groups opened."""
    flat: list[tuple[Any, Any]] = []
    for value, label in choices:
        flat.extend(_flat(label) if isinstance(label, list | tuple) else [(value, label)])
    return flat
