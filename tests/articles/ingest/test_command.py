"""`manage.py ingest`: counts, one line a failure, exit codes, and nothing half-written."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from articles.enums import ArticleState
from articles.extraction.extract import extract
from articles.extraction.lexicon import Lexicon, load_lexicon
from articles.extraction.types import Extraction, Source
from articles.ingest import pipeline, sources, worker
from articles.ingest.fetch import fetch
from articles.models import Article, Candidate, Evidence, ExtractionRun, Origin
from articles.recording import RecordCounts, record_new_articles
from coalition.models import PledgeEvent
from tests.articles.ingest.conftest import Site
from tests.articles.ingest.documents import pdf
from tests.factories import NationFactory

NORWAY = "PUBLISHED: 2016-02-12\nTITLE: Norway to add trainers\n\nNorway will send 60 trainers to Iraq to help fight Islamic State."
SPAIN = "PUBLISHED: 2016-02-12\nTITLE: Spain to add trainers\n\nSpain will send 30 trainers to Iraq to help fight Islamic State."
LONG = (
    "<p>The ministers of seven nations sat down on Friday to speak of what each of them can add to the campaign.</p>"
    "<p>Norway will send 60 trainers to Iraq to help fight Islamic State, its minister told reporters after the talks.</p>"
    "<p>Spain keeps its transport planes in the air until the end of the year, and will add a team of engineers.</p>"
)


def ingest(*arguments: Path | str, **options: Any) -> tuple[str, list[str]]:
    """Run the command; what it prints, and the lines of its failures, the exit line last."""
    out, errors = io.StringIO(), io.StringIO()
    try:
        call_command("ingest", *map(str, arguments), stdout=out, stderr=errors, **options)
    except CommandError as error:
        return out.getvalue().strip(), [*errors.getvalue().splitlines(), str(error)]
    return out.getvalue().strip(), errors.getvalue().splitlines()


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / "norway.txt").write_text(NORWAY)
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "spain.txt").write_text(SPAIN)
    return tmp_path


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(autouse=True)
def one_lexicon(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words are read once for all tests; `tests/articles/test_lexicon.py` shows what the database adds."""
    monkeypatch.setattr(pipeline, "build_lexicon", lambda: lexicon)


@pytest.fixture
def reference(db: None) -> None:
    for name, code in (("Norway", "NOR"), ("Spain", "ESP"), ("Iraq", "IRQ"), ("United States", "USA")):
        NationFactory.create(name=name, iso_alpha3=code)


@pytest.mark.usefixtures("reference")
def test_articles_become_facts_with_evidence(texts: Path) -> None:
    assert ingest(texts) == ("2 created, 0 updated, 0 unchanged, 0 failed", [])
    run = ExtractionRun.objects.get()
    assert (run.articles_read, run.finished_at is not None) == (2, True)
    assert set(Article.objects.values_list("state", "read_by")) == {(ArticleState.READ, run.pk)}
    assert {(event.pledge.nation.code, event.act, event.quantity) for event in PledgeEvent.objects.published()} == {
        ("NOR", "pledged", 60),
        ("ESP", "pledged", 30),
    }
    assert {evidence.quote for evidence in Evidence.objects.filter(pledge_event__isnull=False)} == {
        "Norway will send 60 trainers to Iraq to help fight Islamic State.",
        "Spain will send 30 trainers to Iraq to help fight Islamic State.",
    }


@pytest.mark.usefixtures("reference")
def test_again_everything_is_unchanged_and_nothing_is_read(texts: Path) -> None:
    ingest(texts)
    before = [model.objects.count() for model in (Article, Origin, Candidate, Evidence, PledgeEvent)]
    assert ingest(texts) == ("0 created, 0 updated, 2 unchanged, 0 failed", [])
    assert [model.objects.count() for model in (Article, Origin, Candidate, Evidence, PledgeEvent)] == before
    assert ExtractionRun.objects.count() == 1


