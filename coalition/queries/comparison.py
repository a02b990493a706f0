"""Up to four nations side by side: what each does in every capability, its money, people, meetings and refusals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from coalition.as_of import PublicRecord
from coalition.enums import Act, Capability
from coalition.models import Appointment, Meeting, Nation, NationName, Pledge, PledgeEvent
from coalition.queries.meetings import seats
from coalition.queries.overview import STRENGTH, pledges_url
from coalition.queries.pledges import PledgeLine, listed_pledges, pledge_lines
from coalition.queries.proof import with_proof_links
from coalition.queries.totals import Omission, Total, Totals, can_be_added, lines_to_add, totals_of

MOST_NATIONS = 4
MOST_MATCHES = 8
# A cell tells so many lines, sums, people and refusals; it opens the rest.
SHOWN_LINES = 3
SHOWN_FACTS = 5


@dataclass(frozen=True, slots=True)
class CapabilityCell:
    """What one nation does in one capability: its strongest current act, or None where the ledger has no line.

    `told` are the latest lines at that act and `sums` what all lines at it add up to, where several state a number;
    `lines` counts all of its lines of the capability, which `url` opens.
    """

    nation: Nation
    act: Act | None
    lines: int
    told: list[PledgeLine]
    sums: list[Total]
    url: str


@dataclass(frozen=True, slots=True)
class CapabilityRow:
    """One capability with a cell for each nation."""

    capability: Capability
    cells: list[CapabilityCell]


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums that reports state for a nation in one currency; they are not added up."""

    currency: str
    events: list[PledgeEvent]


