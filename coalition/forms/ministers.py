"""The filters of the list of ministers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import QueryDict

from coalition.as_of import PublicRecord
from coalition.enums import Portfolio
from coalition.forms.fields import CodeChoiceField, PartialDateField, SlugChoiceField, search_field
from coalition.forms.filters import FilterForm
from coalition.models import Nation
from coalition.queries.ministers import holding, nations_with_ministers
from coalition.search import narrow


class MinisterFilterForm(FilterForm):
    """Ministers by words of name and offices, and by one office: its nation, its portfolio and a date within it."""

    sorts: ClassVar = {
        "name": ("name", "pk"),
        "meetings": ("-meeting_count", "name", "pk"),
        "statements": ("-statement_count", "name", "pk"),
    }

    nation = SlugChoiceField(Nation.objects.none(), label="Nation", empty_label="Every nation")
    portfolio = CodeChoiceField(Portfolio.choices, label="Portfolio", empty_label="Every portfolio")
    on = PartialDateField(label="In office on")
    q = search_field("Name or office", "Carter, chief of staff …")

    def __init__(self, data: QueryDict, record: PublicRecord) -> None:
        super().__init__(data, record)
        self.choose_from("nation", nations_with_ministers(record))

    def narrow_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        values = self.cleaned_data
        rows = holding(rows, self.record, nation=values["nation"], portfolio=values["portfolio"], date=values["on"])
        return narrow(rows, "minister", values["q"])
