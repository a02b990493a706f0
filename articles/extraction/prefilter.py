"""Which of many expressions can match a line at all, by the words they cannot do without.

`Prefilter` reads each expression once and keeps the strings of which at least one stands in everything it matches: for
`(?:fell|falls) to E` these are "fell" or "falls", and "to", and "E". A line that lacks them needs no search. Nothing is
declared by hand, so an expression that changes takes its words with it; one without such words is always searched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib import import_module
from itertools import product
from typing import Any

_MOST_STRINGS = 100
"""A choice of more strings than this is cut in parts, which keeps expressions small."""

_parser: Any = import_module("re._parser")
"""The reader of expressions that `re` itself uses; it has no stubs."""


class Prefilter:
    """A row of expressions; says which of them a line of words parted by single spaces may match.

    Words that stand in every line (`always`) tell nothing and are not looked for.
    """

    __slots__ = ("_needs", "mask_of_word")

    def __init__(self, patterns: Iterable[str], always: frozenset[str] = frozenset()) -> None:
        required = map(required_strings, patterns)
        needs = [[clause for clause in clauses if always.isdisjoint(clause)] for clauses in required]
        pieces = sorted({piece for clauses in needs for clause in clauses for piece in clause})
        bits = {piece: 1 << number for number, piece in enumerate(pieces)}
        self._needs = tuple(tuple(_union(bits[piece] for piece in clause) for clause in clauses) for clauses in needs)
        longest = max(map(len, pieces), default=0)

        @lru_cache(maxsize=16384)
        def mask_of_word(word: str) -> int:
            """The strings inside a word, one bit each."""
            mask = 0
            for start in range(len(word)):
                for end in range(start + 1, min(start + longest, len(word)) + 1):
                    mask |= bits.get(word[start:end], 0)
            return mask

        self.mask_of_word = mask_of_word

    def candidates(self, line: str) -> list[int]:
        """Numbers of the expressions that may match the line, in their order."""
        mask = _union(map(self.mask_of_word, set(line.split(" "))))
        found: list[int] = []
        for number, clauses in enumerate(self._needs):
            for clause in clauses:
                if not mask & clause:
                    break
            else:
                found.append(number)
        return found


def _union(masks: Iterable[int]) -> int:
    whole = 0
    for mask in masks:
        whole |= mask
    return whole


@cache
def required_strings(pattern: str) -> tuple[frozenset[str], ...]:
    """Sets of strings without spaces; whatever the expression matches holds one string of each set.

    Example: `(?:took|seized) back T` gives {"took", "seized"}, {"back"} and {"T"} in one set or several.
    """
    clauses: list[frozenset[str]] = []
    clauses.append(_walk(_parser.parse(pattern), clauses))
    found = (words for clause in clauses for words in (_words_of(clause), _marks_of(clause)) if words)
    return tuple(dict.fromkeys(found))


def _words_of(strings: frozenset[str]) -> frozenset[str]:
    """The longest word of each string; empty where one of them has none, so that nothing is required."""
    words = frozenset(max(string.split(" "), key=len) for string in strings)
    return frozenset() if "" in words else words


def _marks_of(strings: frozenset[str]) -> frozenset[str]:
    """A word in capitals of each string: marks of who acts tell more than short words. Empty where one has none."""
    marks = [next((word for word in string.split(" ") if word.isupper()), "") for string in strings]
    return frozenset() if "" in marks else frozenset(marks)


_NOTHING = frozenset({""})


def _walk(nodes: Sequence[Any], clauses: list[frozenset[str]]) -> frozenset[str]:
    """All strings that the end of `nodes` can match, as far as they are known; what came before goes to `clauses`."""
    known = _NOTHING
    for node in nodes:
        kind, value = str(node[0]), node[1]
        if kind in {"AT", "ASSERT", "ASSERT_NOT"}:
            continue
        exact = _exact(kind, value)
        if exact is not None and len(known) * len(exact) <= _MOST_STRINGS:
            known = frozenset(a + b for a, b in product(known, exact))
            continue
        clauses.append(known)
        if exact is not None:
            known = exact
            continue
        known = _NOTHING
        _inner(kind, value, clauses)
    return known


def _exact(kind: str, value: Any) -> frozenset[str] | None:
    """All strings that a part can match, None where they are many or unknown."""
    if kind == "LITERAL":
        return frozenset({chr(value)})
    if kind == "IN" and all(str(part[0]) == "LITERAL" for part in value):
        return frozenset(chr(part[1]) for part in value)
    if kind == "SUBPATTERN":
        return _exact_sequence(value[-1])
    if kind == "BRANCH":
        choices = [_exact_sequence(choice) for choice in value[1]]
        return None if None in choices else frozenset().union(*(choice for choice in choices if choice is not None))
    if kind in _REPEATS and value[1] == 1:
        once = _exact_sequence(value[2])
        return None if once is None else once | _NOTHING if value[0] == 0 else once
    return None


def _exact_sequence(nodes: Sequence[Any]) -> frozenset[str] | None:
    clauses: list[frozenset[str]] = []
    known = _walk(nodes, clauses)
    return None if clauses else known


_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})


def _inner(kind: str, value: Any, clauses: list[frozenset[str]]) -> None:
    """What a part of many strings requires: groups and repetitions what is inside, a choice one set of each way."""
    if kind == "SUBPATTERN":
        clauses.append(_walk(value[-1], clauses))
    elif kind in _REPEATS and value[0] > 0:
        clauses.append(_walk(value[2], clauses))
    elif kind == "BRANCH":
        clauses.append(_best_of_each(value[1]))


def _best_of_each(choices: Iterable[Sequence[Any]]) -> frozenset[str]:
    """One set for a choice: of each way the set that tells most; {""} where one way requires nothing."""
    union: frozenset[str] = frozenset()
    for choice in choices:
        clauses: list[frozenset[str]] = []
        clauses.append(_walk(choice, clauses))
        telling = [words for words in map(_words_of, clauses) if words]
        if not telling:
            return _NOTHING
        union |= max(telling, key=lambda clause: min(map(len, clause)))
    return union
