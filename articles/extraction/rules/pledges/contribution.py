"""Whether verb and capability together can mean that somebody gives something.

"sent 120 trainers" can, "trained 120 soldiers" cannot (the soldiers are not given); "air strikes were suspended" can,
"killed in an air strike" cannot.
"""

from __future__ import annotations

from articles.extraction.acts import stance_of
from articles.extraction.clauses import PREPOSITIONS, VerbGroup
from articles.extraction.rules.pledges.actors import Actor
from articles.extraction.rules.pledges.statements import Statements
from articles.extraction.rules.pledges.values import quantity_of
from articles.extraction.rules.pledges.view import Link
from articles.extraction.rules.pledges.words import (
    CARRYING,
    CIVILIAN,
    CIVILIAN_DEEDS,
    ESTABLISHING,
    GIVING_TO,
    HOSTILE,
    HUMANS,
    LISTING,
    NOT_GIVEN,
    PLACING,
    TAKING_PART,
    TRAINING,
    TRANSFERS,
    USES,
)
from articles.extraction.types import COALITION, CapabilityMention

_STATED = frozenset({"promise", "decline", "end", "continue", "request", "consider"})
_SENT = frozenset({"asset", "generic"})
_MANDATES = frozenset("mandate motion resolution law bill decree decision vote authorisation authorization".split())
_HANDLING = frozenset({"use", "handling", "operation", "firing", "maintenance"})
"""What is taught about a thing that is not given: "courses in the use of mortars"."""
_TAUGHT = frozenset({"training", "courses", "course", "lessons", "advice", "instruction"})
"""What is given on a subject: "training on explosives"."""
_SHARES = frozenset({"part", "role", "share", "participation", "involvement"})
"""What one has in a deed: "resumes its part in the air campaign"."""
_FORESEEING = frozenset({"plan", "budget", "opt", "vote"})
"""Verbs with "for" before what is to be given: "planned for ten instructors"."""
_CONSENTING = frozenset({"agree", "consent", "assent", "say yes"})
_GOING = frozenset("go serve leave deploy travel join take fly work stay remain head move".split())
_STORES = frozenset({"stocks", "stock", "stores", "arsenal", "arsenals", "depots", "stockpile", "stockpiles"})
"""Where a gift is taken from: "rifles from the stocks of its army"."""
_MOVING = frozenset({"move", "go", "transfer", "bring", "relocate", "travel", "return", "come", "shift", "withdraw"})
_VACATING = frozenset({"hand over", "hand back", "vacate", "quit", "close", "turn over", "evacuate"})
"""What is done to a base by who uses it, not by who lends it."""
_CLEARING = frozenset({"clear", "defuse", "remove", "neutralise", "neutralize", "destroy", "find", "dispose"})
_PRESENT_AT = frozenset({"in", "at", "on", "over", "above", "there", "already", "back"})
_ARMS = frozenset({"infantry", "artillery", "engineer", "engineering", "logistics"})
_ORGANISING = frozenset(
    {"coordinate", "co-ordinate", "plan", "direct", "control", "monitor", "run", "manage", "oversee"}
)
"""What is done about deeds without doing them: "the sorties are coordinated in Qatar"."""
_HEADS = (["people"], ["soldiers"], ["members"], ["men"], ["personnel"], ["troops"])
_FALLING = frozenset({"land", "fall", "hit", "strike", "kill", "explode", "end", "end up", "go off"})
"""What shells do that nobody gives: "mortar rounds landed in the town"."""
_OUTFITTING = frozenset({"equip", "re-equip", "arm", "rearm", "outfit", "kit out"})
_SUMMING = frozenset({"stand", "amount", "total", "come", "reach", "rise", "exceed", "run"})
_CONTRIBUTING = frozenset({"contributor", "contributors", "member", "partner", "part", "contributing", "present"})
_LACKING = frozenset(
    "lack shortage shortfall absence killing death deaths loss losses capture crash cost costs risk threat safety "
    "fate lives families murder".split()
)
"""What is said of a thing that nobody gives: "the lack of rescue aircraft", "the killing of its pilot"."""
_GUNS = frozenset({"artillery", "howitzers", "gunners", "artillerymen", "batteries", "battery", "himars"})
_PAPERWORK = frozenset({"report", "statement", "table", "list", "release", "summary", "figures", "film", "video"})
_BESIDE = frozenset({"with", "alongside", "beside", "under"})
_COMPOSING = frozenset({"consist", "comprise", "include", "involve", "contain", "cover", "compose", "make up"})
_UNITS_MADE_OF = frozenset({"personnel", "aircraft"})
_HELPED = frozenset("kurdish local partner partnered tribal indigenous opposition peshmerga".split())
"""Words in a noun phrase that make the forces those of the country itself."""
_WHOLES = frozenset(
    "contribution contributions package support assistance aid commitment effort efforts deployment "
    "donation donations gift gifts shipment shipments delivery deliveries consignment response participation".split()
)
"""What takes in all that a nation gives: "our contribution includes ammunition"."""
_AT_HOME = frozenset("street streets fence metro airports stations nationwide".split())
_HOME_REACH = 9
_SUPPLYING = frozenset({"refuel", "airlift", "airdrop"})
_IN_AID = frozenset({"support", "light", "protection", "wake", "spite", "view"})
_CUTS = frozenset("cut cuts reduction reductions changes threat threats harm damage risk risks limits".split())
_POSTING = frozenset({"base", "station", "deploy", "embed", "house", "post", "co-locate", "place"})
_ENDINGS = frozenset({"end", "halt", "stop", "pause", "close"})
_SHELLING = frozenset({"shell", "pound", "bombard", "rake", "pepper"})


