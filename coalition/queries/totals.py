"""Sums of what reports state, and everything they leave out with the reason: one rule adds, explains and filters.

Of a line the numbers in force are added, which its row shows too: `coalition.standing.stated_events` picks them.
Nothing is added across acts, capabilities, units or currencies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, Literal, TypeAlias

from django.db.models import QuerySet, prefetch_related_objects

from coalition.as_of import PublicRecord
from coalition.enums import NOT_RECORDED, Act, Capability, LeftOut
from coalition.models import PledgeEvent
from coalition.queries.overview import STRENGTH, pledges_url
from coalition.queries.pledges import UNSTATED_UNIT
from coalition.standing import in_order, stated_events

MOST_LINES: Final = 500
"""Of more lines no sums are made: they would mean little and take long."""

SHOWN_LEFT_OUT: Final = 8
"""So many numbers left out for one reason are told one by one, the latest of them."""

Column: TypeAlias = Literal["quantity", "amount"]
_MEASURES: Final[dict[Column, str]] = {"quantity": "unit", "amount": "currency"}

WHY: Final[dict[LeftOut, str]] = {
    LeftOut.REQUEST: "What was asked for is no contribution.",
    LeftOut.ENDED: "Nothing is left of what has ended.",
    LeftOut.OTHER_ACT: "The line stands at another act; what was said and what is done are never added up.",
    LeftOut.RESTATED: "The line's number was stated anew later; the earlier one may be a part of it.",
    LeftOut.UNCOUNTED: "The number repeats or contains others.",
    LeftOut.PART: "Of several numbers of one line on one day the largest counts; the others may be parts of it.",
    LeftOut.UNNAMED: "No report says what the number counts.",
    LeftOut.UNKNOWN: "Not stated is not zero: what is true may be more.",
}


@dataclass(slots=True)
class Total:
    """Numbers in force of one capability, act and unit or currency (`measure`), added up.

    `low` and `high` differ from `best` where a report gives a range; `hedged` counts the numbers told as "about" or
    "up to". `url` lists the lines whose numbers these are.
    """

    capability: Capability
    act: Act
    measure: str
    is_money: bool
    url: str
    best: Decimal = Decimal(0)
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    hedged: int = 0
    numbers: int = 0
    lines: set[int] = field(default_factory=set)

    @property
    def is_sum(self) -> bool:
        """Whether it adds several numbers rather than repeating one."""
        return self.numbers > 1

    def add(self, event: PledgeEvent) -> None:
        """Count one more number."""
        number = event.amount if self.is_money else event.quantity
        assert number is not None  # noqa: S101 only events that state it are told of
        self.best += number
        self.low += number if self.is_money else _or(event.quantity_low, number)
        self.high += number if self.is_money else _or(event.quantity_high, number)
        self.hedged += bool(event.qualifier)
        self.numbers += 1
        self.lines.add(event.pledge_id)


def _or(bound: Decimal | None, number: Decimal) -> Decimal:
    return number if bound is None else bound


@dataclass(slots=True)
class Omission:
    """What was left out for one reason: how many numbers or lines, the latest numbers, the address of all lines."""

    reason: LeftOut
    number: int = 0
    events: list[PledgeEvent] = field(default_factory=list)
    url: str = ""

    @property
    def why(self) -> str:
        """The reason in a sentence."""
        return WHY[self.reason]

    @property
    def shown(self) -> list[PledgeEvent]:
        """The latest of them, each of which tells its own reason too."""
        return list(reversed(in_order(self.events)[-SHOWN_LEFT_OUT:]))

    @property
    def hidden(self) -> int:
        """How many more there are."""
        return len(self.events) - len(self.shown)


@dataclass(frozen=True, slots=True)
class Totals:
    """What some lines add up to, and what that leaves out; both empty where there is no line."""

    sums: list[Total]
    omissions: list[Omission]
    uncounted_money: dict[int, LeftOut]
    """Key of an event whose money is in no sum → why."""

    @property
    def left_out(self) -> int:
        """Numbers that are in no sum, and lines without any."""
        return sum(omission.number for omission in self.omissions)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of contribution with its published events, as far as sums need it."""

    pk: int
    nation: int
    capability: Capability
    act: Act
    events: list[PledgeEvent]

    def counted(self, column: Column) -> list[PledgeEvent]:
        """The events whose numbers a sum counts."""
        return [event for event, reason in self.judged(column) if reason is None]

    def judged(self, column: Column) -> Iterator[tuple[PledgeEvent, LeftOut | None]]:
        """Events that state `column`, each with why a sum leaves it out, or None where it counts."""
        in_force = stated_events(self.events, column)
        measure = _MEASURES[column]
        largest: dict[str, PledgeEvent] = {}
        for event in sorted(in_force, key=lambda event: (event.counts, getattr(event, column), -event.pk)):
            largest[getattr(event, measure)] = event
        for event in self.events:
            if getattr(event, column) is not None:
                reason = self._reason(event, column, in_force)
                is_part = reason is None and largest[getattr(event, measure)] != event
                yield event, LeftOut.PART if is_part else reason

    def _reason(self, event: PledgeEvent, column: Column, in_force: list[PledgeEvent]) -> LeftOut | None:
        if event.act == Act.REQUESTED:
            return LeftOut.REQUEST
        if self.act is Act.ENDED:
            return LeftOut.ENDED
        if event.act != self.act:
            return LeftOut.OTHER_ACT
        if not event.counts:
            return LeftOut.UNCOUNTED
        if event not in in_force:
            return LeftOut.RESTATED
        return LeftOut.UNNAMED if column == "quantity" and event.unit == UNSTATED_UNIT else None

    @property
    def measures(self) -> set[str]:
        """Units and currencies of the numbers that a sum counts; `NOT_RECORDED` alone where none is stated."""
        counted = {getattr(event, name) for column, name in _MEASURES.items() for event in self.counted(column)}
        return {NOT_RECORDED} if self.states_nothing else counted

    @property
    def states_nothing(self) -> bool:
        """Whether it stands at an act of its own, and no report states a number of that act."""
        is_own = self.act not in (Act.REQUESTED, Act.ENDED)
        return is_own and not any(stated_events(self.events, column) for column in _MEASURES)


