"""What editors do with proposals: accept, correct, reject, find nothing in an article, and undo.

Each step is one transaction and leaves one `Decision`, by which it can be undone. Acceptance goes through the writer
that rules use, so that a fact looks the same whoever let it in.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import groupby
from operator import or_
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from articles.desk import journal
from articles.enums import ArticleState, CandidateKind, CandidateState, Verdict
from articles.extraction.types import PledgeFact
from articles.models import FACT_MODELS, Article, Candidate, Decision, Evidence, QueueEntry
from articles.proposals import summary
from articles.recording.batch import Batch
from articles.recording.drafts import Draft
from articles.recording.facts import FactWriter
from articles.recording.payloads import draft_of
from articles.recording.policy import FOUND_NOTHING
from articles.recording.record import ORDER
from articles.recording.register import Register
from articles.recording.resolve import UnresolvedError
from articles.recording.waiting import dequeue, enqueue, names_people
from articles.recording.writes import Writes
from coalition.actions.pledges import refresh_pledges
from coalition.actions.proof import recount_proof
from coalition.models import Pledge, PledgeEvent
from coalition.models.facts import Fact
from coalition.roles import PUBLISH
from coalition.search.signals import collected

UNDOABLE: Final = 10
"""How many of their latest steps editors can undo."""

_WEIGHED: Final = 50
"""How many of those that wait for the same line are weighed anew after a decision."""

_STATE = ("payload", "state", "decided_by", "decided_at", "reason")


class DecidedMeanwhileError(Exception):
    """Somebody has settled the proposal since it was shown."""

    def __init__(self, candidate: Candidate) -> None:
        super().__init__(said_of(candidate))
        self.candidate = candidate


class CannotAcceptError(Exception):
    """The ledger cannot tell what the proposal speaks of; the message says why, for the editor."""


class CannotUndoError(Exception):
    """The step cannot be taken back; the message says why."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A step, and the proposals that it left waiting, each with the reason in words."""

    decision: Decision | None
    left: tuple[tuple[Candidate, str], ...] = ()


def accept(candidate: int, *, user: Any, now: datetime.datetime, payload: Mapping[str, Any] | None = None) -> Decision:
    """Record what a proposal says, with the values of `payload` where the editor has corrected it.

    Facts are published if `user` may publish. Raises DecidedMeanwhileError and CannotAcceptError, and then nothing has
    changed.
    """
    with transaction.atomic(), collected():
        step = _Step(user, now)
        (one,) = step.open([candidate], strict=True)
        is_edited = payload is not None and dict(payload) != one.payload
        if is_edited:
            one.payload = dict(payload or {})
        left = step.accept([one])
        if left:
            raise CannotAcceptError(left[0][1])
        return step.finish(Verdict.EDITED if is_edited else Verdict.ACCEPTED)


def reject(candidate: int, *, user: Any, now: datetime.datetime, reason: str) -> Decision:
    """Settle that a proposal is no fact. Raises DecidedMeanwhileError."""
    with transaction.atomic():
        step = _Step(user, now)
        step.reject(step.open([candidate], strict=True), reason)
        return step.finish(Verdict.REJECTED)


def accept_all(candidates: Sequence[int], *, user: Any, now: datetime.datetime) -> Outcome:
    """Accept those of `candidates` that are open and that the ledger can place; one step to undo."""
    with transaction.atomic(), collected():
        step = _Step(user, now)
        left = step.accept(step.open(candidates))
        return Outcome(step.finish(Verdict.ACCEPTED) if step.decided else None, tuple(left))


def reject_all(candidates: Sequence[int], *, user: Any, now: datetime.datetime, reason: str) -> Outcome:
    """Reject those of `candidates` that are open; one step to undo."""
    with transaction.atomic():
        step = _Step(user, now)
        step.reject(step.open(candidates), reason)
        return Outcome(step.finish(Verdict.REJECTED) if step.decided else None)


