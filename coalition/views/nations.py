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
from coalition.models import Nation, Pledge
from coalition.paging import page_of
from coalition.queries import nations as queries
from coalition.queries.asks import asks_by, asks_of
from coalition.queries.pledges import count_by_act
from coalition.queries.records import nation_records


@require_GET
def nation_list(request: HtmxHttpRequest) -> HttpResponse:
    filters = NationFilterForm(request.GET)
    page = page_of(request, filters.narrow(queries.with_line_counts(Nation.objects.all())), per_page=100)
    return render_page(request, "nations/list.html", {"filters": filters, "page": page}, partial="results")


@require_GET
def nation_download(request: HtmxHttpRequest, extension: FileFormat) -> HttpResponseBase:
    filters = NationFilterForm(request.GET)
    return download(
        request,
        filters,
        filters.narrow(queries.with_line_counts(Nation.objects.all())),
        nation_records,
        f"nations.{extension}",
    )


@require_GET
def nation_detail(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    nation = get_object_or_404(Nation, slug=slug)
    today = timezone.localdate()
    lines = queries.lines_of(nation)
    context = {
        "nation": nation,
        "acts": count_by_act(Pledge.objects.published().by_nation(nation)),
        "capabilities": queries.by_capability(lines),
        "is_cut": len(lines) == queries.SHOWN_LINES,
        "asked": asks_of(nation, today),
        "declined": queries.refusals_of(nation),
        "asks": asks_by(nation, today),
        "money": queries.money_of(nation),
        "timeline": queries.timeline_of(nation),
        "appointments": queries.appointments_of(nation),
        "attendances": queries.attendances_of(nation),
        "articles": queries.articles_naming(nation),
    }
    return render(request, "nations/detail.html", context)
