"""Web pages: the article's text and metadata out of HTML and XHTML. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from trafilatura import bare_extraction
from trafilatura.settings import Document

from articles.ingest.decode import check_is_text, decode
from articles.ingest.fields import is_web_address, make_article, parse_date, parse_language, shortened
from articles.ingest.types import ReadArticle, UnreadableSource

_DECLARATION = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)|<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]+)""", re.I
)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_LANGUAGE = re.compile(r"<html\b[^>]*?\blang\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_HEAD = 4096
"""Bytes in which a page declares its encoding; browsers look into the first 1,024."""


def read_page(data: bytes, name: str, *, url: str = "", declared: str = "") -> ReadArticle:
    """The article in a web page; `url` is where it was fetched from, "" for a file."""
    text, encoding = decode(data, name, declared=declared or _declared(data))
    return read_markup(text, name, url=url, encoding=encoding)


def read_markup(markup: str, name: str, *, url: str = "", encoding: str = "utf-8") -> ReadArticle:
    """The article in a page's markup: paragraphs parted by empty lines, without navigation and comments."""
    page = _extract(markup, name, url)
    body = "\n\n".join(line.rstrip() for line in (page.text or "").split("\n") if line.strip())
    check_is_text(body, name)
    if not body:
        raise UnreadableSource(name, "no article text found in the page", "save the text itself as .txt")
    language = _LANGUAGE.search(markup[:_HEAD])
    return make_article(
        {
            "title": shortened(page.title or "", "title"),
            "publisher": shortened(_site_name(page), "publisher"),
            "byline": shortened(page.author or "", "byline"),
            "published": parse_date(page.date) if page.date else None,
            "language": parse_language(language.group(1)) if language else "",
            "url": _address(page.url or "", url),
        },
        body,
        name=name,
        encoding=encoding,
    )


def _extract(markup: str, name: str, url: str) -> Document:
    try:
        page = bare_extraction(
            _XML_DECLARATION.sub("", markup),
            url=url or None,
            include_comments=False,
            with_metadata=True,
            # The date the page was published, not last changed; and no guess from whatever date stands in its text.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as error:  # pages are hostile input: the parser may fail in any way
        raise UnreadableSource(name, f"is not a page that can be read ({type(error).__name__}: {error})") from error
    if not isinstance(page, Document):
        raise UnreadableSource(name, "no article text found in the page", "save the text itself as .txt")
    return page


def _site_name(page: Document) -> str:
    """The name that the page gives its site; a mere host name is no better than the address, which is kept anyway."""
    name = page.sitename or ""
    return "" if "." in name and " " not in name else name


def _declared(data: bytes) -> str:
    match = _DECLARATION.search(data[:_HEAD])
    return (match.group(1) or match.group(2)).decode("ascii") if match else ""


def _address(canonical: str, fetched: str) -> str:
    """The page's own canonical address; one on another host is not believed where we know where it came from."""
    if not is_web_address(canonical) or len(canonical) > 1000:
        return fetched
    if fetched and urlsplit(canonical).hostname != urlsplit(fetched).hostname:
        return fetched
    return canonical
