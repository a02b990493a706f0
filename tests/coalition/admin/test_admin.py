"""The admin as an editor uses it: entry with proof, dates as people write them, refusals in words."""

from __future__ import annotations

import datetime
from typing import Any

import lxml.html
import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from articles.models import Evidence
from coalition.models import Meeting, Minister, Pledge, PledgeEvent
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    ArticleReferenceFactory,
    AttendanceFactory,
    CandidateFactory,
    CityEventFactory,
    EvidenceFactory,
    ExtractionRunFactory,
    MeetingFactory,
    MinisterFactory,
    NationFactory,
    NationNameFactory,
    PledgeEventFactory,
    RunChangeFactory,
)

pytestmark = pytest.mark.django_db

OURS = [model for model in admin.site._registry if model._meta.app_label in ("coalition", "articles")]


@pytest.fixture
def editor(client: Client) -> Client:
    user = get_user_model().objects.create_superuser("vera", password="not used")
    client.force_login(user)
    return client


def everything() -> None:
    """One record of every kind, attached to each other."""
    article = ArticleFactory.create(title="Ministers meet")
    ArticleReferenceFactory.create(article=article)
    event = PledgeEventFactory.create(vouched=True)
    EvidenceFactory.create(article=article, pledge_event=event)
    candidate = CandidateFactory.create(article=article, run=ExtractionRunFactory.create())
    RunChangeFactory.create(run=candidate.run, candidate=candidate)
    AttendanceFactory.create(minister=AppointmentFactory.create().minister)
    CityEventFactory.create()
    NationNameFactory.create()


def test_every_model_of_ours_is_in_the_admin() -> None:
    names = {model.__name__ for model in OURS}
    assert names == {
        "Appointment",
        "Article",
        "ArticleReference",
        "Attendance",
        "Candidate",
        "City",
        "CityEvent",
        "Evidence",
        "ExtractionRun",
        "Meeting",
        "Minister",
        "Nation",
        "NationName",
        "Origin",
        "Pledge",
        "PledgeEvent",
        "RunChange",
    }


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_lists_search_and_forms_open(editor: Client, model: Any) -> None:
    everything()
    options = admin.site._registry[model]
    assert options.search_fields
    assert options.list_filter
    route = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    assert editor.get(reverse(f"{route}_changelist"), {"q": "a"}).status_code == 200
    record = model._default_manager.first()
    assert editor.get(reverse(f"{route}_change", args=[record.pk])).status_code == 200
    may_add = options.has_add_permission(type("Request", (), {"user": get_user_model().objects.get()})())
    assert editor.get(reverse(f"{route}_add")).status_code == (200 if may_add else 403)


def submitted(response: Any, **changes: Any) -> dict[str, Any]:
    """What a browser would send from the form in `response` after typing `changes`."""
    form = lxml.html.fromstring(response.content).get_element_by_id(
        next(f.get("id") for f in lxml.html.fromstring(response.content).forms if (f.get("id") or "").endswith("_form"))
    )
    values = {name: value for name, value in form.form_values() if not name.startswith("_")}
    return values | changes


def test_editor_enters_a_new_pledge_with_its_event_and_its_source(editor: Client) -> None:
    nation, iraq = NationFactory.create(name="Denmark"), NationFactory.create(name="Iraq")
    url = reverse("admin:coalition_pledge_add")
    response = editor.post(
        url,
        submitted(
            editor.get(url),
            **{
                "nation": nation.pk,
                "capability": "trainers",
                "title": "Trainers for the Iraqi army",
                "place": "Al Asad",
                "country": iraq.pk,
                "events-0-act": "pledged",
                "events-0-happened": "2014-10",
                "events-0-qualifier": "about",
                "events-0-quantity": "120",
                "events-0-unit": "personnel",
                "events-0-source_title": "Government decides on a training mission",
                "events-0-source_url": "https://example.org/decision",
                "events-0-source_published": "2014-10-03",
                "events-0-is_published": "on",
            },
        ),
    )
    assert response.status_code == 302, lxml.html.fromstring(response.content).xpath("//ul[@class='errorlist']//text()")
    event = PledgeEvent.objects.get()
    assert (event.act, str(event.happened), event.quantity, event.unit, event.qualifier) == (
        "pledged",
        "2014-10",
        120,
        "personnel",
        "about",
    )
    assert (event.entered_by, event.is_published, event.public_from) == ("vera", True, datetime.date(2014, 10, 3))
    pledge = Pledge.objects.get()
    assert (pledge.status, pledge.quantity_now, pledge.public_from) == ("pledged", 120, datetime.date(2014, 10, 3))
    assert pledge.history.get().history_user.get_username() == "vera"


def test_quantity_and_money_may_be_typed_in_words(editor: Client) -> None:
    url = reverse("admin:coalition_pledge_add")
    page = editor.get(url)
    assert reverse("desk_pledge_new") in page.content.decode()
    typed = {
        "nation": NationFactory.create(name="Denmark").pk,
        "capability": "trainers",
        "title": "Trainers",
        "events-0-act": "pledged",
        "events-0-typed_quantity": "between 150 and 200 soldiers",
        "events-0-typed_money": "up to €20m as a loan",
    }
    assert editor.post(url, submitted(page, **typed)).status_code == 302
    event = PledgeEvent.objects.get()
    assert (event.quantity_low, event.quantity, event.quantity_high, event.unit, event.qualifier) == (
        150,
        200,
        200,
        "personnel",
        "range",
    )
    assert (event.amount, event.currency, event.instrument) == (20_000_000, "EUR", "loan")


