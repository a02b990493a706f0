"""What a text says of contested towns: retaken, about to be retaken, struck, defended, held by Islamic State (IS),
mentioned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from articles.extraction.confidence import CONFIDENCE
from articles.extraction.lexicon import Lexicon
from articles.extraction.rules.towns.bodies import ORDER
from articles.extraction.rules.towns.clauses import TownClauses
from articles.extraction.rules.towns.lines import TownWords, line_of, town_words
from articles.extraction.tokens import sentence_index
from articles.extraction.types import (
    CityFact,
    DateMention,
    Document,
    Mentions,
    Objective,
    PlaceMention,
    Proof,
    Sentence,
)
from coalition.dates import PartialDate


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one sentence says of one town."""

    place: PlaceMention
    objective: Objective
    sentence: int


def city_facts(document: Document, mentions: Mentions, lexicon: Lexicon) -> tuple[CityFact, ...]:
    """Each contested town once, with the weightiest thing the text says of it and the sentence that says it.

    Rule ids are `cities.` and the objective. "Iraqi forces retook Ramadi" retaken; "the battle for Mosul" retake; "Near
    Baiji, three strikes destroyed a bunker" struck; "defend Kobani" defended; "IS-held Raqqa" held_by_is.
    """
    words = town_words(lexicon)
    best: dict[str, _Reading] = {}
    for reading in _readings(document, mentions, words):
        name = reading.place.name
        if name not in best or ORDER.index(reading.objective) < ORDER.index(best[name].objective):
            best[name] = reading
    return tuple(_fact(document, mentions, reading, words) for reading in best.values())


def _readings(document: Document, mentions: Mentions, words: TownWords) -> Iterator[_Reading]:
    by_sentence: dict[int, list[PlaceMention]] = {}
    for place in mentions.places:
        if (
            place.kind == "city"
            and not place.is_dateline
            and not _is_government(document, place)
            and not _is_abroad(document, place)
        ):
            by_sentence.setdefault(sentence_index(document, place.first), []).append(place)
    reader = _Reader(document, words, mentions.dates)
    for number, places in by_sentence.items():
        yield from reader.readings(number, places)
        for later in range(number + 1, min(number + 3, len(document.sentences))):
            if later in by_sentence:
                break
            yield from reader.echoes(later, places[-1])


_SEATS = frozenset({"Baghdad", "Damascus", "Tripoli", "Kabul"})
_GIVING = frozenset({
    "sold", "sell", "gave", "given", "lent", "loaned", "offered", "donated", "supplied", "aid", "assistance", "support",
    "loan", "loans", "gift", "sale", "sales", "promised",
})  # fmt: skip
_PLACING = frozenset({
    "in", "near", "at", "of", "from", "to", "around", "outside", "over", "on", "for", "against", "into", "towards",
    "toward",
    "inside", "capital", "city", "between", "north", "south", "east", "west", "and", "including", ",", "(", "central",
    "downtown", "defend", "reach", "take", "bomb", "bombed", "hit", "struck", "visited", "visit", "leave", "left",
})  # fmt: skip


def _is_abroad(document: Document, place: PlaceMention) -> bool:
    """Tripoli in a text on Lebanon that does not speak of Libya."""
    if place.name != "Tripoli":
        return False
    keys = set(document.keys)
    return not keys.isdisjoint({"lebanon", "lebanese"}) and keys.isdisjoint({"libya", "libyan", "libyans"})


def _is_government(document: Document, place: PlaceMention) -> bool:
    """ "which Baghdad denies", "Baghdad rejected the offer": the capital stands for those who govern."""
    if place.name not in _SEATS:
        return False
    before = document.keys[place.first - 1] if place.first else ""
    if before == "to" and not _GIVING.isdisjoint(document.keys[max(0, place.first - 4) : place.first - 1]):
        return True
    return before not in _PLACING or document.keys[place.end : place.end + 1] == ["'s"]


_ANAPHORS = frozenset({"city", "town", "place"})
_SUBJECT_OF_GROUP = frozenset({
    "has", "had", "have", "took", "seized", "captured", "overran", "holds", "held", "lost", "still", "rules", "ruled",
    "controls", "controlled",
})  # fmt: skip
_ITS_LIBERATION = frozenset({"liberation", "recapture", "fall", "capture", "reconquest", "clearance"})
_LOOK_BACK = 45
"""Tokens before a pronoun among which the body it means is looked for."""


