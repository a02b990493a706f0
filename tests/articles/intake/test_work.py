"""A worker reads what waits: every source to its end, one bad article never stopping the others."""

from __future__ import annotations

import ipaddress
import json
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from articles.enums import SourceStage, WayIn
from articles.ingest import pipeline, sources
from articles.ingest.fetch import fetch, is_public_address
from articles.ingest.types import ReadOptions
from articles.intake import work
from articles.intake.models import Feed, FeedEntry, IngestJob, IngestResult, IngestSource
from articles.intake.queue import MOST_ATTEMPTS
from articles.intake.submit import Given, Pasted, Submission, ask_due_feeds, ask_feed, submit, try_again
from articles.intake.work import work_through
from articles.models import Article
from coalition.dates import PartialDate
from tests.articles.ingest.conftest import Site
from tests.articles.ingest.documents import pdf
from tests.factories import NationFactory

pytestmark = pytest.mark.django_db

NORWAY = "Norway will send 60 trainers to Iraq to help fight Islamic State."
SPAIN = "Spain will send 30 trainers to Iraq to help fight Islamic State."


def text(body: str, title: str = "A title", published: str = "2016-02-12") -> bytes:
    head = f"PUBLISHED: {published}\n" if published else ""
    return f"{head}TITLE: {title}\nPUBLISHER: The Gazette\n\n{body}".encode()


def job_of(*given: Given, way: WayIn = WayIn.UPLOAD, options: ReadOptions | None = None) -> IngestJob:
    return submit(Submission(way, "vera", options or ReadOptions()), given)


def outcomes(job: IngestJob) -> list[tuple[str, str, str]]:
    """Name, what became of it, and the problem, of every article of a job."""
    rows = IngestResult.objects.filter(source__job=job).order_by("source", "pk")
    return list(rows.values_list("name", "outcome", "problem"))


def stages(job: IngestJob) -> list[str]:
    return list(job.sources.order_by("pk").values_list("stage", flat=True))


@pytest.fixture
def open_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's own server may be asked; every other private address stays refused."""
    here = ipaddress.ip_address("127.0.0.1")
    allowed = partial(fetch, is_allowed=lambda address: address == here or is_public_address(address))
    monkeypatch.setattr(sources, "fetch", allowed)
    monkeypatch.setattr(work, "fetch", allowed)


# --- pasted text and files ------------------------------------------------------------------------------------------


def test_pasted_text_is_stored_character_by_character() -> None:
    NationFactory.create(name="Norway", iso_alpha3="NOR")
    body = f"TITLE: not a header\n\n  {NORWAY}  \n\n\tThe last line — “quoted”."
    pasted = Pasted(body, "Trainers", "The Gazette", PartialDate.parse("2016-02-12"), "https://example.org/a")
    job = job_of(pasted.as_given(), way=WayIn.PASTE)
    assert work_through("w") == 1
    article = Article.objects.get()
    assert article.body == body
    assert (article.title, article.publisher, article.url, str(article.published)) == (
        "Trainers",
        "The Gazette",
        "https://example.org/a",
        "2016-02-12",
    )
    assert (stages(job), outcomes(job)) == (["done"], [("Trainers", "created", "")])
    assert article.candidates.filter(kind="pledge").count() == 1


def test_browsers_line_ends_become_plain_ones() -> None:
    job_of(Pasted("One line.\r\n\r\nAnother.", "T").as_given(), options=ReadOptions(undated=True))
    work_through("w")
    assert Article.objects.get().body == "One line.\n\nAnother."


def test_one_bad_file_does_not_stop_the_others() -> None:
    job = job_of(
        Given("norway.txt", data=text(NORWAY, "Norway")),
        Given("empty.txt", data=b""),
        Given("picture.txt", data=b"\x89PNG\r\n"),
        Given("undated.txt", data=text(SPAIN, "Spain", published="")),
        Given("paper.pdf", data=pdf(["On 12 February 2016 ministers met."])),
        Given("two.jsonl", data=b'{"body": "One.", "published": "2016-02-12"}\n{"title": "no text"}\n'),
    )
    assert work_through("w") == 6
    assert outcomes(job) == [
        ("norway.txt", "created", ""),
        ("empty.txt", "failed", "is empty"),
        ("picture.txt", "failed", "is an image (save it as plain text in UTF-8, HTML or PDF)"),
        (
            "undated.txt",
            "failed",
            "no publication date (give the date, or take it without one, and try again)",
        ),
        ("paper.pdf", "failed", "no publication date (give the date, or take it without one, and try again)"),
        ("two.jsonl, line 1", "created", ""),
        (
            "two.jsonl, line 2",
            "failed",
            "has no text (add “body” beside title, publisher, published, byline, dateline, language, url, references)",
        ),
    ]
    # Where at least one article was read the source is done; the bytes stay while anything may be tried again.
    assert stages(job) == ["done", "failed", "failed", "failed", "failed", "done"]
    kept = {source.name: bool(source.data) for source in job.sources.all()}
    assert kept == {
        "norway.txt": False,
        "empty.txt": False,
        "picture.txt": True,
        "undated.txt": True,
        "paper.pdf": True,
        "two.jsonl": True,
    }


