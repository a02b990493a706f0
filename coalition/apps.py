"""The application that holds the ledger itself."""

from __future__ import annotations

from django.apps import AppConfig


class CoalitionConfig(AppConfig):
    """Nations, ministers, meetings, pledges and cities."""

    name = "coalition"
