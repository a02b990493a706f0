"""Pages of ministers: who spoke for whom, and one person's record."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from coalition.downloads import FileFormat, download
from coalition.enums import MergeKind
from coalition.forms.ministers import MinisterFilterForm
from coalition.htmx import HtmxHttpRequest, render_page
from coalition.paging import page_of
from coalition.queries import ministers as queries
from coalition.queries.proof import with_quotes
from coalition.queries.records import office_records
from coalition.views.moved import moved_or_404


@require_GET
def minister_list(request: HtmxHttpRequest) -> HttpResponse:
    record = request.as_of.record
    filters = MinisterFilterForm(request.GET, record)
    context = {
        "filters": filters,
        "facets": filters.facets(queries.visible_ministers(record)),
        "page": page_of(request, filters.narrow(queries.minister_rows(record))),
    }
    return render_page(request, "ministers/list.html", context, partial="results")


@require_GET
def minister_download(request: HtmxHttpRequest, extension: FileFormat) -> HttpResponseBase:
    record = request.as_of.record
    filters = MinisterFilterForm(request.GET, record)
    rows = filters.narrow(queries.minister_rows(record, with_quotes))
    return download(request, filters, rows, office_records, f"ministers.{extension}")


@require_GET
def minister_detail(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    record = request.as_of.record
    minister = queries.minister_page(record).filter(slug=slug).first()
    if minister is None:
        return moved_or_404(request, MergeKind.MINISTER, slug)
    context = {
        "minister": minister,
        "attendances": queries.meetings_attended(minister, record),
        "announcements": queries.announcements(minister, record),
    }
    return render(request, "ministers/detail.html", context)
