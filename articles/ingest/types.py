"""What the stages of ingestion hand to each other."""

from __future__ import annotations

from dataclasses import dataclass

from coalition.dates import PartialDate

MAX_BYTES = 5_000_000
"""The largest source that is read, unless the setting INGEST_MAX_BYTES says otherwise. A book has about one million."""


class UnreadableSource(Exception):  # noqa: N818  it is an answer as much as an error: lists of sources yield it
    """A source that cannot be read: which, why, and what to do about it. `str()` gives the one line for people."""

    def __init__(self, name: str, problem: str, mend: str = "") -> None:
        super().__init__(name, problem, mend)
        self.name = name
        self.problem = problem
        self.mend = mend

    def __str__(self) -> str:
        return f"{self.name}: {self.problem} ({self.mend})" if self.mend else f"{self.name}: {self.problem}"


@dataclass(frozen=True, slots=True)
class Reference:
    """An outside source that an article says it rests on."""

    title: str
    publisher: str = ""
    published: PartialDate | None = None
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """A text as it will be stored, with what its header, its metadata and its own first lines say about it.

    `body` is final: nothing alters it after the reader has given it. Empty strings and None stand for what is unknown.
    `agency` is the news agency credited in the text; `encoding` the one that the bytes were read in.
    """

    name: str
    body: str
    title: str
    publisher: str = ""
    byline: str = ""
    published: PartialDate | None = None
    dateline: str = ""
    language: str = "en"
    url: str = ""
    references: tuple[Reference, ...] = ()
    agency: str = ""
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """A feed's entry that gives an address instead of a text: what the feed knows fills what the page leaves open."""

    name: str
    url: str
    title: str = ""
    publisher: str = ""
    published: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What whoever calls the reader allows and adds.

    `undated` takes articles without a publication date; `published` and `publisher` stand in where a source gives none.
    """

    undated: bool = False
    published: PartialDate | None = None
    publisher: str = ""
    max_bytes: int = MAX_BYTES


Outcome = ReadArticle | LinkedArticle | UnreadableSource
"""What one part of a source turned out to be."""
