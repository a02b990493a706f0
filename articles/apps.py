"""The application that turns articles into reviewed evidence."""

from __future__ import annotations

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Ingestion, extraction and evidence."""

    name = "articles"

    def ready(self) -> None:
        from articles import signals  # noqa: F401  (connects the receivers)
        from articles.search import ARTICLE_KIND
        from coalition.search.kinds import register
        from coalition.search.signals import connect

        register([ARTICLE_KIND])
        connect(ARTICLE_KIND)
