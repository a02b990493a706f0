"""Nations listed under what they give: "Trainers: Spain (300), Italy (280)", a heading over lines, "They include".

What the list is of stands before it: at the head of the line, in a heading of its own, or in the sentence before, where
a group without names did it ("Nine states fly air strikes. They include Belgium and Denmark"). A line that holds more
than nations and their numbers is no roster: casualties, guests of a meeting and other wars stay out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, cast

from articles.extraction.rules.pledges.actors import GROUP_NOUNS
from articles.extraction.rules.pledges.listings import ACT_WORDS, BULLETS, Listings
from articles.extraction.rules.pledges.view import Link
from articles.extraction.rules.pledges.words import THEATRE
from articles.extraction.types import (
    Act,
    Capability,
    CapabilityMention,
    NationMention,
    PledgeFact,
    QuantityMention,
)

_MARKS = frozenset({":", "-", "–", "—", "--"})
_MOST_HEAD = 14
"""Tokens of a head before its mark."""

_HEAD_WORDS = (
    frozenset(
        "in over at for against to on of the a an and or & / , ( ) : . so far now current currently military by from "
        "with country countries nation nations state states who which contributors contributor providers provider "
        "donors donor contributing providing sending supplying conducting flying carrying out taking part delivering "
        "giving training hosting deploying deployed donating offering pledging coalition contribution contributions is "
        "isis isil daesh islamic group only also other further additional main largest biggest top crews team teams "
        "force forces unit units support".split()
    )
    | {word for _, words in ACT_WORDS for word in words}
    | BULLETS
)
"""What may stand in a head beside the name of a capability, a place or a date."""

_BODY_WORDS = (
    frozenset(
        ", ; : . ( ) / & and the from with of plus about around some up to each also others other more republic "
        "personnel troops soldiers people aircraft jets planes".split()
    )
    | _MARKS
    | BULLETS
)
"""What may stand in a list beside nations, numbers and sums."""

_NAMING = frozenset({"include", "be", "comprise", "number"})
_MEMBERS = frozenset({"they", "these", "those", "them"}) | GROUP_NOUNS
_LOSSES = frozenset(
    "killed wounded injured died dead lost crashed captured missing arrested banned votes seats "
    "refugees nationals citizens tourists journalists recruits volunteers".split()
)
"""Words of a line that counts a nation's people for another reason than their being sent."""


@dataclass(frozen=True, slots=True)
class Roster:
    """What the nations of a list are listed for."""

    capability: CapabilityMention
    act: Act
    is_group: bool
    """True where a sentence told it of a group whose members the next one names."""

    def remembered(self) -> tuple[str, ...]:
        """The roster as the memory of a text holds it."""
        mention = self.capability
        return (
            mention.capability, mention.unit, mention.role, str(mention.first), str(mention.end), self.act,
            "group" if self.is_group else "heading",
        )  # fmt: skip


def roster_from(known: Sequence[str]) -> Roster | None:
    """The roster that `Roster.remembered` wrote, None for nothing."""
    if not known:
        return None
    capability, unit, role, first, end, act, kind = known
    mention = CapabilityMention(cast(Capability, capability), unit, int(first), int(end), role=role)
    return Roster(mention, cast(Act, act), kind == "group")


class _Mention(Protocol):
    @property
    def first(self) -> int: ...
    @property
    def end(self) -> int: ...


def _tokens(mentions: Iterable[_Mention]) -> set[int]:
    return {token for mention in mentions for token in range(mention.first, mention.end)}


