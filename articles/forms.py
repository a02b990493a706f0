"""The filters of the list of articles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.db.models import F, QuerySet
from django.http import QueryDict

from articles.enums import ArticleState
from articles.queries import named_nations, publishers, years_with_articles
from coalition.as_of import PublicRecord
from coalition.forms.fields import CodeChoiceField, SlugChoiceField, search_field
from coalition.forms.filters import FilterForm
from coalition.models import Nation
from coalition.search import narrow


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
    nation = SlugChoiceField(Nation.objects.none(), label="Nation it names", empty_label="Every nation")
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
        field.choices = [("", empty_label), *((value, value) for value in values)]

    def narrow_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        values = self.cleaned_data
        exact = {"publisher": "publisher", "year": "published_on__year", "nation": "nations", "state": "state"}
        rows = rows.filter(**{column: values[name] for name, column in exact.items() if values[name]})
        return narrow(rows, "article", values["q"])
