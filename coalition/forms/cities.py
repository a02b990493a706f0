"""The filters of the list of cities."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import QueryDict

from coalition.as_of import PublicRecord
from coalition.enums import NOT_RECORDED, Objective
from coalition.forms.facets import Facet, facets
from coalition.forms.fields import CodeChoiceField, SlugChoiceField, search_field
from coalition.forms.filters import FilterForm
from coalition.models import Nation
from coalition.queries.cities import countries_of_cities
from coalition.search import narrow

_STATES = [(value, label) for value, label in Objective.choices if value != Objective.MENTIONED]


class CityFilterForm(FilterForm):
    """Cities by country, the objective last reported, and name in any spelling.

    Without `show`, the list holds the cities of which something is reported; the ledger knows more of them, so that
    reports can name them.
    """

    sorts: ClassVar = {
        "name": ("name", "pk"),
        "country": ("country__name", "name", "pk"),
        "reports": ("-event_count", "name", "pk"),
    }

    show = CodeChoiceField([("all", "Every one known")], label="Show", empty_label="With reports")
    country = SlugChoiceField(Nation.objects.none(), label="Country", empty_label="Every country")
    objective = CodeChoiceField(
        [*_STATES, (NOT_RECORDED, "Not recorded")], label="Last reported", empty_label="Every state"
    )
    q = search_field("Name, any spelling", "Raqqa, Daquq …")

    def __init__(self, data: QueryDict, record: PublicRecord) -> None:
        super().__init__(data, record)
        self.choose_from("country", countries_of_cities())

    def narrow_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        values = self.cleaned_data
        if values["country"]:
            rows = rows.filter(country=values["country"])
        if values["objective"]:
            rows = rows.filter(state="" if values["objective"] == NOT_RECORDED else values["objective"])
        if not values["show"]:
            rows = rows.filter(event_count__gt=0)
        return narrow(rows, "city", values["q"])

    def facets(self, rows: QuerySet[Any]) -> list[Facet]:
        """How many of the cities `rows` each value of a filter would leave. Three queries."""
        countries = countries_of_cities().values_list("slug", "name")
        return facets(self, rows, {"objective": ("state", _STATES), "country": ("country__slug", countries)})
