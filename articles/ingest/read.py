"""Bytes to articles, whatever their format. Pure: nothing here touches network, files or database."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import urlsplit

from articles.ingest.jsonl import read_json_line
from articles.ingest.markdown import read_markdown
from articles.ingest.plain import read_plain
from articles.ingest.types import Outcome, ReadArticle, ReadOptions, UnreadableSource

Kind = Literal["text", "markdown", "html", "pdf", "feed", "jsonl", "xml"]

SUFFIXES: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "xml",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
"""The files a folder is searched for."""

_MEDIA_TYPES: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/markdown": "markdown",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
    "application/x-jsonlines": "jsonl",
}
_SAYS_NOTHING = ("", "text/plain", "application/octet-stream", "binary/octet-stream", "application/json")
_FEED = re.compile(rb"<(?:rss|feed|rdf:rdf)[\s>]", re.IGNORECASE)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)
_START = 2048
_DATE_LINES: dict[Kind, str] = {"text": "add PUBLISHED: YYYY-MM-DD", "markdown": "add published: YYYY-MM-DD"}


def read(
    data: bytes, name: str, options: ReadOptions, *, media_type: str = "", charset: str = "", url: str = ""
) -> Iterator[Outcome]:
    """What the source holds: articles, links of a feed, and what could not be read, in its order.

    `media_type` and `charset` are what a server declares, `url` where the source was fetched from.
    """
    try:
        if len(data) > options.max_bytes:
            raise too_large(name, len(data), options.max_bytes)
        kind = kind_of(data, name, media_type=media_type)
        for outcome in _read(kind, data, name, charset=charset, url=url):
            yield completed(outcome, kind, options) if isinstance(outcome, ReadArticle) else outcome
    except UnreadableSource as error:
        yield error


def read_line(line: bytes, name: str, options: ReadOptions) -> Outcome:
    """One line of a JSON lines source, whose size limit holds for each line."""
    try:
        if len(line) > options.max_bytes:
            raise too_large(name, len(line), options.max_bytes)
        return completed(read_json_line(line, name), "jsonl", options)
    except UnreadableSource as error:
        return error


def kind_of(data: bytes, name: str, *, media_type: str = "") -> Kind:
    """The format of a source: its beginning where that leaves no doubt, then what a server says, its name, its content.

    Raises UnreadableSource for a media type that holds no article.
    """
    start = data[:_START].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF-"):
        return "pdf"
    if media_type in _SAYS_NOTHING:
        kind = SUFFIXES.get(PurePosixPath(urlsplit(name).path if "://" in name else name).suffix.lower())
    elif media_type in _MEDIA_TYPES:
        kind = _MEDIA_TYPES[media_type]
    else:
        raise UnreadableSource(
            name, f"is {media_type}", "an article is text, Markdown, HTML, PDF, a feed or JSON lines"
        )
    return kind if kind not in (None, "xml") else _kind_by_content(start, name, is_xml=kind == "xml")


def _kind_by_content(start: bytes, name: str, *, is_xml: bool) -> Kind:
    if _FEED.search(start):
        return "feed"
    if _PAGE.search(start):
        return "html"
    if is_xml:
        raise UnreadableSource(name, "is XML, but neither a feed nor a page")
    if start.startswith(b"{") and _is_json_object(start.split(b"\n", 1)[0]):
        return "jsonl"
    return "markdown" if re.match(rb"---\s*\n", start) else "text"


def _is_json_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        # Cut off where the line is longer than what was looked at.
        return re.match(rb'\{\s*"\w+"\s*:', line) is not None


def _read(kind: Kind, data: bytes, name: str, *, charset: str, url: str) -> Iterator[Outcome]:
    """The outcomes of one kind of source. The libraries for pages, feeds and PDF are loaded with the first one of them:
    together they take as long as everything else that a process loads before it reads a text.
    """
    if kind == "jsonl":
        yield from _read_lines(data, name)
    elif kind == "feed":
        from articles.ingest.feeds import read_feed

        yield from read_feed(data, name)
    elif kind == "pdf":
        from articles.ingest.pdf import read_pdf

        yield replace(read_pdf(data, name), url=url)
    elif kind == "html":
        from articles.ingest.web import read_page

        yield read_page(data, name, url=url, declared=charset)
    else:
        reader = read_markdown if kind == "markdown" else read_plain
        article = reader(data, name, declared=charset)
        yield replace(article, url=article.url or url)


def _read_lines(data: bytes, name: str) -> Iterator[Outcome]:
    if not data.strip():
        raise UnreadableSource(name, "is empty")
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.strip():
            try:
                yield read_json_line(line, f"{name}, line {number}")
            except UnreadableSource as error:
                yield error


def completed(article: ReadArticle, kind: Kind, options: ReadOptions) -> Outcome:
    """The article with what the caller adds, or why it cannot be taken: relative dates count from its day."""
    article = replace(
        article,
        published=article.published or options.published,
        publisher=article.publisher or options.publisher or (_host(article.url) if kind == "html" else ""),
    )
    if article.published is None and not options.undated:
        mend = f"{_DATE_LINES.get(kind, 'give --published YYYY-MM-DD')}; --undated takes it as it is"
        return UnreadableSource(article.name, "no publication date", mend)
    return article


def _host(url: str) -> str:
    """The host of a page that does not name its site: "example.org"."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def too_large(name: str, size: int, limit: int) -> UnreadableSource:
    """The error for a source over the size limit."""
    return UnreadableSource(name, f"has {size:,} bytes, more than {limit:,}", "set INGEST_MAX_BYTES to take it")