def test_what_is_stored_already_is_said_so_and_a_newer_version_replaces() -> None:
    first = job_of(Given("a.txt", data=text(NORWAY, "Trainers")))
    again = job_of(Given("b.txt", data=text(NORWAY, "Trainers")))
    newer = job_of(Given("c.txt", data=text(f"{NORWAY} They leave in May.", "Trainers")))
    work_through("w")
    assert [outcomes(job)[0][1] for job in (first, again, newer)] == ["created", "unchanged", "created"]
    old, new = Article.objects.order_by("pk")
    assert old.replaced_by == new


def test_with_a_date_the_second_try_takes_what_the_first_refused() -> None:
    job = job_of(Given("a.txt", data=text(SPAIN, published="")), Given("b.txt", data=text(NORWAY)))
    work_through("w")
    assert try_again(job, ReadOptions(published=PartialDate.parse("2016-03"))) == 1
    assert stages(job) == ["waiting", "done"]
    work_through("w")
    assert outcomes(job) == [("a.txt", "created", ""), ("b.txt", "created", "")]
    assert str(Article.objects.get(body=SPAIN).published) == "2016-03"


def test_a_text_over_the_limit_is_refused_by_the_worker_too(settings: Any) -> None:
    job = job_of(Given("a.txt", data=text(NORWAY)))
    settings.INGEST_MAX_BYTES = 50
    work_through("w")
    assert outcomes(job) == [("a.txt", "failed", "has 126 bytes, more than 50 (set INGEST_MAX_BYTES to take it)")]


# --- a worker that fails --------------------------------------------------------------------------------------------


def test_a_fault_of_ours_is_told_and_the_next_source_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    real = sources.load

    def load(item: sources.Item, options: ReadOptions) -> Any:
        if item.name == "bad.txt":
            raise ZeroDivisionError("what nobody foresaw")
        return real(item, options)

    monkeypatch.setattr(work, "load", load)
    job = job_of(Given("bad.txt", data=text(NORWAY)), Given("good.txt", data=text(SPAIN)))
    assert work_through("w") == 2
    assert stages(job) == ["failed", "done"]
    problem = "reading failed: ZeroDivisionError: what nobody foresaw (a fault of the program; see the log)"
    assert job.sources.order_by("pk")[0].problem == problem


def test_a_database_that_is_gone_stops_the_worker_and_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    job = job_of(Given("a.txt", data=text(NORWAY)))

    def fail(*args: object, **kwargs: object) -> Any:
        raise OperationalError("server closed the connection")

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "plan_store", fail)
        with pytest.raises(OperationalError):
            work_through("w")
    assert stages(job) == ["recording"]
    IngestSource.objects.update(claimed_until=timezone.now())
    assert work_through("other") == 1
    assert outcomes(job) == [("a.txt", "created", "")]


def test_a_worker_that_dies_halfway_leaves_the_rest_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "\n".join(json.dumps({"title": f"T{n}", "body": f"Text {n}.", "published": "2016-02-12"}) for n in range(3))
    job = job_of(Given("all.jsonl", data=lines.encode()))
    real = work._note_result

    def die_at_the_second(source: IngestSource, outcome: Any, result: Any) -> None:
        real(source, outcome, result)
        if result.name.endswith("line 2"):
            raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(work, "_note_result", die_at_the_second)
        with pytest.raises(SystemExit):
            work_through("dead")
    assert len(outcomes(job)) == 2
    assert work_through("other") == 0, "its claim still holds"
    IngestSource.objects.update(claimed_until=timezone.now())
    assert work_through("other") == 1
    assert outcomes(job) == [(f"all.jsonl, line {n}", "created", "") for n in (1, 2, 3)]
    assert Article.objects.count() == 3


def test_who_lost_the_claim_writes_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    job = job_of(Given("a.txt", data=text(NORWAY)))
    real = sources.load

    def load(item: sources.Item, options: ReadOptions) -> Any:
        IngestSource.objects.update(claimed_by="other")
        return real(item, options)

    monkeypatch.setattr(work, "load", load)
    work_through("slow")
    assert (stages(job), outcomes(job), Article.objects.count()) == (["reading"], [], 0)


# --- links ----------------------------------------------------------------------------------------------------------


