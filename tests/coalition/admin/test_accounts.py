"""Keeping accounts: an administrator gives roles, and cannot give or take over full rights."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from coalition.roles import Role, give_role, role_of
from tests.factories import PledgeEventFactory

pytestmark = pytest.mark.django_db


def account(name: str, role: Role) -> Any:
    user = get_user_model().objects.create_user(name, password="quite a long secret")
    give_role(user, role)
    return user


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(account("ada", Role.ADMINISTRATOR))
    return client


def test_a_new_account_gets_its_role(administrator: Client) -> None:
    values = {
        "username": "vera",
        "usable_password": "true",
        "password1": "quite a long secret",
        "password2": "quite a long secret",
        "role": "editor",
    }
    response = administrator.post(reverse("admin:auth_user_add"), values)
    assert response.status_code == 302
    vera = get_user_model().objects.get(username="vera")
    assert (role_of(vera), vera.is_staff, vera.is_superuser) == (Role.EDITOR, True, False)


@pytest.mark.parametrize(("role", "is_staff"), [("reader", False), ("publisher", True)])
def test_a_role_is_changed_in_place_of_the_former(administrator: Client, role: str, is_staff: bool) -> None:
    vera = account("vera", Role.EDITOR)
    url = reverse("admin:auth_user_change", args=[vera.pk])
    forged = {"is_superuser": "on", "is_staff": "on", "user_permissions": ["1"]}
    response = administrator.post(url, {"username": "vera", "role": role, "is_active": "on", **forged})
    assert response.status_code == 302
    vera = get_user_model().objects.get(username="vera")
    assert [group.name for group in vera.groups.all()] == [role]
    assert (vera.is_staff, vera.is_superuser, vera.user_permissions.count()) == (is_staff, False, 0)


def test_full_rights_are_out_of_an_administrators_reach(administrator: Client) -> None:
    root = get_user_model().objects.create_superuser("root", password="quite a long secret")
    assert (
        administrator.post(reverse("admin:auth_user_change", args=[root.pk]), {"username": "root"}).status_code == 403
    )
    new = {"password1": "stolen by me 1", "password2": "stolen by me 1"}
    assert administrator.post(reverse("admin:auth_user_password_change", args=[root.pk]), new).status_code == 403
    root.refresh_from_db()
    assert root.check_password("quite a long secret")


def test_editors_keep_no_accounts(client: Client) -> None:
    client.force_login(account("vera", Role.EDITOR))
    assert client.get(reverse("admin:auth_user_changelist")).status_code == 403


def test_only_publishers_publish(client: Client) -> None:
    event = PledgeEventFactory.create(entered_by="vera", source_title="Report", source_url="https://example.org/")
    act = {"action": "publish", "_selected_action": [str(event.pk)]}
    url = reverse("admin:coalition_pledgeevent_changelist")
    client.force_login(account("vera", Role.EDITOR))
    client.post(url, act)
    event.refresh_from_db()
    assert not event.is_published
    page = client.get(reverse("admin:coalition_pledgeevent_change", args=[event.pk])).content.decode()
    assert 'name="is_published"' not in page

    client.force_login(account("otto", Role.PUBLISHER))
    client.post(url, act)
    event.refresh_from_db()
    assert event.is_published
