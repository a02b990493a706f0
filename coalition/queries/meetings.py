"""What pages show of meetings: the timeline, who came, and what became of what was said there."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from coalition.as_of import PublicRecord
from coalition.charts import MeetingRow
from coalition.enums import Act, AttendanceRole, MeetingStatus
from coalition.models import Appointment, Attendance, Meeting, Nation, Pledge, PledgeEvent
from coalition.queries.proof import ProofLoader, with_proof, with_proof_links
from coalition.queries.sources import articles_proving
from coalition.standing import effective_day, in_order

# More marks than this no timeline shows legibly.
_MOST_MARKS = 500
_ROLE_ORDER = (AttendanceRole.HOST, AttendanceRole.PARTICIPANT, AttendanceRole.INVITED)


def timeline(record: PublicRecord) -> QuerySet[Any]:
    """Meetings with `named_nations`, the number of nations that a report names at it. One query."""
    named = Count("attendances__nation", filter=record.holds("attendances"), distinct=True)
    meetings: QuerySet[Any] = record.meetings().annotate(named_nations=named)
    return meetings


def with_row_details(
    meetings: QuerySet[Any], record: PublicRecord, proof: ProofLoader = with_proof_links
) -> QuerySet[Any]:
    """`meetings` with what a row shows besides: country, hosts in `hosts`, the proof. Three queries more."""
    hosts = record.facts(Attendance).filter(role=AttendanceRole.HOST)
    return proof(
        meetings.select_related("country").prefetch_related(
            Prefetch(
                "attendances",
                queryset=with_proof_links(hosts.select_related("nation").order_by("nation__name", "pk"), record),
                to_attr="hosts",
            )
        ),
        record,
    )


def timeline_rows(meetings: QuerySet[Any]) -> list[MeetingRow]:
    """Dated meetings as the chart draws them, the latest 500. One query."""
    dated = meetings.filter(starts_on__isnull=False).order_by("-starts_on", "pk")
    return [
        MeetingRow(
            name=meeting.name,
            city=meeting.city,
            starts_on=meeting.starts,
            status=MeetingStatus(meeting.status),
            ends_on=meeting.ends,
            nations=meeting.named_nations,
            url=meeting.get_absolute_url(),
        )
        for meeting in dated[:_MOST_MARKS]
    ]


def years_with_meetings(record: PublicRecord) -> list[int]:
    """Years in which a meeting is known to begin, latest first. One query."""
    return [day.year for day in record.meetings().order_by().dates("starts_on", "year", order="DESC")]


def nations_at_meetings(record: PublicRecord) -> QuerySet[Nation]:
    """Nations that a report names at a meeting."""
    return Nation.objects.filter(Exists(seats(record).filter(nation=OuterRef("pk"))))


def seats(record: PublicRecord) -> QuerySet[Attendance]:
    """Attendances of meetings that readers may see."""
    return record.facts(Attendance).filter(record.holds("meeting"))


def attended_by(meetings: QuerySet[Any], nation: Nation, record: PublicRecord) -> QuerySet[Any]:
    """`meetings` at which a report names `nation`."""
    return meetings.filter(Exists(record.facts(Attendance).filter(meeting=OuterRef("pk"), nation=nation)))


@dataclass(frozen=True, slots=True)
class Member:
    """A person whom a nation sent, with the office held at the time, where one is on record."""

    attendance: Attendance
    office: Appointment | None


@dataclass(frozen=True, slots=True)
class Delegation:
    """A nation at a meeting. `own` is the report of the nation alone, without a name."""

    nation: Nation
    role: AttendanceRole
    own: Attendance | None
    members: tuple[Member, ...]


def delegations(meeting: Meeting, record: PublicRecord) -> list[Delegation]:
    """Who came, hosts first, then by name. Five queries at most."""
    by_nation: dict[Nation, list[Attendance]] = defaultdict(list)
    for attendance in _attendances(meeting, record):
        by_nation[attendance.nation].append(attendance)
    rows = [_delegation(nation, attendances, meeting.starts_on) for nation, attendances in by_nation.items()]
    return sorted(rows, key=lambda row: (_ROLE_ORDER.index(row.role), row.nation.name))


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """Nations in one role at a meeting: those of which a report names a person, and the others."""

    role: AttendanceRole
    with_people: list[Delegation]
    alone: list[Delegation]

    @property
    def nations(self) -> int:
        """How many there are."""
        return len(self.with_people) + len(self.alone)


def by_role(delegations: Iterable[Delegation]) -> list[RoleGroup]:
    """Hosts, those who came, those invited; no query."""
    listed = list(delegations)
    groups = []
    for role in _ROLE_ORDER:
        own = [row for row in listed if row.role is role]
        if own:
            groups.append(RoleGroup(role, [row for row in own if row.members], [row for row in own if not row.members]))
    return groups


def _attendances(meeting: Meeting, record: PublicRecord) -> QuerySet[Attendance]:
    terms = with_proof_links(record.facts(Appointment), record)
    rows = record.facts(Attendance).filter(meeting=meeting).select_related("nation", "minister")
    loaded = rows.prefetch_related(Prefetch("minister__appointments", queryset=terms))
    return with_proof_links(loaded, record).order_by("minister__name", "pk")


def _delegation(nation: Nation, attendances: Sequence[Attendance], day: datetime.date | None) -> Delegation:
    roles = {AttendanceRole(attendance.role) for attendance in attendances}
    return Delegation(
        nation=nation,
        role=min(roles, key=_ROLE_ORDER.index),
        own=next((attendance for attendance in attendances if attendance.minister is None), None),
        members=tuple(
            Member(attendance, _office(attendance, day))
            for attendance in attendances
            if attendance.minister is not None
        ),
    )


def _office(attendance: Attendance, day: datetime.date | None) -> Appointment | None:
    """The office held for the nation on `day`; one of unknown beginning only where no other covers the day."""
    if attendance.minister is None:
        return None
    terms = [term for term in attendance.minister.appointments.all() if term.nation_id == attendance.nation_id]
    covering = [term for term in terms if day and term.began_on and term.began_on <= day and not _is_over(term, day)]
    undated = [term for term in terms if term.began_on is None and not (day and _is_over(term, day))]
    return next(iter([*covering, *undated]), None)


def _is_over(term: Appointment, day: datetime.date) -> bool:
    return term.ended is not None and term.ended.last_day < day


def neighbours(meeting: Meeting, record: PublicRecord) -> tuple[Meeting | None, Meeting | None]:
    """The meetings before and after it, cancelled ones left out; none for an undated one. Two queries."""
    if meeting.starts_on is None:
        return None, None
    others = record.meetings().exclude(pk=meeting.pk).exclude(stands_at=MeetingStatus.CANCELLED)
    key = {"starts_on": meeting.starts_on}
    before = others.filter(Q(starts_on__lt=meeting.starts_on) | Q(**key, pk__lt=meeting.pk))
    after = others.filter(Q(starts_on__gt=meeting.starts_on) | Q(**key, pk__gt=meeting.pk))
    return before.order_by("-starts_on", "-pk").first(), after.order_by("starts_on", "pk").first()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was said of one pledge at a meeting, and its later acts up to the next meeting."""

    event: PledgeEvent
    later: tuple[PledgeEvent, ...]


