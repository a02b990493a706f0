"""What a header, front matter or a JSON object may say of an article, checked key by key. Pure."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from articles.ingest.decode import check_is_text
from articles.ingest.masthead import agency_in, read_masthead
from articles.ingest.types import ReadArticle, Reference, UnreadableSource
from coalition.dates import PartialDate

KEYS = ("title", "publisher", "published", "byline", "dateline", "language", "url", "references")
REFERENCE_KEYS = ("title", "publisher", "published", "url", "note")
_LIMITS = {"title": 300, "publisher": 200, "byline": 200, "dateline": 100, "url": 1000, "note": 200}
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][A-Za-z0-9]{2,8})*\Z", re.IGNORECASE)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}")
_TITLE_LENGTH = 100


def make_article(values: Mapping[str, object], body: str, *, name: str, encoding: str = "utf-8") -> ReadArticle:
    """An article from checked `values` and its text; the text's own first lines fill what the values leave open.

    Raises UnreadableSource, naming the key, for a value that cannot stand.
    """
    known = _checked(values, KEYS, name)
    body = trim(body)
    check_is_text(body, name)
    if not body:
        raise UnreadableSource(name, "holds no text below its header" if values else "holds no text")
    masthead = read_masthead(body)
    publisher = known.get("publisher", "")
    return ReadArticle(
        name=name,
        body=body,
        title=known.get("title") or first_words(body),
        publisher=publisher,
        byline=known.get("byline") or masthead.byline,
        published=known.get("published") or masthead.published,
        dateline=known.get("dateline") or masthead.dateline,
        language=known.get("language") or "en",
        url=known.get("url", ""),
        references=known.get("references", ()),
        agency=masthead.agency or agency_in(publisher),
        encoding=encoding,
    )


def trim(body: str) -> str:
    """The text without the empty lines around it: all that is ever taken away. Indentation stays."""
    return re.sub(r"\A(?:[^\S\n]*\n)+", "", body).rstrip()


def first_words(body: str, length: int = _TITLE_LENGTH) -> str:
    """A title for a text that has none: its first line, cut at a word."""
    line = body.lstrip().split("\n", 1)[0].strip()
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def shortened(text: str, key: str) -> str:
    """Found metadata in the length that `key` may have: one line, cut with a mark."""
    line = " ".join(text.split())
    return line if len(line) <= _LIMITS[key] else line[: _LIMITS[key] - 2].rstrip() + " …"


def parse_date(text: str) -> PartialDate:
    """Read "2016", "2016-02", "2016-02-11" or a moment such as "2016-02-11T10:00:00Z"; ValueError otherwise."""
    moment = _MOMENT.match(text.strip())
    return PartialDate.parse(moment.group(1) if moment else text)


def parse_language(text: str) -> str:
    """ "en" for "en", "EN" and "en-GB"; "" for what is no language code."""
    match = _LANGUAGE.match(text.strip())
    return match.group(1).lower() if match else ""


def is_web_address(text: str) -> bool:
    """Whether `text` is an http or https address with a host and no blanks."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", text)
    except ValueError:
        return False


def _checked(values: Mapping[str, object], keys: tuple[str, ...], name: str) -> dict[str, Any]:
    checked: dict[str, Any] = {}
    for key, value in values.items():
        if key not in keys:
            raise UnreadableSource(name, f"unknown key “{key}”", f"known: {', '.join(keys)}")
        if value is not None and value != "":
            checked[key] = _CHECKS.get(key, _line)(value, key, name)
    return checked


def _line(value: object, key: str, name: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise UnreadableSource(name, f"{key} is not a text", f"write {key}: …")
    line = " ".join(str(value).split())
    check_is_text(line, name)
    if len(line) > _LIMITS[key]:
        raise UnreadableSource(name, f"{key} has {len(line)} characters", f"shorten it to {_LIMITS[key]}")
    return line


def _date(value: object, key: str, name: str) -> PartialDate:
    if isinstance(value, datetime.datetime):
        return PartialDate(value.date())
    if isinstance(value, datetime.date):
        return PartialDate(value)
    try:
        return parse_date(str(value))
    except ValueError as error:
        raise UnreadableSource(name, f"{key}: {error}") from error


def _url(value: object, key: str, name: str) -> str:
    url = _line(value, key, name)
    if not is_web_address(url):
        raise UnreadableSource(name, f"{key} is not a web address: {url}", "write http://… or https://…")
    return url


def _language(value: object, key: str, name: str) -> str:
    code = parse_language(str(value))
    if not code:
        raise UnreadableSource(name, f"{key} is not a language code: {value}", "write en, fr, ar …")
    return code


def _references(value: object, key: str, name: str) -> tuple[Reference, ...]:
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise UnreadableSource(name, f"{key} is not a list of sources", f"each has {', '.join(REFERENCE_KEYS)}")
    return tuple(_reference(item, f"{name}, reference {number}") for number, item in enumerate(value, start=1))


def _reference(item: Mapping[str, object], name: str) -> Reference:
    checked = _checked({str(key): value for key, value in item.items()}, REFERENCE_KEYS, name)
    if "title" not in checked:
        raise UnreadableSource(name, "has no title", "add title: …")
    return Reference(**checked)


_CHECKS: dict[str, Any] = {"published": _date, "url": _url, "language": _language, "references": _references}
