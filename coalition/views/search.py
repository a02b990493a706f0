"""One box over everything."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from coalition.htmx import HtmxHttpRequest, render_page
from coalition.paging import page_of
from coalition.search import hits_of, kind_named
from coalition.search import search as find
from coalition.search.query import MAX_LENGTH


@require_GET
def search(request: HtmxHttpRequest) -> HttpResponse:
    record = request.as_of.record
    text = request.GET.get("q", "").strip()[:MAX_LENGTH]
    kind = kind_named(request.GET.get("kind", ""))
    context: dict[str, Any] = {"text": text, "kind": kind}
    hits: Any = hits_of(kind.code, text, record) if kind else None
    if hits is not None:
        context["page"] = page_of(request, hits)
    else:
        context["results"] = find(text, record)
    return render_page(request, "search/search.html", context, partial="results")
