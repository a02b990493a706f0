"""A real Chromium on the real site: hashed static files through whitenoise, nothing mocked.

A test that takes `page` fails when the page logs an error, throws, is refused something by the content
security policy, or asks for something that does not come; what it provokes on purpose it names in
`expected_failures`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.tools.chromium import find_chromium, launch_arguments

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test in this folder is a browser test, and skips itself where there is no browser."""
    missing = find_chromium() is None
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if missing:
                item.add_marker(pytest.mark.skip(reason="no Chromium was found: apt-get install chromium"))


@pytest.fixture(scope="package")
def hashed_static(quick_settings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Static files as `make run` collects them: hashed names and a manifest."""
    root = tmp_path_factory.mktemp("static")
    storages = {
        **settings.STORAGES,
        # Compressed copies take seconds to make and are the same bytes for the browser.
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    with override_settings(STORAGES=storages, STATIC_ROOT=root, WHITENOISE_AUTOREFRESH=False):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield root


def _served_by_whitenoise(application: Callable[..., Any]) -> Callable[..., Any]:
    """In place of Django's handler for static files, which knows only their unhashed names."""
    return application


@pytest.fixture(scope="package")
def live_server(hashed_static: Path, django_db_setup: None) -> Iterator[LiveServer]:
    """pytest-django's server, with static files from the site's own middleware."""
    with mock.patch("django.contrib.staticfiles.handlers.StaticFilesHandler", _served_by_whitenoise):
        server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of the folder.

    Playwright's synchronous interface keeps an event loop running in this thread, in which Django would refuse
    every query. The tests run one after another and never within that loop, so they may; the permission ends
    with the browser.
    """
    with mock.patch.dict(os.environ, DJANGO_ALLOW_ASYNC_UNSAFE="true"), sync_playwright() as playwright:
        program = find_chromium()
        chromium = playwright.chromium.launch(executable_path=program, args=launch_arguments())
        yield chromium
        chromium.close()


@dataclass  # without slots: Playwright keeps notes of its own on the object whose methods it calls
class Watch:
    """What went wrong on a page, in the order it did."""

    origin: str
    troubles: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Listen to everything a page can complain about."""
        page.on("console", self.on_console)
        page.on("pageerror", lambda error: self.troubles.append(f"script error: {error}"))
        page.on("requestfailed", self.on_request_failed)
        page.on("response", self.on_response)
        page.on("request", self.on_request)

    def on_console(self, message: ConsoleMessage) -> None:
        """Errors and warnings on the console, refusals of the security policy among them."""
        # A failed load is reported by its request, with its address.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self.troubles.append(f"console {message.type}: {message.text}")

    def on_request(self, request: Request) -> None:
        """Nothing may be fetched from elsewhere."""
        address = urlsplit(request.url)
        if address.scheme in {"http", "https"} and not request.url.startswith(self.origin):
            self.troubles.append(f"request to another host: {request.url}")

    def on_request_failed(self, request: Request) -> None:
        """A request without an answer; one that the page itself gave up (it went elsewhere) is no failure."""
        if request.failure != "net::ERR_ABORTED":
            self.troubles.append(f"request failed: {request.url} ({request.failure})")

    def on_response(self, response: Response) -> None:
        """An answer that says no."""
        if response.status >= 400:
            self.troubles.append(f"status {response.status}: {response.url}")

    def unexpected(self) -> list[str]:
        """The troubles that no expected word accounts for."""
        return [trouble for trouble in self.troubles if not any(word in trouble for word in self.expected)]


@pytest.fixture
def watch(live_server: LiveServer) -> Watch:
    """Collects the troubles of this test's pages."""
    return Watch(origin=live_server.url)


@pytest.fixture
def expected_failures(watch: Watch) -> list[str]:
    """Words of troubles that a test provokes, e.g. `expected_failures.append("status 404")`."""
    return watch.expected


@pytest.fixture
def context(browser: Browser, live_server: LiveServer, watch: Watch) -> Iterator[BrowserContext]:
    """A fresh visitor: no cookies, a desktop window, paths relative to the site."""
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 1280, "height": 800}, locale="en-GB", timezone_id="UTC"
    )
    context.set_default_timeout(10_000)
    context.on("page", watch.follow)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, watch: Watch) -> Iterator[Page]:
    """A tab whose troubles fail the test."""
    yield context.new_page()
    assert watch.unexpected() == []
