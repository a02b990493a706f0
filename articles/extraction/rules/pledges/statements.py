"""Which act a verb group states in its sentence: `acts.act_of` with what stands around it.

"denied that it had been asked" states nothing, "it is possible that Sweden will send" is considering, "hoped "
"Germany would
send" is requested.
"""

from __future__ import annotations

from dataclasses import replace

from articles.extraction.acts import act_of, stance_of
from articles.extraction.clauses import VerbGroup
from articles.extraction.rules.pledges.links import Links
from articles.extraction.rules.pledges.words import (
    DENIALS,
    LEFT_PLACES,
    LOCAL,
    PLANS,
    REGION,
    RELIEVING,
    THEATRE,
)
from articles.extraction.types import (
    Act,
)

_UNKNOWN = frozenset({"unclear", "unknown", "uncertain"})
_ANSWERING = frozenset({"draw", "comment", "speculate", "answer", "elaborate"})
_DROPPING = frozenset(
    "shelve scrap drop abandon cancel ditch axe nix veto reject scupper withdraw postpone freeze bury kill".split()
)
"""What is done to a plan that does not come about."""
_HAPPENING = frozenset({"await", "end", "expire", "lapse", "stop", "cease", "conclude", "finish", "be"})
"""What an offer or a deployment does by itself: "the deployment awaits a vote", "ends in June", "is on hold"."""
_DISPATCHING = frozenset({"send", "make", "provide", "deliver", "dispatch", "give", "begin", "start", "hand over"})
_DELAYING = frozenset({"delay", "postpone", "put off", "defer", "push back", "hold up"})
"""What is late has not begun, and was promised."""
_TERMS_OF_DUTY = frozenset("mission missions deployment tour tours duty rotation stint commitment".split())
_IMAGINING = frozenset({"suppose", "imagine", "assume", "say"})
"""What opens a sentence that only plays a thought through: "Suppose Ireland offered a frigate"."""
_QUESTIONING = frozenset({"about", "whether", "if", "why", "how", "when", "what"})
_FLOWN = frozenset(
    "mission missions sortie sorties flight flights strike strikes raid raids patrol patrols course courses".split()
)
_NOT_HOMEWARD = frozenset({"at", "a", "their", "of", "from", "field", "nursing", "-", "his", "new"})
"""Words before "home" that make it a place to be at or to come from."""
_BACK_AT_WORK = frozenset("action service air sky skies fight front duty campaign business play theatre".split())
_ASSEMBLIES = frozenset(
    "parliament lawmakers mps deputies legislators senators senate cabinet bundestag commons assembly".split()
)
"""Who backs the sending of its own country's forces approves it."""
_RULING = frozenset({"decide", "rule", "approve", "vote", "resolve", "agree", "authorise", "authorize", "permit"})
_OPEN_STILL = frozenset({"if", "unless", "once", "when", "until", "whether", "after", "before"})
_PUPILS = LOCAL | {"police", "policemen"}
_GIVING = frozenset({"give", "donate", "provide", "contribute", "supply", "lend", "grant"})
_RETURNED_TO = (LEFT_PLACES - {"home"}) | _BACK_AT_WORK | {"war"}
_TIMES_OF_DAY = frozenset("today yesterday this morning afternoon evening week earlier last night on".split())
_LIMITS = frozenset("permitted authorised authorized allowed maximum ceiling cap limit".split())
_REDUCING = frozenset({"reduce", "cut", "shrink", "trim", "scale down", "scale back", "cut back", "slim", "pare"})
_TERMS = frozenset({"until", "another", "beyond", "till"})


