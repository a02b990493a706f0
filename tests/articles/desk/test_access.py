"""The door of the desk."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from coalition.roles import Role

pytestmark = pytest.mark.django_db


def sign_in(client: Client, role: Role) -> None:
    user = get_user_model().objects.create_user("vera", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)


def test_a_stranger_is_asked_to_sign_in_and_comes_back(client: Client) -> None:
    response = client.get("/desk/")
    assert response.headers["Location"] == "/sign-in/?next=/desk/"
    get_user_model().objects.create_user("vera", password="a long secret")
    response = client.post("/sign-in/", {"username": "vera", "password": "a long secret", "next": "/desk/"})
    assert response.headers["Location"] == "/desk/"


def test_who_has_no_job_here_is_told_so(client: Client) -> None:
    sign_in(client, Role.READER)
    response = client.get("/desk/")
    assert response.status_code == 403
    assert "Your account may not open this page" in response.content.decode()


def test_an_editor_is_led_to_the_first_job(client: Client) -> None:
    sign_in(client, Role.EDITOR)
    response = client.get("/desk/")
    assert response.status_code == 302
    assert "no-store" in response.headers["Cache-Control"]
