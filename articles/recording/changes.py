"""What a run changes among the proposals of an article that an earlier run had read, for people to look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from articles.enums import ChangeKind
from articles.models import Candidate, ExtractionRun, RunChange


class ChangeLog:
    """Takes down each proposal before and after one article is recorded.

    Of an article that nobody had read before only the number is kept: everything in it is new.
    """

    def __init__(self, run: ExtractionRun, *, is_read_again: bool) -> None:
        self.run = run
        self.is_read_again = is_read_again
        self._before: dict[int, tuple[Candidate, dict[str, Any]]] = {}
        self._rows: list[RunChange] = []

    def lose(self, candidates: Iterable[Candidate]) -> None:
        """These are read no longer; to be called while they still stand."""
        self._rows += [self._row(candidate, ChangeKind.LOST, before=values_of(candidate)) for candidate in candidates]

    def remember(self, candidates: Iterable[Candidate]) -> None:
        """These may change; to be called before they do."""
        self._before = {candidate.pk: (candidate, values_of(candidate)) for candidate in candidates}

    def finish(self, added: Sequence[Candidate]) -> int:
        """Store the changes; answers how many of the remembered proposals came out otherwise."""
        changed = [
            self._row(candidate, ChangeKind.CHANGED, before=before, after=values_of(candidate))
            for candidate, before in self._before.values()
            if before != values_of(candidate)
        ]
        new = [self._row(candidate, ChangeKind.ADDED, after=values_of(candidate)) for candidate in added]
        if self.is_read_again:
            RunChange.objects.bulk_create([*self._rows, *changed, *new])
        return len(changed)

    def _row(self, candidate: Candidate, change: ChangeKind, **values: dict[str, Any]) -> RunChange:
        return RunChange(run=self.run, candidate=candidate, change=change, **values)


def values_of(candidate: Candidate) -> dict[str, Any]:
    """What people compare: the values read, the words they rest on, the rule, and what was decided."""
    return {
        **candidate.payload,
        "sentence": [candidate.start, candidate.end],
        "rule": candidate.rule,
        "state": candidate.state,
        "reason": candidate.reason,
    }