class Contributions(Statements):
    """Keeps contributions apart from everything else that is said of a capability."""

    def _is_contribution(self, link: Link) -> bool:
        """The answer for a capability as subject or as object of its verb."""
        if self._is_never_given(link):
            return False
        if link.is_subject:
            return self._is_contribution_as_subject(link)
        if self._is_partner_force(link):
            return False
        main = self._accompanied(link)
        if main is not None:
            return self._is_contribution(main)
        for check in (
            self._by_list,
            self._by_subject_matter,
            self._by_others_deed,
            self._by_measure,
            self._by_preposition,
            self._by_verb,
        ):
            decided = check(link)
            if decided is not None:
                return decided
        return self._by_class(link)

    def _accompanied(self, link: Link) -> Link | None:
        """The thing that another one goes with: "The F-16s returned, together with the transport aircraft"."""
        if tuple(self.keys[link.start - 2 : link.start]) not in {("together", "with"), ("along", "with")}:
            return None
        for capability in reversed(self.capabilities):
            if capability.end <= link.start - 2 and capability.role in _SENT:
                main = self._link(capability)
                return main if main is not None and main.verb is link.verb else None
        return None

    def _is_never_given(self, link: Link) -> bool:
        """Bombs that fall, raids nobody conducts, the enemy's things, crews, and the whole whose members follow."""
        role = link.capability.role
        if self._is_whole(link.capability) or self._is_crew(link) or self._is_attribute(link.capability):
            return True
        if self._is_on_guard_at_home(link):
            return True
        if role == "munition" and self._is_dropped(link):
            return False
        if role == "munition" or (role == "weakdeed" and not link.verb.classes & {"conduct", "join"}):
            return True
        if self.keys[link.start - 1] == "of" and self.keys[link.start - 2] in _LACKING:
            return True
        phrase = self.keys[max(link.start - 1, self.first) : link.capability.end]
        return not HOSTILE.isdisjoint(phrase) or self._is_local_force(link) or self._is_strength(link.capability)

    def _is_local_force(self, link: Link) -> bool:
        """ "Kurdish forces", "local troops": who is helped and gives nothing."""
        if link.capability.capability not in HUMANS or link.capability.role not in _SENT:
            return False
        return not _HELPED.isdisjoint(self.keys[link.start : link.capability.first])

    def _is_strength(self, capability: CapabilityMention) -> bool:
        """ "an engineering squadron of around 80 personnel": the people are the number of the unit before them."""
        if capability.role != "generic" or capability.unit != "personnel":
            return False
        counted = [q for q in self.view.quantities if q.end <= capability.first and capability.first - q.end <= 1]
        if not counted or self.keys[counted[-1].first - 1] != "of":
            return False
        if any(counted[-1].end <= n.first < capability.first for n in self.view.nations):
            return False  # "a contingent of 30 Portuguese soldiers"
        of = counted[-1].first - 1
        return any(
            other.end == of and other.role in _SENT | {"site"} and not self.keys[of - 1].endswith("s")
            for other in self.capabilities
        )

    def _is_partner_force(self, link: Link) -> bool:
        """ "planning between its staff and coalition forces": those with whom or for whom something is done."""
        if link.capability.role != "generic" or link.capability.unit != "personnel":
            return False
        beside = self._before(link) in PREPOSITIONS | {"and"} and stance_of(link.verb) not in {"end", "decline"}
        return beside and self._owner_codes(link) == (COALITION,)

    def _is_on_guard_at_home(self, link: Link) -> bool:
        """ "1,800 soldiers on the streets of Brussels", "4,000 on its border fence": forces that stay in their own
        country; and totals of all that are there."""
        if link.capability.role != "generic" or link.capability.unit != "personnel":
            return False
        if (
            self.keys[link.start - 2 : link.start] == ["number", "of"]
            and "total" in self.keys[link.start - 4 : link.start]
        ):
            return True  # "will bring the total number of British personnel to 1,100"
        stop = min(max(link.capability.end, link.verb.end) + _HOME_REACH, self.end)
        return not _AT_HOME.isdisjoint(self.keys[link.capability.end : stop])

    def _is_whole(self, capability: CapabilityMention) -> bool:
        """ "a contingent of trainers", "a team of Danish medics": what it is made of is the contribution."""
        if capability.role != "generic" or self.keys[capability.end : capability.end + 1] != ["of"]:
            return False
        following = next((c for c in self.capabilities if c.first > capability.end), None)
        made_of = following is not None and following.role == "asset" and following.unit in _UNITS_MADE_OF
        made_of = made_of or (following is not None and following.unit == "aircraft" and capability.unit == "personnel")
        return made_of and following is not None and self._phrase_first(following) - capability.end <= 2

    def _is_attribute(self, capability: CapabilityMention) -> bool:
        """ "infantry and first-aid training": the word only tells what kind of thing follows."""
        following = self.keys[capability.end] if capability.end < self.end else "."
        deed = self._next_capability(capability)
        if following != "and" or deed is None or deed.capability != "trainers" or deed.role != "deed":
            return False
        return self.keys[capability.first] in _ARMS and deed.first - capability.end <= 5

    def _is_crew(self, link: Link) -> bool:
        """ "a field hospital with 300 personnel": the people of a thing are its number and no force of their own."""
        if link.capability.role != "generic" or self.keys[link.start - 1] != "with":
            return False
        if "arrive" in link.verb.classes and any(
            other.end <= link.verb.first and other.unit == "aircraft" for other in self.capabilities
        ):
            return True  # "the jets went to Jordan with a contingent of 150"
        return any(
            other.end == link.start - 1
            and other.role == "asset"
            and other.unit in {"hospitals", "sites", "ships", "aircraft"}
            for other in self.capabilities
        )

    def _is_dropped(self, link: Link) -> bool:
        """ "will not drop bombs": the bombing that is refused, told by what does not fall."""
        dropped = link.verb.lemma in {"drop", "release", "carry"} and not link.verb.passive and not link.is_subject
        none = link.verb.negated or self.keys[link.start] == "no"
        return dropped and none and link.capability.capability == "air_strikes"

    def _opening(self, link: Link) -> int:
        """Where the noun phrase begins with all its owners: at "US" in "with US and Danish forces"."""
        for actor in self.actors:
            if actor.kind == "nation" and actor.first < link.start < actor.end:
                return actor.first
        return link.start

    def _before(self, link: Link) -> str:
        """The word before the noun phrase; "" before a range such as "from 100 to 150 soldiers"."""
        opening = self._opening(link)
        before = self.keys[opening - 1]
        if opening - 1 in self.verb_tokens:
            return ""
        if before == "from" and any(q.first == link.start and q.low != q.high for q in self.view.quantities):
            return ""
        return before

    # --- as an object: the first check that decides, decides -----------------------------------------------------

    def _by_list(self, link: Link) -> bool | None:
        """An item of a list goes with the item before it: "with arms, among them 500 missiles"."""
        before = self.keys[self._opening(link) - 1]
        if before not in LISTING or link.capability.role == "weak":
            return None
        if link.verb.form == "noun" and before == "," and not self._is_inner_item(link.capability):
            return False
        return self._inherited(link)

    def _is_inner_item(self, capability: CapabilityMention) -> bool:
        """Whether things stand right before and right behind in one list: "rotation of six Hornets, one Wedgetail and
        a tanker"."""
        comma = self._phrase_first(capability) - 1
        opens = any(other.end == comma for other in self.capabilities)
        joins = (",", "and")
        following = self._next_capability(capability)
        if following is None or not opens:
            return False
        between = self.keys[capability.end : self._phrase_first(following)]
        return 0 < len(between) <= 2 and all(key in joins for key in between)

    def _by_subject_matter(self, link: Link) -> bool | None:
        """Money, message and recruits of IS; bases; munitions that are fired."""
        verb, capability = link.verb, link.capability
        if capability.capability in CIVILIAN and verb.classes & CIVILIAN_DEEDS:
            return True
        if capability.capability == "basing_access" and self._is_where(link):
            return False
        if verb.lemma in {"host", "house", "accommodate"} and self.keys[capability.end - 1] in {"refugees", "people"}:
            return False
        if capability.capability == "weapons_munitions":
            fired = verb.lemma in {"fire", "drop", "launch", "use", "employ"}
            if fired or "against" in self.keys[capability.end : capability.end + 3]:
                return False
        return None

    def _is_where(self, link: Link) -> bool:
        """Whether a base or airspace is a mere place: "from two bases", "in Turkish and international airspace"."""
        before = self.keys[link.start - 1]
        if before in {"and", "or"}:
            before = next((k for k in reversed(self.keys[link.start - 4 : link.start - 1]) if k in PREPOSITIONS), "")
        return before in PREPOSITIONS - {"to"}

    def _by_others_deed(self, link: Link) -> bool | None:
        """What a third party does or needs: guests, users, those who are let act."""
        verb, capability, before = link.verb, link.capability, self._before(link)
        giving = verb.classes & {"transfer", "fund", "host"} and verb.form != "noun"
        if before == "for" and giving and (capability.role == "weak" or self._has_earlier_object(link)):
            return False
        inside = before in {"in", "with", "within", "inside", "alongside"}
        if inside and verb.classes & {"arrive", "support"} and self._owner_codes(link):
            return False
        if self._permission_before(verb) is not None:
            return capability.capability == "basing_access"
        if verb.lemma == "use" and capability.role in _SENT:
            return not any(other.role == "deed" for other in self.capabilities)
        if before == "for" and capability.role == "deed" and verb.lemma in USES:
            return False
        if capability.capability == "basing_access" and verb.lemma in _MOVING | _VACATING:
            return False
        subjects = _HANDLING | _STORES if before == "of" else _TAUGHT if before in {"on", "about"} else ()
        if self.keys[link.start - 2] in subjects:
            return False
        if capability.capability == "weapons_munitions" and verb.lemma in _CLEARING:
            return False
        return None

    def _by_measure(self, link: Link) -> bool | None:
        """A share in a deed, money for things, things that are planned for."""
        verb, before = link.verb, self._before(link)
        if before in {"in", "of"} and self.keys[link.start - 2] in _SHARES and stance_of(verb) in _STATED | {"deed"}:
            return link.capability.role == "deed"
        if before != "for":
            return None
        if any(money.end == link.start - 1 for money in self.view.money):
            return bool(verb.classes & {"fund", "promise", "transfer"})
        foreseen = verb.lemma in _FORESEEING and link.start - verb.end <= 1 and not verb.perfect
        return True if foreseen and link.capability.role in _SENT and verb.form != "noun" else None

    def _by_preposition(self, link: Link) -> bool | None:
        """After most prepositions the capability is a setting, an agent or a receiver."""
        verb, capability, before = link.verb, link.capability, self._before(link)
        if before in PLACING and self._is_setting(link):
            return False
        if before == "to" and self.keys[link.start - 2] == "addition":
            return bool(self._inherited(link))
        if self._is_aided(link, before):
            return False
        if before == "by":
            return capability.role == "deed" and "effect" in verb.classes and verb.passive
        receives = before == "for" and capability.role in _SENT and verb.form != "noun"
        if receives and stance_of(verb) not in {"request", "wish"}:
            return False
        if verb.lemma in {"allow", "permit", "let"} and capability.role in _SENT | {"weak"}:
            return self._is_mandated(link)
        if before in NOT_GIVEN:
            return False
        return self._by_to(link) if before == "to" else None

    def _by_to(self, link: Link) -> bool | None:
        """ "an end to its air strikes", "raised to 100 soldiers"; who a thing is given to gives nothing."""
        verb = link.verb
        if verb.form == "noun" and verb.lemma in _ENDINGS:
            return self._is_own_end(link)
        if verb.lemma in GIVING_TO | _CONSENTING:
            return None
        grown = "increase" in verb.classes and link.capability.unit == "personnel"
        counted = grown and quantity_of(self.keys, link.capability, link.start, self.view.quantities)
        return None if counted else False

    def _is_aided(self, link: Link, before: str) -> bool:
        """ "in support of French strikes", "cuts to military aid", "six jets to the coalition forces", "will be based
        with Australian troops": the thing of another, or what is only spoken of."""
        verb = link.verb
        if before == "of":
            return self.keys[link.start - 2] in _IN_AID and link.capability.role == "deed" and verb.lemma != "vote"
        if before == "to":
            return self.keys[link.start - 2] in _CUTS or self._owner_codes(link) == (COALITION,)
        posted = before in {"with", "alongside"} and verb.passive and verb.lemma in _POSTING
        return posted and bool(self._owner_codes(link))

    def _is_own_end(self, link: Link) -> bool:
        """ "announced an end to its air strikes"; to call for an end to strikes, or to seek one, ends none."""
        governor = self.subjects.previous(link.verb)
        return self.keys[link.start] in {"its", "their", "our"} and (
            governor is None or stance_of(governor) in {"", "promise"}
        )

    def _is_mandated(self, link: Link) -> bool:
        """ "the mandate allows up to 150 German soldiers": a paper that lets forces go, not a state that lets guests
        act."""
        following = self.keys[link.capability.end] if link.capability.end < self.end else "."
        lets_go = following in _GOING and link.verb.governor is not None and "promise" in link.verb.governor.classes
        if lets_go and link.start - link.verb.end <= 1 and self._owner_codes(link) is None:
            return True
        if not self._owner_codes(link):
            return False
        return not _MANDATES.isdisjoint(self.keys[max(self.first, link.verb.first - 6) : link.verb.first])

    def _is_setting(self, link: Link) -> bool:
        if link.verb.form == "noun" or link.capability.capability in CIVILIAN:
            return False
        return not link.verb.classes & {"join", "end", "be", "effect", "own", "support"}

    def _by_verb(self, link: Link) -> bool | None:
        """Verbs and nouns that state an act, and a few verbs of their own kind."""
        verb, capability, before = link.verb, link.capability, self._before(link)
        if verb.lemma == "leave" and not verb.passive:
            return capability.role in _SENT and before not in PREPOSITIONS
        if self._is_flown_mission(link):
            return True
        if verb.lemma == "keep" and self.keys[capability.end : capability.end + 1] in (["to"], ["from"]):
            return False  # "a limit that had kept the pilots to targets inside Iraq"
        stance = stance_of(verb)
        if stance in _STATED:
            return capability.role != "weak" or (capability.capability != "other" and stance == "promise")
        if verb.form == "noun":
            return before in {"of", "for"} or (before in {"in", "to"} and verb.lemma in TAKING_PART)
        if capability.capability == "basing_access" and verb.lemma in USES:
            return False
        return None

    def _by_class(self, link: Link) -> bool:
        """Verbs of doing, by what they take as an object."""
        verb, capability, before = link.verb, link.capability, self._before(link)
        classes = verb.classes
        if "join" in classes and capability.role in _SENT:
            return before == "with" or self._is_joined(link)
        if classes & TRANSFERS:
            return capability.role != "weak" or capability.capability != "other"
        if "have" in classes:
            return self._is_had(link)
        if verb.lemma in _OUTFITTING and before == "with":
            owned = not verb.passive or bool(self._owner_codes(link))  # "they are armed with machine guns"
            return owned and capability.role in {"asset", "mass"}
        if classes & {"own", "effect"}:
            return before in {"with", "from", "using"} and capability.role in _SENT | {"deed"}
        if "support" in classes:
            return before in {"with", "through", "in"} or verb.lemma in ESTABLISHING or self._serves_as(link)
        if "arrive" in classes:
            return self._arrives_with(link, before)
        if "be" in classes:
            return self._is_there(link, before)
        return "wish" in classes and before not in PREPOSITIONS

    def _serves_as(self, link: Link) -> bool:
        """ "Danish teams accompanied the brigades as advisers"."""
        return self.keys[link.start - 1] == "as" and link.capability.capability == "trainers"

    def _is_had(self, link: Link) -> bool:
        """ "has 50 trainers", "our contribution includes ammunition"; "the report contains all strikes" gives none."""
        verb, capability = link.verb, link.capability
        if not _PAPERWORK.isdisjoint(self.keys[max(self.first, verb.first - 4) : verb.first]):
            return False
        if self._takes_contribution_apart(verb):
            return capability.role != "weak"
        return capability.role in _SENT | {"site"} and capability.unit != "weapons"

    def _takes_contribution_apart(self, verb: VerbGroup) -> bool:
        """ "Our contribution includes", "the package consists of": what follows is given, goods and tasks included."""
        if verb.lemma not in _COMPOSING:
            return False
        return not _WHOLES.isdisjoint(self.keys[max(self.first, verb.first - 9) : verb.first])

    def _arrives_with(self, link: Link, before: str) -> bool:
        """ "arrived with six jets", "left on a training mission", "From Italy came 280 trainers"."""
        role = link.capability.role
        if role in _SENT:
            return before in {"with", "on", "as"} or self._coming_from(link) is not None
        return role == "deed" and before in {"on", "as"}

    def _coming_from(self, link: Link) -> Actor | None:
        """The state from which it comes in an inverted sentence: "From Italy came 280 trainers"."""
        if link.verb.lemma != "come" or link.is_subject or link.start - link.verb.end > 2:
            return None
        actor = next((a for a in self.actors if 0 <= link.verb.first - a.end <= 1), None)
        return actor if actor is not None and actor.preposition == "from" and actor.first - self.first <= 2 else None

    def _is_joined(self, link: Link) -> bool:
        """ "Luxembourg's soldier will join Belgian instructors": who joins them does what they do."""
        owners = self._owner_codes(link)
        if link.verb.lemma != "join" or not owners or link.capability.capability in HUMANS:
            return False
        return quantity_of(self.keys, link.capability, link.start, self.view.quantities) is None

    def _is_there(self, link: Link, before: str) -> bool:
        """ "There are 3,500 American troops in Iraq"."""
        if self.keys[link.verb.first - 1] == "there":
            return link.capability.role in _SENT or self._is_none_of(link)
        if before == "with" and self.keys[self.first] == "with":
            return not _CONTRIBUTING.isdisjoint(self.keys[link.verb.end : min(link.verb.end + 9, self.end)])
        if before == "with" and self.keys[link.verb.end : link.verb.end + 1] == ["present"]:
            return link.capability.role in _SENT
        part = before != "of" or self.keys[link.start - 2] in {"part", "heart", "core", "centre", "center"}
        return part and before in {"in", "among", "of"} and link.capability.role == "deed"

    def _has_earlier_object(self, link: Link) -> bool:
        """Whether the verb has an object before this one: "instructors for weapons" gives no weapons.

        "support for demining" gives demining.
        """
        return any(
            link.verb.end <= other.first and other.end <= link.start and other.role != "weak"
            for other in self.capabilities
        )

    def _is_flown_mission(self, link: Link) -> bool:
        """ "have flown 1,000 missions": sorties of a kind the text leaves open."""
        if link.verb.lemma != "fly" or self.keys[link.capability.end - 1] not in {"missions", "mission"}:
            return False
        return link.capability.capability == "other"

    def _inherited(self, link: Link) -> bool | None:
        """Whether the item before in the same list is a contribution, None where there is none."""
        before = [c for c in self.capabilities if c.end <= link.start and not self._is_attribute(c)]
        if not before:
            return None
        gap = self.keys[before[-2].end : self._phrase_first(before[-1])] if len(before) > 1 else []
        if gap[-1:] == ["for"] and len(gap) <= 2:
            before.pop()  # "six jets for reconnaissance and a frigate": the jets are the item before
        other = self._link(before[-1])
        if other is None or other.verb is not link.verb or other.is_subject:
            return None
        return self._is_contribution(other) or (None if before[-1].role == "weak" else False)

    def _inherits_from(self, link: Link) -> CapabilityMention | None:
        """The item before in the list to which a capability belongs."""
        if self.keys[link.start - 1] not in LISTING:
            return None
        before = [c for c in self.capabilities if c.end <= link.start]
        return before[-1] if before else None

    # --- as a subject --------------------------------------------------------------------------------------------

    def _is_contribution_as_subject(self, link: Link) -> bool:
        """ "Danish F-16s have bombed", "200 troops will be sent", "air strikes were suspended"."""
        verb, capability = link.verb, link.capability
        if self._is_told_of(link):
            return False
        if verb.lemma in TRAINING and not verb.passive:
            return capability.capability in HUMANS | {"trainers"}
        if verb.classes & {"effect", "own"} and not verb.passive:
            if verb.lemma in _SUPPLYING:
                return capability.capability == "air_support"
            if verb.lemma in _CLEARING and capability.capability == "other":
                return True
            if verb.lemma in _SHELLING or self.keys[capability.end - 1] in _GUNS:
                return capability.capability in {"ground_forces", "naval"}
            return capability.capability in {"air_strikes", "special_operations", "reconnaissance"}
        if self._comes_to(link):
            return True
        if self._says_nothing(link) or self._does_another_deed(link):
            return False
        if capability.capability == "weapons_munitions" and verb.lemma in _FALLING:
            return False
        return self._is_present_or_moved(link)

    def _is_told_of(self, link: Link) -> bool:
        """ "Jets were hit", "flights are not permitted", "the coalition forces have asked for more"."""
        verb = link.verb
        if verb.passive:
            organised = verb.lemma in _ORGANISING and link.capability.role == "deed"
            return "effect" in verb.classes or verb.lemma in {"allow", "permit"} or organised
        return stance_of(verb) == "request" and verb.form in {"present", "past"}

    def _comes_to(self, link: Link) -> bool:
        """ "U.S. aid stands at $400 million", "the contingent numbers 480": how much there is."""
        verb = link.verb
        if verb.lemma in _SUMMING and link.capability.role in {"mass", "weak"} and self._owner_codes(link):
            return any(0 <= money.first - verb.end <= 3 for money in self.view.money)
        if verb.lemma in {"number", "total"} and link.capability.unit == "personnel":
            return any(0 <= mention.first - verb.end <= 1 for mention in self.view.quantities)
        return False

    def _says_nothing(self, link: Link) -> bool:
        """Verbs without an act, totals, and generic forces that nobody owns or counts."""
        verb, capability = link.verb, link.capability
        if stance_of(verb) in {"", "wish"} or capability.role == "weak":
            return True
        if verb.lemma == "carry" or (verb.lemma == "leave" and verb.passive):
            return True
        if self.keys[link.start - 2 : link.start] == ["number", "of"] and "increase" not in verb.classes:
            return True
        if capability.role != "generic":
            return False
        counted = quantity_of(self.keys, capability, link.start, self.view.quantities) is not None
        return not counted and not self._owner_codes(link)

    def _does_another_deed(self, link: Link) -> bool:
        """Whether the fact lies in the object: "American forces carried out 12 strikes", "the drones could also
        strike"."""
        verb, capability = link.verb, link.capability
        deed = self._next_capability(capability)
        if deed is None or verb.passive or deed.first < verb.end:
            return False
        does = bool(verb.classes & {"conduct", "join"})
        if capability.role == "generic" and capability.unit == "personnel":
            if not _BESIDE.isdisjoint(self.keys[verb.end : deed.first]):
                return False  # "will work alongside 300 Australian soldiers"
            return (does or self._gives(link) or verb.lemma in ESTABLISHING) and deed.first - verb.end <= 6
        if does and capability.unit == "aircraft":
            return deed.role in {"deed", "mass"} and deed.capability not in {capability.capability, "basing_access"}
        return False

    def _gives(self, link: Link) -> bool:
        """ "British forces have provided training": the forces stand for their nation, and what they give is told."""
        if link.verb.lemma not in {"provide", "deliver", "offer", "give", "supply", "contribute"}:
            return False
        return quantity_of(self.keys, link.capability, link.start, self.view.quantities) is None

    def _numbers_people(self, link: Link) -> bool:
        """ "The special forces group has about 80 people in Iraq"."""
        if link.capability.role != "asset" or link.capability.unit != "personnel" or link.verb.modal:
            return False
        return any(
            0 <= mention.first - link.verb.end <= 1 and self.keys[mention.end : mention.end + 1] in _HEADS
            for mention in self.view.quantities
        )

    def _is_present_or_moved(self, link: Link) -> bool:
        verb, capability = link.verb, link.capability
        if "be" in verb.classes:
            if self.keys[verb.first - 1] == "there":
                return True
            following = self.keys[verb.end] if verb.end < self.end else ""
            return capability.role in _SENT and following in _PRESENT_AT
        if "have" in verb.classes:
            return self._numbers_people(link)
        cargo = self._next_capability(capability)
        if verb.lemma in CARRYING and cargo is not None and 0 <= cargo.first - verb.end <= 4:
            if cargo.capability in {"weapons_munitions", "equipment"}:
                carries = capability.capability == "air_support" or capability.role == "generic"
                return carries and self._owner_codes(link) is not None
            return cargo.capability != "humanitarian"
        return capability.role in _SENT | {"deed", "site"} or verb.passive or stance_of(verb) != "deed"
