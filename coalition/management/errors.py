"""What keeps the site from starting, in one line."""

from __future__ import annotations

from django.core.management.base import CommandError


class CannotStart(CommandError):
    """One line: what stands in the way and what to do about it. Django prints it and exits with 1."""
