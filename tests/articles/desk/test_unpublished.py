"""What readers do not see: publishers show it to them, researchers download it, and it leaks nowhere."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from coalition.actions.pledges import refresh_pledges
from coalition.enums import Objective
from coalition.models import PledgeEvent
from coalition.roles import Role, give_role
from tests.coalition.views.test_day_in_view import World, build
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    AttendanceFactory,
    CandidateFactory,
    CityEventFactory,
    EvidenceFactory,
    ExtractionRunFactory,
    MeetingFactory,
    MinisterFactory,
    PledgeEventFactory,
    PledgeFactory,
)
from tests.pages import Read

pytestmark = pytest.mark.django_db

SECRET = "Quibble"


def sign_in(client: Client, role: Role) -> Client:
    user = get_user_model().objects.create_user(f"a {role}")
    give_role(user, role)
    client.force_login(user)
    return client


def add_unpublished_facts(world: World) -> None:
    """One of every kind beside what is published, on the same records and on records of their own."""
    minister = MinisterFactory.create(name=f"{SECRET} Person")
    meeting = MeetingFactory.create(name=f"{SECRET} meeting", city=f"{SECRET} Hall", country=world.nation)
    pledge = PledgeFactory.create(nation=world.nation, title=f"{SECRET} line", place=SECRET, city=world.city)
    facts: dict[str, Any] = {
        "pledge_event": [
            PledgeEventFactory.create(pledge=pledge, quantity=4321, unit=f"{SECRET}s", note=SECRET),
            PledgeEventFactory.create(pledge=world.pledge, quantity=4321, unit=f"{SECRET}s", speaker=minister),
        ],
        "meeting": [meeting],
        "attendance": [AttendanceFactory.create(meeting=world.meeting, nation=world.nation, minister=minister)],
        "appointment": [
            AppointmentFactory.create(minister=minister, nation=world.nation, office=SECRET),
            AppointmentFactory.create(
                minister=world.minister, nation=world.nation, office=SECRET, portfolio="spokesperson"
            ),
        ],
        "city_event": [CityEventFactory.create(city=world.city, objective=Objective.DEFENDED, by_whom=SECRET)],
    }
    article = ArticleFactory.create(title="A public report", body="Nothing of it is told here.")
    for name, found in facts.items():
        for start, fact in enumerate(found):
            EvidenceFactory.create(article=article, start=start, end=start + 5, **{name: fact})
    CandidateFactory.create(
        article=article, run=ExtractionRunFactory.create(), payload={"nation": SECRET, "place": SECRET}, rule=SECRET
    )
    refresh_pledges([pledge.pk, world.pledge.pk])


def source(client: Client, address: str) -> str:
    response: Any = client.get(address)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(content.decode())


@pytest.mark.parametrize("role", [None, Role.READER])
def test_what_is_not_published_is_on_no_public_page_download_or_search(client: Client, role: Role | None) -> None:
    world = build()
    before = {address: source(client, address) for address in world.all_addresses() if "search" not in address}
    add_unpublished_facts(world)
    if role:
        sign_in(client, role)
    # The page repeats what was asked for, so the query is spelt otherwise than the record.
    asked = SECRET.lower()
    searches = [f"/search/?q={asked}", f"/search/?q={asked}&kind=minister", f"/search/?q={asked}+line"]
    for address in [*world.all_addresses(), "/", *searches]:
        found = source(client, address)
        assert SECRET not in found, address
        assert "4321" not in found.replace("4,321", "4321"), address
    # Counts too: downloads of facts are the same, byte for byte.
    for address, was in before.items():
        if address.endswith((".csv", ".json")) and "article" not in address:
            assert source(client, address) == was, address


def test_a_publisher_shows_ticked_facts_to_readers(client: Client) -> None:
    world = build()
    add_unpublished_facts(world)
    event = PledgeEvent.objects.get(pledge=world.pledge, quantity=4321)
    sign_in(client, Role.PUBLISHER)
    page = Read(client.get("/desk/publish/"))
    assert page.texts("//h2") == ["Pledge events 2", "Attendances 1", "Meetings 1", "Appointments 2", "City events 1"]
    assert f"pledge_event:{event.pk}" in page.at("//input[@name='fact']/@value")

    response = client.post("/desk/publish/", {"fact": [f"pledge_event:{event.pk}", "nation:1", "pledge_event:x"]})
    assert Read(client.get(response.headers["Location"])).text("//p[contains(@class, 'notice')]") == "Published: 1."
    assert "4,321" in source(Client(), world.pledge.get_absolute_url())
    history: Any = event.history
    assert history.first().history_user.username == "a publisher"


def test_a_fact_without_proof_is_refused_with_the_mend(client: Client) -> None:
    event = PledgeEventFactory.create()
    sign_in(client, Role.PUBLISHER)
    response = client.post("/desk/publish/", {"fact": f"pledge_event:{event.pk}"}, follow=True)
    assert "has no proof and stays unpublished: add a passage or a source with a link" in response.content.decode()
    event.refresh_from_db()
    assert not event.is_published


def test_a_researcher_downloads_unpublished_acts(client: Client) -> None:
    world = build()
    add_unpublished_facts(world)
    sign_in(client, Role.RESEARCHER)
    assert client.get("/desk/", follow=True).status_code == 200
    rows = list(csv.DictReader(io.StringIO(source(client, "/desk/downloads/events.csv"))))
    assert [(row["quantity"], row["is_published"]) for row in rows if row["quantity"] == "4321"] == [
        ("4321", "false"),
        ("4321", "false"),
    ]
    assert {row["is_published"] for row in rows} == {"true", "false"}
    found = json.loads(source(client, "/desk/downloads/proposals.json"))
    assert [(row["rule"], json.loads(row["values"])["place"]) for row in found["rows"]] == [(SECRET, SECRET)]
