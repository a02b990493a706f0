"""The drawing of meetings: walked by keyboard, lit up together with the list, whole without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.coalition.lines import day
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db(transaction=True)

_MEETINGS = {
    "Jeddah": "2014-09-11",
    "Paris": "2014-09-15",
    "Rome": "2016-02-02",
    "Brussels": "2016-02-11",
    "Washington": "2016-09-20",
}


@pytest.fixture(autouse=True)
def meetings() -> None:
    for city, begins in _MEETINGS.items():
        MeetingFactory.create(name=city, city=city, starts_on=day(begins), starts_on_precision="day", vouched=True)


def _focused(page: Page) -> str:
    label: str = page.evaluate("document.activeElement.getAttribute('aria-label') ?? ''")
    return label.split(",")[0]


def test_arrow_keys_walk_it_and_it_is_one_stop_for_tab(page: Page, live_server: LiveServer) -> None:
    page.goto("/meetings/")
    page.focus(".timeline-mark >> nth=0")
    walked = [_focused(page)]
    for key in ("ArrowRight", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowUp", "Home", "End"):
        page.keyboard.press(key)
        walked.append(_focused(page))

    # Down from Paris in September leads to the nearest mark of the next year; past the last one nothing moves.
    there = ["Jeddah", "Paris", "Washington", "Washington", "Washington", "Washington"]
    assert walked == [*there, "Paris", "Jeddah", "Washington"]
    page.keyboard.press("Tab")
    assert _focused(page) == ""
    page.keyboard.press("Shift+Tab")
    assert _focused(page) == "Washington"
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/meetings/washington/")


def test_a_mark_and_its_row_light_up_together(page: Page) -> None:
    page.goto("/meetings/")

    page.focus(".timeline-mark[aria-label^=Rome]")
    expect(page.locator("tr.is-linked th")).to_have_text(["Rome"])
    page.hover("tbody tr:has(a:text-is('Paris'))")
    expect(page.locator("a.is-linked")).to_have_attribute("aria-label", "Paris, 15 September 2014, held")


def test_it_is_walked_again_after_a_filter(page: Page) -> None:
    page.goto("/meetings/")
    page.select_option("#filter-year", "2016")
    expect(page.locator(".timeline-mark")).to_have_count(3)

    assert [mark.get_attribute("tabindex") for mark in page.locator(".timeline-mark").all()] == ["0", "-1", "-1"]


def test_without_scripts_every_mark_is_a_stop_and_a_link(browser: Browser, live_server: LiveServer) -> None:
    plain = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    tab = plain.new_page()
    tab.goto("/meetings/")
    tab.click(".timeline-mark[aria-label^=Rome]")
    tab.wait_for_url("**/meetings/rome/")
    expect(tab.locator("h1")).to_have_text("Rome")
    plain.close()
