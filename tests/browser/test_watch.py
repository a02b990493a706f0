"""The watch over pages itself: it must see trouble, and must see none where there is none."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Watch

LOGIN = "/admin/login/"


def test_a_page_without_trouble_has_hashed_static_files(page: Page, watch: Watch) -> None:
    page.goto(LOGIN)
    sheet = page.locator("link[rel=stylesheet]").first
    assert sheet.evaluate("link => /\\.[0-9a-f]{12}\\.css$/.test(link.href)")
    assert sheet.evaluate("link => link.sheet.cssRules.length") > 0
    assert watch.troubles == []


@pytest.mark.parametrize(
    ("provocation", "trouble"),
    [
        ("() => console.error('broken')", "console error: broken"),
        ("() => { setTimeout(() => { throw new Error('broken') }) }", "script error: broken"),
        ("() => fetch('/nowhere/').then(() => null)", "status 404: {origin}/nowhere/"),
        ("() => { location = 'http://127.0.0.2:9/' }", "request to another host: http://127.0.0.2:9/"),
        ("() => fetch('http://127.0.0.2:9/').catch(() => null)", "console error: Connecting to 'http://127.0.0.2:9/'"),
        ("() => { document.body.setAttribute('onclick', 'alert()'); document.body.click() }", "console error: "),
        ("() => document.body.append(Object.assign(document.createElement('script'), {text: '1'}))", "console error: "),
    ],
)
def test_trouble_is_seen(
    page: Page, watch: Watch, expected_failures: list[str], provocation: str, trouble: str
) -> None:
    page.goto(LOGIN)
    page.evaluate(provocation)
    page.wait_for_timeout(100)
    assert [each for each in watch.troubles if each.startswith(trouble.format(origin=watch.origin))] != []
    assert watch.unexpected() == watch.troubles
    expected_failures.append("")
    assert watch.unexpected() == []
