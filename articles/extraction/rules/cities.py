"""What a text says of contested towns: retaken, about to be retaken, struck, defended, held by Islamic State (IS),
mentioned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import get_args

from articles.extraction.confidence import CONFIDENCE
from articles.extraction.lexicon import Lexicon
from articles.extraction.phrases import PhraseTable
from articles.extraction.rules.town_patterns import line_of, objective_of
from articles.extraction.tokens import fold, sentence_index
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

ORDER: tuple[Objective, ...] = ("retaken", "retake", "struck", "defended", "held_by_is", "mentioned")
"""Where a text says several things of a town, the first of these counts."""


@dataclass(frozen=True, slots=True)
class _Words:
    sets: Mapping[str, frozenset[str]]
    tables: Mapping[str, PhraseTable[bool]]


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> _Words:
    reference = lexicon.reference["objective_words"]
    tables = (
        "islamic_state",
        "islamic_state_names",
        "friends",
        "air_strikes",
        "bodies",
        "group_names",
        "bodies_friendly",
    )
    return _Words(
        sets={key: frozenset(fold(word) for word in words) for key, words in reference.items()},
        tables={key: PhraseTable((word, True) for word in reference[key]) for key in tables},
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one sentence says of one town."""

    place: PlaceMention
    objective: Objective
    sentence: int


def city_facts(document: Document, mentions: Mentions, lexicon: Lexicon) -> tuple[CityFact, ...]:
    """Each contested town once, with the weightiest thing the text says of it and the sentence that says it.

    Rule ids are `cities.` and the objective. "Iraqi forces retook Ramadi" retaken; "the battle for Mosul" retake; "Near
    Baiji,
    three strikes destroyed a bunker" struck; "defend Kobani" defended; "IS-held Raqqa" held_by_is.
    """
    readings = list(_readings(document, mentions, _words(lexicon)))
    best: dict[str, _Reading] = {}
    for reading in readings:
        name = reading.place.name
        if name not in best or ORDER.index(reading.objective) < ORDER.index(best[name].objective):
            best[name] = reading
    return tuple(_fact(document, mentions, reading, _words(lexicon)) for reading in best.values())


def _readings(document: Document, mentions: Mentions, words: _Words) -> Iterator[_Reading]:
    towns = [
        place
        for place in mentions.places
        if place.kind == "city" and not place.is_dateline and not _is_government(document, place)
    ]
    by_sentence: dict[int, list[PlaceMention]] = {}
    for place in towns:
        by_sentence.setdefault(sentence_index(document, place.first), []).append(place)
    reader = _Reader(document, words, towns, mentions.dates)
    for number, places in by_sentence.items():
        for place in places:
            yield _Reading(place, reader.objective(document.sentences[number], place.first, place.end), number)
        if len({place.name for place in places}) == 1:
            yield from _within(document, reader, places[-1], number)
        yield from _echoes(document, reader, places[-1], number, by_sentence)


_SEATS = frozenset({"Baghdad", "Damascus", "Tripoli", "Kabul"})
_PLACING = frozenset({
    "in", "near", "at", "of", "from", "to", "around", "outside", "over", "on", "for", "against", "into", "towards",
    "toward",
    "inside", "capital", "city", "between", "north", "south", "east", "west", "and", "including", ",", "(", "central",
    "downtown", "defend", "reach", "take", "bomb", "bombed", "hit", "struck", "visited", "visit", "leave", "left",
})  # fmt: skip


def _is_government(document: Document, place: PlaceMention) -> bool:
    """ "which Baghdad denies", "Baghdad rejected the offer": the capital stands for those who govern."""
    if place.name not in _SEATS:
        return False
    before = document.keys[place.first - 1] if place.first else ""
    return before not in _PLACING or document.keys[place.end : place.end + 1] == ["'s"]


