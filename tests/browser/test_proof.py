"""The proof of a figure as a panel: opened, read, closed; and a plain link where scripts are missing or fail."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from coalition.actions.pledges import refresh_pledges
from coalition.enums import Capability
from coalition.models import Pledge
from tests.factories import ArticleFactory, NationFactory, PledgeEventFactory, PledgeFactory, prove

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "Norway will send 50 trainers."


@pytest.fixture(autouse=True)
def trainers() -> Pledge:
    pledge: Pledge = PledgeFactory.create(
        nation=NationFactory.create(name="Norway", is_member=True),
        title="Trainers, Anbar",
        capability=Capability.TRAINERS,
    )
    event = PledgeEventFactory.create(pledge=pledge, quantity=50, unit="trainers")
    prove(event, article=ArticleFactory.create(title="A brief", body=f"They met. {WORDS} They left."), quote=WORDS)
    refresh_pledges([pledge.pk])
    return pledge


def test_one_finds_a_nations_trainers_opens_the_proof_and_goes_back(page: Page, live_server: LiveServer) -> None:
    page.goto("/nations/")
    page.click("text=Norway")
    page.click("#contributions .group-head a")
    page.wait_for_url(f"{live_server.url}/pledges/?nation=norway&capability=trainers")

    page.click("table a:text-is('50 trainers')")
    expect(page.locator("#drawer mark")).to_have_text(WORDS)
    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).to_be_hidden()
    assert page.evaluate("document.activeElement.textContent") == "50 trainers"

    page.click(".proof-link")
    page.click("#drawer a:has-text('Read it in the article')")
    page.wait_for_url("**/articles/*/#e*")
    expect(page.locator("mark:target")).to_have_text(WORDS)
    page.go_back()
    expect(page.locator("#drawer mark")).to_have_text(WORDS)
    page.go_back()
    page.wait_for_url(f"{live_server.url}/pledges/?nation=norway&capability=trainers")
    expect(page.locator("#drawer")).to_be_hidden()
    expect(page.locator("tbody th")).to_have_text(["Trainers, Anbar"])


def test_back_closes_the_panel_and_forward_opens_it(page: Page, live_server: LiveServer) -> None:
    page.goto("/nations/")
    page.goto("/pledges/")
    page.select_option("#filter-act", "pledged")
    page.wait_for_url(f"{live_server.url}/pledges/?act=pledged")

    page.click(".proof-link")
    expect(page.locator("#drawer mark")).to_have_text(WORDS)
    page.go_back()
    expect(page.locator("#drawer")).to_be_hidden()
    assert page.url == f"{live_server.url}/pledges/?act=pledged"
    assert page.evaluate("document.activeElement.className") == "proof-link"
    page.go_forward()
    expect(page.locator("#drawer mark")).to_have_text(WORDS)

    # Closed otherwise, the step of the panel is gone: Back leaves the list as it was.
    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).to_be_hidden()
    page.go_back()
    page.wait_for_url(f"{live_server.url}/pledges/")
    expect(page.locator("#filter-act")).to_have_value("")


def test_the_address_of_an_open_panel_can_be_shared_and_reloaded(page: Page, live_server: LiveServer) -> None:
    page.goto("/pledges/?act=pledged")
    page.click(".proof-link")
    expect(page.locator("#drawer mark")).to_have_text(WORDS)
    shared = page.url

    page.reload()
    expect(page.locator("#drawer mark")).to_have_text(WORDS)
    page.goto("/about/")
    page.goto(shared)
    expect(page.locator("#drawer mark")).to_have_text(WORDS)
    page.click("#drawer [data-drawer-close]")
    expect(page.locator("#drawer")).to_be_hidden()
    assert page.url == f"{live_server.url}/pledges/?act=pledged"


def test_a_shared_proof_that_is_gone_says_so(page: Page, expected_failures: list[str]) -> None:
    expected_failures.append("status 404")
    page.goto("/pledges/#/proof/pledge_event/999999/")
    expect(page.locator("#drawer-body")).to_contain_text("It may have been withdrawn since.")
    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).to_be_hidden()


def test_the_panel_holds_the_focus_and_closes_by_its_button_or_beside_it(page: Page) -> None:
    page.goto("/pledges/")
    for close in ("#drawer [data-drawer-close]", None):
        page.click(".proof-link")
        expect(page.locator("#drawer mark")).to_have_text(WORDS)
        assert page.evaluate("document.activeElement.closest('#drawer') !== null")
        if close:
            page.click(close)
        else:
            page.mouse.click(20, 400)
        expect(page.locator("#drawer")).to_be_hidden()


def test_a_proof_that_cannot_be_loaded_is_read_in_its_article(page: Page, expected_failures: list[str]) -> None:
    expected_failures.append("status 503")
    page.route("**/proof/**", lambda route: route.fulfill(status=503))
    page.goto("/pledges/")
    page.click(".proof-link")
    page.wait_for_url("**/articles/*/#e*")


def test_without_scripts_the_link_leads_to_the_sentence(browser: Browser, live_server: LiveServer) -> None:
    plain = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    tab = plain.new_page()
    tab.goto("/pledges/?capability=trainers")
    tab.click("table a:text-is('50 trainers')")
    tab.wait_for_url("**/articles/*/#e*")
    expect(tab.locator("mark:target")).to_have_text(WORDS)
    plain.close()