REFUSALS = [
    ({"events-0-typed_quantity": "dozens of trainers"}, "states no number"),
    ({"events-0-typed_money": "20 million kroner"}, "Several states have money of this name (DKK, NOK)"),
    ({"events-0-is_published": "on"}, "A published record needs proof"),
    ({"events-0-happened": "11 February"}, "Not a date: '11 February' (write YYYY, YYYY-MM or YYYY-MM-DD)."),
    ({"events-0-quantity": "120"}, "Say what the quantity counts"),
    ({"events-0-amount": "20"}, "Give an amount together with its currency."),
    ({"events-0-amount": "20", "events-0-currency": "eur"}, "Write the three-letter ISO 4217 code"),
    ({"events-0-source_url": "javascript:alert(1)"}, "Enter a valid URL."),
]


@pytest.mark.parametrize(("wrong", "message"), REFUSALS)
def test_what_is_missing_is_said_in_words_and_nothing_is_saved(
    editor: Client, wrong: dict[str, str], message: str
) -> None:
    url = reverse("admin:coalition_pledge_add")
    values = {
        "nation": NationFactory.create().pk,
        "capability": "trainers",
        "title": "Trainers",
        "events-0-act": "pledged",
        "events-0-is_published": "",
    }
    response = editor.post(url, submitted(editor.get(url), **(values | wrong)))
    assert response.status_code == 200
    assert message.lower() in lxml.html.fromstring(response.content).text_content().lower()
    assert not Pledge.objects.exists()


def test_passage_is_found_by_its_words_and_publishes_the_event(editor: Client) -> None:
    article = ArticleFactory.create(body="On Monday Denmark said it would send trainers. It gave no number.")
    event = PledgeEventFactory.create()
    url = reverse("admin:coalition_pledgeevent_change", args=[event.pk])
    words = "Denmark said it would send trainers."
    added = {"evidence-TOTAL_FORMS": "1", "evidence-0-article": article.pk, "evidence-0-quote": words}
    response = editor.post(url, submitted(editor.get(url), is_published="on", **added))
    assert response.status_code == 302
    passage = Evidence.objects.get()
    assert (passage.quote, passage.added_by) == (words, "vera")
    event.refresh_from_db()
    assert (event.is_published, event.evidence_count, event.public_from) == (True, 1, article.published_on)
    event.pledge.refresh_from_db()
    assert event.pledge.status == "pledged"


@pytest.mark.parametrize(
    ("words", "message"),
    [("Norway", "do not stand in the article"), ("it", "stand in the article 2 times")],
)
def test_words_that_are_missing_or_ambiguous_are_refused(editor: Client, words: str, message: str) -> None:
    article = ArticleFactory.create(body="Denmark said it would; it gave no number.")
    event = PledgeEventFactory.create()
    url = reverse("admin:coalition_pledgeevent_change", args=[event.pk])
    added = {"evidence-TOTAL_FORMS": "1", "evidence-0-article": article.pk, "evidence-0-quote": words}
    response = editor.post(url, submitted(editor.get(url), **added))
    assert message in lxml.html.fromstring(response.content).text_content()
    assert not Evidence.objects.exists()


def test_publishing_without_proof_saves_a_draft_and_says_why(editor: Client) -> None:
    meeting = MeetingFactory.create()
    url = reverse("admin:coalition_meeting_change", args=[meeting.pk])
    response = editor.post(url, submitted(editor.get(url), is_published="on", outcome="Talks went on."), follow=True)
    assert "Saved, but not published" in lxml.html.fromstring(response.content).text_content()
    meeting.refresh_from_db()
    assert (meeting.is_published, meeting.outcome) == (False, "Talks went on.")


def test_bulk_publication_leaves_out_what_has_no_proof(editor: Client) -> None:
    bare, proved = MeetingFactory.create(), MeetingFactory.create(vouched=True, is_published=False)
    url = reverse("admin:coalition_meeting_changelist")
    editor.post(url, {"action": "publish", "_selected_action": [bare.pk, proved.pk]})
    assert list(Meeting.objects.filter(is_published=True)) == [proved]


def test_other_spellings_are_entered_one_a_line(editor: Client) -> None:
    minister = MinisterFactory.create(name="Anna Holm", aliases=["Anne Holm"])
    url = reverse("admin:coalition_minister_change", args=[minister.pk])
    page = editor.get(url)
    assert submitted(page)["aliases"].strip() == "Anne Holm"
    editor.post(url, submitted(page, aliases="Anne Holm\n\nA. Holm\n"))
    assert Minister.objects.get().aliases == ["Anne Holm", "A. Holm"]


def test_stored_text_is_shown_and_cannot_be_sent_back_changed(editor: Client) -> None:
    article = ArticleFactory.create(body="A <b>bold</b> claim.")
    url = reverse("admin:articles_article_change", args=[article.pk])
    page = editor.get(url)
    assert "A &lt;b&gt;bold&lt;/b&gt; claim." in page.content.decode()
    editor.post(url, submitted(page, title="New title", body="Something else."))
    article.refresh_from_db()
    assert (article.title, article.body) == ("New title", "A <b>bold</b> claim.")


def test_a_run_shows_what_it_changed_value_by_value(editor: Client) -> None:
    change = RunChangeFactory.create(
        before={"act": "pledged", "unit": "<b>"}, after={"act": "considering", "unit": "<b>"}
    )
    run = editor.get(reverse("admin:articles_extractionrun_change", args=[change.run.pk])).content.decode()
    changes = f"{reverse('admin:articles_runchange_changelist')}?run__id__exact={change.run.pk}"
    assert f'<a href="{changes}">1 proposals</a>' in run
    listed = editor.get(changes).content.decode()
    assert "<div>act: <del>pledged</del> <ins>considering</ins></div>" in listed
    assert "<b>" not in listed
