"""Records found by any spelling, and who may ask for them."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client

from articles.desk import names
from articles.desk.names import choices, similar
from coalition.enums import NameKind
from coalition.roles import Role
from tests.articles.desk.test_access import sign_in
from tests.factories import (
    ArticleFactory,
    CityFactory,
    MeetingFactory,
    MinisterFactory,
    NationFactory,
    NationNameFactory,
)

pytestmark = pytest.mark.django_db


def labels(kind: str, text: str) -> list[str]:
    return [choice.label for choice in choices(kind, text)]


def named(kind: str, text: str) -> list[str]:
    return [choice.label for choice in names.named(kind, text)]


def test_a_nation_goes_by_all_its_names() -> None:
    denmark = NationFactory.create(name="Denmark", iso_alpha3="DNK")
    NationNameFactory.create(nation=denmark, name="Danish", kind=NameKind.DEMONYM)
    NationFactory.create(name="Germany")
    for text in ("Denmark", "danish", "DNK", " dänish "):
        assert named("nation", text) == ["Denmark"]
    assert labels("nation", "dan") == ["Denmark"]
    assert labels("nation", "de") == ["Denmark"]


def test_the_exact_name_comes_first_and_decides() -> None:
    for name in ("Guinea-Bissau", "Papua New Guinea", "Guinea"):
        NationFactory.create(name=name)
    assert labels("nation", "Guinea")[:1] == ["Guinea"]
    assert named("nation", "guinea") == ["Guinea"]


def test_a_surname_alone_names_one_person_or_several() -> None:
    MinisterFactory.create(name="Anna Holm", aliases=["Anne Holm"])
    assert named("minister", "Holm") == ["Anna Holm"]
    assert named("minister", "Anne Holm") == ["Anna Holm"]
    MinisterFactory.create(name="Peter Holm")
    assert named("minister", "Holm") == ["Anna Holm", "Peter Holm"]
    assert named("minister", "Anna Holm") == ["Anna Holm"]


def test_a_meeting_is_named_by_city_and_date_and_need_not_be_published() -> None:
    for month in (1, 10):
        MeetingFactory.create(
            name="Ministers in Paris",
            slug=f"paris-{month}",
            starts_on=datetime.date(2016, month, 20),
            starts_on_precision="day",
        )
    assert len(named("meeting", "Paris")) == 2
    assert named("meeting", "Paris October 2016") == ["Ministers in Paris, 20 October 2016"]
    assert named("meeting", "Ministers in Paris, 20 January 2016") == ["Ministers in Paris, 20 January 2016"]


def test_what_is_unknown_names_nothing_and_offers_what_is_spelled_nearly_so() -> None:
    CityFactory.create(name="Fallujah", aliases=["Falluja"], country__name="Iraq")
    assert named("city", "Falujah") == named("city", "Atlantis") == named("city", "!!") == []
    assert [choice.label for choice in similar("city", "Falujah")] == ["Fallujah"]
    assert similar("city", "Atlantis") == similar("city", "!!") == []
    assert named("city", "Iraq") == []


def test_articles_are_found_by_title_and_publisher() -> None:
    ArticleFactory.create(title="Ministers meet in Paris", publisher="The Gazette")
    assert labels("article", "gazette paris") == ["Ministers meet in Paris"]


def test_the_address_answers_editors_only(client: Client) -> None:
    NationFactory.create(name="Denmark")
    address = "/desk/names/nation/?q=denm"
    assert client.get(address).headers["Location"].startswith("/sign-in/")
    sign_in(client, Role.EDITOR)
    answer = client.get(address)
    (choice,) = answer.json()["choices"]
    assert (choice["label"], choice["line"]) == ("Denmark", "State")
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.get("/desk/names/secret/?q=a").status_code == 404
    client.logout()


def test_a_researcher_is_refused(client: Client) -> None:
    sign_in(client, Role.RESEARCHER)
    assert client.get("/desk/names/nation/?q=denm").status_code == 403
