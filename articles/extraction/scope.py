"""Whether a text, or a sentence of it, is about the fight against Islamic State (IS)."""

from __future__ import annotations

from articles.extraction.lexicon_pledges import PledgeWords
from articles.extraction.types import Document, Sentence

_FIRST_YEAR = 2014
"""Contributions to this fight begin in 2014; a sentence that names only earlier years tells of something else."""

_BEFORE_YEAR = frozenset(
    "in since from until during early late mid by before after january february march april may june july august "
    "september october november december summer autumn spring winter the ,".split()
)
"""Words after which four digits are a year and no type of aircraft ("Mirage 2000")."""

_CASED = frozenset({"is", "isis", "isil", "oir"})
"""Names that are also words or other names unless printed in capitals (Isis and Isil are house style of some papers)."""


def names_islamic_state(document: Document, words: PledgeWords) -> bool:
    """Whether the text names IS, its adversaries' operation, or the coalition against it at all."""
    for first, end, _ in words.islamic_state.find(document.keys):
        if end - first > 1 or document.keys[first] not in _CASED:
            return True
        printed = document.words[first]
        if printed[0].isupper() and (printed.isupper() or printed != "Is"):
            return True
    return False


def is_elsewhere(document: Document, sentence: Sentence, words: PledgeWords) -> bool:
    """Whether a sentence speaks of another effort or an earlier war.

    "Danish troops serve in Afghanistan" does; "Danish troops left Afghanistan to train Iraqi forces" does not.
    """
    keys = document.keys
    near = next(words.theatre.find(keys, sentence.first, sentence.end), None)
    if near is None and next(words.elsewhere.find(keys, sentence.first, sentence.end), None) is not None:
        return True
    if next(words.history.find(keys, sentence.first, sentence.end), None) is not None:
        return next(words.islamic_state.find(keys, sentence.first, sentence.end), None) is None
    years = [
        int(keys[token])
        for token in range(sentence.first + 1, sentence.end)
        if len(keys[token]) == 4
        and keys[token].isdigit()
        and 1900 < int(keys[token]) < 2100
        and keys[token - 1] in _BEFORE_YEAR
    ]
    return bool(years) and max(years) < _FIRST_YEAR


def is_question(document: Document, sentence: Sentence) -> bool:
    """Whether the sentence asks."""
    return any(document.keys[token] == "?" for token in range(max(sentence.first, sentence.end - 2), sentence.end))
