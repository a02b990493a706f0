"""Who gives, or is asked: owner, agent, source, subject, in this order.

"Danish F-16s" (owner), "sent by Italy" (agent), "jets from the Netherlands" (source), "Norway will send" (subject).
"""

from __future__ import annotations

from dataclasses import replace

from articles.extraction.acts import stance_of
from articles.extraction.clauses import ADVERBS, PREPOSITIONS, VerbGroup
from articles.extraction.rules.pledges.actors import OFFICES, Actor, is_official
from articles.extraction.rules.pledges.contribution import Contributions
from articles.extraction.rules.pledges.view import Link
from articles.extraction.rules.pledges.words import (
    HOSTING,
    RECEIVING,
    RELIEVING,
    THEATRE,
)
from articles.extraction.types import (
    COALITION,
    Act,
    CapabilityMention,
)

_BESIDE = frozenset({("along", "with"), ("together", "with"), ("jointly", "with")})
"""Words before the nations that do the same as the subject."""

_GOT = frozenset("receive receives received got gets has had have faces faced answered".split())
"""What one does with a request that comes from another."""

_OFFICE_REACH = 5
"""Tokens before "the coalition" in which the office of who speaks for it stands."""

_SHARES = frozenset({"contribution", "contributions", "participation", "commitment", "share", "support"})
_REINFORCING = frozenset({"reinforce", "join", "strengthen", "bolster", "complement", "support", "boost", "augment"})
_UNITS_OF_FORCE = frozenset("mission contingent team detachment force group component squadron task unit".split())

_DEFINITE = frozenset({"the", "these", "those", "both", "all"})
"""Words that open the noun phrase of a thing named before."""


