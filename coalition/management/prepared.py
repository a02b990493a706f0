"""What has been prepared already, so that the second start skips it.

The note is kept in `var/prepared.json`. It names the database it speaks of by the moment of that database's
first migration, which no two databases share: one that is deleted, or exchanged through DATABASE_URL, is
prepared anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder


def content_digest() -> str:
    """Stands for everything the ledger's first content depends on: seeds, the code that reads them, libraries."""
    base = Path(settings.BASE_DIR)
    code = (path for app in ("articles", "coalition") for path in _files(base / app) if path.suffix == ".py")
    return _digest(base, [*code, *_files(base / "seeds"), base / ".lock" / "run.txt"])


def static_digest() -> str:
    """Stands for every static file: ours by content, those of libraries by their locked versions."""
    base = Path(settings.BASE_DIR)
    ours = [path for folder in settings.STATICFILES_DIRS for path in _files(Path(folder))]
    return _digest(base, [*ours, base / ".lock" / "run.txt", base / "coalition" / "settings.py"])


def _files(folder: Path) -> Iterator[Path]:
    """The files below a folder, in a fixed order, without what Python and desktops leave there."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith("."):
            yield path


def _digest(base: Path, paths: Iterable[Path]) -> str:
    """SHA-256 over names and contents; a file that is missing counts by its absence."""
    total = hashlib.sha256()
    for path in paths:
        if path.is_file():
            total.update(str(path.relative_to(base)).encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def database_identity() -> str:
    """The moment this database received its first migration, to the microsecond."""
    first = MigrationRecorder(connection).migration_qs.order_by("id").values_list("applied", flat=True).first()
    return str(first)


def is_content_current() -> bool:
    """Whether this very database holds what seeds and code say now."""
    return _read_contents().get(database_identity()) == content_digest() and _has_content()


def _has_content() -> bool:
    """Whether there are nations and articles at all: a database may have been emptied since."""
    models = (apps.get_model("coalition", "Nation"), apps.get_model("articles", "Article"))
    return all(model._default_manager.exists() for model in models)


def note_content() -> None:
    """Remember that the content is in place."""
    _write("content", {**_read_contents(), database_identity(): content_digest()})


def _read_contents() -> dict[str, object]:
    """Digest by database, so that going back and forth between two databases prepares each only once."""
    contents = _read().get("content")
    return contents if isinstance(contents, dict) else {}


def is_static_current() -> bool:
    """Whether the collected static files are those of now."""
    return is_static_collected() and _read().get("static") == static_digest()


def is_static_collected() -> bool:
    """Whether there is a manifest of hashed names, without which no page can be built."""
    return (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file()


def note_static() -> None:
    """Remember that the static files are collected."""
    _write("static", static_digest())


def _note() -> Path:
    return Path(settings.VAR_DIR) / "prepared.json"


def _read() -> dict[str, object]:
    """The note; empty when there is none or it cannot be read, so that everything is prepared again."""
    try:
        note = json.loads(_note().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def _write(key: str, value: object) -> None:
    """Change one entry; the file is replaced in one step, never half-written."""
    note = {**_read(), key: value}
    fresh = _note().with_suffix(".new")
    fresh.parent.mkdir(parents=True, exist_ok=True)
    fresh.write_text(json.dumps(note, indent=1), encoding="utf-8")
    fresh.replace(_note())
