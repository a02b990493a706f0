"""How one sentence is read: the layers below in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.extraction.acts import stance_of
from articles.extraction.clauses import VerbGroup
from articles.extraction.rules.pledges.further import counting
from articles.extraction.rules.pledges.listings import Listings
from articles.extraction.rules.pledges.view import Link
from articles.extraction.rules.pledges.words import (
    CIVILIAN,
    TRAINING,
)
from articles.extraction.types import (
    PledgeFact,
)


class SentenceReader(Listings):
    """Finds the facts of one sentence."""

    def facts(self) -> Iterator[PledgeFact]:
        """All facts of the sentence."""
        links = [link for link in (self._link(c) for c in self.capabilities) if link is not None]
        for link in links:
            yield from self._link_facts(self._with_purpose(link), links)
            yield from self._limits(link)
        yield from self._further_numbers(links)
        yield from self._listed_facts(links)
        yield from self._member_lists()
        yield from self._sums(links)
        for verb in self.clauses.verbs:
            yield from self._own_verb_facts(verb, links)

    def _link_facts(self, link: Link, links: Sequence[Link]) -> Iterator[PledgeFact]:
        verb, capability = link.verb, link.capability
        if not self._is_contribution(link):
            return
        act = self._act(self._as_deed(link))
        if act is not None and self._is_none_of(link):
            act = "declined" if act != "delivering" or not verb.past else None
        if act is None:
            return
        if capability.role == "weak" and any(
            other.verb is verb and other.capability.role != "weak" and self._is_contribution(other)
            for other in links
            if other is not link and self._inherits_from(other) is not link.capability
        ):
            return
        if stance_of(verb) == "wish":
            act = "requested"
        actor, rule = self._giver(link, act)
        if actor is None:
            return
        asked_by = self._asker(verb) if act == "requested" else ""
        trainees = self._trainees(verb) if link.is_subject and verb.lemma in TRAINING else None
        for fact in self._emit(link, act, actor, rule, asked_by):
            yield counting(fact, trainees) if trainees is not None and fact.quantity is None else fact
        yield from self._refused_request(link, act)

    def _as_deed(self, link: Link) -> VerbGroup:
        """To stop or cut the enemy's money or recruits is a deed and no end of a contribution."""
        verb = link.verb
        if verb.lemma == "extend" and self._money(link) is not None:
            return replace(verb, classes=frozenset({"transfer"}))
        if link.capability.capability in CIVILIAN and "end" in verb.classes and not link.is_subject:
            return replace(verb, classes=frozenset({"support"}))
        return verb
