"""The pages of accounts, corrections and the desk's lists before axe-core, and on the narrowest phone."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from coalition.actions.pledges import refresh_pledges
from coalition.models import PledgeEvent
from tests.browser.test_accessibility import faults
from tests.coalition.lines import line

pytestmark = pytest.mark.django_db(transaction=True)


def test_no_page_has_a_fault_in_light_or_dark_or_is_wider_than_the_narrowest_phone(
    page: Page, context: BrowserContext, live_server: LiveServer
) -> None:
    pledge = line("Denmark", "Trainers at Al Asad", {"quantity": 120, "unit": "personnel"})
    event = PledgeEvent.objects.get()
    vera = get_user_model().objects.create_superuser("vera", password="not used")
    event.quantity = 140
    event._history_user = vera  # type: ignore[attr-defined]
    event._change_reason = "a later figure"  # type: ignore[attr-defined]
    event.save()
    PledgeEvent.objects.create(pledge=pledge, act="ended")
    refresh_pledges([pledge.pk])
    signed_out = ["/sign-in/", "/corrections/"]
    signed_in = [
        "/account/",
        "/account/password/",
        "/account/second-factor/",
        "/account/second-factor/end/",
        "/desk/changes/",
        f"/desk/history/pledge_event/{event.pk}/",
        "/desk/publish/",
        "/desk/downloads/",
        "/desk/pledges/import/",
    ]
    page.emulate_media(reduced_motion="reduce")
    found: dict[str, list[str]] = {}

    def look(address: str) -> None:
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(address)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found[f"{address} in {scheme}"] = faults(page)
        page.set_viewport_size({"width": 320, "height": 640})
        width = page.evaluate("document.documentElement.scrollWidth")
        found[f"{address} on a phone"] = [f"{width} pixels wide"] if width > 320 else []

    for address in signed_out:
        look(address)
    client = Client()
    client.force_login(vera)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    for address in signed_in:
        look(address)
    assert {where: told for where, told in found.items() if told} == {}
