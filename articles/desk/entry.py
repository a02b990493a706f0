"""Writing what an editor enters: a line with its first act, a further act, a correction. All of it or nothing."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from articles.desk.passages import Passage
from articles.models import Evidence
from coalition.actions.pledges import refresh_pledges
from coalition.actions.proof import recount_proof
from coalition.enums import Capability
from coalition.models import PledgeEvent


def line_title(capability: str, place: str) -> str:
    """What a line is called where the editor does not say: "Trainers and advisers in Anbar"."""
    label = Capability(capability).label
    return f"{label} in {place}"[:200] if place else label


@transaction.atomic
def record_event(*, event: PledgeEvent, passage: Passage | None, editor: Any, why: str, publish: bool) -> None:
    """Store `event`, new or corrected, with its line where that is new, and the passage that proves it.

    The decision log keeps `editor` and `why`. An event that is published stays so; `publish` shows a new one to
    readers. Counts of proof, the day of public record and the status of the line are computed anew.
    """
    pledge = event.pledge
    if pledge._state.adding:
        _save(pledge, editor, why)
        event.pledge = pledge
    event.is_published = event.is_published or publish
    if passage is not None:
        # The database refuses a published event without proof; the passage follows below and is counted then.
        event.evidence_count = max(event.evidence_count, 1)
    _save(event, editor, why)
    if passage is not None:
        Evidence.objects.get_or_create(
            article=passage.article,
            start=passage.start,
            end=passage.end,
            pledge_event=event,
            defaults={"added_by": editor.get_username()},
        )
    recount_proof(PledgeEvent, [event.pk])
    refresh_pledges([pledge.pk])
    event.refresh_from_db()
    pledge.refresh_from_db()


def _save(record: Any, editor: Any, why: str) -> None:
    record._history_user = editor
    record._change_reason = why
    record.save()
