"""Who carries what others give: "The rifles were flown to Erbil by the Belgian air force" is airlift by Belgium."""

from __future__ import annotations

from collections.abc import Iterator

from articles.extraction.clauses import VerbGroup
from articles.extraction.rules.pledges.combat import Combat
from articles.extraction.rules.pledges.view import Link
from articles.extraction.types import CapabilityMention, PledgeFact

_CARRIED = frozenset({"fly", "fly in", "airlift", "transport", "ferry", "haul", "carry"})
CARRIED_FORMS = frozenset({"flown", "transported", "ferried", "hauled"})
"""Forms that may tell of an airlift in a sentence without a word for a capability."""
_TOWARDS = frozenset({"to", "into", "in", "out", "from", "by", "on"})
_CARGO = frozenset(
    "goods aid supplies cargo equipment materiel arms weapons rifles ammunition rounds tonnes tons "
    "pallets crates boxes consignment consignments shipment shipments kit gear tents blankets food "
    "medicine medicines load vehicles".split()
)
_CARGO_REACH = 14
"""Tokens before the verb in which the cargo is named."""


class Carriage(Combat):
    """Reads the agent of a passive verb of carrying."""

    def _carriage_facts(self) -> Iterator[PledgeFact]:
        for verb in self.clauses.verbs:
            if verb.passive and verb.lemma in _CARRIED and self._is_cargo_moved(verb):
                yield from self._carried_by(verb)

    def _is_cargo_moved(self, verb: VerbGroup) -> bool:
        """Whether goods are the subject: "the arms were flown in", not "strikes were flown by"."""
        following = self.keys[verb.end] if verb.end < self.end else ""
        if following not in _TOWARDS:
            return False
        before = self.keys[max(self.first, verb.first - _CARGO_REACH) : verb.first]
        nearest = [c for c in self.capabilities if c.end <= verb.first]
        flown = bool(nearest) and (nearest[-1].role == "deed" or nearest[-1].unit == "aircraft")
        return not flown and not _CARGO.isdisjoint(before)

    def _carried_by(self, verb: VerbGroup) -> Iterator[PledgeFact]:
        actor = self.subjects.agent(verb)
        act = self._act(verb)
        if actor is None or act not in {"pledged", "delivering", "considering", "ended"}:
            return
        if any(actor.first <= c.first <= actor.end + 2 for c in self.capabilities):
            return  # "by two German Transalls": told by the aircraft
        mention = CapabilityMention("air_support", "", verb.head, verb.head + 1, role="deed")
        link = Link(mention, verb.head, verb, False)
        yield from self._emit(link, act, self._codes(actor) or (), "pledges.agent", "")
