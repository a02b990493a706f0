"""Accepted proposals as facts: created, or added to what other reports have told already."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from articles.enums import CandidateKind
from articles.extraction.types import Attendee, CityFact, MeetingFact, MinisterFact, PledgeFact, Proof, Span
from articles.models import Article, Candidate
from articles.recording.batch import Batch, report_day
from articles.recording.drafts import Draft
from articles.recording.register import Register, fold
from articles.recording.resolve import (
    joined_place,
    resolve_city,
    resolve_city_event,
    resolve_event,
    resolve_meeting,
    resolve_minister,
    resolve_nation,
    resolve_place,
    resolve_pledge,
    resolve_term,
)
from coalition.dates import PartialDate
from coalition.enums import AttendanceRole, Capability, MeetingLevel
from coalition.models import (
    Appointment,
    Attendance,
    CityEvent,
    Meeting,
    Minister,
    Pledge,
    PledgeEvent,
)
from coalition.models.facts import Fact

# Counts of things done so far ("has flown 3,000 missions") are running totals, not contributions to add up.
RUNNING_TOTAL_UNITS = frozenset({"strikes", "missions", "sorties", "munitions", "flights", "hours", "targets"})
_ROLE_STRENGTH = {AttendanceRole.INVITED: 0, AttendanceRole.PARTICIPANT: 1, AttendanceRole.HOST: 2}


@dataclass
class FactWriter:
    """Turns the accepted candidates of one article into facts, which its batch writes at the end.

    New facts are published unless `publish` is False; `why` is added to the reason in the decision log.
    """

    article: Article
    batch: Batch
    publish: bool = True
    why: str = ""
    people: dict[str, Minister] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)

    @property
    def register(self) -> Register:
        """The records that reports are matched against."""
        return self.batch.register

    @property
    def day(self) -> datetime.date | None:
        """The article's own date."""
        return self.article.published_on

    def write(self, draft: Draft, candidate: Candidate) -> None:
        """Record one accepted candidate; raises UnresolvedError where the record cannot tell what it speaks of."""
        match draft.kind:
            case CandidateKind.MINISTER:
                self._write_minister(draft.fact, candidate)  # type: ignore[arg-type]
            case CandidateKind.MEETING:
                self._write_meeting(draft.fact, candidate)  # type: ignore[arg-type]
            case CandidateKind.CITY:
                self._write_city(draft.fact, candidate)  # type: ignore[arg-type]
            case CandidateKind.PLEDGE:
                self._write_pledge(draft.fact, candidate)  # type: ignore[arg-type]

    def recall(self, draft: Draft) -> None:
        """Know the person or meeting of a fact that an earlier run recorded, so that new facts can name it."""
        if isinstance(draft.fact, MinisterFact):
            minister = resolve_minister(draft.fact, self.day, self.register)
            if minister is not None:
                self.people[fold(draft.fact.name)] = minister
        elif isinstance(draft.fact, MeetingFact):
            meeting = resolve_meeting(draft.fact, self.batch.meetings.in_city(draft.fact.city))
            if meeting is not None:
                self.meetings[fold(draft.fact.city)] = meeting

    # --- one method a noun -------------------------------------------------------------------------------------

    def _write_minister(self, fact: MinisterFact, candidate: Candidate) -> None:
        nation = resolve_nation(fact.nation, self.register)
        minister = resolve_minister(fact, self.day, self.register)
        if minister is None:
            minister = Minister(slug=self.batch.free_slug(Minister, fact.name), name=fact.name)
            self._save(minister, candidate)
            self.register.know_terms(minister, [])
        appointment = resolve_term(minister, nation, fact, self.day)
        if appointment is None:
            appointment = Appointment(
                minister=minister,
                nation=nation,
                office=fact.office,
                portfolio=fact.portfolio,
                **self._proved(),
            )
            self._save(appointment, candidate)
            self.register.add_term(minister, appointment)
        self.register.add_minister(minister)
        self.people[fold(fact.name)] = minister
        self._prove("appointment", appointment, fact.proof.sentence, candidate)

    def _write_meeting(self, fact: MeetingFact, candidate: Candidate) -> None:
        meeting = resolve_meeting(fact, self.batch.meetings.in_city(fact.city))
        if meeting is None:
            name = _meeting_name(fact)
            meeting = Meeting(
                slug=self.batch.free_slug(Meeting, f"{fact.city} {fact.date}"),
                name=name,
                city=fact.city,
                country=self.register.nations.get(fact.country),
                status=fact.status,
                level=_level(fact),
                participant_count=fact.participant_count,
                **self._proved(),
            )
            meeting.starts, meeting.ends = fact.date, fact.ends
            self._save(meeting, candidate)
            self.batch.meetings.add(meeting)
        elif _fill_meeting(meeting, fact):
            self._save(meeting, candidate)
        self.meetings[fold(fact.city)] = meeting
        for proof in (fact.proof, *fact.further_proofs):
            self._prove("meeting", meeting, proof.sentence, candidate)
        for attendee in fact.attendees:
            self._write_attendance(meeting, fact, attendee, candidate)

    def _write_attendance(self, meeting: Meeting, fact: MeetingFact, attendee: Attendee, candidate: Candidate) -> None:
        nation = self.register.nations.get(attendee.nation)
        if nation is None:
            return
        minister = self.people.get(fold(attendee.minister)) if attendee.minister else None
        known = self.batch.meetings
        attendance = known.attendance(meeting.pk, nation.pk, None if minister is None else minister.pk)
        if attendance is None:
            attendance = Attendance(
                meeting=meeting, nation=nation, minister=minister, role=attendee.role, **self._proved()
            )
            self._save(attendance, candidate)
            known.add_attendance(attendance)
        elif _ROLE_STRENGTH[AttendanceRole(attendee.role)] > _ROLE_STRENGTH[AttendanceRole(attendance.role)]:
            attendance.role = attendee.role
            self._save(attendance, candidate)
        self._prove("attendance", attendance, _sentence_around(attendee.span, fact), candidate)

    def _write_city(self, fact: CityFact, candidate: Candidate) -> None:
        if fact.objective == "mentioned":
            return
        city = resolve_city(fact, self.register)
        event = resolve_city_event(fact, city, self.day, self.batch.city_events.of(city))
        if event is None:
            event = CityEvent(city=city, objective=fact.objective, by_whom=fact.by_whom, **self._proved())
            event.happened = fact.date
            self._save(event, candidate)
            self.batch.city_events.add(event)
        elif _more_precise(event.happened, fact.date) or (fact.by_whom and not event.by_whom):
            event.happened = fact.date if _more_precise(event.happened, fact.date) else event.happened
            event.by_whom = event.by_whom or fact.by_whom
            self._save(event, candidate)
        self._prove("city_event", event, fact.proof.sentence, candidate)

    def _write_pledge(self, fact: PledgeFact, candidate: Candidate) -> None:
        nation = resolve_nation(fact.nation, self.register)
        place = resolve_place(fact, self.register)
        day = fact.date.day if fact.date else self.day
        meeting = self.meetings.get(fold(fact.meeting_city)) if fact.meeting_city else None
        pledge = resolve_pledge(fact, place, day, self.batch.lines.of(nation, fact.capability))
        if pledge is None:
            pledge = Pledge(
                nation=nation,
                capability=fact.capability,
                title=_pledge_title(fact.capability, place.words),
                place=place.words,
                country=place.country,
                city=place.city,
                origin_meeting=meeting,
            )
            self._save(pledge, candidate)
            self.batch.lines.add(pledge)
        elif (joined := joined_place(pledge, place)).words != pledge.place:
            pledge.place, pledge.country, pledge.city = joined.words, joined.country, joined.city
            pledge.title = _pledge_title(fact.capability, joined.words)
            self._save(pledge, candidate)
        event = resolve_event(fact, day, self.batch.lines.events(pledge))
        is_new = event is None
        event = event or PledgeEvent(pledge=pledge, act=fact.act, **self._proved())
        if self._fill_event(event, fact, meeting):
            self._save(event, candidate)
        if is_new:
            self.batch.lines.add_event(event)
        self.batch.lines.touch(pledge)
        self._prove("pledge_event", event, fact.proof.sentence, candidate)

    def _fill_event(self, event: PledgeEvent, fact: PledgeFact, meeting: Meeting | None) -> bool:
        """Add what `fact` knows and the event does not; True when anything is new. Known values stay."""
        new = event.pk is None
        if _more_precise(event.happened, fact.date):
            event.happened, new = fact.date, True
        if event.quantity is None and (fact.quantity is not None or fact.quantity_low or fact.quantity_high):
            event.quantity, event.quantity_low, event.quantity_high = _ordered(fact)
            event.unit, event.qualifier, new = fact.unit or "units", fact.qualifier, True
            if fact.unit in RUNNING_TOTAL_UNITS:
                event.is_cumulative, event.counts, event.counts_reason = True, False, "running total"
        if event.amount is None and fact.amount is not None and fact.currency:
            event.amount, event.currency, event.instrument = fact.amount, fact.currency, fact.instrument
            new = True
        known: dict[str, Any] = {
            "speaker": self.people.get(fold(fact.speaker)) if fact.speaker else None,
            "meeting": meeting,
            "asked_by": self.register.nations.get(fact.asked_by) if fact.act in ("requested", "declined") else None,
        }
        for name, value in known.items():
            if value is not None and getattr(event, f"{name}_id") is None:
                setattr(event, name, value)
                new = True
        return new

    def _save(self, record: Any, candidate: Candidate) -> None:
        """Save with the rule as the reason that the decision log shows."""
        read = f"read in article {candidate.article_id} by the rule {candidate.rule}"
        self.batch.writes.save(record, f"{read}, {self.why}" if self.why else read)

    # --- proof -------------------------------------------------------------------------------------------------

    def _proved(self) -> dict[str, Any]:
        """Values of a new fact that this article proves; the batch counts again once all its articles have spoken."""
        day = report_day(self.article)
        return {"is_published": self.publish, "evidence_count": 1, "origin_count": 1, "public_from": day}

    def _prove(self, name: str, fact: Fact, span: Span, candidate: Candidate) -> None:
        self.batch.prove(name, fact, self.article, span.start, span.end, candidate)


