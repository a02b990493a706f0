"""How origins of articles are merged and split, by the rules of `coalition.merging`.

Joining two origins, or giving an article one of its own, changes how many independent reports prove a fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Min

from articles.models import Origin
from coalition.merging import Mergeable


def _agency(keep: Origin, away: Origin, taken: Mapping[str, Any]) -> dict[str, Any]:
    """The agency that either credits, where none is chosen."""
    return {"agency": taken.get("agency", keep.agency) or away.agency}


def _first_day(origin: Origin) -> dict[str, Any]:
    return {"first_published_on": origin.articles.aggregate(first=Min("published_on"))["first"]}


ORIGIN: Final = Mergeable(
    Origin,
    (("title",), ("agency",)),
    # Every origin shows with its articles, and none has an address.
    visible=lambda record: Origin.objects.all(),
    address=lambda origin: "",
    absorb=_agency,
    derived=_first_day,
    whole="articles",
)