def page(body: str) -> str:
    paragraphs = f"<p>{body}</p><p>The ministers of seven nations sat down to speak of what each can add to it.</p>" * 3
    return (
        "<html lang='en'><head><title>Trainers for Iraq</title>"
        "<meta property='article:published_time' content='2016-02-12'></head>"
        f"<body><article><h1>Trainers for Iraq</h1>{paragraphs}</article></body></html>"
    )


@pytest.mark.usefixtures("open_loopback")
def test_links_are_fetched_and_read(site: Site) -> None:
    good = site.page("/a", page(NORWAY), Content_Type="text/html")
    gone = site.url("/gone")
    job = job_of(Given(good, url=good), Given(gone, url=gone), way=WayIn.LINK)
    work_through("w")
    assert outcomes(job) == [(good, "created", ""), (gone, "failed", "the server answered 404 Not Found")]
    assert Article.objects.get().url == good


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://127.0.0.1/admin/", "not a public address"),
        ("http://[::1]:8000/", "not a public address"),
        ("http://169.254.169.254/latest/meta-data/", "not a public address"),
        ("http://2130706433/", "not a public address: 2130706433 is 127.0.0.1"),
    ],
)
def test_links_into_our_own_network_are_refused(url: str, problem: str) -> None:
    job = job_of(Given(url, url=url), way=WayIn.LINK)
    work_through("w")
    assert (stages(job), outcomes(job)) == (["failed"], [(url, "failed", problem)])


@pytest.mark.usefixtures("open_loopback")
def test_a_redirect_into_our_own_network_is_refused(site: Site) -> None:
    url = site.page("/a", "", status=302, Location="http://10.0.0.1/secret")
    job = job_of(Given(url, url=url), way=WayIn.LINK)
    work_through("w")
    assert outcomes(job) == [(url, "failed", "not a public address")]


# --- feeds ----------------------------------------------------------------------------------------------------------


def rss(*items: str) -> str:
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>The Wire</title>{''.join(items)}</channel></rss>"


def entry(url: str) -> str:
    return f"<item><title>An entry</title><link>{url}</link><pubDate>Fri, 12 Feb 2016 10:00:00 GMT</pubDate></item>"


@pytest.mark.usefixtures("open_loopback")
def test_a_feed_brings_each_entry_once(site: Site) -> None:
    one, two = site.page("/1", page(NORWAY), Content_Type="text/html"), site.url("/2")
    url = site.page("/feed", rss(entry(one), entry(two)), Content_Type="application/rss+xml")
    feed = Feed.objects.create(url=url, name="The Wire")
    first = ask_feed(feed, asked_by="vera")
    work_through("w")
    assert outcomes(first) == [(one, "created", ""), (two, "failed", "the server answered 404 Not Found")]
    feed.refresh_from_db()
    assert (feed.new_articles, feed.problem, feed.polled_at is not None) == (1, "", True)

    # What failed is asked for again, what is stored is not, and what is new comes.
    site.page("/2", page(SPAIN), Content_Type="text/html")
    site.seen.clear()
    second = ask_feed(feed)
    work_through("w")
    assert outcomes(second) == [(two, "created", "")]
    assert [path for path, _ in site.seen] == ["/feed", "/2"]

    third = ask_feed(feed)
    work_through("w")
    assert (stages(third), outcomes(third)) == (["done"], [])
    assert list(IngestJob.objects.worth_telling()) == [second, first]


@pytest.mark.usefixtures("open_loopback")
def test_an_entry_that_never_comes_is_given_up(site: Site) -> None:
    gone = site.url("/gone")
    feed = Feed.objects.create(url=site.page("/feed", rss(entry(gone))), name="The Wire")
    for _ in range(MOST_ATTEMPTS + 2):
        ask_feed(feed)
        work_through("w")
    assert [path for path, _ in site.seen].count("/gone") == MOST_ATTEMPTS
    assert FeedEntry.objects.get().attempts == MOST_ATTEMPTS


@pytest.mark.usefixtures("open_loopback")
@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (page(NORWAY), "is no feed (give the address of its RSS or Atom feed)"),
        (rss(), "is a feed without entries"),
        (None, "the server answered 404 Not Found"),
    ],
)
def test_a_feed_that_fails_says_why(site: Site, body: str | None, problem: str) -> None:
    url = site.page("/feed", body) if body else site.url("/feed")
    feed = Feed.objects.create(url=url, name="The Wire", new_articles=3)
    job = ask_feed(feed)
    work_through("w")
    feed.refresh_from_db()
    assert (feed.problem, feed.new_articles, stages(job)) == (problem, 0, ["failed"])


