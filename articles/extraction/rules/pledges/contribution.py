"""Whether verb and capability together can mean that somebody gives something.

"sent 120 trainers" can, "trained 120 soldiers" cannot (the soldiers are not given); "air strikes were suspended" can,
"killed in an air strike" cannot.
"""

from __future__ import annotations

from articles.extraction.acts import stance_of
from articles.extraction.clauses import PREPOSITIONS
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
from articles.extraction.types import CapabilityMention

_STATED = frozenset({"promise", "decline", "end", "continue", "request", "consider"})
_SENT = frozenset({"asset", "generic"})
_MANDATES = frozenset("mandate motion resolution law bill decree decision vote authorisation authorization".split())
_HANDLING = frozenset({"use", "handling", "operation", "firing", "maintenance"})
"""What is taught about a thing that is not given: "courses in the use of mortars"."""
_SHARES = frozenset({"part", "role", "share", "participation", "involvement"})
"""What one has in a deed: "resumes its part in the air campaign"."""
_FORESEEING = frozenset({"plan", "budget", "opt", "vote"})
"""Verbs with "for" before what is to be given: "planned for ten instructors"."""
_CONSENTING = frozenset({"agree", "consent", "assent", "say yes"})
_GOING = frozenset("go serve leave deploy travel join take fly work stay remain head move".split())
_CLEARING = frozenset({"clear", "defuse", "remove", "neutralise", "neutralize", "destroy", "find", "dispose"})
_PRESENT_AT = frozenset({"in", "at", "on", "over", "above", "there", "already", "back"})
_FALLING = frozenset({"land", "fall", "hit", "strike", "kill", "explode", "end", "end up", "go off"})
"""What shells do that nobody gives: "mortar rounds landed in the town"."""
_OUTFITTING = frozenset({"equip", "re-equip", "arm", "rearm", "outfit", "kit out"})
_SUMMING = frozenset({"stand", "amount", "total", "come", "reach", "rise", "exceed", "run"})
_SUPPLYING = frozenset({"refuel", "airlift", "airdrop"})
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
        for check in (
            self._by_list,
            self._by_subject_matter,
            self._by_others_deed,
            self._by_preposition,
            self._by_verb,
        ):
            decided = check(link)
            if decided is not None:
                return decided
        return self._by_class(link)

    def _is_never_given(self, link: Link) -> bool:
        """Bombs that fall, raids nobody conducts, the enemy's things, crews, and the whole whose members follow."""
        role = link.capability.role
        if self._is_whole(link.capability) or self._is_crew(link):
            return True
        if role == "munition" and self._is_dropped(link):
            return False
        if role == "munition" or (role == "weakdeed" and not link.verb.classes & {"conduct", "join"}):
            return True
        phrase = self.keys[max(link.start - 1, self.first) : link.capability.end]
        return not HOSTILE.isdisjoint(phrase)

    def _is_whole(self, capability: CapabilityMention) -> bool:
        """ "a contingent of trainers", "a team of Danish medics": what it is made of is the contribution."""
        if capability.role != "generic" or self.keys[capability.end : capability.end + 1] != ["of"]:
            return False
        following = next((c for c in self.capabilities if c.first > capability.end), None)
        made_of = following is not None and following.role == "asset" and following.unit == "personnel"
        return made_of and following is not None and self._phrase_first(following) - capability.end <= 2

    def _is_crew(self, link: Link) -> bool:
        """ "a field hospital with 300 personnel": the people of a thing are its number and no force of their own."""
        if link.capability.role != "generic" or self.keys[link.start - 1] != "with":
            return False
        return any(
            other.end == link.start - 1
            and other.role == "asset"
            and other.unit in {"hospitals", "sites", "ships", "aircraft"}
            for other in self.capabilities
        )

    def _is_dropped(self, link: Link) -> bool:
        """ "will not drop bombs": the bombing that is refused, told by what does not fall."""
        dropped = link.verb.lemma in {"drop", "release", "carry"} and not link.verb.passive and not link.is_subject
        return dropped and link.verb.negated and link.capability.capability == "air_strikes"

    def _before(self, link: Link) -> str:
        """The word before the noun phrase; "" before a range such as "from 100 to 150 soldiers"."""
        before = self.keys[link.start - 1]
        if link.start - 1 in self.verb_tokens:
            return ""
        if before == "from" and any(q.first == link.start and q.low != q.high for q in self.view.quantities):
            return ""
        return before

    # --- as an object: the first check that decides, decides -----------------------------------------------------

    def _by_list(self, link: Link) -> bool | None:
        """An item of a list goes with the item before it: "with arms, among them 500 missiles"."""
        before = self.keys[link.start - 1]
        if before not in LISTING or link.capability.role == "weak":
            return None
        if link.verb.form == "noun" and before == ",":
            return False
        return self._inherited(link)

    def _by_subject_matter(self, link: Link) -> bool | None:
        """Money, message and recruits of IS; bases; munitions that are fired."""
        verb, capability = link.verb, link.capability
        if capability.capability in CIVILIAN and verb.classes & CIVILIAN_DEEDS:
            return True
        if capability.capability == "basing_access" and self.keys[link.start - 1] in PREPOSITIONS - {"to"}:
            return False
        if verb.lemma in {"host", "house", "accommodate"} and self.keys[capability.end - 1] in {"refugees", "people"}:
            return False
        if capability.capability == "weapons_munitions":
            fired = verb.lemma in {"fire", "drop", "launch", "use", "employ"}
            if fired or "against" in self.keys[capability.end : capability.end + 3]:
                return False
        return None

    def _by_others_deed(self, link: Link) -> bool | None:
        """What a third party does or needs: guests, users, those who are let act."""
        verb, capability, before = link.verb, link.capability, self._before(link)
        giving = verb.classes & {"transfer", "fund", "host"} and verb.form != "noun"
        if before == "for" and giving and self._has_earlier_object(link):
            return False
        if before in {"in", "with"} and verb.classes & {"arrive", "support"} and self._owner_codes(link):
            return False
        if self._permission_before(verb) is not None:
            return capability.capability == "basing_access"
        if verb.lemma == "use" and capability.role in _SENT:
            return not any(other.role == "deed" for other in self.capabilities)
        if before == "for" and capability.role == "deed" and verb.lemma in USES:
            return False
        if before == "of" and self.keys[link.start - 2] in _HANDLING:
            return False
        if capability.capability == "weapons_munitions" and verb.lemma in _CLEARING:
            return False
        return None

    def _by_preposition(self, link: Link) -> bool | None:
        """After most prepositions the capability is a setting, an agent or a receiver."""
        verb, capability, before = link.verb, link.capability, self._before(link)
        if before in {"in", "of"} and self.keys[link.start - 2] in _SHARES and stance_of(verb) in _STATED | {"deed"}:
            return capability.role == "deed"
        if before in PLACING and self._is_setting(link):
            return False
        if before == "to" and self.keys[link.start - 2] == "addition":
            return bool(self._inherited(link))
        if before == "by":
            return capability.role == "deed" and "effect" in verb.classes and verb.passive
        if before == "for" and any(money.end == link.start - 1 for money in self.view.money):
            return bool(verb.classes & {"fund", "promise", "transfer"})
        receives = before == "for" and capability.role in _SENT and verb.form != "noun"
        if receives and verb.lemma in _FORESEEING and link.start - verb.end <= 1 and not verb.perfect:
            return True
        if receives and stance_of(verb) not in {"request", "wish"}:
            return False
        if verb.lemma in {"allow", "permit", "let"} and capability.role in _SENT | {"weak"}:
            return self._is_mandated(link)
        if before == "to" and verb.form == "noun" and verb.lemma in _ENDINGS:
            return self._is_own_end(link)
        if before in NOT_GIVEN or (before == "to" and verb.lemma not in GIVING_TO | _CONSENTING):
