"""Two nations side by side, found by typing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from coalition.enums import Capability
from tests.coalition.lines import line

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lines() -> None:
    line("Norway", "Trainers, Anbar", capability=Capability.TRAINERS)
    line("Denmark", "Jets", capability=Capability.AIR_STRIKES)


def test_compare_from_a_nations_page_and_take_one_away(page: Page, live_server: LiveServer, lines: None) -> None:
    page.goto("/nations/norway/")
    page.get_by_role("link", name="Compare Norway with other nations").click()

    page.get_by_label("Find a nation to add").press_sequentially("den")
    page.get_by_role("link", name="Add Denmark").click()

    expect(page.locator("thead a")).to_have_text(["Norway", "Denmark"])
    assert page.url == f"{live_server.url}/nations/compare/?nation=norway&nation=denmark"

    page.get_by_role("link", name=re.compile("Norway.*take it away")).click()
    expect(page.locator("thead a")).to_have_text(["Denmark"])


def test_compare_without_scripts(browser: Browser, live_server: LiveServer, lines: None) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/nations/compare/?nation=norway")

    page.get_by_label("Or choose one").select_option("denmark")
    page.get_by_role("button", name="Add").click()
    expect(page.locator("thead a")).to_have_text(["Norway", "Denmark"])

    page.get_by_role("link", name=re.compile("Denmark.*take it away")).click()
    page.get_by_label("Find a nation to add").fill("den")
    page.get_by_role("button", name="Add").click()
    page.get_by_role("link", name="Add Denmark").click()
    expect(page.locator("thead a")).to_have_text(["Norway", "Denmark"])
    context.close()
