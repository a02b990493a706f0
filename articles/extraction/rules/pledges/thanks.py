"""What a nation is thanked for, and what somebody else has received from it.

Communiqués and relief agencies tell of contributions by thanking for them: "Ministers thanked Jordan for the use of its
air base", "paid tribute to Belgium for its six F-16s", "received 5 million dollars from Japan", "a donation from Kuwait
of 40 ambulances". Who is thanked for a decision or an offer has promised, who is thanked for anything else has given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.extraction.clauses import VerbGroup
from articles.extraction.rules.pledges.actors import Actor
from articles.extraction.rules.pledges.carriage import Carriage
from articles.extraction.rules.pledges.view import Link, replace_link
from articles.extraction.rules.pledges.words import HOSTING
from articles.extraction.types import Act, Capability, CapabilityMention, MoneyMention, PledgeFact

_RULE = "pledges.thanked"
_THANKS = frozenset(
    "thank thanks thanked thanking commend commends commended commending praise praises praised praising congratulate "
    "congratulates congratulated congratulating salute salutes saluted grateful gratitude appreciation indebted "
    "tribute recognise recognised recognize recognized credit credited applaud applauds applauded".split()
)
"""Words before the nation that is thanked: "thanked Jordan for", "are grateful to Kuwait for"."""
_PROMISED = frozenset(
    "decision decisions pledge pledges pledging offer offers offering announcement announcing intention readiness "
    "willingness commitment agreeing agreement promise promising plan plans".split()
)
"""What is only promised: "thanked Spain for its decision to send"."""
_RECEIVED = frozenset("receive receives received receiving got obtained accepted collected".split())
_MOST_NAMES = 4
"""Tokens between the thanks and the first nation: "thanked the governments of Jordan and Kuwait"."""
_SITES = frozenset({"headquarters", "training", "centre", "center", "forces", "troops", "aircraft", "personnel"})


class Thanks(Carriage):
    """Reads gifts from the side of who thanks or receives."""

    def _thanked_facts(self) -> Iterator[PledgeFact]:
        """The contributions named behind "thanked NATION for" and before "from NATION"."""
        words = self.keys[self.first : self.end]
        if not _THANKS.isdisjoint(words) and "for" in words:
            yield from self._after_thanks()
        if not _RECEIVED.isdisjoint(words) and "from" in words:
            yield from self._received()

    # --- thanked for ---------------------------------------------------------------------------------------------

    def _after_thanks(self) -> Iterator[PledgeFact]:
        for token in range(self.first, self.end - 3):
            if self.keys[token] not in _THANKS:
                continue
            thanked = self._thanked(token)
            if thanked is not None:
                yield from self._given(thanked)

    def _thanked(self, token: int) -> Actor | None:
        """The nation behind a word of thanks that "for" follows."""
        for actor in self.actors:
            if actor.kind != "nation" or not 0 < actor.first - token <= _MOST_NAMES:
                continue
            behind = actor.end + (self.keys[actor.end : actor.end + 1] == ["'s"])
            return actor if self.keys[behind : behind + 1] == ["for"] else None
        return None

    def _given(self, thanked: Actor) -> Iterator[PledgeFact]:
        stop = self._end_of_thanks(thanked.end)
        act: Act = "delivering" if _PROMISED.isdisjoint(self.keys[thanked.end : stop]) else "pledged"
        codes = self._codes(thanked)
        if codes is None:
            return
        things = [c for c in self.capabilities if thanked.end < c.first < stop and self._is_named_gift(c)]
        for capability in things:
            link = self._with_purpose(self._gift(capability))
            owners = self._owner_codes(link)
            if not self._is_never_given(link) and (owners is None or set(owners) <= set(codes)):
                yield from self._emit(self._as_hosted(link, thanked.end), act, codes, _RULE, "")
        for verb in self.clauses.verbs:
            if not thanked.end < verb.first < stop:
                continue
            if verb.lemma in HOSTING and not things and not _SITES.isdisjoint(self.keys[verb.end : stop]):
                ground = CapabilityMention("basing_access", "", verb.head, verb.head + 1, role="mass")
                yield from self._emit(Link(ground, verb.head, verb, False), act, codes, _RULE, "")
            elif verb.form == "gerund" and "own" in verb.classes and not things:
                yield from self._trained(verb, act, codes)
        yield from self._paid(thanked, act, codes, stop)

    def _end_of_thanks(self, token: int) -> int:
        """Where the thanks end: at the next finite verb or another word of thanks."""
        for t in range(token, self.end):
            if self.keys[t] in _THANKS or self.keys[t] in {";", "but", "while"}:
                return t
        finite = [v.first for v in self.clauses.verbs if v.first > token and v.is_finite]
        relative = [t for t in range(token, self.end) if self.keys[t] in {"which", "who"}]
        return min([*finite, *relative, self.end])

    def _is_named_gift(self, capability: CapabilityMention) -> bool:
        return capability.role not in {"weak", "munition", "weakdeed"}

    def _gift(self, capability: CapabilityMention) -> Link:
        start = self._phrase_first(capability)
        verb = VerbGroup(start, start, start + 1, "", frozenset({"transfer"}), "noun")
        return Link(capability, start, verb, False)

    def _as_hosted(self, link: Link, start: int) -> Link:
        """ "for hosting our instructors": the ground is given, not the guests."""
        hosting = any(v.lemma in HOSTING for v in self.clauses.verbs if start <= v.first < link.start)
        return replace_link(link, "basing_access") if hosting else link

    def _trained(self, verb: VerbGroup, act: Act, codes: Sequence[str]) -> Iterator[PledgeFact]:
        """ "for training the Iraqi police": a verb that names the capability."""
        own = self.words.capability_verbs.get(verb.lemma)
        if own is not None and self._has_object(verb, own.needs, own.capability):
            mention = CapabilityMention(own.capability, "", verb.head, verb.head + 1, role="deed")
            yield from self._emit(Link(mention, verb.head, verb, False), act, codes, _RULE, "")

    def _paid(self, thanked: Actor, act: Act, codes: Sequence[str], stop: int) -> Iterator[PledgeFact]:
        """ "for its 10 million dollars": money without a thing beside it."""
        for money in self.view.money:
            purpose = self._purpose_of(money) or self._known_purpose()
            if thanked.end < money.first < stop and purpose is not None:
                yield from self._sum_of(money, purpose, act, codes)

    def _sum_of(self, money: MoneyMention, purpose: Capability, act: Act, codes: Sequence[str]) -> Iterator[PledgeFact]:
        mention = CapabilityMention(purpose, "", money.first, money.end, role="mass")
        verb = VerbGroup(money.first, money.first, money.end, "", frozenset({"transfer"}), "noun")
        for fact in self._emit(Link(mention, money.first, verb, False), act, codes, _RULE, ""):
            yield self._paying(fact, money)

    # --- received from -------------------------------------------------------------------------------------------

    def _received(self) -> Iterator[PledgeFact]:
        """ "has received 5 million dollars from Japan and 40 ambulances from Kuwait"."""
        verb = next((v for v in self.clauses.verbs if self.keys[v.head] in _RECEIVED and v.form != "participle"), None)
        if verb is None or verb.negated or verb.modal in {"may", "would", "should"}:
            return
        act: Act = "pledged" if verb.modal == "will" else "delivering"
        for actor in self.actors:
            if actor.kind != "nation" or actor.first < verb.end or self._from_before(actor) < 0:
                continue
            codes, start = self._codes(actor), self._from_before(actor)
            if codes is None:
                continue
            for money in self.view.money:
                purpose = self._purpose_of(money) or self._known_purpose()
                if verb.end <= money.first and 0 <= start - money.end <= 1 and purpose is not None:
                    yield from self._sum_of(money, purpose, act, codes)
            for capability in self.capabilities:
                if verb.end <= capability.first and capability.end == start and self._is_named_gift(capability):
                    yield from self._emit(self._with_purpose(self._gift(capability)), act, codes, _RULE, "")

    def _from_before(self, actor: Actor) -> int:
        """The token of the "from" that an actor hangs on, -1 for none."""
        for token in range(actor.first - 1, max(actor.first - 5, self.first), -1):
            if self.keys[token] == "from":
                return token
        return -1