def _within(document: Document, reader: _Reader, place: PlaceMention, number: int) -> Iterator[_Reading]:
    """ "the city" later in the sentence of its only town."""
    sentence = document.sentences[number]
    for token in range(place.end, sentence.end - 1):
        if document.keys[token] in {"the", "that"} and document.keys[token + 1] in {"city", "town", "place"}:
            yield _Reading(place, reader.objective(sentence, token + 1, token + 2), number)


def _echoes(
    document: Document,
    reader: _Reader,
    place: PlaceMention,
    number: int,
    by_sentence: Mapping[int, Sequence[PlaceMention]],
) -> Iterator[_Reading]:
    """ "the city" in the two sentences that follow means the town named last."""
    for later in range(number + 1, min(number + 3, len(document.sentences))):
        if later in by_sentence:
            return
        sentence = document.sentences[later]
        for token in range(sentence.first, sentence.end - 1):
            if document.keys[token] == "it" and document.keys[token - 1] in _TAKING:
                yield _Reading(place, reader.objective(sentence, token, token + 1), later)
            if document.keys[token] in {"the", "that"} and document.keys[token + 1] in {"city", "town", "place"}:
                yield _Reading(place, reader.objective(sentence, token + 1, token + 2), later)


_TAKING = frozenset(
    {"took", "taken", "retook", "captured", "seized", "overran", "liberated", "recaptured", "freed", "entered"}
)


