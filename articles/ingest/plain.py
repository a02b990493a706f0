"""Plain text, with or without header lines. Pure.

URL: https://example.org/story
PUBLISHED: 2016-01-20
TITLE: Seven ministers meet

The body starts after the empty line.
"""

from __future__ import annotations

import re

from articles.ingest.decode import decode
from articles.ingest.fields import KEYS, first_words, make_article
from articles.ingest.masthead import read_byline
from articles.ingest.types import ReadArticle, UnreadableSource

_HEADER_KEYS = tuple(key for key in KEYS if key != "references")
_HEADER_LINE = re.compile(r"([A-Za-z][A-Za-z-]*):(.*)\Z")
_LONGEST_TITLE = 200


def read_plain(data: bytes, name: str, *, declared: str = "") -> ReadArticle:
    """The article in a text file.

    A file whose first line is a known header line has a header, which ends at the first empty line; the body is what
    follows. Without a header, or with one that gives no title, a first line that stands by itself is the title.
    """
    text, encoding = decode(data, name, declared=declared)
    values, body = _split_header(text, name)
    if not values.get("title"):
        title, body = split_title(body)
        values = {**values, "title": title}
    return make_article(values, body, name=name, encoding=encoding)


def split_title(text: str) -> tuple[str, str]:
    """Title and body of a text without a stated title.

    The first line is the title where an empty line or a byline follows it and it does not end like a sentence; it is no
    part of the body then. Otherwise the first words serve as title and the body keeps everything.
    """
    first, _, rest = text.lstrip().partition("\n")
    title = first.strip()
    following = rest.split("\n", 1)[0].strip()
    stands_alone = not following or bool(read_byline(following))
    if rest.strip() and stands_alone and len(title) <= _LONGEST_TITLE and not title.endswith((".", ",", ";", ":")):
        return title, rest
    return first_words(text), text


def _split_header(text: str, name: str) -> tuple[dict[str, str], str]:
    lines = text.lstrip("\n").split("\n")
    values: dict[str, str] = {}
    if not _is_known(lines[0]):
        return values, text
    for number, line in enumerate(lines):
        if not line.strip():
            return values, "\n".join(lines[number + 1 :])
        _add_line(values, line, f"{name}, line {number + 1}")
    raise UnreadableSource(name, "holds no text below its header", "put an empty line after the header, then the text")


def _is_known(line: str) -> bool:
    match = _HEADER_LINE.match(line)
    return match is not None and match.group(1).lower() in _HEADER_KEYS


def _add_line(values: dict[str, str], line: str, place: str) -> None:
    match = _HEADER_LINE.match(line)
    if match is None:
        raise UnreadableSource(place, "is not a header line", "put an empty line after the header")
    key = match.group(1).lower()
    if key not in _HEADER_KEYS:
        known = ", ".join(f"{known.upper()}:" for known in _HEADER_KEYS)
        raise UnreadableSource(place, f"unknown key “{match.group(1)}”", f"known: {known}")
    if key in values:
        raise UnreadableSource(place, f"{match.group(1)} stands twice")
    values[key] = match.group(2).strip()
