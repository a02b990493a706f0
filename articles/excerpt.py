"""A passage with the words around it, as much of its paragraph as there is room for. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

ROOM = 320
"""Characters before and after a passage that are looked at."""

_SENTENCE_START = re.compile(r"(?<=[.!?]['\"”’)])\s+|(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The proving words between those of their paragraph; an ellipsis stands where the paragraph is cut."""

    before: str
    words: str
    after: str


def excerpt(text: str, start: int, end: int) -> Excerpt:
    """Characters `start` to `end` of `text`, a part of an article, with whole sentences of their paragraph around them.

    `text` need hold no more than `ROOM` characters on either side; where it holds as many, the article may go on.
    """
    return Excerpt(_before(text[:start]), text[start:end], _after(text[end:]))


def _before(text: str) -> str:
    paragraph = text.rpartition("\n\n")[2]
    if len(paragraph) < ROOM:
        return paragraph
    starts = [match.end() for match in _SENTENCE_START.finditer(paragraph)]
    return f"… {paragraph[starts[0] :]}" if starts else "… "


def _after(text: str) -> str:
    paragraph = text.partition("\n\n")[0]
    if len(paragraph) < ROOM:
        return paragraph.rstrip()
    ends = [match.start() for match in _SENTENCE_START.finditer(paragraph)]
    return f"{paragraph[: ends[-1]]} …" if ends else " …"
