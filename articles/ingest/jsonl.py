"""JSON lines: one article an object. Pure."""

from __future__ import annotations

import json

from articles.ingest.decode import decode
from articles.ingest.fields import KEYS, make_article
from articles.ingest.types import ReadArticle, UnreadableSource

_TEXT_KEYS = ("body", "text")


def read_json_line(line: bytes, name: str) -> ReadArticle:
    """The article in one line: `body` (or `text`) beside the keys of a header. `name` includes the line's number."""
    text, encoding = decode(line, name)
    try:
        record = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        where = f" at character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else ""
        raise UnreadableSource(name, f"is not valid JSON{where}", "write one object on each line") from error
    if not isinstance(record, dict):
        raise UnreadableSource(name, "is not a JSON object", "write one object on each line")
    given = [key for key in _TEXT_KEYS if key in record]
    if len(given) != 1 or not isinstance(record[given[0]], str):
        raise UnreadableSource(name, "has no text", f"add “body” beside {', '.join(KEYS)}")
    body = record.pop(given[0]).replace("\r\n", "\n").replace("\r", "\n")
    return make_article(record, body, name=name, encoding=encoding)
