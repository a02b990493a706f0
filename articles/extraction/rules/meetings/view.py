"""One text as the parts of this package see it: its mentions by sentence, and a meeting while it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from articles.extraction.rules.meetings.words import Words
from articles.extraction.tokens import sentence_index
from articles.extraction.types import (
    DateMention,
    Document,
    MeetingStatus,
    Mentions,
    MinisterMention,
    NationMention,
    PlaceMention,
)

Role = Literal["host", "participant", "invited"]


@dataclass(slots=True)
class Meeting:
    """One meeting while the text is read."""

    place: PlaceMention
    date: DateMention | None
    status: MeetingStatus
    rule: str
    sentence: int
    roles: dict[str, tuple[Role, str, tuple[int, int]]] = field(default_factory=dict)
    count: int | None = None
    level: str = ""
    further: list[int] = field(default_factory=list)

    def add(self, code: str, role: Role, minister: str, tokens: tuple[int, int]) -> None:
        """A state that takes part; a host stays a host, a name stays."""
        old = self.roles.get(code)
        if old is None:
            self.roles[code] = (role, minister, tokens)
        else:
            self.roles[code] = ("host" if "host" in (old[0], role) else old[0], old[1] or minister, old[2])


class Text:
    """A document with its mentions, its title and the lexicon's words for meetings."""

    def __init__(self, document: Document, mentions: Mentions, words: Words, title: Document | None) -> None:
        self.document = document
        self.mentions = mentions
        self.words = words
        self.title = title
        self.nations = _by_sentence(document, mentions.nations)
        self.ministers = _by_sentence(document, mentions.ministers)
        self.places = _by_sentence(document, mentions.places)
        self.dates = _by_sentence(document, mentions.dates)


class Part:
    """A part of the reading: the text at hand, under short names."""

    def __init__(self, text: Text) -> None:
        self.document = text.document
        self.mentions = text.mentions
        self.keys = text.document.keys
        self.words = text.words
        self.sets = text.words.sets
        self.title = text.title
        self.nations = text.nations
        self.ministers = text.ministers
        self.places = text.places
        self.dates = text.dates

    def key(self, token: int) -> str:
        """Lookup form of a token, "" outside the document."""
        return self.keys[token] if 0 <= token < len(self.keys) else ""


def is_state(mention: NationMention) -> bool:
    """No organisation, and not the coalition."""
    return len(mention.code) == 3 and mention.code != "LAS"


T = TypeVar("T", NationMention, MinisterMention, PlaceMention, DateMention)


def _by_sentence(document: Document, mentions: Iterable[T]) -> dict[int, list[T]]:
    """Mentions by the number of their sentence."""
    found: dict[int, list[T]] = {}
    for mention in mentions:
        found.setdefault(sentence_index(document, mention.first), []).append(mention)
    return found


def runs_of(keys: Sequence[str], mentions: Sequence[NationMention]) -> Iterator[list[NationMention]]:
    """Lists of states: mentions with only commas, "and", "the" and the like between them."""
    run: list[NationMention] = []
    for mention in mentions:
        if run and not all(key in _LIST_GLUE for key in keys[run[-1].end : mention.first]):
            yield run
            run = []
        run.append(mention)
    if run:
        yield run


_LIST_GLUE = frozenset({",", "and", "the", "&", ";", "as", "well", "or", "also", "plus", "both"})