@pytest.mark.usefixtures("reference")
def test_article_read_by_other_rules_is_read_again(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest(texts)
    ExtractionRun.objects.update(code_version="older")
    assert ingest(texts / "norway.txt") == ("0 created, 0 updated, 1 unchanged (1 read again), 0 failed", [])
    assert ExtractionRun.objects.count() == 2
    assert Article.objects.get(title="Norway to add trainers").read_by == ExtractionRun.objects.first()


@pytest.mark.usefixtures("reference")
def test_corrected_header_updates_and_is_read_again(texts: Path) -> None:
    ingest(texts)
    (texts / "norway.txt").write_text(NORWAY.replace("2016-02-12", "2016-02-11"))
    assert ingest(texts) == ("0 created, 1 updated, 1 unchanged, 0 failed", [])
    assert str(Article.objects.get(title="Norway to add trainers").published) == "2016-02-11"


@pytest.mark.django_db
def test_dry_run_writes_nothing(texts: Path) -> None:
    (texts / "same.txt").write_text(NORWAY)
    (texts / "empty.txt").write_text("")
    out, errors = ingest(texts, dry_run=True)
    assert out == "Dry run, nothing written: 2 created, 0 updated, 1 unchanged, 1 failed"
    assert errors == [f"{texts}/empty.txt: is empty", "1 of 4 could not be read."]
    assert not Article.objects.exists()
    assert not ExtractionRun.objects.exists()


@pytest.mark.django_db
def test_each_failure_gets_one_line_and_the_run_goes_on(texts: Path) -> None:
    (texts / "binary.txt").write_bytes(b"\x00\x01\x02")
    (texts / "undated.md").write_text("# Title\n\nText.")
    (texts / "empty").mkdir()
    out, errors = ingest(texts / "missing.txt", texts, texts / "empty", "ftp://example.org/a")
    assert out == "2 created, 0 updated, 0 unchanged, 5 failed"
    assert errors == [
        f"{texts}/missing.txt: no such file or folder",
        f"{texts}/binary.txt: is binary, not text (character U+0000 at 0) (save it as plain text in UTF-8, HTML or PDF)",
        f"{texts}/undated.md: no publication date (add published: YYYY-MM-DD; --undated takes it as it is)",
        f"{texts}/empty: holds no file that can be read (known: .atom, .htm, .html, .jsonl, .markdown, .md, .ndjson, "
        ".pdf, .rss, .text, .txt, .xhtml, .xml)",
        "ftp://example.org/a: ftp: only http and https are fetched",
        "5 of 7 could not be read.",
    ]
    assert Article.objects.count() == 2


@pytest.mark.django_db
def test_folder_leaves_out_hidden_files_readmes_and_other_kinds(texts: Path) -> None:
    for name in (".hidden.txt", "README.md", "picture.png", ".git/a.txt"):
        path = texts / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(NORWAY.replace("60", "61"))
    assert ingest(texts)[0] == "2 created, 0 updated, 0 unchanged, 0 failed"


@pytest.mark.django_db
def test_undated_articles_are_taken_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("PUBLISHED:\nTITLE: A\n\nText.")
    assert ingest(path)[0] == "0 created, 0 updated, 0 unchanged, 1 failed"
    assert ingest(path, undated=True)[0] == "1 created, 0 updated, 0 unchanged, 0 failed"
    assert Article.objects.get().published is None


@pytest.mark.django_db
def test_date_and_publisher_from_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(["The ministers met.", "They will meet again."], title="A meeting"))
    assert ingest(path, "--published", "2016-02", "--publisher", "The Gazette")[1] == []
    article = Article.objects.get()
    assert (str(article.published), article.publisher) == ("2016-02", "The Gazette")


@pytest.mark.django_db
def test_size_limit_from_the_settings(texts: Path, settings: Any) -> None:
    settings.INGEST_MAX_BYTES = 50
    path = texts / "norway.txt"
    size = path.stat().st_size
    assert ingest(path)[1][0] == f"{path}: has {size} bytes, more than 50 (set INGEST_MAX_BYTES to take it)"


