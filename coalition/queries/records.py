"""Rows of lists for machines: codes as in `coalition.enums`, dates with their precision, and the proof in words.

Each `…_records` takes a chunk of what the list's query gives, loaded with `with_quotes`, and where its links lead.
The columns of a download are the fields of its record, in their order; what is not stated is None or empty.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from coalition.as_of import PublicRecord
from coalition.models import Appointment, Meeting, Minister, Nation, Pledge, PledgeEvent
from coalition.models.facts import Fact
from coalition.queries.asks import Ask, asks
from coalition.queries.cities import city_lines
from coalition.queries.pledges import UNSTATED_UNIT, PledgeLine, pledge_lines
from coalition.queries.proof import proof_address, with_quotes


@dataclass(frozen=True, slots=True)
class Site:
    """Where links of a download lead: the site's address, and the record that they keep in view."""

    root: str
    record: PublicRecord

    def link(self, address: str) -> str:
        """The whole address of a page of ours; another site's is left as it is."""
        return self.root + self.record.address(address) if address.startswith("/") else address


@dataclass(frozen=True, slots=True)
class Proof:
    """What proves a fact: its first passage in an article (characters, end exclusive), the source an editor named, or
    both; `passage_count` says how many passages there are.
    """

    article: int | None = None
    quote_start: int | None = None
    quote_end: int | None = None
    quote: str = ""
    proof_url: str = ""
    passage_count: int = 0
    source_title: str = ""
    source_publisher: str = ""
    source_url: str = ""
    vouched_by: str = ""


@dataclass(frozen=True, slots=True)
class NationRecord:
    """A nation with the number of its lines at each act; the source is that of its membership."""

    nation: str
    name: str
    kind: str
    iso_alpha3: str | None
    is_partner: bool
    joined_on: datetime.date | None
    joined_on_precision: str
    capabilities: int
    requested: int
    considering: int
    pledged: int
    delivering: int
    ended: int
    declined: int
    latest_act_on: datetime.date | None
    page_url: str
    source_title: str
    source_publisher: str
    source_url: str


@dataclass(frozen=True, slots=True)
class PledgeRecord:
    """One thing that a line states now, with the act that states it; a line that states several has a row for each.

    `status` is where the whole line stands; act, date, numbers and proof belong to one event.
    """

    pledge: int
    nation: str
    nation_name: str
    iso_alpha3: str | None
    capability: str
    title: str
    place: str
    place_country: str
    city: str
    origin_meeting: str
    status: str
    status_proof_url: str
    act: str
    happened_on: datetime.date | None
    happened_on_precision: str
    public_from: datetime.date | None
    quantity_low: Decimal | None
    quantity: Decimal | None
    quantity_high: Decimal | None
    unit: str
    qualifier: str
    amount: Decimal | None
    currency: str
    instrument: str
    is_running_total: bool
    counts: bool
    counts_reason: str
    page_url: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class AskRecord:
    """One request and its answer; `later_acts` counts the nation's own acts since then, the columns `answer_…` tell the
    one that answers. `days_open` runs to `counted_to` and is None once the request is answered.
    """

    request: int
    pledge: int
    nation: str
    nation_name: str
    iso_alpha3: str | None
    capability: str
    title: str
    asked_by: str
    asked_on: datetime.date | None
    asked_on_precision: str
    public_from: datetime.date | None
    meeting: str
    quantity_low: Decimal | None
    quantity: Decimal | None
    quantity_high: Decimal | None
    unit: str
    qualifier: str
    amount: Decimal | None
    currency: str
    answer: str
    days_open: int | None
    counted_to: datetime.date
    later_acts: int
    answer_act: str
    answer_pledge: int | None
    answered_on: datetime.date | None
    answered_on_precision: str
    answer_public_from: datetime.date | None
    answer_proof_url: str
    page_url: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """A meeting; `hosts` are codes parted by spaces, `nations_named` and `participants_stated` are two counts."""

    meeting: str
    name: str
    starts_on: datetime.date | None
    starts_on_precision: str
    ends_on: datetime.date | None
    ends_on_precision: str
    place: str
    country: str
    status: str
    level: str
    hosts: str
    nations_named: int
    participants_stated: int | None
    outcome: str
    public_from: datetime.date | None
    page_url: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class OfficeRecord:
    """One office that a person held; a person without a known one has a row without it."""

    minister: str
    name: str
    nation: str
    iso_alpha3: str | None
    office: str
    portfolio: str
    began_on: datetime.date | None
    began_on_precision: str
    ended_on: datetime.date | None
    ended_on_precision: str
    meetings: int
    announcements: int
    page_url: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class CityRecord:
    """A city with what was last reported of it; coordinates in degrees (WGS 84)."""

    city: str
    name: str
    country: str
    latitude: Decimal | None
    longitude: Decimal | None
    objective: str
    happened_on: datetime.date | None
    happened_on_precision: str
    by_whom: str
    public_from: datetime.date | None
    events: int
    page_url: str
    proof: Proof


