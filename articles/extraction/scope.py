"""Whether a text, or a sentence of it, is about the fight against Islamic State (IS)."""

from __future__ import annotations

from articles.extraction.lexicon_pledges import PledgeWords
from articles.extraction.tokens import keys_of, tokenize
from articles.extraction.types import Document, PledgeFact, Sentence, Source

_FIRST_YEAR = 2014
"""Contributions to this fight begin in 2014; a sentence that names only earlier years tells of something else."""

_BEFORE_YEAR = frozenset(
    "in from until during early late mid by before after january february march april may june july august "
    "september october november december summer autumn spring winter the ,".split()
)
"""Words after which four digits are a year and no type of aircraft ("Mirage 2000")."""

_LOOSE = frozenset("coalition militants extremists jihadists jihadist extremist caliphate".split())
"""Words of `theatre` that other wars use too; by themselves they do not place a text."""

_CASED = frozenset({"is", "isis", "isil", "oir"})
"""Names that are also words or other names unless printed in capitals (Isis and Isil are house style of some
papers)."""

_ABROAD = frozenset(
    "branch branches affiliate affiliates affiliated offshoot wing loyal loyalty allegiance linked".split()
)
"""Words before the name of IS that mean a group in another country."""

_REGION = frozenset("IRQ SYR LBY JOR KWT ARE QAT BHR TUR CYP SAU LBN EGY TUN OMN AFG".split())
"""Where contributions to this fight go or are based; elsewhere a sentence has to name the fight itself."""


class Scope:
    """Follows a document sentence by sentence: is it here, at this fight, or elsewhere?"""

    __slots__ = ("_document", "_is_elsewhere", "_is_mixed", "_paragraph", "_words")

    def __init__(self, document: Document, words: PledgeWords) -> None:
        self._document, self._words = document, words
        elsewhere = sum(1 for _ in words.elsewhere.find_in(document)) + _exercises(document)
        self._is_mixed = elsewhere > 0 and (
            2 * elsewhere > _here(document, words) or _is_entitled_elsewhere(document, words)
        )
        self._paragraph = -1
        self._is_elsewhere = self._is_mixed

    def admits(self, sentence: Sentence) -> bool:
        """Whether a contribution in this sentence counts. To be asked for every sentence in order.

        A sentence that names neither fight goes with the one before it in its paragraph; in a text that is mostly about
        something else it counts only where the fight is named.
        """
        if sentence.paragraph != self._paragraph:
            self._paragraph, self._is_elsewhere = sentence.paragraph, self._is_mixed
        named = self._words.elsewhere.occurs_in(self._document, sentence.first, sentence.end)
        named = named or _names_exercise(self._document, sentence.first, sentence.end)
        if names_theatre(self._document, sentence, self._words, loosely=not (named or self._is_mixed)):
            self._is_elsewhere = False
        elif names_fight(self._document, sentence, self._words) and not named:
            if self._is_mixed:  # a branch of IS abroad: the sentence itself may count, what follows it does not
                return not is_history(self._document, sentence, self._words)
            self._is_elsewhere = False
        elif named:
            self._is_elsewhere = not names_group(self._document, sentence, self._words)
        return not self._is_elsewhere and not is_history(self._document, sentence, self._words)

    def places(self, fact: PledgeFact, sentence: Sentence) -> bool:
        """Whether the place of a fact can belong to this fight: "to Kuwait" can, "to Estonia" only if IS is named."""
        if len(fact.place) != 3 or not fact.place.isupper() or fact.place in _REGION or fact.act == "ended":
            return True  # what ends goes home
        if fact.place_text and self._words.elsewhere.match_at(keys_of(fact.place_text), 0) is not None:
            return False  # "to Ukraine", whoever else is named
        return names_fight(self._document, sentence, self._words)


def _here(document: Document, words: PledgeWords) -> int:
    """How often a text names this fight; words that other wars use too do not count."""
    places = sum(1 for first, _, _ in words.theatre.find_in(document) if document.keys[first] not in _LOOSE)
    return places + sum(1 for _ in words.islamic_state.find_in(document))


