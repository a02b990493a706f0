"""Rows of the list of articles for machines; never their texts, which belong to their publishers."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from coalition.queries.records import Site


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article; copies of one report share `origin`, and `facts` counts the published facts it proves."""

    article: int
    title: str
    publisher: str
    byline: str
    published_on: datetime.date | None
    published_on_precision: str
    dateline: str
    language: str
    state: str
    origin: int
    facts: int
    source_url: str
    page_url: str


def article_records(articles: list[Any], site: Site) -> Iterator[ArticleRecord]:
    """Rows for articles from `article_rows`."""
    for article in articles:
        yield ArticleRecord(
            article=article.pk,
            title=article.title,
            publisher=article.publisher,
            byline=article.byline,
            published_on=article.published_on,
            published_on_precision=article.published_on_precision,
            dateline=article.dateline,
            language=article.language,
            state=article.state,
            origin=article.origin_id,
            facts=article.fact_count,
            source_url=article.url,
            page_url=site.link(article.get_absolute_url()),
        )
