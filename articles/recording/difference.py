"""What the present rules read in an article beside what stands among its candidates: added, lost, changed, kept."""

from __future__ import annotations

from dataclasses import dataclass

from articles.enums import CandidateState
from articles.extraction.types import Extraction
from articles.models import Article, Candidate
from articles.recording.drafts import Draft, drafts_of

RULE_DECIDES = "rule"
"""Prefix of `Candidate.decided_by` where a rule, and no editor, decided."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One article read anew. What an editor has decided is in none of the lists: it stays as it is."""

    added: tuple[Draft, ...]
    lost: tuple[Candidate, ...]
    changed: tuple[tuple[Candidate, Draft], ...]
    kept: tuple[tuple[Candidate, Draft], ...]

    @property
    def is_empty(self) -> bool:
        """Whether the present rules read what the earlier ones read."""
        return not (self.added or self.lost or self.changed)


def difference(article: Article, extraction: Extraction) -> Difference:
    """Compare what is read now with what is stored; one query, nothing is written.

    A proposal is the same when its fingerprint is: who, what and where it stands. Its other values may change.
    """
    drafts = distinct_drafts(extraction)
    known = {candidate.fingerprint: candidate for candidate in article.candidates.all()}
    open_ones = {key: candidate for key, candidate in known.items() if not is_settled(candidate)}
    pairs = [(open_ones[key], draft) for key, draft in drafts.items() if key in open_ones]
    return Difference(
        added=tuple(draft for key, draft in drafts.items() if key not in known),
        lost=tuple(
            candidate
            for key, candidate in open_ones.items()
            if key not in drafts and candidate.state != CandidateState.SUPERSEDED
        ),
        changed=tuple(pair for pair in pairs if _differs(*pair)),
        kept=tuple(pair for pair in pairs if not _differs(*pair)),
    )


def distinct_drafts(extraction: Extraction) -> dict[str, Draft]:
    """The proposals of an article by their fingerprints."""
    return {draft.fingerprint: draft for draft in drafts_of(extraction)}


def is_settled(candidate: Candidate) -> bool:
    """Whether an editor has decided: a later run leaves it alone."""
    return candidate.state in (
        CandidateState.ACCEPTED,
        CandidateState.REJECTED,
    ) and not candidate.decided_by.startswith(f"{RULE_DECIDES} ")


def _differs(candidate: Candidate, draft: Draft) -> bool:
    sentence = draft.proof.sentence
    return (
        candidate.state == CandidateState.SUPERSEDED
        or candidate.payload != draft.payload
        or (candidate.start, candidate.end) != (sentence.start, sentence.end)
        or candidate.confidence != draft.proof.confidence
    )
