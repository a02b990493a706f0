"""Search as people type: a name with a slip in it still leads to the person."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import AppointmentFactory, MinisterFactory, NationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def minister() -> None:
    person = MinisterFactory.create(name="Ine Eriksen Søreide", slug="ine-eriksen-soreide")
    AppointmentFactory.create(
        minister=person, nation=NationFactory.create(name="Norway"), office="Minister of Defence", vouched=True
    )


def test_a_misspelt_minister_is_found_by_what_was_meant(page: Page, live_server: LiveServer) -> None:
    page.goto("/search/")
    page.locator("#search-q").press_sequentially("Ine Eriksen Sorreide")
    expect(page.locator(".results-count")).to_have_text("Nothing found for “Ine Eriksen Sorreide”")

    page.click("#results a:text-is('Ine Eriksen Søreide')")
    page.click(".hit-title a:has-text('Ine Eriksen Søreide')")

    page.wait_for_url(f"{live_server.url}/ministers/*/")
    expect(page.locator("h1")).to_have_text("Ine Eriksen Søreide")


def test_without_scripts_the_box_of_every_page_searches(browser: Browser, live_server: LiveServer) -> None:
    plain = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    tab = plain.new_page()
    tab.goto("/about/")
    tab.fill("#site-search-q", "soreide")
    tab.press("#site-search-q", "Enter")
    tab.wait_for_url(f"{live_server.url}/search/?q=soreide")
    tab.click("text=Ine Eriksen Søreide")
    tab.wait_for_url("**/ministers/*/")
    plain.close()