@pytest.mark.usefixtures("open_loopback")
def test_a_feed_that_swells_when_read_brings_nothing(site: Site) -> None:
    """Entities that stand for entities: ten levels of ten would be gigabytes."""
    levels = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 11))
    bomb = f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY l0 'ha'>{levels}]>" + rss(
        "<item><title>&l10;</title><link>http://127.0.0.1/</link></item>"
    ).removeprefix("<?xml version='1.0'?>")
    outside = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>" + rss(
        "<item><title>&f;</title><description>&f;</description></item>"
    ).removeprefix("<?xml version='1.0'?>")
    for number, body in enumerate((bomb, outside)):
        feed = Feed.objects.create(url=site.page(f"/{number}", body), name=f"{number}")
        ask_feed(feed)
        work_through("w")
        feed.refresh_from_db()
        assert feed.problem == "declares entities of its own, which could swell to any size"


@pytest.mark.usefixtures("open_loopback")
def test_a_feed_may_speak_of_entities(site: Site) -> None:
    one = site.page("/1", page(NORWAY), Content_Type="text/html")
    item = entry(one).replace("An entry", "<![CDATA[What <!ENTITY means]]>")
    ask_feed(Feed.objects.create(url=site.page("/feed", rss(item)), name="The Wire"))
    work_through("w")
    assert Article.objects.count() == 1


def test_only_feeds_whose_turn_has_come_are_asked_and_each_once() -> None:
    due = Feed.objects.create(url="https://example.org/a", name="Due")
    later = timezone.now() + timezone.timedelta(hours=1)  # type: ignore[attr-defined]
    Feed.objects.create(url="https://example.org/b", name="Later", due_at=later)
    Feed.objects.create(url="https://example.org/c", name="Paused", is_paused=True)
    assert [job.feed for job in ask_due_feeds()] == [due]
    assert ask_due_feeds() == []


def test_a_feed_that_was_removed_meanwhile_is_not_asked() -> None:
    feed = Feed.objects.create(url="http://127.0.0.1/feed", name="Gone")
    job = ask_feed(feed)
    feed.delete()
    work_through("w")
    assert (stages(job), outcomes(job)) == (["done"], [])


# --- commands -------------------------------------------------------------------------------------------------------


def call(*words: str, **options: Any) -> tuple[list[str], list[str]]:
    out, errors = StringIO(), StringIO()
    try:
        call_command(words[0], *words[1:], stdout=out, stderr=errors, **options)
    except CommandError as error:
        return out.getvalue().splitlines(), [*errors.getvalue().splitlines(), str(error)]
    return out.getvalue().splitlines(), errors.getvalue().splitlines()


def test_what_is_put_into_the_queue_cannot_be_only_looked_at(tmp_path: Path) -> None:
    assert call("ingest", str(tmp_path), queue=True, dry_run=True) == (
        [],
        ["--queue and --dry-run exclude each other."],
    )


def test_ingest_puts_sources_into_the_queue(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(text(NORWAY, "Norway", published=""))
    (tmp_path / "b.jsonl").write_text('{"body": "One.", "title": "1"}\n{"body": "Two.", "title": "2"}\n')
    (tmp_path / "huge.txt").write_bytes(b"x" * 6_000_000)
    said, complained = call("ingest", str(tmp_path), "https://example.org/story", queue=True, published="2016-02-12")
    job = IngestJob.objects.get()
    assert said == [f"4 sources are in the queue, as job {job.pk}"]
    assert complained == [
        f"{tmp_path}/huge.txt: has 6,000,000 bytes, more than 5,000,000 (set INGEST_MAX_BYTES to take it)",
        "1 could not be put into the queue.",
    ]
    assert [(Path(source.name).name, source.url, source.urgency) for source in job.sources.order_by("pk")] == [
        ("a.txt", "", 2),
        ("b.jsonl, line 1", "", 2),
        ("b.jsonl, line 2", "", 2),
        ("story", "https://example.org/story", 2),
    ]
    job.sources.exclude(url="").delete()
    work_through("w")
    assert [row[1] for row in outcomes(job)] == ["created"] * 3
    assert {str(article.published) for article in Article.objects.all()} == {"2016-02-12"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("open_loopback")
def test_poll_feeds_asks_and_reads(site: Site) -> None:
    assert call("poll_feeds") == (["No feed's turn has come."], [])
    one = site.page("/1", page(NORWAY), Content_Type="text/html")
    Feed.objects.create(url=site.page("/feed", rss(entry(one))), name="The Wire")
    assert call("poll_feeds") == (["The Wire: 1 new"], [])
    Feed.objects.create(url=site.url("/none"), name="Broken")
    assert call("poll_feeds") == (
        ["Broken: the server answered 404 Not Found"],
        ["1 of 1 feeds could not be read."],
    )


def test_poll_feeds_may_leave_the_reading_to_workers() -> None:
    Feed.objects.create(url="https://example.org/feed", name="The Wire")
    assert call("poll_feeds", queue=True) == (["1 feeds are in the queue"], [])
    assert IngestSource.objects.get().stage == SourceStage.WAITING