def _is_entitled_elsewhere(document: Document, words: PledgeWords) -> bool:
    """Whether the title or the publisher names another effort and not this one: "Briefing by Resolute Support"."""
    head = tokenize(Source(f"{document.source.title} . {document.source.publisher}"))
    keys = head.keys
    if not (words.elsewhere.occurs_in(head, 0, len(keys)) or _names_exercise(head, 0, len(keys))):
        return False
    return not (words.islamic_state.occurs_in(head, 0, len(keys)) or words.theatre.occurs_in(head, 0, len(keys)))


def _names_exercise(document: Document, first: int, end: int) -> bool:
    """Whether a manoeuvre is named: "Exercise Desert Lantern"."""
    if "exercise" not in document.keys[first:end]:
        return False
    return any(
        document.keys[t] == "exercise" and document.words[t][0].isupper() and document.words[t + 1][0].isupper()
        for t in range(first, end - 1)
    )


def _exercises(document: Document) -> int:
    """In how many sentences a manoeuvre is named."""
    if "exercise" not in document.tokens_by_key:
        return 0
    return sum(1 for sentence in document.sentences if _names_exercise(document, sentence.first, sentence.end))


def is_about_fight(document: Document, words: PledgeWords) -> bool:
    """Whether a text can state contributions: it names IS, or it is set in the theatre more than anywhere else.

    "The reconstruction of Iraq" and "the training mission at Taji" belong to the fight without naming the enemy.
    """
    return names_islamic_state(document, words) or _is_set_in_theatre(document, words)


def _is_set_in_theatre(document: Document, words: PledgeWords) -> bool:
    keys = document.keys
    firm = sum(1 for first, _, _ in words.theatre.find_in(document) if keys[first] not in _LOOSE)
    title = tokenize(Source(document.source.title)).keys if firm == 1 and document.source.title else ()
    firm += sum(1 for first, _, _ in words.theatre.find(title) if title[first] not in _LOOSE)
    return firm >= 2 and firm > sum(1 for _ in words.elsewhere.find_in(document))


def names_islamic_state(document: Document, words: PledgeWords) -> bool:
    """Whether the text names IS, its adversaries' operation, or the coalition against it at all."""
    for first, end, _ in words.islamic_state.find_in(document):
        if end - first > 1 or document.keys[first] not in _CASED:
            return True
        printed = document.words[first]
        if printed[0].isupper() and (printed.isupper() or printed != "Is"):
            return True
    return False


def names_fight(document: Document, sentence: Sentence, words: PledgeWords) -> bool:
    """Whether the sentence names the theatre, IS or those who fight it."""
    return names_theatre(document, sentence, words, loosely=True) or names_group(document, sentence, words)


def names_theatre(document: Document, sentence: Sentence, words: PledgeWords, *, loosely: bool) -> bool:
    """Whether the sentence names a place or people of the theatre; `loosely` also by words that other wars use."""
    keys = document.keys
    if loosely:
        return words.theatre.occurs_in(document, sentence.first, sentence.end)
    found = words.theatre.find_in(document, sentence.first, sentence.end)
    return any(keys[first] not in _LOOSE for first, _, _ in found)


def names_group(document: Document, sentence: Sentence, words: PledgeWords) -> bool:
    """Whether the sentence names IS or what is called after the fight against it."""
    keys = document.keys
    for first, end, _ in words.islamic_state.find_in(document, sentence.first, sentence.end):
        printed = end - first > 1 or keys[first] not in _CASED or document.words[first].isupper()
        if printed and _ABROAD.isdisjoint(keys[max(first - 4, sentence.first) : first]):
            return True
    return False


def is_history(document: Document, sentence: Sentence, words: PledgeWords) -> bool:
    """Whether the sentence tells of an earlier war: "In 2003, Poland sent 200 special forces to Iraq"."""
    keys = document.keys
    if words.history.occurs_in(document, sentence.first, sentence.end):
        return not words.islamic_state.occurs_in(document, sentence.first, sentence.end)
    years = [
        int(key)
        for before in document.tokens_among(_BEFORE_YEAR, sentence.first, sentence.end - 1)
        if len(key := keys[before + 1]) == 4 and key.isdigit() and 1900 < int(key) < 2100
    ]
    return bool(years) and max(years) < _FIRST_YEAR


def is_question(document: Document, sentence: Sentence) -> bool:
    """Whether the sentence asks."""
    return "?" in document.keys[max(sentence.first, sentence.end - 2) : sentence.end]
