"""Two editors at once: the second save of a stale form shows both versions and loses nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from coalition.models import PledgeEvent
from coalition.roles import Role, give_role
from tests.coalition.admin.test_admin import submitted
from tests.factories import MeetingFactory, NationFactory, PledgeEventFactory, PledgeFactory
from tests.pages import Read

pytestmark = pytest.mark.django_db


def editor(name: str) -> Client:
    user = get_user_model().objects.create_user(name)
    give_role(user, Role.PUBLISHER)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def event() -> Any:
    pledge = PledgeFactory.create(nation=NationFactory.create(name="Freedonia"), title="Trainers")
    return PledgeEventFactory.create(pledge=pledge, vouched=True, quantity=30, unit="trainers")


def test_the_second_save_is_shown_both_versions_and_then_decides(event: Any) -> None:
    vera, otto = editor("vera"), editor("otto")
    address = reverse("admin:coalition_pledgeevent_change", args=[event.pk])
    seen_by_vera, seen_by_otto = vera.get(address), otto.get(address)

    assert (
        vera.post(address, submitted(seen_by_vera, quantity="40", note="release", happened="2016-02")).status_code
        == 302
    )
    refused = otto.post(address, submitted(seen_by_otto, quantity="50"))

    assert refused.status_code == 200
    page = Read(refused)
    assert "was saved by vera on" in page.text("//ul[contains(@class, 'errorlist')][contains(., 'Not saved')]")
    assert page.texts("//ul[contains(@class, 'errorlist')]//ul/li") == [
        "Happened on: saved meanwhile “2016-02”, yours “not stated”",
        "Quantity, best reading: saved meanwhile “40”, yours “50”",
        "Note: saved meanwhile “release”, yours “not stated”",
    ]
    assert page.at("//input[@name='quantity']/@value") == ["50"]
    event.refresh_from_db()
    assert (event.quantity, event.note) == (40, "release")

    assert otto.post(address, submitted(refused, note="release")).status_code == 302
    event.refresh_from_db()
    assert (event.quantity, event.note) == (50, "release")


def test_a_form_that_nobody_overtook_is_saved_twice_in_a_row(event: Any) -> None:
    vera = editor("vera")
    address = reverse("admin:coalition_pledgeevent_change", args=[event.pk])
    for quantity in ("40", "50"):
        assert vera.post(address, submitted(vera.get(address), quantity=quantity)).status_code == 302
    event.refresh_from_db()
    assert event.quantity == 50


def test_events_on_the_page_of_their_pledge_are_guarded_one_by_one(event: Any) -> None:
    vera, otto = editor("vera"), editor("otto")
    other = PledgeEventFactory.create(pledge=event.pledge, vouched=True, quantity=5, unit="aircraft")
    address = reverse("admin:coalition_pledge_change", args=[event.pledge_id])
    seen_by_otto = otto.get(address)
    own = reverse("admin:coalition_pledgeevent_change", args=[event.pk])
    vera.post(own, submitted(vera.get(own), quantity="40"))

    number = next(
        index
        for index, form in enumerate(seen_by_otto.context["inline_admin_formsets"][0].formset.initial_forms)
        if form.instance.pk == event.pk
    )
    refused = otto.post(address, submitted(seen_by_otto, **{f"events-{number}-quantity": "50"}))
    assert refused.status_code == 200
    assert "saved meanwhile “40”, yours “50”" in refused.content.decode()

    # What nobody else touched is saved.
    fresh = otto.get(address)
    assert otto.post(address, submitted(fresh, **{f"events-{1 - number}-quantity": "6"})).status_code == 302
    assert set(PledgeEvent.objects.values_list("pk", "quantity")) == {(event.pk, 40), (other.pk, 6)}


def test_saving_without_a_difference_makes_no_version() -> None:
    vera = editor("vera")
    meeting = MeetingFactory.create(vouched=True)
    address = reverse("admin:coalition_meeting_change", args=[meeting.pk])
    before = meeting.history.count()
    assert vera.post(address, submitted(vera.get(address))).status_code == 302
    assert meeting.history.count() == before


def test_a_reason_given_in_the_administration_stands_in_the_history(event: Any) -> None:
    vera = editor("vera")
    address = reverse("admin:coalition_pledgeevent_change", args=[event.pk])
    vera.post(address, submitted(vera.get(address), quantity="40", change_reason="a later release"))
    assert event.history.first().history_change_reason == "a later release"
    versions = event.history.count()
    vera.post(address, submitted(vera.get(address), change_reason="nothing else"))
    assert event.history.count() == versions
