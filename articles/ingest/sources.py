"""What a person names on the command line, and the bytes behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from articles.ingest.fetch import fetch
from articles.ingest.read import SUFFIXES, read, read_line, too_large
from articles.ingest.types import LinkedArticle, Outcome, ReadOptions, UnreadableSource

_LINES = (".jsonl", ".ndjson")
_FORMATS = ", ".join(sorted(SUFFIXES))


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to read: a file, an address, or bytes at hand. `link` is what a feed says of the page at `url`."""

    name: str
    path: Path | None = None
    url: str = ""
    data: bytes = b""
    is_line: bool = False
    link: LinkedArticle | None = None


def expand(arguments: Iterable[str], stdin: BinaryIO, options: ReadOptions) -> Iterator[Item | UnreadableSource]:
    """The items behind the arguments: files, folders with all they hold, addresses, "-" for what is piped in."""
    for argument in arguments:
        if argument == "-":
            yield Item("stdin", data=stdin.read(options.max_bytes + 1))
        elif "://" in argument:
            yield Item(argument, url=argument)
        elif Path(argument).is_dir():
            yield from _folder(Path(argument))
        else:
            yield Item(argument, path=Path(argument))


def _folder(folder: Path) -> Iterator[Item | UnreadableSource]:
    """Every file of a known kind below a folder, in order of their names; hidden files and READMEs are none of them."""
    found = False
    for path in sorted(folder.rglob("*")):
        is_hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in SUFFIXES and path.is_file() and not is_hidden and path.stem.upper() != "README":
            found = True
            yield Item(str(path), path=path)
    if not found:
        yield UnreadableSource(str(folder), "holds no file that can be read", f"known: {_FORMATS}")


def split_lines(item: Item, options: ReadOptions) -> Iterator[Item | UnreadableSource]:
    """The lines of a JSON lines file one by one, so that it may be of any size; every other item as it is."""
    if item.path is None or item.path.suffix.lower() not in _LINES:
        yield item
        return
    try:
        with item.path.open("rb") as stream:
            number = 0
            # One byte more than allowed shows that a line is too long without reading all of it.
            while line := stream.readline(options.max_bytes + 1):
                number += 1
                name = f"{item.name}, line {number}"
                if line.strip():
                    yield Item(name, data=line, is_line=True)
                while len(line) > options.max_bytes and not line.endswith(b"\n"):
                    line = stream.readline(options.max_bytes + 1)
    except OSError as error:
        yield _unopened(item.name, error)
        return
    if not number:
        yield UnreadableSource(item.name, "is empty")


def with_bytes(item: Item, options: ReadOptions) -> Item:
    """The item with the bytes of its file at hand; raises UnreadableSource where the file cannot be had."""
    return item if item.path is None else Item(item.name, data=_file(item.path, item.name, options))


def load(item: Item, options: ReadOptions) -> Iterator[Outcome]:
    """Get the bytes of an item, from disk or network, and read them."""
    try:
        if item.is_line:
            yield read_line(item.data, item.name, options)
        elif item.path is not None:
            yield from read(_file(item.path, item.name, options), item.name, options)
        elif item.url:
            yield from _page(item, options)
        else:
            yield from read(item.data, item.name, options)
    except UnreadableSource as error:
        yield error


def _file(path: Path, name: str, options: ReadOptions) -> bytes:
    try:
        if not path.exists():
            raise UnreadableSource(name, "no such file or folder")
        if not path.is_file():
            raise UnreadableSource(name, "is not a file")
        size = path.stat().st_size
        if size > options.max_bytes:
            raise too_large(name, size, options.max_bytes)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise _unopened(name, error) from error


def _page(item: Item, options: ReadOptions) -> Iterator[Outcome]:
    """Fetch an address; what a feed said of it stands in for what the page leaves open."""
    fetched = fetch(item.url, max_bytes=options.max_bytes)
    if item.link is not None:
        options = replace(
            options,
            published=item.link.published or options.published,
            publisher=item.link.publisher or options.publisher,
        )
    for outcome in read(
        fetched.data,
        item.url,
        options,
        media_type=fetched.media_type,
        charset=fetched.charset,
        url=fetched.url,
    ):
        if item.link is not None and isinstance(outcome, LinkedArticle):
            yield UnreadableSource(item.url, "is a feed inside a feed", "name it by itself")
        else:
            yield outcome


def _unopened(name: str, error: Exception) -> UnreadableSource:
    """The error for a file that the system does not open."""
    return UnreadableSource(name, (getattr(error, "strerror", "") or str(error)).lower())
