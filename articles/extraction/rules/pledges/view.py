"""What the rules see of one sentence: its mentions, clauses, actors and subjects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from articles.extraction.clauses import ADJECTIVE_NAME, NAME, OTHER_NAME, PREPOSITIONS, Clauses, VerbGroup, analyse
from articles.extraction.lexicon_pledges import PledgeWords
from articles.extraction.rules.pledges.actors import (
    STANDING,
    Actor,
    Subjects,
    actors_of,
    is_compound,
    leads_force,
    stands_for_nation,
)
from articles.extraction.rules.pledges.unnamed import unnamed
from articles.extraction.rules.pledges.values import phrase_first
from articles.extraction.rules.pledges.words import (
    OTHER_SIDES,
    THEATRE,
)
from articles.extraction.types import (
    COALITION,
    Capability,
    CapabilityMention,
    DateMention,
    Document,
    MinisterMention,
    MoneyMention,
    NationMention,
    PlaceMention,
    QuantityMention,
    Sentence,
)

_DITRANSITIVE = frozenset("give grant offer lend send supply pledge promise loan sell hand award donate gift".split())
"""Verbs whose receiver can stand before what is given."""
_PARTITIVES = frozenset("one some several many part half both all none".split())
"""What takes a part of a thing: "one of the training sites", "part of the force"."""
_TEAMS = frozenset({"team", "group", "handful", "contingent", "unit", "crew", "detachment", "squad"})
"""What takes the people of a contribution together: "a small team of medics"."""
_FLYING = frozenset("fly flew flown flying missions sorties aircraft jets refuelled refueled airspace".split())
_BODIES = frozenset("forces army troops government police soldiers fighters military units kurds authorities".split())
_IN_ROUNDS = frozenset("air airstrikes strikes talks training bombing raids negotiations sanctions meetings".split())
_IN_NAMES = frozenset({"bank", "fund", "force", "council", "programme", "program"})
"""Nouns that close the name of an organisation and are verbs elsewhere: "the World Bank"."""
_AFTER_PEOPLE = frozenset("and or are were will have had train share serve served work in at on there who".split())
"""Words after "550 Spanish" that show that people are counted."""
_MEMBERS = frozenset("members soldiers personnel troops officers men teams operators people".split())
"""Who is counted in "50 members of its special forces"."""


@dataclass(slots=True)
class SentenceView:
    """A sentence with the mentions inside it."""

    document: Document
    sentence: Sentence
    nations: Sequence[NationMention]
    ministers: Sequence[MinisterMention]
    places: Sequence[PlaceMention]
    dates: Sequence[DateMention]
    quantities: Sequence[QuantityMention]
    money: Sequence[MoneyMention]
    capabilities: Sequence[CapabilityMention]


@dataclass(slots=True)
class Link:
    """A capability tied to the verb that says what becomes of it."""

    capability: CapabilityMention
    start: int
    verb: VerbGroup
    is_subject: bool


def replace_link(link: Link, capability: Capability) -> Link:
    """The same link with its capability read otherwise."""
    return Link(replace(link.capability, capability=capability), link.start, link.verb, link.is_subject)


class Reading:
    """A sentence taken apart; the layers above ask one question each."""

    def __init__(
        self, view: SentenceView, words: PledgeWords, states: frozenset[str], remembered: dict[str, tuple[str, ...]]
    ) -> None:
        self.view, self.words, self.states = view, words, states
        self.document, self.sentence = view.document, view.sentence
        self.keys = view.document.keys
        self.people = [*self._counted_people(), *self._counted_military()]
        self.first, self.end = view.sentence.first, view.sentence.end
        self.unnamed = list(unnamed(self.document, self.first, self.end, view.capabilities))
        self.clauses = self._clauses()
        self.verb_tokens = {
            t for verb in self.clauses.verbs if verb.form != "noun" for t in range(verb.first, verb.end)
        }
        self.capabilities = sorted(
            [*self.people, *self.unnamed, *(c for c in view.capabilities if self._is_thing(c))],
            key=lambda c: c.first,
        )
        self.actors = self._actors(remembered)
        self.subjects = Subjects(self.keys, self.clauses, self.actors, remembered)
        self.reported = any(
            verb.classes & {"report", "promise"} and (verb.is_finite or verb.form == "participle")
            for verb in self.clauses.verbs
        )

    def _counted_military(self) -> list[CapabilityMention]:
        """ "the deployment of 1,200 military": soldiers by a noun that is mostly an adjective."""
        ends = {quantity.end for quantity in self.view.quantities if quantity.best is not None}
        return [
            CapabilityMention("ground_forces", "personnel", token, token + 1, role="generic")
            for token in ends
            if self.keys[token : token + 1] == ["military"]
            and (self.keys[token + 1] in PREPOSITIONS or not self.keys[token + 1].isalnum())
        ]

    def _is_thing(self, capability: CapabilityMention) -> bool:
        """Whether the words name something here: no verb, no "rounds of air strikes", and no part of an institution's
        name ("the Canadian Armed Forces plan")."""
        last = self.keys[capability.end - 1]
        turns = last in {"round", "rounds"} and not _IN_ROUNDS.isdisjoint(
            self.keys[capability.end : capability.end + 4]
        )
        if capability.first in self.verb_tokens or turns:
            return False
        return not any(
            nation.form == "institution" and nation.first < capability.first and capability.end <= nation.end
            for nation in self.view.nations
        )

    def _counted_people(self) -> list[CapabilityMention]:
        """ "Fifty Finns", "some 3,700 Americans": people counted by their nation are its soldiers."""
        ends = {quantity.end for quantity in self.view.quantities}
        return [
            CapabilityMention("ground_forces", "personnel", nation.first, nation.end, role="generic")
            for nation in self.view.nations
            if nation.first in ends
            and nation.form == "demonym"
            and nation.code not in THEATRE
            and self._is_people(nation.end)
            and not any(nation.end <= c.first <= nation.end + 2 for c in self.view.capabilities)
        ]

    def _is_people(self, end: int) -> bool:
        """Whether a demonym behind a number means people: "Fifty Finns", "550 Spanish there", no "Swiss francs"."""
        if self.keys[end - 1].endswith("s") and self.keys[end - 1] != "swiss":
            return True
        following = self.keys[end] if end < len(self.keys) else "."
        ended = self.keys[end - 1].endswith("ese") and not following[0].isalnum()
        return ended or following in _AFTER_PEOPLE

    def _clauses(self) -> Clauses:
        marks = [0] * (self.end - self.first)
        for mentions in (self.view.dates, self.view.places, self.view.quantities, self.view.money):
            for mention in mentions:
                self._mark(marks, mention.first, mention.end, OTHER_NAME)
        for nation in self.view.nations:
            people = self.keys[nation.end - 1].endswith("s") and self.keys[nation.end - 1] != "swiss"
            adjectival = (nation.form == "demonym" and not people) or nation.possessive
            self._mark(marks, nation.first, nation.end, ADJECTIVE_NAME if adjectival else NAME)
        for minister in self.view.ministers:
            self._mark(marks, minister.first, minister.end, NAME)
        self._mark_names(marks)
        nouns = {mention.first: mention.end for mention in (*self.view.capabilities, *self.unnamed)}
        return analyse(self.keys, self.document.lowers, self.first, self.end, marks, nouns, self.words)

    def _mark_names(self, marks: list[int]) -> None:
        """Mark "IS", and the last word of names such as "World Bank", which would be verbs in small letters."""
        words = self.document.words
        if "IS" in words[self.first : self.end]:
            for token in range(self.first, self.end):
                if words[token] == "IS":
                    marks[token - self.first] = OTHER_NAME
        for token in range(self.first + 2, self.end):
            printed = self.keys[token] in _IN_NAMES and words[token][0].isupper() and words[token - 1][0].isupper()
            if printed and not any(marks[token - 1 - self.first : token + 1 - self.first]):
                marks[token - self.first] = OTHER_NAME

    def _mark(self, marks: list[int], first: int, end: int, value: int) -> None:
        for token in range(max(first, self.first), min(end, self.end)):
            marks[token - self.first] = value

    def _actors(self, remembered: dict[str, tuple[str, ...]]) -> list[Actor]:
        keys = self.keys
        standing = self.document.tokens_among(STANDING, self.first, self.end)
        pronouns = [token for token in standing if stands_for_nation(keys, token, self.first)]
        outsiders = [
            (a, b)
            for a, b, _ in self.words.outsiders.find_in(self.document, self.first, self.end)
            if not any(n.first < b and a < n.end and len(n.code) == 3 for n in self.view.nations)
            and not any(c.first < b and a < c.end for c in self.view.capabilities)
            and (keys[a] not in {"is", "un"} or self.document.words[a].isupper())
            and not self._are_aircraft(a)
        ]
        local: dict[str, tuple[str, ...]] = dict(remembered)
        things = frozenset(c.end for c in self.view.capabilities if c.role in {"asset", "generic"})
        return actors_of(
            keys, self.view.nations, self.view.ministers, outsiders, pronouns, local, (self.first, self.end), things
        )

    def _are_aircraft(self, token: int) -> bool:
        """ "Polish fighters" that fly missions are jets of the state and no militants."""
        if self.keys[token] != "fighters" or _FLYING.isdisjoint(self.keys[self.first : self.end]):
            return False
        return any(
            n.end == token and n.form == "demonym" and n.code in self.states and n.code not in THEATRE
            for n in self.view.nations
        )

    def _phrase_first(self, capability: CapabilityMention) -> int:
        """First token of the noun phrase, with the whole of its number: "up to 30 trainers" begins at "up"."""
        start = phrase_first(self.keys, capability, self.first, self.verb_tokens)
        counted = start
        if self.keys[start - 1] == "of" and self.keys[start - 2] in _PARTITIVES:
            return start - 2
        if self.keys[start - 1] == "of" and self.keys[start - 2] in _TEAMS:
            return phrase_first(self.keys, replace(capability, first=start - 2), self.first, self.verb_tokens)
        if self.keys[start - 1] == "of":
            counted = start - 2 if self.keys[start - 2] in _MEMBERS else start - 1
        for mention in self.view.quantities:
            if mention.first < start <= mention.end or (counted < start and mention.end == counted):
                return mention.first
        return start

    def _next_capability(self, capability: CapabilityMention) -> CapabilityMention | None:
        segment = self.clauses.segment_of(capability.first)
        for other in self.capabilities:
            if other.first >= capability.end and self.clauses.segment_of(other.first) == segment:
                return other
        return None

    def _codes(self, actor: Actor | None) -> tuple[str, ...] | None:
        return None if actor is None else self._contributors(actor.codes)

    def _contributors(self, codes: Sequence[str]) -> tuple[str, ...] | None:
        outside = THEATRE | OTHER_SIDES
        kept = tuple(code for code in codes if (code in self.states and code not in outside) or code == COALITION)
        return kept or None

    def _owner_codes(self, link: Link) -> tuple[str, ...] | None:
        """ "Danish F-16s", "Denmark's four F-16s", "the RAF's Tornados": the nations named in the noun phrase."""
        if any(link.start <= n.first < link.capability.end and leads_force(self.keys, n) for n in self.view.nations):
            return (COALITION,)
        inside = [
            nation
            for nation in self.view.nations
            if link.start <= nation.first and nation.end <= link.capability.end and not is_compound(self.keys, nation)
            if not self._is_given_to(nation, link)
        ]
        if not inside and "whose" in self.keys[link.start - 1 : link.start + 1]:
            before = [actor for actor in self.actors if actor.end <= link.start and link.start - actor.end <= 2]
            return self._codes(before[-1]) if before else None
        if not inside:
            actor = (
                self.subjects.owner(link.capability.first)
                if self.keys[link.start - 1 : link.start] == ["and"]
                else None
            )
            return self._codes(actor)
        last = inside[-1]
        codes = [last.code]
        for actor in self.actors:
            if actor.first <= last.first < actor.end and len(actor.codes) > 1 and actor.kind == "nation":
                codes = list(actor.codes)
        if all(code not in self.states and code != COALITION for code in codes):
            return None
        return self._contributors(codes) or ()

    def _is_given_to(self, nation: NationMention, link: Link) -> bool:
        """ "will grant Iraq export credit", "sent Jordan 12 drones": who receives stands before what is given."""
        if link.is_subject or nation.possessive or link.verb.lemma not in _DITRANSITIVE:
            return False
        if nation.first - link.verb.end > (self.keys[link.verb.end] in {"the", "its"}):
            return False
        if nation.form == "name":
            return True
        bodies = self.keys[nation.end : link.capability.first]
        return nation.code in THEATRE and not _BODIES.isdisjoint(bodies)

    def _is_none_of(self, link: Link) -> bool:
        """ "no ground troops": the negation stands in the noun phrase."""
        return self.keys[link.start] in {"no", "none"} or self.keys[link.start - 1] == "no"
