"""Who may open a page of the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.views.decorators.cache import never_cache


def desk_view(permission: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A view of the desk: strangers sign in first, those whose role lacks `permission` are told so (403).

    Nothing of it is kept by a browser's cache, so that nobody reads it after signing out.
    """

    def decorated(view: Callable[..., Any]) -> Callable[..., Any]:
        return never_cache(login_required(permission_required(permission, raise_exception=True)(view)))

    return decorated
