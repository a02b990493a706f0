"""Who changed what, before and after, and why; and the way back to an earlier version."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from articles.desk.access import desk_view
from coalition.changes import KINDS, changes_by_people, read_changes, restore, versions_of
from coalition.paging import page_of
from coalition.roles import ENTER_PLEDGE, PUBLISH


@desk_view(ENTER_PLEDGE)
@require_GET
def change_list(request: HttpRequest) -> HttpResponse:
    """What people changed, all kinds together; `?by=` is one of them."""
    who = request.GET.get("by", "").strip()
    page = page_of(request, changes_by_people(who))
    return render(request, "desk/changes.html", {"page": page, "changes": read_changes(page), "who": who})


@desk_view(ENTER_PLEDGE)
@require_http_methods(["GET", "POST"])
def record_history(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """The versions of one record; a post gives it the values of one of them again."""
    versions = versions_of(kind, pk) if kind in KINDS else []
    if not versions:
        raise Http404
    if request.method == "POST":
        if not request.user.has_perm(f"coalition.change_{kind.replace('_', '')}"):
            raise PermissionDenied
        _restore(request, kind, {change.version for change in versions})
        return redirect("desk_history", kind=kind, pk=pk)
    return render(request, "desk/history.html", {"versions": versions, "latest": versions[0], "kind": kind, "pk": pk})


def _restore(request: HttpRequest, kind: str, of_this_record: set[int]) -> None:
    version, why = request.POST.get("version", ""), request.POST.get("why", "").strip()
    if not why:
        messages.error(request, "Say why the earlier version is right; it stands in the history.")
        return
    if not version.isdecimal() or int(version) not in of_this_record:
        messages.error(request, "There is no such version of this record.")
        return
    try:
        restore(kind, int(version), why=why, may_publish=request.user.has_perm(PUBLISH))
    except ObjectDoesNotExist:
        messages.error(request, "What the version belongs to is gone. Restore that first.")
    except ValidationError as error:
        messages.error(request, f"Not restored. {' '.join(error.messages)}")
    else:
        messages.success(request, "Restored.")
