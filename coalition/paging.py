"""Cutting long lists into pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

ROWS_PER_PAGE = 25


def page_of(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], per_page: int = ROWS_PER_PAGE) -> Page[Any]:
    """The page that `?page=` names: the first for a word, the last for a number beyond it. Two queries.

    It carries `shown_pages`, the page numbers that links are made for, with an ellipsis where some are left out.
    """
    page: Any = Paginator(rows, per_page).get_page(request.GET.get("page"))
    page.shown_pages = list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    checked: Page[Any] = page
    return checked
