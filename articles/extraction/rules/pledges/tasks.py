"""What the soldiers and aircraft of a nation are there for, where another sentence of the text says so.

"Denmark has 120 soldiers at Al Asad. They teach Iraqi recruits": the soldiers are trainers. "Germany sends Tornados for
reconnaissance. The jets fly from Incirlik": the jets look and do not strike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from articles.extraction.types import Capability, Document, Mentions, PledgeFact, Span

_FIGHTING = frozenset(
    "guard guards guarding protect protects protecting protection combat ground infantry artillery gun guns howitzer "
    "howitzers battalion battalions brigade brigades offensive fight fighting assault fire bases security".split()
)
"""Words of a sentence that give soldiers another task than teaching."""

_MOST_TRAINERS = 400
"""A larger contingent is counted for itself, whatever some of it do."""

_THINGS = frozenset({"asset", "generic"})
_LEAST_TEACHERS = 2
"""In a text with so many nations that teach, the small contingents of the others are taken to teach as well."""

_LASTING = frozenset({"pledged", "delivering", "considering", "ended"})


def with_tasks(facts: Iterable[PledgeFact], document: Document, mentions: Mentions) -> tuple[PledgeFact, ...]:
    """The facts with the task of soldiers and aircraft of no stated task read from the rest of the text."""
    known = tuple(facts)
    looking = _looking(known, document, mentions)
    teaching: dict[str, set[Span]] = {}
    for fact in known:
        if fact.capability == "trainers" and fact.act in _LASTING:
            teaching.setdefault(fact.nation, set()).add(fact.proof.sentence)
    others = set().union(*teaching.values()) if len(teaching) >= _LEAST_TEACHERS else set()
    return tuple(_with_task(fact, document, teaching.get(fact.nation) or others, looking) for fact in known)


def _looking(facts: Iterable[PledgeFact], document: Document, mentions: Mentions) -> set[tuple[str, str]]:
    """Nations with the types of their aircraft that are said to look: ("DEU", "tornado")."""
    found: set[tuple[str, str]] = set()
    striking: set[str] = set()
    deeds = {document.starts[mention.first] for mention in mentions.capabilities if mention.role not in _THINGS}
    for fact in facts:
        span = fact.proof.fields["capability"]
        if fact.capability == "reconnaissance":
            found |= {(fact.nation, kind) for kind in _types(document, span)}
        elif fact.capability == "air_strikes" and (span.start in deeds or fact.proof.rule == "pledges.verb"):
            striking.add(fact.nation)
    return {(nation, kind) for nation, kind in found if nation not in striking}


def _types(document: Document, span: Span) -> set[str]:
    """The types of aircraft that the words name, without plural: "Tornado reconnaissance jets" gives "tornado"."""
    words = document.quote(span).split()
    return {word.lower().removesuffix("s") for word in words if word[0].isupper()}


def _with_task(fact: PledgeFact, document: Document, taught: set[Span], looking: set[tuple[str, str]]) -> PledgeFact:
    task: Capability | None = None
    if fact.capability == "ground_forces" and taught and fact.proof.sentence not in taught:
        task = "trainers" if _can_teach(fact, document) else None
    elif fact.capability == "air_strikes" and fact.act in _LASTING:
        kinds = _types(document, fact.proof.fields["capability"])
        task = "reconnaissance" if any((fact.nation, kind) in looking for kind in kinds) else None
    return fact if task is None else replace(fact, capability=task)


def _can_teach(fact: PledgeFact, document: Document) -> bool:
    if fact.act not in _LASTING or (fact.quantity is not None and fact.quantity > _MOST_TRAINERS):
        return False
    words = document.quote(fact.proof.sentence).lower().replace(",", " ").replace(".", " ").split()
    return _FIGHTING.isdisjoint(words)
