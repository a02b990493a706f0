"""Entering a pledge, a further act of one, and correcting an act."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from articles.desk.access import desk_view
from articles.desk.entry import record_event
from articles.desk.entry_forms import EventForm, PledgeForm
from articles.desk.passages import Passage, read_in
from articles.marking import chosen
from articles.models import Article
from coalition.htmx import HtmxHttpRequest, render_page
from coalition.models import Pledge, PledgeEvent
from coalition.roles import ENTER_PLEDGE

_TEMPLATE = "desk/entry.html"
_CHANGE_EVENT = "coalition.change_pledgeevent"


@require_http_methods(["GET", "POST"])
@desk_view(ENTER_PLEDGE)
def pledge_new(request: HtmxHttpRequest) -> HttpResponse:
    form = PledgeForm(request.POST if _is_sent(request) else None, editor=request.user, initial=_initial(request))
    if _is_to_save(request) and form.is_valid():
        return _saved(request, form, "entered at the desk")
    context = {"form": form, "heading": "Enter a pledge", "action": "Save the pledge"}
    return _render(request, context)


@require_http_methods(["GET", "POST"])
@desk_view(ENTER_PLEDGE)
def event_new(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    pledge = get_object_or_404(Pledge.objects.select_related("nation"), pk=pk)
    data = request.POST if _is_sent(request) else None
    form = EventForm(data, editor=request.user, pledge=pledge, initial=_initial(request))
    if _is_to_save(request) and form.is_valid():
        return _saved(request, form, form.cleaned_data["why"])
    context = {"form": form, "heading": "Add an act to a pledge", "action": "Save the act", "pledge": pledge}
    return _render(request, context)


@require_http_methods(["GET", "POST"])
@desk_view(_CHANGE_EVENT)
def event_edit(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    subjects = ("pledge__nation", "speaker", "meeting", "asked_by")
    event = get_object_or_404(PledgeEvent.objects.select_related(*subjects), pk=pk)
    form = EventForm(request.POST or None, editor=request.user, pledge=event.pledge, event=event)
    if _is_to_save(request) and form.is_valid():
        return _saved(request, form, form.cleaned_data["why"])
    context = {
        "form": form,
        "heading": "Correct an act",
        "action": "Save the correction",
        "pledge": event.pledge,
        "event": event,
        "passages": event.evidence.select_related("article"),
        "versions": event.history.select_related("history_user")[:10],
    }
    return _render(request, context)


def _is_sent(request: HttpRequest) -> bool:
    """Whether the form itself was sent; what another form hands over only fills this one."""
    return request.method == "POST" and "carry" not in request.POST


def _is_to_save(request: HttpRequest) -> bool:
    return _is_sent(request) and "check" not in request.POST


def _initial(request: HttpRequest) -> dict[str, Any]:
    """What the form begins with: another form's values, or the article and passage that the address names."""
    if "carry" in request.POST:
        fields = EventForm.base_fields
        return {name: field.widget.value_from_datadict(request.POST, {}, name) for name, field in fields.items()}
    key = request.GET.get("article", "")
    article = Article.objects.filter(pk=int(key)).first() if key.isdecimal() else None
    if article is None:
        return {}
    place = chosen(request.GET.get("passage", ""), article.body)
    if place is None:
        return {"article": article}
    passage = Passage(article, place.start, place.end)
    return {"article": article, "quote": passage.quote, "start": passage.start, **read_in(passage)}


def _saved(request: HttpRequest, form: EventForm, why: str) -> HttpResponse:
    event = form.event
    was_published = event.is_published
    publish = bool(form.cleaned_data.get("publish"))
    record_event(event=event, passage=form.passage, editor=request.user, why=why, publish=publish)
    if not event.is_published:
        messages.success(request, _UNPUBLISHED[form.may_publish])
        return redirect("desk_event", event.pk)
    messages.success(request, _CORRECTED if was_published else "Saved and published.")
    return redirect("desk_event", event.pk)


_CORRECTED = "Saved. Readers see the correction now; the history keeps what it was before."
_UNPUBLISHED = {
    True: "Saved, not published. Readers see it once you tick “Publish now”.",
    False: "Saved, not published. A publisher must publish it before readers see it.",
}


def _render(request: HtmxHttpRequest, context: dict[str, Any]) -> HttpResponse:
    form: EventForm = context["form"]
    # Asking for the errors reads the form, so that the page can say how it was understood.
    context |= {"is_refused": bool(form.errors) and "check" not in request.POST}
    return render_page(request, _TEMPLATE, context, partial="reading")
