"""Records for fields that are typed into."""

from __future__ import annotations

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from articles.desk.access import desk_view
from articles.desk.names import KINDS, choices
from coalition.roles import ENTER_PLEDGE


@require_GET
@desk_view(ENTER_PLEDGE)
def desk_names(request: HttpRequest, kind: str) -> JsonResponse:
    """The records of `kind` that `?q=` may mean, the likeliest first."""
    if kind not in KINDS:
        raise Http404
    found = choices(kind, request.GET.get("q", "")[:200])
    return JsonResponse(
        {"choices": [{"key": choice.key, "label": choice.label, "line": choice.line} for choice in found]}
    )
