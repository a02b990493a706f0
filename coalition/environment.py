"""Typed readers of environment variables that stop at a wrong value with one clear line."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


def flag(name: str, *, default: bool) -> bool:
    """A yes or no; raises ImproperlyConfigured for anything else."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in _TRUE:
        return True
    if value.strip().lower() in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}: write true or false.")


def number(name: str, *, default: int) -> int:
    """A whole number above zero; raises ImproperlyConfigured for anything else."""
    value = os.environ.get(name)
    if value is None:
        return default
    if not value.strip().isdecimal() or int(value) == 0:
        raise ImproperlyConfigured(f"{name} is {value!r}: write a whole number above zero.")
    return int(value)


def words(name: str, *, default: list[str]) -> list[str]:
    """A list separated by commas; blanks are dropped."""
    value = os.environ.get(name)
    return default if value is None else [word.strip() for word in value.split(",") if word.strip()]


def secret(name: str, *, kept_in: Path) -> str:
    """The variable, or a random key made once and kept in a file that only its owner may read."""
    value = os.environ.get(name)
    if value:
        return value
    if not kept_in.exists():
        kept_in.parent.mkdir(parents=True, exist_ok=True)
        _keep(secrets.token_urlsafe(64), kept_in)
    return kept_in.read_text().strip()


def _keep(value: str, path: Path) -> None:
    """Write a file that only its owner may read; of two processes that start together, the first one's value stays.

    The file appears under its name only once it is complete, so that nobody reads half a key.
    """
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "w") as file:
        file.write(value)
    try:
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        Path(draft).unlink()
