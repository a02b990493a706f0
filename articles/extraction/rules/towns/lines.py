"""A sentence as a line of items: the towns it names, Islamic State (IS) under any name, its opponents, other words.

"U.S.-backed Iraqi forces took Hit from IS fighters" becomes the items F, "took", T, "from", E. A line is what
`clauses` reads.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from articles.extraction.lexicon import Lexicon
from articles.extraction.phrases import PhraseTable
from articles.extraction.tokens import fold
from articles.extraction.types import Document, Sentence

Kind = Literal["town", "enemy", "friend", "word"]
VERB_CLASSES = (
    "regain", "capture", "enter", "attack", "surround", "bomb", "defend", "hold", "lose", "expel", "leave", "advance",
    "fall", "repel",
)  # fmt: skip
FORMS = ("base", "third", "past", "part", "ing")


@dataclass(frozen=True, slots=True)
class TownWords:
    """The lists of `town_words.yaml`, folded; `verbs` gives the classes of a form and which forms of them it may be."""

    sets: Mapping[str, frozenset[str]]
    verbs: Mapping[str, Mapping[str, frozenset[str]]]
    enemy: PhraseTable[bool]
    bodies: PhraseTable[bool]


@lru_cache(maxsize=4)
def town_words(lexicon: Lexicon) -> TownWords:
    """The words of a lexicon, compiled once."""
    reference = lexicon.reference["town_words"]
    return TownWords(
        sets={
            key: frozenset(fold(word) for word in words) for key, words in reference.items() if key not in VERB_CLASSES
        },
        verbs=_verbs(reference),
        enemy=PhraseTable((phrase, True) for phrase in reference["enemy"]),
        bodies=PhraseTable((phrase, True) for phrase in reference["bodies"]),
    )


def _verbs(reference: Mapping[str, Sequence[str]]) -> dict[str, dict[str, frozenset[str]]]:
    verbs: dict[str, dict[str, frozenset[str]]] = {}
    for name in VERB_CLASSES:
        for lemma in reference[name]:
            for key, form in zip(lemma.split(), FORMS, strict=True):
                classes = verbs.setdefault(key, {})
                classes[name] = classes.get(name, frozenset()) | {form}
    return verbs


@dataclass(slots=True)
class Line:
    """The items of a sentence in parallel lists; `tokens` holds the first token of each."""

    kinds: list[Kind] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)

    def add(self, kind: Kind, key: str, token: int) -> None:
        self.kinds.append(kind)
        self.keys.append(key)
        self.tokens.append(token)

    def pop(self) -> None:
        """Take the last item back."""
        self.kinds.pop()
        self.keys.pop()
        self.tokens.pop()


_HELD = frozenset({"held", "controlled", "occupied", "run", "ruled", "infested", "dominated"})


def line_of(
    document: Document, sentence: Sentence, towns: Mapping[int, int], pronouns: Container[int], words: TownWords
) -> Line:
    """The line of a sentence; `towns` maps the first token of each town in it to the token after it, `pronouns` are the
    tokens of "it" and "they" that mean Islamic State.

    "IS-held", "IS-linked" and "U.S.-led" are words; adjectives before a body of people belong to it.
    """
    line = Line()
    keys, at = document.keys, sentence.first
    while at < sentence.end:
        key = keys[at]
        if at in towns:
            line.add("town", key, at)
            at = towns[at]
            continue
        stop = at + 1 if at in pronouns else _enemy_end(document, at, sentence.end, words)
        if stop:
            at = _add_enemy(line, document, at, stop, words)
            continue
        compound = _compound(keys, at, sentence.end)
        if compound:
            line.add("word", compound, at)
            at += 3
            continue
        _add_word(line, key, at, words)
        at += 1
    return line


def _enemy_end(document: Document, at: int, end: int, words: TownWords) -> int:
    """Where a name of Islamic State that begins here ends, 0 where none does; "is" the verb is none."""
    if document.keys[at] == "is" and document.words[at] != "IS":
        return 0
    hit = words.enemy.match_at(document.keys, at, end)
    return hit[0] if hit else 0


def _add_enemy(line: Line, document: Document, at: int, stop: int, words: TownWords) -> int:
    """Add Islamic State, its fighters and its name in brackets as one item; the token after it."""
    keys = document.keys
    if keys[stop : stop + 1] == ["-"] and stop + 1 < len(keys):
        line.add("word", "enemy-held" if keys[stop + 1] in _HELD else "enemy-like", at)
        return stop + 2
    if line.keys[-1:] == ["-"] and line.keys[-2:-1] in (["anti"], ["counter"], ["non"]):
        line.add("word", "anti-enemy", at)
        return stop
    while stop < len(keys) and keys[stop] == "(":
        closing = keys.index(")", stop) if ")" in keys[stop : stop + 8] else 0
        if not closing or not words.enemy.match_at(keys, stop + 1):
            break
        stop = closing + 1
    while stop < len(keys) and keys[stop] in words.sets["enemy_bodies"]:
        stop += 1
    if line.kinds[-1:] == ["enemy"]:
        return stop
    line.add("enemy", keys[at], at)
    return stop


def _compound(keys: Sequence[str], at: int, end: int) -> str:
    """ "government-held" and "U.S.-led" as one word, "" for no compound."""
    if at + 2 >= end or keys[at + 1] != "-":
        return ""
    if keys[at + 2] in _HELD:
        return "friend-held"
    return "led" if keys[at + 2] in {"led", "backed", "trained", "supported", "allied", "aligned", "made"} else ""


def _add_word(line: Line, key: str, at: int, words: TownWords) -> None:
    """Add a word, or a body of the right side with the adjectives before it as one item."""
    if key not in words.sets["friends"]:
        line.add("friend" if key in words.sets["countries"] else "word", key, at)
        return
    adjectives = words.sets["friend_adjectives"]
    while line.keys and (
        line.keys[-1] in adjectives
        or line.keys[-1] == "led"
        or (line.keys[-1] in {"and", ",", "-"} and line.keys[-2:-1] and line.keys[-2] in adjectives)
    ):
        at = line.tokens[-1]
        line.pop()
    if line.kinds[-1:] != ["friend"] or line.keys[-1] in words.sets["countries"]:
        line.add("friend", key, at)
