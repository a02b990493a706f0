"""How one sentence is read: capability, the verb it belongs to, the act, who acts, how many, where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from articles.extraction.acts import act_of, stance_of
from articles.extraction.clauses import (
    ADJECTIVE_NAME,
    NAME,
    OTHER_NAME,
    PREPOSITIONS,
    Clauses,
    VerbGroup,
    analyse,
)
from articles.extraction.confidence import CONFIDENCE
from articles.extraction.lexicon_pledges import PledgeWords
from articles.extraction.rules.pledges.actors import Actor, Subjects, actors_of, is_compound
from articles.extraction.rules.pledges.values import (
    article_quantity,
    money_of,
    phrase_first,
    place_of,
    quantity_of,
)
from articles.extraction.types import (
    COALITION,
    Act,
    Capability,
    CapabilityMention,
    DateMention,
    Document,
    MinisterMention,
    MoneyMention,
    NationMention,
    PlaceMention,
    PledgeFact,
    Proof,
    QuantityMention,
    Sentence,
    Span,
)

OTHER_SIDES = frozenset({"IRN", "RUS"})
"""States that fight in the theatre on a side of their own, outside the coalition."""

THEATRE = frozenset({"IRQ", "SYR", "LBY", "AFG"})
"""States on whose soil the fight is: what they do there is no contribution of theirs."""

_ONE = Decimal(1)
_ESTABLISHING = frozenset(
    {
        "establish",
        "set up",
        "create",
        "gather",
        "collect",
        "restore",
        "organise",
        "organize",
        "share",
        "work",
        "serve",
    }
)
_NOT_GIVEN = frozenset("against like than without despite after before since during until amid unlike".split())
"""Prepositions whose noun phrase is no object of the giving."""

_GIVING_TO = frozenset({"contribute", "commit", "add", "extend", "move", "participate", "expand", "turn", "switch"})
_DENIALS = frozenset({"deny", "dispute", "doubt", "reject", "refute", "dismiss"})
_CIVILIAN = frozenset({"foreign_fighters", "counter_finance", "counter_messaging"})
_CARRYING = frozenset({"fly", "carry", "drop", "deliver", "bring", "transport", "take", "airlift", "airdrop"})
_HOSTILE = frozenset("suicide captured enemy isil isis daesh stolen militant insurgent jihadist seized".split())
"""Words in a noun phrase that make it the enemy's thing: "suicide vehicles", "captured tanks"."""

_LEFT_PLACES = frozenset("iraq syria gulf coalition mission campaign region theatre home middle mediterranean".split())
_PURPOSES: tuple[tuple[Capability, frozenset[str]], ...] = (
    ("counter_finance", frozenset({"smuggling", "antiquities", "financing", "laundering"})),
    ("stabilisation_funding", frozenset(
        "mines demining reconstruction rebuild rebuilding stabilise stabilize stabilising stabilizing stabilisation stabilization infrastructure "
        "liberated undp recovery".split()
    )),
    ("humanitarian", frozenset(
        "refugee refugees displaced humanitarian relief unhcr wfp unicef fled homeless victims civilians needs camps food "
        "shelter suffering aid help emergency assistance".split()
    )),
)  # fmt: skip
"""What words near an amount say of its purpose, the first list that fits."""

_PLACING = frozenset("under in at near over from through into around throughout across".split())
"""Prepositions after which the capability is a setting, no object: "support in their strikes"."""

_PLANS = frozenset({"plan", "proposal", "bill", "motion", "option", "idea", "resolution", "if", "were"})
_AFTER_BARE_NUMBER = frozenset({"to", "in", ".", ",", ";", "and", "for", "more", "at", "from"})
_TRAINING_SITES = frozenset({"Camp Taji", "Besmayah", "Taji", "Besmaya"})
_CIVILIAN_DEEDS = frozenset({"conduct", "join", "host", "support", "transfer", "increase", "end"})
"""What a nation does about the money, the message and the recruits of IS; to stop their flow is a contribution."""

_LOOKING = frozenset("gather collect monitor watch observe photograph scout locate identify spy".split())
_HOSTING = frozenset({"host", "house"})
_TAKING_PART = frozenset({"participation", "involvement", "contribution"})
_RECEIVING = frozenset({"receive", "get", "face", "answer", "meet", "honour", "honor", "follow", "ignore", "welcome"})
_USES = frozenset({"use", "operate", "fly", "access", "conduct", "launch", "station", "carry out"})
_PERMISSIONS = frozenset({"let", "allow", "permit", "authorise", "authorize", "grant", "enable", "agree", "approve"})
_PRONOUNS = frozenset({"it", "they", "he", "she", "we", "i"})
_NATION_NOUNS = frozenset(
    {"government", "country", "parliament", "ministry", "cabinet", "kingdom", "lawmakers", "mps", "bundestag"}
)
_HUMANS = frozenset({"ground_forces", "special_operations"})
_TRAINING = frozenset({"train", "advise", "mentor", "instruct", "retrain", "teach"})
_LOCAL = frozenset(
    "iraqi iraqis kurdish kurds peshmerga syrian rebels rebel fighters forces local tribal libyan sunni opposition "
    "militias them recruits pesh".split()
)
_TARGETS = frozenset(
    "is isis isil daesh islamic militants militant extremists extremist jihadists jihadist targets target positions "
    "terrorists terrorist caliphate raqqa mosul oil militia tactical".split()
)
_TRANSFERS = frozenset({"transfer", "fund", "increase", "host", "join", "conduct"})
_EFFECTS = frozenset({"effect", "plain", "report"})


@dataclass(frozen=True, slots=True)
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
class _Link:
    """A capability tied to the verb that says what becomes of it."""

    capability: CapabilityMention
    start: int
    verb: VerbGroup
    is_subject: bool


