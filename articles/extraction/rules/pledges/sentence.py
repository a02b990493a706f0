"""How one sentence is read: the layers below in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from articles.extraction.acts import stance_of
from articles.extraction.clauses import VerbGroup
from articles.extraction.rules.pledges.civil import CivilDeeds
from articles.extraction.rules.pledges.further import counting
from articles.extraction.rules.pledges.givers import act_key
from articles.extraction.rules.pledges.values import quantity_of
from articles.extraction.rules.pledges.view import Link
from articles.extraction.rules.pledges.words import (
    CIVILIAN,
    TRAINING,
)
from articles.extraction.types import COALITION, Act, CapabilityMention, PledgeFact

_LOSSES = frozenset(
    "killed wounded injured died dead lost crashed shot captured arrested needed required would could should invaded "
    "returned missing hurt ambushed attacked destroyed downed trained planned no never not former veterans".split()
)
"""Words of a sentence that counts people or aircraft for another reason than their being there."""


_GROWING = frozenset(
    "grow rise climb swell go jump increase double triple fall drop shrink decline decrease dwindle".split()
) | {"go up", "go down", "come down"}
_HAULING = frozenset({"transport", "fly", "airlift", "ferry", "haul", "truck", "fly in"})
_CARGO = frozenset({"weapons_munitions", "equipment", "humanitarian"})
_GROWN = frozenset({"personnel", "aircraft", "ships"})
_OBJECT_STARTS = frozenset("the a an its their his this that some many much most several islamic is isis isil".split())
"""Words that begin the object of a verb that has one."""
_COMPOSING = frozenset({"consist", "comprise", "include", "involve", "number", "total", "compose", "make up", "carry"})
"""Verbs that take a whole apart and state no act of their own."""


_REQUESTED = frozenset({"at", "upon", "on", "meeting", "met", "meets", "answering", "following", "after", "honouring"})
"""Words before "the request of": what is given was asked for."""

_PARTED = frozenset({"divided", "split", "spread", "distributed", "shared", "scattered"})
"""Participles that tell where the parts of a force are."""


class SentenceReader(CivilDeeds):
    """Finds the facts of one sentence."""

    @cached_property
    def links(self) -> list[Link]:
        """The capabilities of the sentence, each tied to its verb."""
        return [link for link in (self._link(c) for c in self.capabilities) if link is not None]

    def facts(self) -> Iterator[PledgeFact]:
        """All facts of the sentence."""
        links = self.links
        told: set[int] = set()
        for link in links:
            for fact in self._link_facts(self._with_purpose(link), links):
                told.add(link.capability.first)
                yield fact
                yield from self._request_met(link, fact)
            yield from self._limits(link)
            yield from self._leaving_later(link)
        for capability in self.capabilities:
            if capability.first not in told:
                yield from self._stated_force(capability, links)
        yield from self._further_numbers(links)
        yield from self._part_facts(links)
        yield from self._agent_facts()
        yield from self._permission_facts()
        yield from self._combat_facts()
        yield from self._carriage_facts()
        yield from self._hosting_facts(links)
        yield from self._thanked_facts()
        yield from self._lent_ground(links)
        yield from self._presence_facts(links)
        yield from self._civil_facts()
        yield from self._listed_facts(links)
        yield from self._roster_facts()
        yield from self._member_lists()
        yield from self._sums(links)
        yield from self._shown_how()
        for verb in self.clauses.verbs:
            if "own" in verb.classes:
                yield from self._own_verb_facts(verb, links)

    def _link_facts(self, found: Link, links: Sequence[Link]) -> Iterator[PledgeFact]:
        link = self._as_effect(self._growing(found))
        verb, capability = link.verb, link.capability
        if not self._is_contribution(link) or self._is_receiver(link, links) or self._is_permitted_deed(link):
            return
        act = self._act(self._as_deed(link))
        link = self._as_carried(link)
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
        link = self._as_refused(link, act)
        actor, rule = self._giver(link, act)
        if actor is None:
            return
        if actor == (COALITION,):
            actor = self._members_after_colon(link) or actor
        composing = verb.lemma in _COMPOSING and not verb.perfect
        if composing and act == "delivering" and len(actor) == 1 and rule != "pledges.owner":
            act = self._act_of_whole(actor[0]) or act
        asked_by = self._asker(verb) if act == "requested" else ""
        trainees = self._trainees(verb) if link.is_subject and verb.lemma in TRAINING else None
        for fact in self._emit(link, act, actor, rule, asked_by):
            yield counting(fact, trainees) if trainees is not None and fact.quantity is None else fact
        yield from self._refused_request(link, act)

    def _as_carried(self, link: Link) -> Link:
        """The link as a flight where a nation carries what another gave: "The U.S. army is to transport the
        ammunition"."""
        verb, capability = link.verb, link.capability
        if link.is_subject or verb.passive or verb.lemma not in _HAULING or capability.capability not in _CARGO:
            return link
        known, carrier = self._named_cargo(capability), self._codes(self.subjects.of(verb))
        if (
            self.keys[link.start] not in {"the", "this", "these"}
            or not known
            or not carrier
            or set(known) & set(carrier)
        ):
            return link
        return replace(link, capability=replace(capability, capability="air_support", unit="", role="deed"))

    def _named_cargo(self, capability: CapabilityMention) -> tuple[str, ...]:
        """Who was told to give such things before."""
        return self.subjects.remembered.get(f"thing:{capability.capability}", ())

    def _request_met(self, link: Link, fact: PledgeFact) -> Iterator[PledgeFact]:
        """ "gave rifles at the request of the United States", "meeting a request from NATO": who gives was asked."""
        if fact.act not in {"pledged", "delivering"} or "request" not in self.keys[self.first : self.end]:
            return
        for token in range(self.first + 1, self.end - 2):
            if self.keys[token] != "request" or _REQUESTED.isdisjoint(self.keys[max(self.first, token - 3) : token]):
                continue
            if any(link.verb.end <= verb.first < token and verb.is_finite for verb in self.clauses.verbs):
                continue  # the request belongs to another clause
            asking = [a for a in self.actors if 1 <= a.first - token - 1 <= 2 and a.preposition in {"of", "from", "by"}]
            codes = self._codes(asking[0]) if asking else None
            if codes and fact.nation not in codes:
                yield replace(
                    fact, act="requested", asked_by=codes[0], date=None, quantity=None, quantity_low=None,
                    quantity_high=None, unit="", amount=None, currency="",
                )  # fmt: skip

    def _leaving_later(self, link: Link) -> Iterator[PledgeFact]:
        """ "The jets have been in action since May and are going home": the end that a second verb tells."""
        if not link.is_subject or link.capability.role not in {"asset", "generic"}:
            return
        first = self._act(link.verb)
        if first != "delivering" or not self._is_contribution(link):
            return
        for verb in self.clauses.verbs:
            goes_on = self.keys[verb.first - 1] == "they" or (
                self.keys[verb.first - 1] == "and" and verb.segment == link.verb.segment
            )
            if verb.first >= link.verb.end and verb.is_finite and goes_on:
                inner = self._innermost(verb)
                codes, rule = self._giver(link, "delivering")
                if codes and self._act(inner) == "ended":
                    yield from self._emit(replace(self._with_purpose(link), verb=inner), "ended", codes, rule, "")
                    return

    def _growing(self, link: Link) -> Link:
        """The link with its verb as one of increase where a counted force grows: "the team will grow to a hundred"."""
        verb = link.verb
        if not link.is_subject or verb.lemma not in _GROWING or link.capability.unit not in _GROWN:
            return link
        numbers = (mention for mention in self.view.quantities if 0 < mention.first - verb.end <= 3)
        if not any(self.keys[verb.end] in {"to", "by", "from"} and self._is_bare(mention) for mention in numbers):
            return link
        will = verb.modal or ("will" if self._is_dated_ahead(verb) else "")
        return replace(link, verb=replace(verb, classes=frozenset({"increase"}), modal=will))

    def _is_dated_ahead(self, verb: VerbGroup) -> bool:
        """ "From September the team grows to a hundred": a present tense that tells what is to come."""
        plain = verb.form == "present" and not (verb.perfect or verb.past)
        return plain and any(self.keys[date.first - 1] in {"from", "next", "by"} for date in self.view.dates)

    def _as_effect(self, link: Link) -> Link:
        """The link with its verb as what strikes bring about: "air strikes have halved its income" ends no strikes."""
        verb = link.verb
        if not link.is_subject or link.capability.role != "deed" or "end" not in verb.classes or verb.passive:
            return link
        following = self.keys[verb.end] if verb.end < self.end else "."
        if following not in _OBJECT_STARTS or verb.lemma == "end":
            return link
        owned = self._owner_codes(link) is not None
        return replace(link, verb=replace(verb, classes=frozenset({"effect"} if owned else ())))

    def _act_of_whole(self, nation: str) -> Act | None:
        """The act told of a contribution whose parts are listed now: "It will send a task group. It includes …"."""
        named = any(mention.code == nation for mention in self.view.nations)
        known = () if named else self.subjects.remembered.get(act_key(nation), ())
        return known[0] if known and known[0] != "considering" else None  # type: ignore[return-value]

    def _stated_force(self, capability: CapabilityMention, links: Sequence[Link]) -> Iterator[PledgeFact]:
        """ "In Erbil 120 Italian instructors run courses": a counted force with its nation, under a verb that states no
        act, is there.
        """
        if capability.role not in {"asset", "generic"} or not _LOSSES.isdisjoint(self.keys[self.first : self.end]):
            return
        known = next((link for link in links if link.capability is capability), None)
        verb = (
            known.verb
            if known is not None
            else VerbGroup(capability.first, capability.first, capability.end, "", frozenset(), "noun")
        )
        if known is not None and (not known.is_subject or not (_is_plain(verb) or self._is_parted(verb))):
            return
        if self.clauses.openers.get(self.clauses.segment_of(capability.first)) in {"if", "unless", "than", "whether"}:
            return
        link = self._with_purpose(Link(capability, self._phrase_first(capability), verb, True))
        if quantity_of(self.keys, capability, link.start, self.view.quantities) is None:
            return
        codes = self._owner_codes(link) or self._codes(self._source(link))
        if codes and codes != (COALITION,) and not self._is_never_given(link):
            yield from self._emit(link, "delivering", codes, "pledges.owner", "")

    def _is_parted(self, verb: VerbGroup) -> bool:
        """ "are divided between two camps", "is spread over three bases"."""
        parted = {self.keys[verb.head], *self.keys[verb.end : verb.end + 1]} & _PARTED
        return bool(parted) and not (verb.modal or verb.negated)

    def _members_after_colon(self, link: Link) -> tuple[str, ...]:
        """ "Coalition instructors work elsewhere too: Spaniards at Besmaya, Australians at Taji" names the givers."""
        codes: list[str] = []
        colon = False
        for token in range(link.capability.end, self.end):
            colon = colon or self.keys[token] == ":"
            for actor in self.actors:
                if colon and actor.first == token and actor.kind == "nation":
                    codes += [code for code in actor.codes if code in self.states and code not in codes]
        return self._contributors(codes) or ()

    def _as_deed(self, link: Link) -> VerbGroup:
        """To stop or cut the enemy's money or recruits is a deed and no end of a contribution."""
        verb = link.verb
        if verb.lemma == "extend" and self._money(link) is not None:
            return replace(verb, classes=frozenset({"transfer"}))
        if verb.lemma in {"number", "total"} and verb.modal == "should":
            return replace(verb, modal="will")  # "the contingent should number 30"
        if link.capability.capability in CIVILIAN and "end" in verb.classes and not link.is_subject:
            return replace(verb, classes=frozenset({"support"}))
        return verb


def _is_plain(verb: VerbGroup) -> bool:
    """Whether a verb states no act and is neither passive, modal nor negated."""
    return not (stance_of(verb) or verb.passive or verb.modal or verb.negated)
