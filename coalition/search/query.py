"""What somebody typed, as terms. Nothing of it reaches a database as syntax: terms hold letters and digits only."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coalition.search.text import words

MAX_LENGTH = 200
"""Characters of a question that are read."""

_MAX_TERMS = 16
_PREFIX_LETTERS = 3
_PHRASE = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]')
# They stand in every text and in no name. "is", "it" and "us" are not among them: IS and the US are in the ledger.
_FUNCTION_WORDS = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"]
)


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side; `is_prefix` lets the last one go on ("fallu" finds Fallujah)."""

    words: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """Terms that a record must hold, all of them. Without any it finds nothing."""

    terms: tuple[Term, ...]

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def words(self) -> tuple[str, ...]:
        """Every word asked for, in order."""
        return tuple(word for term in self.terms for word in term.words)


def parse(text: str) -> Query:
    """The terms of `text`: quoted words stay together, the others may stand anywhere.

    The last word typed may go on. Function words are left out unless nothing else was asked.
    """
    text = text[:MAX_LENGTH]
    phrases = [Term(found) for phrase in _PHRASE.findall(text) if (found := tuple(words(phrase)))]
    loose = words(_PHRASE.sub(" ", text))
    telling = [word for word in loose if word not in _FUNCTION_WORDS] or ([] if phrases else loose)
    singles = [Term((word,)) for word in telling]
    if singles and len(telling[-1]) >= _PREFIX_LETTERS:
        singles[-1] = Term((telling[-1],), is_prefix=True)
    return Query(tuple(dict.fromkeys([*phrases, *singles]))[:_MAX_TERMS])