@pytest.mark.django_db
def test_json_lines_may_be_larger_than_the_limit_of_one_article(tmp_path: Path, settings: Any) -> None:
    settings.INGEST_MAX_BYTES = 100
    path = tmp_path / "a.jsonl"
    rows = [json.dumps({"body": f"Text number {number}.", "published": "2016-02-12"}) for number in range(5)]
    path.write_text("\n".join([*rows[:2], "", "{broken", json.dumps({"body": "x" * 300}), *rows[2:]]))
    out, errors = ingest(path)
    assert out == "5 created, 0 updated, 0 unchanged, 2 failed"
    assert errors == [
        f"{path}, line 4: is not valid JSON at character 2 (write one object on each line)",
        f"{path}, line 5: has 101 bytes, more than 100 (set INGEST_MAX_BYTES to take it)",
        "2 of 7 could not be read.",
    ]


@pytest.mark.django_db
def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NORWAY.encode())))
    assert ingest("-")[0] == "1 created, 0 updated, 0 unchanged, 0 failed"


@pytest.mark.django_db
def test_encoding_told_from_the_bytes_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((NORWAY + " The café is closed.").encode("windows-1252"))
    assert ingest(path) == ("1 created, 0 updated, 0 unchanged, 0 failed", [f"{path}: read as windows-1252"])


# --- addresses and feeds --------------------------------------------------------------------------------------------


@pytest.fixture
def loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """The network is the test's own server."""
    monkeypatch.setattr(sources, "fetch", partial(fetch, is_allowed=lambda address: address.is_loopback))


@pytest.mark.django_db
@pytest.mark.usefixtures("loopback")
def test_web_page_by_its_address(site: Site) -> None:
    head = '<meta property="article:published_time" content="2016-02-12"><title>Seven nations meet</title>'
    page = f"<html><head>{head}</head><body><article>{LONG}</article></body></html>"
    url = site.page("/a", page, Content_Type="text/html; charset=utf-8")
    assert ingest(url, site.url("/gone")) == (
        "1 created, 0 updated, 0 unchanged, 1 failed",
        [f"{site.url('/gone')}: the server answered 404 Not Found", "1 of 2 could not be read."],
    )
    article = Article.objects.get()
    assert (article.url, article.title, str(article.published)) == (url, "Seven nations meet", "2016-02-12")
    assert ingest(url)[0] == "0 created, 0 updated, 1 unchanged, 0 failed"


@pytest.mark.django_db
@pytest.mark.usefixtures("loopback")
def test_feed_is_followed_and_stands_in_for_what_pages_leave_open(site: Site) -> None:
    page = f"<html><head><title>Seven nations meet</title></head><body><article>{LONG}</article></body></html>"
    link = site.page("/a", page, Content_Type="text/html")
    inner = site.page("/feed2", "<rss version='2.0'><channel><item><link>http://x.example/</link></item></channel></rss>",
                      Content_Type="application/rss+xml")  # fmt: skip
    feed = f"""<rss version="2.0"><channel><title>The Gazette</title>
    <item><title>A</title><link>{link}</link><pubDate>Fri, 12 Feb 2016 08:00:00 GMT</pubDate></item>
    <item><title>B</title><link>{inner}</link></item>
    <item><title>C</title></item></channel></rss>"""
    url = site.page("/feed", feed, Content_Type="application/rss+xml")
    out, errors = ingest(url)
    assert out == "1 created, 0 updated, 0 unchanged, 2 failed"
    assert errors == [
        f"{url}, entry 3: has neither text nor a link",
        f"{inner}: is a feed inside a feed (name it by itself)",
        "2 of 3 could not be read.",
    ]
    article = Article.objects.get()
    assert (article.publisher, str(article.published), article.url) == ("The Gazette", "2016-02-12", link)


@pytest.mark.django_db
def test_address_that_is_not_public(site: Site) -> None:
    url = site.page("/a", NORWAY, Content_Type="text/plain")
    assert ingest(url)[1][0] == f"{url}: not a public address"
    assert site.seen == []


# --- faults of the program ------------------------------------------------------------------------------------------


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.ERROR):
        yield caplog