def proof_of(fact: Fact, site: Site) -> Proof:
    """The proof of `fact`, which was loaded with `with_quotes`."""
    passages: list[Any] = list(getattr(fact, "evidence").all())  # noqa: B009 made by `articles`, unknown here
    first = passages[0] if passages else None
    return Proof(
        article=first.article_id if first else None,
        quote_start=first.start if first else None,
        quote_end=first.end if first else None,
        quote=first.words if first else "",
        proof_url=site.link(first.get_absolute_url()) if first else "",
        passage_count=len(passages),
        source_title=fact.source_title,
        source_publisher=fact.source_publisher,
        source_url=fact.source_url,
        vouched_by=fact.entered_by,
    )


def nation_records(nations: list[Any], site: Site) -> Iterator[NationRecord]:
    """Rows for nations from `with_line_counts`."""
    for nation in nations:
        yield NationRecord(
            nation=nation.slug,
            name=nation.name,
            kind=nation.kind,
            iso_alpha3=nation.iso_alpha3,
            is_partner=nation.is_member,
            joined_on=nation.joined_on,
            joined_on_precision=nation.joined_on_precision,
            capabilities=nation.capability_count,
            requested=nation.requested_lines,
            considering=nation.considering_lines,
            pledged=nation.pledged_lines,
            delivering=nation.delivering_lines,
            ended=nation.ended_lines,
            declined=nation.declined_lines,
            latest_act_on=nation.latest_act,
            page_url=site.link(nation.get_absolute_url()),
            source_title=nation.source_title,
            source_publisher=nation.source_publisher,
            source_url=nation.source_url,
        )


def pledge_records(pledges: list[Pledge], site: Site) -> Iterator[PledgeRecord]:
    """Rows for pledges from `listed_pledges`: one for each event whose numbers stand, else one for the latest act."""
    for line in pledge_lines(pledges):
        told = list(dict.fromkeys([*line.stated, *line.paid])) or [line.standing]
        yield from (_pledge_record(line, event, site) for event in told)


def _pledge_record(line: PledgeLine, event: PledgeEvent, site: Site) -> PledgeRecord:
    pledge = line.pledge
    return PledgeRecord(
        pledge=pledge.pk,
        nation=pledge.nation.slug,
        nation_name=pledge.nation.name,
        iso_alpha3=pledge.nation.iso_alpha3,
        capability=pledge.capability,
        title=pledge.title,
        place=pledge.place,
        place_country=_code(pledge.country),
        city=pledge.city.slug if pledge.city else "",
        origin_meeting=_slug_if_published(pledge.origin_meeting),
        status=pledge.status,
        status_proof_url=_proof_url(line.standing, site),
        act=event.act,
        happened_on=event.happened_on,
        happened_on_precision=event.happened_on_precision,
        public_from=event.public_from,
        **_numbers(event),
        instrument=event.instrument,
        is_running_total=event.is_cumulative,
        counts=event.counts,
        counts_reason=event.counts_reason,
        page_url=site.link(pledge.get_absolute_url()),
        proof=proof_of(event, site),
    )


def _numbers(event: PledgeEvent) -> dict[str, Any]:
    """What an event states of things and money, as the columns of both kinds of rows are called."""
    return {
        "quantity_low": event.quantity_low,
        "quantity": event.quantity,
        "quantity_high": event.quantity_high,
        "unit": "" if event.unit == UNSTATED_UNIT else event.unit,
        "qualifier": event.qualifier,
        "amount": event.amount,
        "currency": event.currency,
    }


def ask_records(requests: list[Any], site: Site) -> Iterator[AskRecord]:
    """Rows for requests from `listed_requests`. Two queries a chunk."""
    for ask in asks(requests, site.record):
        yield _ask_record(ask, site)


