"""Which rules and which words read an article: digests that change whenever either does."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

_EXTRACTION = Path(__file__).resolve().parent.parent / "extraction"
_LENGTH = 12


@cache
def code_version() -> str:
    """Digest of the extraction package: its source, and the measurement that says which rules may publish."""
    return _digest(sorted([*_EXTRACTION.rglob("*.py"), *_EXTRACTION.rglob("*.json")]), _EXTRACTION)


@cache
def lexicon_version() -> str:
    """Digest of the reference files that the lexicon is built from."""
    folder = Path(settings.REFERENCE_DIR)
    return _digest(sorted(folder.glob("*.yaml")), folder)


def _digest(paths: list[Path], root: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(str(path.relative_to(root)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:_LENGTH]