def find_nothing(article: Article, *, user: Any, now: datetime.datetime) -> Decision:
    """Settle that an article holds nothing for the ledger: its open proposals are rejected, later readings wait.

    Raises CannotAcceptError where the ledger rests on it already.
    """
    with transaction.atomic():
        if article.candidates.filter(state=CandidateState.ACCEPTED).exists() or article.evidence.exists():
            raise CannotAcceptError("The ledger rests on this article: facts of it are accepted.")
        step = _Step(user, now)
        open_ones = article.candidates.filter(state=CandidateState.PROPOSED).values_list("pk", flat=True)
        step.reject(step.open(list(open_ones)), FOUND_NOTHING)
        article.state = ArticleState.NOTHING_RELEVANT
        step.journal.on_save(article, is_new=False)
        _save(article, ["state"], user, FOUND_NOTHING)
        return step.finish(Verdict.NOTHING_RELEVANT, article.title)


@dataclass
class _Step:
    """One step in the making, inside the caller's transaction."""

    user: Any
    now: datetime.datetime
    journal: journal.Journal = field(default_factory=journal.Journal)
    decided: list[Candidate] = field(default_factory=list)
    former: dict[int, dict[str, Any]] = field(default_factory=dict)

    @property
    def editor(self) -> str:
        """The name under which decisions are kept."""
        name: str = self.user.get_username()
        return name

    def open(self, keys: Sequence[int], *, strict: bool = False) -> list[Candidate]:
        """The open ones among the proposals `keys`, locked; with `strict` raises DecidedMeanwhileError for others."""
        rows = Candidate.objects.select_for_update(of=("self",)).select_related("article", "run").filter(pk__in=keys)
        found = list(rows.order_by("article", "start", "pk"))
        for candidate in found:
            if candidate.state == CandidateState.PROPOSED:
                self.former[candidate.pk] = _state_of(candidate)
            elif strict:
                raise DecidedMeanwhileError(candidate)
        return [candidate for candidate in found if candidate.pk in self.former]

    def accept(self, candidates: Iterable[Candidate]) -> list[tuple[Candidate, str]]:
        """Write the facts of proposals; answers those that cannot be placed, with the reason."""
        left: list[tuple[Candidate, str]] = []
        chosen = list(candidates)
        register = Register.load(people=names_people(map(draft_of, chosen)))
        for article, group in groupby(chosen, key=lambda candidate: candidate.article):
            left += self._accept_in(article, list(group), register)
        return left

    def _accept_in(
        self, article: Article, candidates: Sequence[Candidate], register: Register
    ) -> list[tuple[Candidate, str]]:
        batch = Batch(register, writes=Writes(self.user, self.journal.on_save))
        writer = FactWriter(article, batch, self.user.has_perm(PUBLISH), f"accepted by {self.editor}")
        drafts = sorted(((draft_of(one), one) for one in candidates), key=lambda pair: ORDER[pair[0].kind])
        batch.foresee(draft for draft, _ in drafts)
        _recall(writer, [draft for draft, _ in drafts])
        left = []
        for draft, candidate in drafts:
            try:
                # Resolution comes before the first write, so nothing is half-written where it fails.
                writer.write(draft, candidate)
            except UnresolvedError as error:
                left.append((candidate, str(error)))
            else:
                self._settle(candidate, CandidateState.ACCEPTED, "")
        batch.end_article()
        batch.finish()
        if writer.publish:
            self._publish(batch)
        for model, key in batch.proved():
            self.journal.touch(model, key)
        return left

    def _publish(self, batch: Batch) -> None:
        """Show readers what the acceptance proves and nobody had shown yet."""
        writes = Writes(self.user, self.journal.on_save)
        hidden: list[Fact] = []
        for model, keys in _by_model(batch.proved()).items():
            manager: Any = model._default_manager
            hidden += manager.filter(pk__in=keys, is_published=False)
        for fact in hidden:
            fact.is_published = True
            writes.save(fact, f"published by {self.editor}")
        writes.finish()
        refresh_pledges(fact.pledge_id for fact in hidden if isinstance(fact, PledgeEvent))

    def reject(self, candidates: Iterable[Candidate], reason: str) -> None:
        """Settle that these are no facts."""
        for candidate in candidates:
            self._settle(candidate, CandidateState.REJECTED, reason)

    def _settle(self, candidate: Candidate, state: CandidateState, reason: str) -> None:
        candidate.state, candidate.reason = state, reason
        candidate.decided_by, candidate.decided_at = self.editor, self.now
        self.decided.append(candidate)

    def finish(self, verdict: Verdict, what: str = "") -> Decision:
        """Store the decided proposals and the step."""
        _log_as_read(self.decided)
        for candidate in self.decided:
            _save(candidate, list(_STATE), self.user, candidate.reason or verdict.label.lower())
        changes = self.journal.changes()
        lines = _lines_spoken_of(self.decided) if changes else []
        dequeue(self.decided)
        _weigh(lines)
        return Decision.objects.create(
            editor=self.editor,
            verdict=verdict,
            summary=(what or _told(self.decided))[:300],
            made_at=self.now,
            candidates=[self.former[candidate.pk] for candidate in self.decided],
            changes=changes,
        )


