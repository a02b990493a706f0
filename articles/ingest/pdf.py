"""PDF documents with a text layer. Pure."""

from __future__ import annotations

import io
import logging
import re

from pypdf import PdfReader

from articles.ingest.fields import make_article, shortened
from articles.ingest.plain import split_title
from articles.ingest.types import ReadArticle, UnreadableSource

# pypdf reports every oddity of a document; what matters reaches the caller as an error.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_HYPHENATED = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_SENTENCE_END = (".", "?", "!", ".”", "?”", "!”", '."', ".’")
_FULL_LINE = 0.8
"""A line this share of the longest is full: the paragraph goes on in the next."""
_LONGEST_HEADING = 0.7


def read_pdf(data: bytes, name: str) -> ReadArticle:
    """The article in a PDF: lines joined to paragraphs, words that a line end parts joined again.

    A PDF's dates are those of the file, so the publication date comes from the text or the caller.
    """
    reader, pages = _open(data, name)
    text = "\n\n".join(paragraphs(_CONTROL.sub("", page)) for page in pages if page.strip())
    if not text.strip():
        raise UnreadableSource(name, "holds images of text, no text", "put it through text recognition (OCR) first")
    title, author = _metadata(reader)
    if not title:
        title, text = split_title(text)
    return make_article({"title": title, "byline": author}, text, name=name)


def _open(data: bytes, name: str) -> tuple[PdfReader, list[str]]:
    """The document and the text of each page."""
    try:
        reader = PdfReader(io.BytesIO(data))
        # Many documents are encrypted with an empty password, which every viewer tries first.
        is_open = not reader.is_encrypted or bool(reader.decrypt(""))
        pages = [page.extract_text() for page in reader.pages] if is_open else []
    except Exception as error:  # documents are hostile input: the parser may fail in any way
        problem = "is encrypted" if "crypt" in f"{type(error).__name__} {error}".lower() else "is a damaged PDF"
        mend = "save it without a password" if problem == "is encrypted" else "save it anew, or its text as .txt"
        raise UnreadableSource(name, problem, mend) from error
    if not is_open:
        raise UnreadableSource(name, "is encrypted", "save it without a password")
    return reader, pages


def _metadata(reader: PdfReader) -> tuple[str, str]:
    """Title and author as the document states them. Word processors put a file's name into the title: not taken."""
    information = reader.metadata
    title = shortened(information.title or "", "title") if information else ""
    author = shortened(information.author or "", "byline") if information else ""
    return ("" if re.search(r"\.\w{2,4}\Z|\AMicrosoft Word|\AUntitled", title) else title), author


def paragraphs(page: str) -> str:
    """A page's lines as paragraphs, parted by empty lines.

    A paragraph ends at an empty line, or at a line that is short: one that ends a sentence, or a heading.
    """
    lines = [line.strip() for line in page.split("\n")]
    longest = max(map(len, lines))
    joined: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        ends = line.endswith(_SENTENCE_END) and len(line) < _FULL_LINE * longest
        heading = len(line) < _LONGEST_HEADING * longest and following[:1].isupper()
        joined.append(f"{line}\n\n" if ends or heading or not line else f"{line}\n")
    text = _HYPHENATED.sub("", "".join(joined))
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n{2,}", text) if part.strip())
