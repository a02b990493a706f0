"""Forces that a sentence tells of in passing: where they are visited, what they live in, who learns under them.

"The King visited the Belgian F-16s in Jordan", "Our trainers in Erbil see progress", "The 50 instructors at Al Asad
live in tents", "30,000 men have passed through the school under Australian instructors": such forces are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.extraction.acts import stance_of
from articles.extraction.clauses import VerbGroup
from articles.extraction.rules.pledges.actors import Actor
from articles.extraction.rules.pledges.thanks import Thanks
from articles.extraction.rules.pledges.values import quantity_of
from articles.extraction.rules.pledges.view import Link
from articles.extraction.rules.pledges.words import REGION
from articles.extraction.types import COALITION, CapabilityMention, PledgeFact

_RULE = "pledges.presence"
_VISITING = frozenset("visit meet see greet address inspect command".split())
_MEASURED = frozenset("grow rise fall climb increase number total shrink swell".split())
"""Verbs that tell how large a force is, and nothing of what it does."""
_LOCATIVE = frozenset({"in", "at", "near", "on", "from"})
_REACH = 4
"""Tokens behind a force in which its place is named."""
_LOSSES = frozenset(
    "killed wounded injured died dead lost crashed shot captured needed required would could should former returned "
    "missing hurt destroyed downed planned no never not veterans if withdrawal withdrawn ".split()
)
"""Words of a sentence that tells of a force for another reason than its being there."""
_SUPPOSING = frozenset({"if", "unless", "than", "whether"})


class Presence(Thanks):
    """Reads forces under verbs that state no act."""

    def _presence_facts(self, links: Sequence[Link]) -> Iterator[PledgeFact]:
        """The forces of the sentence that are somewhere without being sent, kept or withdrawn."""
        if not _LOSSES.isdisjoint(self.keys[self.first : self.end]):
            return
        for capability in self.capabilities:
            if capability.role not in {"asset", "generic"}:
                continue
            known = next((link for link in links if link.capability is capability), None)
            link = self._with_purpose(self._standing(capability, known))
            if self._is_supposed_there(capability) or self._is_never_given(link) or not self._is_idle(known):
                continue
            codes = self._present_codes(link, known)
            if codes and codes != (COALITION,):
                yield from self._emit(link, "delivering", codes, _RULE, "")

    def _standing(self, capability: CapabilityMention, known: Link | None) -> Link:
        start = self._phrase_first(capability)
        verb = known.verb if known is not None else VerbGroup(start, start, start + 1, "", frozenset(), "noun")
        return Link(capability, start, verb, True)

    def _is_supposed_there(self, capability: CapabilityMention) -> bool:
        return self.clauses.openers.get(self.clauses.segment_of(capability.first)) in _SUPPOSING

    def _is_idle(self, known: Link | None) -> bool:
        """Whether the verb of a force says nothing of its coming or going."""
        if known is None:
            return True
        verb = known.verb
        if verb.negated or verb.modal in {"may", "would", "should"} or verb.lemma in _MEASURED:
            return False
        if not known.is_subject and self.keys[known.start - 1] in {"under", "by"}:
            return True
        return verb.lemma in _VISITING or (not stance_of(verb) and not verb.passive)

    def _present_codes(self, link: Link, known: Link | None) -> tuple[str, ...] | None:
        owners = self._owner_codes(link)
        if owners:
            taught = self.keys[self._opening(link) - 1] == "under" and link.capability.capability == "trainers"
            return owners if taught or self._is_placed(link) or self._runs(known) else None
        if owners == () or (known is not None and not known.is_subject):
            return None
        if self.keys[link.start] == "our" and self._is_placed(link):
            return self._codes(self._background(link))
        if owners is None and self.keys[link.start] in {"their", "its"} and self._runs(known):
            return self._codes(self.subjects.owner(link.capability.first) or self._possessor(link))
        counted = quantity_of(self.keys, link.capability, link.start, self.view.quantities) is not None
        if counted and self.keys[link.start] == "the" and known is not None:
            return self._codes(self._named_before(link))
        return None

    def _runs(self, known: Link | None) -> bool:
        """Whether a team or a machine is at work: "A Spanish surgical team looks after the base", "their tanker has
        passed fuel"."""
        if known is None or not known.is_subject or known.capability.role != "asset" or known.verb.passive:
            return False
        verb = known.verb
        at_work = verb.form == "present" or verb.perfect
        return at_work and not stance_of(verb) and "report" not in verb.classes and known.capability.singular

    def _possessor(self, link: Link) -> Actor | None:
        """The nation that "their" or "its" means: the first that the sentence names before it."""
        return next((a for a in self.actors if a.end <= link.start and a.kind == "nation" and not a.preposition), None)

    def _is_placed(self, link: Link) -> bool:
        """Whether a place of this fight stands right behind: "in Jordan", "at Incirlik"."""
        end = link.capability.end
        stop = min(end + _REACH, self.end)
        if _LOCATIVE.isdisjoint(self.keys[end:stop]):
            return False
        states = {nation.code for nation in self.view.nations if end < nation.first < stop}
        places = {place.country for place in self.view.places if end < place.first < stop}
        return bool((states | places) & REGION)
