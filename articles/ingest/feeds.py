"""RSS and Atom feeds. Pure: an entry without its full text becomes a link for the caller to fetch."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser

from articles.ingest.fields import is_web_address, parse_date, shortened
from articles.ingest.types import LinkedArticle, Outcome, ReadArticle, UnreadableSource
from articles.ingest.web import read_markup
from coalition.dates import PartialDate

_FULL_TEXT = 600
"""Characters from which an entry's content counts as the article; publishers put teasers into the same element."""

_ENTITIES = re.compile(rb"(?:(?!<(?:rss|feed|rdf:RDF)[\s>]).)*?<!ENTITY", re.DOTALL | re.IGNORECASE)
"""Entities declared before the first element. No feed needs any; within its text the same letters are harmless."""


def read_feed(data: bytes, name: str) -> Iterator[Outcome]:
    """Each entry of a feed: an article where the feed carries its text, a link where it does not."""
    if _ENTITIES.match(data):
        raise UnreadableSource(name, "declares entities of its own, which could swell to any size")
    # From a stream: given a string, the parser would take an address or a path for something to open.
    feed = feedparser.parse(io.BytesIO(data))
    if not feed.entries:
        problem = "is not a feed that can be read" if feed.bozo else "is a feed without entries"
        raise UnreadableSource(name, problem)
    publisher = shortened(feed.feed.get("title", ""), "publisher")
    for number, entry in enumerate(feed.entries, start=1):
        try:
            yield _read_entry(entry, f"{name}, entry {number}", publisher)
        except UnreadableSource as error:
            yield error


def _read_entry(entry: Any, name: str, publisher: str) -> ReadArticle | LinkedArticle:
    link = LinkedArticle(
        name=name,
        url=entry.get("link", ""),
        title=shortened(entry.get("title", ""), "title"),
        publisher=publisher,
        published=_date(entry),
    )
    content = "".join(part.value for part in entry.get("content", ()))
    if len(content) < _FULL_TEXT:
        if not is_web_address(link.url):
            raise UnreadableSource(name, "has neither text nor a link")
        return link
    page = f"<html><body><article>{content}</article></body></html>"
    article = read_markup(page, name, url=link.url if is_web_address(link.url) else "")
    return replace(
        article,
        title=link.title or article.title,
        publisher=publisher,
        byline=shortened(entry.get("author", ""), "byline") or article.byline,
        published=link.published or article.published,
    )


def _date(entry: Any) -> PartialDate | None:
    """The day as the feed writes it, in its own time zone: the one that "Wednesday" in the text goes by."""
    text = entry.get("published") or entry.get("updated") or ""
    try:
        return parse_date(text)
    except ValueError:
        pass
    try:
        return PartialDate(parsedate_to_datetime(text).date())
    except (ValueError, TypeError):
        parsed = entry.get("published_parsed") or entry.get("updated_parsed")
        return PartialDate(datetime.date(*parsed[:3])) if parsed else None
