"""An editor's hour at the queue: an article's proposals judged by keyboard, one undone, and the pages before axe-core."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article, Candidate
from coalition.models import PledgeEvent
from tests.articles.desk.test_decisions import nothing_is_proven, waiting
from tests.articles.recording.test_record import article, city, pledge, records
from tests.browser.test_accessibility import faults

pytestmark = pytest.mark.django_db(transaction=True)

__all__ = ["nothing_is_proven", "records"]


@pytest.fixture
def stored(context: BrowserContext, live_server: LiveServer) -> Article:
    """An article with four proposals, and an editor who is signed in."""
    vera = get_user_model().objects.create_superuser("vera")
    client = Client()
    client.force_login(vera)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    found = article()
    facts: dict[str, Any] = {
        "cities": (city(), city(objective="retaken")),
        "pledges": (pledge(), pledge(capability="medical", quantity=None, unit="")),
    }
    waiting(found, **facts)
    return found


def states() -> list[str]:
    return list(Candidate.objects.order_by("kind", "pk").values_list("state", flat=True))


def test_an_article_is_cleared_by_keyboard_and_one_decision_undone(page: Page, stored: Article) -> None:
    page.goto(f"/desk/queue/?article={stored.pk}")
    page.click("#start")
    title = page.locator("#judge-title")
    expect(page.locator("#keys")).to_be_visible()
    expect(page.locator(".breadcrumb")).to_contain_text("1 of 4")

    # Look at the next one and come back.
    first = title.inner_text()
    page.keyboard.press("j")
    expect(page.locator(".breadcrumb")).to_contain_text("2 of 4")
    expect(title).to_be_focused()
    page.keyboard.press("k")
    expect(title).to_have_text(first)
    expect(title).to_be_focused()

    # Accept; the next one loads by itself, with its own address.
    page.keyboard.press("a")
    expect(page.locator(".breadcrumb")).to_contain_text("of 3")
    expect(title).to_be_focused()
    assert f"?article={stored.pk}" in page.url

    # Reject with the second reason.
    page.keyboard.press("r")
    expect(page.locator(".judge-reasons")).to_be_visible()
    page.keyboard.press("2")
    expect(page.locator(".breadcrumb")).to_contain_text("of 2")
    expect(title).to_be_focused()

    # Correct and accept from within the form; keys are letters there.
    second = title.inner_text()
    page.keyboard.press("e")
    page.fill("[name=v-date]", "2016-02")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".breadcrumb")).to_contain_text("of 1")
    expect(title).not_to_have_text(second)
    expect(title).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator("#results")).to_contain_text("Nothing waits that passes these filters.")
    assert sorted(states()) == ["accepted", "accepted", "accepted", "rejected"]

    # Undo the last one.
    page.click("details.queue-last summary")
    page.click("details.queue-last button")
    expect(page.locator(".notice-success")).to_contain_text("Undone: accepted")
    assert sorted(states()) == ["accepted", "accepted", "proposed", "rejected"]
    assert PledgeEvent.objects.filter(is_published=True).exists()


def test_keys_are_silent_in_fields_and_can_be_switched_off(page: Page, stored: Article) -> None:
    page.goto("/desk/queue/next/")
    page.click("summary:has-text('Reject')")
    page.type("#reject-words", "a as us")
    assert page.input_value("#reject-words") == "a as us"
    page.keyboard.press("Escape")
    expect(page.locator("#judge-title")).to_be_focused()

    page.uncheck("#keys-on")
    page.keyboard.press("a")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_hidden()
    page.reload()
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("?")
    expect(page.locator("#keys-on")).not_to_be_checked()
    assert states() == ["proposed"] * 4


def test_the_desk_has_no_fault_in_light_or_dark_and_fits_the_narrowest_phone(page: Page, stored: Article) -> None:
    page.emulate_media(reduced_motion="reduce")
    found = {}
    for address in ("/desk/queue/", "/desk/queue/next/?kind=pledge", f"/desk/queue/bulk/?article={stored.pk}"):
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(address)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            if page.locator("#reject").count():
                page.locator("#reject").evaluate("element => { element.open = true }")
            found[f"{address} in {scheme}"] = faults(page)
        page.set_viewport_size({"width": 320, "height": 640})
        width = page.evaluate("document.documentElement.scrollWidth")
        found[f"{address} on a phone"] = [f"{width} pixels wide"] if width > 320 else []
    assert {where: told for where, told in found.items() if told} == {}
