"""What keeps the site from starting, in one line."""

from __future__ import annotations

from django.core.management.base import CommandError


class CannotStart(CommandError):  # noqa: N818  the name is printed before the line and reads as its start
    """One line: what stands in the way and what to do about it. Django prints it and exits with 1."""
