"""The filters of the list of requests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.http import QueryDict

from coalition.as_of import PublicRecord
from coalition.enums import NOT_RECORDED, Answer, Capability
from coalition.forms.facets import Facet, facet
from coalition.forms.fields import CodeChoiceField, SlugChoiceField
from coalition.forms.filters import FilterForm
from coalition.models import Meeting, Nation
from coalition.queries.asks import any_request, meetings_with_requests, nations_asked, nations_asking

# What still waits for an answer first, then from the firmest yes to the no.
_ANSWER_ORDER = (Answer.OPEN, Answer.CONSIDERED, Answer.GRANTED, Answer.CONTINUED, Answer.ENDED, Answer.DECLINED)
_RANK: Any = Case(
    *(When(answer=answer.value, then=Value(rank)) for rank, answer in enumerate(_ANSWER_ORDER)),
    output_field=IntegerField(),
)


class AskFilterForm(FilterForm):
    """Requests by who was asked, who asked, capability, answer and the meeting at which it was.

    `by` takes the slug of a nation, or `not-recorded` for requests of which no report says who made them.
    """

    sorts: ClassVar = {
        "asked": ("-moment", "-pk"),
        "nation": ("pledge__nation__name", "-moment", "pk"),
        "by": (F("asked_by__name").asc(nulls_last=True), "-moment", "pk"),
        "capability": ("pledge__capability", "-moment", "pk"),
        "answer": (_RANK.asc(), "-moment", "pk"),
    }

    nation = SlugChoiceField(Nation.objects.none(), label="Asked of", empty_label="Every nation")
    by = SlugChoiceField(Nation.objects.none(), label="Asked by", empty_label="Anyone", or_none=True)
    capability = CodeChoiceField(Capability.choices, label="Capability", empty_label="Every capability")
    answer = CodeChoiceField(Answer.choices, label="Answer", empty_label="Every answer")
    meeting = SlugChoiceField(Meeting.objects.none(), label="Requested at", empty_label="", widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, record: PublicRecord) -> None:
        super().__init__(data, record)
        self.choose_from("nation", nations_asked(record))
        self.choose_from("meeting", meetings_with_requests(record))
        self.choose_from("by", nations_asking(record))

    def narrow_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        values = self.cleaned_data
        exact = {
            "nation": "pledge__nation",
            "capability": "pledge__capability",
            "answer": "answer",
            "meeting": "meeting",
        }
        rows = rows.filter(**{column: values[name] for name, column in exact.items() if values[name]})
        if values["by"] == NOT_RECORDED:
            return rows.filter(asked_by=None)
        return rows.filter(asked_by=values["by"]) if values["by"] else rows

    def facets(self, rows: QuerySet[Any]) -> list[Facet]:
        """How many of the requests `rows` each value of a filter would leave. Six queries."""
        columns: dict[str, tuple[str, Iterable[tuple[str, str]]]] = {
            "answer": ("answer", Answer.choices),
            "nation": ("pledge__nation__slug", nations_asked(self.record).values_list("slug", "name")),
            "by": ("asked_by__slug", nations_asking(self.record).values_list("slug", "name")),
            "capability": ("pledge__capability", Capability.choices),
        }
        if not self.is_valid():
            return []
        plain = any_request(self.record)
        is_cheap = not self.cleaned_data["answer"]
        return [
            # The answer takes the database long to tell: only where it is asked for.
            facet(self, name, self.narrow_without(name, plain if is_cheap and name != "answer" else rows), *column)
            for name, column in columns.items()
        ]
