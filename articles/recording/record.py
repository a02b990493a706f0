"""One article's extraction into candidates and facts, in one transaction; a re-run never undoes a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.enums import ArticleState, CandidateKind, CandidateState
from articles.extraction.types import Extraction
from articles.models import FACT_MODELS, Article, Candidate, Evidence, ExtractionRun
from articles.recording.batch import Batch
from articles.recording.changes import ChangeLog
from articles.recording.difference import RULE_DECIDES, difference, distinct_drafts, is_settled
from articles.recording.drafts import Draft
from articles.recording.facts import FactWriter
from articles.recording.policy import FOUND_NOTHING, reason_to_wait
from articles.recording.register import Register
from articles.recording.resolve import UnresolvedError
from articles.recording.versions import code_version, lexicon_version
from articles.recording.waiting import dequeue, enqueue
from coalition.actions.pledges import refresh_pledges
from coalition.actions.proof import recount_proof
from coalition.actions.rows import update_rows
from coalition.models import Appointment, Pledge, PledgeEvent
from coalition.models.facts import Fact
from coalition.search.signals import collected

ORDER = {
    kind: place
    for place, kind in enumerate(
        (CandidateKind.MINISTER, CandidateKind.MEETING, CandidateKind.CITY, CandidateKind.PLEDGE)
    )
}
"""People first, since meetings and pledges name them, and pledges are made at meetings."""

_Proposal = tuple[Candidate, Draft]

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


@transaction.atomic(savepoint=False)
@collected()
def record_new_articles(
    readings: Sequence[tuple[Article, Extraction]], *, run: ExtractionRun, register: Register
) -> list[RecordCounts]:
    """Store the proposals of articles that nobody has read before and publish those that a rule may publish.

    What is recorded is the same as of one article after the other, but all of it is written at the end.
    """
    batch = Batch(register)
    drafts = [distinct_drafts(extraction).values() for _, extraction in readings]
    batch.foresee(chain.from_iterable(drafts))
    counts = []
    waiting: list[Candidate] = []
    for (article, extraction), proposed in zip(readings, drafts, strict=True):
        relevant = _is_relevant(extraction)
        fresh = [(_candidate(article, run, draft), draft) for draft in proposed]
        _decide_all(FactWriter(article, batch), fresh, (), relevant=relevant)
        waiting += (candidate for candidate, _ in fresh if candidate.state == CandidateState.PROPOSED)
        through: Any = Article.nations.through
        for nation in _nations(extraction, register):
            batch.writes.add(through(article_id=article.pk, nation_id=nation))
        _set_read(article, run, batch, relevant=relevant)
        counts.append(RecordCounts(added=len(fresh)))
    batch.finish()
    enqueue(waiting, batch)
    return counts


@transaction.atomic(savepoint=False)
@collected()
def record_article(article: Article, extraction: Extraction, *, run: ExtractionRun, register: Register) -> RecordCounts:
    """Store the proposals of one article, read before or not, and publish those that a rule may publish.

    The same proposal keeps its candidate, with an editor's decision on it; one that is no longer read, or that stands
    in an older version of the article, is superseded and takes its proof with it; facts that nothing proves any more
    and no editor has touched are removed. Where an earlier run had read the article, the run lists what it changes.
    """
    found = difference(article, extraction)
    relevant = _is_relevant(extraction)
    keep_waiting = relevant and _found_nothing(article)
    log = ChangeLog(run, is_read_again=article.read_by_id is not None)
    log.lose(found.lost)
    lost = _withdraw(found.lost, "no longer read by the present rules", register)
    decided_anew = [pair for pair in found.kept if _may_be_decided_otherwise(*pair, relevant=relevant)]
    to_decide = [*found.changed, *decided_anew]
    log.remember(candidate for candidate, _ in to_decide)
    _remove_proof([candidate for candidate, _ in to_decide], register)
    for candidate, draft in to_decide:
        _update(candidate, draft, run)
    fresh = [(_candidate(article, run, draft), draft) for draft in found.added]

    batch = Batch(register)
    batch.foresee(draft for _, draft in (*fresh, *to_decide))
    writer = FactWriter(article, batch)
    for candidate, draft in found.kept:
        if candidate.state == CandidateState.ACCEPTED:
            writer.recall(draft)
    _decide_all(writer, fresh, to_decide, relevant=relevant, reason=FOUND_NOTHING if keep_waiting else "")
    update_rows([candidate for candidate, _ in to_decide], _CANDIDATE_VALUES)
    _set_read(article, run, batch, relevant=relevant and not keep_waiting)
    batch.finish()
    _renew_queue([candidate for candidate, _ in to_decide], [candidate for candidate, _ in fresh], batch)
    lost += _withdraw_older(article, register)
    article.nations.set(_nations(extraction, register))
    changed = log.finish(added=[candidate for candidate, _ in fresh])
    return RecordCounts(added=len(fresh), lost=lost, changed=changed)


def _nations(extraction: Extraction, register: Register) -> set[int]:
    """Keys of the nations that the article names."""
    return {register.nations[fact.code].pk for fact in extraction.nations if fact.code in register.nations}


def _set_read(article: Article, run: ExtractionRun, batch: Batch, *, relevant: bool) -> None:
    article.state = ArticleState.READ if relevant else ArticleState.NOTHING_RELEVANT
    article.read_by = run
    batch.read(article)


def _withdraw_older(article: Article, register: Register) -> int:
    """Take back what rules read in the versions that `article` replaces; what editors decided stays."""
    older = Candidate.objects.filter(article__replaced_by=article).select_related("article")
    standing = [c for c in older if not is_settled(c) and c.state != CandidateState.SUPERSEDED]
    return _withdraw(standing, "the article was replaced by a newer version", register)


def _is_relevant(extraction: Extraction) -> bool:
    """Whether the article tells anything of the fight against IS beyond names."""
    return bool(
        extraction.pledges or extraction.meetings or any(city.objective != "mentioned" for city in extraction.cities)
    )


def _found_nothing(article: Article) -> bool:
    """Whether an editor has read it and found nothing: what rules read later then waits. No query for most articles."""
    if article.state != ArticleState.NOTHING_RELEVANT:
        return False
    return article.candidates.filter(state=CandidateState.REJECTED, reason=FOUND_NOTHING).exists()


def _renew_queue(decided: Sequence[Candidate], fresh: Sequence[Candidate], batch: Batch) -> None:
    dequeue(candidate for candidate in decided if candidate.state != CandidateState.PROPOSED)
    enqueue([one for one in (*decided, *fresh) if one.state == CandidateState.PROPOSED], batch)


def _may_be_decided_otherwise(candidate: Candidate, draft: Draft, *, relevant: bool) -> bool:
    """Whether a proposal that reads as before waits, or was accepted by a rule that may not publish any more.

    What it waited for may have come since: a measurement of its rule, a city or a nation in the record.
    """
    if candidate.state == CandidateState.PROPOSED:
        return True
    return bool(reason_to_wait(draft, relevant=relevant))


def _decide_all(
    writer: FactWriter, fresh: Sequence[_Proposal], known: Sequence[_Proposal], *, relevant: bool, reason: str = ""
) -> None:
    """Decide on new proposals and on known ones; the new ones get their keys, by which proof names them.

    All of them wait where there is a `reason`.
    """
    for candidate, _ in fresh:
        writer.batch.writes.add(candidate)
    for candidate, draft in sorted([*fresh, *known], key=lambda pair: ORDER[pair[1].kind]):
        _decide(writer, draft, candidate, reason or reason_to_wait(draft, relevant=relevant))


def _decide(writer: FactWriter, draft: Draft, candidate: Candidate, reason: str) -> None:
    """Accept a candidate by rule and write its fact, or leave it for an editor with the reason in words."""
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


def _withdraw(standing: Sequence[Candidate], reason: str, register: Register) -> int:
    """Supersede proposals that stand no longer; returns how many they are."""
    _remove_proof(standing, register)
    for candidate in standing:
        candidate.state = CandidateState.SUPERSEDED
        candidate.decided_by, candidate.decided_at = f"{RULE_DECIDES} {candidate.rule}", timezone.now()
        candidate.reason = reason
        candidate.save_without_historical_record()  # type: ignore[attr-defined]
    dequeue(standing)
    return len(standing)


def _remove_proof(candidates: Sequence[Candidate], register: Register) -> None:
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
                if isinstance(fact, Appointment):
                    register.forget_term(fact)
                fact.delete()
    refresh_pledges(lines)
    Pledge.objects.filter(pk__in=lines, events__isnull=True).delete()


def _touched_by_editor(fact: Fact) -> bool:
    history: Any = fact.history  # type: ignore[attr-defined]
    return bool(fact.entered_by) or history.filter(history_user__isnull=False).exists()
