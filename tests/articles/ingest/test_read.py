"""Every format gives its articles, and what cannot be read gives one clear line."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest

from articles.ingest.pdf import paragraphs
from articles.ingest.read import kind_of, read
from articles.ingest.types import LinkedArticle, Outcome, ReadArticle, ReadOptions, Reference, UnreadableSource
from coalition.dates import PartialDate
from tests.articles.ingest.documents import blank, encrypted, pdf

DAY = PartialDate(datetime.date(2016, 2, 12))
UNDATED = ReadOptions(undated=True)


def read_all(data: bytes | str, name: str, options: ReadOptions = UNDATED, **server: str) -> list[Outcome]:
    return list(read(data.encode() if isinstance(data, str) else data, name, options, **server))


def article(data: bytes | str, name: str, options: ReadOptions = UNDATED, **server: str) -> ReadArticle:
    [outcome] = read_all(data, name, options, **server)
    assert isinstance(outcome, ReadArticle), str(outcome)
    return outcome


def problem(data: bytes | str, name: str, options: ReadOptions = UNDATED, **server: str) -> str:
    [outcome] = read_all(data, name, options, **server)
    assert isinstance(outcome, UnreadableSource)
    return str(outcome)


# --- plain text -----------------------------------------------------------------------------------------------------


def test_plain_text_with_every_header_line() -> None:
    text = (
        "url: https://example.org/a\nPublisher: The Gazette\nPUBLISHED: 2016-02-12\nTitle: Two nations add trainers\n"
        "BYLINE: Ann Lee\nDATELINE: OSLO\nLANGUAGE: en-GB\n\n  Norway adds trainers.\n\nSo does Spain. \n\n"
    )
    assert article(text, "a.txt") == ReadArticle(
        name="a.txt",
        body="  Norway adds trainers.\n\nSo does Spain.",
        title="Two nations add trainers",
        publisher="The Gazette",
        byline="Ann Lee",
        published=DAY,
        dateline="OSLO",
        language="en",
        url="https://example.org/a",
    )


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        pytest.param("A headline\n\nThe text.", "A headline", "The text.", id="first line stands alone"),
        pytest.param(
            "A headline\nBy Ann Lee\n\nThe text.", "A headline", "By Ann Lee\n\nThe text.", id="byline follows"
        ),
        pytest.param("One sentence.\n\nAnother.", "One sentence.", "One sentence.\n\nAnother.", id="sentence"),
        pytest.param("Wrapped by\nhand here.", "Wrapped by", "Wrapped by\nhand here.", id="wrapped line"),
        pytest.param("Only a line", "Only a line", "Only a line", id="only a line"),
        pytest.param("PUBLISHED:\nTITLE:\n\nHead\n\nThe text.", "Head", "The text.", id="header without title"),
        pytest.param("word " * 40, "word " * 19 + "word …", ("word " * 40).strip(), id="long line is cut at a word"),
        pytest.param(
            "Note: this is text.\n\nMore.", "Note: this is text.", "Note: this is text.\n\nMore.", id="no header"
        ),
    ],
)
def test_title_of_plain_text(text: str, title: str, body: str) -> None:
    found = article(text, "a.txt")
    assert (found.title, found.body) == (title, body)


def test_text_says_what_its_header_leaves_open() -> None:
    found = article("Headline\nBy Ann Lee\n\nPARIS, Jan. 20, 2016 (AP) — They met.", "a.txt", ReadOptions())
    assert (found.byline, found.dateline, found.agency, str(found.published)) == (
        "Ann Lee",
        "PARIS",
        "Associated Press",
        "2016-01-20",
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("TITLE: A\nno colon\n\nText.", "a.txt, line 2: is not a header line (put an empty line after the header)"),
        (
            "TITLE: A\nAuthor: B\n\nText.",
            "a.txt, line 2: unknown key “Author” (known: TITLE:, PUBLISHER:, PUBLISHED:, BYLINE:, DATELINE:, "
            "LANGUAGE:, URL:)",
        ),
        ("TITLE: A\nTITLE: B\n\nText.", "a.txt, line 2: TITLE stands twice"),
        ("TITLE: A\n\n \n", "a.txt: holds no text below its header"),
        (
            "TITLE: A",
            "a.txt: holds no text below its header (put an empty line after the header, then the text)",
        ),
        ("PUBLISHED: soon\n\nText.", "a.txt: published: not a date: 'soon' (write YYYY, YYYY-MM or YYYY-MM-DD)"),
        ("PUBLISHED: 2016-02-30\n\nText.", "a.txt: published: no such day: '2016-02-30'"),
        ("URL: example.org\n\nText.", "a.txt: url is not a web address: example.org (write http://… or https://…)"),
        ("URL: javascript:x\n\nText.", "a.txt: url is not a web address: javascript:x (write http://… or https://…)"),
        ("LANGUAGE: English!\n\nText.", "a.txt: language is not a language code: English! (write en, fr, ar …)"),
        (f"TITLE: {'x' * 301}\n\nText.", "a.txt: title has 301 characters (shorten it to 300)"),
    ],
)
def test_bad_header_is_named(text: str, line: str) -> None:
    assert problem(text, "a.txt") == line


# --- dates and size -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name", "mend"),
    [
        ("PUBLISHED:\n\nText.", "a.txt", "add PUBLISHED: YYYY-MM-DD"),
        ("---\ntitle: A\n---\nText.", "a.md", "add published: YYYY-MM-DD"),
        (pdf(["A sentence here."]), "a.pdf", "give --published YYYY-MM-DD"),
    ],
)
def test_article_without_date_is_refused_unless_undated_is_allowed(data: bytes | str, name: str, mend: str) -> None:
    assert problem(data, name, ReadOptions()) == f"{name}: no publication date ({mend}; --undated takes it as it is)"
    assert article(data, name, UNDATED).published is None
    assert article(data, name, ReadOptions(published=DAY)).published == DAY


def test_what_the_caller_adds_stands_behind_what_the_source_says() -> None:
    text = "PUBLISHED: 2016-01\nPUBLISHER: The Gazette\n\nText."
    found = article(text, "a.txt", ReadOptions(published=DAY, publisher="Another"))
    assert (str(found.published), found.publisher) == ("2016-01", "The Gazette")


def test_size_limit() -> None:
    options = ReadOptions(undated=True, max_bytes=10)
    assert article("0123456789", "a.txt", options).body == "0123456789"
    assert problem("01234567890", "a.txt", options) == (
        "a.txt: has 11 bytes, more than 10 (set INGEST_MAX_BYTES to take it)"
    )


# --- Markdown -------------------------------------------------------------------------------------------------------


def test_markdown_with_front_matter() -> None:
    text = """---
