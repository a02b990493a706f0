"""The filters of the list of ministers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict

from coalition.as_of import PublicRecord
from coalition.enums import NOT_RECORDED, Portfolio
from coalition.forms.facets import Facet, counted_facet, spread
from coalition.forms.fields import CodeChoiceField, PartialDateField, SlugChoiceField, search_field
from coalition.forms.filters import FilterForm
from coalition.models import Nation
from coalition.queries.ministers import nations_with_ministers, offices, offices_held
from coalition.search import narrow


class MinisterFilterForm(FilterForm):
    """Ministers by words of name and offices, and by one office: its nation, its portfolio and a date within it."""

    sorts: ClassVar = {
        "name": ("name", "pk"),
        "meetings": ("-meeting_count", "name", "pk"),
        "statements": ("-statement_count", "name", "pk"),
    }

    nation = SlugChoiceField(Nation.objects.none(), label="Nation", empty_label="Every nation", or_none=True)
    portfolio = CodeChoiceField(
        [*Portfolio.choices, (NOT_RECORDED, "Not recorded")], label="Portfolio", empty_label="Every portfolio"
    )
    on = PartialDateField(label="In office on")
    q = search_field("Name or office", "Carter, chief of staff …")

    def __init__(self, data: QueryDict, record: PublicRecord) -> None:
        super().__init__(data, record)
        self.choose_from("nation", nations_with_ministers(record))

    def narrow_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        values = self.cleaned_data
        conditions = self._conditions()
        if NOT_RECORDED in conditions.values():
            rows = self._without_office(rows)
        elif conditions:
            rows = rows.filter(Exists(offices_held(self.record, **conditions).filter(minister=OuterRef("pk"))))
        return narrow(rows, "minister", values["q"], self.record)

    def _conditions(self, without: str = "") -> dict[str, Any]:
        """What is asked of one office, but for the filter `without`."""
        asked = {"nation": "nation", "portfolio": "portfolio", "date": "on"}
        values = self.cleaned_data
        return {name: values[field] for name, field in asked.items() if values[field] and field != without}

    def _without_office(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(~Exists(offices(self.record).filter(minister=OuterRef("pk"))))

    def facets(self, rows: QuerySet[Any]) -> list[Facet]:
        """How many of the people `rows` each value of a filter would leave. Five queries."""
        if not self.is_valid():
            return []
        nations = nations_with_ministers(self.record).values_list("slug", "name")
        return [
            self._facet("portfolio", "portfolio", rows, Portfolio.choices),
            self._facet("nation", "nation__slug", rows, nations),
        ]

    def _facet(self, name: str, column: str, rows: QuerySet[Any], labels: Iterable[tuple[str, str]]) -> Facet:
        """People by a column of those of their offices that pass the other filters, and those without any office."""
        others = self._conditions(without=name)
        people = narrow(rows, "minister", self.cleaned_data["q"], self.record).order_by()
        counts: Counter[str] = Counter()
        if NOT_RECORDED not in others.values():
            terms = offices_held(self.record, **others).filter(minister__in=people.values("pk"))
            counts = spread(terms, column, counted="minister")
        if not others or NOT_RECORDED in others.values():
            counts[NOT_RECORDED] = self._without_office(people).count()
        return counted_facet(self, name, counts, labels)