@dataclass(frozen=True, slots=True)
class ActGroup:
    """Everything at a meeting that was one act: requested, pledged …"""

    act: Act
    outcomes: tuple[Outcome, ...]


def outcomes_by_act(meeting: Meeting, following: Meeting | None, record: PublicRecord) -> list[ActGroup]:
    """What was asked, pledged or otherwise done at `meeting`, in the order of acts. Seven queries at most.

    Later acts of the same pledge count up to the day on which `following` begins; up to now where there is none.
    """
    until = following.starts_on if following else None
    groups: dict[Act, list[Outcome]] = defaultdict(list)
    for event in _events_at(meeting, record):
        groups[Act(event.act)].append(Outcome(event, _later(event, until)))
    return [ActGroup(act, tuple(groups[act])) for act in Act if groups[act]]


def _events_at(meeting: Meeting, record: PublicRecord) -> QuerySet[PledgeEvent]:
    thread = with_proof_links(record.facts(PledgeEvent), record)
    events = record.facts(PledgeEvent).filter(meeting=meeting)
    return with_proof(
        events.select_related("speaker", "asked_by").prefetch_related(
            Prefetch("pledge", queryset=Pledge.objects.select_related("nation")),
            Prefetch("pledge__events", queryset=thread),
        ),
        record,
    ).order_by("pledge__nation__name", "pledge__capability", "happened_on", "pk")


def _later(event: PledgeEvent, until: datetime.date | None) -> tuple[PledgeEvent, ...]:
    thread = in_order(list(event.pledge.events.all()))
    following = thread[thread.index(event) + 1 :]
    return tuple(later for later in following if until is None or effective_day(later) <= until)


def articles_on(meeting: Meeting, record: PublicRecord) -> QuerySet[Any]:
    """Articles that prove the meeting, who came or what was said there."""
    return articles_proving(
        record,
        meeting=record.meetings().filter(pk=meeting.pk),
        attendance=record.facts(Attendance).filter(meeting=meeting),
        pledge_event=record.facts(PledgeEvent).filter(meeting=meeting),
    )
