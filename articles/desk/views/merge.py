"""Records that may be one: likely pairs, the preview of a merge, taking records apart, and undoing either."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from articles.desk import duplicates
from articles.desk.access import desk_view
from articles.desk.split_forms import SPLITTABLE, new_record, split_form, told
from coalition import merging
from coalition.enums import MergeKind
from coalition.merging import CannotMergeError, CannotUndoError
from coalition.models import Merge
from coalition.paging import page_of
from coalition.roles import MERGE

SHOWN = 20
"""Merges and splits listed with a button to undo them, and rows of one kind listed in a preview."""


@desk_view(MERGE)
@require_GET
def merge_list(request: HttpRequest, kind: str = MergeKind.MINISTER) -> HttpResponse:
    """Likely duplicates of one kind, and what was merged or split of it; `?keep=` and `?away=` open any pair."""
    _known(kind)
    named = [request.GET.get(name, "").strip() for name in ("keep", "away")]
    if any(named):
        return _open(request, kind, named)
    context = {
        "kind": MergeKind(kind),
        "kinds": MergeKind,
        "page": page_of(request, duplicates.likely(kind)),
        "merges": Merge.objects.filter(kind=kind).defer("changes")[:SHOWN],
        "can_split": kind in SPLITTABLE,
        "shared": duplicates.shared_origins()[:SHOWN] if kind == MergeKind.ORIGIN else (),
    }
    return render(request, "desk/merge/list.html", context)


def _known(kind: str) -> None:
    if kind not in MergeKind.values:
        raise Http404


def _open(request: HttpRequest, kind: str, named: list[str]) -> HttpResponse:
    found = [merging.named(kind, text) if text else None for text in named]
    for text, key in zip(named, found, strict=True):
        if text and key is None:
            messages.error(request, f"No record has the address or number “{text}”.")
            return redirect("desk_merge", kind=kind)
    keep, away = found
    if keep is not None and away is not None:
        return redirect("desk_merge_pair", kind=kind, keep=keep, away=away)
    if keep is not None and kind in SPLITTABLE:
        return redirect("desk_split", kind=kind, pk=keep)
    messages.error(request, "Name both records.")
    return redirect("desk_merge", kind=kind)


@desk_view(MERGE)
@require_http_methods(["GET", "POST"])
def merge_pair(request: HttpRequest, kind: str, keep: int, away: int) -> HttpResponse:
    """Both records side by side with what would move; a post merges them, or says that they are not the same."""
    _known(kind)
    try:
        if request.method == "POST" and _settle(request, kind, keep, away):
            return redirect("desk_merge", kind=kind)
        shown = merging.preview(kind, keep, away)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    context = {
        "kind": MergeKind(kind),
        "preview": shown,
        "moved": [(label, len(rows), [told(row) for row in rows[:SHOWN]]) for label, rows in shown.moved.items()],
        "joined": [(told(twin), told(row)) for twin, row in shown.joined],
    }
    return render(request, "desk/merge/pair.html", context)


def _settle(request: HttpRequest, kind: str, keep: int, away: int) -> bool:
    """Do what was asked; whether it was done."""
    why = request.POST.get("why", "").strip()[:500]
    step: dict[str, Any] = {"user": request.user, "now": timezone.now(), "why": why}
    if request.POST.get("action") == "apart":
        if not why:
            messages.error(request, "Say why they are not the same, for the next editor who wonders.")
            return False
        merging.preview(kind, keep, away)
        merging.tell_apart(kind, keep, away, **step)
        messages.success(request, "Remembered: they are not the same, and are not offered again.")
        return True
    take = [name.removeprefix("take-") for name, value in request.POST.items() if value == "other"]
    try:
        done = merging.merge(kind, keep, away, take=take, **step)
    except CannotMergeError as error:
        messages.error(request, f"Not merged. {error}")
        return False
    messages.success(request, f"Merged “{done.away_title}” into “{done.kept_title}”. It can be undone below.")
    return True


@desk_view(MERGE)
@require_http_methods(["GET", "POST"])
def record_split(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Take a record apart: the values of the new one, and what goes to it."""
    if kind not in SPLITTABLE:
        raise Http404
    record: Any = get_object_or_404(merging.mergeable(kind).model, pk=pk)
    form = split_form(kind, record, request.POST if request.method == "POST" else None)
    if form.is_valid():
        why = form.cleaned_data["why"]
        try:
            done = merging.split(
                kind, pk, new_record(form), form.chosen(), user=request.user, now=timezone.now(), why=why
            )
        except CannotMergeError as error:
            form.add_error("rows", str(error))
        else:
            messages.success(request, f"Split “{done.away_title}” from “{done.kept_title}”. It can be undone below.")
            return redirect("desk_merge", kind=kind)
    return render(request, "desk/merge/split.html", {"kind": MergeKind(kind), "subject": record, "form": form})


@desk_view(MERGE)
@require_POST
def merge_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a merge or split back."""
    done = get_object_or_404(Merge, pk=pk)
    try:
        merging.undo(pk, user=request.user, now=timezone.now())
    except CannotUndoError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Undone: “{done.kept_title}” is as it was before.")
    return redirect("desk_merge", kind=done.kind)
