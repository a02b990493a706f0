"""Which proposals a rule may publish by itself, and why the others wait for an editor."""

from __future__ import annotations

from articles.accuracy import BAR, last_measurement
from articles.enums import CandidateKind
from articles.recording.drafts import Draft

FOUND_NOTHING = "an editor found nothing relevant in the article"
"""The reason of proposals rejected with their article, and of those that a later reading finds in it."""


def reason_to_wait(draft: Draft, *, relevant: bool) -> str:
    """Why an editor must look first, in words; empty where the rule may publish.

    A rule may publish once its measured precision clears the bar. People named in an article that has nothing on the
    fight against IS are kept out of the ledger until somebody asks for them.
    """
    if draft.kind == CandidateKind.MINISTER and not relevant:
        return "the article has nothing on the fight against IS"
    if not last_measurement().publishes(draft.proof.rule):
        return f"the rule {draft.proof.rule} has not been measured to be right in {BAR:.0%} of cases or more"
    return ""
