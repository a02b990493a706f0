"""Which proposals a rule may publish by itself, and why the others wait for an editor."""

from __future__ import annotations

from articles.enums import CandidateKind
from articles.recording.drafts import Draft

PUBLISH_FROM = 0.6
"""Least confidence at which a proposal is published without an editor."""


def reason_to_wait(draft: Draft, *, relevant: bool) -> str:
    """Why an editor must look first, in words; empty where the rule may publish.

    People named in an article that has nothing on the fight against IS are kept out of the ledger until somebody asks
    for them.
    """
    if draft.kind == CandidateKind.MINISTER and not relevant:
        return "the article has nothing on the fight against IS"
    if draft.proof.confidence < PUBLISH_FROM:
        return f"confidence {draft.proof.confidence:.2f} is below {PUBLISH_FROM:.2f}"
    return ""