def lines_to_add(lines: QuerySet[Any], record: PublicRecord) -> list[Line]:
    """`lines` with their events. Two queries; at most `MOST_LINES` shall be asked for."""
    plain = lines.order_by().prefetch_related(None).select_related(None)
    events: dict[int, list[PledgeEvent]] = defaultdict(list)
    facts = record.facts(PledgeEvent).filter(pledge__in=plain.values("pk"))
    for event in facts:
        events[event.pledge_id].append(event)
    return [
        Line(pk, nation, Capability(capability), Act(act), events[pk])
        for pk, nation, capability, act in plain.values_list("pk", "nation", "capability", "stands_at")
    ]


def totals_within(lines: QuerySet[Any], record: PublicRecord, **filters: str) -> Totals | None:
    """`totals_of` lines still to be loaded; None where they are more than `MOST_LINES`. Five queries."""
    return told(totals_of(lines_to_add(lines, record), **filters)) if can_be_added(lines) else None


def told(totals: Totals) -> Totals:
    """`totals` with the subjects of the numbers left out, as a page tells them. Two queries."""
    shown = [event for omission in totals.omissions for event in omission.shown]
    prefetch_related_objects(shown, "pledge__nation")
    return totals


def can_be_added(lines: QuerySet[Any]) -> bool:
    """Whether they are few enough. One query."""
    return lines.order_by()[: MOST_LINES + 1].count() <= MOST_LINES


def totals_of(lines: Iterable[Line], **filters: str) -> Totals:
    """What `lines` add up to; `filters` choose the same lines in the list of pledges. No query."""
    listed = list(lines)
    sums: dict[tuple[Capability, Act, str], Total] = {}
    omissions: dict[LeftOut, Omission] = {}
    uncounted_money: dict[int, LeftOut] = {}
    for line in listed:
        for column in _MEASURES:
            for event, reason in line.judged(column):
                if reason is None:
                    _sum_of(sums, line, event, column, filters).add(event)
                else:
                    omission = omissions.setdefault(reason, Omission(reason))
                    omission.number += 1
                    omission.events.append(event)
                    if column == "amount":
                        uncounted_money[event.pk] = reason
    if unknown := sum(line.states_nothing for line in listed):
        url = pledges_url(**{**filters, "stated": NOT_RECORDED})
        omissions[LeftOut.UNKNOWN] = Omission(LeftOut.UNKNOWN, unknown, url=url)
    return Totals(
        sorted(sums.values(), key=_place),
        [omissions[reason] for reason in LeftOut if reason in omissions],
        uncounted_money,
    )


def _sum_of(
    sums: dict[tuple[Capability, Act, str], Total],
    line: Line,
    event: PledgeEvent,
    column: Column,
    filters: Mapping[str, str],
) -> Total:
    """The sum among `sums` to which the number of `event` belongs, made where it is the first of its kind."""
    measure: str = getattr(event, _MEASURES[column])
    key = (line.capability, line.act, measure)
    if key not in sums:
        named = {**filters, "capability": line.capability.value, "act": line.act.value, "stated": measure}
        sums[key] = Total(line.capability, line.act, measure, column == "amount", pledges_url(**named))
    return sums[key]


def _place(total: Total) -> tuple[int, int, bool, str]:
    """Sums stand in the order of capabilities, of acts as they weigh, things before money."""
    return list(Capability).index(total.capability), STRENGTH.index(total.act), total.is_money, total.measure


def lines_stating(lines: Iterable[Line], measure: str) -> list[Line]:
    """Lines of which a sum in the unit or currency `measure` counts a number.

    With `not-recorded` those that stand at an act of which no number is stated.
    """
    return [line for line in lines if measure in line.measures]
