"""Which act a verb group states in its sentence: `acts.act_of` with what stands around it.

"denied that it had been asked" states nothing, "it is possible that Sweden will send" is considering, "hoped "
"Germany would
send" is requested.
"""

from __future__ import annotations

from articles.extraction.acts import act_of, stance_of
from articles.extraction.clauses import VerbGroup
from articles.extraction.rules.pledges.links import Links
from articles.extraction.rules.pledges.words import (
    DENIALS,
    LEFT_PLACES,
    PLANS,
    THEATRE,
)
from articles.extraction.types import (
    Act,
)

_TERMS = frozenset({"until", "another", "beyond", "till"})


class Statements(Links):
    """Reads acts in their clause."""

    def _act(self, verb: VerbGroup) -> Act | None:
        opener = self.clauses.openers.get(verb.segment, "")
        if opener in {"if", "unless"} or (opener == "that" and self._is_denied(verb)):
            return None
        if verb.purpose and verb.governor is not None and self.keys[verb.governor.end] == "there":
            return "delivering" if verb.governor.lemma == "be" and not verb.negated else None
        act = act_of(verb, reported=self.reported or PLANS.isdisjoint(self.keys[self.first : self.end]))
        if verb.lemma in {"leave", "depart"}:
            act = self._act_of_leaving(verb, act)
        if verb.form == "noun" and ((act is None and not verb.negated) or "transfer" in verb.classes):
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
        return "pledged" if act == "delivering" and self._is_prolonged(verb) else act

    def _act_of_leaving(self, verb: VerbGroup, act: Act | None) -> Act | None:
        """ "will leave Iraq" ends a presence, "left for Iraq" begins one, "left Cyprus" says neither."""
        if act in {"delivering", "pledged"} and self._leaves_theatre(verb):
            return "ended"
        goes_for = self.keys[verb.end : verb.end + 1] == ["for"]
        return None if act == "delivering" and not goes_for else act

    def _is_prolonged(self, verb: VerbGroup) -> bool:
        """ "will remain until November", "will go on building for another six months": a new term is promised."""
        return verb.modal == "will" and not _TERMS.isdisjoint(self.keys[verb.end : min(verb.end + 14, self.end)])

    def _leaves_theatre(self, verb: VerbGroup) -> bool:
        """ "will leave Iraq", "has left the Taji base", "left for home"; not "left for Iraq", not "left Cyprus"."""
        following = self.keys[verb.end : min(verb.end + 5, self.end)]
        if any(verb.end <= c.first < verb.end + 5 for c in self.capabilities):
            return False
        if following[:1] == ["for"]:
            return "home" in following[:3]
        if self._moves_within_theatre(verb):
            return False
        if not LEFT_PLACES.isdisjoint(following):
            return True
        return any(
            place.first < verb.end + 5 and place.first >= verb.end and place.country in THEATRE
            for place in self.view.places
        )

    def _moves_within_theatre(self, verb: VerbGroup) -> bool:
        """ "are leaving Erbil this week for the province of Anbar"."""
        for t in range(verb.end, min(verb.end + 8, self.end)):
            if self.keys[t] == "for":
                return next(self.words.theatre.find(self.keys, t, min(t + 8, self.end)), None) is not None
        return False

    def _is_said_possible(self, verb: VerbGroup) -> bool:
        """ "It is possible that Sweden will send trainers"."""
        start = self.clauses.segments.index(verb.segment) + self.first
        return self.keys[start - 1] in {"possible", "conceivable", "likely", "possibility"}

    def _is_denied(self, verb: VerbGroup) -> bool:
        """Whether the clause hangs on a denial: "denied that it had been asked", "did not say that it would"."""
        for other in reversed(self.clauses.verbs):
            if other.first < verb.first and other.segment != verb.segment:
                return other.lemma in DENIALS or (other.negated and "report" in other.classes)
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
