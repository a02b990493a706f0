"""Adding articles at the desk: four forms, the feeds, and the page of a job."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.enums import CandidateState, SourceStage, StoredAs, WayIn
from articles.intake.models import Feed, IngestJob, IngestResult, IngestSource
from articles.intake.submit import Given, Submission, ask_due_feeds, submit
from articles.models import Article
from coalition.roles import Role
from tests.factories import ArticleFactory, CandidateFactory, NationFactory, OriginFactory
from tests.pages import Read, read, read_part

pytestmark = pytest.mark.django_db

NEW = "/desk/articles/new/"
PASTED = {
    "title": "Norway to add trainers",
    "publisher": "The Gazette",
    "published": "2016-02-12",
    "url": "https://example.org/a",
    "text": "  Norway will send 60 trainers.\r\n\r\nThey leave in May.",
}


@pytest.fixture
def editor(client: Client) -> Client:
    user = get_user_model().objects.create_user("vera", is_staff=True)
    user.groups.add(Group.objects.get(name=Role.EDITOR))
    client.force_login(user)
    return client


def send(client: Client, way: str, **values: Any) -> Read:
    """Post one of the forms; the page that follows."""
    return Read(client.post(f"{NEW}?by={way}", values, follow=True))


def errors(page: Read) -> list[str]:
    return page.texts("//*[@class='field-errors']//li")


# --- who may --------------------------------------------------------------------------------------------------------


ADDRESSES = [
    ("get", NEW),
    ("post", NEW),
    ("get", "/desk/jobs/"),
    ("get", "/desk/jobs/1/"),
    ("post", "/desk/jobs/1/retry/"),
    ("post", "/desk/feeds/1/poll/"),
    ("post", "/desk/feeds/1/pause/"),
    ("post", "/desk/feeds/1/remove/"),
]


@pytest.mark.parametrize(("method", "address"), ADDRESSES)
@pytest.mark.parametrize("role", [None, Role.READER, Role.RESEARCHER])
def test_only_editors_and_above(client: Client, role: Role | None, method: str, address: str) -> None:
    if role:
        user = get_user_model().objects.create_user("vera")
        user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
    response = getattr(client, method)(address)
    if role:
        assert response.status_code == 403
    else:
        assert response.headers["Location"] == f"/sign-in/?next={address}"
    assert not IngestJob.objects.exists()


@pytest.mark.parametrize(("method", "address"), ADDRESSES)
def test_nothing_is_sent_without_the_forms_token(method: str, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(get_user_model().objects.create_superuser("vera"))
    if method == "post":
        assert client.post(address).status_code == 403


@pytest.mark.parametrize("address", [address for method, address in ADDRESSES if method == "post" and address != NEW])
def test_what_changes_something_is_not_done_by_a_link(editor: Client, address: str) -> None:
    assert editor.get(address).status_code == 405


# --- the four ways --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "current", "fields"),
    [
        ("", "Pasted text", ["title", "publisher", "published", "undated", "url", "text"]),
        ("paste", "Pasted text", ["title", "publisher", "published", "undated", "url", "text"]),
        ("upload", "Files", ["documents", "published", "publisher", "undated"]),
        ("link", "Links", ["links", "published", "publisher", "undated"]),
        ("feed", "Feed", ["url", "name"]),
        ("command", "Pasted text", ["title", "publisher", "published", "undated", "url", "text"]),
    ],
)
def test_each_way_has_its_form(editor: Client, query: str, current: str, fields: list[str]) -> None:
    page = read(editor, NEW, by=query)
    assert page.text("//nav[@class='ways']//a[@aria-current]") == current
    named = page.at("//form[contains(@class, 'entry')]//*[@name and @name != 'csrfmiddlewaretoken']/@name")
    assert named == fields
    assert page.text("//nav[@aria-label='Desk']//a[@aria-current]") == "Add articles"


def test_a_pasted_text_waits_to_be_read(editor: Client) -> None:
    page = send(editor, "paste", **PASTED)
    job = IngestJob.objects.get()
    assert (job.way, job.asked_by) == ("paste", "vera")
    source = job.sources.get()
    assert (source.stage, source.urgency, source.is_line) == ("waiting", 0, True)
    assert page.text("//h1") == "Norway to add trainers"
    assert page.text("//*[@id='job-progress']") == "Waiting for a worker"
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"title": ""}, ["This field is required."]),
        ({"text": " \n "}, ["Paste the text of the article."]),
        ({"published": ""}, ["Give the date, or tick that it is not known."]),
        ({"published": "12/2/2016"}, ["Not a date: '12/2/2016' (write YYYY, YYYY-MM or YYYY-MM-DD)."]),
        ({"url": "javascript:alert(1)"}, ["Enter a valid URL."]),
        ({"text": "x" * 5_000_001}, ["The text has 5,000,001 bytes; at most 5,000,000 are read. Send it in parts."]),
    ],
)
def test_what_a_pasted_text_lacks_is_said(editor: Client, change: dict[str, str], told: list[str]) -> None:
    page = send(editor, "paste", **{**PASTED, **change})
    assert page.status == 422
    assert errors(page) == told
    assert page.at("//input[@name='publisher']/@value") == ["The Gazette"], "nothing typed is lost"
    assert not IngestJob.objects.exists()


def test_a_text_without_a_date_is_taken_when_that_is_said(editor: Client) -> None:
    send(editor, "paste", **{**PASTED, "published": "", "undated": "on"})
    assert IngestSource.objects.get().options["undated"] is True


def test_several_files_become_one_job(editor: Client) -> None:
    files = [SimpleUploadedFile("a.txt", b"One."), SimpleUploadedFile("b.pdf", b"%PDF-1.4")]
    page = send(editor, "upload", documents=files, published="2016-02", publisher="The Gazette")
    assert page.text("//h1") == "a.txt and 1 more"
    assert [(one.name, bytes(one.data), one.options) for one in IngestSource.objects.order_by("pk")] == [
        ("a.txt", b"One.", {"undated": False, "published": "2016-02", "publisher": "The Gazette"}),
        ("b.pdf", b"%PDF-1.4", {"undated": False, "published": "2016-02", "publisher": "The Gazette"}),
    ]


def test_files_that_are_too_large_or_of_another_kind_are_named(editor: Client, settings: Any) -> None:
    settings.INGEST_MAX_BYTES = 1000
    files = [
        SimpleUploadedFile("good.txt", b"One."),
        SimpleUploadedFile("large.txt", b"x" * 1001),
        SimpleUploadedFile("<b>.exe", b"MZ"),
        SimpleUploadedFile("none.txt", b""),
    ]
    page = send(editor, "upload", documents=files[:3])
    assert errors(page) == [
        "“large.txt” has 1,001 bytes; at most 1,000 are read. Send it in parts.",
        "“<b>.exe” is of a kind that is not read. Known: .txt, .md, .html, .htm, .pdf, .jsonl.",
    ]
    assert not page.at("//b")
    assert errors(send(editor, "upload", documents=files[3:])) == ["The submitted file is empty."]
    assert errors(send(editor, "upload")) == ["This field is required."]
    settings.UPLOAD_MAX_FILES = 1
    files = [SimpleUploadedFile(f"{number}.txt", b"One.") for number in range(2)]
    assert errors(send(editor, "upload", documents=files)) == ["These are 2 files: send at most 1 at once."]
    assert not IngestJob.objects.exists()


def test_links_are_taken_one_a_line_and_each_once(editor: Client) -> None:
    send(editor, "link", links="https://example.org/a\n\n https://example.org/b \nhttps://example.org/a")
    assert [source.url for source in IngestSource.objects.order_by("pk")] == [
        "https://example.org/a",
        "https://example.org/b",
    ]


def test_what_is_no_link_is_named(editor: Client) -> None:
    page = send(editor, "link", links="example.org\nfile:///etc/passwd\nhttps://example.org/a")
    assert errors(page) == [
        "“example.org” is no web address: write https://…",
        "“file:///etc/passwd” is no web address: write https://…",
    ]


# --- feeds ----------------------------------------------------------------------------------------------------------


def test_a_feed_is_followed_and_asked_at_once(editor: Client) -> None:
    page = send(editor, "feed", url="https://example.org/feed", name="The Wire")
    feed = Feed.objects.get()
    assert (feed.name, feed.added_by) == ("The Wire", "vera")
    assert IngestJob.objects.get().feed == feed
    assert page.text("//h1") == "The Wire"
    again = send(editor, "feed", url="https://example.org/feed", name="Again")
    assert errors(again) == ["This feed is followed already, as “The Wire”."]
    assert errors(send(editor, "feed", url="ftp://example.org/feed", name="Old")) == [
        "Only http:// and https:// are fetched."
    ]


def test_a_feed_that_was_just_asked_has_its_turn_an_hour_later(editor: Client) -> None:
    send(editor, "feed", url="https://example.org/feed", name="The Wire")
    assert ask_due_feeds() == []


def test_feeds_tell_how_their_last_turn_went(editor: Client) -> None:
    Feed.objects.create(url="https://example.org/a", name="A", polled_at=timezone.now(), new_articles=2)
    Feed.objects.create(url="https://example.org/b", name="B", polled_at=timezone.now(), problem="no such host")
    Feed.objects.create(url="https://example.org/c", name="C", is_paused=True)
    page = read(editor, NEW, by="feed")
    assert page.text("//h2") == "3 feeds followed"
    told = page.texts("//li[contains(@class, 'feed')]/p[2]")
    assert told[0].startswith("Asked now: 2 new articles.")
    assert told[1].startswith("Asked now: no such host.")
    assert told[2] == "Not asked yet."


def test_a_feed_is_paused_resumed_asked_and_removed(editor: Client) -> None:
    feed = Feed.objects.create(url="https://example.org/feed", name="The Wire")
    page = Read(editor.post(f"/desk/feeds/{feed.pk}/pause/", follow=True))
    assert page.text("//p[contains(@class, 'notice')]") == "The Wire is paused."
    assert Feed.objects.get().is_paused
    editor.post(f"/desk/feeds/{feed.pk}/pause/", {"resume": "1"})
    assert not Feed.objects.get().is_paused
    response = editor.post(f"/desk/feeds/{feed.pk}/poll/")
    job = IngestJob.objects.get()
    assert response.headers["Location"] == job.get_absolute_url()
    assert (job.feed, job.asked_by, job.sources.get().url) == (feed, "vera", "https://example.org/feed")
    page = Read(editor.post(f"/desk/feeds/{feed.pk}/remove/", follow=True))
    assert page.texts("//p[contains(@class, 'notice')]")[-1] == "The Wire is followed no longer. Its articles stay."
    assert not Feed.objects.exists()


# --- jobs -----------------------------------------------------------------------------------------------------------


def job_of(*names: str, stage: str = SourceStage.WAITING) -> IngestJob:
    job = submit(Submission(WayIn.UPLOAD, "vera"), [Given(name, data=b"x") for name in names])
    job.sources.update(stage=stage)
    return job


def test_a_job_asks_for_news_until_it_is_done(editor: Client) -> None:
    job = job_of("a.txt", "b.txt")
    page = read(editor, job.get_absolute_url())
    (address,) = page.at("//*[@id='job']/@hx-get")
    assert page.at("//*[@id='job']/@hx-trigger") == ["every 1s"]
    assert page.links("//*[@id='job-reload']") == [("Look again", job.get_absolute_url())]
    assert page.texts("(//ol[@class='steps'])[1]/li[@aria-current]") == ["Waiting"]
    response = editor.get(job.get_absolute_url() + address, headers={"HX-Request": "true"})
    assert (response.status_code, response.content) == (204, b"")

    job.sources.filter(name="a.txt").update(stage="recording", found=3)
    part = Read(editor.get(job.get_absolute_url() + address, headers={"HX-Request": "true"}))
    assert not part.is_whole_page
    assert part.text("//*[@id='job-progress']") == "Reading: 0 of 2 sources done"
    assert part.texts("(//ol[@class='steps'])[1]/li") == ["Waiting, done", "Reading, done", "Storing and recording"]
    assert "3 articles found, 0 recorded." in part.source

    job.sources.update(stage="done")
    part = read_part(editor, job.get_absolute_url())
    assert part.at("//*[@id='job']/@hx-get") == []
    assert part.text("//*[@id='job-progress']") == "0 new articles"


def test_a_job_tells_what_was_found(editor: Client) -> None:
    NationFactory.create(name="Norway", iso_alpha3="NOR")
    origin = OriginFactory.create()
    article = ArticleFactory.create(title="Trainers <b>now</b>", origin=origin)
    ArticleFactory.create(origin=origin)
    older = ArticleFactory.create(replaced_by=article)
    pledge = {
        "nation": "NOR",
        "capability": "trainers",
        "act": "pledged",
        "quantity": "1060",
        "unit": "personnel",
        "amount": "2500000.5",
        "currency": "EUR",
    }
    decided = {"decided_by": "rule pledges.send", "decided_at": article.ingested_at}
    CandidateFactory.create(
        article=article, kind="pledge", payload=pledge, state=CandidateState.ACCEPTED, rule="pledges.send", **decided
    )
    CandidateFactory.create(article=article, reason="its city is not in the record")
    CandidateFactory.create(article=article, state=CandidateState.REJECTED, **decided)
    job = job_of("a.txt", "b.txt", "c.txt", stage=SourceStage.DONE)
    first, second, third = job.sources.order_by("pk")
    IngestResult.objects.create(source=first, article=article, name="a.txt", outcome=StoredAs.CREATED)
    IngestResult.objects.create(
        source=second, article=ArticleFactory.create(), name="b.txt", outcome=StoredAs.UNCHANGED
    )
    IngestResult.objects.create(source=third, name="c.txt", outcome=StoredAs.FAILED, problem="is empty")

    page = read(editor, job.get_absolute_url())
    assert page.text("//*[@id='job-progress']") == "1 new article, 1 already stored, 1 not read"
    assert page.text("//*[@id='job']/p[2]") == "1 fact published by rules. 1 proposal waits for an editor."
    assert page.links("(//article)[1]/h2/a") == [("Trainers <b>now</b>", article.get_absolute_url())]
    assert page.texts("(//article)[1]//li") == [
        "Pledge Norway, trainers and advisers, pledged: 1,060 personnel, EUR 2,500,000.5",
        "City Ramadi waits: its city is not in the record",
    ]
    assert page.links("(//article)[1]/p/a")[0] == ("what was stored before", older.get_absolute_url())
    assert "the same report as 1 other article: they count as one origin" in page.text("(//article)[1]")
    assert page.texts("(//article)[2]//span[contains(@class, 'stage')]") == ["Already stored"]
    assert page.texts("//p[contains(@class, 'notice-error')]") == ["Not read: is empty"]
    assert page.text("//form[contains(@class, 'job-retry')]//button") == "Try again"


def test_trying_again_puts_back_only_what_failed(editor: Client) -> None:
    job = job_of("a.txt", "b.txt", stage=SourceStage.DONE)
    failed = job.sources.get(name="b.txt")
    IngestResult.objects.create(source=failed, name="b.txt", outcome="failed", problem="no publication date (give it)")
    page = read(editor, job.get_absolute_url())
    assert page.at("//form[contains(@class, 'job-retry')]//input[@type != 'hidden']/@name") == ["published", "undated"]
    wrong = Read(editor.post(f"/desk/jobs/{job.pk}/retry/", {"published": "soon"}, follow=True))
    assert (
        wrong.text("//p[contains(@class, 'notice-error')][@role]")
        == "Not a date: 'soon' (write YYYY, YYYY-MM or YYYY-MM-DD)."
    )
    editor.post(f"/desk/jobs/{job.pk}/retry/", {"published": "2016-03-01"})
    assert list(job.sources.order_by("pk").values_list("stage", flat=True)) == ["done", "waiting"]
    failed.refresh_from_db()
    assert failed.options["published"] == "2016-03-01"


def test_the_list_tells_each_job_in_a_row(editor: Client) -> None:
    assert read(editor, "/desk/jobs/").text("//*[@id='results']/p") == "Nothing was added yet. Add an article."
    job = job_of("a.txt", "b.txt", stage=SourceStage.DONE)
    for outcome in (StoredAs.CREATED, StoredAs.UPDATED, StoredAs.FAILED):
        IngestResult.objects.create(source=job.sources.all()[0], name="a", outcome=outcome)
    submit(Submission(WayIn.COMMAND), [Given("https://example.org/a", url="https://example.org/a")])
    rows = read(editor, "/desk/jobs/").rows()
    assert rows == [
        ["https://example.org/a", "Command line", "automatic", "now", "Waiting", "0", "0", "0"],
        ["a.txt and 1 more", "Files", "vera", "now", "Done", "1", "1", "1"],
    ]


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("rows", [1, 3])
def test_query_counts_do_not_grow_with_the_rows(editor: Client, rows: int) -> None:
    for number in range(rows):
        job = job_of(*(f"{number}-{one}.txt" for one in range(rows)), stage=SourceStage.DONE)
        for source in job.sources.all():
            article = ArticleFactory.create()
            CandidateFactory.create(article=article)
            IngestResult.objects.create(source=source, article=article, name="a", outcome=StoredAs.CREATED)
    assert _queries(editor, "/desk/jobs/") == 10
    assert _queries(editor, job.get_absolute_url()) == 18
