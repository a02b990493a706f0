"""Counts of things and people: "six F-16s", "up to 60 trainers", "another 200", "three to a dozen", "dozens".

Dates, money, percentages, ages, measures and the numbers of models and resolutions are no counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from articles.extraction.lexicon import Lexicon
from articles.extraction.tokens import fold
from articles.extraction.types import DateMention, Document, MoneyMention, QuantityMention
from coalition.numbers import Number, Numerals, hedge_before, loosened, numeral_lists, read_number, read_range


@dataclass(frozen=True, slots=True)
class NumberWords(Numerals):
    """The word lists of `numbers.yaml`."""

    additional_after: frozenset[str]
    models: frozenset[str]
    measures: frozenset[str]
    suffixes: frozenset[str]
    openings: frozenset[str]


@lru_cache(maxsize=4)
def number_words(lexicon: Lexicon) -> NumberWords:
    """The number words of a lexicon, compiled once."""
    reference: dict[str, Any] = lexicon.reference["numbers"]
    return NumberWords(
        **numeral_lists(reference),
        additional_after=frozenset(reference["additional_after"]),
        models=frozenset(fold(word) for word in reference["model_words"]),
        measures=frozenset(fold(str(word)) for word in reference["measures"]),
        suffixes=frozenset(reference["strong_suffixes"]),
        openings=frozenset(reference["units"])
        | frozenset(reference["tens"])
        | frozenset(reference["vague"])
        | {"dozen", "half", "pair", "hundred", "thousand", "million"},
    )


def find_quantities(
    document: Document, lexicon: Lexicon, dates: Iterable[DateMention] = (), money: Iterable[MoneyMention] = ()
) -> tuple[QuantityMention, ...]:
    """All counts in text order; tokens of `dates` and `money` are left alone.

    "up to 60" gives 60 and `up_to`; "three to a dozen" gives 12 with 3 as the low end; "dozens" gives no number.
    """
    spans = [(mention.first, mention.end) for mention in dates] + [(mention.first, mention.end) for mention in money]
    taken = {token for first, end in spans for token in range(first, end)}
    return tuple(_quantities(document, number_words(lexicon), taken))


def _quantities(document: Document, words: NumberWords, taken: set[int]) -> Iterator[QuantityMention]:
    keys, free = document.keys, 0
    openings, vague = words.openings, words.vague
    digits = {key for key in document.tokens_by_key if key[0] in _DIGITS}
    for token in document.tokens_among(openings | digits if digits else openings):
        if token < free or token in taken:
            continue
        found = _vague(keys, token, words) if keys[token] in vague else _counted(document, token, words, taken)
        if found is not None:
            free = found.end
            yield found


_DIGITS = frozenset("0123456789")


def _counted(document: Document, token: int, words: NumberWords, taken: set[int]) -> QuantityMention | None:
    keys = document.keys
    first = token - 1 if token and keys[token - 1] in {"a", "an"} and keys[token] not in words.units else token
    first = token - 2 if first == token - 1 and first and keys[first - 1] == "half" else first
    number = read_number(keys, first, words)
    if number is None or number.end <= token:
        number = read_number(keys, token, words)
    if number is None or number.end in taken or not _is_count(document, number, words):
        return None
    low, number = read_range(keys, number, words)
    if _is_measured(keys, loosened(keys, number.end)[0], words):
        return None
    first, additional, qualifier = hedge_before(keys, number.first if low is None else low.first, words)
    end, loose = loosened(keys, number.end)
    qualifier = qualifier or loose
    end, more = _after(keys, end, words)
    if low is not None:
        return QuantityMention(number.value, low.value, number.value, "range", first, end, additional or more)
    return QuantityMention(number.value, None, None, qualifier, first, end, additional or more)


def _is_count(document: Document, number: Number, words: NumberWords) -> bool:
    """Whether a number counts something, by the words around it."""
    keys, before = document.keys, document.keys[number.first - 1] if number.first else ""
    printed_before = document.words[number.first - 1] if number.first else ""
    if before in words.models and (
        printed_before[0].isupper() or before in {"resolution", "number", "no", "article", "phase"}
    ):
        return before == "number" and number.first > 1 and keys[number.first - 2] in _BEFORE_VERB
    if before in {"#", "/", "$", "€", "£", ":"} and before != ":":
        return False
    if (
        before == "-"
        and number.first > 1
        and document.words[number.first - 2][0].isupper()
        and _glued(document, number.first)
    ):
        return False
    if keys[number.first] == "one" and number.end == number.first + 1:
        return _is_counting_one(keys, number)
    if before in {"aged", "age"} or (number.end < len(keys) and keys[number.end] in {"/", ":"}):
        return False
    return not _is_measured(keys, number.end, words)


_BEFORE_VERB = frozenset("to will would should may might could they now who which that soldiers troops forces".split())
"""Words after which "number" is a verb: "the contingent will number 30"."""


def _glued(document: Document, token: int) -> bool:
    return token > 0 and document.ends[token - 1] == document.starts[token]


def _is_counting_one(keys: Sequence[str], number: Number) -> bool:
    """ "one frigate" counts; "one of", "no one", "one another" do not."""
    before = keys[number.first - 1] if number.first else ""
    after = keys[number.end] if number.end < len(keys) else ""
    return after.isalpha() and after not in _NOT_ONE_AFTER and before not in _NOT_ONE_BEFORE


_NOT_ONE_AFTER = frozenset({
    "of", "another", "is", "was", "has", "had", "that", "which", "who", "in", "on", "day", "can", "could",
    "would", "will", "should", "and", "or", "to", "for", "with", "by", "at", "where", "year", "month", "week",
    "thing", "side", "point", "reason", "way", "the", "a", "he", "she", "it", "we", "they", "final", "last",
    "more", "single", "hand",
})  # fmt: skip
_NOT_ONE_BEFORE = frozenset({"no", "any", "every", "this", "that", "each", "which", "the", "number", "day", "some"})


def _is_measured(keys: Sequence[str], end: int, words: NumberWords) -> bool:
    """ "three days", "50 miles", "20 percent", "30-year-old", "10-hour"."""
    after = keys[end] if end < len(keys) else ""
    if after == "per":
        return end + 1 < len(keys) and keys[end + 1] in {"cent", "centage"}
    if after == "-":
        following = keys[end + 1] if end + 1 < len(keys) else ""
        if following in {"odd", "plus"}:
            return _is_measured(keys, end + 2, words)
        return following not in words.suffixes and not following[:1].isdigit() and following not in words.openings
    if after in {"more", "additional", "full", "consecutive", "straight", "or", "further"} and end + 1 < len(keys):
        return keys[end + 1] in words.measures
    return after in words.measures


def _after(keys: Sequence[str], end: int, words: NumberWords) -> tuple[int, bool]:
    """ "200 more" but not "200 more than"."""
    if end < len(keys) and keys[end] in words.additional_after:
        following = keys[end + 1] if end + 1 < len(keys) else ""
        if following != "than":
            return end + 1, True
    return end, False


def _vague(keys: Sequence[str], token: int, words: NumberWords) -> QuantityMention | None:
    """ "dozens", "several hundred", "a few", "tens of thousands": a quantity without a number."""
    first, end = token, token + 1
    following = keys[end] if end < len(keys) else ""
    if keys[token] in {"several", "few", "many"} and following in words.measures:
        return None
    if keys[token] in {"several", "few", "many"} and following in {"hundred", "thousand", "dozen", "million"}:
        end += 1
    elif keys[token] in {"tens", "hundreds"} and keys[end : end + 2] in (["of", "thousands"], ["of", "millions"]):
        end += 2
    if first and keys[first - 1] in {"a", "an"}:
        first -= 1
    return QuantityMention(None, None, None, "about", first, end)
