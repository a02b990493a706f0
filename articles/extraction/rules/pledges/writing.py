"""Writes facts down: number, money, place, speaker and the spans they were read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.extraction.confidence import CONFIDENCE
from articles.extraction.rules.pledges.givers import Givers
from articles.extraction.rules.pledges.values import article_quantity, money_of, place_of, quantity_of
from articles.extraction.rules.pledges.view import Link
from articles.extraction.rules.pledges.words import (
    ONE,
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


class Writing(Givers):
    """Turns a link with its act and nations into facts."""

    def _emit(self, link: Link, act: Act, codes: Sequence[str], rule: str, asked_by: str) -> Iterator[PledgeFact]:
        capability = link.capability
        quantity = quantity_of(self.keys, capability, link.start, self.view.quantities)
        money = self._money(link)
        if money is not None and quantity is not None and quantity.first >= money.first and quantity.end <= money.end:
            quantity = None
        place = self._place(link)
        fields = self._fields(link, quantity, money, place)
        best = quantity.best if quantity is not None else None
        one = quantity is None and article_quantity(self.keys, capability, link.start)
        for code in codes:
            yield PledgeFact(
                nation=code,
                capability=capability.capability,
                act=act,
                proof=Proof(self.sentence.span, rule, CONFIDENCE[rule], fields | self._nation_field(code)),
                quantity=ONE if one else best,
                quantity_low=ONE if one else (quantity.low if quantity is not None else None),
                quantity_high=ONE if one else (quantity.high if quantity is not None else None),
                unit=capability.unit if best is not None or one else "",
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
        """When something was done or ended, where the sentence gives one date only."""
        if act in {"delivering", "ended"} and len(self.view.dates) == 1:
            return self.view.dates[0].date
        return None

    def _money(self, link: Link) -> MoneyMention | None:
        if not self.view.money:
            return None
        return money_of(self.keys, link.capability, link.start, self.view.money, (self.first, self.end))

    def _place(self, link: Link) -> tuple[str, int, int] | None:
        after = max(link.capability.end, link.verb.end)
        end = self._clause_end(link)
        leaving = "end" in link.verb.classes
        window = (after if link.is_subject else link.capability.end, end)
        return (
            place_of(self.keys, window, self.view.places, self.view.nations, leaving=leaving)
            or place_of(self.keys, (link.capability.end, end), self.view.places, self.view.nations, leaving=leaving)
            or place_of(self.keys, (self.first, min(self.first + 7, link.start)), self.view.places, self.view.nations)
        )

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