LEVELS = {
    "defence ministers": MeetingLevel.DEFENCE_MINISTERS,
    "foreign ministers": MeetingLevel.FOREIGN_MINISTERS,
    "interior ministers": MeetingLevel.INTERIOR_MINISTERS,
    "finance ministers": MeetingLevel.FINANCE_MINISTERS,
    "military chiefs": MeetingLevel.MILITARY_CHIEFS,
    "heads of state and government": MeetingLevel.LEADERS,
    "ministers": MeetingLevel.MINISTERS,
    "diplomats": MeetingLevel.OFFICIALS,
    "envoys": MeetingLevel.OFFICIALS,
    "senior officials": MeetingLevel.OFFICIALS,
}
"""What the words for a meeting's level stand for; the words are the keys of `levels` in `meeting_words.yaml`."""


def _level(fact: MeetingFact) -> str:
    return LEVELS[fact.level] if fact.level else ""


def _meeting_name(fact: MeetingFact) -> str:
    level = _level(fact)
    return f"{fact.level.capitalize()} in {fact.city}" if level else f"Coalition meeting in {fact.city}"


def _fill_meeting(meeting: Meeting, fact: MeetingFact) -> bool:
    """Add what `fact` knows and the meeting does not; a held meeting never goes back to planned."""
    changed = False
    if _more_precise(meeting.starts, fact.date):
        meeting.starts, changed = fact.date, True
    if meeting.ends is None and fact.ends is not None and meeting.starts and fact.ends.day >= meeting.starts.day:
        meeting.ends, changed = fact.ends, True
    if meeting.status == "planned" and fact.status != "planned":
        meeting.status, changed = fact.status, True
    if meeting.participant_count is None and fact.participant_count is not None:
        meeting.participant_count, changed = fact.participant_count, True
    if not meeting.level and _level(fact):
        meeting.level, meeting.name, changed = _level(fact), _meeting_name(fact), True
    return changed


def _sentence_around(span: Span | None, fact: MeetingFact) -> Span:
    """The sentence of the meeting's proofs that holds the attendee's name; the first proof where none does."""
    proofs: tuple[Proof, ...] = (fact.proof, *fact.further_proofs)
    for proof in proofs:
        if span and proof.sentence.start <= span.start and span.end <= proof.sentence.end:
            return proof.sentence
    return fact.proof.sentence


def _more_precise(known: PartialDate | None, stated: PartialDate | None) -> bool:
    if stated is None:
        return False
    order = ["year", "month", "day"]
    return known is None or (known.overlaps(stated) and order.index(stated.precision) > order.index(known.precision))


def _pledge_title(capability: str, place: str) -> str:
    label = Capability(capability).label
    return f"{label} in {place}"[:200] if place else label


def _ordered(fact: PledgeFact) -> tuple[Any, Any, Any]:
    """Best, low and high reading, the outer two only where they enclose the best one."""
    low, high = fact.quantity_low, fact.quantity_high
    if fact.quantity is not None:
        low = low if low is not None and low <= fact.quantity else None
        high = high if high is not None and high >= fact.quantity else None
    return fact.quantity, low, high
