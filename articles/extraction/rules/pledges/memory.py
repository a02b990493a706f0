"""What was told last: the contribution in focus, for sentences that do not name it again.

"Washington asked Paris for 1,500 soldiers. France rejected it": "it" is what the sentence before told. A focus lasts
for a few sentences and ends where the text turns to another effort.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from articles.extraction.types import Capability, PledgeFact

_REACH = 3
"""How many sentences a noun with its article ("the request", "the mission") may stand behind what it means."""
_GROUP_REACH = 6
"""How many sentences "the group" may stand behind the name of a working group."""


@dataclass(slots=True)
class Memory:
    """The facts of the last telling sentence, how long ago that was, and the last facts of each nation."""

    facts: Sequence[PledgeFact] = ()
    age: int = 0
    """Sentences since the facts were told: 1 for the sentence right behind."""

    of_nation: dict[str, Sequence[PledgeFact]] = field(default_factory=dict)
    topic: Capability | None = None
    """What the working group works on that was spoken of last: "the group" of a later sentence."""

    topic_age: int = 0
    heading: Capability | None = None
    """The line of effort that a label or heading gives to the sentences behind it."""

    _heading_until: int = -1
    """The last paragraph under that heading."""

    def step(self) -> None:
        """Go on to the next sentence."""
        self.age += 1
        self.topic_age += 1
        if self.age > _REACH:
            self.facts = ()
        if self.topic_age > _GROUP_REACH:
            self.topic = None

    def drop(self) -> None:
        """Forget the focus: the text has turned to something else."""
        self.facts = ()
        self.topic = None

    def note_heading(self, label: tuple[Capability, bool] | None, paragraph: int) -> None:
        """Remember a label for its own paragraph, a heading that stands alone for the next one as well."""
        if label is not None:
            self.heading, self._heading_until = label[0], paragraph + label[1]
        elif paragraph > self._heading_until:
            self.heading = None

    def note(self, told: Iterable[PledgeFact]) -> None:
        """Put what a sentence told into focus; a sentence that told nothing leaves the focus as it is."""
        facts = tuple(told)
        if not facts:
            return
        self.facts, self.age = facts, 0
        for nation in {fact.nation for fact in facts}:
            self.of_nation[nation] = tuple(fact for fact in facts if fact.nation == nation)

    def note_topic(self, topic: Capability | None) -> None:
        """Remember what a working group just named works on; None leaves the last one."""
        if topic is not None:
            self.topic, self.topic_age = topic, 0
