"""The filters of the list of meetings."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import F, Q, QuerySet
from django.http import QueryDict

from coalition.as_of import PublicRecord
from coalition.enums import MeetingLevel, MeetingStatus
from coalition.forms.fields import CodeChoiceField, SlugChoiceField, search_field
from coalition.forms.filters import FilterForm
from coalition.models import Nation
from coalition.queries.meetings import attended_by, nations_at_meetings, years_with_meetings


class MeetingFilterForm(FilterForm):
    """Meetings by year, status, level, a nation named at them, and place."""

    sorts: ClassVar = {
        "date": (F("starts_on").desc(nulls_last=True), "name", "pk"),
        "name": ("name", "pk"),
        "nations": ("-named_nations", "name", "pk"),
        "stated": (F("participant_count").desc(nulls_last=True), "name", "pk"),
    }

    year = CodeChoiceField([], label="Year", empty_label="Every year")
    status = CodeChoiceField(MeetingStatus.choices, label="Status", empty_label="Every status")
    level = CodeChoiceField(MeetingLevel.choices, label="Level", empty_label="Every level")
    nation = SlugChoiceField(Nation.objects.none(), label="Nation named at it", empty_label="Every nation")
    place = search_field("City or country", "Paris, Kuwait …")

    def __init__(self, data: QueryDict, record: PublicRecord) -> None:
        super().__init__(data, record)
        self.choose_from("nation", nations_at_meetings(record))
        year = self.fields["year"]
        assert isinstance(year, forms.ChoiceField)  # noqa: S101 declared above
        year.choices = [("", "Every year"), *((str(number), str(number)) for number in years_with_meetings(record))]

    def narrow_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        values = self.cleaned_data
        exact = {"year": "starts_on__year", "status": "stands_at", "level": "level"}
        rows = rows.filter(**{column: values[name] for name, column in exact.items() if values[name]})
        if values["nation"]:
            rows = attended_by(rows, values["nation"], self.record)
        if values["place"]:
            rows = rows.filter(Q(city__icontains=values["place"]) | Q(country__name__icontains=values["place"]))
        return rows