title: Two nations add trainers
publisher: The Gazette
published: 2016-02-12
dateline: OSLO
byline: Ann Lee
language: en
url: https://example.org/a
references:
  - title: A statement
    publisher: A ministry
    published: 2016-02
    url: https://example.org/s
    note: copy
  - title: Bare
---

Norway adds *trainers*.
"""
    assert article(text, "a.md") == ReadArticle(
        name="a.md",
        body="Norway adds *trainers*.",
        title="Two nations add trainers",
        publisher="The Gazette",
        byline="Ann Lee",
        published=DAY,
        dateline="OSLO",
        url="https://example.org/a",
        references=(
            Reference(
                "A statement",
                "A ministry",
                PartialDate(datetime.date(2016, 2, 1), "month"),
                "https://example.org/s",
                "copy",
            ),
            Reference("Bare"),
        ),
    )


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("# Heading\n\nText.", "Heading", "Text."),
        ("---\npublished: 2016\n---\n# Heading #\nText.", "Heading", "Text."),
        ("Plain\n\nText.", "Plain", "Text."),
        ("---\n---\nText here.", "Text here.", "Text here."),
    ],
)
def test_title_of_markdown(text: str, title: str, body: str) -> None:
    found = article(text, "a.md")
    assert (found.title, found.body) == (title, body)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "---\nauthor: B\n---\nText.",
            "a.md: unknown key “author” "
            "(known: title, publisher, published, byline, dateline, language, url, references)",
        ),
        ("---\ntitle: A\ntitle: B\n---\nText.", "a.md: bad front matter, line 3: “title” stands twice"),
        (
            "---\ntitle: A\nb: [1\n---\nText.",
            "a.md: bad front matter, line 4: did not find expected ',' or ']'",
        ),
        ("---\npublished: 2016-02-30\n---\nText.", "a.md: bad front matter: day is out of range for month"),
        ("---\n- a\n---\nText.", "a.md: its front matter is not a list of keys (write title: …, published: …)"),
        ("---\ntitle: A\nText.", "a.md: its front matter has no end (put --- on a line of its own below it)"),
        ("---\ntitle: [A]\n---\nText.", "a.md: title is not a text (write title: …)"),
        (
            "---\nreferences: none\n---\nText.",
            "a.md: references is not a list of sources (each has title, publisher, published, url, note)",
        ),
        ("---\nreferences: [{url: 'https://a.org'}]\n---\nText.", "a.md, reference 1: has no title (add title: …)"),
        (
            "---\nreferences: [{title: A, link: x}]\n---\nText.",
            "a.md, reference 1: unknown key “link” (known: title, publisher, published, url, note)",
        ),
    ],
)
def test_bad_front_matter_is_named(text: str, line: str) -> None:
    assert problem(text, "a.md") == line


# --- web pages ------------------------------------------------------------------------------------------------------

PARAGRAPHS = [
    "The defence ministers of seven nations sat down in the capital on Friday to speak of what each of them can give.",
    "Norway will send sixty more trainers to the north of Iraq, its minister told reporters after the talks had ended.",
    "Spain keeps its transport planes in the air until the end of the year, and adds a team of engineers in spring.",
]
PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head>
<meta charset="utf-8">
<title>Two nations add trainers | The Gazette</title>
<meta property="og:title" content="Two nations add trainers">
<meta property="og:site_name" content="The Gazette">
<meta name="author" content="Ann Lee">
<meta property="article:published_time" content="2016-02-12T09:30:00+01:00">
<link rel="canonical" href="https://example.org/trainers">
</head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Two nations add trainers</h1>{"".join(f"<p>{text}</p>" for text in PARAGRAPHS)}</article>
<footer>All rights reserved. Follow us everywhere.</footer>
</body></html>"""


