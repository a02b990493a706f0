"""Filters with scripts: the list is renewed in place and the address follows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from coalition.enums import Act, Capability
from tests.coalition.lines import day, line

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lines() -> None:
    line("Norway", "Trainers, Anbar", {"happened_on": day("2016-02-11")}, capability=Capability.TRAINERS)
    line("Denmark", "Trainers, Erbil", {"happened_on": day("2016-01-11")}, capability=Capability.TRAINERS)
    line("Denmark", "Jets", {"act": Act.DELIVERING}, capability=Capability.AIR_STRIKES)


def _rows(page: Page) -> list[str]:
    return page.locator("tbody th").all_inner_texts()


def test_a_choice_renews_the_list_and_the_address(page: Page, live_server: LiveServer, lines: None) -> None:
    page.goto("/pledges/")

    page.select_option("#filter-act", "pledged")

    expect(page.locator(".results-count")).to_have_text("2 lines")
    # Empty fields are left out of the address, and what changed is announced.
    assert page.url == f"{live_server.url}/pledges/?act=pledged"
    expect(page.locator("#announcement")).to_have_text("2 lines")


def test_words_ask_while_one_types(page: Page, live_server: LiveServer, lines: None) -> None:
    page.goto("/pledges/")

    page.locator("#filter-q").press_sequentially("jets")

    expect(page.locator("tbody th")).to_have_text(["Jets"])
    assert page.url == f"{live_server.url}/pledges/?q=jets"


def test_the_order_stays_when_a_filter_changes(page: Page, live_server: LiveServer, lines: None) -> None:
    page.goto("/pledges/?q=trainers")
    page.focus("#filter-q")

    # Leaving the box for words for the link must not ask a second time and overwrite the answer.
    page.click("#sort-nation")
    expect(page.locator("th[aria-sort]")).to_have_text("Nation")
    page.select_option("#filter-act", "pledged")

    expect(page.locator("[aria-label='Filters in force'] .chip")).to_have_count(3)
    assert _rows(page) == ["Trainers, Erbil", "Trainers, Anbar"]
    assert page.url == f"{live_server.url}/pledges/?act=pledged&q=trainers&sort=nation"


def test_going_back_restores_form_and_list(page: Page, live_server: LiveServer, lines: None) -> None:
    page.goto("/pledges/")
    page.select_option("#filter-act", "delivering")
    expect(page.locator("tbody th")).to_have_text(["Jets"])

    page.go_back()

    expect(page.locator(".results-count")).to_have_text("3 lines")
    expect(page.locator("#filter-act")).to_have_value("")


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/nations/",
        "/nations/denmark/",
        "/nations/compare/?nation=denmark&nation=norway",
        "/pledges/",
        "/asks/",
        "/about/",
    ],
)
def test_no_page_is_wider_than_the_window(page: Page, lines: None, address: str) -> None:
    page.goto(address)

    for width in (320, 390, 768, 960, 1024, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        # The root's own width leaves out the room kept for a scrollbar.
        too_wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert not too_wide, f"{address} at {width} pixels"


def test_a_list_says_that_it_is_loading(page: Page, lines: None) -> None:
    page.goto("/pledges/")
    page.route("**/pledges/?*", lambda route: None)

    page.select_option("#filter-act", "pledged")

    expect(page.locator("#results")).to_have_attribute("aria-busy", "true")


def test_a_failure_is_said_beside_the_list_from_before(page: Page, lines: None, expected_failures: list[str]) -> None:
    expected_failures += ["status 500", "Response Status Error Code 500"]
    page.goto("/pledges/")
    page.route("**/pledges/?*", lambda route: route.fulfill(status=500), times=1)

    page.select_option("#filter-act", "pledged")

    expect(page.locator("#request-error")).to_have_text(
        "The list could not be loaded, so you see the one from before. Load the whole page"
    )
    expect(page.locator(".results-count")).to_have_text("3 lines")
    page.click("#request-error a")
    expect(page.locator(".results-count")).to_have_text("2 lines")


def test_without_a_connection_that_is_said_and_the_next_answer_lifts_it(
    page: Page, lines: None, expected_failures: list[str]
) -> None:
    expected_failures += ["request failed", "htmx:sendError", "console error"]
    page.goto("/pledges/")
    page.route("**/pledges/?*", lambda route: route.abort(), times=1)

    page.select_option("#filter-act", "pledged")
    expect(page.locator("#request-error")).to_contain_text("There is no connection to the site")

    page.select_option("#filter-act", "delivering")
    expect(page.locator(".results-count")).to_have_text("1 line")
    expect(page.locator("#request-error")).to_have_count(0)
