"""Pages of cities: the map and the list, and one city's history."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from coalition.charts import theatre_map
from coalition.downloads import FileFormat, download
from coalition.forms.cities import CityFilterForm
from coalition.htmx import HtmxHttpRequest, render_page
from coalition.paging import page_of
from coalition.queries import cities as queries
from coalition.queries.records import city_records
from coalition.queries.totals import totals_within


@require_GET
def city_list(request: HtmxHttpRequest) -> HttpResponse:
    filters = CityFilterForm(request.GET, request.as_of.record)
    cities = filters.narrow(queries.with_state(request.as_of.record))
    page = page_of(request, cities.select_related("country"))
    context = {
        "filters": filters,
        "facets": filters.facets(queries.with_state(request.as_of.record)),
        "page": page,
        "rows": queries.city_lines(page, request.as_of.record),
        "map": theatre_map(queries.map_rows(cities, request.as_of.record)),
    }
    return render_page(request, "cities/list.html", context, partial="results")


@require_GET
def city_download(request: HtmxHttpRequest, extension: FileFormat) -> HttpResponseBase:
    filters = CityFilterForm(request.GET, request.as_of.record)
    return download(
        request,
        filters,
        filters.narrow(queries.with_state(request.as_of.record).select_related("country")),
        city_records,
        f"cities.{extension}",
    )


@require_GET
def city_detail(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    record = request.as_of.record
    city: Any = get_object_or_404(queries.with_state(record).select_related("country"), slug=slug)
    context = {
        "city": city,
        "spellings": queries.other_spellings(city),
        "line": queries.city_lines([city], record)[0],
        "events": queries.history(city, record),
        "lines": queries.pledges_at(city, record),
        "totals": totals_within(record.pledges().filter(queries.naming_city(city)), record, city=city.slug),
        "articles": queries.articles_on(city, record),
        "map": theatre_map(queries.map_row(city, record)),
    }
    return render(request, "cities/detail.html", context)
