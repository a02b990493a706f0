"""What the soldiers and aircraft of a nation are there for, where another sentence of the text says so.

"Denmark has 120 soldiers at Al Asad. They teach Iraqi recruits": the soldiers are trainers. "Germany sends Tornados for
reconnaissance. The jets fly from Incirlik": the jets look and do not strike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from articles.extraction.types import Capability, Document, Mentions, PledgeFact, Span

_FIGHTING = frozenset(
    "guard guards guarding protect protects protecting protection combat ground infantry artillery gun guns howitzer "
    "howitzers battalion battalions brigade brigades offensive fight fighting assault fire bases security jets jet "
    "warplanes aircraft planes fighter strikes airstrikes pilots aircrew".split()
)
"""Words of a sentence that give soldiers another task than teaching."""

_ARMED = frozenset(
    "battery batteries howitzer howitzers infantry infantrymen artillery marines paratroopers himars".split()
)
"""Words for people and guns whose task is told by their name."""

_MOST_TRAINERS = 400
"""A larger contingent is counted for itself, whatever some of it do."""

_THINGS = frozenset({"asset", "generic"})
_FLYING: frozenset[Capability] = frozenset({"air_strikes", "air_support", "reconnaissance"})
_CARRIED_BY = _FLYING | {"naval"}
"""Contributions that need people who fly, sail and look after them."""

_CREWS = frozenset({"airmen", "aircrew", "aircrews", "sailors"})
_SERVICES = frozenset({("air", "force"), ("air", "crew"), ("ground", "crew"), ("flight", "crew"), ("ship", "crew")})
_PEOPLE = frozenset({"personnel", "members", "people", "staff", "men", "crew", "crews", "technicians"})
_ATTENDING = frozenset("support supports supporting maintain maintains maintaining operate operates operating serve "
                       "serves serving service services man mans crew crews".split())  # fmt: skip
_ATTENDED = frozenset("them it jets aircraft planes fighters ship carrier frigate group vessel aboard board".split())
_FLOWN = frozenset(
    "jet jets aircraft plane planes fighters tornado tornados f-16 f-16s flight flights fly flies flying flew flown "
    "sortie sorties pod pods mission missions pilots".split()
)
"""Words of a sentence whose reconnaissance is done from combat aircraft and not by a radar on the ground."""

_BOMBING = frozenset(
    "bomb bombs bombed bombing strike strikes striking struck attack attacks attacked attacking hit hits raid raids "
    "raided pound pounded destroyed killed".split()
)
"""Words of a sentence that makes aircraft strike."""

_OF_PEOPLE: frozenset[Capability] = frozenset({"trainers", "medical", "special_operations"})
_PUPILS = frozenset("peshmerga iraqi iraqis kurds kurdish recruits police army".split())
_DEFINITE = (["the"], ["these"], ["their"], ["its"])
_LIKE = frozenset({"same", "similar", "identical", "like", "comparable"})
_TASKS = frozenset("task tasks work job purpose mission role duty duties end aim reason".split())
_LEAST_TEACHERS = 2
"""In a text with so many nations that teach, the small contingents of the others are taken to teach as well."""

_LASTING = frozenset({"pledged", "delivering", "considering", "ended"})


def with_tasks(facts: Iterable[PledgeFact], document: Document, mentions: Mentions) -> tuple[PledgeFact, ...]:
    """The facts with the task of soldiers and aircraft of no stated task read from the rest of the text."""
    known = tuple(_with_crews(_named_again(_with_likeness(facts, document), document), document))
    looking = _looking(known, document, mentions)
    lookers = _lookers(known, document, mentions)
    teaching: dict[str, set[Span]] = {}
    for fact in known:
        if fact.capability == "trainers" and fact.act in _LASTING:
            teaching.setdefault(fact.nation, set()).add(fact.proof.sentence)
    others = set().union(*teaching.values()) if len(teaching) >= _LEAST_TEACHERS else set()
    return tuple(_with_task(fact, document, teaching.get(fact.nation) or others, looking, lookers) for fact in known)


def _words(fact: PledgeFact, document: Document) -> list[str]:
    """The words of the sentence, in lower case and without stops."""
    return document.quote(fact.proof.sentence).lower().replace(",", " ").replace(".", " ").split()


def _with_likeness(facts: Iterable[PledgeFact], document: Document) -> Iterator[PledgeFact]:
    """ "Sweden is preparing 30 soldiers for the same task": they do what was told right before them."""
    last: PledgeFact | None = None
    any_taught = False
    for fact in facts:
        told = fact
        words = _words(fact, document) if fact.capability == "ground_forces" and last is not None else []
        if last is not None and _is_likened(words):
            teach = any_taught and not _PUPILS.isdisjoint(words)
            told = replace(fact, capability="trainers" if teach else last.capability)
        same_sentence = last is not None and last.proof.sentence == fact.proof.sentence
        taught = same_sentence and last is not None and last.capability == "trainers"
        if fact.capability in _OF_PEOPLE and not taught:
            last = fact
        any_taught = any_taught or fact.capability == "trainers"
        yield told


def _is_likened(words: Sequence[str]) -> bool:
    """ "for the same task", "to do similar work"."""
    return any(word in _LIKE and after in _TASKS for word, after in pairwise(words))


def _named_again(facts: Iterable[PledgeFact], document: Document) -> Iterator[PledgeFact]:
    """ "Six reconnaissance jets will go. The jets will fly from Incirlik": what is named again does what it did."""
    flown: dict[str, set[Capability]] = {}
    for fact in facts:
        told = fact
        before = flown.setdefault(fact.nation, set())
        if fact.capability == "air_strikes" and len(before) == 1 and "air_strikes" not in before:
            span = fact.proof.fields["capability"]
            before_it = document.source.text[fact.proof.sentence.start : span.start].split()[-1:]
            definite = [word.lower() for word in before_it] in _DEFINITE
            if definite and not _types(document, span) and _BOMBING.isdisjoint(_words(fact, document)):
                told = replace(fact, capability=next(iter(before)))
        if told.capability in _FLYING and told.unit in {"aircraft", ""}:
            before.add(told.capability)
        yield told


def _with_crews(facts: Iterable[PledgeFact], document: Document) -> Iterator[PledgeFact]:
    """ "Some 400 air force personnel go with the jets": they belong to what they fly, sail or look after."""
    served: dict[str, PledgeFact] = {}
    for fact in facts:
        if fact.capability in _CARRIED_BY:
            served[fact.nation] = fact
        known = served.get(fact.nation)
        if known is not None and fact.capability == "ground_forces" and _is_crew(_words(fact, document)):
            yield replace(fact, capability=known.capability)
        else:
            yield fact


def _is_crew(words: Sequence[str]) -> bool:
    """Whether the people of a sentence are there for aircraft or ships."""
    if not _CREWS.isdisjoint(words) or (_SERVICES & {*pairwise(words)} and not _PEOPLE.isdisjoint(words)):
        return True
    attending = next((number for number, word in enumerate(words) if word in _ATTENDING), None)
    return attending is not None and not _ATTENDED.isdisjoint(words[attending + 1 : attending + 5])


def _lookers(facts: Sequence[PledgeFact], document: Document, mentions: Mentions) -> set[str]:
    """Nations whose combat aircraft only look: they fly reconnaissance, have no other aircraft for it, and do not
    bomb."""
    deeds = {document.starts[mention.first] for mention in mentions.capabilities if mention.role not in _THINGS}
    jets = [mention for mention in mentions.capabilities if mention.capability == "air_strikes"]
    combat = {document.starts[mention.first] for mention in jets}
    looking: set[str] = set()
    others: set[str] = set()
    for fact in facts:
        start = fact.proof.fields["capability"].start
        if fact.capability == "reconnaissance":
            words = _words(fact, document)
            flies = start in combat or (start in deeds and not _FLOWN.isdisjoint(words))
            (looking if flies and "radar" not in words else others).add(fact.nation)
        elif fact.capability == "air_strikes" and fact.act != "declined":
            strikes = start in deeds or fact.proof.rule == "pledges.verb"
            if strikes or not _BOMBING.isdisjoint(_words(fact, document)):
                others.add(fact.nation)
    return looking - others


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


def _with_task(
    fact: PledgeFact, document: Document, taught: set[Span], looking: set[tuple[str, str]], lookers: set[str]
) -> PledgeFact:
    task: Capability | None = None
    if fact.capability == "ground_forces" and taught and fact.proof.sentence not in taught:
        task = "trainers" if _can_teach(fact, document) else None
    elif fact.capability == "air_strikes" and fact.act in _LASTING:
        kinds = _types(document, fact.proof.fields["capability"])
        looks = fact.nation in lookers or any((fact.nation, kind) in looking for kind in kinds)
        task = "reconnaissance" if looks else None
    return fact if task is None else replace(fact, capability=task)


def _can_teach(fact: PledgeFact, document: Document) -> bool:
    if fact.act not in _LASTING or (fact.quantity is not None and fact.quantity > _MOST_TRAINERS):
        return False
    named = document.quote(fact.proof.fields["capability"]).lower().split()
    return _ARMED.isdisjoint(named) and _FIGHTING.isdisjoint(_words(fact, document))
