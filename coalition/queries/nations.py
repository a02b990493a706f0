"""Who contributes, and one nation's whole record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from coalition.as_of import PublicRecord
from coalition.charts import Chart, PledgeEventRow, pledge_timeline
from coalition.dates import PartialDate
from coalition.enums import Act, Capability, LeftOut
from coalition.models import Appointment, Attendance, Meeting, Nation, PledgeEvent
from coalition.queries.meetings import seats
from coalition.queries.pledges import PledgeLine, listed_pledges, pledge_lines
from coalition.queries.proof import with_proof, with_proof_links
from coalition.queries.totals import Totals
from coalition.standing import effective_day, public_day

# A nation's page shows so much of each thing and links to lists for the rest.
SHOWN_LINES = 100
SHOWN_EVENTS = 20
SHOWN_MARKS = 500
SHOWN_ARTICLES = 10

_OWN_ACTS = (Act.DELIVERING, Act.PLEDGED, Act.CONSIDERING, Act.ENDED)


@dataclass(frozen=True, slots=True)
class CapabilityLines:
    """The lines of one capability, in the order in which acts weigh."""

    capability: Capability
    lines: list[PledgeLine]


def with_line_counts(record: PublicRecord) -> QuerySet[Any]:
    """Nations with the number of lines standing at each act (`pledged_lines` …), the number of capabilities
    among what it pledges or delivers (`capability_count`) and the day of its latest act (`latest_act`, or None).
    """
    nations, pledge = record.with_lines(record.nations())
    counts = {f"{act.value}_lines": Count("line", filter=Q(line__status=act), distinct=True) for act in Act}
    gives = Q(line__status__in=[Act.PLEDGED, Act.DELIVERING])
    counted: QuerySet[Any] = nations.annotate(
        **counts,
        capability_count=Count(f"{pledge}__capability", filter=gives, distinct=True),
        latest_act=Max("line__last_event_on"),
    )
    return counted


def lines_of(nation: Nation, record: PublicRecord) -> list[PledgeLine]:
    """Its latest `SHOWN_LINES` lines of own acts, by capability; what was only asked or declined stands elsewhere."""
    own = listed_pledges(record).filter(nation=nation, stands_at__in=_OWN_ACTS).order_by("-latest_act_on", "-pk")
    return pledge_lines(own[:SHOWN_LINES])


def by_capability(lines: Iterable[PledgeLine]) -> list[CapabilityLines]:
    """Lines grouped by capability in the order of the closed list; delivering before pledged, considered and ended."""
    order = list(Capability)
    ordered = sorted(
        lines,
        key=lambda line: (
            order.index(Capability(line.pledge.capability)),
            _OWN_ACTS.index(Act(line.pledge.status)),
            line.pledge.title,
        ),
    )
    groups = groupby(ordered, key=lambda line: line.pledge.capability)
    return [CapabilityLines(Capability(capability), list(group)) for capability, group in groups]


def _told(events: QuerySet[PledgeEvent], record: PublicRecord) -> QuerySet[PledgeEvent]:
    """The latest of `events` with their pledge and words."""
    told = events.select_related("pledge__nation", "asked_by")
    return with_proof(told.order_by("-public_from", "-pk"), record)[:SHOWN_EVENTS]


def refusals_of(nation: Nation, record: PublicRecord) -> QuerySet[PledgeEvent]:
    """What `nation` declined, latest first."""
    return _told(record.facts(PledgeEvent).filter(pledge__nation=nation, act=Act.DECLINED), record)


@dataclass(frozen=True, slots=True)
class Money:
    """An event that states money, and why no sum counts it: `reason` is None where one does."""

    event: PledgeEvent
    reason: LeftOut | None


def money_of(nation: Nation, record: PublicRecord, totals: Totals | None) -> list[Money]:
    """What reports state of money of `nation`, by currency and never converted; requests are not its money.

    `totals` are those of all its lines; without them nothing is counted.
    """
    stated = record.facts(PledgeEvent).filter(pledge__nation=nation, amount__isnull=False)
    events = stated.exclude(act=Act.REQUESTED)
    listed = events.select_related("pledge__nation").order_by("currency", "-public_from", "-pk")
    # As of a day, a sum that was stated later is not there yet.
    reasons = totals.uncounted_money if totals else {}
    return [
        Money(event, reasons.get(event.pk))
        for event in with_proof_links(listed, record)[:SHOWN_LINES]
        if event.amount is not None
    ]


def appointments_of(nation: Nation, record: PublicRecord) -> QuerySet[Appointment]:
    """Who spoke for `nation`: appointments, by portfolio, the latest term first."""
    terms = record.facts(Appointment).filter(nation=nation).select_related("minister")
    return with_proof_links(terms.order_by("portfolio", "-began_on", "minister__name"), record)[:SHOWN_LINES]


def attendances_of(nation: Nation, record: PublicRecord) -> QuerySet[Attendance]:
    """Meetings that `nation` came to, hosted or was invited to, latest first."""
    own = record.load(seats(record).filter(nation=nation).select_related("minister"), "meeting", Meeting)
    return with_proof_links(own.order_by("-meeting__starts_on", "meeting__name", "minister__name"), record)[
        :SHOWN_LINES
    ]


def articles_naming(nation: Nation, record: PublicRecord) -> QuerySet[Any]:
    """The latest articles that name `nation`, without their text."""
    articles: Any = nation.articles
    rows: QuerySet[Any] = articles.as_of(record.day).defer("body").order_by("-published_on", "-pk")[:SHOWN_ARTICLES]
    return rows


def timeline_of(nation: Nation, record: PublicRecord) -> Chart | None:
    """The latest acts of `nation` as marks in time; an act without a date stands at the day of its report."""
    events = record.facts(PledgeEvent).filter(pledge__nation=nation).select_related("pledge")
    latest = sorted(events.order_by("-public_from", "-pk")[:SHOWN_MARKS], key=effective_day)
    chart = pledge_timeline([_mark(nation, event) for event in latest])
    if chart and any(event.happened is None for event in latest):
        return replace(chart, note="Acts without a stated date stand at the day of their first report.")
    return chart


def _mark(nation: Nation, event: PledgeEvent) -> PledgeEventRow:
    return PledgeEventRow(
        nation=nation.name,
        capability=Capability(event.pledge.capability),
        act=Act(event.act),
        happened_on=event.happened or PartialDate(public_day(event)),
        url=f"{event.pledge.get_absolute_url()}#event-{event.pk}",
    )
