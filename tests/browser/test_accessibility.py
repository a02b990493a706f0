"""Every public page before axe-core (WCAG 2.2 A and AA, best practices), in light and dark, and on the narrowest phone.

The record is that of a few briefs, so that pages hold what they hold in use: proofs, charts, maps, long tables.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page

from articles.models import Article
from coalition.enums import Act, Capability
from coalition.models import City, Meeting, Minister, Nation, Pledge
from tests.coalition.lines import line

pytestmark = pytest.mark.django_db(transaction=True)

BRIEFS = (
    "2014-08-20-europeans-arm-kurds.md",
    "2014-09-05-wales-core-coalition.md",
    "2014-09-15-paris-conference-on-iraq.md",
    "2014-10-07-canada-commons-approves-mission.md",
)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def addresses() -> list[str]:
    """One address of every kind of page, each with something on it, an empty result and a missing page among them."""
    call_command("load_reference", verbosity=0)
    folder = Path(settings.BASE_DIR) / "seeds" / "articles"
    call_command("ingest", *(str(folder / name) for name in BRIEFS), verbosity=0)
    # No brief of these tells of a request: one that is answered, and one that is open.
    line("Canada", "Trainers", {"act": Act.REQUESTED}, {"act": Act.DECLINED})
    line("Canada", "Medics", {"act": Act.REQUESTED}, capability=Capability.MEDICAL)
    lists = ["nation", "pledge", "ask", "meeting", "minister", "city", "article"]
    details = [
        Nation.objects.get(iso_alpha3="CAN").get_absolute_url(),
        Pledge.objects.filter(nation__iso_alpha3="CAN").order_by("pk")[0].get_absolute_url(),
        Meeting.objects.order_by("pk")[0].get_absolute_url(),
        Minister.objects.filter(attendances__isnull=False).order_by("pk")[0].get_absolute_url(),
        City.objects.get(name="Mosul").get_absolute_url(),
        Article.objects.order_by("pk")[0].get_absolute_url(),
    ]
    return [
        reverse("home"),
        *(reverse(f"{name}_list") for name in lists),
        *details,
        f"{reverse('pledge_list')}?nation=canada&act=pledged",
        f"{reverse('pledge_list')}?stated=not-recorded",
        f"{reverse('pledge_list')}?q=nothing+of+the+kind",
        f"{reverse('ask_list')}?nation=canada&answer=open",
        f"{reverse('nation_compare')}?nation=canada&nation=denmark&q=fra",
        reverse("proof_detail", args=["meeting", Meeting.objects.order_by("pk")[0].pk]),
        reverse("search"),
        f"{reverse('search')}?q=Canada",
        reverse("about"),
        reverse("accuracy"),
        "/nowhere/",
        *(f"{address}?as_of=2014-09-20" for address in (reverse("home"), reverse("meeting_list"), *details[:3])),
    ]


def faults(page: Page) -> list[str]:
    """What axe-core has to say against the open page: rule, element, reason."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{one['id']}: {node['target'][0]} ({' '.join(node['failureSummary'].split())})"
        for one in found
        for node in one["nodes"]
    ]


def test_no_page_has_a_fault_in_light_or_dark_or_is_wider_than_the_narrowest_phone(
    page: Page, addresses: list[str], expected_failures: list[str]
) -> None:
    expected_failures.append("status 404")
    page.emulate_media(reduced_motion="reduce")
    found: dict[str, list[str]] = {}
    for address in addresses:
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(address)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found[f"{address} in {scheme}"] = faults(page)
        page.set_viewport_size({"width": 320, "height": 640})
        width = page.evaluate("document.documentElement.scrollWidth")
        found[f"{address} on a phone"] = [f"{width} pixels wide"] if width > 320 else []
    assert {where: told for where, told in found.items() if told} == {}
