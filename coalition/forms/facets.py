"""Facets of a list: for each filter, how many of the rows that pass the others it would leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from coalition.forms.filters import FilterForm

NOT_RECORDED = "not-recorded"
# More chips than this of one filter are not seen at a glance; its choice field offers them all.
MOST_CHIPS = 8


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a filter with the rows it leaves; its link sets the filter, or lifts it where it is in force."""

    code: str
    label: str
    rows: int
    url: str
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with the values that leave any row, the most frequent first; `hidden` more are not shown."""

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
    counts: dict[str, int] = {}
    counted = rows.order_by().prefetch_related(None).select_related(None).values_list(column)
    for value, number in counted.annotate(rows=Count("pk", distinct=True)):
        code = str(value) if value else NOT_RECORDED
        counts[code] = counts.get(code, 0) + number
    in_force = form.in_force.get(name)
    words = {**dict(labels), NOT_RECORDED: "Not recorded"}
    values = [
        FacetValue(code, words.get(code, code), number, form.query_with(name, code, in_force), code == in_force)
        for code, number in sorted(counts.items(), key=lambda item: (-item[1], words.get(item[0], item[0])))
    ]
    # The value in force stays in sight, and so does what is not recorded.
    kept = [value for index, value in enumerate(values) if index < MOST_CHIPS or value.is_in_force]
    field = form.fields[name]
    return Facet(str(field.label), kept, len(values) - len(kept))
