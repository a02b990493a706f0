"""Facts in other shapes than verb and object: refused requests, limits, bare numbers, lists, sums of
money, verbs that name the capability themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.extraction.acts import stance_of
from articles.extraction.clauses import VerbGroup
from articles.extraction.rules.pledges.actors import Actor
from articles.extraction.rules.pledges.purposes import Purposes
from articles.extraction.rules.pledges.values import place_of, quantity_of
from articles.extraction.rules.pledges.view import Link, replace_link
from articles.extraction.rules.pledges.words import (
    AFTER_BARE_NUMBER,
    CIVILIAN,
    HOSTING,
    LOCAL,
    PURPOSES,
    RELIEVING,
    TARGETS,
    TRAINING,
    TRANSFERS,
)
from articles.extraction.types import (
    Act,
    Capability,
    CapabilityMention,
    MoneyMention,
    PledgeFact,
    QuantityMention,
)

_BEFORE_NEXT = frozenset({"and", ",", ";", "the", "while", "but"})
"""Words before a giver that shares its verb with the giver before."""

_DONE_BY_OTHERS = frozenset({"conduct", "own", "support", "transfer", "effect", "host"})
"""Classes of verbs whose agent, in the passive, contributes."""

_GOING_WITH = frozenset({"accompany", "support", "service", "maintain", "crew", "man"})
_LED_BY = (["led", "by"], ["headed", "by"], ["chaired", "by"], ["run", "by"])
_GROUPS = frozenset({"those", "countries", "nations", "states", "members", "partners", "allies"})
_IN_PASSING = frozenset({"back", "back up", "support", "help", "assist", "aid", "bolster", "reinforce"})
"""Verbs that name a helper on the way to something else: "the troops were backed by U.S. jets"."""

_SHOWING = frozenset({"show", "demonstrate"})
_EXPLOSIVES = frozenset("mines explosives booby ieds ied bombs ordnance landmines rubble".split())
_PROMISED = frozenset(
    "pledge pledges pledged pledging promise promised promises announce announced announcement announcements offered "
    "committed commitments commitment will".split()
)
_GIVEN = frozenset("gave given donated donation donations contributed contribution contributions donors paid".split())
_GIVERS = frozenset("donor donors contributor contributors giver givers".split())
_IN_ROWS = frozenset("came comes next followed then second third led leads topped tops ahead behind largest".split())
_ASKING_MONEY = frozenset("owed owes debt cost costs losses damage trade exports imports fine fines worth".split())
"""Words of a row of sums that are no gifts."""
_TOPPING = frozenset({"lead", "follow", "head", "top", "come in", "sign", "weigh in", "match", "join"})
"""What a giver does in a row of givers: "led the list at $400 million", "followed with 160 million euros"."""
_WELCOMING = frozenset({"welcome", "acknowledge", "appreciate", "hail", "announce"})
_SUMMING = frozenset({"amount", "total", "exceed", "reach", "come"})
_FLOWING = frozenset({"go", "come", "flow", "follow"})
"""What money does on its way: "$20 million will go to the camps"."""


class FurtherFacts(Purposes):
    """Reads the shapes in which a capability has no verb of its own, or the verb no capability."""

    def _refused_request(self, link: Link, act: Act) -> Iterator[PledgeFact]:
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

    def _limits(self, link: Link) -> Iterator[PledgeFact]:
        """ "in Iraq but not in Syria": what is given for one place is refused for another."""
        if "not" not in self.keys[link.capability.end : self.end]:
            return
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

    def _further_numbers(self, links: Sequence[Link]) -> Iterator[PledgeFact]:
        """ "150 troops to Kuwait and 60 to Iraq", "four F-16s, the Netherlands six and Belgium eight"."""
        for quantity in self.view.quantities:
            link = self._counted_before(quantity, links)
            if link is None or quantity.best is None:
                continue
            repeated = self._verb_before(quantity)
            act = self._act(repeated or link.verb)
            if act is None or not self._is_contribution(link):
                continue
            start = quantity.first - 1 if self.keys[quantity.first - 1] == "with" else quantity.first
            own = [a for a in self.actors if a.end == start and a.kind == "nation" and a.first > link.capability.end]
            codes = self._codes(own[-1]) if own else self._giver(link, act)[0]
            if repeated is not None:
                codes = self._codes(self.subjects.of(repeated))
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

    def _verb_before(self, quantity: QuantityMention) -> VerbGroup | None:
        """The verb of giving that a bare number follows: "while Finland sent 50"."""
        for verb in self.clauses.verbs:
            if verb.end == quantity.first and verb.is_finite and verb.classes & {"transfer", "promise"}:
                return verb
        return None

    def _counted_before(self, quantity: QuantityMention, links: Sequence[Link]) -> Link | None:
        """The counted thing that a bare number after it repeats."""
        following = self.keys[quantity.end] if quantity.end < self.end else "."
        before = self.keys[quantity.first - 1] if quantity.first > self.first else ""
        if following not in AFTER_BARE_NUMBER or before == "from":
            return None
        at_nation = any(
            actor.end in {quantity.first, quantity.first - 1} and actor.kind == "nation" for actor in self.actors
        )
        if not at_nation and before not in {"and", "another"} and self._verb_before(quantity) is None:
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

    def _sums(self, links: Sequence[Link]) -> Iterator[PledgeFact]:
        """ "gave 5 million francs for displaced people": the purpose tells the capability."""
        for money in self.view.money:
            bracketed = self._bracketed_giver(money)
            if bracketed is not None:
                yield from self._bracketed_sum(money, bracketed)
                continue
            if any(self._money(link) is money and self._is_contribution(link) for link in links):
                continue
            verb = self._left_verb_of_money(money)
            capability = self._purpose_of(money) or self._known_purpose() or self._general_aid(verb)
            if capability is None or verb is None:
                continue
            mention = CapabilityMention(capability, "", money.first, money.end, role="mass")
            link = Link(mention, money.first, verb, verb.first > money.first)
            act = self._act_of_sum(verb)
            if act is None or self.keys[money.first - 1] == "by":
                continue
            codes = self._givers_of_sum(money, link, act)
            if verb.lemma in _TOPPING and verb.end <= money.first and self.subjects.of(verb) is None:
                continue
            if codes:
                for fact in self._emit(link, act, codes, "pledges.money", ""):
                    yield self._paying(fact, money)

    def _givers_of_sum(self, money: MoneyMention, link: Link, act: Act) -> tuple[str, ...] | None:
        """Who gives a sum: whoever stands before it in a row, each its own where they are told "respectively"; else
        the giver of the verb. An organisation's gift is no state's: "Spain gave 5 million and the World Bank 20"."""
        beside = self._next_giver(money) or self._payer_behind(money)
        if beside is not None:
            return self._codes(beside)
        if self._is_given_by_other(money):
            return None
        subject = self.subjects.of(link.verb)
        own = self._own_sum(money, subject) if subject is not None else ""
        return self._contributors((own,)) if own else self._giver(link, act)[0]

    def _own_sum(self, money: MoneyMention, subject: Actor) -> str:
        """ "Sweden and Norway promised $45 million and $100 million respectively": whose of the subjects a sum is."""
        if len(subject.codes) < 2 or "respectively" not in self.keys[self.first : self.end]:
            return ""
        sums = [other for other in self.view.money if other.first > subject.end]
        return subject.codes[sums.index(money)] if money in sums and len(sums) == len(subject.codes) else ""

    def _is_given_by_other(self, money: MoneyMention) -> bool:
        """Whether a capitalised name that is no state stands before the sum: "and the World Bank $200 million"."""
        token = money.first - 1
        while token > self.first and self.document.words[token][0].isupper() and token not in self.verb_tokens:
            token -= 1
        named = token < money.first - 1 and not any(a.first <= money.first - 1 < a.end for a in self.actors)
        return named and self.keys[token] in _BEFORE_NEXT

    def _act_of_sum(self, verb: VerbGroup) -> Act | None:
        """What is done with money: "is giving" announces it, and so does all that is given at a donors' conference."""
        act = self._act(replace(verb, classes=frozenset({"transfer"})) if verb.lemma == "extend" else verb)
        if act == "pledged" and verb.lemma == "grant" and (verb.perfect or verb.past) and not verb.modal:
            return "delivering"  # "has granted 500 million dollars"
        giving = verb.progressive and not verb.past and verb.lemma in {"give", "donate"}
        if act == "delivering" and (giving or self.subjects.remembered.get("donors")):
            return "pledged"
        return act

    def _bracketed_giver(self, money: MoneyMention) -> Actor | None:
        """The nation beside a sum in a row: "Germany (34 million euros)", "Next came Kuwait with $100 million"."""
        beside = money.first - 1
        if self.keys[beside] in {"with", "at"}:
            beside -= self.keys[beside - 1] == ","
            if self.keys[beside - 1] in _GIVERS:  # "Norway was the first donor at 50 million dollars"
                return next((a for a in self.actors if a.codes and not a.preposition and a.end <= beside), None)
            return next((a for a in self.actors if a.end == beside and a.kind == "nation" and len(a.codes) == 1), None)
        if self.keys[money.first - 1] != "(" and self.keys[money.first - 2 : money.first - 1] != ["("]:
            return None
        bracket = money.first - 1 if self.keys[money.first - 1] == "(" else money.first - 2
        return next((a for a in self.actors if a.end == bracket and a.kind == "nation"), None)

    def _bracketed_sum(self, money: MoneyMention, giver: Actor) -> Iterator[PledgeFact]:
        """The sum of one giver in a row of givers; the words of the sentence tell whether it is given or promised."""
        last = giver.codes[-1:]
        words = frozenset(self.keys[self.first : self.end])
        purpose = self._purpose_of(money) or self._known_purpose()
        if purpose is None and not _GIVERS.isdisjoint(words):
            purpose = "humanitarian"
        codes = self._contributors(last)
        if purpose is None or codes is None or not _ASKING_MONEY.isdisjoint(words):
            return
        promised = not _PROMISED.isdisjoint(words) or bool(self.subjects.remembered.get("donors"))
        if not promised and _GIVEN.isdisjoint(words) and not self._goes_on_row(giver):
            return
        mention = CapabilityMention(purpose, "", money.first, money.end, role="mass")
        verb = VerbGroup(money.first, money.first, money.end, "", frozenset(), "noun")
        act: Act = "pledged" if promised else "delivering"
        for fact in self._emit(Link(mention, money.first, verb, False), act, codes, "pledges.money", ""):
            yield self._paying(fact, money)

    def _goes_on_row(self, giver: Actor) -> bool:
        """ "Next came Kuwait with $100 million", "and the Saudis with 100 million": a further giver of a row."""
        before = self.keys[max(self.first, giver.first - 4) : giver.first]
        earlier = any(money.end <= giver.first for money in self.view.money)
        return not _IN_ROWS.isdisjoint(before) or (earlier and not {"and", ",", ";"}.isdisjoint(before))

    def _paying(self, fact: PledgeFact, money: MoneyMention) -> PledgeFact:
        """The fact with a sum of money and no count."""
        return replace(
            fact, amount=money.amount, currency=money.currency, quantity=None, quantity_low=None, quantity_high=None,
            unit="", instrument=self._instrument(),
        )  # fmt: skip

    def _left_verb_of_money(self, money: MoneyMention) -> VerbGroup | None:
        segment = self.clauses.segment_of(money.first)
        for verb in self.clauses.verbs:
            if verb.lemma in _FLOWING and verb.is_finite and 0 <= verb.first - money.end <= 1:
                return verb
        for verb in reversed(self.clauses.verbs):
            if verb.form == "gerund" and verb.lemma in _SUMMING:
                continue  # "has given a grant amounting to"
            if verb.segment == segment and verb.end <= money.first and verb.form not in {"participle", "noun"}:
                return self._verb_of_sum(verb, money)
        for verb in self.clauses.verbs:
            if verb.segment == segment and verb.first >= money.end and (verb.passive or verb.lemma in _FLOWING):
                return verb if verb.classes & {"transfer", "fund", "promise", "arrive"} else None
        return self._verb_of_row(money, segment)

    def _verb_of_sum(self, verb: VerbGroup, money: MoneyMention) -> VerbGroup | None:
        """What the verb before a sum says of it, None where it gives nothing."""
        spoken = verb.lemma == "speak" and self.keys[verb.end : verb.end + 1] == ["of"]
        if spoken or self._names_sum(verb, money):
            return replace(verb, classes=frozenset({"promise"}))
        if verb.lemma in _WELCOMING and self._payer_behind(money) is not None:
            return self._announced(money, verb)
        reports = "report" in verb.classes and not self._adds_sum(verb, money)
        giving = verb.classes & {"transfer", "fund", "promise", "increase"} and not reports
        giving = giving and not (verb.lemma == "raise" and money.first - verb.end <= 2)  # asks others for it
        if giving or (stance_of(verb) == "consider" and verb.lemma != "discuss"):
            return verb
        return self._announced(money, verb)

    def _adds_sum(self, verb: VerbGroup, money: MoneyMention) -> bool:
        """ "is adding up to 25 million euros": the sum is the object of a verb that can also report."""
        return verb.lemma == "add" and money.first - verb.end <= 2 and self.keys[verb.end] != "that"

    def _verb_of_row(self, money: MoneyMention, segment: int) -> VerbGroup | None:
        """The verb that a sum shares with the one before it: "Kuwait gave 5 million dollars; Japan 10 billion yen"."""
        if self.clauses.openers.get(segment) == ";" and self._next_giver(money) is not None:
            earlier = [other for other in self.view.money if other.end <= money.first]
            return self._left_verb_of_money(earlier[-1]) if earlier else None
        return self._verb_before_colon(CapabilityMention("other", "", money.first, money.end), segment)

    def _names_sum(self, verb: VerbGroup, money: MoneyMention) -> bool:
        """ "led the list at $400 million", "followed with 10 million euros"; at a conference also "said $176
        million"."""
        if verb.negated or verb.passive or not self._known_purpose():
            return False
        if verb.lemma in _TOPPING and money.first - verb.end <= 4:
            return self.keys[money.first - 1] in {"with", "at", "for", "nearly", "about", "some"}
        return bool(self.subjects.remembered.get("donors")) and verb.lemma == "say" and money.first - verb.end <= 1

    def _next_giver(self, money: MoneyMention) -> Actor | None:
        """ "Canada promised 158 million dollars and Kuwait 176 million": the nation that stands before the next sum."""
        for actor in self.actors:
            named = actor.kind == "nation" or (actor.kind == "outsider" and actor.first > self.first)
            if actor.end == money.first and named and self.keys[actor.first - 1] in _BEFORE_NEXT:
                return actor
        return None

    def _payer_behind(self, money: MoneyMention) -> Actor | None:
        """ "a contribution of $6 million from Korea": the nation right behind the sum that "from" joins to it."""
        if self.keys[money.end : money.end + 1] != ["from"]:
            return None
        return next((a for a in self.actors if 1 <= a.first - money.end <= 4 and a.kind == "nation"), None)

    def _general_aid(self, verb: VerbGroup | None) -> Capability | None:
        """Money that is given or promised for nothing in particular is general aid; money that is spent is not."""
        giving = verb is not None and verb.lemma in {"give", "donate", "pledge", "promise", "offer", "contribute"}
        return "humanitarian" if giving and TRAINING.isdisjoint(self.keys[self.first : self.end]) else None

    def _announced(self, money: MoneyMention, verb: VerbGroup) -> VerbGroup | None:
        """The noun of giving between a verb and an amount: "made a contribution of $20 million"."""
        for noun in self.clauses.verbs:
            between = verb.end <= noun.first < money.first <= noun.end + 4 and noun.segment == verb.segment
            if noun.form == "noun" and between and noun.classes & {"transfer", "promise"}:
                return noun
        return None

    def _known_purpose(self) -> Capability | None:
        """The purpose of the sums told before in the same text."""
        known = self.subjects.remembered.get("purpose", ())
        return known[0] if known else None  # type: ignore[return-value]

    def _purpose_of(self, money: MoneyMention) -> Capability | None:
        ahead = [other.first for other in self.view.money if other.first > money.end + 2]
        widest = min(self.end, money.end + 22)
        for stop in (*(first for first in ahead[:1] if first < widest), widest):
            following = frozenset(self.keys[max(self.first, money.first - 6) : stop])
            for capability, words in PURPOSES:
                if not words.isdisjoint(following):
                    self.subjects.remembered["purpose"] = (capability,)
                    return capability
        return None

    def _own_verb_facts(self, verb: VerbGroup, links: Sequence[Link]) -> Iterator[PledgeFact]:
        own = self.words.capability_verbs.get(verb.lemma)
        if own is None or verb.form in {"noun", "adjective"}:
            return
        if not self._has_object(verb, own.needs, own.capability) or self._is_hosted(verb):
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
        if self._is_told_by_thing(verb, links) or self._permission_before(verb) is not None:
            return
        actor = self.subjects.agent(verb) if verb.passive else self._with_companions(self.subjects.of(verb), verb)
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
        for fact in self._emit(Link(mention, start, verb, False), act, codes, "pledges.verb", ""):
            yield fact if trainees is None else counting(fact, trainees)

    def _trainees(self, verb: VerbGroup) -> QuantityMention | None:
        """How many were trained: "has trained 31,000 Iraqi soldiers", "58,000 Iraqis have been trained by the
        British"."""
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

    def _is_told_by_thing(self, verb: VerbGroup, links: Sequence[Link]) -> bool:
        """Whether a thing beside the verb has its own fact: "Danish F-16s bombed targets", "airdropped weapons"."""
        if any(link.verb is verb and link.is_subject for link in links):
            return True
        dropped = (link for link in links if link.verb is verb and verb.lemma == "airdrop")
        return any(self._is_contribution(link) for link in dropped)

    def _is_hosted(self, verb: VerbGroup) -> bool:
        """Whether another trains at what is hosted: "agreed to host a programme to train rebels"."""
        return self._host_of(verb) is not None

    def _host_of(self, verb: VerbGroup) -> VerbGroup | None:
        """The "to host" before a verb: "a programme to train rebels", "a programme that will train rebels"."""
        outer = self.clauses.openers.get(verb.segment) in {"that", "which"}
        for other in reversed(self.clauses.verbs):
            if other.end <= verb.first and (other.segment == verb.segment or outer):
                return other if other.lemma in HOSTING else None
        return None

    def _agent_facts(self) -> Iterator[PledgeFact]:
        """Who does what a passive says: "is guarded by Georgian soldiers", "were flown by jets from Belgium"."""
        if "by" not in self.keys[self.first : self.end]:
            return
        yield from self._led_facts()
        for capability in self.capabilities:
            if capability.role not in {"asset", "generic"}:
                continue
            start = self._phrase_first(capability)
            if self.keys[start - 1] != "by":
                continue
            verb = self._passive_before(start)
            act = self._act_of_agent(verb) if verb is not None else None
            if (
                verb is None
                or ("effect" in verb.classes and not self._is_target(verb))
                or act not in {"delivering", "pledged", "ended"}
            ):
                continue
            link = Link(capability, start, verb, True)
            codes = self._owner_codes(link) or self._codes(self._source(link)) or self._with_whom(link)
            if codes and not self._is_never_given(link):
                task = self._task_of_agent(verb)
                done = replace_link(link, task) if task is not None else self._with_purpose(link)
                yield from self._emit(done, act, codes, "pledges.agent", "")

    def _with_whom(self, link: Link) -> tuple[str, ...] | None:
        """Whose things counted people go with: "The Dutch jets will be accompanied by 90 personnel"."""
        if link.verb.lemma not in _GOING_WITH or not self.keys[link.start].isalnum():
            return None
        if quantity_of(self.keys, link.capability, link.start, self.view.quantities) is None:
            return None
        things = [c for c in self.capabilities if c.end <= link.verb.first and c.role == "asset"]
        return self._owner_codes(Link(things[0], self._phrase_first(things[0]), link.verb, True)) if things else None

    def _act_of_agent(self, verb: VerbGroup) -> Act | None:
        """What the agent of a passive does; who relieves another force comes as that one goes."""
        act = self._act(verb)
        if act == "ended" and verb.lemma in RELIEVING:
            return "pledged" if verb.modal else "delivering"
        return act

    def _led_facts(self) -> Iterator[PledgeFact]:
        """ "stopping the flow of foreign fighters (led by the Netherlands and Turkey)": a line of effort and its
        leaders."""
        for capability in self.capabilities:
            token = capability.end + (self.keys[capability.end : capability.end + 1] in (["("], [","]))
            if capability.capability not in CIVILIAN or self.keys[token : token + 2] not in _LED_BY:
                continue
            leaders = next((a for a in self.actors if 0 <= a.first - token - 2 <= 1 and a.kind == "nation"), None)
            codes = self._codes(leaders)
            if codes:
                verb = VerbGroup(token, token, token + 1, "lead", frozenset({"conduct"}), "participle")
                link = Link(replace(capability, role="deed"), self._phrase_first(capability), verb, False)
                yield from self._emit(link, "delivering", codes, "pledges.agent", "")

    def _is_target(self, verb: VerbGroup) -> bool:
        """Whether what was hit is the enemy: "An Islamic State convoy was destroyed by French jets"."""
        return not TARGETS.isdisjoint(self.keys[max(self.first, verb.first - 9) : verb.first])

    def _passive_before(self, by: int) -> VerbGroup | None:
        """The passive verb of doing that an agent belongs to; no other verb stands between."""
        for verb in reversed(self.clauses.verbs):
            if verb.end <= by:
                near = by - verb.end <= 9 and "," not in self.keys[verb.end : by]
                does = verb.classes & _DONE_BY_OTHERS or verb.lemma in RELIEVING
                done = near and verb.passive and does and verb.lemma not in _IN_PASSING
                return verb if done or (near and verb.passive and verb.lemma in _GOING_WITH) else None
        return None

    def _task_of_agent(self, verb: VerbGroup) -> Capability | None:
        """What the agent does: the capability of the verb ("trained by") or of its subject ("raids were flown by",
        "the jets were relieved by")."""
        if verb.lemma in RELIEVING:
            relieved = next((c for c in reversed(self.capabilities) if c.end <= verb.first and c.role != "weak"), None)
            return relieved.capability if relieved is not None else None
        own = self.words.capability_verbs.get(verb.lemma)
        if own is not None:
            return own.capability if self._has_object(verb, own.needs, own.capability) else None
        if "conduct" in verb.classes:
            for other in reversed(self.capabilities):
                if other.end <= verb.first and other.role in {"deed", "weakdeed", "mass"}:
                    return other.capability
        return None

    def _has_object(self, verb: VerbGroup, needs: str, capability: Capability) -> bool:
        following = self.keys[verb.end : min(verb.end + 9, self.end)]
        if verb.passive:
            following = self.keys[max(self.first, verb.first - 9) : verb.first]
        if needs == "target":
            aerial = any(c.capability == "air_strikes" for c in self.capabilities) or self._is_from_air(verb)
            if verb.lemma not in {"bomb", "strike", "hit", "pound"} and not aerial:
                return False
            return not TARGETS.isdisjoint(following)
        if needs == "aerial":
            return any(
                c.capability in {"reconnaissance", "air_strikes"} and c.role == "asset" for c in self.capabilities
            )
        if needs == "mines":
            taught = self.keys[verb.first - 1] in {"how", "whom"}
            return not taught and not _EXPLOSIVES.isdisjoint(following[:5])
        if needs == "local_force" or capability == "trainers":
            own = following[:1] in (["its"], ["their"], ["our"])  # one's own people
            return not own and not LOCAL.isdisjoint(following)
        return True

    def _is_from_air(self, verb: VerbGroup) -> bool:
        """ "has been attacking the militants from the air"."""
        following = self.keys[verb.end : min(verb.end + 12, self.end)]
        return any(following[n : n + 3] == ["from", "the", "air"] for n in range(len(following)))

    def _shown_how(self) -> Iterator[PledgeFact]:
        """ "have shown the Peshmerga how to handle machine guns": a lesson without a word for one."""
        for verb in self.clauses.verbs:
            if verb.lemma not in _SHOWING or verb.passive or verb.form == "noun":
                continue
            following = self.keys[verb.end : min(verb.end + 7, self.end)]
            how = following.index("how") if "how" in following else 0
            act = self._act(replace(verb, classes=frozenset({"support"}))) if how else None
            if act is None or LOCAL.isdisjoint(following[:how]):
                continue
            codes = self._codes(self.subjects.of(verb))
            mention = CapabilityMention("trainers", "", verb.head, verb.head + 1, role="deed")
            yield from self._emit(Link(mention, verb.head, verb, False), act, codes or (), "pledges.verb", "")

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
                yield from self._listed_by_verb(actor, verb)

    def _act_among(self, deed: VerbGroup, verb: VerbGroup) -> Act | None:
        """ "Among those sending trainers are Spain and Italy": what the members of a group do."""
        if deed.form != "gerund" or verb.lemma != "be" or verb.negated:
            return None
        if verb.modal:
            return "pledged" if verb.modal == "will" else None
        return "delivering" if "those" in self.keys[self.first : deed.first] else None

    def _listed_by_verb(self, actor: Actor, verb: VerbGroup) -> Iterator[PledgeFact]:
        """ "Among the countries that train the Kurds are Norway and Finland"."""
        codes = self._contributors(actor.codes)
        for deed in self.clauses.verbs:
            own = self.words.capability_verbs.get(deed.lemma) if deed.end <= verb.first else None
            if own is None or codes is None or deed.form == "noun" or deed.passive:
                continue
            group = not _GROUPS.isdisjoint(self.keys[max(self.first, deed.first - 4) : deed.first])
            if group and self._has_object(deed, own.needs, own.capability):
                act = self._act(deed) or "delivering"
                mention = CapabilityMention(own.capability, "", deed.head, deed.head + 1, role="deed")
                yield from self._emit(Link(mention, deed.head, deed, False), act, codes, "pledges.members", "")

    def _listed(self, capability: CapabilityMention, actor: Actor, verb: VerbGroup) -> Iterator[PledgeFact]:
        deeds = [v for v in self.clauses.verbs if v.end <= capability.first and v.classes & TRANSFERS]
        codes = self._contributors(actor.codes)
        if deeds and codes:
            act = self._act_among(deeds[-1], verb) or self._act(deeds[-1])
            if act is not None:
                start = self._phrase_first(capability)
                yield from self._emit(Link(capability, start, deeds[-1], False), act, codes, "pledges.members", "")


def counting(fact: PledgeFact, trainees: QuantityMention) -> PledgeFact:
    """The fact with the number of people trained."""
    return replace(
        fact,
        quantity=trainees.best,
        quantity_low=trainees.low,
        quantity_high=trainees.high,
        qualifier=trainees.qualifier,
        unit="trainees" if trainees.best is not None else "",
    )
