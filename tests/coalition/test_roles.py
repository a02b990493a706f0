"""The five roles: who has which permission."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from coalition.roles import ENTER_PLEDGE, EXPORT_UNPUBLISHED, INGEST, JUDGE, MERGE, PUBLISH, Role

pytestmark = pytest.mark.django_db

ALL = (EXPORT_UNPUBLISHED, INGEST, JUDGE, ENTER_PLEDGE, MERGE, PUBLISH, "coalition.delete_pledge", "auth.add_user")


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.READER, ()),
        (Role.RESEARCHER, ALL[:1]),
        (Role.EDITOR, ALL[:5]),
        (Role.PUBLISHER, ALL[:7]),
        (Role.ADMINISTRATOR, ALL),
    ],
)
def test_a_role_may_do_exactly_this(role: Role, may: tuple[str, ...]) -> None:
    user = get_user_model().objects.create_user("vera")
    user.groups.add(Group.objects.get(name=role))
    assert tuple(permission for permission in ALL if user.has_perm(permission)) == may


def test_nobody_but_a_superuser_may_make_superusers_or_groups() -> None:
    user = get_user_model().objects.create_user("vera")
    user.groups.add(Group.objects.get(name=Role.ADMINISTRATOR))
    assert not user.has_perm("auth.add_group")
    assert not user.has_perm("auth.change_group")
    assert not user.has_perm("auth.delete_user")
