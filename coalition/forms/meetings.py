"""The filters of the list of meetings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.http import QueryDict

from coalition.as_of import PublicRecord
from coalition.enums import NOT_RECORDED, MeetingLevel, MeetingStatus
from coalition.forms.facets import Facet, facets
from coalition.forms.fields import CodeChoiceField, SlugChoiceField, search_field
from coalition.forms.filters import FilterForm
from coalition.models import Attendance, Nation
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
    level = CodeChoiceField(
        [*MeetingLevel.choices, (NOT_RECORDED, "Not recorded")], label="Level", empty_label="Every level"
    )
    nation = SlugChoiceField(
        Nation.objects.none(), label="Nation named at it", empty_label="Every nation", or_none=True
    )
    place = search_field("City or country", "Paris, Kuwait …")

    def __init__(self, data: QueryDict, record: PublicRecord) -> None:
        super().__init__(data, record)
        self.choose_from("nation", nations_at_meetings(record))
        year = self.fields["year"]
        assert isinstance(year, forms.ChoiceField)  # noqa: S101 declared above
        numbers = [(str(number), str(number)) for number in years_with_meetings(record)]
        year.choices = [("", "Every year"), *numbers, (NOT_RECORDED, "Not recorded")]

    def narrow_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        values = self.cleaned_data
        if values["year"]:
            is_undated = values["year"] == NOT_RECORDED
            rows = rows.filter(starts_on=None) if is_undated else rows.filter(starts_on__year=values["year"])
        if values["status"]:
            rows = rows.filter(stands_at=values["status"])
        if values["level"]:
            rows = rows.filter(level="" if values["level"] == NOT_RECORDED else values["level"])
        if values["nation"] == NOT_RECORDED:
            rows = rows.filter(~Exists(self.record.facts(Attendance).filter(meeting=OuterRef("pk"))))
        elif values["nation"]:
            rows = attended_by(rows, values["nation"], self.record)
        if values["place"]:
            rows = rows.filter(Q(city__icontains=values["place"]) | Q(country__name__icontains=values["place"]))
        return rows

    def facets(self, rows: QuerySet[Any]) -> list[Facet]:
        """How many of the meetings `rows` each value of a filter would leave. Five queries."""
        seat = FilteredRelation("attendances", condition=self.record.holds("attendances"))
        rows = rows.annotate(seat=seat)
        columns: dict[str, tuple[str, Iterable[tuple[str, str]]]] = {
            "year": ("starts_on__year", ()),
            "status": ("stands_at", MeetingStatus.choices),
            "level": ("level", MeetingLevel.choices),
            "nation": ("seat__nation__slug", nations_at_meetings(self.record).values_list("slug", "name")),
        }
        return facets(self, rows, columns)
