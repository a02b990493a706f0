"""Pages of nations: who contributes, and one nation's record."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from coalition.downloads import FileFormat, download
from coalition.forms.nations import NationFilterForm
from coalition.htmx import HtmxHttpRequest, render_page
from coalition.paging import page_of
from coalition.queries import nations as queries
from coalition.queries.asks import asks_by, asks_of
from coalition.queries.pledges import count_by_act
from coalition.queries.records import nation_records
from coalition.queries.totals import totals_within


@require_GET
def nation_list(request: HtmxHttpRequest) -> HttpResponse:
    record = request.as_of.record
    filters = NationFilterForm(request.GET, record)
    page = page_of(request, filters.narrow(queries.with_line_counts(record)), per_page=100)
    context = {"filters": filters, "facets": filters.facets(), "page": page}
    return render_page(request, "nations/list.html", context, partial="results")


@require_GET
def nation_download(request: HtmxHttpRequest, extension: FileFormat) -> HttpResponseBase:
    record = request.as_of.record
    filters = NationFilterForm(request.GET, record)
    return download(
        request,
        filters,
        filters.narrow(queries.with_line_counts(record)),
        nation_records,
        f"nations.{extension}",
    )


@require_GET
def nation_detail(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    record = request.as_of.record
    nation = get_object_or_404(record.nations(), slug=slug)
    lines = queries.lines_of(nation, record)
    totals = totals_within(record.pledges().filter(nation=nation), record, nation=nation.slug)
    context = {
        "nation": nation,
        "totals": totals,
        "acts": count_by_act(record.pledges().filter(nation=nation)),
        "capabilities": queries.by_capability(lines),
        "is_cut": len(lines) == queries.SHOWN_LINES,
        "asked": asks_of(nation, record, timezone.localdate()),
        "declined": queries.refusals_of(nation, record),
        "asks": asks_by(nation, record, timezone.localdate()),
        "money": queries.money_of(nation, record, totals),
        "timeline": queries.timeline_of(nation, record),
        "appointments": queries.appointments_of(nation, record),
        "attendances": queries.attendances_of(nation, record),
        "articles": queries.articles_naming(nation, record),
    }
    return render(request, "nations/detail.html", context)
