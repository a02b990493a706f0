"""Finds the Chromium for the browser tests; nothing is downloaded."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
USUAL_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def find_chromium(path: str | None = None, places: Sequence[str] = USUAL_PLACES) -> str | None:
    """The program to start, or None: first the names on the PATH, then the usual places."""
    on_path = (shutil.which(name, path=path) for name in NAMES)
    elsewhere = (place for place in places if os.access(place, os.X_OK))
    return next((found for found in (*on_path, *elsewhere) if found), None)


def launch_arguments() -> list[str]:
    """Flags for a quiet browser that calls nobody; root has no sandbox to offer it."""
    arguments = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-gpu",
        "--disable-sync",
        "--no-default-browser-check",
        "--no-first-run",
    ]
    return [*arguments, "--no-sandbox"] if os.geteuid() == 0 else arguments
