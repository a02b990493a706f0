"""Numbers that a later sentence adds to a contribution: "Fifty of them will go to Erbil".

Such a sentence names no new giver and no new thing; its number belongs to what the sentence before it told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.extraction.confidence import CONFIDENCE
from articles.extraction.rules.pledges.view import SentenceView
from articles.extraction.rules.pledges.words import THEATRE
from articles.extraction.types import PledgeFact, Proof, QuantityMention

_RULE = "pledges.number"
_REACH = 2
"""How many sentences a number may stand behind the contribution that it counts."""

_PEOPLE = frozenset(
    "people persons personnel soldiers troops men women members servicemen experts specialists instructors trainers "
    "advisers advisors airmen paratroopers legionnaires".split()
)
_AIRCRAFT = frozenset("jets planes aircraft fighters helicopters machines".split())
_STRONG = frozenset({"strong"})
_FORMS = frozenset(
    "will would are were is can may might have had go went come came arrive join serve work train".split()
)
"""Words before which a number stands for itself: "Fifty will go"."""

_OTHERS = frozenset(
    "iraqi iraqis kurdish kurds syrian syrians local peshmerga libyan enemy islamic militants militant jihadists "
    "civilians refugees displaced recruits trainees police tribal rebel rebels volunteers students foreign "
    "killed wounded injured died dead lost captured needed permitted allowed ceiling limit total altogether overall "
    "withdrew withdrawn returned home left before earlier previously once formerly instead down not no never if "
    "told votes voted seats against poll cost costs majority lawmakers deputies mps".split()
)
"""Words of a sentence that counts somebody else, or something else than what is given now."""

_AIR = frozenset({"air_strikes", "reconnaissance", "air_support"})
_HUMAN = frozenset({"trainers", "ground_forces", "special_operations", "medical", "other"})
_STANDING = frozenset({"pledged", "delivering", "considering", "ended"})


class Continuation:
    """Remembers what was told last and gives it the numbers of the sentences after it."""

    def __init__(self, states: frozenset[str]) -> None:
        self.states = states
        self._facts: Sequence[PledgeFact] = ()
        self._age = 0

    def read(self, view: SentenceView, told: Sequence[PledgeFact]) -> Iterator[PledgeFact]:
        """The facts of the last telling sentence, each with a number of this one; then this one is remembered."""
        if self._facts and view.quantities:
            yield from self._counted(view, told)
        if told:
            self._facts, self._age = tuple(told), 0
        else:
            self._age += 1
            if self._age >= _REACH or self._names_another(view):
                self._facts = ()

    def _counted(self, view: SentenceView, told: Sequence[PledgeFact]) -> Iterator[PledgeFact]:
        if self._names_another(view) or view.money:
            return
        keys = view.document.keys
        if not _OTHERS.isdisjoint(keys[view.sentence.first : view.sentence.end]):
            return
        used = {span for fact in told if (span := fact.proof.fields.get("quantity")) is not None}
        for mention in view.quantities:
            span = view.document.span(mention.first, mention.end)
            taken = any(span.start < other.end and other.start < span.end for other in used)
            if mention.best is not None and not taken and keys[mention.first - 2 : mention.first] != ["top", "of"]:
                yield from self._with_number(view, mention)

    def _with_number(self, view: SentenceView, mention: QuantityMention) -> Iterator[PledgeFact]:
        unit = _unit(view, mention)
        facts = [fact for fact in self._facts if fact.act in _STANDING and fact.nation in self.states]
        fitting = [fact for fact in facts if unit and fact.capability in (_AIR if unit == "aircraft" else _HUMAN)]
        kinds = {(fact.nation, fact.capability, fact.act) for fact in facts}
        apart = unit == "personnel" and facts and facts[0].unit in {"aircraft", "ships"}  # people beside machines
        chosen = fitting[:1] or (facts[:1] if unit and len(kinds) == 1 and not apart else [])
        document = view.document
        for fact in chosen:
            fields = fact.proof.fields | {"quantity": document.span(mention.first, mention.end)}
            yield replace(
                fact,
                quantity=mention.best,
                quantity_low=mention.low,
                quantity_high=mention.high,
                qualifier=mention.qualifier,
                additional=mention.additional,
                unit=fact.unit if unit == "same" and fact.unit else "aircraft" if unit == "aircraft" else "personnel",
                amount=None,
                currency="",
                instrument="",
                proof=Proof(view.sentence.span, _RULE, CONFIDENCE[_RULE], fields),
            )

    def _names_another(self, view: SentenceView) -> bool:
        """Whether the sentence speaks of a state that gave nothing in the one before."""
        givers = {fact.nation for fact in self._facts}
        named = {mention.code for mention in view.nations if mention.code in self.states}
        named |= {minister.nation for minister in view.ministers}
        return bool(named - givers - THEATRE)


def _unit(view: SentenceView, mention: QuantityMention) -> str:
    """What the number counts: "personnel", "aircraft", "same" as before ("50 of them"), "" for other things."""
    keys, end = view.document.keys, view.sentence.end
    following = keys[mention.end : min(mention.end + 5, end)]
    if following[:2] in (["of", "them"], ["of", "these"], ["of", "those"]):
        return "same"
    if following[:1] and following[0] in _STRONG:
        return "personnel"
    if following[:1] and following[0] in _FORMS and mention.first == view.sentence.first:
        return "same"
    if following[:1] == ["-"] or following[:1] == [","]:
        return ""
    for word in following:
        if word in _PEOPLE:
            return "personnel"
        if word in _AIRCRAFT:
            return "aircraft"
        if not word.isalpha() or word in _FORMS or word in {"and", "or", "in", "to", "for", "on", "at", "with", "by"}:
            return ""
    return ""
