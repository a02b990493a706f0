#!/usr/bin/env python3
"""Runs a management command: `.venv/bin/python manage.py <command>`; `make help` lists the usual ones."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Hand the command line to Django, or say in one line how to get Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coalition.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed for this Python. Run `make setup`, then `.venv/bin/python manage.py …`.")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
