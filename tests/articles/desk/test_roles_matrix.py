"""Every page of the desk against every role: who opens it, who is told no, who is asked to sign in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from coalition.roles import (
    ENTER_PLEDGE,
    EXPORT_UNPUBLISHED,
    INGEST,
    JUDGE,
    MERGE,
    PERMISSIONS,
    PUBLISH,
    Role,
    give_role,
)

pytestmark = pytest.mark.django_db

REQUIRED: dict[str, str | None] = {
    "desk": None,
    **dict.fromkeys(("article_add", "feed_poll", "feed_pause", "feed_remove"), INGEST),
    **dict.fromkeys(("job_list", "job_detail", "job_retry"), INGEST),
    **dict.fromkeys(("pledge_import", "pledge_import_template"), ENTER_PLEDGE),
    "desk_changes": ENTER_PLEDGE,
    "desk_history": ENTER_PLEDGE,
    **dict.fromkeys(("desk_pledge_new", "desk_event_new", "desk_names"), ENTER_PLEDGE),
    "desk_event": "coalition.change_pledgeevent",
    "queue_list": JUDGE,
    "queue_next": JUDGE,
    "queue_bulk": JUDGE,
    "queue_undo": JUDGE,
    "queue_unskip": JUDGE,
    "queue_find_nothing": JUDGE,
    "queue_item": JUDGE,
    "queue_decide": JUDGE,
    "queue_hold": JUDGE,
    **dict.fromkeys(("desk_merges", "desk_merge", "desk_merge_pair", "desk_split", "desk_merge_undo"), MERGE),
    "desk_to_publish": PUBLISH,
    "desk_exports": EXPORT_UNPUBLISHED,
    "desk_event_export": EXPORT_UNPUBLISHED,
    "desk_proposal_export": EXPORT_UNPUBLISHED,
}
"""Route → the permission that it takes; None where any job of the desk will do."""

ARGUMENTS: tuple[tuple[Any, ...], ...] = ((), (1,), ("csv",), ("pledge", 1), ("pledge",), ("pledge", 1, 2))
"""What routes may want in their path; the first that fits is taken. Whether the record is there does not matter:
who may not open a page is told so before anything is looked up."""

ALL_ROLES = (None, *Role)


def address_of(name: str) -> str:
    for arguments in ARGUMENTS:
        try:
            return reverse(name, args=arguments)
        except NoReverseMatch:
            continue
    raise AssertionError(f"no argument fits the route {name}")


def desk_routes() -> Iterator[str]:
    (desk,) = (
        pattern
        for pattern in get_resolver().url_patterns
        if isinstance(pattern, URLResolver) and str(pattern.pattern) == "desk/"
    )
    return (pattern.name or "" for pattern in desk.url_patterns if isinstance(pattern, URLPattern))


def sign_in(client: Client, role: Role | None) -> None:
    if role is not None:
        user = get_user_model().objects.create_user(f"a {role}")
        give_role(user, role)
        client.force_login(user)


def may(role: Role, permission: str | None) -> bool:
    if role is Role.ADMINISTRATOR:
        return True
    return bool(PERMISSIONS[role]) if permission is None else permission in PERMISSIONS[role]


def test_every_route_of_the_desk_is_in_the_matrix() -> None:
    assert set(desk_routes()) == set(REQUIRED)


@pytest.mark.parametrize("role", ALL_ROLES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_of_the_desk_opens_to_exactly_these_roles(client: Client, role: Role | None, method: str) -> None:
    sign_in(client, role)
    wrong = []
    for name, permission in REQUIRED.items():
        address = address_of(name)
        response = getattr(client, method)(address)
        is_asked_to_sign_in = response.headers.get("Location", "") == f"/sign-in/?next={address}"
        is_refused = response.status_code == 403
        told = "sign in" if is_asked_to_sign_in else "no" if is_refused else "come in"
        right = "sign in" if role is None else "come in" if may(role, permission) else "no"
        if method == "post" and response.status_code == 405:
            # The page takes no form from anyone.
            continue
        if told != right:
            wrong.append((name, told, response.status_code))
    assert wrong == []


@pytest.mark.parametrize("role", ALL_ROLES)
def test_the_admin_opens_to_those_who_work_there(client: Client, role: Role | None) -> None:
    sign_in(client, role)
    for model in admin.site._registry:
        label = f"{model._meta.app_label}.view_{model._meta.model_name}"
        response = client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"))
        works_there = role in (Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR)
        if not works_there:
            assert response.status_code == 302, label
        else:
            granted = Permission.objects.filter(
                group__name=role,
                content_type__app_label=model._meta.app_label,
                codename__in=[f"{action}_{model._meta.model_name}" for action in ("view", "change")],
            ).exists()
            assert response.status_code == (200 if granted else 403), label


@pytest.mark.parametrize("role", ALL_ROLES)
def test_public_pages_open_to_everyone(client: Client, role: Role | None) -> None:
    sign_in(client, role)
    names = [pattern.name for pattern in get_resolver().url_patterns if isinstance(pattern, URLPattern)]
    for name in names:
        if name in (None, "sign_out", "sign_in_code") or "download" in name:
            continue
        if name == "sign_in" and role is not None:
            continue
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        assert client.get(address).status_code == 200, name
    for noun in ("nations", "pledges", "meetings", "ministers", "cities", "articles"):
        assert client.get(f"/{noun}/").status_code == 200
        assert client.get(f"/{noun}.csv").status_code == 200
