"""One document as the parts of this package see it: tokens, states by place, and the values they hand to each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from articles.extraction.finders.ministers.words import SUFFIXES, Office, Words
from articles.extraction.lexicon import Lexicon
from articles.extraction.types import Document, NationMention, Portfolio


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands, without rank or title: tokens `first` to `end`, `text` as printed."""

    first: int
    end: int
    text: str
    parts: tuple[str, ...]
    """Lookup forms of its words."""

    @property
    def key(self) -> str:
        words = [part for part in self.parts if part.strip(".") not in SUFFIXES]
        return words[-1] if words else ""

    @property
    def is_full(self) -> bool:
        """More than a family name ("Le Drian" and "al-Abadi" are family names)."""
        return len(self.parts) > 1


@dataclass(frozen=True, slots=True)
class Introduction:
    """Name and office together, before it is known who is meant."""

    name: Name
    office: Office
    printed: str
    first: int
    nation: str
    rule: str
    excluded: bool
    portfolio: Portfolio


class Text:
    """A document with its words, its states by place and the lexicon's word lists."""

    def __init__(self, document: Document, words: Words, nations: Sequence[NationMention], lexicon: Lexicon) -> None:
        self.document = document
        self.lexicon = lexicon
        self.words = words
        self.nations = nations
        self.nation_at = {mention.first: mention for mention in nations}
        self.nation_ending = {mention.end: mention for mention in nations}
        self.nation_tokens = {
            token for mention in nations if mention.code != "COALITION" for token in range(mention.first, mention.end)
        }
        self.sentence_starts = frozenset(document.sentence_firsts)


class Part:
    """A part of the reading: the text at hand, under short names."""

    def __init__(self, text: Text) -> None:
        self.document = text.document
        self.lexicon = text.lexicon
        self.keys = text.document.keys
        self.printed = text.document.words
        self.count = len(text.document.keys)
        self.words = text.words
        self.sets = text.words.sets
        self.nations = text.nations
        self.nation_at = text.nation_at
        self.nation_ending = text.nation_ending
        self.nation_tokens = text.nation_tokens
        self.sentence_starts = text.sentence_starts

    def key(self, token: int) -> str:
        """Lookup form of a token, "" outside the document."""
        return self.keys[token] if 0 <= token < self.count else ""

    def glued(self, token: int) -> bool:
        """No white space before the token."""
        return 0 < token < self.count and self.document.ends[token - 1] == self.document.starts[token]

    def quote(self, first: int, end: int) -> str:
        """The characters of some tokens as printed, white space as single blanks."""
        return " ".join(self.document.source.text[self.document.starts[first] : self.document.ends[end - 1]].split())