def _lines_spoken_of(candidates: Sequence[Candidate]) -> list[tuple[int, str]]:
    """Nation and capability of the pledges among proposals that stand in the queue."""
    pledges = QueueEntry.objects.filter(candidate__in=candidates, kind=CandidateKind.PLEDGE, nation__isnull=False)
    return list(pledges.order_by().values_list("nation_id", "capability").distinct())


def _weigh(lines: Sequence[tuple[int, str]]) -> None:
    """What else waits for these lines may add something else to the ledger now; the first of them are weighed anew."""
    if not lines:
        return
    same = reduce(or_, (Q(queue_entry__nation=nation, queue_entry__capability=name) for nation, name in lines))
    waiting = Candidate.objects.filter(same, queue_entry__kind=CandidateKind.PLEDGE).order_by("-queue_entry__priority")
    enqueue(list(waiting.select_related("article").defer("article__body")[:_WEIGHED]))


def _told(candidates: Sequence[Candidate]) -> str:
    first = summary(candidates[0].kind, candidates[0].payload)
    return first if len(candidates) == 1 else f"{first} and {len(candidates) - 1} more"


def said_of(candidate: Candidate) -> str:
    """What was decided about a proposal: "vera rejected it on 3 March 2016, 14:05: not about the fight against IS"."""
    if candidate.decided_at is None:
        return f"It is {candidate.get_state_display().lower()}."
    when = f"{candidate.decided_at:%-d %B %Y, %H:%M}"
    told = f"{candidate.decided_by} {candidate.state} it on {when}"
    return f"{told}: {candidate.reason}" if candidate.reason else told


def _state_of(candidate: Candidate) -> dict[str, Any]:
    decided_at = candidate.decided_at.isoformat() if candidate.decided_at else None
    values = {name: getattr(candidate, name) for name in _STATE}
    return {"pk": candidate.pk, **values, "state": str(candidate.state), "decided_at": decided_at}


def _log_as_read(candidates: Sequence[Candidate]) -> None:
    """Let the history of proposals begin with what the rule read, so that it shows what an editor has changed."""
    log: Any = Candidate.history
    known = set(log.filter(id__in=[one.pk for one in candidates]).values_list("id", flat=True))
    unknown = [one.pk for one in candidates if one.pk not in known]
    as_read = list(Candidate.objects.select_related("run").filter(pk__in=unknown))
    for candidate in as_read:
        dated: Any = candidate
        dated._history_date = candidate.run.started_at
    log.bulk_history_create(as_read, default_change_reason="read by a rule")


def _save(record: Any, names: list[str], user: Any, reason: str) -> None:
    record._history_user, record._change_reason = user, reason
    record.save(update_fields=names)


def _recall(writer: FactWriter, drafts: Sequence[Draft]) -> None:
    """Let pledges name the people and meetings that are accepted of the same article."""
    facts = [draft.fact for draft in drafts if isinstance(draft.fact, PledgeFact)]
    wanted = [CandidateKind.MINISTER] if any(fact.speaker for fact in facts) else []
    wanted += [CandidateKind.MEETING] if any(fact.meeting_city for fact in facts) else []
    if not wanted:
        return
    known = writer.article.candidates.filter(state=CandidateState.ACCEPTED, kind__in=wanted)
    for candidate in known:
        try:
            writer.recall(draft_of(candidate))
        except UnresolvedError:
            continue  # it fitted one record when it was accepted and fits several now: the pledge goes without


def _by_model(facts: Iterable[tuple[type[Fact], int]]) -> dict[type[Fact], set[int]]:
    found: dict[type[Fact], set[int]] = {}
    for model, key in facts:
        found.setdefault(model, set()).add(key)
    return found


# --- undoing --------------------------------------------------------------------------------------------------------


