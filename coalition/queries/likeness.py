"""Lines of the ledger that a pledge being entered may repeat."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch
from django.urls import reverse

from coalition.charts.words import date_in_words
from coalition.dates import PartialDate
from coalition.models import City, Nation, Pledge, PledgeEvent
from coalition.search.text import words
from coalition.standing import in_order

_NEAR = datetime.timedelta(days=31)
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Sought:
    """What is known so far of a pledge being entered."""

    nation: Nation
    capability: str
    place: str = ""
    city: City | None = None
    country: Nation | None = None
    happened: PartialDate | None = None
    quantity: Decimal | None = None
    amount: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class LikeLine:
    """A line of the same nation and capability, its latest act, and what else both have in common."""

    pledge: Pledge
    latest: PledgeEvent | None
    reasons: tuple[str, ...]

    @property
    def address(self) -> str:
        """Its page: that of readers where they see it, else that of its latest act at the desk."""
        if self.pledge.public_from is not None or self.latest is None:
            return self.pledge.get_absolute_url()
        return reverse("desk_event", args=[self.latest.pk])


def like_lines(sought: Sought) -> list[LikeLine]:
    """Lines that may be the one sought, published or not, the likeliest first. Two queries.

    The same number counts most, then the same place, then acts within a month of each other.
    """
    events = Prefetch("events", queryset=PledgeEvent.objects.order_by("happened_on", "pk"))
    lines = (
        Pledge.objects.filter(nation=sought.nation, capability=sought.capability)
        .select_related("nation", "country", "city")
        .prefetch_related(events)
        .order_by("-last_event_on", "pk")
    )
    found = [_compared(line, sought) for line in lines]
    ranked = sorted(found, key=lambda pair: -pair[0])
    return [like for _, like in ranked[:_SHOWN]]


def _compared(line: Pledge, sought: Sought) -> tuple[int, LikeLine]:
    events = in_order(line.events.all())
    weighed = [*_same_numbers(events, sought), *_same_place(line, sought), *_near_in_time(events, sought)]
    reasons = tuple(dict.fromkeys(reason for _, reason in weighed))
    weight = sum({reason: weight for weight, reason in weighed}.values())
    return weight, LikeLine(line, events[-1] if events else None, reasons)


def _same_numbers(events: Iterable[PledgeEvent], sought: Sought) -> Iterable[tuple[int, str]]:
    for event in events:
        if sought.quantity is not None and event.quantity == sought.quantity:
            yield 4, "same number"
        if sought.amount is not None and (event.amount, event.currency) == (sought.amount, sought.currency):
            yield 4, "same sum"


def _same_place(line: Pledge, sought: Sought) -> Iterable[tuple[int, str]]:
    if (sought.city and line.city_id == sought.city.pk) or (sought.place and words(line.place) == words(sought.place)):
        yield 3, "same place"
    elif sought.country and line.country_id == sought.country.pk:
        yield 2, "same country"


def _near_in_time(events: Iterable[PledgeEvent], sought: Sought) -> Iterable[tuple[int, str]]:
    if sought.happened is None:
        return
    for event in events:
        if event.happened and _is_near(event.happened, sought.happened):
            yield 2, f"an act of {date_in_words(event.happened)}"
            return


def _is_near(one: PartialDate, other: PartialDate) -> bool:
    return one.day - _NEAR <= other.last_day and other.day - _NEAR <= one.last_day
