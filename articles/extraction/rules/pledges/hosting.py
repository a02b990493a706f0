"""States that lend their ground: "Turkey lets allied jets fly from Incirlik", "agreed to let tankers use its base"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.extraction.clauses import VerbGroup
from articles.extraction.rules.pledges.parts import Parts
from articles.extraction.rules.pledges.view import Link
from articles.extraction.types import COALITION, CapabilityMention, PledgeFact

_APPROVING = frozenset({"approve", "clear", "accept"})
_OWN = frozenset({"its", "their", "our", "his"})
_AT = frozenset({"from", "at", "on", "over", "its", "their", "through", "in", "using", "use"})
"""Words before the ground that guests use; "near its airspace" is none of it."""
_GROUND_REACH = 18
"""Tokens between what guests do and the ground on which they do it."""
_LETTING = frozenset({"let", "allow", "permit", "authorise", "authorize", "enable", "clear", "invite"})
_USING = frozenset(
    {
        "bomb",
        "strike",
        "attack",
        "hit",
        "take off",
        "use",
        "fly",
        "operate",
        "launch",
        "conduct",
        "carry out",
        "station",
        "base",
        "deploy",
        "land",
        "refuel",
        "stage",
    }
)
_PAPERS = frozenset({"motion", "bill", "law", "mandate", "resolution", "decree", "agreement"})
_GROUND = frozenset("base bases airfield airfields airspace soil territory airport airbase airbases facilities".split())
_STARTING = frozenset({"take off", "lift off", "start"})
_REACH = 22
"""Tokens between a permission and the ground it opens."""


class Hosting(Parts):
    """Reads permissions to use bases, airspace and ground."""

    def _hosting_facts(self, links: Sequence[Link]) -> Iterator[PledgeFact]:
        """The state that lets others use its ground."""
        for verb in self.clauses.verbs:
            if verb.passive and verb.lemma in _LETTING:
                yield from self._allowed_guests(verb)
            if not self._may_open(verb) or verb.form == "noun" or verb.passive:
                continue
            if any(link.verb is verb and self._opens_ground(link) for link in links):
                continue
            ground = self._ground_of(verb)
            codes = self._codes(self.subjects.of(verb))
            act = self._act(verb) if ground is not None and codes else None
            if act == "delivering" and self._is_in_paper(verb):
                act = "pledged"
            if ground is None or codes is None or act is None or act == "requested":
                continue
            mention = CapabilityMention("basing_access", "", ground, ground + 1, role="mass")
            yield from self._emit(Link(mention, ground, verb, False), act, codes, "pledges.subject", "")

    def _may_open(self, verb: VerbGroup) -> bool:
        """Verbs of letting; those of approval where the ground is the approver's own."""
        return verb.lemma in _LETTING or verb.lemma in _APPROVING

    def _allowed_guests(self, verb: VerbGroup) -> Iterator[PledgeFact]:
        """ "The French air force will be allowed to fly from Ali al-Salem": the state where the base lies lets it."""
        guest = self.subjects.of(verb)
        using = next((other for other in self.clauses.verbs if other.governor is verb and other.lemma in _USING), None)
        if guest is None or using is None or not guest.codes:
            return
        act = self._act(replace(verb, passive=False, classes=frozenset({"host"})))
        for place in self.view.places:
            if place.kind == "base" and using.end <= place.first < verb.end + _REACH and act is not None:
                codes = self._contributors((place.country,))
                if codes is None or place.country in guest.codes:
                    return
                mention = CapabilityMention("basing_access", "", place.first, place.end, role="mass")
                yield from self._emit(Link(mention, place.first, verb, False), act, codes, "pledges.subject", "")
                return

    def _lent_ground(self, links: Sequence[Link]) -> Iterator[PledgeFact]:
        """The state whose bases the aircraft of others use: "American jets may take off from Turkish bases"."""
        for link in links:
            verb, ground = link.verb, link.capability
            used = verb.lemma in _USING | _STARTING and verb.is_finite and not (verb.passive or verb.negated)
            if ground.capability != "basing_access" or link.is_subject or not used:
                continue
            owner = self._owner_codes(link) or self._pronoun_owner(link)
            if not owner or owner == (COALITION,) or not self._has_guests(link, owner):
                continue
            act = "pledged" if verb.modal == "may" else self._act(verb)
            if act in {"pledged", "delivering"}:
                yield from self._emit(link, act, owner, "pledges.owner", "")

    def _pronoun_owner(self, link: Link) -> tuple[str, ...] | None:
        """ "its air fields": the state spoken of last."""
        if self.keys[link.start] != "its":
            return None
        return self._contributors(self.subjects.remembered.get("it", ()))

    def _has_guests(self, link: Link, owner: Sequence[str]) -> bool:
        """Whether the aircraft or forces of somebody else are what uses the ground."""
        users = [actor for actor in self.actors if actor.end <= link.verb.first and actor.codes]
        things = any(c.role in {"asset", "generic"} and c.end <= link.verb.first for c in self.capabilities)
        return things and bool(users) and not any(set(actor.codes) & set(owner) for actor in users[-1:])

    def _is_in_paper(self, verb: VerbGroup) -> bool:
        """ "passed a motion that allows foreign troops onto its soil": what is adopted is promised."""
        start = self.clauses.segments.index(verb.segment) + self.first
        return self.clauses.openers.get(verb.segment) in {"that", "which"} and self.keys[start - 1] in _PAPERS

    def _opens_ground(self, link: Link) -> bool:
        """Whether the ground has its own fact: "will let jets use its air base"."""
        return link.capability.capability == "basing_access" and self._is_contribution(link)

    def _ground_of(self, verb: VerbGroup) -> int | None:
        """The token that names the ground which guests may use, None where there are no guests or no ground."""
        stop = min(verb.end + _REACH, self.end)
        guests = any(c.role in {"asset", "generic"} and verb.end <= c.first < stop for c in self.capabilities)
        guests = guests or self.keys[verb.end] in {"us", "them"}
        onto = next((t for t in range(verb.end, stop - 1) if self.keys[t] in {"onto", "into"}), None)
        if onto is not None and not any(verb.end < v.first < onto for v in self.clauses.verbs):
            return next((t for t in range(onto + 1, min(onto + 4, stop)) if self.keys[t] in _GROUND), None)
        for other in self.clauses.verbs:
            if verb.end < other.first < stop and other.lemma in _USING and other.form not in {"participle", "past"}:
                by_name = any(a.kind == "nation" and a.codes and verb.end <= a.first < other.first for a in self.actors)
                if not guests and not by_name:
                    return None
                ground = self._ground_after(other.end, stop)
                own = verb.lemma in _LETTING or (ground is not None and self._is_own_ground(ground))
                return ground if own else None
        return None

    def _is_own_ground(self, token: int) -> bool:
        """ "from its air bases", "from bases in the country"."""
        return not _OWN.isdisjoint(self.keys[max(self.first, token - 4) : token])

    def _ground_after(self, start: int, stop: int) -> int | None:
        for token in range(start, min(stop, start + _GROUND_REACH)):
            if self.keys[token] in _GROUND and not _AT.isdisjoint(self.keys[max(start, token - 6) : token]):
                return token
        for capability in self.capabilities:
            if capability.capability == "basing_access" and start <= capability.first < stop:
                return capability.first
        bases = [place for place in self.view.places if place.kind == "base" and start <= place.first < stop]
        return bases[0].first if bases else None
