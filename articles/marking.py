"""A stored text with its proving passages marked: cut at their boundaries, then put together with marks around them.

Pure: a text and passages in, pieces out. No character of the text is changed, added or lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

CHOSEN = 0
"""The key of the passage that an address names; those that prove facts have the keys of the database, from 1."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters `start` to `end` (exclusive) that prove one fact; `key` is unique in the text.

    `kind` is the kind of fact in code, `label` the same for readers.
    """

    key: int
    start: int
    end: int
    kind: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text without a boundary inside; `passages` are all that cover it, the outermost first."""

    text: str
    start: int
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """One step of writing a marked text.

    `text` gives characters. `open` begins a mark for `passage`: `is_first` is false where it goes on after an overlap,
    `is_outer` marks the outermost of a cluster, whose `kind` is the one kind of fact inside or "mixed". `close` ends
    the innermost mark. `label` follows a cluster and says in `text` what it proves, `passage` being its first and
    `passages` all of them.
    """

    step: Literal["text", "open", "close", "label"]
    text: str = ""
    passage: Passage | None = None
    is_first: bool = False
    is_outer: bool = False
    kind: str = ""
    passages: tuple[Passage, ...] = ()


def cut(body: str, passages: Iterable[Passage]) -> list[Segment]:
    """`body` cut wherever a passage begins or ends. The segments together are the body."""
    ordered = sorted(passages, key=_outermost_first)
    edges = {0, len(body)} | {passage.start for passage in ordered} | {passage.end for passage in ordered}
    return [
        Segment(
            body[start:end],
            start,
            tuple(passage for passage in ordered if passage.start <= start and end <= passage.end),
        )
        for start, end in pairwise(sorted(edges))
    ]


def chosen(text: str, body: str) -> Passage | None:
    """The passage of `body` that an address names: "12-80" for characters 12 to 80; None where there is none such."""
    match = re.fullmatch(r"(\d{1,7})-(\d{1,7})", text)
    if not match:
        return None
    start, end = int(match[1]), int(match[2])
    return Passage(CHOSEN, start, end, "chosen") if start < end <= len(body) else None


def mark(body: str, passages: Iterable[Passage]) -> list[Piece]:
    """The pieces of the marked text: marks are nested, each passage opens once as first, every mark is closed."""
    return [piece for cluster in _clusters(cut(body, passages)) for piece in _write(cluster)]


def _outermost_first(passage: Passage) -> tuple[int, int, int]:
    return passage.start, -passage.end, passage.key


def _clusters(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Neighbours that share a passage belong together."""
    clusters: list[list[Segment]] = []
    for segment in segments:
        if clusters and set(clusters[-1][-1].passages) & set(segment.passages):
            clusters[-1].append(segment)
        else:
            clusters.append([segment])
    return clusters


def _write(cluster: Sequence[Segment]) -> list[Piece]:
    """Open what begins, close what ends; a mark that a longer one crosses is closed and opened again."""
    passages = _once(passage for segment in cluster for passage in segment.passages)
    proving = [passage for passage in passages if passage.key != CHOSEN]
    kinds = {passage.kind for passage in proving or passages}
    kind = kinds.pop() if len(kinds) == 1 else "mixed"
    stack: tuple[Passage, ...] = ()
    pieces: list[Piece] = []
    for segment in cluster:
        shared = _shared(stack, segment.passages)
        pieces += [Piece("close")] * (len(stack) - shared)
        for depth, passage in enumerate(segment.passages[shared:], start=shared):
            is_first = passage.start == segment.start
            pieces.append(Piece("open", passage=passage, is_first=is_first, is_outer=depth == 0, kind=kind))
        pieces.append(Piece("text", segment.text))
        stack = segment.passages
    pieces += [Piece("close")] * len(stack)
    if not proving:
        return pieces
    return [*pieces, Piece("label", _said(proving), proving[0], kind=kind, passages=tuple(proving))]


def _once(passages: Iterable[Passage]) -> list[Passage]:
    return list(dict.fromkeys(passages))


def _shared(stack: Sequence[Passage], passages: Sequence[Passage]) -> int:
    """How many marks, from the outermost, stay open."""
    shared = 0
    while shared < min(len(stack), len(passages)) and stack[shared] == passages[shared]:
        shared += 1
    return shared


def _said(passages: Sequence[Passage]) -> str:
    """The kinds of fact that a cluster proves, with their numbers: "Meeting, Attendance ×7"."""
    counts = Counter(passage.label for passage in passages)
    return ", ".join(label if number == 1 else f"{label} ×{number}" for label, number in counts.items())
