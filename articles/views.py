"""Pages of articles."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from coalition.htmx import HtmxHttpRequest


@require_GET
def article_list(request: HtmxHttpRequest) -> HttpResponse:
    raise Http404


@require_GET
def article_detail(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    raise Http404