class SentenceReader:
    """Finds the facts of one sentence."""

    def __init__(
        self, view: SentenceView, words: PledgeWords, states: frozenset[str], remembered: dict[str, tuple[str, ...]]
    ) -> None:
        self.view, self.words, self.states = view, words, states
        self.document, self.sentence = view.document, view.sentence
        self.keys = view.document.keys
        self.first, self.end = view.sentence.first, view.sentence.end
        self.clauses = self._clauses()
        self.verb_tokens = {
            t for verb in self.clauses.verbs if verb.form != "noun" for t in range(verb.first, verb.end)
        }
        self.capabilities = [c for c in view.capabilities if c.first not in self.verb_tokens]
        self.actors = self._actors(remembered)
        self.subjects = Subjects(self.keys, self.clauses, self.actors, remembered)
        self.reported = any(
            verb.classes & {"report", "promise"} and (verb.is_finite or verb.form == "participle")
            for verb in self.clauses.verbs
        )

    # --- what the sentence holds ---------------------------------------------------------------------------------

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
        for token in range(self.first, self.end):
            if self.keys[token] == "is" and self.document.words[token] == "IS":
                marks[token - self.first] = OTHER_NAME
        nouns = {mention.first: mention.end for mention in self.view.capabilities}
        return analyse(self.keys, self.document.lowers, self.first, self.end, marks, nouns, self.words)

    def _mark(self, marks: list[int], first: int, end: int, value: int) -> None:
        for token in range(max(first, self.first), min(end, self.end)):
            marks[token - self.first] = value

    def _actors(self, remembered: dict[str, tuple[str, ...]]) -> list[Actor]:
        keys = self.keys
        pronouns = [
            t
            for t in range(self.first, self.end)
            if keys[t] in _PRONOUNS
            or (keys[t] in _NATION_NOUNS and keys[t - 1] in {"the", "its", "their", "his", "her"})
        ]
        outsiders = [
            (a, b)
            for a, b, _ in self.words.outsiders.find(keys, self.first, self.end)
            if not any(n.first < b and a < n.end and len(n.code) == 3 for n in self.view.nations)
            and not any(c.first < b and a < c.end for c in self.view.capabilities)
            and (keys[a] not in {"is", "un"} or self.document.words[a].isupper())
        ]
        local: dict[str, tuple[str, ...]] = dict(remembered)
        things = frozenset(c.end for c in self.view.capabilities if c.role in {"asset", "generic"})
        return actors_of(keys, self.view.nations, self.view.ministers, outsiders, pronouns, local, self.first, things)

    # --- facts ---------------------------------------------------------------------------------------------------

    def facts(self) -> Iterator[PledgeFact]:
        """All facts of the sentence."""
        links = [link for link in (self._link(c) for c in self.capabilities) if link is not None]
        for link in links:
            yield from self._link_facts(self._with_purpose(link), links)
            yield from self._limits(link)
        yield from self._further_numbers(links)
        yield from self._headed_list()
        yield from self._member_lists()
        yield from self._sums(links)
        for verb in self.clauses.verbs:
            yield from self._own_verb_facts(verb, links)

    def _link(self, capability: CapabilityMention) -> _Link | None:
        start = self._phrase_first(capability)
        segment = self.clauses.segment_of(capability.first)
        left = self._left_verb(capability, segment)
        right = self._right_verb(capability, segment)
        if right is not None and self._is_subject(capability, start, left, right):
            return _Link(capability, start, self._innermost(right), True)
        if left is None:
            left = self._verb_before_colon(capability, segment)
        if left is not None:
            return _Link(capability, start, self._permission(capability, left), False)
        return None

    def _verb_before_colon(self, capability: CapabilityMention, segment: int) -> VerbGroup | None:
        """The verb that a list after a colon belongs to: "authorised a new contribution: six jets and a warship"."""
        if self.clauses.openers.get(segment) not in {":", "—", "--"}:
            return None
        for verb in reversed(self.clauses.verbs):
            if verb.end <= capability.first and verb.form not in {"participle", "noun"}:
                return None if verb.segment == segment or "report" in verb.classes else verb
        return None

    def _phrase_first(self, capability: CapabilityMention) -> int:
        """First token of the noun phrase, with the whole of its number: "up to 30 trainers" begins at "up"."""
        start = phrase_first(self.keys, capability, self.first, self.verb_tokens)
        for mention in self.view.quantities:
            if mention.first < start <= mention.end:
                return mention.first
        return start

    def _permission(self, capability: CapabilityMention, verb: VerbGroup) -> VerbGroup:
        """Who lets others use a base gives it: "Turkey will let the coalition use its air base"."""
        if capability.capability != "basing_access" or verb.lemma not in _USES:
            return verb
        permission = self._permission_before(verb)
        if permission is not None:
            return permission
        for other in reversed(self.clauses.verbs):
            if other.first < verb.first and other.lemma in _PERMISSIONS:
                return other
        return verb

    def _left_verb(self, capability: CapabilityMention, segment: int) -> VerbGroup | None:
        for verb in reversed(self.clauses.verbs):
            if verb.end > capability.first or verb.segment != segment:
                continue
            if verb.form == "participle" or ("report" in verb.classes and not verb.classes - {"report", "plain"}):
                continue
            return verb
        return None

    def _right_verb(self, capability: CapabilityMention, segment: int) -> VerbGroup | None:
        for verb in self.clauses.verbs:
            if verb.first < capability.end:
                continue
            if verb.segment == segment and (verb.is_finite or verb.form == "participle"):
                return verb
            if verb.segment != segment and verb.is_finite and verb.first - capability.end <= 3:
                return self._main_verb_after(verb, segment) or verb
        return None

    def _main_verb_after(self, relative: VerbGroup, segment: int) -> VerbGroup | None:
        """The verb of the main clause after a relative one: "The soldiers who guarded the base came home"."""
        for verb in self.clauses.verbs:
            if verb.first >= relative.end and verb.segment == segment and verb.is_finite:
                return verb if stance_of(verb) not in {"", "be"} else None
        return None

    def _is_subject(self, capability: CapabilityMention, start: int, left: VerbGroup | None, right: VerbGroup) -> bool:
        between = self.keys[capability.end : right.first]
        if start > self.first and self.keys[start - 1] in PREPOSITIONS and self.keys[start - 1] != "of":
            return False
        if right.form == "participle" and left is not None:
            return False
        if left is None:
            return "," not in between or right.first - capability.end <= 12
        if "," in between or len(between) > 5 or ("and" in between and self._next_capability(capability) is None):
            return False
        if right.first - capability.end > 1 and not all(k in PREPOSITIONS or k.isalpha() for k in between):
            return False
        before = self.keys[start - 1] if start > self.first else ""
        return (
            right.is_finite
            and (right.first < right.head or right.past)
            and (before in {"and", ",", "that", "but"} or bool(left.classes & {"report", "promise", "consider"}))
        )

    def _innermost(self, verb: VerbGroup) -> VerbGroup:
        for other in self.clauses.verbs:
            if (
                other.governor is verb
                and not other.purpose
                and other.form == "infinitive"
                and other.first - verb.end <= 1
            ):
                return self._innermost(other)
        return verb

    def _with_purpose(self, link: _Link) -> _Link:
        """Troops sent to train are trainers, jets sent to look are reconnaissance."""
        capability = link.capability
        if self._is_flown_mission(link):
            return replace_link(link, "air_support")
        if link.verb.lemma in {"gather", "collect"} and self.keys[capability.first] == "intelligence":
            return replace_link(link, "reconnaissance")
        if (
            link.verb.lemma in _HOSTING
            and not link.is_subject
            and capability.role in {"asset", "generic", "deed", "site"}
        ):
            return replace_link(link, "basing_access")
        if capability.capability in _HUMANS or capability.capability == "other" and capability.unit == "personnel":
            if self._has_training_purpose(link) or self._is_at_training_site(link):
                return replace_link(link, "trainers")
        elif capability.capability == "air_strikes" and capability.role in {"asset", "generic"}:
            task = self._air_task(link)
            if task is not None:
                return replace_link(link, task)
        return link

    def _air_task(self, link: _Link) -> Capability | None:
        """What aircraft are for, where the text says so: "Tornados for reconnaissance", "surveillance with two jets"."""
        capability = link.capability
        for verb in self.clauses.verbs:
            if verb.form == "infinitive" and 0 <= verb.first - capability.end <= 8 and verb.lemma in _LOOKING:
                return "reconnaissance"
        for other in self.capabilities:
            if other.capability not in {"reconnaissance", "air_support", "humanitarian"}:
                continue
            if other.first >= capability.end:
                between = self.keys[capability.end : other.first]
                if 0 < len(between) <= 7 and between[0] in {"for", "to", "on"} and not {"and", ","} & {*between}:
                    return other.capability
                if other.role != "asset" and 0 < len(between) <= 9 and between[-1] == "for":
                    return other.capability
            elif other.role in {"deed", "mass"} and self.keys[link.start - 1] == "with":
                if link.verb.end <= other.first and "conduct" in link.verb.classes:
                    return other.capability
        return None

    def _next_capability(self, capability: CapabilityMention) -> CapabilityMention | None:
        segment = self.clauses.segment_of(capability.first)
        for other in self.capabilities:
            if other.first >= capability.end and self.clauses.segment_of(other.first) == segment:
                return other
        return None

    def _is_at_training_site(self, link: _Link) -> bool:
        """Soldiers at Taji or Besmayah train: the camps are the coalition's schools."""
        if link.capability.role != "generic" or link.capability.unit != "personnel":
            return False
        place = self._place(link)
        return place is not None and place[0] in _TRAINING_SITES

    def _has_training_purpose(self, link: _Link) -> bool:
        capability = link.capability
        if link.is_subject and link.verb.lemma in _TRAINING:
            return True
        for verb in self.clauses.verbs:
            gap = verb.first - capability.end
            if 0 <= gap <= 18 and verb.lemma in _TRAINING and verb.form in {"infinitive", "gerund", "base", "present"}:
                between = self.keys[capability.end : verb.first]
                if ";" not in between and not any(
                    other.is_finite
                    and other is not link.verb
                    and other is not link.verb.governor
                    and capability.end <= other.first < verb.first
                    for other in self.clauses.verbs
                ):
                    return True
        following = self._next_capability(capability)
        if following is not None and following.capability == "trainers":
            between = self.keys[capability.end : following.first]
            if 0 < len(between) <= 10 and "as" in between[-3:]:
                return True
            return (
                0 < len(between) <= 7 and between[0] in {"as", "for", "in", "on", "to", "from"} and "," not in between
            )
        return False

    def _link_facts(self, link: _Link, links: Sequence[_Link]) -> Iterator[PledgeFact]:
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
        trainees = self._trainees(verb) if link.is_subject and verb.lemma in _TRAINING else None
        for fact in self._emit(link, act, actor, rule, asked_by):
            yield _counting(fact, trainees) if trainees is not None and fact.quantity is None else fact
        yield from self._refused_request(link, act)

    def _as_deed(self, link: _Link) -> VerbGroup:
        """To stop or cut the enemy's money or recruits is a deed and no end of a contribution."""
        verb = link.verb
        if verb.lemma == "extend" and self._money(link) is not None:
            return replace(verb, classes=frozenset({"transfer"}))
        if link.capability.capability in _CIVILIAN and "end" in verb.classes and not link.is_subject:
            return replace(verb, classes=frozenset({"support"}))
        return verb

    def _is_none_of(self, link: _Link) -> bool:
        """ "no ground troops": the negation stands in the noun phrase."""
        return self.keys[link.start] == "no" or self.keys[link.start - 1] == "no"

    def _act(self, verb: VerbGroup) -> Act | None:
        opener = self.clauses.openers.get(verb.segment, "")
        if opener in {"if", "unless"} or (opener == "that" and self._is_denied(verb)):
            return None
        act = act_of(verb, reported=self.reported or _PLANS.isdisjoint(self.keys[self.first : self.end]))
        if verb.lemma in {"leave", "depart"} and act in {"delivering", "pledged"} and self._leaves_theatre(verb):
            act = "ended"
        elif verb.lemma in {"leave", "depart"} and act == "delivering" and self.keys[verb.end : verb.end + 1] != ["for"]:
            act = None
        if verb.form == "noun" and (act is None and not verb.negated or "transfer" in verb.classes):
            act = self._noun_act(verb)
        if act in {"pledged", "considering"} and self._is_hoped(verb):
            return "requested"
        if act == "requested" and verb.governor is not None and self.subjects.is_domestic(verb.governor, verb):
            return "considering"
        if opener == "that" and act == "pledged" and self._is_said_possible(verb):
            return "considering"
        if act in {"considering", "pledged", "delivering"} and self._is_wished_of_other(verb):
            return "requested"
        if opener == "whether" and act in {"pledged", "delivering"}:
            return "considering"
        return act

    def _leaves_theatre(self, verb: VerbGroup) -> bool:
        """ "will leave Iraq", "has left the Taji base", "left for home"; not "left for Iraq", not "left Cyprus"."""
        following = self.keys[verb.end : min(verb.end + 5, self.end)]
        if any(verb.end <= c.first < verb.end + 5 for c in self.capabilities):
            return False
        if following[:1] == ["for"]:
            return "home" in following[:3]
        if not _LEFT_PLACES.isdisjoint(following):
            return True
        return any(
            place.first < verb.end + 5 and place.first >= verb.end and place.country in THEATRE
            for place in self.view.places
        )

    def _is_said_possible(self, verb: VerbGroup) -> bool:
        """ "It is possible that Sweden will send trainers"."""
        start = self.clauses.segments.index(verb.segment) + self.first
        return self.keys[start - 1] in {"possible", "conceivable", "likely", "possibility"}

    def _is_denied(self, verb: VerbGroup) -> bool:
        """Whether the clause hangs on a denial: "denied that it had been asked", "did not say that it would"."""
        for other in reversed(self.clauses.verbs):
            if other.first < verb.first and other.segment != verb.segment:
                return other.lemma in _DENIALS or (other.negated and "report" in other.classes)
        return False

    def _is_wished_of_other(self, verb: VerbGroup) -> bool:
        """ "wants Germany to send", "would like to see Italian jets take part": a wish for another's act."""
        governor = verb.governor
        if governor is not None and "wish" in governor.classes:
            return self.subjects.asked(governor, verb) is not None
        seen = self._seeing(verb)
        return seen is not None and seen.governor is not None and bool(seen.governor.classes & {"wish", "request"})

    def _is_hoped(self, verb: VerbGroup) -> bool:
        """ "hoped Germany would send": the hope of one for the act of another."""
        if not verb.is_finite:
            return False
        earlier = [other for other in self.clauses.verbs if other.end <= verb.first]
        if not earlier or earlier[-1].lemma not in {"hope", "wish"}:
            return False
        actor = self.subjects.of(verb)
        return actor is not None and actor.first >= earlier[-1].end and actor.kind == "nation"

    def _seeing(self, verb: VerbGroup) -> VerbGroup | None:
        """ "to see" before a verb and its subject."""
        for other in reversed(self.clauses.verbs):
            if other.end <= verb.first and other.segment == verb.segment:
                if other.lemma == "see" and other.form == "infinitive":
                    return other
                if other is not verb:
                    return None
        return None

    def _noun_act(self, verb: VerbGroup) -> Act | None:
        """ "announced the deployment of", "the deployment will begin", "a withdrawal of"."""
        governor = self.subjects.previous(verb)
        if governor is not None and verb.first - governor.end <= 8:
            stance = stance_of(governor)
            if "with" in self.keys[governor.end : verb.first] and governor.is_finite:
                return self._act(governor)
            if stance in {"promise", "consider", "decline", "end", "request", "wish", "continue"}:
                return self._act(governor)
        for other in self.clauses.verbs:
            if other.first >= verb.end and other.segment == verb.segment and other.is_finite:
                if other.modal or (other.passive and stance_of(other) in {"consider", "promise", "decline", "end"}):
                    return act_of(other, reported=self.reported)
                break
        return "delivering"

    def _is_contribution(self, link: _Link) -> bool:
        """Whether verb and capability together can mean that somebody gives something."""
        verb, capability = link.verb, link.capability
        if capability.role == "munition" or (capability.role == "weakdeed" and not verb.classes & {"conduct", "join"}):
            return False
        stance, classes = stance_of(verb), verb.classes
        if not _HOSTILE.isdisjoint(self.keys[max(link.start - 1, self.first) : capability.end]):
            return False
        if link.is_subject:
            if "effect" in classes and verb.passive:
                return False
            if verb.lemma in _TRAINING and not verb.passive:
                return capability.capability in _HUMANS | {"trainers"}
            if verb.classes & {"effect", "own"} and not verb.passive:
                return capability.capability in {"air_strikes", "special_operations", "reconnaissance"}
            return self._can_be_subject(link, stance)
        before = self.keys[link.start - 1]
        if before in {",", "and", "them", "including", "plus"} and capability.role != "weak":
            if verb.form == "noun" and before == ",":
                return False
            inherited = self._inherited(link)
            if inherited is not None:
                return inherited
        if capability.capability in _CIVILIAN and classes & _CIVILIAN_DEEDS:
            return True
        if capability.capability == "basing_access" and before in PREPOSITIONS - {"to"}:
            return False
        if capability.capability == "weapons_munitions" and (
            verb.lemma in {"fire", "drop", "launch", "use", "employ"}
            or "against" in self.keys[capability.end : capability.end + 3]
        ):
            return False
        if before == "from" and any(q.first == link.start and q.low != q.high for q in self.view.quantities):
            before = ""
        if before == "for" and classes & {"transfer", "fund"} and verb.form != "noun" and self._has_earlier_object(link):
            return False
        if before in {"in", "with"} and classes & {"arrive", "support"} and self._owner_codes(link):
            return False
        permission = self._permission_before(verb)
        if permission is not None:
            return capability.capability == "basing_access"
        if verb.lemma == "use" and capability.role in {"asset", "generic"}:
            return not any(other.role == "deed" for other in self.capabilities)
        if before == "for" and capability.role == "deed" and verb.lemma in _USES:
            return False
        if (
            before in _PLACING
            and verb.form != "noun"
            and not classes & {"join", "end", "be", "effect", "own"}
            and not self._is_civilian(link)
        ):
            return False
        if before == "to" and self.keys[link.start - 2] == "addition":
            return bool(self._inherited(link))
        if before == "by" and capability.role == "deed" and "effect" in classes and verb.passive:
            return True
        if before == "by" or (
            before == "for"
            and capability.role in {"asset", "generic"}
            and verb.form != "noun"
            and stance not in {"request", "wish"}
        ):
            return False
        if verb.lemma in {"allow", "permit", "let"} and capability.role in {"asset", "generic"}:
            return False
        if before in _NOT_GIVEN or (before == "to" and verb.lemma not in _GIVING_TO):
            return False
        if verb.lemma == "leave" and not verb.passive:
            return capability.role in {"asset", "generic"} and before not in PREPOSITIONS
        if self._is_flown_mission(link):
            return True
        if stance in {"promise", "decline", "end", "continue", "request", "consider"}:
            return capability.role != "weak" or (capability.capability != "other" and stance == "promise")
        if verb.form == "noun":
            return before in {"of", "for"} or (before in {"in", "to"} and verb.lemma in _TAKING_PART)
        if capability.capability == "basing_access" and verb.lemma in _USES:
            return False
        if classes & {"join"} and capability.role in {"asset", "generic"}:
            return before == "with"
        if classes & _TRANSFERS:
            return capability.role != "weak" or capability.capability != "other"
        if "have" in classes:
            return capability.role in {"asset", "generic", "site"} and capability.unit != "weapons"
        if "own" in classes or "effect" in classes:
            return (
                before in {"with", "by", "in", "from", "using"}
                and capability.role in {"asset", "deed", "generic"}
                and before != "in"
            )
        if "support" in classes:
            return before in {"with", "through", "in", "by"} or verb.lemma in _ESTABLISHING
        if "arrive" in classes:
            return before in {"with", "on", "as"} and capability.role in {"asset", "generic", "deed"}
        if "be" in classes:
            if self.keys[verb.first - 1] == "there":
                return capability.role in {"asset", "generic"} or self._is_none_of(link)
            return before in {"in", "among", "of"} and capability.role == "deed"
        return "wish" in classes and before not in PREPOSITIONS

    def _has_earlier_object(self, link: _Link) -> bool:
        """Whether the verb has an object before this one: "instructors for weapons" gives no weapons."""
        return any(link.verb.end <= other.first and other.end <= link.start for other in self.capabilities)

    def _permission_before(self, verb: VerbGroup) -> VerbGroup | None:
        """The verb of a nation that lets another one act: "agreed to let the U.S. military launch strikes"."""
        for other in self.clauses.verbs:
            if other.end <= verb.first and other.segment == verb.segment and other.lemma in {"let", "allow", "permit"}:
                if any(other.end <= actor.first < verb.first and actor.codes for actor in self.actors):
                    return other
        return None

    def _is_flown_mission(self, link: _Link) -> bool:
        """ "have flown 1,000 missions": sorties of a kind the text leaves open."""
        if link.verb.lemma != "fly" or self.keys[link.capability.end - 1] not in {"missions", "mission"}:
            return False
        return link.capability.capability == "other"

    def _is_civilian(self, link: _Link) -> bool:
        return link.capability.capability in _CIVILIAN or "support" in link.verb.classes

    def _can_be_subject(self, link: _Link, stance: str) -> bool:
        """Whether something is said of the capability as a subject that amounts to a contribution."""
        verb, capability = link.verb, link.capability
        if stance in {"", "wish"} or capability.role == "weak" or (verb.lemma == "leave" and verb.passive):
            return False
        if verb.lemma == "carry" or (self._is_total(link) and "increase" not in verb.classes):
            return False
        if capability.role == "generic":
            if quantity_of(self.keys, capability, link.start, self.view.quantities) is None and not self._owner_codes(
                link
            ):
                return False
        following_deed = self._next_capability(capability)
        if (
            capability.role == "generic"
            and capability.unit == "personnel"
            and verb.classes & {"conduct", "join"} | {verb.lemma} & _ESTABLISHING
            and following_deed is not None
            and not verb.passive
            and following_deed.first - verb.end <= 6
        ):
            return False
        if (
            verb.classes & {"conduct", "join"}
            and following_deed is not None
            and not verb.passive
            and capability.unit == "aircraft"
        ):
            if following_deed.role in {"deed", "mass"} and following_deed.capability != capability.capability:
                return False
        if "be" in verb.classes:
            if self.keys[verb.first - 1] == "there":
                return True
            following = self.keys[verb.end] if verb.end < self.end else ""
            return capability.role in {"asset", "generic"} and following in {"in", "at", "on", "there", "already"}
        if "have" in verb.classes:
            return False
        cargo = self._next_capability(capability)
        if verb.lemma in _CARRYING and cargo is not None and 0 <= cargo.first - verb.end <= 4:
            return cargo.capability not in {"humanitarian", "weapons_munitions", "equipment"}
        return capability.role in {"asset", "generic", "deed", "site"} or verb.passive or stance != "deed"

    def _is_total(self, link: _Link) -> bool:
        """ "The number of British soldiers is going up": the subject is a number."""
        return self.keys[link.start - 2 : link.start] == ["number", "of"]

    def _inherited(self, link: _Link) -> bool | None:
        """Whether the item before in the same list is a contribution: "with arms, among them 500 missiles"."""
        before = [c for c in self.capabilities if c.end <= link.start]
        if not before:
            return None
        other = self._link(before[-1])
        if other is None or other.verb is not link.verb or other.is_subject:
            return None
        return self._is_contribution(other) or (None if before[-1].role == "weak" else False)

    def _inherits_from(self, link: _Link) -> CapabilityMention | None:
        """The item before in the list to which a capability belongs."""
        if self.keys[link.start - 1] not in {",", "and", "them", "including", "plus"}:
            return None
        before = [c for c in self.capabilities if c.end <= link.start]
        return before[-1] if before else None

    def _giver(self, link: _Link, act: Act) -> tuple[tuple[str, ...] | None, str]:
        """The nations that give (or are asked), and the rule that found them."""
        verb = link.verb
        if act == "requested":
            return self._addressed(self._asked(link)), "pledges.requested"
        owner = self._owner_codes(link)
        if verb.lemma in _HOSTING:
            return self._codes(self.subjects.of(verb)), "pledges.subject"
        part_of = self.keys[link.start - 2 : link.start] == ["part", "of"]
        if owner is not None and not (owner == (COALITION,) and ("join" in verb.classes or part_of)):
            return self._unless_refused(link, owner, act), "pledges.owner"
        agent = self.subjects.agent(verb) if verb.passive or link.is_subject or verb.form == "noun" else None
        if agent is not None:
            return self._codes(agent), "pledges.agent"
        source = self._source(link)
        if source is not None and (link.is_subject or verb.passive or verb.classes & {"have", "be"}):
            return self._codes(source), "pledges.source"
        if link.is_subject or verb.passive:
            return self._codes(self._background(link)), "pledges.thing"
        thing = self._thing_subject(link)
        if thing is not None:
            return self._giver(thing, act)
        if "be" in verb.classes and self.keys[verb.first - 1] == "there":
            return self._codes(self._background(link)), "pledges.thing"
        actor = self.subjects.of(verb) or (self._background(link) if verb.form == "noun" else None)
        return self._codes(actor), (
            "pledges.pronoun" if actor is not None and actor.kind in {"pronoun", "noun"} else "pledges.subject"
        )

    def _unless_refused(self, link: _Link, owner: tuple[str, ...], act: Act) -> tuple[str, ...]:
        """None for what one nation refuses of another: "Baghdad rejected Turkish troops"."""
        if act != "declined" or link.is_subject:
            return owner
        actor = self.subjects.of(link.verb)
        if actor is None or not actor.codes or actor.kind == "minister" or set(actor.codes) & set(owner):
            return owner
        return ()

    def _thing_subject(self, link: _Link) -> _Link | None:
        """The capability that is subject of the same verb: "Two Auroras fly surveillance missions"."""
        for capability in self.capabilities:
            if capability.end <= link.verb.first and capability.role in {"asset", "generic"}:
                other = self._link(capability)
                if other is not None and other.is_subject and other.verb is link.verb:
                    return other
        return None

    def _asked(self, link: _Link) -> Actor | None:
        chain = link.verb
        if self._is_hoped(link.verb):
            return self.subjects.of(link.verb)
        seen = self._seeing(link.verb)
        if seen is not None:
            owner = self.subjects.of(link.verb)
            return owner if owner is not None and owner.first >= seen.end else None
        while chain is not None:
            if chain.classes & {"request", "wish"}:
                asked = self.subjects.asked(chain, link.verb if link.verb is not chain else None)
                if asked is not None or chain.form != "noun":
                    return asked
                governor = self.subjects.previous(chain)
                return self.subjects.of(governor) if governor is not None and _receives(governor) else None
            if chain.governor is None:
                return None
            chain = chain.governor
        return None

    def _owner_codes(self, link: _Link) -> tuple[str, ...] | None:
        """ "Danish F-16s", "Denmark's four F-16s", "the RAF's Tornados": the nations named in the noun phrase."""
        inside = [
            nation
            for nation in self.view.nations
            if link.start <= nation.first and nation.end <= link.capability.end and not is_compound(self.keys, nation)
        ]
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

    def _source(self, link: _Link) -> Actor | None:
        """ "six jets from the Netherlands"."""
        for actor in self.actors:
            gap = actor.first - link.capability.end
            if 0 < gap <= 3 and self.keys[link.capability.end] in {"from", "by"} and actor.kind == "nation":
                return actor
        return None

    def _background(self, link: _Link) -> Actor | None:
        """Whose thing it is when the thing is the subject: the sentence's first actor before it, else the last nation."""
        if self.keys[link.start] == "our":
            speakers = [actor for actor in self.actors if actor.kind == "minister"]
            return speakers[0] if speakers else Actor("pronoun", self.subjects.remembered.get("we", ()), 0, 1, "")
        for actor in reversed(self.actors):
            if actor.end <= link.start and not actor.preposition and actor.kind != "outsider":
                return actor
        for actor in self.actors:
            if actor.preposition in {"in", "from"} and actor.first - self.first <= 2 and self._codes(actor):
                return actor
        codes = self.subjects.remembered.get("it", ())
        return Actor("pronoun", codes, link.start, link.start + 1, "") if codes else None

    def _addressed(self, actor: Actor | None) -> tuple[str, ...] | None:
        """The nations a request goes to; "allies" and "partners" whom a state asks are the coalition."""
        if actor is not None and not actor.codes and self.keys[actor.end - 1] in {"allies", "partners"}:
            return (COALITION,)
        if actor is not None and actor.kind == "thing" and self.keys[actor.first] in {"allies", "partners", "members"}:
            return (COALITION,)
        return self._codes(actor)

    def _codes(self, actor: Actor | None) -> tuple[str, ...] | None:
        return None if actor is None else self._contributors(actor.codes)

    def _contributors(self, codes: Sequence[str]) -> tuple[str, ...] | None:
        outside = THEATRE | OTHER_SIDES
        kept = tuple(code for code in codes if (code in self.states and code not in outside) or code == COALITION)
        return kept or None

    def _asker(self, verb: VerbGroup) -> str:
        chain: VerbGroup | None = verb
        while chain is not None:
            if chain.classes & {"request", "wish"}:
                actor = self.subjects.agent(chain) if chain.passive else self.subjects.of(chain)
                return actor.codes[0] if actor is not None and actor.codes else ""
            chain = chain.governor
        return ""

    def _refused_request(self, link: _Link, act: Act) -> Iterator[PledgeFact]:
        """ "rejected a US request for more trainers": the refusal stands, and so does the request."""
        request = link.verb if link.verb.form == "noun" else link.verb.governor
        if act != "requested" or request is None or request.form != "noun":
            return
        governor = self.subjects.previous(request)
        if governor is None or stance_of(governor) not in {"decline", "consider", "promise"}:
            return
        own = self._act(governor)
        codes = self._codes(self.subjects.of(governor))
        if own is not None and codes is not None:
            yield from self._emit(link, own, codes, "pledges.answer", "")

    def _limits(self, link: _Link) -> Iterator[PledgeFact]:
        """ "in Iraq but not in Syria": what is given for one place is refused for another."""
        act = self._act(link.verb)
        if act not in {"pledged", "delivering"} or not self._is_contribution(link):
            return
        for t in range(link.capability.end, self.end - 2):
            if (
                self.keys[t] == "not"
                and self.keys[t - 1] in {"but", "and"}
                and self.keys[t + 1] in {"in", "over", "to"}
            ):
                place = place_of(self.keys, (t + 1, min(t + 5, self.end)), self.view.places, self.view.nations)
                codes, _ = self._giver(link, act)
                if place is not None and codes:
                    for fact in self._emit(link, "declined", codes, "pledges.limited", ""):
                        yield replace(
                            fact,
                            quantity=None,
                            quantity_low=None,
                            quantity_high=None,
                            place=place[0],
                            place_text=self.document.quote(self.document.span(place[1], place[2])),
                        )
                return

    # --- numbers without a noun, lists without a verb ----------------------------------------------------------------

    def _further_numbers(self, links: Sequence[_Link]) -> Iterator[PledgeFact]:
        """ "150 troops to Kuwait and 60 to Iraq", "four F-16s, the Netherlands six and Belgium eight"."""
        for quantity in self.view.quantities:
            link = self._counted_before(quantity, links)
            if link is None or quantity.best is None:
                continue
            act = self._act(link.verb)
            if act is None or not self._is_contribution(link):
                continue
            start = quantity.first - 1 if self.keys[quantity.first - 1] == "with" else quantity.first
            own = [a for a in self.actors if a.end == start and a.kind == "nation" and a.first > link.capability.end]
            codes = self._codes(own[-1]) if own else self._giver(link, act)[0]
            place = place_of(
                self.keys, (quantity.end, min(quantity.end + 5, self.end)), self.view.places, self.view.nations
            )
            for fact in self._emit(self._with_purpose(link), act, codes or (), "pledges.number", ""):
                yield replace(
                    fact,
                    quantity=quantity.best,
                    quantity_low=quantity.low,
                    quantity_high=quantity.high,
                    qualifier=quantity.qualifier,
                    unit=link.capability.unit,
                    amount=None,
                    currency="",
                    place=place[0] if place else "",
                    place_text=self.document.quote(self.document.span(place[1], place[2])) if place else "",
                )

    def _counted_before(self, quantity: QuantityMention, links: Sequence[_Link]) -> _Link | None:
        """The counted thing that a bare number after it repeats."""
        following = self.keys[quantity.end] if quantity.end < self.end else "."
        before = self.keys[quantity.first - 1] if quantity.first > self.first else ""
        if following not in _AFTER_BARE_NUMBER:
            return None
        at_nation = any(
            actor.end in {quantity.first, quantity.first - 1} and actor.kind == "nation" for actor in self.actors
        )
        if not at_nation and before not in {"and", "another"}:
            return None
        earlier = [
            link
            for link in links
            if link.capability.end <= quantity.first
            and link.capability.unit in {"personnel", "aircraft"}
            and not link.is_subject
        ]
        if not earlier or quantity.first - earlier[-1].capability.end > 20:
            return None
        return earlier[-1]

    def _headed_list(self) -> Iterator[PledgeFact]:
        """ "Denmark: seven F-16s, 120 trainers": a line that opens with a nation and has no verb."""
        if self.clauses.verbs or not self.actors:
            return
        head = self.actors[0]
        if head.kind != "nation" or head.first - self.first > 1 or self.keys[head.end] not in {":", "-", "–", "—"}:
            return
        for capability in self.capabilities:
            if capability.role in {"asset", "generic", "deed"} and capability.first > head.end:
                start = self._phrase_first(capability)
                pseudo = VerbGroup(head.first, head.first, head.end, "", frozenset(), "noun")
                link = _Link(capability, start, pseudo, False)
                yield from self._emit(link, "delivering", self._codes(head) or (), "pledges.list", "")

    # --- money whose purpose stands in other words -----------------------------------------------------------------

    def _sums(self, links: Sequence[_Link]) -> Iterator[PledgeFact]:
        """ "gave 5 million francs for displaced people": the purpose tells the capability."""
        for money in self.view.money:
            if any(self._money(link) is money and self._is_contribution(link) for link in links):
                continue
            capability = self._purpose_of(money) or self._known_purpose()
            verb = self._left_verb_of_money(money)
            if capability is None or verb is None:
                continue
            mention = CapabilityMention(capability, "", money.first, money.end, role="mass")
            link = _Link(mention, money.first, verb, verb.first > money.first)
            act = self._act(replace(verb, classes=frozenset({"transfer"})) if verb.lemma == "extend" else verb)
            if act is None or self.keys[money.first - 1] == "by":
                continue
            if act == "delivering" and verb.progressive and not verb.past and verb.lemma in {"give", "donate"}:
                act = "pledged"
            codes, _ = self._giver(link, act)
            if codes:
                for fact in self._emit(link, act, codes, "pledges.money", ""):
                    yield replace(
                        fact, amount=money.amount, currency=money.currency, quantity=None, quantity_low=None,
                        quantity_high=None, unit="",
                    )  # fmt: skip

    def _left_verb_of_money(self, money: MoneyMention) -> VerbGroup | None:
        segment = self.clauses.segment_of(money.first)
        for verb in reversed(self.clauses.verbs):
            if verb.segment == segment and verb.end <= money.first and verb.form != "participle":
                giving = verb.classes & {"transfer", "fund", "promise", "increase"} and "report" not in verb.classes
                return verb if giving and verb.form != "noun" else None
        for verb in self.clauses.verbs:
            if verb.segment == segment and verb.first >= money.end and verb.passive:
                return verb if verb.classes & {"transfer", "fund", "promise"} else None
        return None

    def _known_purpose(self) -> Capability | None:
        """The purpose of the sums told before in the same text."""
        known = self.subjects.remembered.get("purpose", ())
        return known[0] if known else None  # type: ignore[return-value]

    def _purpose_of(self, money: MoneyMention) -> Capability | None:
        following = frozenset(self.keys[max(self.first, money.first - 6) : min(self.end, money.end + 22)])
        for capability, words in _PURPOSES:
            if not words.isdisjoint(following):
                self.subjects.remembered["purpose"] = (capability,)
                return capability
        return None

    # --- verbs that name a capability themselves -----------------------------------------------------------------

    def _own_verb_facts(self, verb: VerbGroup, links: Sequence[_Link]) -> Iterator[PledgeFact]:
        own = self.words.capability_verbs.get(verb.lemma)
        if own is None or verb.form in {"noun", "adjective"} or "own" not in verb.classes:
            return
        if not self._has_object(verb, own.needs, own.capability):
            return
        act = None if self.keys[verb.first] == "can" else self._act(verb)
        if (
            act is None
            or ("wish" in verb.classes)
            or (verb.purpose and any(link.verb is verb.governor for link in links))
        ):
            return
        if any(link.verb is verb and not link.is_subject and self.keys[link.start - 1] == "with" for link in links):
            return
        if self._is_told_by_thing(verb, links):
            return
        actor = self.subjects.agent(verb) if verb.passive else self.subjects.of(verb)
        if verb.passive and actor is None:
            return
        if act == "requested" and verb.governor is not None:
            actor = self.subjects.asked(verb.governor, verb)
        codes = self._codes(actor)
        if codes is None:
            return
        mention = CapabilityMention(own.capability, "", verb.head, verb.head + 1, role="deed")
        start = self._people_first(verb, actor)
        trainees = self._trainees(verb) if own.capability == "trainers" and start == verb.head else None
        for fact in self._emit(_Link(mention, start, verb, False), act, codes, "pledges.verb", ""):
            yield fact if trainees is None else _counting(fact, trainees)

    def _trainees(self, verb: VerbGroup) -> QuantityMention | None:
        """How many were trained: "has trained 31,000 Iraqi soldiers", "58,000 Iraqis have been trained by the British"."""
        for mention in self.view.quantities:
            if not verb.passive and 0 <= mention.first - verb.end <= 2:
                return mention
            if verb.passive and mention.end <= verb.first and verb.first - mention.end <= 6:
                return mention
        return None

    def _people_first(self, verb: VerbGroup, actor: Actor | None) -> int:
        """Where the phrase begins that holds the number of people: "About 120 Danes are training …"."""
        if actor is not None and actor.kind == "nation" and actor.first - self.first < verb.first - self.first:
            for mention in self.view.quantities:
                if mention.end == actor.first:
                    return mention.first
        return verb.head

    def _is_told_by_thing(self, verb: VerbGroup, links: Sequence[_Link]) -> bool:
        """Whether the verb's subject is a capability that has its own fact: "Danish F-16s bombed targets"."""
        return any(link.verb is verb and link.is_subject for link in links)

    def _has_object(self, verb: VerbGroup, needs: str, capability: Capability) -> bool:
        following = self.keys[verb.end : min(verb.end + 9, self.end)]
        if needs == "target":
            if verb.lemma not in {"bomb", "strike", "hit", "pound"} and not any(
                c.capability == "air_strikes" for c in self.capabilities
            ):
                return False
            return not _TARGETS.isdisjoint(following)
        if needs == "aerial":
            return any(
                c.capability in {"reconnaissance", "air_strikes"} and c.role == "asset" for c in self.capabilities
            )
        if needs == "local_force" or capability == "trainers":
            return not _LOCAL.isdisjoint(following)
        return True

    # --- nations that are listed after the deed ------------------------------------------------------------------

    def _member_lists(self) -> Iterator[PledgeFact]:
        """ "Nations that have conducted air strikes in Iraq include Australia, Belgium and Canada"."""
        for verb in self.clauses.verbs:
            if verb.lemma not in {"include", "be"} or not verb.is_finite:
                continue
            for actor in self.actors:
                if (
                    actor.first < verb.end
                    or actor.first - verb.end > 2
                    or actor.kind != "nation"
                    or len(actor.codes) < 2
                ):
                    continue
                for capability in self.capabilities:
                    if capability.end <= verb.first:
                        yield from self._listed(capability, actor, verb)

    def _listed(self, capability: CapabilityMention, actor: Actor, verb: VerbGroup) -> Iterator[PledgeFact]:
        deeds = [v for v in self.clauses.verbs if v.end <= capability.first and v.classes & _TRANSFERS]
        codes = self._contributors(actor.codes)
        if deeds and codes:
            act = self._act(deeds[-1])
            if act is not None:
                start = self._phrase_first(capability)
                yield from self._emit(_Link(capability, start, deeds[-1], False), act, codes, "pledges.members", "")

    # --- writing a fact down -------------------------------------------------------------------------------------

    def _emit(self, link: _Link, act: Act, codes: Sequence[str], rule: str, asked_by: str) -> Iterator[PledgeFact]:
        capability = link.capability
        quantity = quantity_of(self.keys, capability, link.start, self.view.quantities)
        money = self._money(link)
        if money is not None and quantity is not None and quantity.first >= money.first and quantity.end <= money.end:
            quantity = None
        place = self._place(link)
        proof = Proof(self.sentence.span, rule, CONFIDENCE[rule], self._fields(link, quantity, money, place))
        best = quantity.best if quantity is not None else None
        one = quantity is None and article_quantity(self.keys, capability, link.start)
        for code in codes:
            yield PledgeFact(
                nation=code,
                capability=capability.capability,
                act=act,
                proof=proof,
                quantity=_ONE if one else best,
                quantity_low=_ONE if one else (quantity.low if quantity is not None else None),
                quantity_high=_ONE if one else (quantity.high if quantity is not None else None),
                unit=capability.unit if best is not None or one else "",
                qualifier=quantity.qualifier if quantity is not None else "",
                additional=quantity.additional if quantity is not None else False,
                amount=money.amount if money is not None else None,
                currency=money.currency if money is not None else "",
                instrument=self._instrument(link) if money is not None else "",
                place=place[0] if place is not None else "",
                place_text=self.document.quote(self.document.span(place[1], place[2])) if place is not None else "",
                asked_by=asked_by,
                speaker=self._speaker(),
            )

    def _money(self, link: _Link) -> MoneyMention | None:
        if not self.view.money:
            return None
        return money_of(self.keys, link.capability, link.start, self.view.money, (self.first, self.end))

    def _place(self, link: _Link) -> tuple[str, int, int] | None:
        after = max(link.capability.end, link.verb.end)
        end = self._clause_end(link)
        leaving = "end" in link.verb.classes
        window = (after if link.is_subject else link.capability.end, end)
        return (
            place_of(self.keys, window, self.view.places, self.view.nations, leaving=leaving)
            or place_of(self.keys, (link.capability.end, end), self.view.places, self.view.nations, leaving=leaving)
            or place_of(self.keys, (self.first, min(self.first + 7, link.start)), self.view.places, self.view.nations)
        )

    def _clause_end(self, link: _Link) -> int:
        """Where the clause of the link ends: the next finite verb that is not its own."""
        start = max(link.capability.end, link.verb.end)
        for verb in self.clauses.verbs:
            if verb.first >= start and verb.is_finite and verb.segment == link.verb.segment:
                return verb.first
            if verb.first >= start and verb.is_finite and self.clauses.openers.get(verb.segment) in {"but", "while"}:
                return self.clauses.segments.index(verb.segment) + self.first
        return self.end

    def _instrument(self, link: _Link) -> str:  # type: ignore[return]
        words = self.keys[self.first : self.end]
        if "loan" in words or "loans" in words:
            return "loan"
        if "grant" in words or "grants" in words:
            return "grant"
        return ""

    def _speaker(self) -> str:
        if self.view.ministers and self.reported:
            return self.view.ministers[0].name
        return ""

    def _fields(
        self,
        link: _Link,
        quantity: QuantityMention | None,
        money: MoneyMention | None,
        place: tuple[str, int, int] | None,
    ) -> dict[str, Span]:
        span = self.document.span
        fields = {
            "capability": span(link.capability.first, link.capability.end),
            "act": span(link.verb.first, link.verb.end),
        }
        if quantity is not None:
            fields["quantity"] = span(quantity.first, quantity.end)
        if money is not None:
            fields["amount"] = span(money.first, money.end)
        if place is not None:
            fields["place"] = span(place[1], place[2])
        return fields


def _counting(fact: PledgeFact, trainees: QuantityMention) -> PledgeFact:
    """The fact with the number of people trained."""
    return replace(
        fact,
        quantity=trainees.best,
        quantity_low=trainees.low,
        quantity_high=trainees.high,
        qualifier=trainees.qualifier,
        unit="trainees" if trainees.best is not None else "",
    )


def _receives(verb: VerbGroup) -> bool:
    """Whether the subject of the verb is the one who is asked: "rejected a request", "received a request"."""
    return stance_of(verb) in {"decline", "consider", "promise", "end"} or verb.lemma in _RECEIVING


def replace_link(link: _Link, capability: Capability) -> _Link:
    """The same link with its capability read otherwise."""
    return _Link(replace(link.capability, capability=capability), link.start, link.verb, link.is_subject)
