"""The desk's first page."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from articles.desk.navigation import links_for


@never_cache
@require_GET
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """The jobs that the editor may do, the first of them at once."""
    links = links_for(request.user)
    if not links:
        raise PermissionDenied
    return redirect(links[0].url)
