"""An editor pastes an article, watches it being read, and sees what was found."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from playwright.sync_api import Browser, FilePayload, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.enums import WayIn
from articles.intake.models import Feed, IngestJob
from articles.intake.queue import claim
from articles.intake.submit import Given, Submission, submit
from articles.intake.work import work_through
from coalition.roles import INGEST
from tests.browser.test_accessibility import faults
from tests.factories import NationFactory

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "Norway will send 60 trainers to Iraq to help fight Islamic State.\n\nThey leave in May."


@pytest.fixture(autouse=True)
def editor() -> None:
    user = get_user_model().objects.create_user("vera", password="a long secret")
    # The roles of the migrations do not outlive a test that commits.
    user.user_permissions.add(Permission.objects.get(codename=INGEST.removeprefix("articles.")))
    NationFactory.create(name="Norway", iso_alpha3="NOR")
    NationFactory.create(name="Iraq", iso_alpha3="IRQ")


def sign_in(page: Page) -> None:
    page.goto("/sign-in/?next=/desk/articles/new/")
    page.fill("[name=username]", "vera")
    page.fill("[name=password]", "a long secret")
    page.click("main button[type=submit]")
    expect(page.locator("h1")).to_have_text("Add articles")


def paste(page: Page) -> None:
    page.fill("[name=title]", "Norway to add trainers")
    page.fill("[name=publisher]", "The Gazette")
    page.fill("[name=published]", "2016-02-12")
    page.fill("[name=text]", TEXT)
    page.click("main button[type=submit]")
    expect(page.locator("h1")).to_have_text("Norway to add trainers")


def test_a_pasted_article_is_watched_being_read(page: Page) -> None:
    sign_in(page)
    paste(page)
    progress = page.locator("#job-progress")
    expect(progress).to_have_text("Waiting for a worker")

    source = claim("a worker that dies")
    assert source is not None
    expect(progress).to_have_text("Reading: 0 of 1 source done")
    expect(page.locator(".step[aria-current]")).to_have_text("Reading")

    source.claimed_until = None
    source.stage = "waiting"
    source.save()
    expect(progress).to_have_text("Waiting for a worker")
    work_through("another")
    expect(progress).to_have_text("1 new article")
    expect(page.locator("#announcement")).to_have_text("1 new article")
    expect(page.locator("article .told").first).to_contain_text("Norway")
    assert page.locator("#job[hx-get]").count() == 0

    page.click("article h2 a")
    expect(page.locator("h1")).to_have_text("Norway to add trainers")
    expect(page.locator(".article-columns")).to_contain_text("They leave in May.")


def test_without_scripts_the_page_is_asked_again_by_its_link(browser: Browser, live_server: LiveServer) -> None:
    plain = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = plain.new_page()
    sign_in(page)
    paste(page)
    expect(page.locator("#job-progress")).to_have_text("Waiting for a worker")
    work_through("w")
    page.click("#job-reload")
    expect(page.locator("#job-progress")).to_have_text("1 new article")
    plain.close()


def test_what_failed_is_mended_and_tried_again(page: Page) -> None:
    sign_in(page)
    page.click("text=Files")
    files: list[FilePayload] = [
        {"name": "undated.txt", "mimeType": "text/plain", "buffer": TEXT.encode()},
        {"name": "empty.txt", "mimeType": "text/plain", "buffer": b" "},
    ]
    page.set_input_files("[name=documents]", files)
    page.click("main button[type=submit]")
    work_through("w")
    expect(page.locator("#job-progress")).to_have_text("0 new articles, 2 not read")
    page.fill("[name=published]", "2016-02")
    page.click("text=Try again")
    work_through("w")
    expect(page.locator("#job-progress")).to_have_text("1 new article, 1 not read")
    expect(page.locator(".notice-error")).to_have_text(re.compile("is empty"))


def test_no_page_has_a_fault_in_light_or_dark_or_is_wider_than_the_narrowest_phone(page: Page) -> None:
    sign_in(page)
    paste(page)
    waiting = submit(
        Submission(WayIn.LINK, "vera"), [Given("https://example.org/story" * 5, url="https://example.org/")]
    )
    waiting.sources.update(stage="recording", found=3)
    Feed.objects.create(url="https://example.org/feed", name="The Wire", problem="the server answered 404 Not Found")
    work_through("w")
    failed = submit(Submission(WayIn.UPLOAD, "vera"), [Given("a.txt", data=b"Without a date."), Given("b.txt")])
    work_through("w")
    read = IngestJob.objects.earliest("pk")
    page.emulate_media(reduced_motion="reduce")
    found: dict[str, list[str]] = {}
    for address in (
        "/desk/articles/new/",
        "/desk/articles/new/?by=upload",
        "/desk/articles/new/?by=feed",
        "/desk/jobs/",
        *(job.get_absolute_url() for job in (read, waiting, failed)),
    ):
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(address)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found[f"{address} in {scheme}"] = faults(page)
        page.set_viewport_size({"width": 320, "height": 640})
        width = page.evaluate("document.documentElement.scrollWidth")
        found[f"{address} on a phone"] = [f"{width} pixels wide"] if width > 320 else []
    assert {where: told for where, told in found.items() if told} == {}
