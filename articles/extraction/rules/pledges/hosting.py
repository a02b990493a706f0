"""States that lend their ground: "Turkey lets allied jets fly from Incirlik", "agreed to let tankers use its base"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.extraction.clauses import VerbGroup
from articles.extraction.rules.pledges.parts import Parts
from articles.extraction.rules.pledges.view import Link
from articles.extraction.types import CapabilityMention, PledgeFact

_LETTING = frozenset({"let", "allow", "permit", "authorise", "authorize", "enable", "clear", "invite"})
_USING = frozenset(
    {"use", "fly", "operate", "launch", "conduct", "carry out", "station", "base", "deploy", "land", "refuel", "stage"}
)
_GROUND = frozenset("base bases airfield airfields airspace soil territory airport airbase airbases facilities".split())
_REACH = 22
"""Tokens between a permission and the ground it opens."""


class Hosting(Parts):
    """Reads permissions to use bases, airspace and ground."""

    def _hosting_facts(self, links: Sequence[Link]) -> Iterator[PledgeFact]:
        """The state that lets others use its ground."""
        for verb in self.clauses.verbs:
            if verb.lemma not in _LETTING or verb.form == "noun" or verb.passive:
                continue
            if any(link.verb is verb and self._opens_ground(link) for link in links):
                continue
            ground = self._ground_of(verb)
            codes = self._codes(self.subjects.of(verb))
            act = self._act(verb) if ground is not None and codes else None
            if ground is None or codes is None or act is None or act == "requested":
                continue
            mention = CapabilityMention("basing_access", "", ground, ground + 1, role="mass")
            yield from self._emit(Link(mention, ground, verb, False), act, codes, "pledges.subject", "")

    def _opens_ground(self, link: Link) -> bool:
        """Whether the ground has its own fact: "will let jets use its air base"."""
        return link.capability.capability == "basing_access" and self._is_contribution(link)

    def _ground_of(self, verb: VerbGroup) -> int | None:
        """The token that names the ground which guests may use, None where there are no guests or no ground."""
        stop = min(verb.end + _REACH, self.end)
        guests = any(c.role in {"asset", "generic"} and verb.end <= c.first < stop for c in self.capabilities)
        if not guests:
            return None
        for other in self.clauses.verbs:
            if verb.end < other.first < stop and other.lemma in _USING:
                return self._ground_after(other.end, stop)
        return None

    def _ground_after(self, start: int, stop: int) -> int | None:
        for token in range(start, min(stop, start + 12)):
            if self.keys[token] in _GROUND:
                return token
        for capability in self.capabilities:
            if capability.capability == "basing_access" and start <= capability.first < stop:
                return capability.first
        bases = [place for place in self.view.places if place.kind == "base" and start <= place.first < stop]
        return bases[0].first if bases else None
