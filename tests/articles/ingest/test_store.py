"""Storing answers created, updated or unchanged; the stored text is never altered and nothing known is erased."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import User

from articles.enums import ArticleState
from articles.ingest.store import body_hash, plan_store, store
from articles.ingest.types import ReadArticle, Reference
from articles.models import Article, ArticleReference
from coalition.dates import PartialDate
from tests.factories import ExtractionRunFactory, PledgeEventFactory, prove

pytestmark = pytest.mark.django_db

BODY = "Norway adds trainers.\r\n\tSo does Spain — “at once”. \U0001f6e9"
FULL: dict[str, Any] = {
    "title": "Two nations add trainers",
    "publisher": "The Gazette",
    "byline": "Ann Lee",
    "published": PartialDate.parse("2016-02"),
    "dateline": "OSLO",
    "language": "en",
    "url": "https://example.org/a",
    "references": (Reference("A statement", "A ministry", PartialDate.parse("2016"), "https://example.org/s", "copy"),),
}


def read(body: str = BODY, **values: Any) -> ReadArticle:
    return ReadArticle(name="a.txt", body=body, **{"title": "Two nations add trainers", **values})


def put(article: ReadArticle) -> tuple[str, Article]:
    plan = plan_store(article)
    stored = store(article, plan)
    stored.refresh_from_db()
    return plan.outcome, stored


def mark_as_read(article: Article) -> None:
    article.state, article.read_by = ArticleState.READ, ExtractionRunFactory.create()
    article.save()


def test_new_article_is_stored_as_read() -> None:
    outcome, article = put(read(**FULL))
    assert outcome == "created"
    assert (article.body, article.body_hash, article.body_length) == (BODY, body_hash(BODY), len(BODY))
    assert (article.title, article.publisher, article.byline, article.dateline, article.language, article.url) == (
        "Two nations add trainers",
        "The Gazette",
        "Ann Lee",
        "OSLO",
        "en",
        "https://example.org/a",
    )
    assert (article.published, article.state, article.read_by) == (PartialDate.parse("2016-02"), ArticleState.NEW, None)
    assert article.origin.title == article.title
    [reference] = article.references.all()
    assert (reference.position, reference.title, reference.publisher, reference.url, reference.note) == (
        0,
        "A statement",
        "A ministry",
        "https://example.org/s",
        "copy",
    )
    assert reference.published == PartialDate.parse("2016")


def test_same_article_again_is_unchanged_and_writes_nothing(django_assert_num_queries: Any) -> None:
    _, article = put(read(**FULL))
    mark_as_read(article)
    before = Article.history.count()
    plan = plan_store(read(**FULL))
    assert plan.outcome == "unchanged"
    with django_assert_num_queries(0):
        store(read(**FULL), plan)
    article.refresh_from_db()
    assert (article.state, Article.history.count()) == (ArticleState.READ, before)


def test_missing_values_are_filled() -> None:
    put(read())
    outcome, article = put(read(**FULL))
    assert outcome == "updated"
    assert (article.publisher, article.byline, article.published) == (
        "The Gazette",
        "Ann Lee",
        PartialDate.parse("2016-02"),
    )
    assert article.references.count() == 1
    assert Article.objects.count() == 1


def test_missing_value_erases_nothing() -> None:
    put(read(**FULL))
    outcome, article = put(read())
    assert outcome == "unchanged"
    assert (article.publisher, article.byline, article.references.count()) == ("The Gazette", "Ann Lee", 1)


def test_same_source_corrects_its_values() -> None:
    put(read(**FULL))
    outcome, article = put(read(**{**FULL, "title": "Corrected", "published": PartialDate.parse("2016-02-12")}))
    assert (outcome, article.title, article.published) == ("updated", "Corrected", PartialDate.parse("2016-02-12"))


@pytest.mark.parametrize("other", [{"publisher": "The Herald"}, {"url": "https://herald.example/b"}])
def test_copy_of_another_outlet_changes_nothing(other: dict[str, str]) -> None:
    put(read(**FULL))
    outcome, article = put(read(**{**FULL, "title": "Their headline", "byline": "Bo Ek", **other}))
    assert (outcome, article.title, article.byline, article.publisher) == (
        "unchanged",
        "Two nations add trainers",
        "Ann Lee",
        "The Gazette",
    )


def test_what_an_editor_changed_stays_and_what_is_missing_is_filled() -> None:
    _, article = put(read(title="Machine title"))
    article.title = "An editor's title"
    article._history_user = User.objects.create_user("ann")  # type: ignore[attr-defined]
    article.save()
    outcome, article = put(read(title="Machine title", dateline="OSLO"))
    assert (outcome, article.title, article.dateline) == ("updated", "An editor's title", "OSLO")


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({"title": "Corrected"}, ArticleState.NEW),
        ({"published": PartialDate.parse("2016-02-12")}, ArticleState.NEW),
        ({"dateline": "BERGEN"}, ArticleState.NEW),
        ({"byline": "Bo Ek"}, ArticleState.READ),
        ({"references": (Reference("Another"),)}, ArticleState.READ),
    ],
)
def test_what_extraction_sees_asks_for_a_new_reading(change: dict[str, Any], state: ArticleState) -> None:
    _, article = put(read(**FULL))
    mark_as_read(article)
    outcome, article = put(read(**{**FULL, **change}))
    assert (outcome, article.state, article.read_by is None) == ("updated", state, state == ArticleState.NEW)


def test_new_date_moves_the_public_record() -> None:
    _, article = put(read(published=PartialDate.parse("2016-02-12")))
    event = PledgeEventFactory.create()
    prove(event, article=article, quote="Norway")
    _, article = put(read(published=PartialDate.parse("2016-02-10")))
    event.refresh_from_db()
    assert event.public_from == article.origin.first_published_on == datetime.date(2016, 2, 10)


def test_references_are_added_and_never_removed() -> None:
    put(read(references=(Reference("One", url="https://example.org/1"), Reference("Two"))))
    more = (Reference("Two"), Reference("One, renamed", url="https://example.org/1"), Reference("Three"))
    assert put(read(references=more))[0] == "updated"
    assert list(ArticleReference.objects.values_list("position", "title")) == [(0, "One"), (1, "Two"), (2, "Three")]
    assert put(read(references=more))[0] == "unchanged"


def test_same_address_with_another_text_is_a_new_article() -> None:
    put(read(**FULL))
    outcome, _ = put(read("Norway adds medics.", **FULL))
    assert outcome == "created"
    assert list(Article.objects.order_by("pk").values_list("body", flat=True)) == [BODY, "Norway adds medics."]


BRIEF: dict[str, Any] = {"publisher": "The Gazette", "published": PartialDate.parse("2016-02-12")}
NEWER = [
    # what the second text says of itself, whether it replaces the first
    ({}, True),
    ({"title": "Another title"}, False),
    ({"publisher": "The Herald"}, False),
    ({"published": PartialDate.parse("2016-02")}, False),
    ({"url": "https://example.org/b"}, False),
    ({"published": None}, False),
]


@pytest.mark.parametrize(("change", "replaces"), NEWER)
def test_corrected_text_without_an_address_replaces_the_older_version(change: dict[str, Any], replaces: bool) -> None:
    _, first = put(read(**BRIEF))
    _, second = put(read(body=BODY + " Corrected.", **(BRIEF | change)))
    first.refresh_from_db()
    assert first.replaced_by == (second if replaces else None)
    assert first.state == (ArticleState.REPLACED if replaces else ArticleState.NEW)
    assert first.body == BODY


def test_older_version_read_again_does_not_come_back() -> None:
    _, first = put(read(**BRIEF))
    put(read(body=BODY + " Corrected.", **BRIEF))
    assert put(read(**BRIEF))[0] == "unchanged"
    first.refresh_from_db()
    assert first.state == ArticleState.REPLACED
