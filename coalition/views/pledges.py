"""Pages of pledges: every line, and one line's thread of acts."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from coalition.downloads import FileFormat, download
from coalition.enums import MergeKind
from coalition.forms.pledges import PledgeFilterForm
from coalition.htmx import HtmxHttpRequest, render_page
from coalition.paging import page_of
from coalition.queries.pledges import count_by_act, listed_pledges, pledge_lines, pledge_threads, sibling_pledges
from coalition.queries.proof import with_quotes
from coalition.queries.records import pledge_records
from coalition.standing import in_order
from coalition.thread import ladder_columns, silence, steps
from coalition.views.moved import moved_or_404


@require_GET
def pledge_list(request: HtmxHttpRequest) -> HttpResponse:
    record = request.as_of.record
    filters = PledgeFilterForm(request.GET, record)
    pledges = filters.narrow(listed_pledges(record))
    page = page_of(request, pledges)
    context = {
        "filters": filters,
        "facets": filters.facets(record.pledges()),
        "page": page,
        "lines": pledge_lines(page),
        "acts": count_by_act(pledges),
        "totals": filters.totals(record.pledges()),
    }
    return render_page(request, "pledges/list.html", context, partial="results")


@require_GET
def pledge_download(request: HtmxHttpRequest, extension: FileFormat) -> HttpResponseBase:
    record = request.as_of.record
    filters = PledgeFilterForm(request.GET, record)
    rows = filters.narrow(listed_pledges(record, with_quotes))
    return download(request, filters, rows, pledge_records, f"pledges.{extension}")


@require_GET
def pledge_detail(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    record = request.as_of.record
    pledge = pledge_threads(record).filter(pk=pk).first()
    if pledge is None:
        return moved_or_404(request, MergeKind.PLEDGE, str(pk))
    events = in_order(pledge.events.all())
    context = {
        "pledge": pledge,
        "line": next(iter(pledge_lines([pledge])), None),
        "columns": ladder_columns(events, pledge.status),
        "steps": steps(events),
        "silence": silence(events, pledge.status, record.day or timezone.localdate()),
        "siblings": pledge_lines(sibling_pledges(pledge, record)),
    }
    return render(request, "pledges/detail.html", context)
