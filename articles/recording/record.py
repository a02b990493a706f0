"""One article's extraction into candidates and facts, in one transaction; a re-run never undoes a decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.enums import ArticleState, CandidateState
from articles.extraction.types import Extraction
from articles.models import FACT_MODELS, Article, Candidate, Evidence, ExtractionRun
from articles.recording.drafts import Draft, drafts_of
from articles.recording.facts import FactWriter
from articles.recording.policy import reason_to_wait
from articles.recording.register import Register
from articles.recording.resolve import UnresolvedError
from articles.recording.versions import code_version, lexicon_version
from coalition.actions.pledges import refresh_pledges
from coalition.actions.proof import recount_proof
from coalition.models import Pledge, PledgeEvent
from coalition.models.facts import Fact
from coalition.search.signals import collected

RULE_DECIDES = "rule"
"""Prefix of `Candidate.decided_by` where a rule, and no editor, decided."""


_CANDIDATE_VALUES = [
    *("run", "payload", "spans", "start", "end", "rule", "confidence"),
    *("state", "decided_by", "decided_at", "reason"),
]


@dataclass(frozen=True, slots=True)
class RecordCounts:
    """What reading one article changed among its candidates."""

    added: int = 0
    lost: int = 0
    changed: int = 0


def start_run() -> ExtractionRun:
    """Open a run for the present rules and words."""
    return ExtractionRun.objects.create(code_version=code_version(), lexicon_version=lexicon_version())


def finish_run(run: ExtractionRun, counts: list[RecordCounts]) -> None:
    """Close a run with the sum of what it changed; a run that read nothing leaves no row."""
    if not counts:
        run.delete()
        return
    run.articles_read = len(counts)
    run.added = sum(count.added for count in counts)
    run.lost = sum(count.lost for count in counts)
    run.changed = sum(count.changed for count in counts)
    run.finished_at = timezone.now()
    run.save()


@transaction.atomic
@collected()
def record_article(article: Article, extraction: Extraction, *, run: ExtractionRun, register: Register) -> RecordCounts:
    """Store the proposals of one article and publish those that a rule may publish.

    The same proposal keeps its candidate, with an editor's decision on it; one that is no longer read, or that stands
    in an older version of the article, is superseded and takes its proof with it; facts that nothing proves any more
    and no editor has touched are removed.
    """
    drafts = {draft.fingerprint: draft for draft in drafts_of(extraction)}
    known = {candidate.fingerprint: candidate for candidate in article.candidates.all()}
    relevant = _is_relevant(extraction)
    gone = [c for key, c in known.items() if key not in drafts and not _is_settled(c)]
    lost = _withdraw(gone, "no longer read by the present rules")
    changed = [
        known[key]
        for key, draft in drafts.items()
        if key in known and not _is_settled(known[key]) and _differs(known[key], draft)
    ]
    _remove_proof(changed)
    fresh = [_candidate(article, run, draft) for key, draft in drafts.items() if key not in known]
    Candidate.objects.bulk_create(fresh)
    for candidate in changed:
        _update(candidate, drafts[candidate.fingerprint], run)

    writer = FactWriter(article, register)
    to_write = {candidate.fingerprint: candidate for candidate in (*fresh, *changed)}
    for fingerprint, draft in drafts.items():
        if fingerprint in to_write:
            _decide(writer, draft, to_write[fingerprint], relevant=relevant)
    Candidate.objects.bulk_update(to_write.values(), _CANDIDATE_VALUES)
    writer.finish()
    lost += _withdraw_older(article)
    article.nations.set(
        {register.nations[fact.code].pk for fact in extraction.nations if fact.code in register.nations}
    )
    article.state = ArticleState.READ if relevant else ArticleState.NOTHING_RELEVANT
    article.read_by = run
    article.save(update_fields=["state", "read_by"])
    return RecordCounts(added=len(fresh), lost=lost, changed=len(changed))


def _withdraw_older(article: Article) -> int:
    """Take back what rules read in the versions that `article` replaces; what editors decided stays."""
    older = Candidate.objects.filter(article__replaced_by=article).select_related("article")
    standing = [candidate for candidate in older if not _is_settled(candidate)]
    return _withdraw(standing, "the article was replaced by a newer version")


def _is_relevant(extraction: Extraction) -> bool:
    """Whether the article tells anything of the fight against IS beyond names."""
    return bool(
        extraction.pledges or extraction.meetings or any(city.objective != "mentioned" for city in extraction.cities)
    )


def _decide(writer: FactWriter, draft: Draft, candidate: Candidate, *, relevant: bool) -> None:
    """Accept a candidate by rule and write its fact, or leave it for an editor with the reason in words."""
    reason = reason_to_wait(draft, relevant=relevant)
    if not reason:
        try:
            # Resolution comes before the first write, so nothing is half-written where it fails.
            writer.write(draft, candidate)
        except UnresolvedError as error:
            reason = str(error)
    if reason:
        candidate.reason = reason
    else:
        candidate.state = CandidateState.ACCEPTED
        candidate.decided_by = f"{RULE_DECIDES} {candidate.rule}"
        candidate.decided_at = timezone.now()


def _is_settled(candidate: Candidate) -> bool:
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


def _values(draft: Draft, run: ExtractionRun) -> dict[str, Any]:
    return {
        "run": run,
        "payload": draft.payload,
        "spans": draft.spans,
        "start": draft.proof.sentence.start,
        "end": draft.proof.sentence.end,
        "rule": draft.proof.rule,
        "confidence": draft.proof.confidence,
    }


def _candidate(article: Article, run: ExtractionRun, draft: Draft) -> Candidate:
    return Candidate(article=article, kind=draft.kind, fingerprint=draft.fingerprint, **_values(draft, run))


def _update(candidate: Candidate, draft: Draft, run: ExtractionRun) -> None:
    for name, value in _values(draft, run).items():
        setattr(candidate, name, value)
    candidate.state, candidate.decided_by, candidate.decided_at = CandidateState.PROPOSED, "", None
    candidate.reason = ""


def _withdraw(candidates: list[Candidate], reason: str) -> int:
    """Supersede proposals that stand no longer; returns how many were standing."""
    standing = [candidate for candidate in candidates if candidate.state != CandidateState.SUPERSEDED]
    _remove_proof(standing)
    for candidate in standing:
        candidate.state = CandidateState.SUPERSEDED
        candidate.decided_by, candidate.decided_at = f"{RULE_DECIDES} {candidate.rule}", timezone.now()
        candidate.reason = reason
        candidate.save_without_historical_record()  # type: ignore[attr-defined]
    return len(standing)


def _remove_proof(candidates: list[Candidate]) -> None:
    """Take away the passages of these candidates, and the facts that nothing else proves and nobody has edited."""
    if not candidates:
        return
    passages = Evidence.objects.filter(candidate__in=candidates)
    keys: dict[str, set[int]] = {
        name: {key for key in passages.values_list(f"{name}_id", flat=True) if key is not None} for name in FACT_MODELS
    }
    # Straight to the rows: the receiver would recount one fact at a time.
    passages._raw_delete(passages.db)
    lines = set(PledgeEvent.objects.filter(pk__in=keys["pledge_event"]).values_list("pledge_id", flat=True))
    for name, model in FACT_MODELS.items():
        recount_proof(model, keys[name])
        unproved: Any = model._default_manager.filter(pk__in=keys[name], evidence_count=0)
        for fact in unproved:
            if not _touched_by_editor(fact):
                fact.delete()
    refresh_pledges(lines)
    Pledge.objects.filter(pk__in=lines, events__isnull=True).delete()


def _touched_by_editor(fact: Fact) -> bool:
    history: Any = fact.history  # type: ignore[attr-defined]
    return bool(fact.entered_by) or history.filter(history_user__isnull=False).exists()
