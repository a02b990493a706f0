"""Contributions whose capability stands in an earlier sentence: answers, likenesses, amounts, missions, relief.

"France rejected it", "The answer was no", "Norway did the same", "So will Latvia", "Madrid promised twice as much",
"Oslo will send 50", "The mission was extended", "Deliveries have ceased", "Belgium relieved the Dutch". What is meant
is the contribution in focus (`memory.py`); without a clear one such a sentence states nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from articles.extraction.acts import stance_of
from articles.extraction.clauses import ADVERBS, DO, HAVE, MODALS, NEGATIONS, PREPOSITIONS, VerbGroup
from articles.extraction.confidence import CONFIDENCE
from articles.extraction.rules.pledges.actors import Actor
from articles.extraction.rules.pledges.groups import GroupReader
from articles.extraction.rules.pledges.memory import Memory
from articles.extraction.rules.pledges.words import AFTER_BARE_NUMBER
from articles.extraction.types import COALITION, Act, Capability, PledgeFact, Proof, QuantityMention

_RULE = "pledges.recalled"

_PRONOUNS = frozenset({"it", "this", "that", "them", "both", "these"})
_REQUESTS = frozenset(
    "request requests appeal appeals call calls demand demands plea pleas invitation proposal proposals offer offers "
    "idea plan plans suggestion letter overture overtures approach wish motion bill step move measure".split()
)
"""What an answer answers."""
_ANSWERS = frozenset({"answer", "reply", "response", "verdict"})
_NO = frozenset({"no", "negative", "refusal", "nyet", "nein", "non"})
_YES = frozenset({"yes", "positive", "affirmative"})
_DETERMINERS = frozenset("the its their his her this that such any these those our both".split())
_ASKED_FOR = frozenset({"for", "to", "of", "that", "from", "about", "on", "by"})
"""Words after "the request" that say of what it is; "from" and "by" say only whose."""
_COMPLYING = frozenset({"comply", "oblige", "accede", "consent", "assent"})

_MISSIONS = frozenset(
    "mission mandate deployment contribution commitment programme program operation contingent detachment "
    "engagement presence involvement participation effort assignment".split()
)
_OWN_MISSIONS = frozenset({"operation", "effort", "programme", "program", "presence", "engagement", "assignment"})
"""Nouns that others use as well; only "its operation" is surely the nation's."""
_LOADS = frozenset({"deliveries", "shipments", "consignments", "delivery"})
_LOADED: frozenset[Capability] = frozenset({"weapons_munitions", "equipment", "humanitarian"})
_PROLONGING = frozenset({"extend", "prolong", "renew"})
_RUNNING_OUT = frozenset({"expire", "lapse", "run out"})
_STOPPING = frozenset("end stop cease halt suspend conclude finish terminate discontinue cancel interrupt".split())
_GOING_ON = frozenset({"resume", "continue"})
_ENDING_IT = frozenset({"suspend", "discontinue", "terminate"})
"""Verbs after which "it" is a contribution; "stopped it" may speak of the enemy's advance, "end it" of the war."""
_GROWING = frozenset({"double", "triple", "treble", "quadruple", "expand", "enlarge"})
_OF_MISSIONS = _PROLONGING | _RUNNING_OUT | _STOPPING | _GOING_ON | _GROWING

_RELIEVING = frozenset({"relieve", "replace", "succeed"})
_TAKING_OVER = frozenset({"take over"})
_PASSING_ON = _RELIEVING | _TAKING_OVER
_SAME = frozenset({"same", "likewise", "suit"})
_COPYING = frozenset({"follow", "do"})
_FACTORS = {"twice": Decimal(2), "double": Decimal(2), "half": Decimal("0.5"), "thrice": Decimal(3)}
_SIZES = frozenset({"amount", "sum", "number", "figure", "size", "quantity"})
_EQUAL = frozenset({"same", "equal", "similar", "identical", "matching", "comparable", "like"})
_EACH = frozenset({"one", "some", "them", "none", "more", "any", "several"})
_MOST_SENT = 20_000
"""A larger number without a noun counts money or people in need."""
_MOVING_UNITS = frozenset({"personnel", "aircraft", "ships"})
_SENT_UNITS = frozenset({"personnel", "aircraft", "ships", "hospitals", "weapons", "vehicles"})
_ENDS = frozenset({".", ",", ";", "!", "”", '"', ")", ":", "—", "–", "and", "but", "", "’", "'"})
_CLOSERS = _ENDS | frozenset(
    "too either also instead again yet for after when as while though although because".split()
)
_AUXILIARIES = frozenset("do does did will would has have had is are was were may might could can wont".split())
_INVERTING = frozenset({"so", "as", "neither", "nor"})
_LIKENING = _INVERTING | DO | _AUXILIARIES
"""Words at which a likeness can begin."""
_NEVER = frozenset({"not", "never"}) | NEGATIONS
_LASTING = frozenset({"pledged", "delivering", "considering", "ended"})
_ASSENTING = frozenset(
    {"accept", "approve", "agree", "endorse", "ratify", "welcome", "authorise", "authorize", "greenlight"}
)