class _Reader:
    """Reads the words around a town."""

    def __init__(
        self, document: Document, words: _Words, towns: Sequence[PlaceMention], dates: Sequence[DateMention]
    ) -> None:
        self.document = document
        self.keys = document.keys
        self.words = words
        self.sets = words.sets
        self.towns = towns
        self.dates = dates
        self.lines: dict[int, list[tuple[int, str]]] = {}
        self.town_tokens = {token for place in towns for token in range(place.first, place.end)}

    def key(self, token: int) -> str:
        """Lookup form of a token, "" outside the document."""
        return self.keys[token] if 0 <= token < len(self.keys) else ""

    def objective(self, sentence: Sentence, first: int, end: int) -> Objective:
        told = self.by_pattern(sentence, first, end)
        if told is not None:
            further = {told, self.by_reference(sentence, end)}
            if told == "held_by_is" and self.by_governor(sentence, first) == "struck":
                return "struck"
            return next(objective for objective in ORDER if objective in further)
        found = {
            self.by_reference(sentence, end),
            self.by_governor(sentence, first),
            self.by_predicate(sentence, end),
            self.by_neighbours(sentence, first, end),
            self.by_strikes(sentence, first),
        }
        return next(objective for objective in ORDER if objective in found or objective == "mentioned")

    def by_pattern(self, sentence: Sentence, first: int, end: int) -> Objective | None:
        """What the sentence as a whole says, by the patterns of who, what and which town."""
        keys = self.line(sentence)
        marked = ["T" if token == first else key for token, key in keys if not first < token < end]
        return objective_of(line_of(marked), early=self.is_early(sentence), by_air=self.is_by_air(sentence))

    def is_early(self, sentence: Sentence) -> bool:
        """Whether the sentence tells of the time in which Islamic State (IS) grew, by its date or that of the text."""
        inside = [date.date for date in self.dates if sentence.first <= date.first < sentence.end]
        before = [date.date for date in self.dates if date.first < sentence.end]
        date = next(iter(inside), None) or self.document.source.published or (before[-1] if before else None)
        return date is not None and (date.day.year, date.day.month) < (2015, 8)

    def is_by_air(self, sentence: Sentence) -> bool:
        """Aircraft or air strikes in the sentence or the two before it."""
        number = sentence_index(self.document, sentence.first)
        first = self.document.sentences[max(0, number - 2)].first
        near = self.keys[first : sentence.end]
        return not self.sets["aircraft"].isdisjoint(near) or not {
            "airstrike",
            "airstrikes",
            "sorties",
            "pilots",
        }.isdisjoint(near)

    def line(self, sentence: Sentence) -> list[tuple[int, str]]:
        """Tokens of a sentence as the patterns read them: E for Islamic State (IS) under any name, O for each town."""
        if sentence.first in self.lines:
            return self.lines[sentence.first]
        hostile = {
            first: end
            for first, end, _ in self.words.tables["group_names"].find(self.keys, sentence.first, sentence.end)
            if self.is_shouted(first)
        }
        towns = {place.first: place.end for place in self.towns if sentence.first <= place.first < sentence.end}
        line: list[tuple[int, str]] = []
        at = sentence.first
        while at < sentence.end:
            stop = towns.get(at) or hostile.get(at) or at + 1
            key = "O" if at in towns else "E" if at in hostile else self.keys[at]
            if key in {"it", "they", "them"} and self.is_group_pronoun(sentence, at):
                key = "E"
            line.append((at, key))
            at = stop
        self.lines[sentence.first] = line
        return line

    def is_group_pronoun(self, sentence: Sentence, at: int) -> bool:
        """ "It has held Raqqa since", "drove them out of": the group that the text named last."""
        start = max(0, at - 45)
        enemy, friend = self.last("group_names", start, at), self.last("bodies_friendly", start, at)
        subject = self.key(at + 1) in {
            "has",
            "had",
            "have",
            "took",
            "seized",
            "captured",
            "overran",
            "holds",
            "held",
            "lost",
            "still",
            "rules",
            "ruled",
            "controls",
            "controlled",
        }
        return enemy > friend and (subject or self.keys[at] == "them" or self.key(at + 1) in {"out", "from"})

    def by_reference(self, sentence: Sentence, end: int) -> Objective:
        """What is said of "it" or "which" later in a sentence that names no further town."""
        if any(token in self.town_tokens for token in range(end, sentence.end)):
            return "mentioned"
        for at in range(end, sentence.end):
            key = self.keys[at]
            if key == "it":
                after = (
                    self.by_predicate(sentence, at + 1)
                    if self.keys[at - 1] in {";", ",", "and", "but"}
                    else "mentioned"
                )
                before = self.by_verb(sentence, at - 1) if self.keys[at - 1] in self.objects else "mentioned"
                return next(objective for objective in ORDER if objective in {before, after, "mentioned"})
            if key == "which" and self.keys[at - 1] == "," and at - end <= 3:
                verbs = [token for token in range(at, min(at + 10, sentence.end)) if self.keys[token] in self.objects]
                return self.by_verb(sentence, verbs[-1]) if verbs else "mentioned"
        return "mentioned"

    @property
    def objects(self) -> frozenset[str]:
        """Verbs whose object is the town."""
        return self.sets["retake"] | self.sets["retaken"] | self.sets["take"] | self.sets["holding"]

    # --- the word that governs the town -----------------------------------------------------------------------------

    def by_governor(self, sentence: Sentence, first: int) -> Objective:
        """ "retake the city of Mosul", "liberation of Ramadi and Hit", "battle for Sirte", "driven out of Tikrit"."""
        at = first - 1
        passed_of = False
        while at >= sentence.first and first - at < 16 and self.is_passed_over(at):
            passed_of = passed_of or self.keys[at] == "of"
            at -= 1
        if at < sentence.first:
            return "mentioned"
        governor = self.keys[at]
        if governor in {
            "for",
            "on",
            "against",
            "toward",
            "towards",
            "into",
            "to",
            "in",
            "out",
            "at",
            "inside",
            "around",
        }:
            return self.by_preposition(sentence, at)
        if passed_of:
            return self.by_noun(sentence, at, first) or self.by_verb(sentence, at)
        return self.by_verb(sentence, at)

    def is_passed_over(self, at: int) -> bool:
        """Articles, other towns and "in Iraq" between a town and the word that governs it."""
        if self.keys[at] in self.sets["fillers"] or at in self.town_tokens:
            return True
        return self.keys[at] == "in" and self.key(at + 1) in {"iraq", "syria", "libya"} and at - 1 in self.town_tokens

    def by_noun(self, sentence: Sentence, at: int, first: int) -> Objective | None:
        governor, sets = self.keys[at], self.sets
        if governor in sets["liberation"]:
            if self.is_hostile(sentence, at) and self.key(at - 1) in {"their", "its"}:
                return "held_by_is"
            return "retake" if self.is_prospective(sentence, at, first) else "retaken"
        if governor in sets["fall"]:
            return "retaken" if self.agent_after(sentence, at) == "friend" and governor != "loss" else "held_by_is"
        if governor in sets["isolation"]:
            return "defended" if governor == "siege" and self.is_hostile(sentence, at) else "retake"
        if governor in sets["battle"]:
            return "retake"
        if governor in sets["defence"]:
            return "defended"
        if governor in {"bombing", "bombardment"}:
            return "struck"
        if governor in sets["bastion"]:
            return "held_by_is"
        return None

    def by_verb(self, sentence: Sentence, at: int) -> Objective:
        governor, sets = self.keys[at], self.sets
        hostile = self.is_hostile(sentence, at)
        near = self.keys[max(sentence.first, at - 8) : at]
        helped = not {"help", "helping", "helped", "let", "helps"}.isdisjoint(near) and "to" not in near[-1:]
        partly = not {"most", "half", "much", "part", "parts", "some"}.isdisjoint(self.keys[at : at + 4])
        waits = self.key(at - 1) in sets["modal"] or self.key(at - 2) in {"will", "would", "could", "to", "can", "help"}
        if governor in sets["retaken"] and not {"not", "yet", "failed", "never"}.isdisjoint(self.keys[at - 3 : at]):
            return "retake"
        if governor in sets["retaken"]:
            return "held_by_is" if hostile else "retake" if self.key(at - 1) in {"be", "being"} and waits else "retaken"
        if governor in sets["retake"]:
            waits = waits or helped
            return "held_by_is" if hostile and not waits else "retake" if waits else "retaken"
        if governor in sets["gerunds"]:
            if hostile:
                return "held_by_is"
            return "retaken" if self.key(at - 1) in sets["completed"] else "retake"
        if governor in sets["took"]:
            if hostile or not self.is_friendly(sentence, at):
                return "held_by_is" if hostile else "mentioned"
            return "retake" if partly else "retaken"
        if governor in sets["cleared"] and not hostile:
            return "retaken"
        if governor in sets["advancing"]:
            return "mentioned" if hostile else "retake" if self.is_friendly(sentence, at) else "mentioned"
        return self.by_weak_verb(sentence, at, hostile=hostile, waits=waits)

    def by_weak_verb(self, sentence: Sentence, at: int, *, hostile: bool, waits: bool) -> Objective:
        governor, sets = self.keys[at], self.sets
        if governor in sets["holding"] and not hostile:
            return "defended"
        if governor in sets["take"]:
            if hostile:
                return "defended" if waits else "held_by_is"
            return "retake" if waits or self.is_friendly(sentence, at) else "mentioned"
        if governor in sets["controlling"] and hostile:
            return "held_by_is"
        if governor in sets["bombing"] and not hostile:
            return "struck"
        return "mentioned"

    def by_preposition(self, sentence: Sentence, at: int) -> Objective:
        """ "offensive on", "battle for", "advancing toward", "driven out of", "fighters in"."""
        preposition = self.keys[at]
        near = self.keys[max(sentence.first, at - 6) : at]
        close = near[-3:]
        if preposition in {"out", "in", "from"} and self.has(sentence, "islamic_state"):
            if not self.sets["expelling"].isdisjoint(near) and preposition != "in":
                return "retake"
            if not self.sets["expelled"].isdisjoint(near if preposition == "from" else close):
                return "retake" if self.is_prospective_verb(near) else "retaken"
        if preposition == "in":
            if close[-1:] == ["out"] and close[-2:-1] and close[-2] in self.sets["holding"]:
                return "defended"
            return "held_by_is" if self.is_held_by_presence(at) else "mentioned"
        if preposition == "to" and close[-1:] in (["turn"], ["move"], ["advance"]):
            return "retake" if self.is_prospective_verb(close) else "mentioned"
        return "retake" if preposition not in _WITHIN and self.is_battle(sentence, at, close) else "mentioned"

    def is_battle(self, sentence: Sentence, at: int, close: Sequence[str]) -> bool:
        """ "battle for", "offensive on"; a mere "attack on" only where a friend makes it."""
        battles = self.sets["battle"].intersection(close)
        if not battles or self.is_hostile(sentence, at):
            return False
        return not battles <= self.sets["weak_battle"] or self.last("friends", max(sentence.first, at - 5), at) >= 0

    def is_prospective_verb(self, near: Sequence[str]) -> bool:
        return not {"to", "will", "would", "can", "could", "help"}.isdisjoint(near)

    def is_held_by_presence(self, at: int) -> bool:
        """ "ISIL positions in Mosul", "an IS leader in Raqqa"."""
        near = range(max(0, at - 4), at)
        named = any(
            self.words.tables["islamic_state_names"].match_at(self.keys, token) and self.is_shouted(token)
            for token in near
        )
        return named and not self.sets["personnel"].isdisjoint(self.keys[token] for token in near)

    def is_shouted(self, token: int) -> bool:
        """ "IS" the group, not "is" the verb."""
        return self.keys[token] != "is" or self.document.words[token] == "IS"

    # --- what follows the town --------------------------------------------------------------------------------------

    def by_predicate(self, sentence: Sentence, end: int) -> Objective:
        """ "Ramadi was retaken", "Mosul fell to IS", "Kobani is holding out", "Raqqa, the group's de facto capital"."""
        window = self.keys[end : min(end + 9, sentence.end)]
        if not window:
            return "mentioned"
        if window[0] in self.sets["battle_after"]:
            return "retake"
        if window[0] in {",", "(", "–", "—"} and self.past_towns(sentence, end) == end:
            return self.by_apposition(sentence, end)
        at = self.past_towns(sentence, end)
        end = at
        while at < sentence.end and self.keys[at] in _AUXILIARIES:
            at += 1
        verb = self.key(at) if at < sentence.end else ""
        waits = not {"will", "would", "to", "could", "can", "should", "must"}.isdisjoint(self.keys[end:at])
        if verb in {"fell", "fallen"}:
            return "retaken" if self.agent_after(sentence, at) == "friend" else "held_by_is"
        if at > end:
            return self.by_passive(sentence, at, verb, waits=waits)
        if verb in {"remains", "remained"} and self.has(sentence, "islamic_state"):
            return "held_by_is"
        return "mentioned"

    def past_towns(self, sentence: Sentence, end: int) -> int:
        """Past "and Mosul" in "Raqqa and Mosul must be won back"."""
        at = end
        while at + 1 < sentence.end and self.keys[at] in {"and", ","} and at + 1 in self.town_tokens:
            at += 1
            while at < sentence.end and at in self.town_tokens:
                at += 1
        return at

    def by_passive(self, sentence: Sentence, at: int, verb: str, *, waits: bool) -> Objective:
        sets = self.sets
        if verb in sets["retaken"] or verb in sets["cleared"]:
            return "retake" if waits else "retaken"
        if verb in {"won", "taken"} and self.key(at + 1) == "back":
            return "retake" if waits else "retaken"
        if verb in sets["took"] or verb in {"held", "ruled"}:
            agent = self.agent_after(sentence, at)
            if agent == "enemy" or (not agent and verb in {"held", "overrun", "occupied"}):
                return "held_by_is"
            return "retaken" if agent == "friend" and verb in {"captured", "seized", "taken"} else "mentioned"
        if verb in {"bombed", "struck", "hit", "targeted"} and self.has(sentence, "air_strikes"):
            return "struck"
        if verb in {"holding", "besieged", "withstood", "surrounded", "defended"}:
            return "defended" if verb != "surrounded" or self.agent_after(sentence, at) == "enemy" else "retake"
        if verb == "under" and self.has(sentence, "islamic_state"):
            return "held_by_is" if "control" in self.keys[at : at + 6] else "mentioned"
        return "mentioned"

    def by_apposition(self, sentence: Sentence, end: int) -> Objective:
        """ ", the group's de facto capital", ", besieged by IS", and the predicate after it."""
        window = self.keys[end + 1 : min(end + 14, sentence.end)]
        closing = next((i for i, key in enumerate(window) if key in {",", ")", "."}), len(window))
        inside = window[:closing]
        if not self.sets["bastion"].isdisjoint(inside) and (
            not self.sets["bastion_cues"].isdisjoint(inside) or not _GROUP_NAMES.isdisjoint(inside)
        ):
            return "held_by_is"
        if (
            inside[:1] == ["which"]
            and not self.sets["controlling"].isdisjoint(inside)
            and self.has(sentence, "islamic_state")
        ):
            return "held_by_is"
        if inside[:1] and inside[0] in {"besieged", "surrounded"} and not _GROUP_NAMES.isdisjoint(inside):
            return "defended"
        resumed = end + closing + 2
        if closing < len(window) and resumed < sentence.end and self.keys[resumed] not in {",", "("}:
            return self.by_predicate(sentence, resumed)
        return "mentioned"

    def by_neighbours(self, sentence: Sentence, first: int, end: int) -> Objective:
        """ "IS-held Raqqa", "besieged Kobani", "the IS stronghold of Mosul"."""
        near = self.keys[max(sentence.first, first - 7) : first]
        if "-" in near and not {"held", "controlled", "occupied", "run"}.isdisjoint(near):
            held = next(
                i for i in range(first - 1, first - 8, -1) if self.key(i) in {"held", "controlled", "occupied", "run"}
            )
            if self.key(held - 1) == "-" and self.key(held - 2) in {
                "is",
                "isis",
                "isil",
                "daesh",
                "state",
                "militant",
                "jihadist",
            }:
                return "held_by_is"
        if near[-1:] and near[-1] in self.sets["siege"]:
            return "defended"
        bastions = self.sets["bastion"].intersection(near)
        if bastions and (
            not self.sets["bastion_cues"].isdisjoint(near) or not {"isis", "isil", "daesh", "group"}.isdisjoint(near)
        ):
            return "held_by_is"
        return "mentioned"

    def by_strikes(self, sentence: Sentence, first: int) -> Objective:
        """An air strike in the sentence and a word of place before the town."""
        if not self.is_bombed(sentence) or self.is_home_of_leader(first):
            return "mentioned"
        at = first - 1
        while (
            at >= sentence.first
            and (self.keys[at] in self.sets["fillers"] or at in self.town_tokens)
            and self.keys[at] != "of"
        ):
            at -= 1
        return (
            "struck"
            if at >= sentence.first - 1 and (self.key(at) in self.sets["near"] or at < sentence.first)
            else "mentioned"
        )

    def is_home_of_leader(self, first: int) -> bool:
        """ "an ISIL leader in Raqqa was killed by an air strike near Tabqa": the strike was elsewhere."""
        return self.key(first - 1) == "in" and not self.sets["persons"].isdisjoint(self.keys[max(0, first - 3) : first])

    def is_bombed(self, sentence: Sentence) -> bool:
        """ "air strikes", or aircraft that attack."""
        if self.has(sentence, "air_strikes"):
            return True
        keys = self.keys[sentence.first : sentence.end]
        return not self.sets["aircraft"].isdisjoint(keys) and not self.sets["attacks"].isdisjoint(keys)

    # --- who acts ---------------------------------------------------------------------------------------------------

    def has(self, sentence: Sentence, table: str) -> bool:
        return any(
            self.is_shouted(first)
            for first, *_ in self.words.tables[table].find(self.keys, sentence.first, sentence.end)
        )

    def last(self, table: str, first: int, end: int) -> int:
        """Where the last phrase of a list begins between two tokens, -1 for none."""
        return max(
            (at for at, *_ in self.words.tables[table].find(self.keys, first, end) if self.is_shouted(at)), default=-1
        )

    def is_hostile(self, sentence: Sentence, at: int) -> bool:
        """The nearest body of people before the verb is Islamic State; "IS fighters" are one body."""
        start = max(sentence.first, at - 12)
        enemy = self.last("islamic_state", start, at)
        if (
            enemy < 0
            or self.key(enemy - 1) in {"from", "against", "on", "-", "anti", "of"}
            or self.key(enemy + 1) == "-"
        ):
            return False
        friend = self.last("friends", start, at)
        return enemy > friend or (
            friend - enemy <= 3 and self.keys[friend] in {"fighters", "forces", "troops", "units"}
        )

    def is_friendly(self, sentence: Sentence, at: int) -> bool:
        return self.last("friends", max(sentence.first, at - 12), at) >= 0

    def agent_after(self, sentence: Sentence, at: int) -> str:
        """ "enemy" or "friend" after "by" or "to", "" where neither is named."""
        for token in range(at, min(at + 9, sentence.end)):
            if self.keys[token] in {"by", "to"}:
                stop = min(token + 8, sentence.end)
                enemy = next(
                    (first for first, *_ in self.words.tables["islamic_state"].find(self.keys, token, stop)), 10**9
                )
                friend = next((first for first, *_ in self.words.tables["friends"].find(self.keys, token, stop)), 10**9)
                return "" if enemy == friend else "enemy" if enemy < friend else "friend"
        return ""

    def is_prospective(self, sentence: Sentence, at: int, town: int) -> bool:
        """ "preparing for the liberation of Mosul", "the liberation of Mosul will …", "… of the city began"."""
        near = self.keys[max(sentence.first, at - 8) : at]
        after = self.keys[town + 1 : min(town + 6, sentence.end)]
        if not {"will", "began", "begins", "begin", "started", "continues", "would"}.isdisjoint(after):
            return True
        return not self.sets["prospects"].isdisjoint(near) and self.key(at - 2) not in {"after", "since", "following"}


