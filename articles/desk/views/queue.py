"""The review queue: the list, one proposal beside its text, and what an editor decides about it.

Every address keeps the filters in its query string, so that deciding leads to the next proposal of the same list.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from articles.desk import decisions
from articles.desk.access import desk_view
from articles.desk.decisions import CannotAcceptError, CannotUndoError, DecidedMeanwhileError, said_of
from articles.desk.proposal_forms import CURRENCIES, FORMS, UNITS, ProposalForm
from articles.desk.queue import (
    Position,
    hold,
    is_held_by_other,
    neighbour,
    next_entry,
    open_entries,
    position_of,
    release,
)
from articles.desk.queue_filters import QueueFilterForm
from articles.desk.words import Names, marked_text, words_read
from articles.enums import CandidateState, RejectReason
from articles.models import Article, Candidate, QueueEntry
from articles.recording.batch import Batch
from articles.recording.payloads import draft_of
from articles.recording.register import Register, nations_by_code
from articles.recording.waiting import catch_up, dequeue, names_people, prospect, waits_for
from coalition.htmx import HtmxHttpRequest, render_page
from coalition.models import Minister
from coalition.paging import page_of
from coalition.roles import JUDGE, PUBLISH

_SKIPPED, _PLACE = "queue_skipped", "queue_place"
_MOST_SKIPPED = 500


def _editor(request: HttpRequest) -> str:
    name: str = request.user.get_username()
    return name


def _query(request: HttpRequest) -> str:
    """The filters of the address, with their question mark."""
    kept = request.GET.copy()
    for name in ("page", "sort"):
        kept.pop(name, None)
    return f"?{kept.urlencode()}" if kept else ""


def _rows(request: HttpRequest) -> Any:
    return QueueFilterForm(request.GET).narrow(open_entries())


def _skipped(request: HttpRequest) -> list[int]:
    found: list[int] = request.session.get(_SKIPPED, [])
    return found


@desk_view(JUDGE)
@require_GET
def queue_list(request: HtmxHttpRequest) -> HttpResponse:
    """What waits, with its filters; the editor goes on where they left."""
    catch_up()
    filters = QueueFilterForm(request.GET)
    rows = filters.narrow(open_entries())
    page = page_of(request, rows)
    names = Names(nations_by_code())
    _put_in_words(request, list(page), names)
    context = {
        "filters": filters,
        "facets": filters.facets(open_entries()),
        "page": page,
        "query": _query(request),
        "place": _saved_place(request, names),
        "last": decisions.last_decisions(_editor(request)),
        "skipped": len(_skipped(request)),
    }
    return render_page(request, "desk/queue/list.html", context, partial="results")


def _put_in_words(request: HttpRequest, entries: list[Any], names: Names) -> None:
    """Give each entry its title, its words, and whether somebody else has it open. One query."""
    articles = {entry.candidate.article_id for entry in entries}
    bodies = dict(Article.objects.filter(pk__in=articles).values_list("pk", "body"))
    now = timezone.now()
    for entry in entries:
        candidate = entry.candidate
        entry.title = names.title(candidate.kind, candidate.payload)
        entry.words = bodies[candidate.article_id][candidate.start : candidate.end]
        entry.is_held = is_held_by_other(entry, editor=_editor(request), now=now)


def _saved_place(request: HttpRequest, names: Names) -> dict[str, str] | None:
    """The item that the editor had open last, while it still waits."""
    place = request.session.get(_PLACE)
    entry = open_entries().filter(candidate=place["candidate"]).first() if place else None
    if place is None or entry is None:
        return None
    title = names.title(entry.candidate.kind, entry.candidate.payload)
    return {"url": reverse("queue_item", args=[entry.pk]) + place["query"], "title": title}


@desk_view(JUDGE)
@require_GET
def queue_next(request: HtmxHttpRequest) -> HttpResponse:
    """To the first proposal of the list that nobody else is judging."""
    catch_up()
    return _to_next(request, None)


def _to_next(request: HtmxHttpRequest, after: Position | None) -> HttpResponse:
    entry = next_entry(
        _rows(request), editor=_editor(request), now=timezone.now(), after=after, skipped=_skipped(request)
    )
    if entry is None:
        messages.info(request, "Nothing else waits for you in this list.")
        address = reverse("queue_list") + _query(request)
        # The list is another page, which cannot take the place of an item.
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
    return redirect(reverse("queue_item", args=[entry.pk]) + _query(request))


@desk_view(JUDGE)
@require_GET
def queue_item(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """One proposal: its text, its values, and who has it open."""
    candidate = get_object_or_404(Candidate.objects.select_related("article__origin"), pk=pk)
    if candidate.state != CandidateState.PROPOSED:
        dequeue([candidate])
        messages.warning(request, f"This one is settled: {said_of(candidate)}.")
        return _to_next(request, None)
    if not QueueEntry.objects.filter(candidate=pk).exists():
        catch_up()
    names = Names(nations_by_code())
    return _show(request, candidate, names, FORMS[candidate.kind](candidate.payload, names))


def _show(request: HtmxHttpRequest, candidate: Candidate, names: Names, form: ProposalForm) -> HttpResponse:
    now = timezone.now()
    hold(candidate.pk, editor=_editor(request), now=now)
    entry = open_entries().get(candidate=candidate.pk)
    rows, place = _rows(request), position_of(entry)
    request.session[_PLACE] = {"candidate": candidate.pk, "query": _query(request)}
    article = candidate.article
    words = words_read(candidate, article.body)
    draft = draft_of(candidate)
    fields = [(field, words.get(field.name, "")) for field in form.visible_fields()]
    context = {
        "candidate": candidate,
        "article": article,
        "entry": entry,
        "title": names.title(candidate.kind, candidate.payload),
        "prospect": prospect(draft, article.published_on, Batch(Register.load(people=names_people([draft])))),
        "waits": waits_for(candidate.reason),
        "form": form,
        "fields": [pair for pair in fields if not form.is_folded(pair[0].name)],
        "more_fields": [pair for pair in fields if form.is_folded(pair[0].name)],
        "text": marked_text(candidate, article.body),
        "reasons": RejectReason.choices,
        "held_by_other": is_held_by_other(entry, editor=_editor(request), now=now),
        "number": rows.filter(place.behind()).count() + 1,
        "waiting": rows.count(),
        "before": neighbour(rows, place, step=-1),
        "after": neighbour(rows, place, step=1),
        "last": decisions.last_decisions(_editor(request)),
        "in_article": open_entries().filter(article=article).count(),
        "may_find_nothing": not article.candidates.filter(state=CandidateState.ACCEPTED).exists(),
        "may_publish": request.user.has_perm(PUBLISH),
        "query": _query(request),
        "units": UNITS,
        "currencies": CURRENCIES,
        "people": Minister.objects.values_list("name", flat=True) if "speaker" in form.fields else (),
    }
    return render_page(request, "desk/queue/item.html", context, partial="item")


@desk_view(JUDGE)
@require_POST
def queue_decide(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Accept with the values of the form, reject with a reason, or skip; then the next proposal."""
    candidate = get_object_or_404(Candidate.objects.select_related("article__origin"), pk=pk)
    place = _place_of(candidate)
    now = timezone.now()
    try:
        match request.POST.get("verdict"):
            case "accept":
                names = Names(nations_by_code())
                form = FORMS[candidate.kind](candidate.payload, names, request.POST)
                if not _accept(request, candidate, form, now):
                    return _show(request, candidate, names, form)
            case "skip":
                request.session[_SKIPPED] = [*(key for key in _skipped(request) if key != pk), pk][-_MOST_SKIPPED:]
                release(pk, editor=_editor(request))
            case _:
                decisions.reject(pk, user=request.user, now=now, reason=_reason(request))
    except DecidedMeanwhileError as error:
        messages.warning(request, f"Nothing was changed: {error}.")
    return _to_next(request, place)


