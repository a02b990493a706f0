"""Lines of contribution with what shows where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from coalition.as_of import PublicRecord
from coalition.enums import Act
from coalition.models import Meeting, Nation, Pledge, PledgeEvent
from coalition.queries.proof import ProofLoader, with_proof, with_proof_links
from coalition.standing import standing_event, stated_events

# What the ledger keeps for the unit where a report gives a number without saying of what.
UNSTATED_UNIT = "units"


@dataclass(frozen=True, slots=True)
class PledgeLine:
    """A pledge with the events that its row quotes.

    `standing` gives the status and its proof; `stated` the quantities in force, as they were hedged; `paid` the money.
    The last two are empty where no report states any: unknown, not zero.
    """

    pledge: Pledge
    standing: PledgeEvent
    stated: list[PledgeEvent]
    paid: list[PledgeEvent]


@dataclass(frozen=True, slots=True)
class ActCount:
    """How many lines stand at one act."""

    act: Act
    lines: int


def nations_with_pledges(record: PublicRecord) -> QuerySet[Nation]:
    """Nations with a line, by name."""
    return Nation.objects.filter(Exists(record.pledges().filter(nation=OuterRef("pk")))).order_by("name")


def meetings_with_pledges(record: PublicRecord) -> QuerySet[Meeting]:
    """Meetings at which something was said of a pledge, latest first."""
    at_meeting = Exists(record.facts(PledgeEvent).filter(meeting=OuterRef("pk")))
    began_there = Exists(record.pledges().filter(origin_meeting=OuterRef("pk")))
    return record.meetings().filter(at_meeting | began_there).order_by("-starts_on", "name")


def tied_to(meeting: Meeting, record: PublicRecord) -> Q:
    """The condition that a line began at `meeting`, or that something was said of it there."""
    said_there = record.facts(PledgeEvent).filter(pledge=OuterRef("pk"), meeting=meeting)
    return Q(origin_meeting=meeting) | Q(Exists(said_there))


def listed_pledges(record: PublicRecord, proof: ProofLoader = with_proof_links) -> QuerySet[Any]:
    """Lines as lists show them: with their subject, events and their proof. Three queries, as of a day four."""
    events = proof(record.facts(PledgeEvent), record)
    return with_subject(record.pledges(), record).prefetch_related(Prefetch("events", queryset=events))


def with_subject(pledges: QuerySet[Any], record: PublicRecord) -> QuerySet[Any]:
    """`pledges` with what a row shows beside the pledge itself."""
    return record.load(pledges.select_related("nation", "country", "city"), "origin_meeting", Meeting)


def pledge_lines(pledges: Iterable[Pledge]) -> list[PledgeLine]:
    """Rows for pledges that were loaded with their published events; no query."""
    return [line for pledge in pledges if (line := _line(pledge)) is not None]


def _line(pledge: Pledge) -> PledgeLine | None:
    """The row of a pledge, or None when its last event was withdrawn since it was read."""
    events = list(pledge.events.all())
    standing = standing_event(events)
    if standing is None:
        return None
    return PledgeLine(pledge, standing, stated_events(events, "quantity"), stated_events(events, "amount"))


def count_by_act(pledges: QuerySet[Any]) -> list[ActCount]:
    """How many of `pledges` stand at each act, in the order of a pledge's life. One query."""
    rows = pledges.order_by().prefetch_related(None).values_list("stands_at").annotate(lines=Count("pk"))
    counts = dict(rows)
    return [ActCount(act, counts[act.value]) for act in Act if counts.get(act.value)]


def pledge_threads(record: PublicRecord) -> QuerySet[Any]:
    """Lines with every event, who spoke, and its proof in words. Four queries, as of a day six."""
    told = record.facts(PledgeEvent).select_related("speaker", "asked_by")
    events = with_proof(record.load(told, "meeting", Meeting), record)
    return with_subject(record.pledges(), record).prefetch_related(Prefetch("events", queryset=events))


def sibling_pledges(pledge: Pledge, record: PublicRecord) -> QuerySet[Any]:
    """Other lines of the same nation and capability."""
    return listed_pledges(record).filter(nation=pledge.nation_id, capability=pledge.capability).exclude(pk=pledge.pk)
