"""Who may do what: five roles, kept as groups, each with all that the ones before it may do.

Readers need no account to read the public pages; the role exists so that an account can be kept that may do no more.
"""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.management import create_permissions
from django.db import models

APPS: Final = ("coalition", "articles")
"""The applications whose permissions the roles share out."""


class Role(models.TextChoices):
    """The groups by the name an administrator sees."""

    READER = "reader", "Reader"
    RESEARCHER = "researcher", "Researcher"
    EDITOR = "editor", "Editor"
    PUBLISHER = "publisher", "Publisher"
    ADMINISTRATOR = "administrator", "Administrator"


INGEST: Final = "articles.ingest_article"
JUDGE: Final = "articles.judge_candidate"
ENTER_PLEDGE: Final = "coalition.add_pledge"
MERGE: Final = "coalition.merge_record"
PUBLISH: Final = "coalition.publish_record"
EXPORT_UNPUBLISHED: Final = "coalition.export_unpublished"

_RECORDS: Final = (
    *(f"coalition.{name}" for name in ("nation", "nationname", "minister", "appointment", "meeting", "attendance")),
    *(f"coalition.{name}" for name in ("pledge", "pledgeevent", "city", "cityevent")),
    "articles.articlereference",
    "articles.evidence",
)
"""What editors enter and correct."""


def _on(action: str, *records: str) -> frozenset[str]:
    """The permission for `action` on each of `records` ("coalition.pledge" → "coalition.change_pledge")."""
    return frozenset(record.replace(".", f".{action}_") for record in records)


_RESEARCHER = frozenset({EXPORT_UNPUBLISHED})
_EDITOR = (
    _RESEARCHER
    | frozenset({INGEST, JUDGE, MERGE})
    | _on("view", *_RECORDS, "articles.article", "articles.candidate", "articles.extractionrun", "articles.origin")
    | _on("add", *_RECORDS)
    | _on("change", *_RECORDS, "articles.article")
    | _on("delete", "articles.evidence", "articles.articlereference", "coalition.nationname")
)
_PUBLISHER = _EDITOR | frozenset({PUBLISH}) | _on("delete", *_RECORDS)

PERMISSIONS: Final[dict[Role, frozenset[str]]] = {
    Role.READER: frozenset(),
    Role.RESEARCHER: _RESEARCHER,
    Role.EDITOR: _EDITOR,
    Role.PUBLISHER: _PUBLISHER,
}
"""The permissions of each role but the administrator, who has all of `APPS` and keeps the accounts."""


def share_out(apps: Any, schema_editor: Any) -> None:
    """Make the groups, and give each exactly its permissions: a migration's step, on the models of its state."""
    for label in ("auth", *APPS):
        # Permissions are otherwise made only once all migrations have run.
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    group = apps.get_model("auth", "Group")
    permissions = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in apps.get_model("auth", "Permission").objects.select_related("content_type")
    }
    everything = (
        frozenset(
            name
            for name in permissions
            if name.partition(".")[0] in APPS or name in _on("view", "auth.user", "auth.group")
        )
        | _on("add", "auth.user")
        | _on("change", "auth.user")
    )
    for role in Role:
        wanted = PERMISSIONS.get(role, everything)
        kept, _created = group.objects.get_or_create(name=role.value)
        kept.permissions.set([permissions[name] for name in sorted(wanted) if name in permissions])


_AT_THE_DESK: Final = frozenset({Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR})
"""The roles whose work is done in the desk and the admin."""


def role_of(user: Any) -> Role | None:
    """The strongest role of an account; None where it has none, as accounts with full rights may."""
    names = set(user.groups.values_list("name", flat=True)) if user.pk else set()
    return next((role for role in reversed(Role) if role.value in names), None)


def give_role(user: Any, role: Role) -> None:
    """Make `role` the account's only one, and let it into the admin where the role works there."""
    groups = user.groups.model.objects
    user.groups.set([*user.groups.exclude(name__in=Role.values), groups.get(name=role.value)])
    if not user.is_superuser:
        user.is_staff = role in _AT_THE_DESK
        user.save(update_fields=["is_staff"])
