"""Pages of nations."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from coalition.htmx import HtmxHttpRequest


@require_GET
def nation_list(request: HtmxHttpRequest) -> HttpResponse:
    raise Http404


@require_GET
def nation_detail(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    raise Http404