@pytest.mark.django_db
def test_fault_of_extraction_fails_one_article_and_keeps_its_text(
    texts: Path, monkeypatch: pytest.MonkeyPatch, log: pytest.LogCaptureFixture
) -> None:
    def fail_on_norway(source: Source, lexicon: Lexicon) -> Extraction:
        if "Norway" in source.text:
            raise IndexError("no such\ntoken")
        return extract(source, lexicon)

    monkeypatch.setattr(worker, "extract", fail_on_norway)
    out, errors = ingest(texts)
    assert out == "1 created, 0 updated, 0 unchanged, 1 failed"
    assert errors == [
        f"{texts}/norway.txt: extraction failed: IndexError: no such token (a fault of the program; see the log)",
        "1 of 2 could not be read.",
    ]
    assert "Traceback" in log.text
    norway = Article.objects.get(title="Norway to add trainers")
    assert (norway.state, norway.read_by, norway.candidates.count()) == (ArticleState.NEW, None, 0)

    monkeypatch.setattr(worker, "extract", extract)
    assert ingest(texts)[0] == "0 created, 0 updated, 2 unchanged (1 read again), 0 failed"


@pytest.mark.usefixtures("reference")
def test_fault_of_recording_leaves_nothing_half_written(
    texts: Path, monkeypatch: pytest.MonkeyPatch, log: pytest.LogCaptureFixture
) -> None:
    def record(readings: Sequence[tuple[Article, Extraction]], **kwargs: Any) -> list[RecordCounts]:
        counts = record_new_articles(readings, **kwargs)
        if any("Norway" in article.title for article, _ in readings):
            raise KeyError("NOR")
        return counts

    monkeypatch.setattr(pipeline, "record_new_articles", record)
    out, errors = ingest(texts)
    assert out == "1 created, 0 updated, 0 unchanged, 1 failed"
    assert errors[0] == f"{texts}/norway.txt: recording failed: KeyError: 'NOR' (a fault of the program; see the log)"
    assert "Traceback" in log.text
    assert list(Article.objects.values_list("title", flat=True)) == ["Spain to add trainers"]
    assert {event.pledge.nation.code for event in PledgeEvent.objects.all()} == {"ESP"}
    assert ExtractionRun.objects.get().articles_read == 1


@pytest.mark.django_db
def test_fault_of_a_reader_fails_one_source(
    texts: Path, monkeypatch: pytest.MonkeyPatch, log: pytest.LogCaptureFixture
) -> None:
    def read(data: bytes, name: str, *args: Any, **kwargs: Any) -> Any:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(sources, "read", read)
    _, errors = ingest(texts / "norway.txt")
    assert errors[0] == (
        f"{texts}/norway.txt: reading failed: ZeroDivisionError: by zero (a fault of the program; see the log)"
    )


@pytest.mark.django_db
def test_database_that_is_gone_ends_the_run_in_one_line(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def store(*args: Any) -> Any:
        raise OperationalError("database is locked")

    monkeypatch.setattr(pipeline, "store", store)
    assert ingest(texts)[1] == [
        "The database fails: database is locked (0 created, 0 updated, 0 unchanged, 0 failed so far)."
    ]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--jobs", "0", "a.txt"], "argument --jobs: invalid"),
        (["--jobs", "many", "a.txt"], "argument --jobs: invalid"),
        (["--published", "soon", "a.txt"], "argument --published: invalid"),
        ([], "the following arguments are required: SOURCE"),
    ],
)
def test_wrong_options(arguments: list[str], line: str) -> None:
    with pytest.raises(CommandError, match=line):
        call_command("ingest", *arguments)


@pytest.mark.django_db(transaction=True)
def test_several_jobs_give_what_one_gives(texts: Path) -> None:
    for number in range(6):
        (texts / f"n{number}.txt").write_text(NORWAY.replace("60", str(70 + number)))
    (texts / "n7.txt").write_text(NORWAY)
    (texts / "z.txt").write_text("")
    assert ingest(texts, jobs=2) == (
        "8 created, 0 updated, 1 unchanged, 1 failed",
        [f"{texts}/z.txt: is empty", "1 of 10 could not be read."],
    )
    assert list(Article.objects.order_by("pk").values_list("body", flat=True)) == [
        SPAIN.split("\n\n")[1],
        *(NORWAY.split("\n\n")[1].replace("60", str(70 + number)) for number in range(6)),
        NORWAY.split("\n\n")[1],
    ]
    assert set(Article.objects.values_list("state", flat=True)) == {ArticleState.READ}
    connection.close()
