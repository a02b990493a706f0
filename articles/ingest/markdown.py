"""Markdown with YAML front matter. Pure. The text is kept as written, marks included."""

from __future__ import annotations

import re
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # PyYAML without its C library: the same, slower
    from yaml import SafeLoader  # type: ignore[assignment]

from articles.ingest.decode import decode
from articles.ingest.fields import make_article
from articles.ingest.plain import split_title
from articles.ingest.types import ReadArticle, UnreadableSource

_FRONT = re.compile(r"\s*---[^\S\n]*\n(?P<front>.*?)^(?:---|\.\.\.)[^\S\n]*$\n?", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"\s*#[ \t]+(?P<title>[^\n]+?)[ \t]*#*[ \t]*(?:\n|\Z)")


class _Loader(SafeLoader):
    """The safe loader, which also refuses a key that stands twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"“{key.value}” stands twice", problem_mark=key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def read_markdown(data: bytes, name: str, *, declared: str = "") -> ReadArticle:
    """The article in a Markdown file; its title from the front matter, else from the first heading or line."""
    text, encoding = decode(data, name, declared=declared)
    values, body = _split_front(text, name)
    if not values.get("title"):
        title, body = _split_heading(body)
        values = {**values, "title": title}
    return make_article(values, body, name=name, encoding=encoding)


def _split_front(text: str, name: str) -> tuple[dict[str, object], str]:
    if not text.lstrip().startswith("---"):
        return {}, text
    match = _FRONT.match(text)
    if match is None:
        raise UnreadableSource(name, "its front matter has no end", "put --- on a line of its own below it")
    return _load(match["front"], name, text.count("\n", 0, match.start("front"))), text[match.end() :]


def _load(front: str, name: str, lines_before: int) -> dict[str, object]:
    try:
        loaded = yaml.load(front, Loader=_Loader)  # noqa: S506  a safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + lines_before + 1 if error.problem_mark else lines_before + 1
        raise UnreadableSource(name, f"bad front matter, line {line}: {error.problem}") from error
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a day that does not exist, such as 2016-02-30
        raise UnreadableSource(name, f"bad front matter: {' '.join(str(error).split())}") from error
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise UnreadableSource(name, "its front matter is not a list of keys", "write title: …, published: …")
    return {str(key): value for key, value in loaded.items()}


def _split_heading(body: str) -> tuple[str, str]:
    match = _HEADING.match(body)
    return (match["title"], body[match.end() :]) if match else split_title(body)