def test_web_page() -> None:
    assert article(PAGE, "a.html") == ReadArticle(
        name="a.html",
        body="\n\n".join(["Two nations add trainers", *PARAGRAPHS]),
        title="Two nations add trainers",
        publisher="The Gazette",
        byline="Ann Lee",
        published=DAY,
        language="en",
        url="https://example.org/trainers",
    )


def test_date_and_site_from_structured_data() -> None:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Two nations add trainers",
        "datePublished": "2016-02-12T08:00:00Z",
        "dateModified": "2016-03-01T08:00:00Z",
        "author": {"@type": "Person", "name": "Ann Lee"},
        "publisher": {"@type": "Organization", "name": "The Gazette"},
    }
    page = f"""<html><head><script type="application/ld+json">{json.dumps(data)}</script></head>
    <body><article>{"".join(f"<p>{text}</p>" for text in PARAGRAPHS)}</article></body></html>"""
    found = article(page, "a.html", ReadOptions())
    assert (found.title, found.publisher, found.byline, found.published) == (
        "Two nations add trainers",
        "The Gazette",
        "Ann Lee",
        DAY,
    )


def test_xhtml_with_declared_encoding() -> None:
    paragraph = "Le ministre a annoncé à Paris l’envoi de soixante instructeurs supplémentaires dans le nord du pays."
    page = f"""<?xml version="1.0" encoding="iso-8859-15"?>
    <html xmlns="http://www.w3.org/1999/xhtml" lang="fr"><head><title>Renfort</title></head>
    <body><article><p>{paragraph}</p><p>{paragraph.replace("soixante", "trente")}</p></article></body></html>"""
    found = article(page.replace("’", "'").encode("iso-8859-15"), "a.xhtml")
    assert found.body.startswith("Le ministre a annoncé à Paris l'envoi")
    assert (found.encoding, found.language) == ("iso8859-15", "fr")


def test_server_speaks_louder_than_the_page() -> None:
    page = PAGE.replace('charset="utf-8"', 'charset="koi8-r"').replace("Norway", "Curaçao")
    assert "Curaçao" in article(page, "page", charset="utf-8", media_type="text/html").body


@pytest.mark.parametrize(
    ("site", "publisher"), [("The Gazette", "The Gazette"), ("", "example.org"), ("www.example.org", "example.org")]
)
def test_publisher_of_a_page(site: str, publisher: str) -> None:
    page = PAGE.replace('content="The Gazette"', f'content="{site}"').replace(" | The Gazette", "")
    assert article(page, "a.html", url="https://www.example.org/a").publisher == publisher
    named = ReadOptions(undated=True, publisher="The Herald")
    assert article(page, "a.html", named).publisher == (site if " " in site else "The Herald")


