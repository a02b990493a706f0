#!/usr/bin/env python3
"""Runs a management command: `.venv/bin/python manage.py <command>`; `make help` lists the usual ones."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Hand the command line to Django; what the settings refuse becomes one line and exit code 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coalition.settings")
    try:
        from django.conf import settings
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed for this Python. Run `make setup`, then use .venv/bin/python.")
    try:
        _ = settings.INSTALLED_APPS
    except ImproperlyConfigured as error:
        sys.exit(f"Cannot start: {error}")
    except OSError as error:
        sys.exit(f"Cannot start: {error.strerror} ({error.filename}). Give the folder to your user, or set VAR_DIR.")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