def last_decisions(editor: str) -> list[Decision]:
    """The steps that the editor can undo, the last one first."""
    latest = Decision.objects.filter(editor=editor)[:UNDOABLE]
    return [decision for decision in latest if decision.undone_at is None]


def undo_last(*, user: Any, now: datetime.datetime) -> Decision:
    """Take back the editor's last step: the proposals wait again, and the ledger is as it was before.

    What the step created goes, what it changed gets its former values, unless somebody has built on it since: then
    CannotUndoError says who, and nothing has changed.
    """
    with transaction.atomic(), collected():
        decision = next(iter(last_decisions(user.get_username())), None)
        if decision is None:
            raise CannotUndoError("There is nothing of yours to undo.")
        candidates = _candidates_of(decision)
        _refuse_if_built_upon(decision)
        _take_back(decision, candidates, user)
        for candidate, former in zip(candidates, decision.candidates, strict=True):
            for name in _STATE:
                setattr(candidate, name, former[name])
            _save(candidate, list(_STATE), user, "undone")
        enqueue(candidates)
        _weigh(_lines_spoken_of(candidates))
        decision.undone_at = now
        decision.save(update_fields=["undone_at"])
        return decision


def _candidates_of(decision: Decision) -> list[Candidate]:
    """Its proposals in its order. Raises CannotUndoError where one has been decided otherwise since."""
    keys = [former["pk"] for former in decision.candidates]
    rows = Candidate.objects.select_for_update(of=("self",)).select_related("article").filter(pk__in=keys)
    found = {candidate.pk: candidate for candidate in rows}
    for key in keys:
        candidate = found.get(key)
        if candidate is None or (candidate.decided_by, candidate.decided_at) != (decision.editor, decision.made_at):
            raise CannotUndoError("The proposal has been decided anew since.")
    return [found[key] for key in keys]


def _refuse_if_built_upon(decision: Decision) -> None:
    """Raise CannotUndoError where another editor's step, or a correction, rests on what this one wrote."""
    own = _names(decision.changes)
    later = Decision.objects.filter(pk__gt=decision.pk, undone_at=None).exclude(editor=decision.editor)
    for editor, changes in later.values_list("editor", "changes"):
        if own & _names(changes):
            raise CannotUndoError(f"{editor} has decided on the same record since: correct the record instead.")
    for record, change in journal.created(decision.changes):
        if not journal.is_as_left(record, change) and not _has_other_proof(record, decision):
            raise CannotUndoError(f"“{record}” has been corrected since: correct the record instead.")


def _names(changes: Iterable[journal.Change]) -> set[tuple[str, int]]:
    return {(change["model"], change["pk"]) for change in changes}


def _has_other_proof(record: Any, decision: Decision) -> bool:
    passages = getattr(record, "evidence", None)
    keys = [former["pk"] for former in decision.candidates]
    return passages is not None and passages.exclude(candidate__in=keys).exists()


def _take_back(decision: Decision, candidates: Sequence[Candidate], user: Any) -> None:
    """Remove the passages of the step, then what it created, then give the rest its former values."""
    touched = journal.keys_by_model(decision.changes)
    passages = Evidence.objects.filter(candidate__in=candidates)
    # A merge may have given the proof to another fact since.
    for keys in passages.values_list(*(f"{name}_id" for name in FACT_MODELS)):
        for fact, key in zip(FACT_MODELS.values(), keys, strict=True):
            if key is not None:
                touched.setdefault(fact, set()).add(key)
    lines = touched.get(Pledge, set()) | _lines_of(touched.get(PledgeEvent, set()))
    # Straight to the rows: the receiver would recount one fact at a time.
    passages._raw_delete(passages.db)
    for record, _ in journal.created(decision.changes):
        if journal.is_free(record):
            record._history_user, record._change_reason = user, "undone"
            record.delete()
    for record, change in journal.changed(decision.changes):
        if journal.is_as_left(record, change):
            _save(record, journal.put_back(record, change), user, "undone")
    for model, keys in touched.items():
        if model in FACT_MODELS.values():
            recount_proof(model, keys)  # type: ignore[arg-type]
    refresh_pledges(lines)


def _lines_of(events: set[int]) -> set[int]:
    return set(PledgeEvent.objects.filter(pk__in=events).values_list("pledge_id", flat=True))
