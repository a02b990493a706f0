"""The filters of the list of pledges."""

from __future__ import annotations

from collections import Counter
from typing import Any, ClassVar

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict

from coalition.as_of import PublicRecord
from coalition.dates import PartialDate
from coalition.enums import NOT_RECORDED, Act, Capability
from coalition.forms.facets import Facet, FacetValue, counted_facet, facets
from coalition.forms.fields import CodeChoiceField, PartialDateField, SlugChoiceField, search_field
from coalition.forms.filters import FilterForm
from coalition.models import City, Meeting, Nation, PledgeEvent
from coalition.queries.cities import naming_city
from coalition.queries.pledges import meetings_with_pledges, nations_with_pledges, tied_to
from coalition.queries.totals import (
    Line,
    Totals,
    can_be_added,
    lines_stating,
    lines_to_add,
    told,
    totals_of,
)


class PledgeFilterForm(FilterForm):
    """Lines by nation, capability, act, place, meeting, time and words.

    `act` is where a line stands now. `stated` keeps lines whose number a sum in that unit or currency counts. `since`
    and `until` keep lines of which something is reported in that time; an act without a date counts on the day of its
    report.
    """

    sorts: ClassVar = {
        "latest": ("-latest_act_on", "-pk"),
        "nation": ("nation__name", "capability", "pk"),
        "capability": ("capability", "nation__name", "pk"),
        "act": ("stands_at", "nation__name", "pk"),
    }

    nation = SlugChoiceField(Nation.objects.none(), label="Nation", empty_label="Every nation")
    capability = CodeChoiceField(Capability.choices, label="Capability", empty_label="Every capability")
    act = CodeChoiceField(Act.choices, label="Stands at", empty_label="Every act")
    place = search_field("Place", "Iraq, Mosul …")
    meeting = SlugChoiceField(Meeting.objects.none(), label="Meeting", empty_label="Any or none")
    since = PartialDateField(label="From")
    until = PartialDateField(label="To")
    q = search_field("Words", "instructors, F-16 …")
    stated = forms.CharField(required=False, max_length=60, label="Number in", widget=forms.HiddenInput)
    city = SlugChoiceField(City.objects.all(), label="City", empty_label="", widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, record: PublicRecord) -> None:
        super().__init__(data, record)
        self.choose_from("nation", nations_with_pledges(record))
        self.choose_from("meeting", meetings_with_pledges(record))
        self._lines: list[Line] | None = None

    def clean(self) -> dict[str, Any]:
        """The values. Raises ValidationError where the time ends before it begins."""
        values = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until and until.last_day < since.day:
            self.add_error("until", "This lies before the date in “From”.")
        return values

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """As on every list; nothing where `stated` would have to look into too many lines."""
        if self.is_valid() and self.cleaned_data["stated"]:
            others = self.narrow_without("stated", rows)
            if not can_be_added(others):
                self.add_error("stated", "Too many lines pass the other filters. Narrow those first.")
        return super().narrow(rows)

    def narrow_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        values = self.cleaned_data
        exact = {"nation": "nation", "capability": "capability", "act": "stands_at"}
        rows = rows.filter(**{column: values[name] for name, column in exact.items() if values[name]})
        if values["city"]:
            rows = rows.filter(naming_city(values["city"]))
        if values["place"]:
            rows = rows.filter(_NO_PLACE if values["place"] == NOT_RECORDED else _names_place(values["place"]))
        if values["meeting"]:
            rows = rows.filter(tied_to(values["meeting"], self.record))
        if values["since"] or values["until"]:
            rows = rows.filter(self._has_event(_happened_within(values["since"], values["until"])))
        for word in values["q"].split():
            rows = rows.filter(self._has_word(word))
        return self._stating(rows, values["stated"]) if values["stated"] else rows

    def _stating(self, rows: QuerySet[Any], measure: str) -> QuerySet[Any]:
        """`rows` whose number a sum in `measure` counts; a rule of its own decides, so that no query could."""
        if not can_be_added(rows):
            return rows.none()
        return rows.filter(pk__in=[line.pk for line in lines_stating(lines_to_add(rows, self.record), measure)])

    def facets(self, rows: QuerySet[Any]) -> list[Facet]:
        """How many of the lines `rows` each value of a filter would leave. Four queries."""
        if not self.is_valid():
            return []
        nations = nations_with_pledges(self.record).values_list("slug", "name")
        columns = {"capability": ("capability", Capability.choices), "nation": ("nation__slug", nations)}
        return [*facets(self, rows, columns), self._unplaced(rows), *self._measured(rows)]

    def _measured(self, rows: QuerySet[Any]) -> list[Facet]:
        """Lines by the unit or currency of their number; none where they are too many to look into."""
        counts = Counter(measure for line in self._countable(rows) for measure in line.measures)
        return [counted_facet(self, "stated", counts, ())]

    def totals(self, rows: QuerySet[Any]) -> Totals | None:
        """What the lines of `rows` that pass every filter add up to; None where they are too many. Five queries."""
        lines = self._countable(rows)
        if not lines:
            return None
        measure = self.cleaned_data["stated"]
        return told(totals_of(lines_stating(lines, measure) if measure else lines, **self.in_force))

    def _countable(self, rows: QuerySet[Any]) -> list[Line]:
        """Lines that pass every filter but `stated`, read once; none where they are too many or a filter is wrong."""
        if self._lines is None:
            self._lines = []
            if self.is_valid():
                others = self.narrow_without("stated", rows)
                self._lines = lines_to_add(others, self.record) if can_be_added(others) else []
        return self._lines

    def _unplaced(self, rows: QuerySet[Any]) -> Facet:
        """Lines of which no report says where; places are words, so that only their absence can be counted."""
        lines = self.narrow_without("place", rows).filter(_NO_PLACE).order_by().count()
        in_force = self.in_force.get("place")
        url = self.query_with("place", NOT_RECORDED, in_force)
        value = FacetValue(NOT_RECORDED, "Not recorded", lines, url, in_force == NOT_RECORDED)
        return Facet("Place", [value] if lines else [], 0)

    def _has_event(self, condition: Q) -> Exists:
        return Exists(self.record.facts(PledgeEvent).filter(condition, pledge=OuterRef("pk")))

    def _has_word(self, word: str) -> Q:
        told = Q(unit__icontains=word) | Q(note__icontains=word) | Q(speaker__name__icontains=word)
        named = Q(title__icontains=word) | Q(nation__name__icontains=word) | Q(place__icontains=word)
        return named | Q(self._has_event(told))


_NO_PLACE = Q(place="", city=None, country=None)


def _names_place(words: str) -> Q:
    return Q(place__icontains=words) | Q(city__name__icontains=words) | Q(country__name__icontains=words)


def _happened_within(since: PartialDate | None, until: PartialDate | None) -> Q:
    """Events on a day from `since` to `until`, both included."""
    happened, reported = Q(happened_on__isnull=False), Q(happened_on__isnull=True)
    if since:
        happened, reported = happened & Q(happened_on__gte=since.day), reported & Q(public_from__gte=since.day)
    if until:
        happened, reported = (
            happened & Q(happened_on__lte=until.last_day),
            reported & Q(public_from__lte=until.last_day),
        )
    return happened | reported