@dataclass(frozen=True, slots=True)
class Column:
    """What stands under one nation besides its capabilities; `has_more_…` where its page tells more."""

    nation: Nation
    sums: list[Sums]
    has_more_sums: bool
    terms: list[Appointment]
    has_more_terms: bool
    meetings: int
    latest_meeting: Meeting | None
    refusals: list[PledgeEvent]
    has_more_refusals: bool
    omissions: list[Omission]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Nations in the order asked for, the capabilities in which any has a line, and the rest of their record."""

    columns: list[Column]
    capabilities: list[CapabilityRow]


def compare(nations: Sequence[Nation], record: PublicRecord) -> Comparison:
    """`nations` side by side. Fifteen queries, as of a day seventeen, whatever their number and that of their lines."""
    totals = _totals(nations, record)
    sums, terms, refusals = _money(nations, record), _terms(nations, record), _refusals(nations, record)
    meetings, latest = _meetings(nations, record)
    columns = [
        Column(
            nation=nation,
            sums=_by_currency(sums[nation.pk][:SHOWN_FACTS]),
            has_more_sums=len(sums[nation.pk]) > SHOWN_FACTS,
            terms=terms[nation.pk][:SHOWN_FACTS],
            has_more_terms=len(terms[nation.pk]) > SHOWN_FACTS,
            meetings=meetings.get(nation.pk, 0),
            latest_meeting=latest.get(nation.pk),
            refusals=refusals[nation.pk][:SHOWN_FACTS],
            has_more_refusals=len(refusals[nation.pk]) > SHOWN_FACTS,
            omissions=totals[nation.pk].omissions,
        )
        for nation in nations
    ]
    return Comparison(columns, _capabilities(nations, record, totals))


def _totals(nations: Sequence[Nation], record: PublicRecord) -> dict[int, Totals]:
    """What the lines of each nation add up to; nothing for any where they are too many. Three queries."""
    lines = record.pledges().filter(nation__in=nations)
    listed = lines_to_add(lines, record) if can_be_added(lines) else []
    return {
        nation.pk: totals_of((line for line in listed if line.nation == nation.pk), nation=nation.slug)
        for nation in nations
    }


def _capabilities(nations: Sequence[Nation], record: PublicRecord, totals: dict[int, Totals]) -> list[CapabilityRow]:
    counts = _line_counts(nations, record)
    told: dict[tuple[int, str, str], list[PledgeLine]] = defaultdict(list)
    for line in pledge_lines(_latest_lines(nations, record)):
        told[line.pledge.nation_id, line.pledge.capability, line.pledge.status].append(line)
    shown = [capability for capability in Capability if any(key[1] == capability for key in counts)]
    return [
        CapabilityRow(
            capability,
            [
                _cell(nation, capability, counts.get((nation.pk, capability), {}), told, totals[nation.pk])
                for nation in nations
            ],
        )
        for capability in shown
    ]


def _cell(
    nation: Nation,
    capability: Capability,
    counts: dict[str, int],
    told: dict[tuple[int, str, str], list[PledgeLine]],
    totals: Totals,
) -> CapabilityCell:
    act = next((act for act in STRENGTH if act in counts), None)
    lines = told[nation.pk, capability, act] if act else []
    url = pledges_url(nation=nation.slug, capability=capability.value)
    sums = [total for total in totals.sums if (total.capability, total.act) == (capability, act) and total.is_sum]
    return CapabilityCell(nation, act, sum(counts.values()), lines, sums, url)


def _line_counts(nations: Sequence[Nation], record: PublicRecord) -> dict[tuple[int, str], dict[str, int]]:
    """(nation, capability) → act → how many lines stand at it. One query."""
    lines = record.pledges().filter(nation__in=nations)
    rows = lines.order_by().values_list("nation", "capability", "stands_at").annotate(lines=Count("pk"))
    counts: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    for nation, capability, act, number in rows:
        counts[nation, capability][act] = number
    return counts


def _latest_lines(nations: Sequence[Nation], record: PublicRecord) -> QuerySet[Pledge]:
    """The latest lines of each nation, capability and act. Three queries, as of a day four."""
    lines = listed_pledges(record).filter(nation__in=nations)
    return _first_of_each(
        lines, ["nation", "capability", "stands_at"], [F("latest_act_on").desc(), F("pk").desc()], SHOWN_LINES
    )


def _money(nations: Sequence[Nation], record: PublicRecord) -> dict[int, list[PledgeEvent]]:
    events = (
        record.facts(PledgeEvent).filter(pledge__nation__in=nations, amount__isnull=False).exclude(act=Act.REQUESTED)
    )
    return _latest_events(events, record)


def _refusals(nations: Sequence[Nation], record: PublicRecord) -> dict[int, list[PledgeEvent]]:
    return _latest_events(record.facts(PledgeEvent).filter(pledge__nation__in=nations, act=Act.DECLINED), record)


def _latest_events(events: QuerySet[PledgeEvent], record: PublicRecord) -> dict[int, list[PledgeEvent]]:
    """The latest of `events` of each nation, one more than is shown. Two queries."""
    rows = _first_of_each(
        with_proof_links(events.select_related("pledge__nation"), record),
        ["pledge__nation"],
        [F("public_from").desc(nulls_last=True), F("pk").desc()],
        SHOWN_FACTS + 1,
    )
    found: dict[int, list[PledgeEvent]] = defaultdict(list)
    for event in rows:
        found[event.pledge.nation_id].append(event)
    return found


def _by_currency(events: Iterable[PledgeEvent]) -> list[Sums]:
    ordered = sorted(events, key=lambda event: event.currency)
    return [Sums(currency, list(group)) for currency, group in groupby(ordered, key=lambda event: event.currency)]


# Those who commit a nation stand before those who speak for it.
_PORTFOLIOS = ("head_of_government", "head_of_state", "defence_minister", "foreign_minister")
_WEIGHT: Any = Case(
    *(When(portfolio=portfolio, then=Value(place)) for place, portfolio in enumerate(_PORTFOLIOS)),
    default=Value(len(_PORTFOLIOS)),
    output_field=IntegerField(),
)


def _terms(nations: Sequence[Nation], record: PublicRecord) -> dict[int, list[Appointment]]:
    """Offices held for each nation, one more than is shown: by portfolio, the latest first. Two queries."""
    rows = _first_of_each(
        with_proof_links(record.facts(Appointment).filter(nation__in=nations).select_related("minister"), record),
        ["nation"],
        [_WEIGHT.asc(), F("began_on").desc(nulls_last=True), F("pk").asc()],
        SHOWN_FACTS + 1,
    )
    found: dict[int, list[Appointment]] = defaultdict(list)
    for term in rows:
        found[term.nation_id].append(term)
    return found


def _meetings(nations: Sequence[Nation], record: PublicRecord) -> tuple[dict[int, int], dict[int, Meeting]]:
    """How many meetings name each nation, as the list of meetings counts them, and the latest of each. Two queries."""
    held = seats(record).filter(nation__in=nations)
    counts = dict(held.order_by().values_list("nation").annotate(meetings=Count("meeting", distinct=True)))
    latest = _first_of_each(
        record.load(held, "meeting", Meeting),
        ["nation"],
        [F("meeting__starts_on").desc(nulls_last=True), F("meeting").asc()],
        1,
    )
    return counts, {seat.nation_id: seat.meeting for seat in latest}


def _first_of_each(rows: QuerySet[Any], groups: list[str], order: list[Any], number: int) -> QuerySet[Any]:
    """The first `number` of `rows` in each group, in `order`; by their `rank` in it."""
    rank = Window(RowNumber(), partition_by=[F(name) for name in groups], order_by=order)
    first: QuerySet[Any] = rows.annotate(rank=rank).filter(rank__lte=number).order_by("rank")
    return first


def contributors(record: PublicRecord) -> QuerySet[Nation]:
    """Nations that a comparison can show something of: partners, and everyone with a line."""
    partners = Nation.objects.members_on(record.day).values("pk")
    lines = record.pledges().values("nation")
    return Nation.objects.filter(Q(pk__in=partners) | Q(pk__in=lines)).order_by("name")


def nations_named(text: str, record: PublicRecord) -> QuerySet[Nation]:
    """Nations with a name that holds `text`, those first that begin with it; the first eight."""
    if not text:
        return Nation.objects.none()
    named = NationName.objects.filter(name__icontains=text).values("nation")
    begins = Case(When(name__istartswith=text, then=Value(0)), default=Value(1), output_field=IntegerField())
    return (
        contributors(record).filter(Q(name__icontains=text) | Q(pk__in=named)).order_by(begins, "name")[:MOST_MATCHES]
    )


def comparison_url(slugs: Iterable[str]) -> str:
    """The comparison of the nations with these slugs."""
    query = "&".join(f"nation={slug}" for slug in slugs)
    address = reverse("nation_compare")
    return f"{address}?{query}" if query else address
