"""A typed line cut into words, numbers and signs, and what is wrong with numbers that can be read in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
      (?:US|AU|CA|NZ|HK|[ACS])?\$ | [€£¥]                # signs of money
    | (?:[A-Za-z]\.){2,}                                   # U.S.
    | \d{1,3}(?:[,\u00a0\u202f\x20]\d{3})+(?!\d)(?:\.\d+)?  # 1,200 and 1 200
    | \d+(?:\.\d+)?                                        # 6.5
    | [^\W\d_]{1,4}-\d\w*                                  # F-16s, MQ-9
    | [^\W\d_]+(?:['’.][^\W\d_]+)*
    | \S
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SIGNS = {"~": "about", "≈": "about", ">": "over", "<": "under", "‑": "-", "−": "-", "—": "–"}
_GROUPED = re.compile(r"[,\u00a0\u202f ]")
_SCALE = r"(?!\d|[\s\u00a0]*(?:k|m|mn|mln|bn|b|million|billion|thousand|trillion)\b)"
_TWO_READINGS = (
    # 1.200 and 1.200.000: thousands in many countries, decimals in others
    re.compile(rf"(?<![\d.,])\d{{1,3}}\.\d{{3}}{_SCALE}|\d\.\d{{3}}\.\d", re.IGNORECASE),
    # 1,5 and 1,50: a decimal comma, or a slip in a thousand
    re.compile(r"\d,\d{1,2}(?!\d)|\d,\d{4,}"),
)


class NotUnderstoodError(ValueError):
    """What was typed has no reading, or more than one; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the line: the form in which it is looked up, as typed, and its place."""

    key: str
    text: str
    start: int
    end: int


def tokens_of(text: str) -> list[Token]:
    """The pieces of a typed line. Raises NotUnderstoodError for a number that can be read in two ways."""
    for pattern in _TWO_READINGS:
        if match := pattern.search(text):
            raise NotUnderstoodError(
                f"“{match.group()}” can be read in two ways: write thousands as 1200 or 1,200 and decimals as 1.5."
            )
    return list(pieces_of(text))


def pieces_of(text: str) -> Iterator[Token]:
    """The pieces of any text, its numbers as its author wrote them."""
    for match in _TOKEN.finditer(text):
        written = match.group()
        key = _SIGNS.get(written) or written.casefold()
        if key[0].isdecimal():
            key = _GROUPED.sub("", key)
        elif len(key) > 1 and key.count(".") == 1:
            key = key.removesuffix(".")
        yield Token(key, written, match.start(), match.end())


def words_between(text: str, tokens: Sequence[Token]) -> str:
    """The words as typed from the first of `tokens` to the last."""
    return text[tokens[0].start : tokens[-1].end] if tokens else ""