_WITHIN = frozenset({"out", "inside", "around", "from"})
_PREPOSITIONS = frozenset({
    "for", "on", "against", "toward", "towards", "into", "to", "in", "out", "at", "inside", "around", "from",
})  # fmt: skip
_GROUP_NAMES = frozenset({"is", "isis", "isil", "daesh", "state", "militants", "jihadists"})
_AUXILIARIES = frozenset({
    "was", "were", "is", "are", "has", "have", "had", "been", "be", "being", "will", "would", "could", "can",
    "should", "must", "to", "also", "now", "finally", "recently", "still", "already", "fully", "completely",
    "almost", "since", "largely", "partially", "entirely", "not", "later", "then",
})  # fmt: skip


def _fact(document: Document, mentions: Mentions, reading: _Reading, words: _Words) -> CityFact:
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
        date=(found.date if (found := _date(mentions, sentence)) else None) if settled else None,
        by_whom=_actor(document, sentence, reading, words) if reading.objective != "mentioned" else "",
    )


def _date(mentions: Mentions, sentence: Sentence) -> DateMention | None:
    """The only date of the sentence finer than a year."""
    dates = [
        date for date in mentions.dates if sentence.first <= date.first < sentence.end and date.date.precision != "year"
    ]
    return dates[0] if len(dates) == 1 else None


def _actor(document: Document, sentence: Sentence, reading: _Reading, words: _Words) -> str:
    """The force of the right side that the sentence names first, as printed."""
    hostile = reading.objective == "held_by_is"
    for first, end, _ in words.tables["bodies"].find(document.keys, sentence.first, sentence.end):
        enemy = words.tables["islamic_state"].match_at(document.keys, first) is not None
        if enemy == hostile and (document.keys[first] != "is" or document.words[first] == "IS"):
            return document.quote(document.span(first, end))
    return ""


assert set(ORDER) == set(get_args(Objective))  # noqa: S101 - a list kept beside its type
