"""The queue of proposals that wait for an editor: what each would add, why it waits, how soon it is shown.

Kept as one `QueueEntry` for each open proposal, so that the desk reads its queue without weighing it anew.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Max

from articles.accuracy import BAR
from articles.enums import CandidateKind, Outlook, WaitReason
from articles.extraction.types import CityFact, MeetingFact, MinisterFact, PledgeFact
from articles.models import Article, Candidate, QueueEntry
from articles.recording.batch import Batch
from articles.recording.drafts import Draft
from articles.recording.payloads import draft_of
from articles.recording.register import Register
from articles.recording.resolve import (
    UnresolvedError,
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

_BATCH = 500

_REASONS: Final = (
    ("the rule ", WaitReason.UNPROVEN_RULE),
    ("the article has nothing ", WaitReason.OFF_TOPIC),
    ("an editor found nothing ", WaitReason.OFF_TOPIC),
    ("several ", WaitReason.SEVERAL_MATCHES),
    ("no nation ", WaitReason.NO_MATCH),
    ("no city ", WaitReason.NO_MATCH),
    ("only a surname", WaitReason.NO_MATCH),
    ("the text does not name ", WaitReason.NO_MATCH),
    ("the text does not date ", WaitReason.NO_DATE),
    ("undated, and told after ", WaitReason.MAY_BE_HISTORY),
)
"""How the words of `policy.reason_to_wait` and of `UnresolvedError` begin, and the reason they give."""


def waits_for(reason: str) -> WaitReason:
    """The closed reason behind the words with which a proposal was recorded."""
    return next((code for words, code in _REASONS if reason.startswith(words)), WaitReason.OTHER)


# --- what it would add ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Prospect:
    """What accepting a proposal would do now.

    `record` is the line, meeting, person or city that it would join, None where it would make one. `reports` counts the
    independent reports that tell the same already. `problem` says in words why it cannot be recorded as it stands.
    """

    outlook: Outlook
    record: Any = None
    reports: int = 0
    problem: str = ""


def prospect(draft: Draft, published_on: datetime.date | None, known: Batch) -> Prospect:
    """What the ledger would gain by `draft`, read in an article of that day; `known` reads it, nothing is written."""
    try:
        match draft.fact:
            case PledgeFact() as pledge:
                return _pledge_prospect(pledge, published_on, known)
            case CityFact() as city:
                return _city_prospect(city, published_on, known)
            case MeetingFact() as meeting:
                return _joined(resolve_meeting(meeting, known.meetings.in_city(meeting.city)))
            case MinisterFact() as minister:
                return _minister_prospect(minister, published_on, known.register)
    except UnresolvedError as error:
        return Prospect(Outlook.UNRESOLVED, problem=str(error))


def _pledge_prospect(fact: PledgeFact, published_on: datetime.date | None, known: Batch) -> Prospect:
    nation, place = resolve_nation(fact.nation, known.register), resolve_place(fact, known.register)
    day = fact.date.day if fact.date else published_on
    line = resolve_pledge(fact, place, day, known.lines.of(nation, fact.capability))
    if line is None:
        return Prospect(Outlook.NEW_RECORD)
    event = resolve_event(fact, day, known.lines.events(line))
    if event is None:
        return Prospect(Outlook.NEW_ACT, line)
    return Prospect(Outlook.NEW_REPORT, line, event.origin_count)


def _city_prospect(fact: CityFact, published_on: datetime.date | None, known: Batch) -> Prospect:
    if fact.objective == "mentioned":
        return Prospect(Outlook.NOTHING)
    city = resolve_city(fact, known.register)
    event = resolve_city_event(fact, city, published_on, known.city_events.of(city))
    if event is None:
        return Prospect(Outlook.NEW_RECORD, city)
    return Prospect(Outlook.NEW_REPORT, city, event.origin_count)


def _minister_prospect(fact: MinisterFact, published_on: datetime.date | None, register: Register) -> Prospect:
    nation = resolve_nation(fact.nation, register)
    minister = resolve_minister(fact, published_on, register)
    if minister is None:
        return Prospect(Outlook.NEW_RECORD)
    term = resolve_term(minister, nation, fact, published_on)
    if term is None:
        return Prospect(Outlook.NEW_RECORD, minister)
    return Prospect(Outlook.NEW_REPORT, minister, term.origin_count)


def _joined(record: Any) -> Prospect:
    if record is None:
        return Prospect(Outlook.NEW_RECORD)
    return Prospect(Outlook.NEW_REPORT, record, record.origin_count)


# --- how soon -------------------------------------------------------------------------------------------------------

_KIND_WEIGHT: Final = {
    CandidateKind.PLEDGE: 1.0,
    CandidateKind.CITY: 0.8,
    CandidateKind.MEETING: 0.7,
    CandidateKind.MINISTER: 0.4,
}
_SAID_ONLY_WEIGHT: Final = {"requested": 0.8, "considering": 0.7}
_OUTLOOK_WEIGHT: Final = {
    Outlook.NEW_RECORD: 1.0,
    Outlook.NEW_ACT: 0.7,
    Outlook.UNRESOLVED: 0.6,
    Outlook.NEW_REPORT: 0.5,
    Outlook.NOTHING: 0.0,
}
_UNKNOWN_SIZE = 0.25
_MOST_MONEY, _MOST_THINGS = 9, 4
"""Powers of ten from which on a sum or a number counts in full: a billion, ten thousand."""


def priority(draft: Draft, found: Prospect, published_on: datetime.date | None, latest: datetime.date | None) -> float:
    """How soon an editor should see a proposal, from 0 to 100: its weight for readers times its uncertainty.

        impact      = 0.4 kind + 0.3 gain + 0.2 size + 0.1 recency
        uncertainty = 1 where the confidence is the bar for publishing, less the further away it lies
        priority    = 100 × impact × (½ + ½ uncertainty)

    Kind: a pledge weighs more than a city, a meeting, an office; what was only asked or considered weighs less than
    what was done. Gain: a new record most; one more report of a fact the less, the more independent reports it has.
    Size: the logarithm of money or number. Recency: halved for every year before `latest`, the newest report stored.
    """
    kind = _KIND_WEIGHT[draft.kind] * _SAID_ONLY_WEIGHT.get(str(draft.payload.get("act", "")), 1.0)
    gain = _OUTLOOK_WEIGHT[found.outlook] / (1 + 0.5 * max(found.reports - 1, 0))
    impact = 0.4 * kind + 0.3 * gain + 0.2 * _size(draft) + 0.1 * _recency(published_on, latest)
    uncertainty = 1 - abs(draft.proof.confidence - BAR) / max(BAR, 1 - BAR)
    return round(100 * impact * (0.5 + 0.5 * uncertainty), 2)


def _size(draft: Draft) -> float:
    fact = draft.fact
    if not isinstance(fact, PledgeFact):
        return _UNKNOWN_SIZE
    sizes = [
        min(math.log10(1 + float(number)) / most, 1.0)
        for number, most in ((fact.amount, _MOST_MONEY), (fact.quantity, _MOST_THINGS))
        if number is not None
    ]
    return max(sizes, default=_UNKNOWN_SIZE)


def _recency(published_on: datetime.date | None, latest: datetime.date | None) -> float:
    if published_on is None or latest is None:
        return 0.0
    return float(0.5 ** (max((latest - published_on).days, 0) / 365))


# --- the queue ------------------------------------------------------------------------------------------------------


def enqueue(candidates: Sequence[Candidate], known: Batch | None = None) -> None:
    """Put open proposals into the queue, or weigh those that stand in it anew; who holds one keeps it.

    As many queries for one as for many. `known` is what the ledger holds, where it is at hand.
    """
    if not candidates:
        return
    drafts = [draft_of(candidate) for candidate in candidates]
    known = known or Batch(Register.load(people=names_people(drafts)))
    nations = known.register.nations
    known.foresee(drafts)
    latest = Article.objects.aggregate(day=Max("published_on"))["day"]
    rows = []
    for candidate, draft in zip(candidates, drafts, strict=True):
        published_on = candidate.article.published_on
        found = prospect(draft, published_on, known)
        rows.append(
            QueueEntry(
                candidate=candidate,
                kind=candidate.kind,
                rule=candidate.rule,
                article_id=candidate.article_id,
                priority=priority(draft, found, published_on, latest),
                nation=nations.get(_nation_of(draft)),
                capability=str(draft.payload.get("capability", "")),
                waits_for=waits_for(candidate.reason),
                outlook=found.outlook,
            )
        )
    QueueEntry.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["candidate"],
        update_fields=["priority", "kind", "rule", "nation", "capability", "waits_for", "outlook"],
    )


def _nation_of(draft: Draft) -> str:
    return str(draft.payload.get("country" if draft.kind == CandidateKind.MEETING else "nation") or "")


def names_people(drafts: Iterable[Draft]) -> bool:
    """Whether these can only be matched against the record with the people on it."""
    return any(
        draft.kind in (CandidateKind.MINISTER, CandidateKind.MEETING) or draft.payload.get("speaker")
        for draft in drafts
    )


def dequeue(candidates: Iterable[Candidate]) -> None:
    """Take decided or withdrawn proposals out of the queue."""
    keys = [candidate.pk for candidate in candidates]
    if keys:
        QueueEntry.objects.filter(candidate__in=keys).delete()


def catch_up() -> None:
    """Weigh open proposals that have no place in the queue yet, as after an upgrade. One query where there are none."""
    while waiting := list(_without_entry()):
        enqueue(waiting)


def _without_entry() -> Any:
    missing = Candidate.objects.filter(state="proposed", queue_entry=None)
    return missing.select_related("article").defer("article__body").order_by("pk")[:_BATCH]