class Statements(Links):
    """Reads acts in their clause."""

    def _act(self, verb: VerbGroup) -> Act | None:
        opener = self.clauses.openers.get(verb.segment, "")
        if self._is_unstated(verb, opener) or self._is_other_sense(verb):
            return None
        if self._is_undecided(verb):
            return "considering"
        if verb.modal == "should" and opener == "that" and self._is_resolved(verb):
            return self._act(replace(verb, modal="will"))  # "decided that the group should extend"
        if verb.purpose and verb.governor is not None and self.keys[verb.governor.end] == "there":
            return "delivering" if verb.governor.lemma == "be" and not verb.negated else None
        act = act_of(verb, reported=self.reported or PLANS.isdisjoint(self.keys[self.first : self.end]))
        act = self._act_with_object(verb, act)
        if verb.form == "noun" and ((act is None and not verb.negated) or "transfer" in verb.classes):
            act = self._noun_act(verb)
        if verb.form == "noun" and verb.lemma == "return" and self._is_return_to_duty(verb):
            act = "delivering"
        act = self._act_of_speaker(verb, act, opener)
        return "pledged" if act == "delivering" and self._is_prolonged(verb) else act

    def _is_return_to_duty(self, verb: VerbGroup) -> bool:
        """ "the return of the carrier to the region": what comes back to the fight is there again."""
        for t in range(verb.end, min(verb.end + 14, self.end)):
            if self.keys[t] == "to":
                return not _RETURNED_TO.isdisjoint(self.keys[t + 1 : min(t + 4, self.end)])
        return False

    def _is_unstated(self, verb: VerbGroup, opener: str) -> bool:
        """Whether the clause only supposes, is denied, or nobody says whether it holds."""
        if opener in {"if", "unless"} or (opener == "that" and self._is_denied(verb)):
            return True
        if self._is_question_put(verb) or self.keys[self.first] in _IMAGINING:
            return True
        return opener == "whether" and self._is_left_open(verb)

    def _is_other_sense(self, verb: VerbGroup) -> bool:
        """ "will be considered an act of war", "aimed at securing", "we are not talking about thousands of troops"."""
        following = self.keys[verb.end] if verb.end < self.end else ""
        if verb.lemma == "consider" and verb.passive:
            return following in {"a", "an", "as", "the"}
        if verb.lemma == "aim":
            return following == "at" and verb.form != "present"
        return verb.lemma in {"talk about", "talk of"} and verb.negated

    def _is_question_put(self, verb: VerbGroup) -> bool:
        """ "was asked about its trainers", "pressed on whether": a question, no request."""
        if "request" not in verb.classes or verb.form == "noun":
            return False
        return not _QUESTIONING.isdisjoint(self.keys[verb.end : min(verb.end + 2, self.end)])

    def _act_with_object(self, verb: VerbGroup, act: Act | None) -> Act | None:
        """The act with what stands behind the verb: "left for Iraq", "dropped plans to", "flew their last mission"."""
        if verb.lemma in {"leave", "depart"}:
            act = self._act_of_leaving(verb, act)
        if self._is_dropped_plan(verb):
            return "delivering" if stance_of(verb) == "end" else "declined"
        if act == "pledged" and (self._is_conditional(verb) or self._is_available_if(verb)):
            return "considering"
        if act == "delivering" and self._is_last_deed(verb):
            return "ended"
        if act == "delivering" and verb.lemma in {"stay", "keep", "remain"} and self._is_at_home(verb):
            return "declined"
        relieved = verb.passive and verb.lemma in RELIEVING
        if act in {"delivering", "pledged"} and (relieved or self._turns_home(verb)):
            return "ended"
        return self._act_in_effect(verb, act)

    def _act_in_effect(self, verb: VerbGroup, act: Act | None) -> Act | None:
        """The act where a form says less or more than it seems: leave given by "may", lessons, gifts, limits."""
        if act == "considering" and self._is_permitted(verb):
            return "pledged"
        if act == "ended" and self._leaves_some(verb):
            return "delivering"
        if act == "pledged" and self._prepares_locals(verb):
            return "delivering"
        if act != "delivering":
            return act
        giving = verb.governor if verb.purpose and verb.governor is not None else verb
        is_promise = self._raises_limit(verb) or self._is_announced_gift(giving)
        return "pledged" if is_promise else act

    def _raises_limit(self, verb: VerbGroup) -> bool:
        """ "the permitted number of soldiers has been raised": who may come, not who has come."""
        if "increase" not in verb.classes:
            return False
        return not _LIMITS.isdisjoint(self.keys[max(self.first, verb.first - 9) : min(verb.end + 6, self.end)])

    def _leaves_some(self, verb: VerbGroup) -> bool:
        """ "reduced the detachment to four aircraft": a smaller force is still there."""
        if verb.lemma not in _REDUCING or verb.form == "noun" or verb.negated:
            return False
        return any(
            0 < mention.first - verb.end <= 8 and self.keys[mention.first - 1] == "to" and mention.best
            for mention in self.view.quantities
        )

    def _is_permitted(self, verb: VerbGroup) -> bool:
        """Whether "may" is leave and no chance: "may now keep 4,000 soldiers", "may serve until 2017, parliament
        decided", "agreed to send jets, which may bomb targets"."""
        if self.keys[verb.first] != "may":
            return False
        if "now" in self.keys[verb.first : verb.end]:
            return True
        relative = self.clauses.openers.get(verb.segment) in {"which", "who", "that"}
        return any(
            other.lemma in _RULING
            and other.past
            and not (other.negated or other.modal)
            and (relative or self._closes_sentence(verb, other))
            and self.clauses.openers.get(other.segment) not in _OPEN_STILL
            for other in self.clauses.verbs
        )

    def _closes_sentence(self, verb: VerbGroup, said: VerbGroup) -> bool:
        """Whether a verb of deciding comes after what was decided: "may serve until 2017, parliament decided"."""
        if said.first <= verb.end:
            return False
        subject = self.keys[max(verb.end, said.first - 6) : said.first]
        return "," in subject and subject[subject.index(",") + 1] not in {"and", "but", "which", "who", "while"}

    def _prepares_locals(self, verb: VerbGroup) -> bool:
        """ "prepare the federal police for duty": lessons that are given, no plan."""
        if verb.lemma != "prepare" or not verb.is_finite or verb.modal:
            return False
        taught = next((t for t in range(verb.end, min(verb.end + 3, self.end)) if self.keys[t] in _PUPILS), None)
        return (
            taught is not None and "for" in self.keys[taught : taught + 4] and not self._names_thing(verb.end, taught)
        )

    def _is_announced_gift(self, verb: VerbGroup) -> bool:
        """ "is giving 20 million euros", "is supplying rifles, it was announced": what is given now is a promise."""
        if verb.lemma not in _GIVING or not verb.progressive or verb.past or verb.perfect or not verb.is_finite:
            return False
        if any(0 <= money.first - verb.end <= 2 for money in self.view.money):
            return True
        return any(other.lemma == "announce" and not other.modal for other in self.clauses.verbs)

    def _act_of_speaker(self, verb: VerbGroup, act: Act | None, opener: str) -> Act | None:
        """The act with who hopes, wishes or asks before it: "hoped Germany would send"."""
        if (act in {"pledged", "considering"} or (act == "delivering" and not verb.past)) and self._is_hoped(verb):
            return "requested"
        if act is None and verb.purpose and "request" in verb.classes and not verb.negated:
            return "requested"  # "wrote to the allies to ask for"
        if act == "requested" and verb.governor is not None and self.subjects.is_domestic(verb.governor, verb):
            return "considering"
        if opener == "that" and act == "pledged" and self._is_said_possible(verb):
            return "considering"
        if act in {"considering", "pledged", "delivering"} and self._is_wished_of_other(verb):
            return "requested"
        return "considering" if opener == "whether" and act in {"pledged", "delivering"} else act

    def _act_of_leaving(self, verb: VerbGroup, act: Act | None) -> Act | None:
        """ "will leave Iraq" ends a presence, "left for Iraq" and "left Porto for Iraq" begin one, "left Cyprus" says
        neither."""
        if act in {"delivering", "pledged"} and self._leaves_theatre(verb):
            return "ended"
        goes_for = self.keys[self._after_time(verb.end)] == "for" or self._moves_within_theatre(verb)
        return None if act == "delivering" and not goes_for else act

    def _after_time(self, token: int) -> int:
        """The token behind words of time and the place that is left: "left Oslo this morning for" gives "for"."""
        stop = min(token + 6, self.end - 1)
        known = {t for date in self.view.dates for t in range(date.first, date.end)}
        known |= {t for place in self.view.places for t in range(place.first, place.end)}
        known |= {t for nation in self.view.nations for t in range(nation.first, nation.end)}
        while token < stop and (token in known or self.keys[token] in _TIMES_OF_DAY):
            token += 1
        return token

    def _is_left_open(self, verb: VerbGroup) -> bool:
        """Whether nobody says: "would not be drawn on whether", "declined to say whether", "it was unclear whether"."""
        start = self.clauses.segments.index(verb.segment) + self.first
        if self.keys[start - 1] in _UNKNOWN:
            return True
        said = [other for other in self.clauses.verbs if other.end <= start]
        if not said:
            return False
        last = said[-1]
        governor = last.governor
        silent = last.negated or (governor is not None and "decline" in governor.classes)
        return silent and ("report" in last.classes or last.lemma in _ANSWERING)

    def _is_dropped_plan(self, verb: VerbGroup) -> bool:
        """ "shelved plans to send", "dropped the idea of sending", "withdrew its offer of": what was planned is not
        done."""
        plan = verb if verb.form == "noun" else verb.governor
        if plan is None or plan.form != "noun" or stance_of(plan) not in {"promise", "consider"}:
            return False
        for other in reversed(self.clauses.verbs):
            if other.first < plan.first and other.segment == plan.segment:
                drops = other.lemma in _DROPPING or stance_of(other) == "decline"
                dropped = drops and not other.negated and other.modal in {"", "will"}
                return dropped and plan.first - other.end <= 4
        return False

    def _is_undecided(self, verb: VerbGroup) -> bool:
        """ "no decision has been taken on air strikes": what follows is open."""
        for t in range(self.first, min(verb.first, self.first + 12)):
            if self.keys[t] == "decision":
                open_still = "no" in self.keys[max(self.first, t - 2) : t] or self._is_decision_ahead(t)
                return open_still and "on" in self.keys[t : verb.end + 2]
        return False

    def _is_decision_ahead(self, token: int) -> bool:
        """ "A decision on the radar will be taken in June", "is yet to be made"."""
        for verb in self.clauses.verbs:
            if token < verb.first <= token + 14 and verb.lemma in {"take", "make"} and verb.passive:
                return verb.modal in {"will", "would"} or verb.form == "infinitive"
        return False

    def _is_resolved(self, verb: VerbGroup) -> bool:
        """Whether those who decide say what should be done: "The cabinet agreed that the jets should stay"."""
        start = self.clauses.segments.index(verb.segment) + self.first
        return any(
            other.end <= start <= other.end + 5 and other.lemma in _RULING and other.is_finite and not other.negated
            for other in self.clauses.verbs
        )

    def _is_last_deed(self, verb: VerbGroup) -> bool:
        """ "flew their last mission": what was done for the last time is over."""
        if not (verb.past or verb.perfect) or verb.negated or verb.modal:
            return False
        if verb.lemma in {"complete", "finish", "conclude"}:
            following = self.keys[verb.end : min(verb.end + 5, self.end)]
            return following[:1] in (["its"], ["their"], ["the"]) and not _TERMS_OF_DUTY.isdisjoint(following)
        for t in range(verb.end, min(verb.end + 3, self.end)):
            if self.keys[t] in {"last", "final"} and self.keys[t - 1] in {"its", "their", "the"}:
                return not _FLOWN.isdisjoint(self.keys[t + 1 : min(t + 5, self.end)])
        return False

    def _is_at_home(self, verb: VerbGroup) -> bool:
        """ "the jets stay at home": they are not given."""
        return "home" in self.keys[verb.end : min(verb.end + 2, self.end)]

    def _turns_home(self, verb: VerbGroup) -> bool:
        """ "began the journey home", "are due back home in July", "will be back in Copenhagen by Easter"."""
        if verb.form in {"noun", "gerund"} or verb.classes & {"own", "effect"}:
            return False
        for t in range(verb.head, min(verb.end + 5, self.end)):
            key = self.keys[t]
            if key == "home" and self.keys[t - 1] not in _NOT_HOMEWARD and self.keys[t + 1] not in {"to", "of", "for"}:
                return t - verb.end < 1 or not self._names_thing(verb.end, t)
            if key in {"homeward", "homewards"}:
                return True
            if key == "back" and verb.classes & {"be", "promise"} and self.keys[t + 1] in {"in", "at", "on"}:
                return not self._is_in_region(t + 1)
        return False

    def _names_thing(self, start: int, stop: int) -> bool:
        return any(start <= c.first < stop for c in self.capabilities)

    def _is_in_region(self, token: int) -> bool:
        """Whether what follows lies where the fight is, or is no place at all: "back in Iraq", "back in action"."""
        stop = min(token + 6, self.end)
        if any(self.keys[t] in _BACK_AT_WORK for t in range(token, stop)):
            return True
        places = [place for place in self.view.places if token <= place.first < stop]
        if any(place.country in REGION for place in places):
            return True
        nations = [nation for nation in self.view.nations if token <= nation.first < stop]
        if any(nation.code in REGION for nation in nations):
            return True
        return not self.document.words[token + 1][0].isupper() and not nations and not places

    def _is_available_if(self, verb: VerbGroup) -> bool:
        """ "Eight helicopters are available if Baghdad wants them": an offer that waits for an answer."""
        return self.keys[verb.end - 1] == "available" and self.keys[verb.end : verb.end + 1] in (["if"], ["should"])

    def _is_conditional(self, verb: VerbGroup) -> bool:
        """ "would be ready to send trainers if asked": only a condition makes it so."""
        root = verb
        while root.governor is not None:
            root = root.governor
        if root.modal != "would" or "if" not in self.clauses.openers.values():
            return False
        if not any("report" in other.classes and other.is_finite for other in self.clauses.verbs):
            return True
        condition = next((t for t in range(root.end, self.end) if self.keys[t] == "if"), self.end)
        return condition < self.end and not any(
            other.is_finite and root.end < other.first < condition for other in self.clauses.verbs
        )

    def _is_prolonged(self, verb: VerbGroup) -> bool:
        """ "will remain until November", "will go on building for another six months": a new term is promised."""
        will = verb.modal == "will" or (
            verb.governor is not None and verb.governor.modal == "will" and not verb.purpose
        )
        return will and not _TERMS.isdisjoint(self.keys[verb.end : min(verb.end + 14, self.end)])

    def _leaves_theatre(self, verb: VerbGroup) -> bool:
        """ "will leave Iraq", "has left the Taji base", "left for home"; not "left for Iraq", not "left Cyprus"."""
        following = self.keys[verb.end : min(verb.end + 5, self.end)]
        things = [c for c in self.capabilities if c.capability != "basing_access"]
        if any(verb.end <= c.first < verb.end + 5 for c in things):
            return False
        if following[:1] == ["for"]:
            return "home" in following[:3]
        if self._moves_within_theatre(verb):
            return False
        if "for" in following and not LEFT_PLACES.isdisjoint(following[following.index("for") :]):
            return False  # "departed Poland for the Middle East"
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
        if self.keys[start - 1] in {"possible", "conceivable", "likely", "possibility"}:
            return True
        return any(  # "It cannot be ruled out that"
            other.end == start and other.negated and other.passive and "decline" in other.classes
            for other in self.clauses.verbs
        )

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
        if not earlier:
            return False
        asks = "request" in earlier[-1].classes and self.keys[earlier[-1].end : earlier[-1].end + 1] == ["that"]
        if earlier[-1].lemma not in {"hope", "wish"} and not asks:
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
        if verb.negated and "transfer" in verb.classes:
            return "declined"  # "there will be no deployment of"
        governor = self.subjects.previous(verb)
        if governor is not None and verb.first - governor.end <= 8:
            stance = stance_of(governor)
            if "with" in self.keys[governor.end : verb.first] and governor.is_finite:
                return self._act(governor)
            governor = self._as_adopting(governor)
            stance = stance_of(governor)
            sends = governor.lemma in _DISPATCHING and not governor.passive and verb.first - governor.end <= 4
            if sends or stance in {"promise", "consider", "decline", "end", "request", "wish", "continue"}:
                return self._act(governor)  # "will send its first shipment of"
            if governor.lemma in {"back", "support"} and not _ASSEMBLIES.isdisjoint(self.keys[self.first : verb.first]):
                return self._act(replace(governor, classes=frozenset({"promise"})))
        for other in self.clauses.verbs:
            if other.first >= verb.end and other.segment == verb.segment and other.is_finite:
                return self._act_of_happening(verb, other)
        return "delivering"

    def _act_of_happening(self, noun: VerbGroup, verb: VerbGroup) -> Act | None:
        """What the verb behind says of the doing that a noun names: "the deployment was delayed", "will begin"."""
        if verb.passive and verb.lemma in _DELAYING and not verb.negated:
            return "delivering" if "end" in noun.classes else "pledged"
        settled = verb.passive or verb.lemma in _HAPPENING
        if verb.modal or (settled and stance_of(verb) in {"consider", "promise", "decline", "end"}):
            return act_of(verb, reported=self.reported)
        return "delivering"