def _place_of(candidate: Candidate) -> Position | None:
    entry = QueueEntry.objects.filter(candidate=candidate).first()
    return position_of(entry) if entry else None


def _accept(request: HtmxHttpRequest, candidate: Candidate, form: ProposalForm, now: datetime.datetime) -> bool:
    """Whether the values are recorded; the form says why not."""
    if candidate.state != CandidateState.PROPOSED:
        raise DecidedMeanwhileError(candidate)
    if not form.is_valid():
        return False
    try:
        decisions.accept(candidate.pk, user=request.user, now=now, payload=form.payload())
    except CannotAcceptError as error:
        form.add_error(None, f"It cannot be recorded as it stands: {error}.")
        return False
    return True


def _reason(request: HttpRequest) -> str:
    """The reason of the closed list, with the editor's own words after it."""
    code = request.POST.get("reason", "")
    label = RejectReason(code).label if code in RejectReason.values else RejectReason.OTHER.label
    words = " ".join(request.POST.get("words", "").split())
    return f"{label}: {words}"[:300] if words else label


@desk_view(JUDGE)
@require_POST
def queue_hold(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Say that the item is still open, or take it over from somebody else."""
    take_over = "take_over" in request.POST
    is_mine = hold(pk, editor=_editor(request), now=timezone.now(), take_over=take_over)
    if take_over:
        return redirect(reverse("queue_item", args=[pk]) + _query(request))
    entry = QueueEntry.objects.filter(candidate=pk).first()
    return render(request, "desk/queue/_holder.html", {"entry": entry, "held_by_other": not is_mine and entry})


@desk_view(JUDGE)
@require_POST
def queue_undo(request: HtmxHttpRequest) -> HttpResponse:
    """Take back the editor's last step and show its first proposal again."""
    try:
        decision = decisions.undo_last(user=request.user, now=timezone.now())
    except CannotUndoError as error:
        messages.error(request, f"Nothing was undone. {error}")
        place = request.session.get(_PLACE)
        address = reverse("queue_item", args=[place["candidate"]]) if place else reverse("queue_list")
        return redirect(address + _query(request))
    messages.success(request, f"Undone: {decision.get_verdict_display().lower()}, {decision.summary}.")
    return redirect(reverse("queue_item", args=[decision.candidates[0]["pk"]]) + _query(request))


@desk_view(JUDGE)
@require_POST
def queue_unskip(request: HtmxHttpRequest) -> HttpResponse:
    """Let what was skipped come again in its order."""
    request.session.pop(_SKIPPED, None)
    return redirect(reverse("queue_list") + _query(request))


@desk_view(JUDGE)
@require_POST
def queue_find_nothing(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Settle that an article holds nothing for the ledger."""
    article = get_object_or_404(Article, pk=pk)
    try:
        decisions.find_nothing(article, user=request.user, now=timezone.now())
    except CannotAcceptError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Read, nothing relevant: {article.title}.")
    kept = request.GET.copy()
    kept.pop("article", None)
    return redirect(f"{reverse('queue_next')}{'?' + kept.urlencode() if kept else ''}")


# --- many at once ---------------------------------------------------------------------------------------------------

_MOST_AT_ONCE = 200


@desk_view(JUDGE)
def queue_bulk(request: HtmxHttpRequest) -> HttpResponse:
    """Preview of a decision on all of one rule or one article; nothing happens before it is confirmed."""
    filters = QueueFilterForm(request.GET)
    if not filters.is_valid() or not ({"rule", "article"} & set(filters.in_force)):
        messages.info(request, "Choose one rule or one article first.")
        return redirect(reverse("queue_list") + _query(request))
    if request.method == "POST":
        return _decide_many(request)
    catch_up()
    rows = filters.narrow(open_entries())
    names = Names(nations_by_code())
    shown = list(rows[:_MOST_AT_ONCE])
    _put_in_words(request, shown, names)
    context = {
        "filters": filters,
        "shown": shown,
        "waiting": rows.count(),
        "reasons": RejectReason.choices,
        "may_publish": request.user.has_perm(PUBLISH),
        "query": _query(request),
    }
    return render(request, "desk/queue/bulk.html", context)


def _decide_many(request: HtmxHttpRequest) -> HttpResponse:
    keys = [int(key) for key in request.POST.getlist("candidate") if key.isdigit()][:_MOST_AT_ONCE]
    now = timezone.now()
    if request.POST.get("verdict") == "accept":
        outcome = decisions.accept_all(keys, user=request.user, now=now)
    else:
        outcome = decisions.reject_all(keys, user=request.user, now=now, reason=_reason(request))
    done = len(outcome.decision.candidates) if outcome.decision else 0
    if outcome.decision:
        verdict = outcome.decision.get_verdict_display().lower()
        messages.success(request, f"{done} {verdict}. Undo takes all of them back.")
    for candidate, reason in outcome.left:
        messages.warning(request, f"Still open: {candidate.quote[:80]}… ({reason})")
    settled = len(keys) - done - len(outcome.left)
    if settled:
        messages.warning(request, f"{settled} had been settled meanwhile.")
    return redirect(reverse("queue_list") + _query(request))
