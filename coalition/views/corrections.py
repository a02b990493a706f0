"""What was corrected in the public record: a page and a feed."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_GET

from coalition.changes import Change, corrections, read_changes
from coalition.htmx import HtmxHttpRequest, render_page
from coalition.paging import page_of

_IN_FEED = 50


@require_GET
def correction_list(request: HtmxHttpRequest) -> HttpResponse:
    page = page_of(request, corrections(request.as_of.record.day))
    context = {"page": page, "changes": [change for change in read_changes(page) if is_worth_telling(change)]}
    return render_page(request, "corrections/list.html", context, partial="results")


def is_worth_telling(change: Change) -> bool:
    """Whether readers see a difference; a version can be saved with all values as they were."""
    return bool(change.differences) or change.what in ("withdrawn", "deleted")


class CorrectionFeed(Feed):  # type: ignore[type-arg]  # not subscriptable at run time
    """The latest corrections, for feed readers."""

    feed_type = Atom1Feed
    title = "Corrections of the Coalition Ledger"
    subtitle = "What editors changed, withdrew or deleted of the published record, with the reason."
    link = reverse_lazy("correction_list")

    def items(self) -> list[Change]:
        """The latest first."""
        return [change for change in read_changes(corrections()[:_IN_FEED]) if is_worth_telling(change)]

    def item_title(self, item: Any) -> str:
        return f"{item.title}: {item.what}"

    def item_description(self, item: Any) -> str:
        told = [f"{one.label}: {one.before} → {one.after}" for one in item.differences]
        return ". ".join([*filter(None, [item.why]), *told])

    def item_link(self, item: Any) -> str:
        return item.address or str(self.link)

    def item_guid(self, item: Any) -> str:
        return f"tag:coalition-ledger,2014:{item.kind}:{item.version}"

    def item_updateddate(self, item: Any) -> datetime.datetime:
        when: datetime.datetime = item.when
        return when

    def item_pubdate(self, item: Any) -> datetime.datetime:
        return self.item_updateddate(item)
