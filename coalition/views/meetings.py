"""Pages of meetings: the timeline, and one meeting with what became of it."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from coalition.charts import meeting_years
from coalition.downloads import FileFormat, download
from coalition.enums import MergeKind
from coalition.forms.meetings import MeetingFilterForm
from coalition.htmx import HtmxHttpRequest, render_page
from coalition.paging import page_of
from coalition.queries import meetings as queries
from coalition.queries.pledges import tied_to
from coalition.queries.proof import with_proof, with_quotes
from coalition.queries.records import meeting_records
from coalition.queries.totals import totals_within
from coalition.views.moved import moved_or_404


@require_GET
def meeting_list(request: HtmxHttpRequest) -> HttpResponse:
    filters = MeetingFilterForm(request.GET, request.as_of.record)
    meetings = filters.narrow(queries.timeline(request.as_of.record))
    page = page_of(request, queries.with_row_details(meetings, request.as_of.record))
    timeline = meeting_years(queries.timeline_rows(meetings))
    context = {
        "filters": filters,
        "facets": filters.facets(request.as_of.record.meetings()),
        "page": page,
        "timeline": timeline,
        "not_drawn": page.paginator.count - (timeline.drawn if timeline else 0),
    }
    return render_page(request, "meetings/list.html", context, partial="results")


@require_GET
def meeting_download(request: HtmxHttpRequest, extension: FileFormat) -> HttpResponseBase:
    record = request.as_of.record
    filters = MeetingFilterForm(request.GET, record)
    return download(
        request,
        filters,
        filters.narrow(queries.with_row_details(queries.timeline(record), record, with_quotes)),
        meeting_records,
        f"meetings.{extension}",
    )


@require_GET
def meeting_detail(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    record = request.as_of.record
    meeting = with_proof(record.meetings().select_related("country"), record).filter(slug=slug).first()
    if meeting is None:
        return moved_or_404(request, MergeKind.MEETING, slug)
    previous, following = queries.neighbours(meeting, record)
    delegations = queries.delegations(meeting, record)
    context = {
        "meeting": meeting,
        "delegations": delegations,
        "roles": queries.by_role(delegations),
        "hosts": [delegation for delegation in delegations if delegation.role == "host"],
        "groups": queries.outcomes_by_act(meeting, following, record),
        "totals": totals_within(record.pledges().filter(tied_to(meeting, record)), record, meeting=meeting.slug),
        "articles": queries.articles_on(meeting, record),
        "previous": previous,
        "following": following,
    }
    return render(request, "meetings/detail.html", context)
