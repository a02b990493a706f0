"""The pages of duplicates: likely pairs, merging, telling apart, splitting, undoing, and what old addresses do."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from articles.desk.duplicates import likely
from articles.models import Origin
from coalition.enums import Act
from coalition.models import Merge, Minister, NotSame, Pledge
from coalition.roles import Role, give_role
from tests.coalition.lines import day, line
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    AttendanceFactory,
    MeetingFactory,
    MinisterFactory,
    NationFactory,
    OriginFactory,
    PledgeFactory,
)
from tests.pages import Read

pytestmark = pytest.mark.django_db


NAMES = (("Ada Lind", "ada-lind"), ("A. Lind", "a-lind"))


@pytest.fixture
def desk(client: Client) -> Client:
    user = get_user_model().objects.create_user("edda")
    give_role(user, Role.EDITOR)
    client.force_login(user)
    return client


def two_ministers() -> tuple[Minister, Minister]:
    nation = NationFactory.create(name="Freedonia")
    ada, other = (MinisterFactory.create(name=name, slug=slug) for name, slug in NAMES)
    for minister in (ada, other):
        AppointmentFactory.create(minister=minister, nation=nation, vouched=True)
    return ada, other


def text_of(client: Client, address: str) -> str:
    """The words of a page."""
    return Read(client.get(address)).text("//main")


def pairs(kind: str) -> list[tuple[str, str, str]]:
    return [(str(pair.keep), str(pair.away), pair.why) for pair in likely(kind)]


def test_ministers_look_alike_by_name_or_by_surname_and_nation() -> None:
    one, other = NationFactory.create(), NationFactory.create()
    for name, nation in (
        ("Ada Lind", one),
        ("Bo Lind", one),
        ("Cy Lind", other),
        ("Éva Őry", one),
        ("Eva Ory", other),
        ("Dag Moe", one),
    ):
        minister = MinisterFactory.create(name=name, slug=f"m{Minister.objects.count()}")
        AppointmentFactory.create(minister=minister, nation=nation)
    assert pairs("minister") == [
        ("Éva Őry", "Eva Ory", "the same name"),
        ("Ada Lind", "Bo Lind", "the same surname and nation"),
    ]


def test_meetings_look_alike_in_one_city_within_days_and_the_fuller_one_is_kept() -> None:
    dated = {"starts_on_precision": "day"}
    MeetingFactory.create(name="First", slug="a", city="Paris", starts_on=day("2016-01-20"), **dated)
    full = MeetingFactory.create(name="Second", slug="b", city="PARIS", starts_on=day("2016-01-23"), **dated)
    MeetingFactory.create(name="Third", slug="c", city="Paris", starts_on=day("2016-01-27"), **dated)
    MeetingFactory.create(name="Fourth", slug="d", city="Rome", starts_on=day("2016-01-20"), **dated)
    AttendanceFactory.create(meeting=full)
    assert pairs("meeting") == [("Second", "First", "the same city and time")]


def test_lines_look_alike_by_nation_capability_and_place() -> None:
    nation = NationFactory.create(name="Freedonia")
    for title, place in (("One", "Erbil"), ("Two", "erbil"), ("Three", "Mosul")):
        PledgeFactory.create(nation=nation, title=title, place=place)
    PledgeFactory.create(title="Four", place="Erbil")
    assert pairs("pledge") == [
        ("Freedonia: One", "Freedonia: Two", "the same nation, capability and place"),
    ]


def test_origins_look_alike_by_title_within_days() -> None:
    for title, when in (
        ("Ministers meet in Paris to plan", "2016-01-20"),
        ("Ministers meet in Paris to plan again", "2016-01-23"),
        ("Ministers meet in Paris to plan", "2016-01-28"),
        ("Another story of that day", "2016-01-20"),
    ):
        OriginFactory.create(title=title, first_published_on=day(when))
    assert pairs("origin") == [
        (
            *("Ministers meet in Paris to plan", "Ministers meet in Paris to plan again"),
            "titles alike, within days",
        )
    ]


def test_a_pair_is_compared_merged_and_undone(desk: Client) -> None:
    ada, other = two_ministers()
    assert "Ada Lind and A. Lind" in text_of(desk, "/desk/merge/")
    address = f"/desk/merge/minister/{ada.pk}/{other.pk}/"
    assert "Are they the same?" in text_of(desk, address)

    response = desk.post(address, {"action": "merge", "take-name": "kept", "why": "one person"}, follow=True)
    assert "Merged “A. Lind” into “Ada Lind”" in response.content.decode()
    assert list(Minister.objects.values_list("name", "aliases")) == [("Ada Lind", ["A. Lind"])]

    desk.post(f"/desk/merge/undo/{Merge.objects.get().pk}/")
    assert list(Minister.objects.order_by("pk").values_list("name", "aliases")) == [("Ada Lind", []), ("A. Lind", [])]


def test_pairs_told_apart_say_why_and_are_not_offered_again(desk: Client) -> None:
    ada, other = two_ministers()
    address = f"/desk/merge/minister/{ada.pk}/{other.pk}/"
    assert "Say why they are not the same" in desk.post(address, {"action": "apart"}).content.decode()
    assert NotSame.objects.count() == 0
    desk.post(address, {"action": "apart", "why": "mother and son"})
    assert "No two look alike" in text_of(desk, "/desk/merge/minister/")
    assert "edda has told them apart: mother and son" in text_of(desk, address)


def test_a_merge_that_cannot_be_says_why(desk: Client) -> None:
    one, two = line("Freedonia", "Trainers"), line("Sylvania", "Trainers")
    address = f"/desk/merge/pledge/{one.pk}/{two.pk}/"
    assert "They are lines of different nations." in desk.get(address).content.decode()
    assert "They are lines of different nations." in desk.post(address, {"action": "merge"}).content.decode()
    assert desk.get(f"/desk/merge/pledge/{one.pk}/9999/").status_code == 404
    assert desk.get("/desk/merge/cities/").status_code == 404


def test_any_two_records_are_opened_by_number_or_address(desk: Client) -> None:
    ada, other = two_ministers()
    named = {"keep": f"https://example.org/ministers/{ada.slug}/?as_of=2016-01-01", "away": str(other.pk)}
    response = desk.get("/desk/merge/minister/", named)
    assert response.headers["Location"] == f"/desk/merge/minister/{ada.pk}/{other.pk}/"
    response = desk.get("/desk/merge/minister/", {"keep": ada.slug, "away": ""})
    assert response.headers["Location"] == f"/desk/merge/minister/{ada.pk}/split/"
    response = desk.get("/desk/merge/minister/", {"keep": "nobody", "away": other.slug}, follow=True)
    assert "No record has the address or number “nobody”." in response.content.decode()


def test_a_line_is_split_by_its_events(desk: Client) -> None:
    pledge = line("Freedonia", "Trainers", {}, {"act": Act.DELIVERING})
    event = pledge.events.get(act=Act.DELIVERING)
    address = f"/desk/merge/pledge/{pledge.pk}/split/"
    assert "Split a record" in text_of(desk, address)
    values = {"nation": pledge.nation_id, "capability": pledge.capability, "title": "Advisers", "place": "Erbil"}
    assert "Tick at least one." in desk.post(address, values).content.decode()
    every = [f"events:{one.pk}" for one in pledge.events.all()]
    assert "leave something with it" in desk.post(address, {**values, "rows": every}).content.decode()
    desk.post(address, {**values, "rows": [f"events:{event.pk}"]})
    new = Pledge.objects.get(title="Advisers")
    assert (new.status, list(new.events.all()), pledge.events.count()) == ("delivering", [event], 1)


def test_a_person_split_off_gets_an_address_and_an_article_an_origin(desk: Client) -> None:
    ada, _ = two_ministers()
    office = ada.appointments.get()
    desk.post(f"/desk/merge/minister/{ada.pk}/split/", {"name": "Ada Lind", "rows": [f"appointments:{office.pk}"]})
    office.refresh_from_db()
    assert (office.minister.name, office.minister.slug) == ("Ada Lind", "ada-lind-2")

    one = ArticleFactory.create()
    copy = ArticleFactory.create(origin=one.origin)
    page = Read(desk.get("/desk/merge/origin/"))
    assert page.links("//section[@aria-labelledby='shared']//a") == [
        (f"Split {one.origin}", f"/desk/merge/origin/{one.origin_id}/split/")
    ]
    values = {"title": copy.title, "agency": "", "rows": [f"articles:{copy.pk}"]}
    desk.post(f"/desk/merge/origin/{one.origin_id}/split/", values)
    assert list(Origin.objects.order_by("pk").values_list("title", "articles")) == [
        (one.title, one.pk),
        (copy.title, copy.pk),
    ]


def test_old_addresses_lead_on_for_good_and_keep_the_query(client: Client, desk: Client) -> None:
    ada, other = two_ministers()
    old = other.get_absolute_url()
    desk.post(f"/desk/merge/minister/{ada.pk}/{other.pk}/", {"action": "merge"})
    client.logout()
    response = client.get(f"{old}?as_of=2016-03-01")
    assert (response.status_code, response.headers["Location"]) == (301, f"{ada.get_absolute_url()}?as_of=2016-03-01")
    assert response.headers["Cache-Control"] == "no-cache"
    # Before the day on which readers could see either, there is nothing.
    assert client.get(f"{old}?as_of=2015-01-01").status_code == 404


def test_pledges_and_meetings_lead_on_too_but_nothing_unpublished_does(client: Client, desk: Client) -> None:
    one, two = (line("Freedonia", title) for title in ("Trainers", "Advisers"))
    hidden = PledgeFactory.create(nation=one.nation)
    kept, gone = (MeetingFactory.create(slug=slug, vouched=True) for slug in ("kept", "gone"))
    for kind, keep, away in (("pledge", one, two), ("pledge", one, hidden), ("meeting", kept, gone)):
        desk.post(f"/desk/merge/{kind}/{keep.pk}/{away.pk}/", {"action": "merge"})
    assert Merge.objects.count() == 3
    client.logout()
    found: Any = [
        client.get(address) for address in (f"/pledges/{two.pk}/", f"/pledges/{hidden.pk}/", "/meetings/gone/")
    ]
    assert [(one.status_code, one.headers.get("Location")) for one in found] == [
        (301, f"/pledges/{one.pk}/"),
        (404, None),
        (301, "/meetings/kept/"),
    ]
