"""Nations side by side."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from coalition.downloads import FileFormat, download
from coalition.forms.comparison import ComparisonForm
from coalition.htmx import HtmxHttpRequest, render_page
from coalition.queries.comparison import compare
from coalition.queries.pledges import listed_pledges
from coalition.queries.proof import with_quotes
from coalition.queries.records import pledge_records


@require_GET
def nation_compare(request: HtmxHttpRequest) -> HttpResponse:
    record = request.as_of.record
    choice = ComparisonForm(request.GET, record)
    nations = choice.nations
    context = {"choice": choice, "comparison": compare(nations, record) if nations else None}
    return render_page(request, "nations/compare.html", context, partial="matches")


@require_GET
def comparison_download(request: HtmxHttpRequest, extension: FileFormat) -> HttpResponseBase:
    record = request.as_of.record
    choice = ComparisonForm(request.GET, record)
    rows = choice.narrow(listed_pledges(record, with_quotes))
    return download(request, choice, rows, pledge_records, f"comparison.{extension}")
