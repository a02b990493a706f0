"""An article's text and its margin: marks and facts light up together, are walked by keyboard, and words are linked."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from tests.factories import ArticleFactory, CityEventFactory, MeetingFactory, PledgeEventFactory, prove

pytestmark = pytest.mark.django_db(transaction=True)

BODY = "Ministers 🤝 met in Paris.\n\nRamadi was retaken. Nothing more of it.\n\nNorway will send medics."


@pytest.fixture
def article() -> Article:
    article: Article = ArticleFactory.create(body=BODY)
    prove(MeetingFactory.create(name="Paris talks"), article=article, quote="Ministers 🤝 met in Paris.")
    prove(CityEventFactory.create(city__name="Ramadi"), article=article, quote="Ramadi was retaken.")
    prove(
        PledgeEventFactory.create(pledge__nation__name="Norway", pledge__title="Medics"),
        article=article,
        quote="Norway will send medics.",
    )
    return article


def _focused(page: Page) -> str:
    name: str = page.evaluate(
        "document.activeElement.dataset.label ?? document.activeElement.textContent.trim().replace(/\\s+/g, ' ')"
    )
    return name


def test_marks_and_facts_are_walked_by_keyboard_and_light_up_together(page: Page, article: Article) -> None:
    page.goto(article.get_absolute_url())
    marks = []
    page.focus(".passage-label >> nth=0")
    for key in ("", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowUp", "Home"):
        if key:
            page.keyboard.press(key)
        marks.append(_focused(page))
    assert marks == ["Meeting", "City", "Pledge", "Pledge", "City", "Meeting"]
    expect(page.locator(".article-fact.is-linked .fact-link")).to_have_text(["Paris talks"])

    # Enter leads to the fact, whose neighbours are walked in their turn.
    page.keyboard.press("Enter")
    page.wait_for_url("**/#f*")
    page.focus(".fact-link >> nth=0")
    page.keyboard.press("ArrowDown")
    assert _focused(page) == "Ramadi"
    expect(page.locator("mark.is-linked")).to_have_text(["Ramadi was retaken."])


def test_the_pointer_links_text_and_margin(page: Page, article: Article) -> None:
    page.goto(article.get_absolute_url())

    page.hover("mark:has-text('Norway')")
    expect(page.locator(".article-fact.is-linked .fact-link")).to_have_text(["Norway: Medics"])
    page.hover(".article-fact:has-text('Ramadi')")
    expect(page.locator("mark.is-linked")).to_have_text(["Ramadi was retaken."])
    page.hover("h1")
    expect(page.locator(".is-linked")).to_have_count(0)


def test_selected_words_get_an_address_that_marks_them(page: Page, article: Article, live_server: LiveServer) -> None:
    page.goto(article.get_absolute_url())
    expect(page.locator("#passage-tool")).to_be_hidden()
    page.evaluate(
        """() => {
            const words = [...document.querySelectorAll('#text mark')].find((mark) => mark.textContent.startsWith('Ramadi'));
            getSelection().setBaseAndExtent(words.firstChild, 11, words.firstChild, 18);
        }"""
    )
    page.click("text=Link to these words")

    start = BODY.index("retaken")
    page.wait_for_url(f"{live_server.url}{article.get_absolute_url()}?passage={start}-{start + 7}#e0")
    expect(page.locator("mark:target")).to_have_text("retaken")
