"""The day of the record, chosen as people choose it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from coalition.enums import Act, Capability
from tests.coalition.lines import day, line

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lines() -> None:
    line(
        "Denmark",
        "Jets",
        {"act": Act.PLEDGED, "public_from": day("2016-01-20")},
        {"act": Act.DELIVERING, "happened_on": day("2016-03-01"), "public_from": day("2016-03-02")},
        capability=Capability.AIR_STRIKES,
    )
    line("Norway", "Trainers", {"public_from": day("2016-03-02")}, capability=Capability.TRAINERS)


def test_the_day_is_changed_by_keyboard_and_left_again(page: Page, live_server: LiveServer, lines: None) -> None:
    page.goto("/pledges/?sort=nation")
    expect(page.locator("tbody th")).to_have_text(["Jets", "Trainers"])

    page.get_by_label("Record as of").focus()
    page.keyboard.type("02022016")  # the same day whichever part a browser's language asks for first
    page.keyboard.press("Enter")

    expect(page.locator("#day-banner")).to_contain_text("You see the record as it stood on 2 February 2016.")
    assert page.url == f"{live_server.url}/pledges/?sort=nation&as_of=2016-02-02"
    expect(page.locator("tbody th")).to_have_text(["Jets"])
    expect(page.locator("tbody .badge")).to_have_text(["Pledged"])

    # A filter renews a part of the page by script, and a link opens another page: the day stays.
    page.select_option("#filter-act", "pledged")
    expect(page.locator(".chip").first).to_be_visible()
    page.get_by_role("link", name="Denmark", exact=True).click()
    expect(page.locator("#day-banner")).to_be_visible()
    assert page.url.endswith("/nations/denmark/?as_of=2016-02-02")

    page.go_back()
    expect(page.locator("#day-banner")).to_be_visible()
    page.get_by_role("link", name="Back to today").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#day-banner")).to_have_count(0)
    expect(page.locator(".results-count")).to_have_text("1 line")
    page.get_by_role("link", name="Clear all").click()
    expect(page.locator("tbody .badge")).to_have_text(["Delivering", "Pledged"])


def test_the_day_is_chosen_without_scripts(browser: Browser, live_server: LiveServer, lines: None) -> None:
    visitor = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = visitor.new_page()
    page.goto("/")

    page.get_by_label("Record as of").fill("2016-02-01")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Pledges").click()
    page.locator("#filter-act").select_option("delivering")
    page.get_by_role("button", name="Filter").click()

    expect(page.locator("#day-banner")).to_be_visible()
    expect(page.locator("#results")).to_contain_text("No pledge line passes these filters.")
    visitor.close()


def test_a_mark_of_a_chart_opens_the_day_in_view(page: Page, live_server: LiveServer, lines: None) -> None:
    page.goto("/?as_of=2016-02-01")
    bar = page.locator("[data-chart='contributions-by-capability'][data-drawn='true'] .points path").first
    bar.scroll_into_view_if_needed()

    bar.click(force=True)

    expect(page.locator("#day-banner")).to_be_visible()
    assert page.url.endswith("/pledges/?capability=air_strikes&act=pledged&as_of=2016-02-01")