TRIGGERS = (
    _REQUESTS
    | _ANSWERS
    | _COMPLYING
    | _MISSIONS
    | _LOADS
    | _SAME
    | frozenset(_FACTORS)
    | _EQUAL
    | _EACH
    | frozenset(
        "they follow follows followed "
        "so neither nor many much relieve relieved relieves relieving replaced replace over refused declined rejected "
        "rebuffed dismissed vetoed turned agreed accepted approved obliged demurred balked baulked complied no yes "
        "considering weighing mulling extended prolonged renewed expires expired expire lapse lapses lapsed ends end "
        "suspended discontinued".split()
    )
)
"""A sentence without one of these words, a number or an auxiliary at its end recalls nothing."""


def ends_on_auxiliary(keys: Sequence[str], first: int, end: int) -> bool:
    """Whether an auxiliary stands without a verb: "Norway will too.", "Ireland will not.", "but France does."."""
    return any(
        keys[token] in _AUXILIARIES and keys[token + 1] in _BARE_BEHIND
        for token in range(first, min(end, len(keys) - 1))
    )


_BARE_BEHIND = frozenset({".", ";", "too", "either", "not", "never", "as"})

_COPIED: dict[tuple[Act, Act], Act] = {
    ("pledged", "delivering"): "pledged",
    ("pledged", "pledged"): "pledged",
    ("pledged", "considering"): "considering",
    ("pledged", "declined"): "declined",
    ("pledged", "requested"): "requested",
    ("delivering", "delivering"): "delivering",
    ("delivering", "pledged"): "pledged",
    ("delivering", "considering"): "considering",
    ("delivering", "declined"): "declined",
    ("delivering", "requested"): "requested",
    ("ended", "delivering"): "ended",
    ("ended", "pledged"): "ended",
    ("declined", "delivering"): "declined",
    ("declined", "pledged"): "declined",
    ("considering", "delivering"): "considering",
    ("considering", "pledged"): "considering",
    ("considering", "considering"): "considering",
    ("considering", "declined"): "declined",
}
"""(act of the one, what the other does of it) → act of the other: "ended its mission. Norway will follow suit"."""


