"""Facets of a list: for each filter, how many of the rows that pass the others it would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from coalition.enums import NOT_RECORDED
from coalition.forms.filters import FilterForm

# Values of these filters stand in the order of time, the latest first.
_IN_TIME = frozenset({"year"})
# More chips than this of one filter are not seen at a glance; its choice field offers them all.
MOST_CHIPS = 8
MOST_YEARS = 12


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a filter with the rows it leaves; its link sets the filter, or lifts it where it is in force."""

    code: str
    label: str
    rows: int
    url: str
    is_in_force: bool

    @property
    def is_always_shown(self) -> bool:
        """Whether it stays in sight however many other values there are."""
        return self.is_in_force or self.code == NOT_RECORDED


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with the values that leave any row, the most frequent first, years the latest first, what is not
    recorded last; `hidden` more are not shown.
    """

    label: str
    values: list[FacetValue]
    hidden: int


Columns = Mapping[str, tuple[str, Iterable[tuple[str, str]]]]
"""Name of a filter → the column that it looks at, and how each code there reads."""


def facets(form: FilterForm, rows: QuerySet[Any], columns: Columns) -> list[Facet]:
    """A facet for each filter of `columns`; none where a value given makes no sense. One query each."""
    if not form.is_valid():
        return []
    return [
        facet(form, name, form.narrow_without(name, rows), column, labels) for name, (column, labels) in columns.items()
    ]


def facet(form: FilterForm, name: str, rows: QuerySet[Any], column: str, labels: Iterable[tuple[str, str]]) -> Facet:
    """How `rows`, narrowed by every filter but `name`, spread over the values of `column`. One query.

    `labels` says how each code reads; what the column leaves empty counts as not recorded.
    """
    return counted_facet(form, name, spread(rows, column), labels)


def spread(rows: QuerySet[Any], column: str, counted: str = "pk") -> Counter[str]:
    """How many different `counted` each value of `column` has among `rows`. One query."""
    counts: Counter[str] = Counter()
    values = rows.order_by().prefetch_related(None).select_related(None).values_list(column)
    for value, number in values.annotate(rows=Count(counted, distinct=True)):
        counts[str(value) if value else NOT_RECORDED] += number
    return counts


def counted_facet(form: FilterForm, name: str, counts: Mapping[str, int], labels: Iterable[tuple[str, str]]) -> Facet:
    """The facet of the filter `name` whose values leave `counts` rows; `labels` says how each code reads."""
    in_force = form.in_force.get(name)
    words = {**{code: code for code in counts}, **dict(labels), NOT_RECORDED: "Not recorded"}

    def place(code: str) -> tuple[bool, int, str]:
        return code == NOT_RECORDED, -int(code) if name in _IN_TIME and code.isdecimal() else -counts[code], words[code]

    values = [
        FacetValue(code, words[code], counts[code], form.query_with(name, code, in_force), code == in_force)
        for code in sorted(filter(counts.__getitem__, counts), key=place)
    ]
    # The value in force stays in sight, and so does what is not recorded.
    most = MOST_YEARS if name in _IN_TIME else MOST_CHIPS
    kept = [value for index, value in enumerate(values) if index < most or value.is_always_shown]
    return Facet(str(form.fields[name].label), kept, len(values) - len(kept))
