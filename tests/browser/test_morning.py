"""An editor's morning in one go: sign in, ingest, clear the queue, enter, correct, import, and fail safely."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import FilePayload, Page, expect

from articles.intake.work import work_through
from articles.models import Article, Candidate
from articles.recording import policy
from coalition.models import PledgeEvent
from tests.articles.desk.test_decisions import policy_that_publishes_nothing
from tests.factories import NationFactory

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "a long secret"
TEXT = """Norway will send 60 trainers to Iraq to help fight Islamic State, the government said on Friday.

Denmark said it would withdraw its seven F-16 jets from the fight against Islamic State in Iraq."""
TABLE = "nation,capability,act,date,quantity,place,source title,source link\n" + "".join(
    f"Denmark,medical,delivering,{2000 + year},{year} medics,Iraq,Report {year},https://example.org/{year}\n"
    for year in range(1, 21)
)


@pytest.fixture
def record(monkeypatch: pytest.MonkeyPatch) -> None:
    """The nations of the article, an editor, and rules that publish nothing by themselves.

    Roles do not outlive a test that commits, hence the editor's full rights.
    """
    monkeypatch.setattr(policy, "last_measurement", lambda: policy_that_publishes_nothing)
    get_user_model().objects.create_superuser("vera", password=PASSWORD)
    for name, code in (("Norway", "NOR"), ("Denmark", "DNK"), ("Iraq", "IRQ")):
        NationFactory.create(name=name, iso_alpha3=code)


@pytest.mark.usefixtures("record")
def test_an_editors_morning(page: Page) -> None:
    sign_in(page)
    stored = ingest(page)
    clear_the_queue(page, stored)
    event = enter_a_pledge(page)
    correct_it(page, event)
    import_twenty_rows(page)
    fail_safely_on_a_stale_form(page, event)


def sign_in(page: Page) -> None:
    page.goto("/desk/")
    page.fill("[name=username]", "vera")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page.get_by_role("navigation", name="Desk")).to_be_visible()


def ingest(page: Page) -> Article:
    page.get_by_role("link", name="Add articles").click()
    page.fill("[name=title]", "Norway and Denmark change course")
    page.fill("[name=publisher]", "The Gazette")
    page.fill("[name=published]", "2016-02-12")
    page.fill("[name=text]", TEXT)
    page.click("main button[type=submit]")
    work_through("a worker")
    expect(page.locator("#job-progress")).to_have_text("1 new article")
    stored: Article = Article.objects.get()
    return stored


def clear_the_queue(page: Page, stored: Article) -> None:
    waiting = Candidate.objects.filter(state="proposed").count()
    assert waiting >= 2
    page.goto(f"/desk/queue/?article={stored.pk}")
    page.click("#start")
    expect(page.locator("#keys")).to_be_visible()
    for left in range(waiting - 1, 0, -1):
        page.keyboard.press("a")
        expect(page.locator(".breadcrumb")).to_contain_text(f"of {left}")
        expect(page.locator("#judge-title")).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator("#results")).to_contain_text("Nothing waits that passes these filters.")
    page.click("details.queue-last summary")
    page.locator("details.queue-last button").first.click()
    expect(page.locator(".notice-success")).to_contain_text("Undone: accepted")
    assert Candidate.objects.filter(state="proposed").count() == 1


def enter_a_pledge(page: Page) -> PledgeEvent:
    page.goto("/desk/pledges/new/")
    page.locator("[name=nation]").fill("Denmark")
    page.locator("[name=capability]").select_option("trainers")
    page.locator("[name=place]").fill("Iraq")
    page.locator("[name=quantity]").fill("about 120 trainers")
    expect(page.locator(".reading-text")).to_have_text(["about 120 personnel"])
    page.locator("summary", has_text="An outside source instead").click()
    page.locator("[name=source_title]").fill("Government decides")
    page.locator("[name=source_url]").fill("https://example.org/decision")
    page.locator("[name=publish]").check()
    page.get_by_role("button", name="Save the pledge").last.click()
    expect(page.get_by_role("status").filter(has_text="Saved and published.")).to_be_visible()
    event: PledgeEvent = PledgeEvent.objects.get(source_title="Government decides")
    return event


def correct_it(page: Page, event: PledgeEvent) -> None:
    page.goto(f"/desk/events/{event.pk}/")
    page.locator("[name=quantity]").fill("about 140 trainers")
    page.locator("[name=why]").fill("the ministry gave a later figure")
    page.get_by_role("button", name="Save the correction").last.click()
    expect(page.get_by_role("status").filter(has_text="Readers see the correction now")).to_be_visible()
    page.goto(event.pledge.get_absolute_url())
    expect(page.locator("main")).to_contain_text("140")
    page.get_by_role("link", name="Corrections").click()
    correction = page.locator("article.change").first
    expect(correction).to_contain_text("the ministry gave a later figure")
    expect(correction.locator("del").first).to_have_text("120")
    expect(correction.locator("ins").first).to_have_text("140")


def import_twenty_rows(page: Page) -> None:
    page.goto("/desk/pledges/import/")
    table: FilePayload = {"name": "medics.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    page.set_input_files("[name=sheet]", table)
    page.get_by_role("button", name="Show what it would do").click()
    expect(page.locator("[name=row]:checked")).to_have_count(20)
    assert PledgeEvent.objects.filter(pledge__capability="medical").count() == 0
    page.get_by_role("button", name="Enter what is ticked").click()
    expect(page.get_by_role("status").filter(has_text="Entered: 20 acts, 1 of them on new lines.")).to_be_visible()


def fail_safely_on_a_stale_form(page: Page, event: PledgeEvent) -> None:
    page.goto(f"/desk/events/{event.pk}/")
    somebody_else: Any = PledgeEvent.objects.get(pk=event.pk)
    somebody_else.quantity = 150
    somebody_else.save()
    page.locator("[name=quantity]").fill("about 160 trainers")
    page.locator("[name=why]").fill("another figure")
    page.get_by_role("button", name="Save the correction").last.click()
    expect(page.get_by_role("alert")).to_contain_text("this record was saved by")
    expect(page.locator("[name=quantity]")).to_have_value("about 160 trainers")
    event.refresh_from_db()
    assert event.quantity == 150
