"""The links of the desk's own bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

from coalition.roles import ENTER_PLEDGE, EXPORT_UNPUBLISHED, INGEST, JUDGE, MERGE, PUBLISH


@dataclass(frozen=True, slots=True)
class DeskLink:
    """A job of the desk; `name` is its route, `permission` what it takes to see the link."""

    label: str
    name: str
    permission: str

    @property
    def url(self) -> str:
        """The address of the job."""
        return reverse(self.name)


LINKS: Final[tuple[DeskLink, ...]] = (
    DeskLink("Queue", "queue_list", JUDGE),
    DeskLink("Add articles", "article_add", INGEST),
    DeskLink("New pledge", "desk_pledge_new", ENTER_PLEDGE),
    DeskLink("Import", "pledge_import", ENTER_PLEDGE),
    DeskLink("Duplicates", "desk_merges", MERGE),
    DeskLink("To publish", "desk_to_publish", PUBLISH),
    DeskLink("Changes", "desk_changes", ENTER_PLEDGE),
    DeskLink("Downloads", "desk_exports", EXPORT_UNPUBLISHED),
    DeskLink("Administration", "admin:index", "coalition.view_pledge"),
)
"""The jobs in the order of an editor's morning."""


def links_for(user: Any) -> list[DeskLink]:
    """The jobs that `user` may do."""
    return [link for link in LINKS if user.has_perm(link.permission)]
