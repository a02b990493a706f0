"""The search page."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.coalition.lines import line
from tests.factories import ArticleFactory, CityFactory, NationFactory
from tests.pages import read, read_part

pytestmark = pytest.mark.django_db


def test_an_empty_question_says_what_can_be_found(client: Client) -> None:
    page = read(client, "/search/")

    assert page.links("//div[@class='notice']//a") == [
        ("Nations", "/nations/"),
        ("Ministers", "/ministers/"),
        ("Meetings", "/meetings/"),
        ("Pledges", "/pledges/"),
        ("Cities", "/cities/"),
        ("Articles", "/articles/"),
    ]
    assert page.at("//p[@class='results-count']") == []


def test_hits_stand_in_groups_with_counts_and_marks(client: Client) -> None:
    iraq = NationFactory.create(name="Iraq")
    CityFactory.create(name="Mosul", country=iraq, aliases=["Mossoul"])
    line("France", "Air strikes, Mosul")
    article = ArticleFactory.create(title="A brief", body="France struck Mosul <again>.")

    page = read(client, "/search/", q="mosul")

    assert page.text("//p[@class='results-count']") == "3 results for “mosul”"
    assert page.texts("//section[@id='results']//h2") == ["Pledges 1", "Cities 1", "Articles 1"]
    assert page.links("//p[@class='hit-title']/a")[1:] == [
        ("Mosul", "/cities/mosul/"),
        ("A brief", f"/articles/{article.pk}/"),
    ]
    assert page.texts("//p[@class='hit-title']//mark") == ["Mosul", "Mosul"]
    assert page.texts("//section[@id='article']//p[@class='hit-excerpt']") == ["France struck Mosul <again>."]
    assert page.at("//input[@id='search-q']/@value") == ["mosul"]


def test_all_of_one_kind_are_a_click_away_and_paged(client: Client) -> None:
    iraq = NationFactory.create(name="Iraq")
    for number in range(30):
        CityFactory.create(name=f"Tell {number:02}", slug=f"tell-{number}", country=iraq)

    page = read(client, "/search/", q="tell")
    assert page.links("//section[@id='city']/p/a") == [("All 30 cities", "/search/?q=tell&kind=city")]

    first, second = (read(client, "/search/", q="tell", kind="city", page=number) for number in ("1", "2"))
    assert first.text("//p[@class='results-count']") == "30 cities for “tell”"
    shown = first.texts("//p[@class='hit-title']") + second.texts("//p[@class='hit-title']")
    assert sorted(shown) == [f"Tell {number:02}" for number in range(30)]
    assert len(first.texts("//p[@class='hit-title']")) == 25


def test_a_name_nearly_right_is_offered(client: Client) -> None:
    CityFactory.create(name="Mosul & Sons", slug="mosul-sons", country__name="Iraq")

    page = read(client, "/search/", q="Mosal Sons")

    assert page.text("//p[@class='results-count']") == "Nothing found for “Mosal Sons”"
    assert page.links("//section[@id='results']/p/a") == [("Mosul & Sons", "/search/?q=Mosul%20%26%20Sons")]


@pytest.mark.parametrize("query", [{"q": "mosul", "kind": "empire"}, {"q": "mosul", "page": "7"}, {"q": "x" * 500}])
def test_odd_addresses_are_answered(client: Client, query: dict[str, str]) -> None:
    CityFactory.create(name="Mosul", country__name="Iraq")

    assert read(client, "/search/", **query).status == 200


def test_what_was_typed_is_shown_and_not_run(client: Client) -> None:
    page = read(client, "/search/", q='<script>alert("1")</script>')

    assert page.text("//p[@class='results-count']") == 'Nothing found for “<script>alert("1")</script>”'


def test_htmx_gets_the_results_alone(client: Client) -> None:
    CityFactory.create(name="Mosul", country__name="Iraq")

    page, part = read(client, "/search/", q="mosul"), read_part(client, "/search/", q="mosul")

    assert (page.is_whole_page, part.is_whole_page, part.tree.get("id")) == (True, False, "results")
    assert part.texts("//h2") == page.texts("//section[@id='results']//h2") == ["Cities 1"]


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int) -> None:
    iraq = NationFactory.create(name="Iraq")
    for index in range(number):
        CityFactory.create(name=f"Tell {index}", country=iraq)
        ArticleFactory.create(body=f"Tell them {index}.")

    with django_assert_num_queries(11):
        assert len(read(client, "/search/", q="tell").at("//p[@class='hit-title']")) == 2 * number
