"""What a reader does with requests: find one, and open the words that answer it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from coalition.actions.pledges import refresh_pledges
from coalition.enums import Act, Capability
from coalition.models import PledgeEvent
from tests.coalition.lines import day, line
from tests.factories import ArticleFactory, NationFactory, PledgeEventFactory, prove

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "Oslo would send no combat aircraft, the minister said."


@pytest.fixture
def refusal() -> PledgeEvent:
    """Norway was asked for aircraft and refused; two other requests stand beside it."""
    states = NationFactory.create(name="United States")
    asked = {"act": Act.REQUESTED, "happened_on": day("2016-01-20")}
    line("Norway", "Trainers", {**asked, "asked_by": states}, {}, capability=Capability.TRAINERS)
    line("Denmark", "Ships", asked, capability=Capability.NAVAL)
    pledge = line("Norway", "Combat aircraft", {**asked, "asked_by": states}, capability=Capability.AIR_STRIKES)
    article = ArticleFactory.create(title="No aircraft from Oslo", body=f"OSLO. {WORDS} Nothing else was said.")
    refused: PledgeEvent = PledgeEventFactory.create(pledge=pledge, act=Act.DECLINED)
    prove(refused, article=article, quote=WORDS)
    refresh_pledges([pledge.pk])
    return refused


def test_find_a_request_and_open_the_proof_of_its_answer(
    page: Page, live_server: LiveServer, refusal: PledgeEvent
) -> None:
    page.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Asks").click()
    expect(page.locator(".results-count")).to_have_text("3 requests")

    page.get_by_role("link", name="Norway 2").click()
    expect(page.locator(".results-count")).to_have_text("2 requests")
    page.get_by_role("link", name="Declined 1").click()
    expect(page.locator(".results-count")).to_have_text("1 request")
    assert page.url == f"{live_server.url}/asks/?nation=norway&answer=declined"

    page.get_by_role("row", name="Combat aircraft").get_by_role("link", name="Declined undated").click()
    expect(page.locator("#drawer mark")).to_have_text(WORDS)
    page.click("#drawer a:has-text('Read it in the article')")

    expect(page.get_by_role("heading", level=1)).to_have_text("No aircraft from Oslo")
    expect(page.locator(":target")).to_be_visible()
    expect(page.locator("mark", has_text=WORDS)).to_be_visible()

    page.go_back()
    expect(page.locator(".results-count")).to_have_text("1 request")


def test_a_chip_lifts_its_filter_from_the_keyboard(page: Page, live_server: LiveServer, refusal: PledgeEvent) -> None:
    page.goto("/asks/?by=not-recorded")
    expect(page.locator("tbody th")).to_have_text(["Ships"])

    page.get_by_role("link", name="Not recorded 1").focus()
    page.keyboard.press("Enter")

    expect(page.locator(".results-count")).to_have_text("3 requests")
    assert page.url.startswith(f"{live_server.url}/asks/")
    expect(page.locator("#announcement")).to_have_text("3 requests")
