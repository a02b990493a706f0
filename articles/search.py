"""How articles are found: by title, publisher and every word of their text."""

from __future__ import annotations

from django.db.models import QuerySet

from articles.models import Article
from coalition.as_of import PublicRecord
from coalition.charts.words import date_in_words
from coalition.search.kinds import Entry, SearchKind


def _entry(article: Article) -> Entry:
    names = (article.publisher, article.byline, article.dateline)
    return Entry(article.pk, article.title, tuple(name for name in names if name), article.body)


def _line(article: Article) -> str:
    day = date_in_words(article.published) if article.published else "date not stated"
    return f"{article.publisher or 'Publisher not stated'}, {day}"


def _visible(record: PublicRecord) -> QuerySet[Article]:
    return Article.objects.as_of(record.day)


def _loaded(record: PublicRecord) -> QuerySet[Article]:
    return Article.objects.all()


ARTICLE_KIND = SearchKind(5, "article", "Article", "Articles", Article, _visible, _loaded, _entry, _line)
