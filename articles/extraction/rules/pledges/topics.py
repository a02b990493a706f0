"""Work told under the heading of its line of effort: "- Training: Spain and Portugal lead the work at Besmaya."

Fact sheets and communiqués name the subject once, as a label or a numbered heading, and then tell who leads, joins,
reports or offers. What such a sentence says of a state is said of the subject of its heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.extraction.acts import stance_of
from articles.extraction.clauses import VerbGroup
from articles.extraction.rules.pledges.memory import Memory
from articles.extraction.rules.pledges.sentence import SentenceReader
from articles.extraction.rules.pledges.view import Link
from articles.extraction.types import COALITION, Capability, CapabilityMention, PledgeFact

_RULE = "pledges.topic"
_LONGEST_LABEL = 7
"""Tokens of a label or a heading, its number and its mark included."""
_TOPICS: dict[str, Capability] = {
    "training": "trainers",
    "finance": "counter_finance",
    "financing": "counter_finance",
    "finances": "counter_finance",
    "messaging": "counter_messaging",
    "communications": "counter_messaging",
    "fighters": "foreign_fighters",
    "stabilisation": "stabilisation_funding",
    "stabilization": "stabilisation_funding",
    "reconstruction": "stabilisation_funding",
}
_WORKING = frozenset(
    "lead run head chair organise organize host hold open expand extend adopt introduce change close freeze arrest "
    "establish begin start launch join participate report present coordinate strengthen tighten build create share "
    "contribute co-lead teach conduct".split()
) | {"set up", "take part", "be part of"}
"""What a state does about the subject of a heading."""
_PROMISING = frozenset("offer promise pledge plan announce agree".split())
_GENERAL = frozenset(
    "work group groups course courses workshop workshops effort efforts centre center cell mission missions programme "
    "program school team meeting conference seminar law laws rules list lists account accounts freezing closing in "
    "training network networks unit control controls . , ; from since".split()
)
"""What stands behind the verb: something that the heading explains, or nothing."""


def label_of(keys: Sequence[str], first: int, end: int) -> tuple[Capability, bool] | None:
    """The line of effort of a label ("- Training: …", False) or of a heading of its own ("4. Finance.", True)."""
    stop = next((t for t in range(first, min(first + _LONGEST_LABEL, end)) if keys[t] == ":"), None)
    alone = stop is None
    if stop is None:
        if end - first > _LONGEST_LABEL - 2:
            return None
        stop = end
    named = [_TOPICS[key] for key in keys[first:stop] if key in _TOPICS]
    return (named[0], alone) if len(set(named)) == 1 else None


class TopicReader(SentenceReader):
    """Reads what states do about the subject of a heading."""

    def topic_facts(self, memory: Memory, told: Sequence[PledgeFact]) -> Iterator[PledgeFact]:
        """The facts under a heading of nations that the sentence tells nothing else of."""
        topic = memory.heading
        if topic is None:
            return
        known = {fact.nation for fact in told}
        for verb in self.clauses.verbs:
            if verb.form in {"noun", "adjective", "participle", "infinitive"} or verb.passive or verb.negated:
                continue
            actor = self.subjects.of(verb)
            if actor is None or actor.kind != "nation" or not self._is_general(verb):
                continue
            does = verb if verb.lemma in _PROMISING else replace(verb, classes=frozenset({"conduct"}))
            act = self._act(does)
            codes = [code for code in self._codes(actor) or () if code != COALITION and code not in known]
            if act is None or act == "requested" or not codes:
                continue
            mention = CapabilityMention(topic, "", verb.head, verb.head + 1, role="mass")
            for fact in self._emit(Link(mention, verb.head, verb, False), act, codes, _RULE, ""):
                yield replace(
                    fact, quantity=None, quantity_low=None, quantity_high=None, unit="", qualifier="", amount=None,
                    currency="", instrument="",
                )  # fmt: skip

    def _is_general(self, verb: VerbGroup) -> bool:
        """Whether the verb is one of work, and its object nothing but work."""
        if verb.lemma not in _WORKING and not (verb.lemma in _PROMISING and stance_of(verb) == "promise"):
            return False
        return not _GENERAL.isdisjoint(self.keys[verb.end : verb.end + 5])
