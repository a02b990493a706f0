"""Parts of a force and loads that are carried for another: facts beside the one that the verb states.

"120 soldiers, of whom 30 are special forces" tells of two forces; "Canada has flown Czech rifles to Erbil" of a flight
and of a gift.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.extraction.clauses import VerbGroup
from articles.extraction.rules.pledges.rosters import Rosters
from articles.extraction.rules.pledges.view import Link
from articles.extraction.rules.pledges.words import TRAINING
from articles.extraction.types import Act, CapabilityMention, PledgeFact, QuantityMention

_CARRYING = frozenset(
    {"fly", "airlift", "transport", "carry", "ferry", "haul", "airdrop", "drop", "truck", "fly in", "bring"}
)
_CARGO = frozenset({"weapons_munitions", "equipment", "humanitarian"})
_OF_THEM = frozenset({"whom", "which", "them", "these"})
_MOST_BETWEEN = 4


class Parts(Rosters):
    """Reads sub-totals and other people's cargo."""

    def _part_facts(self, links: Sequence[Link]) -> Iterator[PledgeFact]:
        """The further facts of the sentence."""
        for link in links:
            yield from self._cargo_facts(link)
        for capability in self.capabilities:
            yield from self._subtotal(capability, links)
        for verb in self.clauses.verbs:
            if verb.lemma in TRAINING:
                yield from self._teaching_part(verb, links)

    # --- cargo ---------------------------------------------------------------------------------------------------

    def _cargo_facts(self, link: Link) -> Iterator[PledgeFact]:
        """Who flies the goods of another gives the flight: "Canada has flown Czech rifles to Erbil"."""
        verb = link.verb
        if link.is_subject or verb.lemma not in _CARRYING or link.capability.capability not in _CARGO or verb.passive:
            return
        giver, carrier = self._owner_codes(link), self._carrier(verb)
        if not giver or not carrier or set(giver) & set(carrier):
            return
        act = self._act(verb)
        if act is None:
            return
        flight = CapabilityMention("air_support", "", link.capability.first, link.capability.end, role="deed")
        yield from self._emit(replace(link, capability=flight), act, carrier, "pledges.subject", "")

    def _carrier(self, verb: VerbGroup) -> tuple[str, ...] | None:
        actor = self.subjects.of(verb)
        known = self._codes(actor)
        if known is not None:
            return known
        if self.keys[self.first] in {"its", "their"} and self.subjects.remembered.get("it"):
            return self._contributors(self.subjects.remembered["it"])
        owners = [actor for actor in self.actors if actor.end <= verb.first and actor.codes]
        return self._codes(owners[-1]) if owners else None

    # --- sub-totals ----------------------------------------------------------------------------------------------

    def _subtotal(self, capability: CapabilityMention, links: Sequence[Link]) -> Iterator[PledgeFact]:
        """ "120 soldiers, of whom 30 are special forces", "fifty of the 200 soldiers are trainers"."""
        if capability.role != "asset" or capability.unit != "personnel":
            return
        verb = self._being(capability)
        quantity = self._counted_subject(verb) if verb is not None else None
        if verb is None or quantity is None:
            return
        whole = self._whole_of(quantity, links)
        if whole is None:
            return
        act, codes = whole
        part = Link(capability, quantity.first, verb, False)
        for fact in self._emit(part, act, codes, "pledges.number", ""):
            yield self._with_count(fact, quantity, capability.unit)

    def _teaching_part(self, verb: VerbGroup, links: Sequence[Link]) -> Iterator[PledgeFact]:
        """ "530 soldiers, 120 of whom teach the Peshmerga": the part whose task is told by a verb."""
        if not verb.is_finite or verb.negated:
            return
        quantity = self._counted_subject(verb)
        whole = self._whole_of(quantity, links) if quantity is not None else None
        if quantity is None or whole is None:
            return
        act, codes = whole
        part = CapabilityMention("trainers", "personnel", verb.head, verb.head + 1, role="deed")
        for fact in self._emit(Link(part, verb.head, verb, False), act, codes, "pledges.number", ""):
            yield self._with_count(fact, quantity, "personnel")

    def _being(self, capability: CapabilityMention) -> VerbGroup | None:
        """The "are", "will be" right before the capability."""
        start = self._phrase_first(capability)
        for verb in self.clauses.verbs:
            if verb.lemma == "be" and not verb.negated and 0 <= start - verb.end <= 1:
                return verb
        return None

    def _counted_subject(self, verb: VerbGroup) -> QuantityMention | None:
        """The number before the verb that counts some of a force: "of whom 30", "fifty of them", "50 of the 200"."""
        for number, quantity in enumerate(self.view.quantities):
            after, before = self.keys[quantity.end : quantity.end + 2], self.keys[quantity.first - 1]
            if quantity.end > verb.first or quantity.best is None:
                break
            if before in _OF_THEM and verb.first - quantity.end <= 1:
                return quantity
            if after[:1] == ["of"] and after[1:] and after[1] in _OF_THEM and verb.first - quantity.end <= 3:
                return quantity
            rest = self.view.quantities[number + 1 :]
            if after[:1] == ["of"] and rest and rest[0].first - quantity.end <= 2 and verb.first - rest[0].end <= 4:
                return quantity
        return None

    def _whole_of(self, quantity: QuantityMention, links: Sequence[Link]) -> tuple[Act, tuple[str, ...]] | None:
        """Act and givers of the force that the number counts a part of."""
        for link in reversed(links):
            if link.capability.end <= quantity.first and link.capability.unit == "personnel":
                act = self._act(link.verb)
                codes = self._giver(link, act)[0] if act is not None and self._is_contribution(link) else None
                if act is not None and codes:
                    return act, codes
        for capability in self.capabilities:
            first = self._phrase_first(capability)
            if 0 <= capability.first - quantity.end <= _MOST_BETWEEN and capability.unit == "personnel":
                codes = self._owner_codes(Link(capability, first, self._verbless(), False))
                if codes:
                    return "delivering", codes
        known = self._contributors(self.subjects.remembered.get("it", ()))
        return ("delivering", known) if known and self.keys[quantity.end : quantity.end + 2] == ["of", "them"] else None
