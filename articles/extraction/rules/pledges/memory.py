"""What was told last: the contribution in focus, for sentences that do not name it again.

"Washington asked Paris for 1,500 soldiers. France rejected it": "it" is what the sentence before told. A focus lasts
for a few sentences and ends where the text turns to another effort.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from articles.extraction.types import PledgeFact

_REACH = 3
"""How many sentences a noun with its article ("the request", "the mission") may stand behind what it means."""


@dataclass(slots=True)
class Memory:
    """The facts of the last telling sentence, how long ago that was, and the last facts of each nation."""

    facts: Sequence[PledgeFact] = ()
    age: int = 0
    """Sentences since the facts were told: 1 for the sentence right behind."""

    of_nation: dict[str, Sequence[PledgeFact]] = field(default_factory=dict)

    def step(self) -> None:
        """Go on to the next sentence."""
        self.age += 1
        if self.age > _REACH:
            self.facts = ()

    def drop(self) -> None:
        """Forget the focus: the text has turned to something else."""
        self.facts = ()

    def note(self, told: Iterable[PledgeFact]) -> None:
        """Put what a sentence told into focus; a sentence that told nothing leaves the focus as it is."""
        facts = tuple(told)
        if not facts:
            return
        self.facts, self.age = facts, 0
        for nation in {fact.nation for fact in facts}:
            self.of_nation[nation] = tuple(fact for fact in facts if fact.nation == nation)
