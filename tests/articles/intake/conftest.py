"""A queue to work through in the test's own process, with one lexicon for all tests."""

from __future__ import annotations

import pytest

from articles.extraction.lexicon import Lexicon, load_lexicon
from articles.ingest import pipeline
from tests.articles.ingest.conftest import site

__all__ = ["site"]


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(autouse=True)
def one_lexicon(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words are read once for all tests."""
    monkeypatch.setattr(pipeline, "build_lexicon", lambda: lexicon)
