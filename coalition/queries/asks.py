"""Requests and what became of them: who asked whom for what, and how the nation's own acts since then answer."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, DateField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from coalition.as_of import PublicRecord
from coalition.enums import Act, Answer, NationKind
from coalition.models import Meeting, Nation, PledgeEvent
from coalition.queries.moments import moment, reported_day
from coalition.queries.proof import ProofLoader, with_proof, with_proof_links
from coalition.standing import Reply, effective_day, reply_to

# A nation's page shows so many requests and links to the list for the rest.
SHOWN_ASKS = 20
# A row shows so many of the acts that follow a request: the first ones and the latest.
SHOWN_ACTS = 4


@dataclass(frozen=True, slots=True)
class Ask:
    """A request with the reply of the asked nation, on any of its lines of that capability.

    `days_open` counts from the request to the day in view and is None once there is an answer.
    """

    request: PledgeEvent
    reply: Reply
    days_open: int | None

    @property
    def answer(self) -> Answer:
        """The reply in a word."""
        return self.reply.answer

    @property
    def acts(self) -> list[PledgeEvent]:
        """Own acts of the nation since the request, oldest first."""
        return self.reply.acts

    @property
    def answering(self) -> PledgeEvent | None:
        """The act that gives the answer; None where it is open."""
        return self.reply.answering

    @property
    def shown_acts(self) -> list[PledgeEvent]:
        """The acts that a row has room for: the first of them and the latest ones."""
        return self.acts if len(self.acts) <= SHOWN_ACTS else [self.acts[0], *self.acts[1 - SHOWN_ACTS :]]

    @property
    def hidden_acts(self) -> int:
        """How many acts lie between the first one shown and the others."""
        return len(self.acts) - len(self.shown_acts)

    @property
    def asked_on(self) -> datetime.date:
        """The day that places the request among the acts."""
        return effective_day(self.request)

    @property
    def is_collective(self) -> bool:
        """Whether all partners were asked at once, so that any of them may have answered for itself."""
        return self.request.pledge.nation.kind == NationKind.COLLECTIVE


def requests(record: PublicRecord, today: datetime.date) -> QuerySet[Any]:
    """Requests with `moment`, `answer` (a code of `Answer`) and `counted_to`, the day in view.

    The answer is decided in the database as `coalition.standing.reply_to` decides it, so that lists can filter by it.
    """
    own = (
        record.facts(PledgeEvent)
        .filter(pledge__nation=OuterRef("pledge__nation"), pledge__capability=OuterRef("pledge__capability"))
        .exclude(act=Act.REQUESTED)
        .annotate(moment=moment(), reported_on=reported_day())
        .order_by("-moment", "-reported_on", "-pk")
    )
    since = own.filter(moment__gte=OuterRef("moment"))
    given = since.exclude(act=Act.ENDED)
    dated = any_request(record).annotate(
        moment=moment(), counted_to=Value(record.day or today, output_field=DateField())
    )
    asked: QuerySet[Any] = dated.alias(
        act_before=Subquery(own.filter(moment__lt=OuterRef("moment")).values("act")[:1]),
        given=_latest_answer(given),
        new=_latest_answer(given.exclude(act=Act.DELIVERING)),
        has_ended=Exists(since.filter(act=Act.ENDED)),
    )
    answered: QuerySet[Any] = asked.annotate(answer=_ANSWER)
    return answered


def _latest_answer(acts: QuerySet[PledgeEvent]) -> Subquery:
    """The answer that the latest of `acts` gives; told within, since a query repeats what it asks of an outcome."""
    return Subquery(acts.annotate(gives=_GIVES).values("gives")[:1])


_GIVES: Any = Case(
    When(act=Act.CONSIDERING, then=Value(Answer.CONSIDERED.value)),
    When(act=Act.DECLINED, then=Value(Answer.DECLINED.value)),
    default=Value(Answer.GRANTED.value),
)

_ANSWER: Any = Case(
    When(Q(act_before=Act.DELIVERING, given__isnull=False), then=Coalesce("new", Value(Answer.CONTINUED.value))),
    default=Coalesce(
        "given",
        Case(When(has_ended=True, then=Value(Answer.ENDED.value)), default=Value(Answer.OPEN.value)),
    ),
)
"""The answer to a request that carries the latest acts before and since, as `coalition.standing.reply_to` gives it."""


def listed_requests(record: PublicRecord, today: datetime.date, proof: ProofLoader = with_proof_links) -> QuerySet[Any]:
    """`requests` with what a row shows besides and their proof. Two queries, as of a day three."""
    rows = requests(record, today).select_related("pledge__nation", "asked_by", "speaker")
    return proof(record.load(rows, "meeting", Meeting), record)


def asks(rows: Iterable[Any], record: PublicRecord, proof: ProofLoader = with_proof_links) -> list[Ask]:
    """`rows` from `listed_requests` with the acts that follow each. Two queries, whatever the number of rows."""
    listed = list(rows)
    acts = _acts_on({(row.pledge.nation_id, row.pledge.capability) for row in listed}, record, proof)
    return [_ask(row, acts[row.pledge.nation_id, row.pledge.capability]) for row in listed]


def _acts_on(
    subjects: set[tuple[int, str]], record: PublicRecord, proof: ProofLoader
) -> dict[tuple[int, str], list[PledgeEvent]]:
    """Own acts of nations on capabilities, by the two."""
    nations: dict[str, list[int]] = defaultdict(list)
    for nation, capability in sorted(subjects):
        nations[capability].append(nation)
    wanted = Q(pk__in=[])
    for capability, keys in nations.items():
        wanted |= Q(pledge__capability=capability, pledge__nation__in=keys)
    events = record.facts(PledgeEvent).filter(wanted).exclude(act=Act.REQUESTED).select_related("pledge__nation")
    acts: dict[tuple[int, str], list[PledgeEvent]] = defaultdict(list)
    for event in proof(events, record) if subjects else ():
        acts[event.pledge.nation_id, event.pledge.capability].append(event)
    return acts


def _ask(row: Any, acts: Iterable[PledgeEvent]) -> Ask:
    reply = reply_to(row, acts)
    days = None if reply.answering else (row.counted_to - effective_day(row)).days
    return Ask(row, reply, days)


def asks_of(nation: Nation, record: PublicRecord, today: datetime.date) -> list[Ask]:
    """What was asked of `nation`, latest first, with words. Six queries at most."""
    return _told(listed_requests(record, today, with_proof).filter(pledge__nation=nation), record)


def asks_by(nation: Nation, record: PublicRecord, today: datetime.date) -> list[Ask]:
    """What `nation` asked of others, latest first, with words. Six queries at most."""
    return _told(listed_requests(record, today, with_proof).filter(asked_by=nation), record)


def _told(rows: QuerySet[Any], record: PublicRecord) -> list[Ask]:
    return asks(rows.order_by("-moment", "-pk")[:SHOWN_ASKS], record)


def nations_asked(record: PublicRecord) -> QuerySet[Nation]:
    """Nations of which something was asked, by name."""
    return Nation.objects.filter(Exists(any_request(record).filter(pledge__nation=OuterRef("pk")))).order_by("name")


def nations_asking(record: PublicRecord) -> QuerySet[Nation]:
    """Nations that a report names as having asked, by name."""
    return Nation.objects.filter(Exists(any_request(record).filter(asked_by=OuterRef("pk")))).order_by("name")


def meetings_with_requests(record: PublicRecord) -> QuerySet[Meeting]:
    """Meetings at which something was asked, latest first."""
    rows = record.meetings().filter(Exists(any_request(record).filter(meeting=OuterRef("pk"))))
    return rows.order_by("-starts_on", "name")


def any_request(record: PublicRecord) -> QuerySet[PledgeEvent]:
    """Requests without what `requests` computes of each."""
    return record.facts(PledgeEvent).filter(act=Act.REQUESTED)
