"""What the soldiers and aircraft of a nation are there for, where another sentence of the text says so.

"Denmark has 120 soldiers at Al Asad. They teach Iraqi recruits": the soldiers are trainers. "Germany sends Tornados for
reconnaissance. The jets fly from Incirlik": the jets look and do not strike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from articles.extraction.types import Capability, Document, Mentions, PledgeFact

_FIGHTING = frozenset(
    "guard guards guarding protect protects protecting protection combat ground infantry artillery gun guns howitzer "
    "howitzers battalion battalions brigade brigades offensive fight fighting assault fire bases security".split()
)
"""Words of a sentence that give soldiers another task than teaching."""

_MOST_TRAINERS = 700
"""A larger contingent is counted for itself, whatever some of it do."""

_LASTING = frozenset({"pledged", "delivering", "considering", "ended"})


def with_tasks(facts: Iterable[PledgeFact], document: Document, mentions: Mentions) -> tuple[PledgeFact, ...]:
    """The facts with the task of soldiers and aircraft of no stated task read from the rest of the text."""
    known = tuple(facts)
    generic = {
        document.starts[mention.first] for mention in mentions.capabilities if mention.role in {"generic", "asset"}
    }
    teaching = {fact.nation for fact in known if fact.capability == "trainers" and fact.act in _LASTING}
    looking = {
        fact.nation
        for fact in known
        if fact.capability == "reconnaissance" and fact.proof.fields["capability"].start in generic
    }
    striking = {
        fact.nation
        for fact in known
        if fact.capability == "air_strikes" and fact.proof.fields["capability"].start not in generic
    }
    looking -= striking
    return tuple(_with_task(fact, document, teaching, looking) for fact in known)


def _with_task(fact: PledgeFact, document: Document, teaching: set[str], looking: set[str]) -> PledgeFact:
    task: Capability | None = None
    if fact.capability == "ground_forces" and fact.nation in teaching and _can_teach(fact, document):
        task = "trainers"
    elif fact.capability == "air_strikes" and fact.nation in looking and fact.act in _LASTING:
        task = "reconnaissance"
    return fact if task is None else replace(fact, capability=task)


def _can_teach(fact: PledgeFact, document: Document) -> bool:
    if fact.act not in _LASTING or (fact.quantity is not None and fact.quantity > _MOST_TRAINERS):
        return False
    words = document.quote(fact.proof.sentence).lower().replace(",", " ").replace(".", " ").split()
    return _FIGHTING.isdisjoint(words)
