"""Old addresses: of a record that has been merged into another, readers find the other."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect

from coalition.enums import MergeKind
from coalition.htmx import HtmxHttpRequest
from coalition.merging import kept_for


def moved_or_404(request: HtmxHttpRequest, kind: MergeKind, address: str) -> HttpResponse:
    """The way to the record kept, with the query of the request; Http404 where readers see none in its place.

    The redirect is permanent, yet asked for anew each time: a merge can be undone.
    """
    found = kept_for(kind, address, request.as_of.record)
    if found is None:
        raise Http404
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{found.get_absolute_url()}{'?' if query else ''}{query}")
    response.headers["Cache-Control"] = "no-cache"
    return response
