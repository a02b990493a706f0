"""What pages show of ministers."""

from __future__ import annotations

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from coalition.as_of import PublicRecord
from coalition.dates import PartialDate
from coalition.models import Appointment, Attendance, Meeting, Minister, Nation, PledgeEvent
from coalition.queries.meetings import seats
from coalition.queries.proof import ProofLoader, with_proof, with_proof_links


def visible_ministers(record: PublicRecord) -> QuerySet[Minister]:
    """People of whom readers may see an office, an attendance or a statement."""
    own = {"minister": OuterRef("pk")}
    return Minister.objects.filter(
        Q(Exists(offices(record).filter(**own)))
        | Q(Exists(seats(record).filter(**own)))
        | Q(Exists(record.facts(PledgeEvent).filter(speaker=OuterRef("pk"))))
    )


def minister_rows(record: PublicRecord, proof: ProofLoader = with_proof_links) -> QuerySet[Minister]:
    """Ministers with their offices in `appointments`, latest first, and `meeting_count` and `statement_count`.

    Four queries when evaluated.
    """
    return (
        visible_ministers(record)
        .annotate(
            meeting_count=Count(
                "attendances__meeting",
                filter=record.holds("attendances") & record.holds("attendances__meeting"),
                distinct=True,
            ),
            statement_count=Count("statements", filter=record.holds("statements"), distinct=True),
        )
        .prefetch_related(Prefetch("appointments", queryset=proof(offices(record), record)))
    )


def offices_held(
    record: PublicRecord, *, nation: Nation | None = None, portfolio: str = "", date: PartialDate | None = None
) -> QuerySet[Appointment]:
    """Published offices that meet every condition given.

    An office is held at `date` when it began by the last day the date can mean and did not end before the first; one of
    unknown beginning is not known to be.
    """
    conditions = Q()
    if nation is not None:
        conditions &= Q(nation=nation)
    if portfolio:
        conditions &= Q(portfolio=portfolio)
    if date is not None:
        not_over = Q(ended_on__isnull=True) | Q(ended_on__gte=date.day)
        conditions &= Q(began_on__lte=date.last_day) & not_over
    return offices(record).filter(conditions)


def nations_with_ministers(record: PublicRecord) -> QuerySet[Nation]:
    """Nations of which a published office is known."""
    return Nation.objects.filter(Exists(offices(record).filter(nation=OuterRef("pk"))))


def minister_page(record: PublicRecord) -> QuerySet[Minister]:
    """Ministers with all that their page shows: offices with their proof in `appointments`."""
    terms = with_proof(offices(record), record)
    return visible_ministers(record).prefetch_related(Prefetch("appointments", queryset=terms))


def meetings_attended(minister: Minister, record: PublicRecord) -> QuerySet[Attendance]:
    """Attendances of `minister`, latest meeting first, with links to their proof."""
    own = record.load(seats(record).filter(minister=minister).select_related("nation"), "meeting", Meeting)
    return with_proof_links(own.order_by(F("meeting__starts_on").desc(nulls_last=True), "pk"), record)


def announcements(minister: Minister, record: PublicRecord) -> QuerySet[PledgeEvent]:
    """What `minister` announced, latest first, with the words."""
    events = record.facts(PledgeEvent).filter(speaker=minister).select_related("pledge__nation", "asked_by")
    return with_proof(
        events.order_by(F("happened_on").desc(nulls_last=True), F("public_from").desc(nulls_last=True), "pk"), record
    )


def offices(record: PublicRecord) -> QuerySet[Appointment]:
    """Offices, the latest first; those of unknown beginning last."""
    terms = record.facts(Appointment).select_related("nation")
    return terms.order_by(F("began_on").desc(nulls_last=True), "-pk")
