"""The application that turns articles into reviewed evidence."""

from __future__ import annotations

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Ingestion, extraction and evidence."""

    name = "articles"

    def ready(self) -> None:
        from articles import signals  # noqa: F401  (connects the receivers)
