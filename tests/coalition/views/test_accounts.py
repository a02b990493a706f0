"""Signing in: throttled, with a second factor where the account has one, and never sent to another site."""

from __future__ import annotations

import datetime
import time
from typing import Any
from unittest import mock

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from coalition import second_factor
from tests.pages import Read

pytestmark = pytest.mark.django_db

PASSWORD = "quite a long secret"


@pytest.fixture
def vera() -> Any:
    return get_user_model().objects.create_user("vera", password=PASSWORD)


def code_of(device: TOTPDevice, steps: int = 0) -> str:
    """What the app shows, `steps` half minutes from now."""
    app = TOTP(device.bin_key)
    app.time = time.time() + 30 * steps
    return f"{app.token():06d}"


def switch_on(user: Any) -> list[str]:
    """The second factor of `user`, as set up a while ago; returns the recovery codes."""
    return second_factor.confirm(user, code_of(second_factor.open_setup(user), -1))


def sign_in(client: Client, password: str = PASSWORD, **values: str) -> Any:
    return client.post("/sign-in/", {"username": "vera", "password": password, **values})


def is_signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_name_and_password_open_the_door(client: Client, vera: Any) -> None:
    assert sign_in(client, next="/desk/").headers["Location"] == "/desk/"
    assert is_signed_in(client)


def test_a_wrong_password_says_so_and_opens_nothing(client: Client, vera: Any) -> None:
    response = sign_in(client, "a wrong one")
    assert response.status_code == 200
    assert "Please enter a correct username and password" in response.content.decode()
    assert not is_signed_in(client)


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(client: Client, vera: Any, elsewhere: str) -> None:
    assert sign_in(client, next=elsewhere).headers["Location"] == "/desk/"


def test_five_wrong_passwords_close_the_door_for_a_while_even_to_the_right_one(client: Client, vera: Any) -> None:
    for _ in range(4):
        assert sign_in(client, "a wrong one").status_code == 200
    response = sign_in(client, "a wrong one")
    assert response.status_code == 429
    assert Read(response).text("//h1") == "Too many wrong passwords"
    assert sign_in(client).status_code == 429
    assert not is_signed_in(client)

    AccessAttempt.objects.update(attempt_time=timezone.now() - datetime.timedelta(minutes=16))
    assert sign_in(client).status_code == 302


def test_the_door_closes_for_one_account_from_one_address_only(client: Client, vera: Any) -> None:
    get_user_model().objects.create_user("otto", password=PASSWORD)
    for _ in range(5):
        sign_in(client, "a wrong one")
    assert client.post("/sign-in/", {"username": "otto", "password": PASSWORD}).status_code == 302
    assert sign_in(Client(REMOTE_ADDR="198.51.100.7")).status_code == 302


def test_the_admin_has_no_door_of_its_own(client: Client, vera: Any) -> None:
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0] == "/sign-in/?next=%2Fadmin%2F"
    client.force_login(vera)
    assert client.get("/admin/", follow=True).status_code == 403


def test_a_second_factor_is_set_up_with_a_code_of_the_app(client: Client, vera: Any) -> None:
    client.force_login(vera)
    page = Read(client.get("/account/second-factor/"))
    device = TOTPDevice.objects.get(user=vera)
    assert page.at("//img/@src")[0].startswith("data:image/svg+xml")
    assert page.text("//ol//code").replace(" ", "") in device.config_url

    refused = client.post("/account/second-factor/", {"code": "000000"})
    assert "This is not the code" in refused.content.decode()
    assert not second_factor.has_second_factor(vera)

    device.refresh_from_db()
    device.throttle_reset()
    done = Read(client.post("/account/second-factor/", {"code": code_of(device)}))
    assert len(done.at("//ul[@class='recovery-codes']/li")) == 8
    assert second_factor.has_second_factor(vera)
    assert client.get("/account/second-factor/").headers["Location"] == "/account/"


def test_with_a_second_factor_the_password_alone_opens_nothing(client: Client, vera: Any) -> None:
    switch_on(vera)
    response = sign_in(client, next="/account/password/")
    assert response.headers["Location"] == "/sign-in/code/?next=%2Faccount%2Fpassword%2F"
    assert not is_signed_in(client)

    response = client.post(
        "/sign-in/code/", {"code": code_of(TOTPDevice.objects.get(user=vera)), "next": "/account/password/"}
    )
    assert response.headers["Location"] == "/account/password/"
    assert is_signed_in(client)


def test_a_wrong_code_opens_nothing_and_guessing_is_slowed_down(client: Client, vera: Any) -> None:
    switch_on(vera)
    sign_in(client)
    assert "This code is not right" in client.post("/sign-in/code/", {"code": "000000"}).content.decode()
    right = code_of(TOTPDevice.objects.get(user=vera))
    assert client.post("/sign-in/code/", {"code": right}).status_code == 200
    assert not is_signed_in(client)


def test_a_recovery_code_serves_once(client: Client, vera: Any) -> None:
    codes = switch_on(vera)
    sign_in(client)
    assert client.post("/sign-in/code/", {"code": codes[0].upper()}).status_code == 302
    assert is_signed_in(client)
    assert StaticToken.objects.filter(token=codes[0]).count() == 0
    other = Client()
    sign_in(other)
    assert other.post("/sign-in/code/", {"code": codes[0]}).status_code == 200
    assert not is_signed_in(other)


def test_the_code_must_follow_the_password_soon(client: Client, vera: Any) -> None:
    switch_on(vera)
    sign_in(client)
    later = timezone.now() + datetime.timedelta(minutes=11)
    with mock.patch("coalition.views.accounts.timezone.now", return_value=later):
        assert client.get("/sign-in/code/").headers["Location"] == "/sign-in/"
    assert Client().get("/sign-in/code/").headers["Location"] == "/sign-in/"


def test_the_second_factor_ends_with_the_password_only(client: Client, vera: Any) -> None:
    switch_on(vera)
    client.force_login(vera)
    assert (
        "This is not your password"
        in client.post("/account/second-factor/end/", {"password": "a wrong one"}).content.decode()
    )
    assert second_factor.has_second_factor(vera)
    client.post("/account/second-factor/end/", {"password": PASSWORD})
    assert not second_factor.has_second_factor(vera)


@pytest.mark.parametrize(
    ("password", "complaint"),
    [
        ("short", "at least 12 characters"),
        ("password1234", "too common"),
        ("839201746352", "entirely numeric"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(client: Client, vera: Any, password: str, complaint: str) -> None:
    client.force_login(vera)
    values = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
    assert complaint in client.post("/account/password/", values).content.decode()
    vera.refresh_from_db()
    assert vera.check_password(PASSWORD)


def test_a_new_password_ends_the_other_sessions(client: Client, vera: Any) -> None:
    elsewhere = Client()
    sign_in(client)
    sign_in(elsewhere)
    fresh = "another long secret"
    client.post("/account/password/", {"old_password": PASSWORD, "new_password1": fresh, "new_password2": fresh})
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)


def test_sessions_end_after_a_working_day(client: Client, vera: Any) -> None:
    sign_in(client)
    assert client.cookies["sessionid"]["max-age"] == 12 * 60 * 60
    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["samesite"] == "Lax"
