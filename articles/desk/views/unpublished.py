"""What readers do not see: publishers go through it, researchers download it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from articles.desk import unpublished
from articles.desk.access import desk_view
from coalition.downloads import FileFormat, whole_file
from coalition.htmx import HtmxHttpRequest
from coalition.roles import EXPORT_UNPUBLISHED, PUBLISH


@desk_view(PUBLISH)
@require_http_methods(["GET", "POST"])
def to_publish(request: HttpRequest) -> HttpResponse:
    """The facts that wait, with tick boxes; what was ticked is published at once or not at all."""
    if request.method == "POST":
        done, refused = unpublished.publish(request.POST.getlist("fact"))
        for fact in refused:
            messages.error(
                request, f"{fact} has no proof and stays unpublished: add a passage or a source with a link."
            )
        if done:
            messages.success(request, f"Published: {done}.")
        elif not refused:
            messages.warning(request, "Nothing was ticked that still waits.")
        return redirect("desk_to_publish")
    return render(request, "desk/to_publish.html", {"kinds": unpublished.waiting_kinds(), "shown": unpublished.SHOWN})


@desk_view(EXPORT_UNPUBLISHED)
@require_GET
def exports(request: HttpRequest) -> HttpResponse:
    """The two files and what is in them."""
    return render(request, "desk/exports.html")


@desk_view(EXPORT_UNPUBLISHED)
@require_GET
def event_export(request: HtmxHttpRequest, extension: FileFormat) -> HttpResponseBase:
    """Every dated act, published or not."""
    rows, records = unpublished.all_events(), unpublished.event_records
    return whole_file(request, rows, records, f"events-unpublished-too.{extension}")


@desk_view(EXPORT_UNPUBLISHED)
@require_GET
def proposal_export(request: HtmxHttpRequest, extension: FileFormat) -> HttpResponseBase:
    """What the rules read, and what was decided on it."""
    return whole_file(request, unpublished.all_proposals(), unpublished.proposal_records, f"proposals.{extension}")
