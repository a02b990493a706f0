"""What every test shares: cheap passwords, static files without a manifest, and the PostgreSQL marker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings

_UNHASHED = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(scope="session", autouse=True)
def quick_settings() -> Iterator[None]:
    """Pages link static files by their plain names, and passwords are hashed without the usual effort."""
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES={**settings.STORAGES, "staticfiles": _UNHASHED},
        # Without it whitenoise would look for the collected files when a test client is made.
        WHITENOISE_AUTOREFRESH=True,
    ):
        yield


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what only PostgreSQL can show when the tests run on SQLite."""
    if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
        pytest.skip("asserts something that only PostgreSQL has")
