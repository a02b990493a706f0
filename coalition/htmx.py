"""Page or fragment: the one place that decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

from coalition.day_in_view import DayInView


class HtmxHttpRequest(HttpRequest):
    """A request as it looks behind the middleware: what htmx asks for, and the record in view."""

    htmx: HtmxDetails
    as_of: DayInView


def wants_fragment(request: HtmxHttpRequest) -> bool:
    """Whether htmx asks for a part of the page; to restore history or follow a boosted link it needs the whole."""
    return bool(request.htmx) and not request.htmx.history_restore_request and not request.htmx.boosted


def render_page(
    request: HtmxHttpRequest, template: str, context: Mapping[str, Any], *, partial: str, status: int = 200
) -> HttpResponse:
    """The page `template`, or only its named `partial` for htmx.

    The same address answers both, so caches are told which header tells them apart.
    """
    name = f"{template}#{partial}" if wants_fragment(request) else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request", "HX-Boosted"])
    return response