@pytest.mark.parametrize(
    ("fetched", "canonical", "url"),
    [
        ("https://example.org/x?utm=1", "https://example.org/x", "https://example.org/x"),
        ("https://example.org/x", "https://other.org/x", "https://example.org/x"),
        ("https://example.org/x", "", "https://example.org/x"),
        ("", "https://other.org/x", "https://other.org/x"),
    ],
)
def test_address_of_a_page(fetched: str, canonical: str, url: str) -> None:
    page = PAGE.replace("https://example.org/trainers", canonical)
    assert article(page, "a.html", url=fetched).url == url


def test_page_without_article() -> None:
    assert problem("<html><head><title>A</title></head><body></body></html>", "a.html") == (
        "a.html: no article text found in the page (save the text itself as .txt)"
    )


# --- PDF ------------------------------------------------------------------------------------------------------------

LINES = [
    "The defence ministers of seven nations met on Friday and agreed to inten-",
    "sify the campaign. Norway adds sixty trainers in the north of the country",
    "this spring.",
    "Spain keeps its planes.",
]


def test_pdf_with_metadata() -> None:
    found = article(pdf(LINES, title="Two nations add trainers", author="Ann Lee"), "a.pdf")
    assert (found.title, found.byline, found.body) == (
        "Two nations add trainers",
        "Ann Lee",
        "The defence ministers of seven nations met on Friday and agreed to intensify the campaign. Norway adds sixty "
        "trainers in the north of the country this spring.\n\nSpain keeps its planes.",
    )


def test_pdf_without_useful_title_takes_its_heading() -> None:
    found = article(pdf(["Two nations add trainers", *LINES], title="final2.docx"), "a.pdf")
    assert found.title == "Two nations add trainers"
    assert found.body.startswith("The defence ministers")


def test_pdf_that_opens_without_a_password() -> None:
    assert article(encrypted(pdf(LINES, title="A"), ""), "a.pdf").body.endswith("Spain keeps its planes.")


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (encrypted(pdf(LINES), "secret"), "a.pdf: is encrypted (save it without a password)"),
        (blank(), "a.pdf: holds images of text, no text (put it through text recognition (OCR) first)"),
        (b"%PDF-1.4\nnothing", "a.pdf: is a damaged PDF (save it anew, or its text as .txt)"),
    ],
)
def test_pdf_that_cannot_be_read(data: bytes, line: str) -> None:
    assert problem(data, "a.pdf") == line


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("A short one.\nAnd the next one is longer.", "A short one.\n\nAnd the next one is longer."),
        ("The U.S.-\nled force", "The U.S.- led force"),
        ("co-\noperate at a\nfull line", "cooperate at a full line"),
    ],
)
def test_lines_of_a_page_become_paragraphs(page: str, text: str) -> None:
    assert paragraphs(page) == text


# --- feeds ----------------------------------------------------------------------------------------------------------

CONTENT = "".join(f"&lt;p&gt;{text}&lt;/p&gt;" for text in [*PARAGRAPHS, *PARAGRAPHS])
RSS = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Gazette</title>
<item><title>In full</title><link>https://example.org/1</link><author>ann@example.org (Ann Lee)</author>
<pubDate>Fri, 12 Feb 2016 23:30:00 -0500</pubDate><content:encoded>{CONTENT}</content:encoded></item>
<item><title>A link</title><link>https://example.org/2</link><pubDate>Sat, 13 Feb 2016 01:00:00 GMT</pubDate>
<description>A teaser.</description></item>
<item><title>Nothing</title><description>A teaser.</description></item>
</channel></rss>"""


def test_rss_gives_texts_links_and_errors() -> None:
    full, link, nothing = read_all(RSS, "feed.rss", ReadOptions())
    assert isinstance(full, ReadArticle)
    assert (full.title, full.publisher, full.published, full.url) == (
        "In full",
        "The Gazette",
        DAY,
        "https://example.org/1",
    )
    assert full.body == "\n\n".join([*PARAGRAPHS, *PARAGRAPHS])
    assert link == LinkedArticle(
        name="feed.rss, entry 2",
        url="https://example.org/2",
        title="A link",
        publisher="The Gazette",
        published=PartialDate(datetime.date(2016, 2, 13)),
    )
    assert str(nothing) == "feed.rss, entry 3: has neither text nor a link"


def test_atom() -> None:
    atom = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Gazette</title>
    <entry><title>A link</title><link href="https://example.org/2"/><id>2</id>
    <published>2016-02-12T23:00:00-05:00</published></entry></feed>"""
    assert read_all(atom, "news.xml") == [
        LinkedArticle("news.xml, entry 1", "https://example.org/2", "A link", "The Gazette", DAY)
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<rss version='2.0'><channel><title>A</title></channel></rss>", "a.rss: is a feed without entries"),
        ("no feed at all", "a.rss: is not a feed that can be read"),
    ],
)
def test_feed_that_gives_nothing(text: str, line: str) -> None:
    assert problem(text, "a.rss") == line