class _Reader:
    """Reads the sentences of a document that speak of towns, by name or as "the city" and "it"."""

    def __init__(self, document: Document, words: TownWords, dates: Sequence[DateMention]) -> None:
        self.document = document
        self.keys = document.keys
        self.words = words
        self.dates = dates

    def readings(self, number: int, places: Sequence[PlaceMention]) -> Iterator[_Reading]:
        """What a sentence says of the towns it names; "the city" and "it" after its only town mean that town."""
        sentence = self.document.sentences[number]
        towns = {place.first: place for place in places}
        ends = {place.first: place.end for place in places}
        if len({place.name for place in places}) == 1:
            for token in self.anaphors(places[-1].end, sentence.end):
                towns[token], ends[token] = places[-1], token + 1
        yield from self.read(number, towns, ends)

    def echoes(self, number: int, place: PlaceMention) -> Iterator[_Reading]:
        """What a sentence without a town says of "the city", the town named last before it."""
        sentence = self.document.sentences[number]
        towns = dict.fromkeys(self.anaphors(sentence.first, sentence.end), place)
        if towns:
            yield from self.read(number, towns, {token: token + 1 for token in towns})

    def read(self, number: int, towns: Mapping[int, PlaceMention], ends: Mapping[int, int]) -> Iterator[_Reading]:
        sentence = self.document.sentences[number]
        pronouns = {
            token
            for token in range(sentence.first, sentence.end)
            if self.keys[token] in {"it", "they", "them"} and token not in towns and self.is_group(token)
        }
        line = line_of(self.document, sentence, ends, pronouns, self.words)
        clauses = TownClauses(
            line,
            self.words,
            is_early=lambda item: self.is_early(sentence, line.tokens[min(item, len(line.tokens) - 1)]),
            by_air=self.is_by_air(number),
        )
        for item, objective in clauses.readings():
            yield _Reading(towns[line.tokens[item]], objective, number)

    def anaphors(self, first: int, end: int) -> list[int]:
        """Tokens of "the city" and of an "it" that is no group of people."""
        found = []
        for token in range(max(first, 1), end):
            key, before = self.keys[token], self.keys[token - 1]
            follows = self.keys[token + 1] if token + 1 < len(self.keys) else ""
            named = key in _ANAPHORS and before in {"the", "that"} and follows != "of"
            its = key == "its" and follows in _ITS_LIBERATION
            if named or its or (key == "it" and self.is_town_pronoun(token) and not self.is_group(token)):
                found.append(token)
        return found

    def is_town_pronoun(self, token: int) -> bool:
        """ "retook it", "take it back", "; it was freed"."""
        before = self.keys[token - 1]
        classes = self.words.verbs.get(before, {})
        if not {"regain", "capture", "enter", "defend", "hold", "lose"}.isdisjoint(classes):
            return True
        if self.keys[token + 1 : token + 2] == ["back"] and before in {"get", "got", "getting"}:
            return True
        return before in {";", ",", "and", "but", ".", "until", "before", "that", "since"} and self.keys[
            token + 1 : token + 2
        ] in (["was"], ["is"], ["has"], ["fell"], ["had"], ["changed"])

    def is_group(self, token: int) -> bool:
        """ "It has held Raqqa since", "drove them out of": the body named last is Islamic State."""
        if self.keys[token] == "it" and self.keys[token + 1 : token + 2] == ["was"]:
            return False
        following = self.keys[token + 1] if token + 1 < len(self.keys) else ""
        if not (following in _SUBJECT_OF_GROUP or self.keys[token] == "them" or following in {"out", "from"}):
            return False
        if self.keys[token + 2 : token + 3] in (["been"], ["fallen"], ["changed"]):
            return False
        for at in range(token - 1, max(token - _LOOK_BACK, -1), -1):
            if self.words.enemy.match_at(self.keys, at) and (self.keys[at] != "is" or self.document.words[at] == "IS"):
                return True
            if self.keys[at] in self.words.sets["friends"]:
                return False
        return False

    def is_early(self, sentence: Sentence, token: int) -> bool:
        """Whether what stands at a token belongs to the time in which Islamic State (IS) grew, by the next date of the
        sentence, the last one before, or that of the text.
        """
        inside = [date.date for date in self.dates if sentence.first <= date.first < sentence.end]
        after = [date.date for date in self.dates if token <= date.first < sentence.end]
        before = [date.date for date in self.dates if date.first < sentence.end]
        date = (
            next(iter(after), None)
            or next(iter(inside), None)
            or self.document.source.published
            or (before[-1] if before else None)
        )
        return date is not None and (date.day.year, date.day.month) < _TURN

    def is_by_air(self, number: int) -> bool:
        """Aircraft or air strikes in the sentence or the two before it."""
        first = self.document.sentences[max(0, number - 2)].first
        near = self.keys[first : self.document.sentences[number].end]
        return not self.words.sets["air_words"].isdisjoint(near)


_ORDERS_EVENTS = frozenset({"before", "after", "until", "when", "while"})
"""Words between a date and a town that put the one into another event than the other."""

_TURN = (2015, 8)
"""Year and month from which towns that fall without more being said fall to the opponents of Islamic State."""


def _fact(document: Document, mentions: Mentions, reading: _Reading, words: TownWords) -> CityFact:
    sentence, place = document.sentences[reading.sentence], reading.place
    rule = f"cities.{reading.objective}"
    span = document.span(place.first, place.end)
    settled = reading.objective in {"retaken", "struck", "held_by_is"}
    return CityFact(
        name=place.name,
        country=place.country,
        objective=reading.objective,
        spelling=document.quote(span),
        proof=Proof(sentence.span, rule, CONFIDENCE[rule], {"city": span}),
        date=_date(document, mentions, sentence, place) if settled else None,
        by_whom=_actor(document, sentence, reading, words) if reading.objective != "mentioned" else "",
    )


def _date(document: Document, mentions: Mentions, sentence: Sentence, place: PlaceMention) -> PartialDate | None:
    """The only date of the sentence finer than a year, unless it is that of another event.

    "They took it in January, five months before Mosul fell" dates no fall of Mosul; "Mosul fell after 9 June" does.
    """
    dates = [
        date for date in mentions.dates if sentence.first <= date.first < sentence.end and date.date.precision != "year"
    ]
    if len(dates) != 1:
        return None
    (date,) = dates
    between = document.keys[place.end : date.first - 1] or document.keys[date.end : place.first]
    return None if not _ORDERS_EVENTS.isdisjoint(between) else date.date


def _actor(document: Document, sentence: Sentence, reading: _Reading, words: TownWords) -> str:
    """The force of the right side that the sentence names first, as printed."""
    hostile = reading.objective == "held_by_is"
    for first, end, _ in words.bodies.find(document.keys, sentence.first, sentence.end):
        enemy = words.enemy.match_at(document.keys, first) is not None
        if enemy == hostile and (document.keys[first] != "is" or document.words[first] == "IS"):
            return document.quote(document.span(first, end))
    return ""


assert set(ORDER) == set(get_args(Objective))  # noqa: S101 - a list kept beside its type
