"""Writes facts down: number, money, place, speaker and the spans they were read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from articles.extraction.clauses import PREPOSITIONS
from articles.extraction.confidence import CONFIDENCE
from articles.extraction.rules.pledges.givers import Givers
from articles.extraction.rules.pledges.values import article_quantity, money_of, place_of, quantity_of, unit_of
from articles.extraction.rules.pledges.view import Link
from articles.extraction.rules.pledges.words import (
    AFTER_BARE_NUMBER,
    ONE,
    REGION,
)
from articles.extraction.types import (
    Act,
    Instrument,
    MoneyMention,
    PledgeFact,
    Proof,
    QuantityMention,
    Span,
)
from coalition.dates import PartialDate

_COUNTING = frozenset({"number", "total"})
_AMOUNTING = frozenset({"stand", "amount", "total", "come", "reach", "rise", "exceed", "run"})
"""Verbs between a contribution and its sum: "aid stands at $40 million", "amounts to"."""
_GATHERINGS = frozenset(
    "speech meeting meetings summit conference talks visit press briefing interview ceremony trip tour hearing "
    "forum debate vote session".split()
)
"""What is held at a place to which nothing is sent."""
_FLYING = frozenset({"fly", "conduct", "carry out", "complete", "perform"})
_SERVING = frozenset({"serve", "work", "take part", "participate", "be", "join"})
_SORTIES = frozenset({"missions", "sorties", "flights"})
_SINGLE_UNITS = frozenset({"ships", "aircraft"})
_AFTER_NOUN = frozenset("that which who and or but when while as after before since again will would is was".split())


_LENDING = frozenset({"loan", "loans", "lend", "lends", "lent", "lending", "credit", "credits"})
_GRANTING = frozenset({"grant", "grants"})


class Writing(Givers):
    """Turns a link with its act and nations into facts."""

    def _emit(self, link: Link, act: Act, codes: Sequence[str], rule: str, asked_by: str) -> Iterator[PledgeFact]:
        capability = link.capability
        quantity = self._quantity(link)
        each = self._respectively(quantity, codes)
        money = self._money(link)
        sums = self._respective_sums(money, codes)
        if money is not None and quantity is not None and quantity.first >= money.first and quantity.end <= money.end:
            quantity = None
        place = self._place(link)
        if place is not None and act == "requested" and place[0] in {*codes, asked_by}:
            place = None  # "a request to Australia"
        if place is not None and act != "ended" and self._is_at_home_of(place, codes):
            place = None
        fields = self._fields(link, quantity, money, place)
        best = quantity.best if quantity is not None else None
        flown = quantity is not None and quantity is self._flown_by(link)
        one = quantity is None and self._is_single(link)
        for number, code in enumerate(codes):
            if each:
                quantity = each[number]
                best = quantity.best
            if sums:
                money = sums[number]
            yield PledgeFact(
                nation=code,
                capability=capability.capability,
                act=act,
                proof=Proof(self.sentence.span, rule, CONFIDENCE[rule], fields | self._nation_field(code)),
                quantity=ONE if one else best,
                quantity_low=ONE if one else (quantity.low if quantity is not None else None),
                quantity_high=ONE if one else (quantity.high if quantity is not None else None),
                unit="strikes" if flown else unit_of(capability, quantity) if best is not None or one else "",
                qualifier=quantity.qualifier if quantity is not None else "",
                additional=quantity.additional if quantity is not None else False,
                amount=money.amount if money is not None else None,
                currency=money.currency if money is not None else "",
                instrument=self._instrument() if money is not None else "",
                place=place[0] if place is not None else "",
                place_text=self.document.quote(self.document.span(place[1], place[2])) if place is not None else "",
                date=self._date(act),
                asked_by=asked_by,
                speaker=self._speaker(),
            )

    def _is_at_home_of(self, place: tuple[str, int, int], codes: Sequence[str]) -> bool:
        """Whether the giver acts at home: "In Norway, the government promised 30 trainers" sends none to Norway."""
        if place[0] in codes:
            return True
        mention = next((one for one in self.view.places if one.first == place[1]), None)
        return mention is not None and mention.country in codes and mention.country not in REGION

    def _quantity(self, link: Link) -> QuantityMention | None:
        """The number of the contribution: in or beside its noun phrase, else by how much it grows."""
        found = quantity_of(self.keys, link.capability, link.start, self.view.quantities)
        return found or self._raised_by(link) or self._flown_by(link) or self._counted_teachers(link)

    def _counted_teachers(self, link: Link) -> QuantityMention | None:
        """ "Some 300 Spanish soldiers serve in the training mission": who teaches is counted as the subject."""
        capability = link.capability
        if link.is_subject or capability.capability != "trainers" or capability.role != "deed":
            return None
        people = [c for c in self.capabilities if c.end == link.verb.first and c.unit == "personnel"]
        if not people or link.verb.lemma not in _SERVING:
            return None
        return quantity_of(self.keys, people[0], self._phrase_first(people[0]), self.view.quantities)

    def _flown_by(self, link: Link) -> QuantityMention | None:
        """ "the Hornets have flown 14 missions": how often aircraft did what they are there for."""
        if not link.is_subject or link.capability.unit != "aircraft" or link.verb.lemma not in _FLYING:
            return None
        for mention in self.view.quantities:
            if 0 <= mention.first - link.verb.end <= 1:
                return mention if not _SORTIES.isdisjoint(self.keys[mention.end : mention.end + 3]) else None
        return None

    def _raised_by(self, link: Link) -> QuantityMention | None:
        """ "the number of soldiers has been raised by 217", "will come down from 143 to 95", "the team numbers 40"."""
        start = max(link.capability.end, link.verb.end)
        if link.verb.lemma in _COUNTING and link.is_subject:
            return next((m for m in self.view.quantities if 0 <= m.first - link.verb.end <= 1), None)
        if not link.verb.classes & {"increase", "end"} and link.verb.lemma not in {
            "go",
            "come",
            "rise",
            "fall",
            "grow",
        }:
            return None
        for mention in self.view.quantities:
            before = self.keys[mention.first - 1]
            if not 0 < mention.first - start <= 8 or not self._is_bare(mention):
                continue
            if before == "by":
                return mention
            if link.is_subject and before == "from" and mention.qualifier == "range":
                return replace(mention, low=None, high=None, qualifier="")
            if link.is_subject and before == "to":
                return mention
        return None

    def _is_bare(self, mention: QuantityMention) -> bool:
        """Whether a number counts nothing that stands behind it."""
        following = self.keys[mention.end] if mention.end < self.end else "."
        return not following[0].isalpha() or following in AFTER_BARE_NUMBER or following in PREPOSITIONS

    def _respectively(self, quantity: QuantityMention | None, codes: Sequence[str]) -> Sequence[QuantityMention]:
        """A number for each nation: "Belgium and Denmark will send six and four jets respectively"."""
        if quantity is None or len(codes) < 2 or "respectively" not in self.keys[self.first : self.end]:
            return ()
        row = [mention for mention in self.view.quantities if mention.end <= quantity.end][-len(codes) :]
        joined = all(
            set(self.keys[one.end : two.first]) <= {",", "and"} and one.end < two.first for one, two in pairwise(row)
        )
        return row if joined and len(row) == len(codes) else ()

    def _respective_sums(self, money: MoneyMention | None, codes: Sequence[str]) -> Sequence[MoneyMention]:
        """A sum for each nation: "Sweden and Norway promised $45 million and $100 million respectively"."""
        if money is None or len(codes) < 2 or len(self.view.money) != len(codes):
            return ()
        return self.view.money if "respectively" in self.keys[self.first : self.end] else ()

    def _is_single(self, link: Link) -> bool:
        """Whether the words name one thing: "a frigate", "the frigate Augsburg", "its aircraft carrier"."""
        capability = link.capability
        if article_quantity(self.keys, capability, link.start):
            return True
        if capability.role != "asset" or not capability.singular or capability.unit not in _SINGLE_UNITS:
            return False
        if capability.capability == "air_strikes" or self.keys[link.start] == "no":
            return False
        following = self.keys[capability.end] if capability.end < self.end else "."
        named = following[0].isalpha() and self.document.words[capability.end][0].isupper()
        ends = not following[0].isalnum() or following in PREPOSITIONS or following in _AFTER_NOUN
        return named or ends or capability.end in self.verb_tokens

    def _nation_field(self, code: str) -> dict[str, Span]:
        """The span that names the nation in this sentence, nothing where only an earlier one does."""
        for nation in self.view.nations:
            if nation.code == code:
                return {"nation": self.document.span(nation.first, nation.end)}
        for minister in self.view.ministers:
            if minister.nation == code:
                return {"nation": self.document.span(minister.first, minister.end)}
        return {}

    def _date(self, act: Act) -> PartialDate | None:
        """When something was done or ended, where the sentence gives one date only.

        "will stay until March" and "runs to the end of 2017" date no delivery: what is done is not done in the future.
        """
        if act not in {"delivering", "ended"} or len(self.view.dates) != 1:
            return None
        told = self.view.dates[0]
        published = self.document.source.published
        is_ahead = published is not None and told.date.day > published.last_day
        is_limit = self.keys[told.first - 1] in {"until", "till", "through"}
        return None if act == "delivering" and (is_ahead or is_limit) else told.date

    def _money(self, link: Link) -> MoneyMention | None:
        if not self.view.money:
            return None
        sum_of = self._amounting_to(link)
        if sum_of is not None:
            return sum_of
        return money_of(self.keys, link.capability, link.start, self.view.money, (self.first, self.end))

    def _amounting_to(self, link: Link) -> MoneyMention | None:
        """The sum that a contribution is said to come to: "Denmark's aid stands at 15 million dollars"."""
        if not link.is_subject or link.verb.lemma not in _AMOUNTING or link.verb.passive:
            return None
        for mention in self.view.money:
            if 0 <= mention.first - link.verb.end <= 3:
                return mention
        return None

    def _place(self, link: Link) -> tuple[str, int, int] | None:
        after = max(link.capability.end, link.verb.end)
        end = self._clause_end(link)
        leaving = "end" in link.verb.classes
        window = (after if link.is_subject else link.capability.end, end)
        return (
            place_of(self.keys, window, self.view.places, self.view.nations, leaving=leaving)
            or place_of(self.keys, (link.capability.end, end), self.view.places, self.view.nations, leaving=leaving)
            or self._place_in_front(link)
        )

    def _place_in_front(self, link: Link) -> tuple[str, int, int] | None:
        """ "In Erbil, Italian officers train": the place that opens a sentence, unless it was a venue."""
        found = place_of(self.keys, (self.first, min(self.first + 7, link.start)), self.view.places, self.view.nations)
        if found is None or not _GATHERINGS.isdisjoint(self.keys[self.first : found[1]]):
            return None
        return found

    def _clause_end(self, link: Link) -> int:
        """Where the clause of the link ends: the next finite verb that is not its own."""
        start = max(link.capability.end, link.verb.end)
        for verb in self.clauses.verbs:
            if verb.first >= start and verb.is_finite and verb.segment == link.verb.segment:
                return verb.first
            if verb.first >= start and verb.is_finite and self.clauses.openers.get(verb.segment) in {"but", "while"}:
                return self.clauses.segments.index(verb.segment) + self.first
        return self.end

    def _instrument(self) -> Instrument:
        """ "in loans", "a credit of", "will lend": money that is paid back; "in grants": money that is not."""
        words = self.keys[self.first : self.end]
        if not _LENDING.isdisjoint(words):
            return "loan"
        return "grant" if not _GRANTING.isdisjoint(words) else ""

    def _speaker(self) -> str:
        """The minister whom a verb of saying has as its subject, else the first whose own words are reported."""
        if not self.view.ministers or not self.reported:
            return ""
        for verb in self.clauses.verbs:
            if verb.is_finite and verb.classes & {"report", "promise", "request", "decline"}:
                actor = self.subjects.of(verb)
                for minister in self.view.ministers if actor is not None and actor.kind == "minister" else ():
                    if actor is not None and actor.first <= minister.first < actor.end:
                        return minister.name
        speaking = [m for m in self.view.ministers if self.keys[m.end : m.end + 1] != ["'s"]]
        return speaking[0].name if speaking else ""

    def _fields(
        self,
        link: Link,
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