def test_feed_does_not_open_what_its_text_names() -> None:
    assert problem("/etc/hostname", "a.rss") == "a.rss: is not a feed that can be read"


# --- JSON lines -----------------------------------------------------------------------------------------------------


def test_json_lines() -> None:
    lines = [
        json.dumps({"body": "Norway adds trainers.", "title": "A", "published": "2016-02-12T10:00:00Z"}),
        "",
        json.dumps({"text": "One line\r\nand another.", "references": [{"title": "S"}]}),
        "{broken",
        '"a string"',
        json.dumps({"title": "no text"}),
        json.dumps({"text": "a", "body": "b"}),
        json.dumps({"text": "a", "headline": "b"}),
        json.dumps({"text": "a\ud800"}),
        json.dumps({"text": "  "}),
    ]
    first, second, *problems = read_all("\n".join(lines), "a.jsonl")
    assert first == ReadArticle(name="a.jsonl, line 1", body="Norway adds trainers.", title="A", published=DAY)
    assert second == ReadArticle(
        name="a.jsonl, line 3", body="One line\nand another.", title="One line", references=(Reference("S"),)
    )
    known = "title, publisher, published, byline, dateline, language, url, references"
    assert [str(problem) for problem in problems] == [
        "a.jsonl, line 4: is not valid JSON at character 2 (write one object on each line)",
        "a.jsonl, line 5: is not a JSON object (write one object on each line)",
        f"a.jsonl, line 6: has no text (add “body” beside {known})",
        f"a.jsonl, line 7: has no text (add “body” beside {known})",
        f"a.jsonl, line 8: unknown key “headline” (known: {known})",
        "a.jsonl, line 9: is binary, not text (character U+D800 at 1) (save it as plain text in UTF-8, HTML or PDF)",
        "a.jsonl, line 10: holds no text",
    ]


# --- which format ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name", "media_type", "kind"),
    [
        (b"%PDF-1.7", "a.txt", "", "pdf"),
        (b"x", "A.MD", "", "markdown"),
        (b"x", "a.htm", "", "html"),
        (b"x", "https://example.org/a.md?x=1", "text/plain", "markdown"),
        (b"x", "https://example.org/a.txt", "text/html", "html"),
        (b"<rss version='2.0'>", "https://example.org/", "text/xml", "feed"),
        (b"<?xml version='1.0'?><html>", "a.xml", "", "html"),
        (b"\xef\xbb\xbf<!doctype html>", "stdin", "", "html"),
        (b"---\ntitle: A\n---\n", "stdin", "", "markdown"),
        (b'{"text": "a"}\n', "stdin", "", "jsonl"),
        (b'{"text": "' + b"a" * 5000, "stdin", "", "jsonl"),
        (b"{not json}", "stdin", "", "text"),
        (b"plain", "stdin", "", "text"),
        (b"plain", "notes.unknown", "", "text"),
    ],
)
def test_format(data: bytes, name: str, media_type: str, kind: str) -> None:
    assert kind_of(data, name, media_type=media_type) == kind


@pytest.mark.parametrize(
    ("data", "name", "server", "line"),
    [
        (b"x", "https://example.org/a", {"media_type": "image/png"},
         "https://example.org/a: is image/png (an article is text, Markdown, HTML, PDF, a feed or JSON lines)"),
        (b"<data/>", "a.xml", {}, "a.xml: is XML, but neither a feed nor a page"),
        (b"\x89PNG\r\n", "a.txt", {}, "a.txt: is an image (save it as plain text in UTF-8, HTML or PDF)"),
    ],
)  # fmt: skip
def test_format_that_holds_no_article(data: bytes, name: str, server: dict[str, Any], line: str) -> None:
    assert problem(data, name, **server) == line
