"""One entry for each distinct contribution, with its best sentence."""

from __future__ import annotations

from collections.abc import Iterable, Set

from articles.extraction.types import Act, Capability, PledgeFact


def merge(facts: Iterable[PledgeFact]) -> tuple[PledgeFact, ...]:
    """Drop repetitions: a fact without a number yields to one of the same nation, capability and act that has one, and
    equal numbers are told once, by the surest rule. A second place is kept as an entry of its own.
    """
    chosen: dict[tuple[object, ...], PledgeFact] = {}
    for fact in facts:
        key = (fact.nation, fact.capability, fact.act, fact.quantity, fact.amount, fact.currency)
        known = chosen.get(key)
        if known is None or _is_better(fact, known):
            chosen[key] = fact
    numbered = {
        (fact.nation, fact.capability, fact.act, fact.place)
        for fact in chosen.values()
        if fact.quantity is not None or fact.amount is not None
    }
    return tuple(
        sorted(
            (fact for fact in chosen.values() if not _is_repetition(fact, numbered)),
            key=lambda fact: (fact.proof.sentence.start, fact.nation, fact.capability, fact.act),
        )
    )


def _is_better(fact: PledgeFact, known: PledgeFact) -> bool:
    return fact.proof.confidence > known.proof.confidence or bool(fact.place and not known.place)


def _is_repetition(fact: PledgeFact, numbered: Set[tuple[str, Capability, Act, str]]) -> bool:
    if fact.quantity is not None or fact.amount is not None:
        return False
    places = {entry[3] for entry in numbered if entry[:3] == (fact.nation, fact.capability, fact.act)}
    return bool(places) and (not fact.place or "" in places or fact.place in places)
