"""Numbers in words and digits, as the press writes them.

Shared by extraction, which finds them in articles, and by the desk, where an editor types them. Pure Python: the word
lists come from `seeds/reference/numbers.yaml`, read by whoever needs them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, TypedDict, cast

Hedge = Literal["", "about", "up_to", "more_than", "less_than", "range"]
"""How a report hedges a number; spelled as in `coalition.enums.Qualifier`."""


@dataclass(frozen=True, slots=True)
class Numerals:
    """The words that numbers are written with, and those that hedge them."""

    units: Mapping[str, int]
    tens: Mapping[str, int]
    scales: Mapping[str, int]
    short_scales: Mapping[str, int]
    vague: frozenset[str]
    qualifiers: Mapping[str, Sequence[tuple[tuple[str, ...], Hedge]]]
    """Phrases before a number by their last word, the longest first."""
    additional_before: frozenset[str]
    """Words that add to what was there: "another 200"."""


class NumeralLists(TypedDict):
    """The fields of `Numerals` by name, for classes that have more."""

    units: Mapping[str, int]
    tens: Mapping[str, int]
    scales: Mapping[str, int]
    short_scales: Mapping[str, int]
    vague: frozenset[str]
    qualifiers: Mapping[str, Sequence[tuple[tuple[str, ...], Hedge]]]
    additional_before: frozenset[str]


def numeral_lists(reference: Mapping[str, Any]) -> NumeralLists:
    """The fields of `Numerals` from `numbers.yaml` as read."""
    qualifiers = [
        (tuple(phrase.split()), cast(Hedge, kind))
        for kind, phrases in reference["qualifiers"].items()
        for phrase in phrases
    ]
    return {
        "units": reference["units"],
        "tens": reference["tens"],
        "scales": reference["scales"],
        "short_scales": reference["short_scales"],
        "vague": frozenset(reference["vague"]),
        "qualifiers": {
            last: sorted((item for item in qualifiers if item[0][-1] == last), key=lambda item: -len(item[0]))
            for last in {phrase[-1] for phrase, _ in qualifiers}
        },
        "additional_before": frozenset(reference["additional_before"]),
    }


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the text: its value and the tokens that hold it."""

    value: Decimal
    first: int
    end: int

    def __post_init__(self) -> None:
        if self.value == self.value.to_integral_value():
            object.__setattr__(self, "value", Decimal(int(self.value)))


def read_number(keys: Sequence[str], first: int, words: Numerals) -> Number | None:
    """The number that begins at token `first`, in digits or words: "1,200", "24K", "2.5 million", "two dozen", "a
    hundred".
    """
    key = keys[first]
    if key[0].isdecimal():
        return _digits(keys, first, words)
    spelled = _spelled(keys, first, words)
    if key in {"a", "an", "one", "half"} and first + 1 < len(keys):
        special = _article_number(keys, first, words)
        if special is not None and (spelled is None or spelled.end <= special.end):
            return special
    return spelled


def _digits(keys: Sequence[str], first: int, words: Numerals) -> Number | None:
    text = keys[first].replace(",", "")
    if not text.replace(".", "", 1).isdecimal():
        return None
    value, end = Decimal(text), first + 1
    hyphen = 1 if end + 1 < len(keys) and keys[end] == "-" else 0
    scale = keys[end + hyphen] if end + hyphen < len(keys) else ""
    if scale in words.scales:
        return Number(value * words.scales[scale], first, end + hyphen + 1)
    if not hyphen and scale in words.short_scales:
        return Number(value * words.short_scales[scale], first, end + 1)
    if scale == "dozen":
        return Number(value * 12, first, end + hyphen + 1)
    if scale in _POINTED and _THOUSANDS.fullmatch(text):
        value = Decimal(text.replace(".", ""))
    return Number(value, first, end)


_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_POINTED = frozenset(
    "soldiers troops men women people personnel military trainers refugees fighters strikes raids".split()
)
"""What nobody counts in fractions: in "1.400 soldiers" the point parts the thousands."""