class Rosters(Listings):
    """Reads lists of nations."""

    def _roster_facts(self) -> Iterator[PledgeFact]:
        """All contributions that a list of nations states in this sentence."""
        yield from self._bracketed_facts()
        known = roster_from(self.subjects.remembered.get("roster", ()))
        if known is not None and known.is_group:
            yield from self._members_of(known)
        elif known is not None and self._is_body(self.first):
            yield from self._nations_listed(known, self.first)
        elif self.capabilities:
            mark = self._mark_of_head()
            if mark is not None and self._is_body(mark + 1):
                for capability in self._headed(mark):
                    yield from self._nations_listed(self._roster(capability, mark), mark + 1)

    def heading(self) -> Roster | None:
        """What a line that is nothing but the name of a capability announces: "Trainers", "Air strikes in Iraq:"."""
        stop = self.end
        while stop > self.first and self.keys[stop - 1] in {":", ",", "–", "-"}:
            stop -= 1
        if stop - self.first > _MOST_HEAD or self.keys[stop - 1] == "." or not self._is_head(stop):
            return None
        headed = self._headed(stop)
        return self._roster(headed[0], stop) if len(headed) == 1 else None

    def group_deed(self, links: Sequence[Link]) -> Roster | None:
        """What a group without names does, so that its members may be named next: "A dozen states send trainers"."""
        for link in links:
            subject = None if link.is_subject else self.subjects.of(link.verb)
            if subject is None or self.keys[subject.first] not in GROUP_NOUNS or subject.kind != "thing":
                continue
            act = self._act(link.verb) if self._is_contribution(link) else None
            if act is not None and act != "requested":
                return Roster(self._with_purpose(link).capability, act, is_group=True)
        return None

    def _roster(self, capability: CapabilityMention, stop: int) -> Roster:
        link = self._with_purpose(Link(capability, self._phrase_first(capability), self._verbless(), False))
        return Roster(link.capability, self._act_told(self.first, stop, "delivering"), is_group=False)

    # --- the head ----------------------------------------------------------------------------------------------------

    def _mark_of_head(self) -> int | None:
        """The token between head and list: a colon, a dash, or the "from" of "Trainers from Spain and Italy"."""
        for token in range(self.first + 1, min(self.end - 1, self.first + _MOST_HEAD)):
            if self.keys[token] in _MARKS and self._is_spaced(token):
                return token if self._is_head(token) else None
            if self.keys[token] == "from" and any(c.end == token for c in self.capabilities):
                several = len({n.code for n in self.view.nations if n.first > token}) > 1
                return token if several and self._is_head(token) else None
        return None

    def _is_spaced(self, token: int) -> bool:
        return self.keys[token] == ":" or self.document.starts[token] > self.document.ends[token - 1]

    def _is_head(self, stop: int) -> bool:
        """Whether nothing before `stop` says more than what is listed."""
        known = {t for c in self.view.capabilities for t in range(self._counted_first(c), c.end)}
        known |= _tokens(self.view.places) | _tokens(self.view.dates)
        known |= _tokens([nation for nation in self.view.nations if nation.code in THEATRE])
        rest = (self.keys[token] for token in range(self.first, stop) if token not in known)
        return bool(self._headed(stop)) and all(key in _HEAD_WORDS for key in rest)

    def _counted_first(self, capability: CapabilityMention) -> int:
        for quantity in self.view.quantities:
            if quantity.end == capability.first:
                return quantity.first
        return capability.first

    def _headed(self, stop: int) -> list[CapabilityMention]:
        """The capabilities of a head, those that say what is given."""
        return [
            c
            for c in self.view.capabilities
            if c.end <= stop and c.role not in {"weak", "munition", "modifier", "weakdeed"}
        ]

    # --- the list ----------------------------------------------------------------------------------------------------

    def _is_body(self, start: int) -> bool:
        """Whether from `start` on the sentence holds nations, their numbers and sums, and nothing else.

        What stands in brackets behind a nation may say anything.
        """
        known = _tokens(self.view.nations) | _tokens(self.view.quantities)
        known |= _tokens(self.view.money) | _tokens(self.view.dates)
        depth = 0
        for token in range(start, self.end):
            key = self.keys[token]
            depth += (key == "(") - (key == ")")
            if depth == 0 and token not in known and key not in _BODY_WORDS:
                return False
        inside = frozenset(self.keys[start : self.end])
        return _LOSSES.isdisjoint(inside) and any(n.first >= start and n.code in self.states for n in self.view.nations)

    def _nations_listed(self, roster: Roster, start: int) -> Iterator[PledgeFact]:
        nations = [n for n in self.view.nations if n.first >= start and n.code in self.states]
        for number, nation in enumerate(nations):
            stop = nations[number + 1].first if number + 1 < len(nations) else self.end
            act = self._act_told(nation.end, stop, roster.act)
            yield from self._listed_nation(roster, act, nation, stop)

    def _listed_nation(self, roster: Roster, act: Act, nation: NationMention, stop: int) -> Iterator[PledgeFact]:
        codes = self._contributors((nation.code,))
        if codes is None:
            return
        link = Link(roster.capability, roster.capability.first, self._verbless(), False)
        quantity = self._number_of(nation, stop)
        money = next((m for m in self.view.money if nation.end <= m.first < stop), None)
        for fact in self._emit(link, act, codes, "pledges.list", ""):
            bare = replace(fact, quantity=None, quantity_low=None, quantity_high=None, unit="", qualifier="")
            if money is not None:
                yield self._paying(bare, money)
            else:
                yield bare if quantity is None else self._with_count(bare, quantity, roster.capability.unit)

    def _with_count(self, fact: PledgeFact, quantity: QuantityMention, unit: str) -> PledgeFact:
        return replace(
            fact,
            quantity=quantity.best,
            quantity_low=quantity.low,
            quantity_high=quantity.high,
            qualifier=quantity.qualifier,
            unit=unit,
        )

    def _number_of(self, nation: NationMention, stop: int) -> QuantityMention | None:
        """The number beside a nation: "Spain (300)", "Italy: 280", "Canada 69", "two from the Netherlands"."""
        for quantity in self.view.quantities:
            before = [key for key in self.keys[quantity.end : nation.first] if key != "the"]
            if quantity.end <= nation.first and before in ([], ["from"]):
                return quantity
            between = self.keys[nation.end : quantity.first]
            if nation.end <= quantity.first < stop and all(key in _BESIDE for key in between):
                return quantity
        return None

    # --- members of a group ------------------------------------------------------------------------------------------

    def _members_of(self, roster: Roster) -> Iterator[PledgeFact]:
        """ "They include Belgium and Denmark", "Among them are Spain and Italy", behind what the group does."""
        for verb in self.clauses.verbs:
            if verb.lemma not in _NAMING or not verb.is_finite or verb.negated or verb.first - self.first > 8:
                continue
            if _MEMBERS.isdisjoint(self.keys[self.first : verb.first]):
                return
            for actor in self.actors:
                if actor.kind == "nation" and 0 <= actor.first - verb.end <= 1 and not actor.preposition:
                    for nation in self.view.nations:
                        if actor.first <= nation.first < actor.end and nation.code in self.states:
                            yield from self._listed_nation(roster, roster.act, nation, self.end)
            return

    # --- things in brackets ------------------------------------------------------------------------------------------

    def _bracketed_facts(self) -> Iterator[PledgeFact]:
        """ "Denmark (120 trainers), Sweden (35 trainers)": what each nation of a list gives."""
        if "(" not in self.keys[self.first : self.end]:
            return
        for nation in self.view.nations:
            if self.keys[nation.end : nation.end + 1] != ["("] or nation.code not in self.states:
                continue
            close = next((t for t in range(nation.end, self.end) if self.keys[t] == ")"), self.end)
            if self._tells_otherwise(nation.end, close):
                continue
            for capability in self.capabilities:
                inside = nation.end < capability.first and capability.end <= close
                if inside and capability.role not in {"weak", "munition", "modifier", "weakdeed"}:
                    yield from self._bracketed(capability, nation, close)

    def _tells_otherwise(self, low: int, high: int) -> bool:
        """Whether brackets hold a clause, or the sentence counts losses."""
        spoken = any(low < verb.first < high and (verb.is_finite or verb.modal) for verb in self.clauses.verbs)
        return spoken or not _LOSSES.isdisjoint(self.keys[self.first : self.end])

    def _bracketed(self, capability: CapabilityMention, nation: NationMention, close: int) -> Iterator[PledgeFact]:
        link = self._with_purpose(Link(capability, self._phrase_first(capability), self._verbless(), False))
        codes = self._contributors((nation.code,))
        if codes is None or self._is_never_given(link):
            return
        act = self._act_told(nation.end, close, self._act_around(nation.end))
        yield from self._emit(link, act, codes, "pledges.list", "")

    def _act_around(self, bracket: int) -> Act:
        """The act that the sentence states of the nations before their brackets; without one they deliver."""
        for verb in self.clauses.verbs:
            if verb.is_finite and verb.classes & {
                "promise",
                "consider",
                "request",
                "end",
                "decline",
                "transfer",
                "join",
            }:
                return self._act(verb) or "delivering"
        return "delivering"


_BESIDE = frozenset({"(", ":", "-", "–", "—", "with", "about", "some"})
"""What stands between a nation and its number."""
