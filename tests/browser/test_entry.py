"""A pledge is entered by keyboard, from an article's words, and without scripts."""

from __future__ import annotations

import datetime

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article, Evidence
from coalition.enums import NameKind
from coalition.models import Pledge, PledgeEvent
from tests.browser.test_accessibility import faults
from tests.coalition.lines import line
from tests.factories import ArticleFactory, MinisterFactory, NationFactory, NationNameFactory

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "Denmark will send about 120 trainers to Iraq."


@pytest.fixture
def article() -> Article:
    """A stored text, and the nation of which it tells."""
    NationNameFactory.create(
        nation=NationFactory.create(name="Denmark", iso_alpha3="DNK"), name="Danish", kind=NameKind.DEMONYM
    )
    MinisterFactory.create(name="Anna Holm")
    article: Article = ArticleFactory.create(
        title="Trainers promised",
        body=f"Talks 🤝 were held. {WORDS} More is to follow.",
        published_on=datetime.date(2014, 10, 3),
    )
    return article


def sign_in(context: BrowserContext, server: LiveServer) -> None:
    """The visitor may do everything from here on: the roles are gone once a test has emptied the tables."""
    user = get_user_model().objects.create_superuser("vera", password="not used")
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": server.url}])


def settle(page: Page) -> None:
    """Wait until the page has heard how the last key was understood: leaving sooner gives a request up."""
    page.wait_for_timeout(500)  # longer than the page waits for a further key
    expect(page.locator(".htmx-request")).to_have_count(0)


def test_a_pledge_is_entered_by_keyboard(
    page: Page, context: BrowserContext, live_server: LiveServer, article: Article
) -> None:
    line("Denmark", "Trainers at Al Asad", {"quantity": 120, "unit": "personnel"})
    sign_in(context, live_server)
    page.goto("/desk/pledges/new/")
    keys = page.keyboard
    nation = page.get_by_role("combobox", name="Nation", exact=True)
    nation.focus()
    keys.type("danis")
    expect(page.locator(".name-list:not([hidden]) > li")).to_have_text(["DenmarkState"])
    keys.press("ArrowDown")
    expect(page.locator(".name-list:not([hidden]) > [aria-selected=true]")).to_have_count(1)
    keys.press("Enter")
    expect(nation).to_have_value("Denmark")
    expect(nation).to_have_attribute("aria-expanded", "false")

    keys.press("Tab")
    keys.type("Trainers")
    keys.press("Tab")
    keys.type("Iraq")
    page.locator("[name=happened]").focus()
    keys.type("Oct 2014")
    keys.press("Tab")
    keys.type("about 120 trainers")
    expect(page.locator(".reading-text")).to_have_text(["about 120 personnel", "October 2014"])
    expect(page.locator(".alike-reasons span")).to_have_text(["same number"])
    keys.press("Tab")
    keys.type("20 million kroner")
    expect(page.locator(".reading-remark", has_text="of the nation that pays")).to_be_visible()

    page.get_by_role("combobox", name="Stored article").focus()
    keys.type("trainers prom")
    expect(page.locator(".name-list:not([hidden]) > li")).to_have_count(1)
    keys.press("ArrowDown")
    keys.press("Tab")
    keys.insert_text(WORDS)
    # Twenty million stand in no word of the passage.
    expect(page.locator(".reading-refused")).to_contain_text("do not state 20,000,000")
    page.locator("[name=money]").fill("")
    page.locator("[name=publish]").focus()
    keys.press("Space")
    settle(page)
    keys.press("Enter")

    expect(page.get_by_role("status").filter(has_text="Saved and published.")).to_be_visible()
    event = PledgeEvent.objects.get(pledge__title="Trainers and advisers in Iraq")
    assert (event.quantity, event.unit, event.is_published, event.evidence.get().quote) == (
        120,
        "personnel",
        True,
        WORDS,
    )


