"""Bringing articles in: four ways, the feeds that are followed, and the jobs with what they found."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from articles.desk.access import desk_view
from articles.enums import WayIn
from articles.ingest.types import ReadOptions
from articles.intake.forms import FORMS, FeedForm, RetryForm
from articles.intake.found import NO_DATE, found_in, latest_jobs, listed, sources_of, tally, title_of
from articles.intake.models import Feed, IngestJob, IngestResult
from articles.intake.submit import Submission, ask_feed, submit, try_again
from coalition.htmx import HtmxHttpRequest, render_page
from coalition.paging import page_of
from coalition.roles import INGEST

UNCHANGED = 204
"""The answer to a page that asks for news where there is none: htmx then leaves it as it is."""


@desk_view(INGEST)
@require_http_methods(["GET", "POST"])
def article_add(request: HttpRequest) -> HttpResponse:
    """One of the four ways in; `?by=` names it."""
    way = _way(request.GET.get("by", ""))
    is_sent = request.method == "POST"
    form = FORMS[way](request.POST, request.FILES) if is_sent else FORMS[way]()
    if is_sent and form.is_valid():
        job = _follow(form, request) if isinstance(form, FeedForm) else _submit(form, way, request)
        return redirect(job)
    context: dict[str, Any] = {
        "form": form,
        "way": way,
        "ways": [(name, WayIn(name).label) for name in FORMS],
    }
    if way == WayIn.FEED:
        context["feeds"] = Feed.objects.all()
    return render(request, "desk/articles/new.html", context, status=422 if form.is_bound else 200)


def _way(name: str) -> WayIn:
    """The way that the address names; pasting where it names none of the four."""
    return next((way for way in FORMS if way == name), WayIn.PASTE)


def _submit(form: Any, way: WayIn, request: HttpRequest) -> IngestJob:
    return submit(Submission(way, _name(request), form.options()), form.given())


def _follow(form: FeedForm, request: HttpRequest) -> IngestJob:
    """Follow a feed and ask it at once, so that a wrong address shows."""
    feed = form.save(commit=False)
    feed.added_by = _name(request)
    feed.save()
    return ask_feed(feed, asked_by=_name(request))


def _name(request: HttpRequest) -> str:
    return request.user.get_username()


# --- feeds ----------------------------------------------------------------------------------------------------------


@desk_view(INGEST)
@require_POST
def feed_poll(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a feed now, paused or not."""
    return redirect(ask_feed(get_object_or_404(Feed, pk=pk), asked_by=_name(request)))


@desk_view(INGEST)
@require_POST
def feed_pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop asking a feed, or go on."""
    feed = get_object_or_404(Feed, pk=pk)
    feed.is_paused = "resume" not in request.POST
    feed.save(update_fields=["is_paused"])
    messages.success(request, f"{feed} is {'paused' if feed.is_paused else 'followed again'}.")
    return _to_feeds()


@desk_view(INGEST)
@require_POST
def feed_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow a feed no longer; its articles stay."""
    feed = get_object_or_404(Feed, pk=pk)
    feed.delete()
    messages.success(request, f"{feed} is followed no longer. Its articles stay.")
    return _to_feeds()


def _to_feeds() -> HttpResponse:
    return redirect(f"{reverse('article_add')}?by={WayIn.FEED.value}")


# --- jobs -----------------------------------------------------------------------------------------------------------


@desk_view(INGEST)
@require_GET
def job_list(request: HttpRequest) -> HttpResponse:
    """The latest jobs."""
    page = page_of(request, latest_jobs())
    return render(request, "desk/jobs/list.html", {"page": page, "jobs": listed(page.object_list)})


@desk_view(INGEST)
@require_GET
def job_detail(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """A job: how far it is, and what was found. It asks for news by itself until nothing more happens."""
    job = get_object_or_404(IngestJob.objects.select_related("feed"), pk=pk)
    page = page_of(request, sources_of(job))
    sources = found_in(page.object_list)
    numbers = tally(job)
    mark = _mark(numbers, sources)
    if request.htmx and request.GET.get("seen") == mark:
        return HttpResponse(status=UNCHANGED)
    context = {
        "job": job,
        "title": title_of(job, sources[0].source.name if sources else "Nothing", numbers.sources),
        "tally": numbers,
        "sources": sources,
        "page": page,
        "mark": mark,
        "misses_date": _misses_date(job),
        "retry": RetryForm(),
    }
    return render_page(request, "desk/jobs/detail.html", context, partial="job")


def _mark(numbers: Any, sources: list[Any]) -> str:
    """Stands for everything that changes while a job is read."""
    seen = [(one.source.pk, one.source.stage, one.source.found, len(one.source.results.all())) for one in sources]
    return hashlib.sha256(repr((numbers, seen)).encode()).hexdigest()[:16]


def _misses_date(job: IngestJob) -> bool:
    return IngestResult.objects.filter(source__job=job, problem__startswith=NO_DATE).exists()


@desk_view(INGEST)
@require_POST
def job_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Read once more what failed, with the date that was missing where one is given."""
    job = get_object_or_404(IngestJob, pk=pk)
    form = RetryForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(line) for lines in form.errors.values() for line in lines))
        return redirect(job)
    cleaned = form.cleaned_data
    told = cleaned["published"] or cleaned["undated"]
    try_again(job, ReadOptions(undated=cleaned["undated"], published=cleaned["published"]) if told else None)
    return redirect(job)
