"""The overview."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from coalition.charts import contributions_by_capability, contributor_map
from coalition.htmx import HtmxHttpRequest
from coalition.queries import overview


@require_GET
def home(request: HtmxHttpRequest) -> HttpResponse:
    record = request.as_of.record
    groups = overview.pledge_groups(record)
    last = overview.last_meeting(record)
    context = {
        "figures": overview.headline_figures(groups, record),
        "left_out": overview.left_out_of(groups, record),
        "matrix": overview.matrix_of(groups),
        "strength": overview.STRENGTH,
        "events": overview.newest_events(record),
        "last_meeting": last,
        "next_meeting": overview.next_meeting(last, record),
        "map": contributor_map(overview.contributor_rows(groups)),
        "bars": contributions_by_capability(overview.capability_rows(groups)),
    }
    return render(request, "home/home.html", context)
