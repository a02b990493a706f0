"""The optional second factor of an account: codes of an authenticator app (TOTP, RFC 6238) and recovery codes.

django-otp keeps the secrets, checks the codes, refuses one that was used before and slows down who guesses.
"""

from __future__ import annotations

import secrets
from typing import Any

import segno
from django.db import transaction
from django_otp import match_token
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

RECOVERY_CODES = 8
# Without letters and digits that are taken for each other.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


def has_second_factor(user: Any) -> bool:
    """Whether signing in takes a code after the password."""
    return bool(TOTPDevice.objects.devices_for_user(user, confirmed=True).exists())


def is_right_code(user: Any, code: str) -> bool:
    """Whether `code` is that of the user's app now, or a recovery code, which is used up by it."""
    return match_token(user, code.replace(" ", "").lower()) is not None


def open_setup(user: Any) -> TOTPDevice:
    """The app's secret in the making; the same one until `confirm` ends the setup, so that a reload changes nothing."""
    device, _ = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "authenticator app"})
    return device


def key_of(device: TOTPDevice) -> str:
    """The secret as people type it into an app: Base32 in groups of four."""
    _, _, query = device.config_url.partition("secret=")
    key = query.partition("&")[0]
    return " ".join(key[i : i + 4] for i in range(0, len(key), 4))


def picture_of(device: TOTPDevice) -> str:
    """The secret as a QR code: an SVG in a `data:` address."""
    return str(segno.make(device.config_url, micro=False).svg_data_uri(scale=5, border=2, dark="#000", light="#fff"))


@transaction.atomic
def confirm(user: Any, code: str) -> list[str]:
    """Switch the second factor on where `code` is right, and return fresh recovery codes; an empty list where not."""
    device = open_setup(user)
    if not device.verify_is_allowed()[0] or not device.verify_token(code.replace(" ", "")):
        return []
    device.confirmed = True
    device.save()
    return _new_recovery_codes(user)


@transaction.atomic
def end(user: Any) -> None:
    """Switch the second factor off and forget its secrets."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def _new_recovery_codes(user: Any) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery codes")
    codes = ["".join(secrets.choice(_SIGNS) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    for code in codes:
        device.token_set.create(token=code)
    return codes
