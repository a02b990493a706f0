"""Bytes to text: one encoding that is certain, or an error. Pure."""

from __future__ import annotations

import codecs
import re

from articles.ingest.types import UnreadableSource

# UTF-32 stands before UTF-16, whose mark is the beginning of its own.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"PK\x03\x04", "is a Word document or another archive"),
    (b"\xd0\xcf\x11\xe0", "is an old Word document"),
    (b"{\\rtf", "is a rich text document"),
    (b"\x1f\x8b", "is a compressed file"),
    (b"\x89PNG", "is an image"),
    (b"\xff\xd8\xff", "is an image"),
    (b"GIF8", "is an image"),
    (b"SQLite format 3", "is a database"),
)
# Everything below the space but tab, line feed, vertical tab, form feed and carriage return; and halves of characters.
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_WESTERN = re.compile("[\xa0£§°·«»©®½¼¾€™…•–—‘’‚“”„À-ÖØ-öø-ÿŒœŠšŽžŸ]")
_WESTERN_SHARE = 0.05
_SAVE_AS_TEXT = "save it as plain text in UTF-8, HTML or PDF"


def decode(data: bytes, name: str, *, declared: str = "") -> tuple[str, str]:
    """The text of `data` and the encoding it was read in.

    Order: byte order mark, the encoding that the page or server declares, UTF-8, and windows-1252 where the bytes leave
    no doubt. Line ends become line feeds and the byte order mark goes; nothing else changes. Raises UnreadableSource
    for what is empty, binary, or in an encoding that cannot be told.
    """
    if not data.strip():
        raise UnreadableSource(name, "is empty")
    for magic, problem in _MAGIC:
        if data.startswith(magic):
            raise UnreadableSource(name, problem, _SAVE_AS_TEXT)
    text, encoding = _decode(data, name, declared)
    check_is_text(text, name)
    if not text.strip():
        raise UnreadableSource(name, "is empty")
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def check_is_text(text: str, name: str) -> None:
    """Raise UnreadableSource where control characters show that `text` is none."""
    found = _NOT_TEXT.search(text)
    if found:
        code = f"U+{ord(found.group()):04X}"
        raise UnreadableSource(name, f"is binary, not text (character {code} at {found.start()})", _SAVE_AS_TEXT)


def _decode(data: bytes, name: str, declared: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, name), encoding
    declared = _known_encoding(declared)
    if declared and declared != "utf-8":
        return _strictly(data, declared, name), declared
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if b"\x00" in data:
            raise UnreadableSource(name, "is binary, or UTF-16 without its mark", _SAVE_AS_TEXT) from error
        if not declared and _is_western(data):
            return data.decode("windows-1252"), "windows-1252"
        line = data.count(b"\n", 0, error.start) + 1
        problem = f"is not valid UTF-8 (byte {error.start}, line {line})"
        raise UnreadableSource(name, problem, "save it as UTF-8") from error


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        problem = f"says it is {encoding} but is not (byte {error.start})"
        raise UnreadableSource(name, problem, "save it as UTF-8") from error


def _known_encoding(label: str) -> str:
    """Python's name of a declared encoding, "" for none or an unknown one. Browsers read Latin-1 as windows-1252."""
    try:
        encoding = codecs.lookup(label.strip()).name
    except LookupError:
        return ""
    return "windows-1252" if encoding in ("iso8859-1", "ascii") else encoding


def _is_western(data: bytes) -> bool:
    """Whether bytes that are not UTF-8 can only be windows-1252.

    "caf\\xe9" is: a rare byte, a letter or a typographic mark of the West, and nothing that would be a sequence of
    UTF-8 (a UTF-8 file with a damaged byte). Cyrillic or Greek text consists of such bytes.
    """
    if _UTF8_SEQUENCE.search(data):
        return False
    try:
        high = [character for character in data.decode("windows-1252") if ord(character) > 0x7F]
    except UnicodeDecodeError:
        return False
    return len(high) <= _WESTERN_SHARE * len(data) and all(_WESTERN.match(character) for character in high)