def _ask_record(ask: Ask, site: Site) -> AskRecord:
    event: Any = ask.request
    pledge, answering = ask.request.pledge, ask.answering
    return AskRecord(
        request=event.pk,
        pledge=pledge.pk,
        nation=pledge.nation.slug,
        nation_name=pledge.nation.name,
        iso_alpha3=pledge.nation.iso_alpha3,
        capability=pledge.capability,
        title=pledge.title,
        asked_by=event.asked_by.slug if event.asked_by else "",
        asked_on=event.happened_on,
        asked_on_precision=event.happened_on_precision,
        public_from=event.public_from,
        meeting=_slug_if_published(event.meeting),
        **_numbers(event),
        answer=ask.answer.value,
        days_open=ask.days_open,
        counted_to=event.counted_to,
        later_acts=len(ask.acts),
        answer_act=answering.act if answering else "",
        answer_pledge=answering.pledge_id if answering else None,
        answered_on=answering.happened_on if answering else None,
        answered_on_precision=answering.happened_on_precision if answering else "",
        answer_public_from=answering.public_from if answering else None,
        answer_proof_url=_proof_url(answering, site) if answering else "",
        page_url=site.link(f"{pledge.get_absolute_url()}#event-{event.pk}"),
        proof=proof_of(event, site),
    )


def meeting_records(meetings: list[Any], site: Site) -> Iterator[MeetingRecord]:
    """Rows for meetings from `with_row_details`."""
    for meeting in meetings:
        yield MeetingRecord(
            meeting=meeting.slug,
            name=meeting.name,
            starts_on=meeting.starts_on,
            starts_on_precision=meeting.starts_on_precision,
            ends_on=meeting.ends_on,
            ends_on_precision=meeting.ends_on_precision,
            place=meeting.city,
            country=_code(meeting.country),
            status=meeting.status,
            level=meeting.level,
            hosts=" ".join(dict.fromkeys(host.nation.code for host in meeting.hosts)),
            nations_named=meeting.named_nations,
            participants_stated=meeting.participant_count,
            outcome=meeting.outcome,
            public_from=meeting.public_from,
            page_url=site.link(meeting.get_absolute_url()),
            proof=proof_of(meeting, site),
        )


def office_records(ministers: list[Any], site: Site) -> Iterator[OfficeRecord]:
    """Rows for ministers from `minister_rows`: one for each office, the latest first."""
    for minister in ministers:
        terms = list(minister.appointments.all())
        yield from (_office_record(minister, term, site) for term in terms or [None])


def _office_record(minister: Any, term: Appointment | None, site: Site) -> OfficeRecord:
    person: Minister = minister
    return OfficeRecord(
        minister=person.slug,
        name=person.name,
        nation=term.nation.slug if term else "",
        iso_alpha3=term.nation.iso_alpha3 if term else None,
        office=term.office if term else "",
        portfolio=term.portfolio if term else "",
        began_on=term.began_on if term else None,
        began_on_precision=term.began_on_precision if term else "",
        ended_on=term.ended_on if term else None,
        ended_on_precision=term.ended_on_precision if term else "",
        meetings=minister.meeting_count,
        announcements=minister.statement_count,
        page_url=site.link(person.get_absolute_url()),
        proof=proof_of(term, site) if term else Proof(),
    )


def city_records(cities: list[Any], site: Site) -> Iterator[CityRecord]:
    """Rows for cities from `with_state`. Two queries a chunk."""
    for line in city_lines(cities, site.record, with_quotes):
        city: Any = line.city
        event = line.latest
        yield CityRecord(
            city=city.slug,
            name=city.name,
            country=_code(city.country),
            latitude=city.latitude,
            longitude=city.longitude,
            objective=event.objective if event else "",
            happened_on=event.happened_on if event else None,
            happened_on_precision=event.happened_on_precision if event else "",
            by_whom=event.by_whom if event else "",
            public_from=event.public_from if event else None,
            events=city.event_count,
            page_url=site.link(city.get_absolute_url()),
            proof=proof_of(event, site) if event else Proof(),
        )


def _code(nation: Nation | None) -> str:
    return nation.code if nation else ""


def _slug_if_published(meeting: Meeting | None) -> str:
    return meeting.slug if meeting and meeting.is_published else ""


def _proof_url(fact: Fact, site: Site) -> str:
    return site.link(proof_address(fact))