def test_selected_words_of_an_article_begin_a_pledge(
    page: Page, context: BrowserContext, live_server: LiveServer, article: Article
) -> None:
    sign_in(context, live_server)
    page.goto(article.get_absolute_url())
    start = article.body.index(WORDS)
    page.evaluate(
        "([from, to]) => { const text = document.getElementById('text').firstChild;"
        " getSelection().setBaseAndExtent(text, from, text, to); }",
        # The browser counts the sign before the words as two.
        [start + 1, start + 1 + len(WORDS)],
    )
    page.get_by_role("link", name="Start a pledge with this passage").click()
    expect(page.locator("[name=quote]")).to_have_value(WORDS)
    expect(page.locator("[name=article]")).to_have_value("Trainers promised")
    page.locator("[name=nation]").fill("Danish")
    page.locator("[name=capability]").select_option("trainers")
    settle(page)
    page.get_by_role("button", name="Save the pledge").last.click()
    expect(page.get_by_role("status").filter(has_text="Saved, not published.")).to_be_visible()
    assert Evidence.objects.get().start == start


def test_a_pledge_is_entered_without_scripts(browser: Browser, live_server: LiveServer, article: Article) -> None:
    MinisterFactory.create(name="Peter Holm")
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    sign_in(context, live_server)
    page = context.new_page()
    page.goto("/desk/pledges/new/")
    page.locator("[name=nation]").fill("danish")
    page.locator("[name=capability]").select_option("trainers")
    page.locator("[name=quantity]").fill("a dozen instructors")
    page.locator("[name=speaker]").fill("Holm")
    page.get_by_role("button", name="Check without saving").click()
    expect(page.locator(".reading-text")).to_have_text(["12 personnel"])
    page.get_by_role("button", name="Save the pledge").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing is entered without a source.")
    page.get_by_label("Peter Holm").check()
    page.locator("summary", has_text="An outside source instead").click()
    page.locator("[name=source_title]").fill("Government decides")
    page.locator("[name=source_url]").fill("https://example.org/decision")
    page.get_by_role("button", name="Save the pledge").last.click()
    expect(page.get_by_role("status").filter(has_text="Saved, not published.")).to_be_visible()
    assert str(Pledge.objects.get().events.get().speaker) == "Peter Holm"
    context.close()


def test_the_pages_of_entry_have_no_fault_in_light_or_dark_or_on_the_narrowest_phone(
    page: Page, context: BrowserContext, live_server: LiveServer, article: Article
) -> None:
    pledge = line("Denmark", "Trainers at Al Asad", {"quantity": 120, "unit": "personnel"})
    event = pledge.events.get()
    sign_in(context, live_server)
    page.emulate_media(reduced_motion="reduce")
    found: dict[str, list[str]] = {}

    def look(name: str) -> None:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found[f"{name} in {scheme}"] = faults(page)
        page.set_viewport_size({"width": 320, "height": 640})
        width = page.evaluate("document.documentElement.scrollWidth")
        found[f"{name} on a phone"] = [f"{width} pixels wide"] if width > 320 else []
        page.set_viewport_size({"width": 1280, "height": 800})

    for address in ("/desk/pledges/new/", f"/desk/pledges/{pledge.pk}/events/new/", f"/desk/events/{event.pk}/"):
        page.goto(address)
        settle(page)
        look(address)
    page.goto("/desk/pledges/new/")
    page.locator("[name=capability]").select_option("trainers")
    page.locator("[name=quantity]").fill("1.200 trainers")
    page.get_by_role("combobox", name="Nation", exact=True).press_sequentially("Denmark")
    expect(page.locator(".name-list:not([hidden]) > li")).to_have_count(1)
    expect(page.locator(".alike")).to_be_visible()
    look("a list under a field, and a value that is refused")
    settle(page)
    page.get_by_role("button", name="Save the pledge").last.click()
    expect(page.get_by_role("alert")).to_be_visible()
    settle(page)
    look("what was refused")
    assert {where: told for where, told in found.items() if told} == {}
