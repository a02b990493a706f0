"""One box over everything."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from coalition.htmx import HtmxHttpRequest


@require_GET
def search(request: HtmxHttpRequest) -> HttpResponse:
    raise Http404
