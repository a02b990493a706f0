"""The application that turns articles into reviewed evidence."""

from __future__ import annotations

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Ingestion, extraction and evidence."""

    name = "articles"

    def ready(self) -> None:
        from articles import signals  # noqa: F401  (connects the receivers)
        from articles.merging import ORIGIN
        from articles.search import ARTICLE_KIND
        from coalition import merging
        from coalition.enums import MergeKind
        from coalition.search.kinds import register
        from coalition.search.signals import connect

        merging.register(MergeKind.ORIGIN, ORIGIN)
        register([ARTICLE_KIND])
        connect(ARTICLE_KIND)