class Givers(Contributions):
    """Finds the nations of a contribution."""

    def _giver(self, link: Link, act: Act) -> tuple[tuple[str, ...] | None, str]:
        """The nations that give (or are asked), and the rule that found them."""
        verb = link.verb
        if act == "requested":
            asked = self._addressed(self._asked(link)) or self._owner_asked(link) or self._codes(self._source(link))
            return (None if self._is_own_request(link, asked) else asked), "pledges.requested"
        owner = None if not link.is_subject and self._is_joined(link) else self._owner_codes(link)
        owner = self._owner_of_share(link) if owner is None else owner
        if verb.lemma in HOSTING or (verb.lemma == "be" and "host" in verb.classes):
            host = self._with_companions(self.subjects.of(verb), verb) or self._place_of_subject(verb)
            return self._codes(host), "pledges.subject"
        part_of = self.keys[link.start - 2 : link.start] == ["part", "of"]
        leaves = "end" in verb.classes and self.keys[link.start - 1] == "from"
        if owner is not None and not (owner == (COALITION,) and ("join" in verb.classes or part_of or leaves)):
            return self._unless_refused(link, owner, act), "pledges.owner"
        if verb.passive and verb.lemma in RELIEVING:
            return self._codes(self._background(link)), "pledges.thing"  # the agent is who comes, not who goes
        agent = self.subjects.agent(verb) if verb.passive or link.is_subject or verb.form == "noun" else None
        if agent is not None or (verb.passive and self.keys[verb.end : verb.end + 1] == ["by"]):
            return self._codes(agent), "pledges.agent"
        source = self._coming_from(link) or self._source(link)
        has = verb.classes & {"have", "be"} or verb.lemma == "come"
        if source is not None and (link.is_subject or verb.passive or has):
            return self._codes(source), "pledges.source"
        if link.is_subject or verb.passive:
            reinforced = self._reinforced(link)
            return reinforced or self._codes(self._background(link)), "pledges.thing"
        thing = self._thing_subject(link) or self._thing_before_relative(link)
        if thing is not None:
            return self._giver(thing, act)
        if "be" in verb.classes and self.keys[verb.first - 1] == "there":
            return self._codes(self._background(link)), "pledges.thing"
        actor = self._with_companions(self._subject(link), verb)
        return self._codes(actor), (
            "pledges.pronoun" if actor is not None and actor.kind in {"pronoun", "noun"} else "pledges.subject"
        )

    def _reinforced(self, link: Link) -> tuple[str, ...] | None:
        """Whose force the things join: "three helicopters have reinforced the Canadian mission"."""
        verb = link.verb
        if not link.is_subject or verb.passive or verb.lemma not in _REINFORCING:
            return None
        for actor in self.actors:
            if 0 <= actor.first - verb.end <= 1 and actor.kind == "nation":
                return self._codes(actor) if self.keys[actor.end] in _UNITS_OF_FORCE else None
        return None

    def _is_own_request(self, link: Link, asked: tuple[str, ...] | None) -> bool:
        """Whether whose request it is was taken for who is asked: "turned down a Danish request for trainers"."""
        request = link.verb if link.verb.form == "noun" else link.verb.governor
        if request is None or request.form != "noun" or not asked:
            return False
        token = request.first - (self.keys[request.first - 1] in {"'s", "administration", "government"})
        return any(actor.end == token and actor.codes == asked for actor in self.actors)

    def _place_of_subject(self, verb: VerbGroup) -> Actor | None:
        """The state in which the hosting place lies: "Al Udeid in Qatar is home to"."""
        for actor in reversed(self.actors):
            if actor.end <= verb.first and actor.kind == "nation":
                return actor if actor.preposition == "in" else None
        return None

    def _with_companions(self, actor: Actor | None, verb: VerbGroup) -> Actor | None:
        """The subject with those named beside it: "has bombed the group, along with Jordan and Bahrain"."""
        if actor is None or not actor.codes or verb.classes & {"request", "wish"}:
            return actor
        beside = [
            code
            for other in self.actors
            if other.kind == "nation" and other.first >= actor.end and self._is_companion(other)
            for code in other.codes
        ]
        return replace(actor, codes=tuple(dict.fromkeys((*actor.codes, *beside)))) if beside else actor

    def _is_companion(self, actor: Actor) -> bool:
        """Whether "along with", "together with", "alongside" or "as well as" stands before a nation of the clause."""
        following = self.keys[actor.end] if actor.end < self.end else "."
        if following == "'s" or (following.isalpha() and following not in PREPOSITIONS):
            return False  # "alongside Turkish troops"
        start = actor.first - (self.keys[actor.first - 1] == "the")
        before = tuple(self.keys[max(start - 3, self.first) : start])
        aside = before[-2:] == (",", "with") and following == ","  # "Australia, with New Zealand, runs"
        return aside or before[-2:] in _BESIDE or before[-1:] == ("alongside",) or before == ("as", "well", "as")

    def _subject(self, link: Link) -> Actor | None:
        """The subject; for a noun or an opening verb ("Has ruled out air strikes.") who was named."""
        actor = self.subjects.of(link.verb)
        opens = _root(link.verb).form == "noun" or link.verb.first - self.first <= 1 or self._is_subjectless()
        return self._background(link) if actor is None and opens else actor

    def _is_subjectless(self) -> bool:
        """Whether a line opens with its verb, as under a heading: "Sent two jets but declined to send troops."."""
        opening = self.clauses.verbs[0] if self.clauses.verbs else None
        if opening is None or not opening.is_finite:
            return False
        before = self.keys[self.first : opening.first]
        return len(before) <= 1 and all(key in ADVERBS or not key.isalnum() for key in before)

    def _unless_refused(self, link: Link, owner: tuple[str, ...], act: Act) -> tuple[str, ...]:
        """None for what one nation refuses of another: "Baghdad rejected Turkish troops"."""
        if act != "declined" or link.is_subject:
            return owner
        actor = self.subjects.of(link.verb)
        if actor is None or not actor.codes or actor.kind == "minister" or set(actor.codes) & set(owner):
            return owner
        return ()

    def _owner_of_share(self, link: Link) -> tuple[str, ...] | None:
        """ "New Zealand's contribution to the training mission": who owns the share gives."""
        if self.keys[link.start - 1] not in {"to", "in"} or self.keys[link.start - 2] not in _SHARES:
            return None
        return self._codes(self.subjects.owner(link.start - 2))

    def _thing_before_relative(self, link: Link) -> Link | None:
        """The thing that a relative clause speaks of: "four F-16s, which carry out reconnaissance"."""
        if link.is_subject or self.clauses.openers.get(link.verb.segment) not in {"which", "who", "that"}:
            return None
        start = self.clauses.segments.index(link.verb.segment) + self.first
        end = start - 1 if self.keys[start - 1] == "," else start
        for capability in self.capabilities:
            if capability.end == end and capability.role in {"asset", "generic"}:
                other = self._link(capability)
                return other if other is not None and other.verb is not link.verb else None
        return None

    def _thing_subject(self, link: Link) -> Link | None:
        """The capability that is subject of the same verb: "Two Auroras fly surveillance missions"."""
        for capability in self.capabilities:
            if capability.end <= link.verb.first and capability.role in {"asset", "generic"}:
                other = self._link(capability)
                if other is not None and other.is_subject and other.verb is link.verb:
                    return other
        return None

    def _asked(self, link: Link) -> Actor | None:
        chain = link.verb
        if self._is_hoped(link.verb):
            return self.subjects.of(link.verb)
        seen = self._seeing(link.verb)
        if seen is not None:
            owner = self.subjects.of(link.verb)
            return owner if owner is not None and owner.first >= seen.end else None
        while True:
            if chain.classes & {"request", "wish"}:
                asked = self.subjects.asked(chain, link.verb if link.verb is not chain else None)
                if asked is None and chain.purpose:
                    return self._addressee(chain)
                if asked is not None or chain.form != "noun":
                    return asked
                governor = self.subjects.previous(chain)
                if governor is not None and receives(governor):
                    return self.subjects.of(governor)
                return self._receiver(chain)
            if chain.governor is None:
                return None
            chain = chain.governor

    def _addressee(self, request: VerbGroup) -> Actor | None:
        """To whom one turned in order to ask: "wrote to the allies to ask for"."""
        start = request.governor.end if request.governor is not None else self.first
        between = [a for a in self.actors if start <= a.first < request.first]
        return next((a for a in between if a.preposition in {"", "to", "on"}), None)

    def _owner_asked(self, link: Link) -> tuple[str, ...] | None:
        """ "Iraq has asked for Canadian trainers": whose things are wanted is asked."""
        owner = self._owner_codes(link)
        asker = self.subjects.of(link.verb)
        if link.verb.passive or not owner or asker is None or not asker.codes or set(owner) & set(asker.codes):
            return None
        return owner if owner != (COALITION,) else None

    def _receiver(self, request: VerbGroup) -> Actor | None:
        """Who got a request that another sent: "Denmark received a request from Washington"."""
        before = self.keys[max(self.first, request.first - 4) : request.first]
        if _GOT.isdisjoint(before) or self.keys[request.end : request.end + 1] != ["from"]:
            return None
        actors = [a for a in self.actors if a.end <= request.first and a.codes and not a.preposition]
        return actors[-1] if actors else None

    def _source(self, link: Link) -> Actor | None:
        """ "six jets from the Netherlands", "the instructors come from Spain and Italy"."""
        comes = link.is_subject and link.verb.lemma == "come" and link.capability.unit == "personnel"
        for actor in self.actors:
            if comes and actor.preposition == "from" and 0 < actor.first - link.verb.end <= 2:
                return actor if actor.kind == "nation" else None
            gap = actor.first - link.capability.end
            if 0 < gap <= 3 and self.keys[link.capability.end] in {"from", "by"} and actor.kind == "nation":
                return actor
        return None

    def owners_of(self, capability: CapabilityMention) -> tuple[str, ...]:
        """All states named inside the noun phrase, those of the theatre included: "four Dutch F-16s"."""
        start = self._phrase_first(capability)
        return tuple(
            nation.code
            for nation in self.view.nations
            if start <= nation.first < capability.end and nation.code in self.states
        )

    def _named_before(self, link: Link) -> Actor | None:
        """Whose "the jets" are that an earlier sentence named; where this one names an owner of such jets, its own."""
        if self.keys[link.start] not in _DEFINITE or link.capability.role not in {"asset", "generic"}:
            return None
        remembered = self.subjects.remembered
        keys = thing_keys(link.capability.capability, link.capability.unit)
        ever_owned = {code for key in keys for code in remembered.get(ever(key), ())}
        for actor in reversed(self.actors):
            if actor.end <= link.start and not actor.preposition and ever_owned & set(actor.codes):
                return actor
        owners = next((remembered[key] for key in keys if key in remembered), ())
        return Actor("noun", owners, link.start, link.start + 1, "") if owners else None

    def _background(self, link: Link) -> Actor | None:
        """Whose thing it is when the thing is the subject: who owned it before, else the sentence's first actor before
        it, else the last nation."""
        owner = self._named_before(link) or self._told_by_coalition(link)
        if owner is not None:
            return owner
        if self.keys[link.start] == "our":
            speakers = [actor for actor in self.actors if actor.kind == "minister"]
            return speakers[0] if speakers else Actor("pronoun", self.subjects.remembered.get("we", ()), 0, 1, "")
        for actor in reversed(self.actors):
            unknown = actor.kind == "noun" and not actor.codes  # "told parliament that the team"
            if actor.end > link.start or actor.preposition or actor.kind == "outsider" or unknown:
                continue
            given = link.verb.passive and not link.is_subject and bool(actor.codes) and set(actor.codes) <= THEATRE
            if not self._is_object(actor) and not given:  # "Iraq will be given ammunition"
                return actor
        for actor in self.actors:
            if actor.preposition in {"in", "from"} and actor.first - self.first <= 2 and self._codes(actor):
                return actor
        speaker = self._speaker_at_end(link)
        if speaker is not None:
            return speaker
        codes = self.subjects.remembered.get("it", ())
        if link.capability.role == "deed" and link.is_subject and "effect" in link.verb.classes:
            known = thing_keys(link.capability.capability, link.capability.unit)
            codes = next((self.subjects.remembered[key] for key in known if key in self.subjects.remembered), codes)
        return Actor("pronoun", codes, link.start, link.start + 1, "") if codes else None

    def _is_object(self, actor: Actor) -> bool:
        """ "to make Jordan more resilient", "helping Iraq": what is done to a nation is not its own deed."""
        before = actor.first - (self.keys[actor.first - 1] == "the")
        return any(verb.end == before and verb.form in {"infinitive", "gerund"} for verb in self.clauses.verbs)

    def _speaker_at_end(self, link: Link) -> Actor | None:
        """The state that closes the sentence as its speaker: "Six jets will be sent to Jordan, Belgium said"."""
        if link.verb.classes & {"effect", "own"}:
            return None
        said = [verb for verb in self.clauses.verbs if "report" in verb.classes and verb.is_finite]
        if not said or said[-1].first <= link.verb.first or link.verb.segment != said[-1].segment:
            return None
        for actor in self.actors:
            opens = self.keys[actor.first - 1] == "," or self.keys[actor.first - 2 : actor.first] == [",", "the"]
            speaks = 0 <= said[-1].first - actor.end <= _OFFICE_REACH or 0 <= actor.first - said[-1].end <= 2
            if actor.first > link.verb.end and speaks and (opens or actor.first >= said[-1].end):
                return actor if actor.kind in {"nation", "minister"} and self._codes(actor) else None
        return None

    def _told_by_coalition(self, link: Link) -> Actor | None:
        """The coalition where its own officer tells of things that nobody else owns: "a coalition spokesman, U.S. Army
        Col. Marsh, said jets had hit the town"."""
        for actor in self.actors:
            if actor.codes != (COALITION,) or actor.end > link.start:
                continue
            before = self.keys[max(self.first, actor.first - _OFFICE_REACH) : actor.first]
            speaks = is_official(self.keys, actor.end) or self.keys[actor.end : actor.end + 1] == ["said"]
            if speaks or (actor.preposition in {"of", "for"} and not OFFICES.isdisjoint(before)):
                return replace(actor, preposition="")
        return None

    def _addressed(self, actor: Actor | None) -> tuple[str, ...] | None:
        """The nations a request goes to; "allies" and "partners" whom a state asks are the coalition."""
        if actor is not None and not actor.codes and self.keys[actor.end - 1] in {"allies", "partners"}:
            return (COALITION,)
        if actor is not None and actor.kind == "thing" and self.keys[actor.first] in {"allies", "partners", "members"}:
            return (COALITION,)
        return self._codes(actor)

    def _sender(self, request: VerbGroup) -> Actor | None:
        """From whom a request comes: "a request from Washington", "a request by the government of Iraq"."""
        if request.form != "noun":
            return None
        for actor in self.actors:
            if request.end <= actor.first <= request.end + 3 and actor.preposition in {"from", "by"}:
                return actor
        return None

    def _asker(self, verb: VerbGroup) -> str:
        chain: VerbGroup | None = verb
        while chain is not None:
            if chain.classes & {"request", "wish"}:
                actor = self._sender(chain) or (
                    self.subjects.agent(chain) if chain.passive else self.subjects.of(chain)
                )
                return actor.codes[0] if actor is not None and actor.codes else ""
            chain = chain.governor
        return ""


def _root(verb: VerbGroup) -> VerbGroup:
    """The group that governs all others of a chain: "possibility" in "the possibility of deploying"."""
    while verb.governor is not None:
        verb = verb.governor
    return verb


def thing_keys(capability: str, unit: str) -> tuple[str, ...]:
    """Under what the owners of a thing are remembered: its capability first, else what it is counted in."""
    return (f"thing:{capability}", f"thing:{unit}") if unit in {"aircraft", "ships"} else (f"thing:{capability}",)


def ever(key: str) -> str:
    """Under what all who ever owned a thing in this text are remembered."""
    return f"ever:{key}"


def act_key(nation: str) -> str:
    """Under what the last act of a nation is remembered."""
    return f"act:{nation}"


def receives(verb: VerbGroup) -> bool:
    """Whether the subject of the verb is the one who is asked: "rejected a request", "received a request"."""
    return stance_of(verb) in {"decline", "consider", "promise", "end"} or verb.lemma in RECEIVING
