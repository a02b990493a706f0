"""The filters of the list of articles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.db.models import F, Q, QuerySet
from django.http import QueryDict

from articles.enums import ArticleState
from articles.queries import named_nations, publishers, years_with_articles
from coalition.as_of import PublicRecord
from coalition.enums import NOT_RECORDED
from coalition.forms.facets import Facet, facets
from coalition.forms.fields import CodeChoiceField, SlugChoiceField, search_field
from coalition.forms.filters import FilterForm
from coalition.models import Nation
from coalition.search import narrow

# Filter → the column it looks at, and the condition that this is not recorded.
_COLUMNS = {
    "publisher": ("publisher", Q(publisher="")),
    "year": ("published_on__year", Q(published_on=None)),
    "nation": ("nations", Q(nations=None)),
    "state": ("state", Q(pk__in=[])),
}


class ArticleFilterForm(FilterForm):
    """Articles by publisher, year, a nation they name, state, and words of title and text."""

    sorts: ClassVar = {
        "date": (F("published_on").desc(nulls_last=True), "-pk"),
        "publisher": ("publisher", F("published_on").desc(nulls_last=True), "-pk"),
        "title": ("title", "-pk"),
        "facts": ("-fact_count", F("published_on").desc(nulls_last=True), "-pk"),
    }

    publisher = CodeChoiceField([], label="Publisher", empty_label="Every publisher")
    year = CodeChoiceField([], label="Year", empty_label="Every year")
    nation = SlugChoiceField(Nation.objects.none(), label="Nation it names", empty_label="Every nation", or_none=True)
    state = CodeChoiceField(ArticleState.choices, label="State", empty_label="Every state")
    q = search_field("Words in it", "instructors, Mosul …")

    def __init__(self, data: QueryDict, record: PublicRecord) -> None:
        super().__init__(data, record)
        self.choose_from("nation", named_nations(record))
        self._offer("publisher", "Every publisher", publishers(record))
        self._offer("year", "Every year", map(str, years_with_articles(record)))

    def _offer(self, name: str, empty_label: str, values: Iterable[str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
        field.choices = [("", empty_label), *((value, value) for value in values), (NOT_RECORDED, "Not recorded")]

    def narrow_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        values = self.cleaned_data
        for name, (column, unknown) in _COLUMNS.items():
            if values[name] == NOT_RECORDED:
                rows = rows.filter(unknown)
            elif values[name]:
                rows = rows.filter(**{column: values[name]})
        return narrow(rows, "article", values["q"])

    def facets(self, rows: QuerySet[Any]) -> list[Facet]:
        """How many of the articles `rows` each value of a filter would leave. Five queries."""
        columns = {
            "year": ("published_on__year", ()),
            "publisher": ("publisher", ()),
            "nation": ("nations__slug", named_nations(self.record).values_list("slug", "name")),
            "state": ("state", ArticleState.choices),
        }
        return facets(self, rows, columns)
