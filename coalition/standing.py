"""What the dated acts of one pledge add up to: where the line stands, since when, and with how much.

Shared by the action that stores the answer and the pages that show its words. No query is made here.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from coalition.enums import Act, Answer
from coalition.models import PledgeEvent


def effective_day(event: PledgeEvent) -> datetime.date:
    """The day that places an event in its thread.

    A known day is taken as it is. Of a month or a year the latest day that was already past when it was reported: "this
    month", written on the 20th, comes after a report of the 11th. Without any date the day of the report counts, and
    without one the day on which the ledger took it in.
    """
    reported = event.public_from or event.created_at.date()
    happened = event.happened
    return min(max(reported, happened.day), happened.last_day) if happened else reported


def in_order(events: Iterable[PledgeEvent]) -> list[PledgeEvent]:
    """Events oldest first; those of one day by report, then as they were recorded."""
    return sorted(events, key=lambda event: (effective_day(event), public_day(event), event.pk))


def public_day(event: PledgeEvent) -> datetime.date:
    """The day from which the public record held it; for an undated source the day on which the ledger took it in."""
    return event.public_from or event.created_at.date()


def standing_event(events: Sequence[PledgeEvent]) -> PledgeEvent | None:
    """The event that gives a line its status; None without events.

    It is the nation's own latest act. What was asked of it decides only while it has not acted: a new request to one
    that delivers leaves it delivering.
    """
    return last_standing(in_order(events))


def last_standing(ordered: Sequence[PledgeEvent]) -> PledgeEvent | None:
    """As `standing_event`, of events that are in order."""
    own = next((event for event in reversed(ordered) if event.act != Act.REQUESTED), None)
    return own or (ordered[-1] if ordered else None)


def quantity_event(events: Sequence[PledgeEvent]) -> PledgeEvent | None:
    """The latest event of the standing act that states a quantity; None where none does, or the line has ended."""
    stated = stated_events(events, "quantity")
    return stated[-1] if stated else None


def stated_events(events: Sequence[PledgeEvent], column: Literal["quantity", "amount"]) -> list[PledgeEvent]:
    """Events of the standing act that state a quantity or an amount, of the latest day that states any.

    One report may list several things ("15,000 grenades and 32,000 shells"): all of them stand. Nothing is left of
    what has ended.
    """
    ordered = in_order(events)
    standing = last_standing(ordered)
    if standing is None or standing.act == Act.ENDED:
        return []
    told = [event for event in ordered if event.act == standing.act and getattr(event, column) is not None]
    return [event for event in told if effective_day(event) == effective_day(told[-1])]


_ANSWERED_BY = {
    Act.CONSIDERING: Answer.CONSIDERED,
    Act.PLEDGED: Answer.GRANTED,
    Act.DELIVERING: Answer.GRANTED,
    Act.DECLINED: Answer.DECLINED,
    Act.ENDED: Answer.ENDED,
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What a nation did about a request: its own `acts` since then, oldest first, and the one that answers, if any."""

    answer: Answer
    acts: list[PledgeEvent]
    answering: PledgeEvent | None


def reply_to(request: PledgeEvent, events: Iterable[PledgeEvent]) -> Reply:
    """How the acts among `events` on the day of `request` or later answer it; the latest word decides.

    `events` are of one nation and one capability. What happened before the request does not answer it. That a
    contribution ended does not undo that it was given, so an end answers only where nothing else does; likewise a
    report that the nation goes on with what it delivered before it was asked.
    """
    asked_on = effective_day(request)
    own = [event for event in in_order(events) if event.act != Act.REQUESTED]
    before = [event for event in own if effective_day(event) < asked_on]
    since = own[len(before) :]
    delivered_before = bool(before) and before[-1].act == Act.DELIVERING
    given = [event for event in since if event.act != Act.ENDED]
    new = [event for event in given if not (delivered_before and event.act == Act.DELIVERING)]
    answering = next(reversed(new or given or since), None)
    return Reply(_answer(answering, delivered_before), since, answering)


def _answer(event: PledgeEvent | None, delivered_before: bool) -> Answer:
    if event is None:
        return Answer.OPEN
    if delivered_before and event.act == Act.DELIVERING:
        return Answer.CONTINUED
    return _ANSWERED_BY[Act(event.act)]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a line stood in the public record from the day `since` to the day before `until`."""

    since: datetime.date
    until: datetime.date
    status: str
    last_event_on: datetime.date


def standings(events: Iterable[PledgeEvent]) -> list[Standing]:
    """Every standing of the line that `events` make, oldest first: a new one on each day whose reports changed it."""
    steps: list[tuple[datetime.date, str, datetime.date]] = []
    own: tuple[Any, ...] = ()
    any_act: tuple[Any, ...] = ()
    # Keys are places in the order of `in_order`, so that the greatest known so far decides, as in `standing_event`.
    for day, reported in groupby(sorted(events, key=public_day), key=public_day):
        for event in reported:
            place = (effective_day(event), day, event.pk, event.act)
            any_act = max(any_act, place)
            if event.act != Act.REQUESTED:
                own = max(own, place)
        steps.append((day, (own or any_act)[3], any_act[0]))
    changes = [next(same) for _, same in groupby(steps, key=lambda step: step[1:])]
    ends = [*(since for since, _, _ in changes), datetime.date.max][1:]
    return [Standing(since, until, act, last) for (since, act, last), until in zip(changes, ends, strict=True)]