class RecallingReader(GroupReader):
    """Reads what a sentence says of the contribution in focus."""

    def recalled(self, memory: Memory, told: Sequence[PledgeFact]) -> Iterator[PledgeFact]:
        """The facts that the sentence adds to what was told before, each other than the facts it tells itself."""
        known = {(fact.nation, fact.capability, fact.act) for fact in told}
        groups = tuple(self.group_facts(memory))
        for fact in (*groups, *self._all_recalled(memory, told), *self.topic_facts(memory, (*told, *groups))):
            key = (fact.nation, fact.capability, fact.act)
            if key not in known:
                known.add(key)
                yield fact

    def _all_recalled(self, memory: Memory, told: Sequence[PledgeFact]) -> Iterator[PledgeFact]:
        if not (told or memory.facts or memory.of_nation):
            return
        for verb in self.clauses.verbs:
            if self._is_supposed(verb):
                continue
            before = self._before_token(verb.first, memory, told)
            if before or memory.facts:
                yield from self._answered(verb, before, memory)
            if before:
                yield from self._copied(verb, before)
                yield from self._measured(verb, before)
                yield from self._moved(verb, before)
            if verb.lemma in _OF_MISSIONS:
                yield from self._resumed(verb, memory, before)
            if verb.lemma in _PASSING_ON:
                yield from self._relieved(verb, memory)
        yield from self._asked_before(memory)
        yield from self._plain_answers(memory, told)
        yield from self._likened(memory, told)

    def _before_token(self, token: int, memory: Memory, told: Sequence[PledgeFact]) -> Sequence[PledgeFact]:
        """What was told right before a token: earlier in this sentence, else by the sentence before."""
        start = self.document.starts[token]
        own = [fact for fact in told if fact.proof.fields["capability"].start < start]
        if own:
            return own
        return memory.facts if memory.age <= 1 else ()

    def _is_supposed(self, verb: VerbGroup) -> bool:
        return self.clauses.openers.get(verb.segment, "") in {"if", "unless", "whether", "until", "before", "than"}

    def _states_of(self, actor: Actor | None) -> tuple[str, ...]:
        """The contributing states of an actor, without the coalition."""
        codes = self._codes(actor) or ()
        return tuple(code for code in codes if code != COALITION)

    def _key(self, token: int) -> str:
        return self.keys[token] if self.first <= token < self.end else ""

    # --- answers -------------------------------------------------------------------------------------------------

    def _answered(self, verb: VerbGroup, before: Sequence[PledgeFact], memory: Memory) -> Iterator[PledgeFact]:
        """ "France rejected it", "Berlin turned down the request", "The offer was declined by Oslo"."""
        if verb.form in {"noun", "adjective", "participle"}:
            return
        assents = verb.lemma in _ASSENTING or verb.lemma in _COMPLYING
        if not assents and stance_of(verb) not in {"decline", "consider"}:
            return
        target = self._request_before(verb) if verb.passive else self._request_behind(verb)
        if not target:
            return
        act: Act | None = self._act(replace(verb, classes=frozenset({"promise"})) if assents else verb)
        facts = before if target == "pronoun" else before or memory.facts
        if act is None or act not in {"declined", "pledged", "considering"} or not facts:
            return
        actor = self.subjects.agent(verb) if verb.passive else self.subjects.of(verb)
        if verb.passive and actor is None and self._key(verb.end) == "by":
            return
        codes = self._states_of(actor) if actor is not None else ()
        yield from self._answers(verb, facts, act, codes, named=not verb.passive or actor is not None)

    def _answers(
        self, verb: VerbGroup, facts: Iterable[PledgeFact], act: Act, codes: Sequence[str], *, named: bool
    ) -> Iterator[PledgeFact]:
        """What the answer makes of a request to those who answer, or of an own plan of theirs."""
        kept = list(facts)
        requests = [fact for fact in kept if fact.act == "requested"]
        for fact in requests:
            if not named and fact.nation != COALITION:
                yield self._again(fact, fact.nation, act, verb)
            for code in codes:
                if fact.nation in {code, COALITION} and fact.asked_by != code:
                    yield self._again(fact, code, act, verb, without_number=fact.nation != code)
        if requests:
            return
        if act == "considering" and "consider" in verb.classes:
            yield from self._followers(verb, kept, codes)
        settled = act == "declined" or (act == "pledged" and not verb.modal and (verb.past or verb.perfect))
        for fact in kept if settled else ():
            if fact.act in {"considering", "pledged"} and fact.nation in codes and fact.act != act:
                yield self._again(fact, fact.nation, act, verb)

    def _followers(self, verb: VerbGroup, facts: Sequence[PledgeFact], codes: Sequence[str]) -> Iterator[PledgeFact]:
        """ "Spain sent arms. Italy is considering the step": what others did is weighed."""
        doing = {fact.nation for fact in facts}
        for fact in facts:
            for code in codes if fact.act in {"pledged", "delivering"} else ():
                if code not in doing:
                    yield self._again(fact, code, "considering", verb, without_number=True)

    def _request_behind(self, verb: VerbGroup) -> str:
        """What the verb answers: "pronoun", "noun", "nothing" at all behind it, or "" for something else."""
        token = verb.end
        key = self._key(token)
        if key in _PRONOUNS and self._closes(token + 1, particle=verb.lemma):
            return "pronoun"
        if key in _DETERMINERS:
            for t in range(token + 1, token + 4):
                if self._key(t) in _REQUESTS:
                    return "noun" if self._is_bare_request(t) else ""
            return ""
        if key == "to" and self._key(token + 1) in {"do", "comply", "oblige"}:
            short = self._key(token + 1) != "do" or self._key(token + 2) in {"so", "it", "that", "this"}
            return "pronoun" if short else ""
        silent = stance_of(verb) == "decline" or verb.lemma in {"agree", "accept", "oblige", "comply"}
        return "pronoun" if silent and self._ends_clause(token) else ""

    def _is_bare_request(self, token: int) -> bool:
        """Whether the noun of a request stands without its content: "the request", "the request from Washington"."""
        following = self._key(token + 1)
        if following in {"from", "by"}:
            return not any(c.first > token for c in self.capabilities)
        return following not in _ASKED_FOR and following not in PREPOSITIONS - {"on", "in", "at", "after", "within"}

    def _request_before(self, verb: VerbGroup) -> str:
        """Whether the subject of a passive is what was asked for or planned: "The request was turned down"."""
        token = verb.first - 1
        while self._key(token) in ADVERBS:
            token -= 1
        key = self._key(token)
        if key == "it" and (token == self.first or self._key(token - 1) in _ENDS):
            return "pronoun"
        if key not in _REQUESTS:
            return ""
        start = token - 1
        while start > self.first and token - start < 3 and self._key(start) not in _DETERMINERS:
            start -= 1
        return "noun" if self._key(start) in _DETERMINERS else ""

    def _plain_answers(self, memory: Memory, told: Sequence[PledgeFact]) -> Iterator[PledgeFact]:
        """ "The answer was no", "Ottawa's reply was negative", "In Berlin the answer is no"."""
        for token in range(self.first, self.end - 2):
            if self.keys[token] not in _ANSWERS:
                continue
            verb = next((v for v in self.clauses.verbs if 0 <= v.first - token - 1 <= 4 and v.lemma == "be"), None)
            if verb is None or verb.modal or self._is_supposed(verb):
                continue
            said = self._key(verb.end) if self._key(verb.end) not in {"a", "an", "“", '"', ":"} else ""
            said = said or self._key(verb.end + 1)
            act: Act | None = "declined" if said in _NO else "pledged" if said in _YES else None
            if act is None or verb.negated or not self._ends_clause(verb.end + (self._key(verb.end) != said) + 1):
                continue
            facts = self._before_token(token, memory, told) or memory.facts
            answering = [actor for actor in self.actors if actor.codes and actor.first < verb.first]
            codes = tuple(code for actor in answering for code in self._states_of(actor))
            yield from self._answers(verb, facts, act, codes, named=bool(codes))

    def _asked_before(self, memory: Memory) -> Iterator[PledgeFact]:
        """ "The request came from the coalition": what was told before had been asked for."""
        if memory.age > 1 or self._key(self.first) not in {"the", "this"} or self._key(self.first + 1) != "request":
            return
        verb = self.clauses.verbs[0] if self.clauses.verbs else None
        if verb is None or verb.lemma not in {"come", "make", "issue", "be"} or verb.negated:
            return
        asking = next((a for a in self.actors if a.preposition in {"from", "by"} and a.first - verb.end <= 3), None)
        told = {(fact.nation, fact.capability): fact for fact in memory.facts if fact.act in {"pledged", "considering"}}
        if asking is None or len(told) != 1:
            return
        (fact,) = told.values()
        by = next((code for code in asking.codes if code != fact.nation), "")
        if by:
            yield replace(self._again(fact, fact.nation, "requested", verb, without_number=True), asked_by=by)

    # --- the same as another -------------------------------------------------------------------------------------

    def _copied(self, verb: VerbGroup, before: Sequence[PledgeFact]) -> Iterator[PledgeFact]:
        """ "Norway will do the same", "Latvia has followed suit", "refused to do likewise"."""
        if verb.lemma not in _COPYING or verb.passive or not self._says_same(verb.end, verb.lemma):
            return
        act = self._act(replace(verb, classes=frozenset({"conduct"})))
        actor = self.subjects.of(verb)
        if act == "requested" and verb.governor is not None:
            actor = self.subjects.asked(verb.governor, verb)
        yield from self._after_others(self._states_of(actor), act, before, verb)

    def _says_same(self, token: int, lemma: str) -> bool:
        words = [self._key(t) for t in range(token, token + 3)]
        if lemma == "follow":
            example = any(self._key(t) in {"example", "lead", "footsteps"} for t in range(token + 1, token + 4))
            return words[0] == "suit" or (words[0] in {"its", "their", "that", "this", "the"} and example)
        return words[:2] == ["the", "same"] or words[0] == "likewise" or words[:2] == ["just", "that"]

    def _after_others(
        self, codes: Sequence[str], act: Act | None, before: Sequence[PledgeFact], verb: VerbGroup
    ) -> Iterator[PledgeFact]:
        """The facts of others, said of these nations as well."""
        if act is None:
            return
        for fact in before:
            copied = _COPIED.get((fact.act, act))
            for code in codes if copied is not None else ():
                if code != fact.nation and copied is not None:
                    yield self._again(fact, code, copied, verb, without_number=True)

    def _likened(self, memory: Memory, told: Sequence[PledgeFact]) -> Iterator[PledgeFact]:
        """ "So does Norway", "as will Latvia", "Neither will Ireland", "Norway did the same", "Austria will not"."""
        for token, key in enumerate(self.keys[self.first : self.end - 1], self.first):
            if key not in _LIKENING:
                continue
            if key in _INVERTING and self._key(token + 1) in _AUXILIARIES:
                yield from self._inverted(token, memory, told)
            elif key in DO and self._says_same(token + 1, "do"):
                actor = self._actor_before(token)
                act: Act = "delivering" if key in {"did", "does", "do"} else "declined"
                if actor is not None and self._key(token - 1) not in {"to", "will", "would", "not"}:
                    verb = self._auxiliary_at(token)
                    yield from self._after_others(
                        self._states_of(actor), act, self._before_token(token, memory, told), verb
                    )
            elif key in _AUXILIARIES:
                yield from self._left_out(token, memory, told)

    def _inverted(self, token: int, memory: Memory, told: Sequence[PledgeFact]) -> Iterator[PledgeFact]:
        key, before = self.keys[token], self._key(token - 1)
        if token > self.first and before not in {",", ";", ":", "and", "—", "–", "“", '"'}:
            return
        actor = next((a for a in self.actors if 0 <= a.first - token - 2 <= 1 and a.codes), None)
        if actor is None or self._key(actor.end) not in _CLOSERS | {"in", "from", "with"}:
            return
        denied = key in {"neither", "nor"}
        act = self._auxiliary_act(token + 1)
        verb = self._auxiliary_at(token + 1)
        facts = self._before_token(token, memory, told)
        if key == "as":
            facts = [fact for fact in facts if fact in told]
        if denied:
            facts = [fact for fact in facts if fact.act == "declined"]
        yield from self._after_others(self._states_of(actor), act, facts, verb)

    def _left_out(self, token: int, memory: Memory, told: Sequence[PledgeFact]) -> Iterator[PledgeFact]:
        """ "Norway will too", "Ireland will not": the verb is that of what was told before."""
        stop = token + 1
        negated = self.keys[token] == "wont"
        while self._key(stop) in _NEVER:
            negated, stop = True, stop + 1
        if not self._stops(stop, negated=negated):
            return
        actor = self._actor_before(token)
        if actor is None or (self._key(actor.first - 1) in {"as", "than"}):
            return
        act = self._auxiliary_act(token)
        if negated:
            act = "declined" if act == "pledged" or self.keys[token] in {"does", "do", "is", "are"} else None
        verb = self._auxiliary_at(token)
        before = self._before_token(token, memory, told)
        for fact in before if act is not None else ():
            if fact.act == "declined" and not negated and act is not None:
                yield from self._instead(fact, self._states_of(actor), act, verb)  # "Berlin will not. Paris will."
        facts = [fact for fact in before if fact.act != "declined"]
        yield from self._after_others(self._states_of(actor), act, facts, verb)

    def _instead(self, fact: PledgeFact, codes: Sequence[str], act: Act, verb: VerbGroup) -> Iterator[PledgeFact]:
        """What one nation refuses and others do."""
        for code in codes:
            if code != fact.nation:
                yield self._again(fact, code, act, verb, without_number=True)

    def _stops(self, token: int, *, negated: bool) -> bool:
        """Whether nothing follows an auxiliary: "will too.", "will not."; not "has, so far, played"."""
        key = self._key(token)
        if key == ",":
            following = self._key(token + 1)
            return following == "too" or (negated and following in {"and", "but", "while", "though", "although"})
        if key in {"too", "either"} or (key == "as" and self._key(token + 1) == "well"):
            return True
        if key == '"':
            return token + 1 >= self.end  # closing, not "was "already …"
        return key in {".", ";", "", "”", "!"} or (negated and key in {"and", "but", "yet"})

    def _auxiliary_act(self, token: int) -> Act | None:
        key = self.keys[token]
        modal = MODALS.get(key)
        if modal is None:
            return "delivering" if key in DO or key in HAVE or key in {"is", "are", "was", "were"} else None
        return "pledged" if modal in {"will", "would"} else "considering" if modal == "may" else None

    def _auxiliary_at(self, token: int) -> VerbGroup:
        return VerbGroup(token, token, token + 1, "do", frozenset({"conduct"}), "present")

    def _actor_before(self, token: int) -> Actor | None:
        return next(
            (actor for actor in self.actors if actor.end == token and actor.codes and not actor.preposition), None
        )

    # --- numbers without a noun ----------------------------------------------------------------------------------

    def _measured(self, verb: VerbGroup, before: Sequence[PledgeFact]) -> Iterator[PledgeFact]:
        """ "promised the same amount", "gave twice as much", "will send 50", "agreed to host one"."""
        gives = verb.classes & {"transfer", "fund", "promise", "host"}
        if not gives or verb.passive or verb.form in {"noun", "adjective", "participle"} or not before:
            return
        codes = self._states_of(self.subjects.of(verb))
        act = self._act(verb)
        if not codes or act is None:
            return
        factor = self._factor(verb.end)
        if factor is not None:
            for fact in before:
                known = fact.amount if fact.amount is not None else fact.quantity
                if known is not None and fact.nation not in codes and fact.act in _LASTING:
                    for code in codes:
                        yield self._scaled(self._again(fact, code, act, verb), factor)
            return
        quantity = self._bare_number(verb)
        if quantity is not None:
            yield from self._counted_again(quantity, codes, act, before, verb)
            return
        yield from self._one_of_them(verb, codes, act, before)

    def _factor(self, token: int) -> Decimal | None:
        """How many times as much: 1 for "the same amount" and "as many", 2 for "twice as much" and "double that"."""
        if self._key(token) in {"just", "about", "roughly", "almost", "exactly", "nearly", "some"}:
            token += 1
        words = [self._key(t) for t in range(token, token + 4)]
        if words[0] in {"the", "an", "a"} and words[1] in _EQUAL:
            return Decimal(1) if words[2] in _SIZES and self._closes(token + 3) else None
        if words[0] in {"the"} and words[1] == "same":
            return Decimal(1) if self._closes(token + 2) else None
        factor = Decimal(1)
        if words[0] in _FACTORS:
            factor, token = _FACTORS[words[0]], token + 1
        elif words[1] == "times" and words[0] in {"three", "four", "five"}:
            factor, token = Decimal({"three": 3, "four": 4, "five": 5}[words[0]]), token + 2
        words = [self._key(t) for t in range(token, token + 4)]
        if words[0] == "as" and words[1] in {"many", "much"}:
            compared = words[2] == "as" and any(a.first - token - 3 in {0, 1} for a in self.actors)
            return factor if compared or self._closes(token + 2) else None
        if factor != 1 and words[0] in {"that", "the"}:
            size = words[1] in _SIZES
            return factor if size or (words[0] == "that" and self._closes(token + 1)) else None
        return None

    def _scaled(self, fact: PledgeFact, factor: Decimal) -> PledgeFact:
        quantity = None if fact.quantity is None else fact.quantity * factor
        amount = None if fact.amount is None else fact.amount * factor
        return replace(
            fact, quantity=quantity, quantity_low=quantity, quantity_high=quantity, amount=amount, additional=False
        )

    def _bare_number(self, verb: VerbGroup) -> QuantityMention | None:
        """The number right behind a verb that counts no thing of its own: "will send 50", "sent another 20 in May"."""
        for mention in self.view.quantities:
            if 0 <= mention.first - verb.end <= 1 and mention.best is not None and mention.best <= _MOST_SENT:
                following = self._key(mention.end)
                own = following == "of" and self._key(mention.end + 1) in {"its", "their", "these", "those"}
                if own and any(mention.end < c.first <= mention.end + 4 for c in self.capabilities):
                    return None  # "two of its howitzers": the thing is named
                counts = own or following in AFTER_BARE_NUMBER or following in {"", "too", "this", "next", "by"}
                percent = following in {"per", "%"}
                return mention if counts and not percent else None
        return None

    def _counted_again(
        self, mention: QuantityMention, codes: Sequence[str], act: Act, before: Sequence[PledgeFact], verb: VerbGroup
    ) -> Iterator[PledgeFact]:
        known = {fact.capability: fact for fact in before if fact.unit in _SENT_UNITS and fact.quantity is not None}
        if len(known) != 1 or any(fact.nation in codes for fact in before):
            return
        (fact,) = known.values()
        for code in codes:
            found = self._again(fact, code, act, verb)
            span = self.document.span(mention.first, mention.end)
            yield replace(
                found,
                quantity=mention.best,
                quantity_low=mention.low,
                quantity_high=mention.high,
                qualifier=mention.qualifier,
                additional=mention.additional,
                amount=None,
                currency="",
                proof=replace(found.proof, fields=found.proof.fields | {"quantity": span}),
            )

    def _one_of_them(
        self, verb: VerbGroup, codes: Sequence[str], act: Act, before: Sequence[PledgeFact]
    ) -> Iterator[PledgeFact]:
        """ "agreed to host one", "will send some", "has sent none": things of the kind that was told."""
        key = self._key(verb.end)
        if key not in _EACH or not self._closes(verb.end + 1):
            return
        for fact in before:
            hosted = "host" in verb.classes and fact.capability in {"basing_access", "trainers"}
            if not hosted and (fact.unit not in _SENT_UNITS or "transfer" not in verb.classes):
                continue
            stated = "declined" if key == "none" and act in {"pledged", "delivering"} else act
            for code in codes:
                if code != fact.nation:
                    found = self._again(fact, code, stated, verb, without_number=True)
                    yield replace(found, capability="basing_access", unit="") if hosted else found

    def _moved(self, verb: VerbGroup, before: Sequence[PledgeFact]) -> Iterator[PledgeFact]:
        """ "They left in 2019", "About 500 were deployed in May", "A further four are to follow": forces of before."""
        root = verb
        while root.governor is not None:
            root = root.governor
        if verb.form in {"noun", "participle", "adjective"} or not verb.classes & {"arrive", "transfer", "end"}:
            return
        counted = self._counted_movers(root)
        if counted is None and not self._is_they(root.first - 1):
            return
        known = {(f.nation, f.capability): f for f in before if f.unit in _MOVING_UNITS and f.nation != COALITION}
        act = self._act_of_movers(verb)
        if len(known) != 1 or act not in {"ended", "delivering", "pledged"}:
            return
        (fact,) = known.values()
        if counted is None:
            if act != fact.act and act != "delivering":
                yield self._again(fact, fact.nation, act, verb, without_number=True)
            return
        span = self.document.span(counted.first, counted.end)
        found = self._again(fact, fact.nation, act, verb)
        yield replace(
            found, quantity=counted.best, quantity_low=counted.low, quantity_high=counted.high,
            qualifier=counted.qualifier, additional=counted.additional,
            proof=replace(found.proof, fields=found.proof.fields | {"quantity": span}),
        )  # fmt: skip

    def _counted_movers(self, root: VerbGroup) -> QuantityMention | None:
        """The number that is subject of a verb and counts nothing it names, at the head of the sentence."""
        for mention in self.view.quantities:
            if mention.best is not None and mention.first - self.first <= 1 and root.first - mention.end == 0:
                return mention if mention.best <= _MOST_SENT else None
        return None

    def _is_they(self, token: int) -> bool:
        return self._key(token) == "they" and (token == self.first or self._key(token - 1) in _ENDS)

    def _act_of_movers(self, verb: VerbGroup) -> Act | None:
        """The act of people who were told before; whoever is there and leaves goes home."""
        leaves = verb.lemma in {"leave", "depart"} and verb.past and self._key(verb.end) not in {"for", "to"}
        return "ended" if leaves and not verb.negated else self._act(verb)

    # --- missions ------------------------------------------------------------------------------------------------

    def _resumed(self, verb: VerbGroup, memory: Memory, before: Sequence[PledgeFact]) -> Iterator[PledgeFact]:
        """ "The mission was extended", "Deliveries have ceased", "Parliament prolonged it", "It expires in March"."""
        if verb.form in {"noun", "adjective", "participle"}:
            return
        if verb.governor is not None and verb.governor.past and verb.governor.lemma in {"due", "set", "scheduled"}:
            return
        found = self._mission_subject(verb) or self._mission_object(verb)
        if found is None:
            return
        noun, token = found
        act = self._act(verb)
        if act not in {"ended", "pledged", "delivering", "considering", "declined"}:
            return
        codes = self._owner_of(token) or (self._states_of(self.subjects.of(verb)) if token >= verb.end else ())
        for fact in self._running(noun, codes, before, memory):
            stated: Act = "delivering" if act == "declined" and verb.lemma in _STOPPING else act
            term = stated == "ended" and fact.act == "pledged" and not verb.past  # "will end in 2018" as it begins
            if not term:
                yield self._again(fact, fact.nation, stated, verb, without_number=True)

    def _running(
        self, noun: str, codes: Sequence[str], before: Sequence[PledgeFact], memory: Memory
    ) -> Sequence[PledgeFact]:
        """The one contribution that goes on or ends: of the owner, else the one in focus; none where there are two."""
        facts: Sequence[PledgeFact] = before if noun == "it" else before or memory.facts
        if codes and noun != "it" and not any(fact.nation in codes for fact in facts):
            facts = [fact for code in codes for fact in memory.of_nation.get(code, ())]
        chosen = [fact for fact in facts if fact.act in _LASTING and (not codes or fact.nation in codes)]
        if noun in _LOADS:
            chosen = [fact for fact in chosen if fact.capability in _LOADED]
        if noun not in _LOADS and len({(fact.nation, fact.capability) for fact in chosen}) != 1:
            return ()
        return list({(fact.nation, fact.capability): fact for fact in chosen}.values())

    def _mission_subject(self, verb: VerbGroup) -> tuple[str, int] | None:
        """The noun that is subject of the verb, with its token."""
        root = verb
        while root.governor is not None and not root.purpose:
            root = root.governor
        token = root.first - 1
        while self._key(token) in ADVERBS:
            token -= 1
        key = self._key(token)
        if key in {"it", "this"} and (token == self.first or self._key(token - 1) in _ENDS | {"that"}):
            running = verb.lemma in _RUNNING_OUT or (verb.lemma in _PROLONGING and verb.passive)
            ends = verb.lemma == "end" and not verb.passive and self._key(verb.end) in PREPOSITIONS | {".", ",", "next"}
            return ("it", token) if running or ends else None
        if key in _LOADS and verb.lemma in _STOPPING | _GOING_ON:
            whose = self._key(token - 1)
            return (key, token) if whose in _DETERMINERS | _ENDS | {"arms", "weapons", "further", "all"} else None
        if verb.lemma in _GOING_ON:
            return None
        return (key, token) if key in _MISSIONS and self._is_definite(token, key) else None

    def _mission_object(self, verb: VerbGroup) -> tuple[str, int] | None:
        """The noun that is object of the verb, with its token."""
        if verb.passive or verb.lemma in _GOING_ON:
            return None
        if self._key(verb.end) == "it" and self._closes(verb.end + 1):
            return ("it", verb.end) if verb.lemma in _PROLONGING | _ENDING_IT else None
        for token in range(verb.end, verb.end + 4):
            key = self._key(token)
            if key in _MISSIONS:
                return (
                    (key, token) if self._is_definite(token, key) and self._key(token + 1) not in {"of", "to"} else None
                )
            if key in _ENDS:
                return None
        return None

    def _is_definite(self, token: int, key: str) -> bool:
        """Whether the noun has an article or an owner, and nothing that makes it another's mission."""
        if any(c.first <= token < c.end and c.role != "weak" for c in self.capabilities):
            return False
        for t in range(token - 1, max(self.first - 1, token - 4), -1):
            word = self._key(t)
            if word in {"its", "their", "our", "his", "'s"}:
                return True
            if word in {"the", "this", "that"}:
                return key not in _OWN_MISSIONS
            if any(actor.first <= t < actor.end for actor in self.actors):
                return True
            if word in PREPOSITIONS or word in {"a", "an", "another", "any", "no"}:
                return False
        return False

    def _owner_of(self, token: int) -> tuple[str, ...]:
        """The state that stands before the noun as its owner: "Canada's mission", "the Dutch deployment"."""
        for actor in self.actors:
            if 0 <= token - actor.end <= 2 and actor.kind == "nation":
                return self._states_of(actor)
        return ()

    # --- relief --------------------------------------------------------------------------------------------------

    def _relieved(self, verb: VerbGroup, memory: Memory) -> Iterator[PledgeFact]:
        """ "Belgium relieved the Dutch", "Norway will take over from Denmark": the task of the one passes on."""
        if verb.passive or verb.form in {"noun", "participle"}:
            return
        start = verb.end
        if verb.lemma in _TAKING_OVER:
            if self._key(start) != "from":
                return
            start += 1
        other = next((a for a in self.actors if 0 <= a.first - start <= 2 and a.codes and a.kind != "minister"), None)
        subject = self.subjects.of(verb)
        if other is None or self._key(other.end) == "as" or not self._ends_clause(other.end, also=True):
            return
        if subject is None or subject.kind == "minister":
            return  # "Canada's Sajjan replaced Kenney"
        act = self._act(replace(verb, classes=frozenset({"conduct"})))
        codes = self._states_of(subject)
        task = [fact for code in other.codes for fact in memory.of_nation.get(code, ()) if fact.act in _LASTING]
        if act is None or len({fact.capability for fact in task}) != 1:
            return
        for code in codes:
            if code not in other.codes:
                yield self._again(task[-1], code, act, verb, without_number=True)

    # --- common --------------------------------------------------------------------------------------------------

    def _closes(self, token: int, particle: str = "") -> bool:
        """Whether a clause ends at a token or goes on with a mere adverbial: "rejected it on Friday"."""
        key = self._key(token)
        if particle.endswith(f" {key}"):
            token, key = token + 1, self._key(token + 1)
        return key in _CLOSERS or key in PREPOSITIONS or key in ADVERBS or self._is_date(token)

    def _ends_clause(self, token: int, *, also: bool = False) -> bool:
        """Whether a clause ends at a token; with `also`, only an adverbial may follow."""
        key = self._key(token)
        if key in _CLOSERS or self._is_date(token):
            return True
        return also and (key in PREPOSITIONS or key in ADVERBS)

    def _is_date(self, token: int) -> bool:
        return any(date.first in {token, token + 1} for date in self.view.dates)

    def _again(
        self, fact: PledgeFact, nation: str, act: Act, verb: VerbGroup, *, without_number: bool = False
    ) -> PledgeFact:
        """A fact of before, now of this nation and with this act."""
        fields = {name: span for name, span in fact.proof.fields.items() if name == "capability"}
        fields |= {"act": self.document.span(verb.first, verb.end)} | self._nation_field(nation)
        found = replace(
            fact,
            nation=nation,
            act=act,
            proof=Proof(self.sentence.span, _RULE, CONFIDENCE[_RULE], fields),
            date=self._date(act),
            asked_by="",
            speaker=self._speaker(),
            meeting_city="",
        )
        if not without_number and nation == fact.nation:
            return found
        bare = replace(found, place="", place_text="")
        if not without_number:
            return bare
        return replace(
            bare, quantity=None, quantity_low=None, quantity_high=None, qualifier="", unit="", additional=False,
            amount=None, currency="", instrument="",
        )  # fmt: skip
