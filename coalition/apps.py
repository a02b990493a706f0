"""The application that holds the ledger itself."""

from __future__ import annotations

from django.apps import AppConfig


class CoalitionConfig(AppConfig):
    """Nations, ministers, meetings, pledges and cities."""

    name = "coalition"

    def ready(self) -> None:
        from coalition.search.kinds import register
        from coalition.search.ledger_kinds import LEDGER_KINDS
        from coalition.search.signals import connect, connect_parts

        register(LEDGER_KINDS)
        for kind in LEDGER_KINDS:
            connect(kind)
        connect_parts()
