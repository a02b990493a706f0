"""What pages show of ministers."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from coalition.dates import PartialDate
from coalition.models import Appointment, Attendance, Minister, Nation, PledgeEvent
from coalition.queries.pledges import published_events
from coalition.queries.proof import ProofLoader, with_proof, with_proof_links


def visible_ministers() -> QuerySet[Minister]:
    """People of whom readers may see an office, an attendance or a statement."""
    own = {"minister": OuterRef("pk")}
    return Minister.objects.filter(
        Q(Exists(_terms().filter(**own)))
        | Q(Exists(_seats().filter(**own)))
        | Q(Exists(published_events().filter(speaker=OuterRef("pk"))))
    )


def minister_rows(proof: ProofLoader = with_proof_links) -> QuerySet[Minister]:
    """Ministers with their offices in `appointments`, latest first, and `meeting_count` and `statement_count`.

    Four queries when evaluated.
    """
    return (
        visible_ministers()
        .annotate(
            meeting_count=Count(
                "attendances__meeting",
                filter=Q(attendances__is_published=True, attendances__meeting__is_published=True),
                distinct=True,
            ),
            statement_count=Count("statements", filter=Q(statements__is_published=True), distinct=True),
        )
        .prefetch_related(Prefetch("appointments", queryset=proof(_terms())))
    )


def holding(
    rows: QuerySet[Minister], *, nation: Nation | None, portfolio: str, date: PartialDate | None
) -> QuerySet[Minister]:
    """`rows` with one published office that meets every condition given; all of them when none is.

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
    if not conditions:
        return rows
    return rows.filter(Exists(_terms().filter(conditions, minister=OuterRef("pk"))))


def nations_with_ministers() -> QuerySet[Nation]:
    """Nations of which a published office is known."""
    return Nation.objects.filter(Exists(_terms().filter(nation=OuterRef("pk"))))


def minister_page() -> QuerySet[Minister]:
    """Ministers with all that their page shows: offices with their proof in `appointments`."""
    return visible_ministers().prefetch_related(Prefetch("appointments", queryset=with_proof(_terms())))


def meetings_attended(minister: Minister) -> QuerySet[Attendance]:
    """Published attendances of `minister`, latest meeting first, with links to their proof."""
    seats = _seats().filter(minister=minister).select_related("meeting", "nation")
    return with_proof_links(seats.order_by(F("meeting__starts_on").desc(nulls_last=True), "pk"))


def announcements(minister: Minister) -> QuerySet[PledgeEvent]:
    """What `minister` announced, latest first, with the words."""
    events = published_events().filter(speaker=minister).select_related("pledge__nation", "asked_by")
    return with_proof(
        events.order_by(F("happened_on").desc(nulls_last=True), F("public_from").desc(nulls_last=True), "pk")
    )


def _terms() -> QuerySet[Appointment]:
    """Published offices, the latest first; those of unknown beginning last."""
    published: Any = Appointment.objects.published()
    terms: QuerySet[Appointment] = published.select_related("nation")
    return terms.order_by(F("began_on").desc(nulls_last=True), "-pk")


def _seats() -> QuerySet[Attendance]:
    """Published attendances of published meetings."""
    published: Any = Attendance.objects.published()
    seats: QuerySet[Attendance] = published.filter(meeting__is_published=True)
    return seats
