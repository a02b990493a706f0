"""The lexicon of the reference files, read once."""

from __future__ import annotations

import pytest

from articles.extraction.lexicon import Lexicon, load_lexicon


@pytest.fixture(scope="session")
def reference_lexicon() -> Lexicon:
    return load_lexicon()