def _article_number(keys: Sequence[str], first: int, words: Numerals) -> Number | None:
    """ "a dozen", "half a dozen", "half-dozen", "a hundred", "a hundred and ten", "half a million", "a pair of"."""
    at, factor = first, Decimal(1)
    if keys[at] in {"a", "an"} and keys[at + 1] == "half":
        at += 1
    if keys[at] == "half":
        factor = Decimal("0.5")
        at += 1
    if at < len(keys) and (keys[at] in {"a", "an", "one", "-"}):
        at += 1
    word = keys[at] if at < len(keys) else ""
    if word == "dozen":
        return Number(12 * factor, first, at + 1)
    if word in words.scales and at > first:
        value, end = factor * words.scales[word], at + 1
        if end < len(keys) and keys[end] in words.scales and words.scales[keys[end]] > words.scales[word]:
            value, end = value * words.scales[keys[end]], end + 1
        elif end + 1 < len(keys) and keys[end] == "and" and _continues(keys, end, words):
            rest = _spelled(keys, end + 1, words)
            if rest is not None and rest.value < words.scales[word]:
                value, end = value + rest.value, rest.end
        return Number(value, first, end)
    if word == "pair" and at + 1 < len(keys) and keys[at + 1] == "of":
        return Number(Decimal(2), first, at + 1)
    return None


def _spelled(keys: Sequence[str], first: int, words: Numerals) -> Number | None:
    """ "sixty-five", "two hundred and fifty", "six thousand", "two dozen"."""
    total, current, at, seen = 0, 0, first, False
    while at < len(keys):
        key = keys[at]
        if key in words.units:
            current += words.units[key]
        elif key in words.tens:
            current += words.tens[key]
        elif key == "hundred" and seen:
            current *= 100
        elif key in words.scales and seen:
            total, current = total + current * words.scales[key], 0
        elif key == "dozen" and seen:
            return Number(Decimal((total + current) * 12), first, at + 1)
        elif seen and key in {"-", "and"} and at + 1 < len(keys) and _continues(keys, at, words):
            at += 1
            continue
        else:
            break
        seen = True
        at += 1
    return Number(Decimal(total + current), first, at) if seen else None


def _continues(keys: Sequence[str], at: int, words: Numerals) -> bool:
    """Whether "-" or "and" joins two parts of one number: "sixty-five", "two hundred and ten", not "two and three"."""
    after = keys[at + 1]
    if keys[at] == "-":
        return (keys[at - 1] in words.tens and after in words.units) or after in words.scales
    return keys[at - 1] in {"hundred", "thousand", "million"} and (after in words.units or after in words.tens)


def read_range(keys: Sequence[str], number: Number, words: Numerals) -> tuple[Number | None, Number]:
    """ "20-30", "three to a dozen", "between 450 and 500": the low number and the high one."""
    at = number.end
    if at + 1 >= len(keys):
        return None, number
    between = keys[at] == "and" and number.first and keys[number.first - 1] == "between"
    if keys[at] not in {"to", "-", "–", "or"} and not between:
        return None, number
    high = read_number(keys, at + 1, words)
    if high is None or high.value <= number.value or (keys[at] == "or" and high.value > number.value * 3):
        return None, number
    low = Number(_scaled_like(number.value, high), number.first, number.end)
    return low, Number(high.value, number.first, high.end)


def _scaled_like(low: Decimal, high: Number) -> Decimal:
    """ "20-30 million": the low number takes the scale of the high one; "1 to 1,000,000" has none to take."""
    if high.end - high.first == 1:
        return low
    for scale in (1_000_000_000, 1_000_000):
        if high.value >= scale and low < 1000:
            return low * scale
    return low


def hedge_before(keys: Sequence[str], first: int, words: Numerals) -> tuple[int, bool, Hedge]:
    """What stands before a number: new first token, "another" or the like, qualifier."""
    additional = False
    qualifier: Hedge = ""
    for _ in range(3):
        if (
            first
            and keys[first - 1] in words.additional_before
            and not (keys[first - 1] == "more" and keys[first] == "than")
        ):
            first, additional = first - 1, True
            if first and keys[first - 1] == "an":
                first -= 1
            continue
        for phrase, kind in words.qualifiers.get(keys[first - 1], ()) if first else ():
            if first >= len(phrase) and tuple(keys[first - len(phrase) : first]) == phrase:
                first, qualifier = first - len(phrase), qualifier or kind
                break
        else:
            break
    return first, additional, qualifier


def loosened(keys: Sequence[str], end: int) -> tuple[int, Hedge]:
    """ "a hundred-odd", "two hundred or so" are about that many, "200-plus" and "300 or more" are more."""
    following = tuple(keys[end : end + 2])
    if following in {("-", "odd"), ("or", "so")}:
        return end + 2, "about"
    if following in {("-", "plus"), ("or", "more")}:
        return end + 2, "more_than"
    return (end + 1, "about") if following[:1] == ("odd",) else (end, "")
