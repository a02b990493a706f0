"""Requests and how they were answered."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_GET

from coalition.downloads import FileFormat, download
from coalition.forms.asks import AskFilterForm
from coalition.glossary import answer_definitions
from coalition.htmx import HtmxHttpRequest, render_page
from coalition.paging import page_of
from coalition.queries import asks as queries
from coalition.queries.proof import with_quotes
from coalition.queries.records import ask_records


@require_GET
def ask_list(request: HtmxHttpRequest) -> HttpResponse:
    record, today = request.as_of.record, timezone.localdate()
    filters = AskFilterForm(request.GET, record)
    page = page_of(request, filters.narrow(queries.listed_requests(record, today)))
    context = {
        "filters": filters,
        "page": page,
        "asks": queries.asks(page, record),
        "facets": filters.facets(queries.requests(record, today)),
        "answers": answer_definitions(),
        "counted_to": record.day or today,
    }
    return render_page(request, "asks/list.html", context, partial="results")


@require_GET
def ask_download(request: HtmxHttpRequest, extension: FileFormat) -> HttpResponseBase:
    record = request.as_of.record
    filters = AskFilterForm(request.GET, record)
    rows = filters.narrow(queries.listed_requests(record, timezone.localdate(), with_quotes))
    return download(request, filters, rows, ask_records, f"asks.{extension}")
