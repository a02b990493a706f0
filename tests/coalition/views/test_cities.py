"""The map and list of cities, and one city's history."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from coalition.enums import Capability, Objective
from coalition.models import City
from tests.coalition.lines import day, line
from tests.factories import ArticleFactory, CityEventFactory, CityFactory, NationFactory, prove
from tests.pages import read, read_part

pytestmark = pytest.mark.django_db


def city(name: str, *events: dict[str, Any], **values: Any) -> City:
    """A city whose events are published."""
    made: City = CityFactory.create(name=name, **values)
    for event in events:
        CityEventFactory.create(city=made, vouched=True, **event)
    return made


def on(text: str, precision: str = "day") -> dict[str, Any]:
    """When an event happened."""
    return {"happened_on": day(text), "happened_on_precision": precision}


def names(client: Client, **query: str) -> list[str]:
    return read(client, "/cities/", **query).texts("//section[@id='results']/table/tbody/tr/th")


def states(client: Client) -> list[list[str]]:
    return [row[2:4] for row in read(client, "/cities/").rows("//section[@id='results']/table")]


# --- the list -----------------------------------------------------------------------------------------------------


def test_a_row_tells_what_was_last_reported(client: Client) -> None:
    iraq = NationFactory.create(name="Iraq")
    ramadi = CityFactory.create(name="Ramadi", country=iraq)
    CityEventFactory.create(city=ramadi, objective=Objective.HELD_BY_IS, vouched=True, **on("2015-05-17"))
    retaken = CityEventFactory.create(city=ramadi, objective=Objective.RETAKEN, by_whom="the army", **on("2016-02-09"))
    evidence = prove(retaken, article=ArticleFactory.create())
    CityEventFactory.create(city=ramadi, objective=Objective.STRUCK, **on("2017-01-01"))  # not published

    page = read(client, "/cities/")

    assert page.rows("//section[@id='results']/table") == [
        ["Ramadi", "Iraq", "Retaken", "9 February 2016", "the army", "2", "Proof of Ramadi"]
    ]
    assert page.links("//tbody/tr/td[last()]/a")[-1][1] == f"/articles/{evidence.article.pk}/#e{evidence.pk}"


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        # the day of the event decides, not that of the report
        (
            [
                {"objective": Objective.RETAKEN, **on("2016-02-09"), "public_from": day("2016-02-10")},
                {"objective": Objective.HELD_BY_IS, **on("2015-05-17"), "public_from": day("2016-05-01")},
            ],
            ["Retaken", "9 February 2016"],
        ),
        # undated: the day of the report
        (
            [
                {"objective": Objective.RETAKEN, **on("2016-02-09")},
                {"objective": Objective.RETAKE, "public_from": day("2016-03-01")},
            ],
            ["To be retaken", "reported 1 March 2016"],
        ),
        # "in June", written on the 26th, comes after the 10th
        (
            [
                {"objective": Objective.RETAKEN, **on("2016-06-01", "month"), "public_from": day("2016-06-26")},
                {"objective": Objective.STRUCK, **on("2016-06-10")},
            ],
            ["Retaken", "June 2016"],
        ),
        # "in June", written in July, reaches to the end of June
        (
            [
                {"objective": Objective.RETAKEN, **on("2016-06-01", "month"), "public_from": day("2016-07-26")},
                {"objective": Objective.STRUCK, **on("2016-07-01")},
            ],
            ["Struck from the air", "1 July 2016"],
        ),
        # "in 2015", written in 2016, reaches to the end of 2015
        (
            [
                {"objective": Objective.RETAKEN, **on("2015-01-01", "year"), "public_from": day("2016-07-26")},
                {"objective": Objective.STRUCK, **on("2015-12-30")},
            ],
            ["Retaken", "2015"],
        ),
        # a plan for a month that has not come stands at its first day
        (
            [
                {"objective": Objective.RETAKE, **on("2016-10-01", "month"), "public_from": day("2016-07-01")},
                {"objective": Objective.STRUCK, **on("2016-10-02")},
            ],
            ["Struck from the air", "2 October 2016"],
        ),
        # that a city was mentioned says nothing of its state
        (
            [
                {"objective": Objective.RETAKEN, **on("2016-02-09")},
                {"objective": Objective.MENTIONED, **on("2018-02-09")},
            ],
            ["Retaken", "9 February 2016"],
        ),
        ([{"objective": Objective.MENTIONED, **on("2018-02-09")}], ["not stated", ""]),
    ],
)
def test_the_latest_state(client: Client, events: list[dict[str, Any]], expected: list[str]) -> None:
    city("Mosul", *events)

    assert states(client) == [expected]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Mosul", "Raqqa"]),
        ({"show": "all"}, ["Basra", "Mosul", "Raqqa"]),
        ({"country": "syria"}, ["Raqqa"]),
        ({"objective": "retaken"}, ["Mosul"]),
        # was to be retaken, and has been
        ({"objective": "retake"}, []),
        ({"q": "rakka"}, ["Raqqa"]),
        ({"q": "ar raqqah"}, ["Raqqa"]),
        ({"q": "basra"}, []),
        ({"q": "basra", "show": "all"}, ["Basra"]),
        ({"sort": "-name"}, ["Raqqa", "Mosul"]),
        ({"sort": "reports"}, ["Mosul", "Raqqa"]),
    ],
)
def test_filters(client: Client, query: dict[str, str], expected: list[str]) -> None:
    iraq, syria = NationFactory.create(name="Iraq"), NationFactory.create(name="Syria")
    events = [{"objective": Objective.RETAKE, **on("2016-10-17")}, {"objective": Objective.RETAKEN, **on("2017-07-10")}]
    city("Mosul", *events, country=iraq)
    city("Raqqa", {"objective": Objective.HELD_BY_IS}, country=syria, aliases=["Ar-Raqqah", "Rakka"])
    city("Basra", country=iraq)

    assert names(client, **query) == expected


def test_filters_count_their_values_and_cities_without_a_state(client: Client) -> None:
    iraq, syria = NationFactory.create(name="Iraq"), NationFactory.create(name="Syria")
    city("Mosul", {"objective": Objective.RETAKEN}, country=iraq)
    city("Tikrit", {"objective": Objective.RETAKEN}, country=iraq)
    city("Raqqa", {"objective": Objective.MENTIONED}, country=syria)
    city("Basra", country=iraq)

    page = read(client, "/cities/")

    assert page.texts("//dl[@id='facets']//li") == ["Retaken 2", "Not recorded 1", "Iraq 2", "Syria 1"]
    assert names(client, objective="not-recorded") == ["Raqqa"]
    assert names(client, objective="not-recorded", show="all") == ["Basra", "Raqqa"]


def test_the_map_draws_cities_with_coordinates_and_a_state(client: Client) -> None:
    city("Mosul", {"objective": Objective.RETAKEN}, latitude="36.34", longitude="43.13")
    city("Raqqa", {"objective": Objective.RETAKEN})
    city("Basra", latitude="30.5", longitude="47.8")

    (figure,) = read(client, "/cities/").at("//script[@data-figure]/text()")

    marks = [trace for trace in json.loads(figure)["data"] if trace.get("customdata")]
    assert [trace["customdata"] for trace in marks] == [["/cities/mosul/"]]


def test_htmx_gets_the_results_alone(client: Client) -> None:
    city("Mosul", {"objective": Objective.RETAKEN})

    page, part = read(client, "/cities/"), read_part(client, "/cities/")

    assert (page.is_whole_page, part.is_whole_page, part.tree.get("id")) == (True, False, "results")
    assert part.rows("//section/table") == page.rows("//section[@id='results']/table") != []


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_list_do_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for index in range(number):
        city(f"City {index}", {"objective": Objective.RETAKEN}, latitude="36.34", longitude="43.13")

    with django_assert_num_queries(12):
        assert len(names(client)) == number


# --- one city -----------------------------------------------------------------------------------------------------


def test_history_stands_in_order_with_its_words(client: Client) -> None:
    mosul = CityFactory.create(name="Mosul", country__name="Iraq", aliases=["Al-Mosul", "al mosul", "Mossoul"])
    later = ArticleFactory.create(body="Mosul was retaken.", published_on=day("2017-07-11"))
    earlier = ArticleFactory.create(body="Mosul fell on 10 June.", published_on=day("2017-07-12"))
    prove(CityEventFactory.create(city=mosul, objective=Objective.RETAKEN, by_whom="the army"), article=later)
    prove(CityEventFactory.create(city=mosul, objective=Objective.HELD_BY_IS, **on("2014-06-10")), article=earlier)

    page = read(client, "/cities/mosul/")

    assert page.texts("//section[@id='history']//div[@class='thread-head']") == [
        "10 June 2014 Held by IS",
        "reported 11 July 2017 Retaken by the army",
    ]
    assert page.texts("//section[@id='history']//blockquote") == ["Mosul fell on 10 June.", "Mosul was retaken."]
    assert page.texts("//header[@class='page-header']/p")[0] == "Iraq. Also written Al-Mosul, Mossoul."
    assert page.texts("//header[@class='page-header']/p")[1].startswith(
        "Last reported: Retaken reported 11 July 2017 by the army"
    )
    assert [text for text, _ in page.links("//section[@id='articles']//a")] == [later.title, earlier.title]


def test_commitments_are_those_placed_there_and_those_that_name_it(client: Client) -> None:
    raqqa = city("Raqqa", aliases=["Ar-Raqqah", "Al Raqqa"])
    line("Norway", "Medics", city=raqqa, capability=Capability.MEDICAL)
    line("Italy", "Air strikes near Ar-Raqqah")
    line("Spain", "Trainers", place="Raqqa province")
    line("France", "Trainers, Mosul")
    # the words of an alias apart from each other do not name the city
    line("Denmark", "Al Asad, not far from Raqqada")

    nations = [row[1] for row in read(client, "/cities/raqqa/").rows("//section[@id='pledges']/table")]

    assert sorted(nations) == ["Italy", "Norway", "Spain"]


def test_a_city_without_reports_says_so(client: Client) -> None:
    city("Basra", latitude="30.5", longitude="47.8")

    page = read(client, "/cities/basra/")

    assert page.texts("//section/p") == [
        "No published report of Basra is in the ledger yet.",
        "No report in the ledger ties a contribution to Basra.",
    ]
    assert page.at("//figure") == []


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_a_city_do_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    mosul = city("Mosul", latitude="36.34", longitude="43.13")
    for index in range(number):
        prove(CityEventFactory.create(city=mosul), article=ArticleFactory.create())
        line(f"Nation {index}", "Trainers", city=mosul)

    with django_assert_num_queries(16):
        assert len(read(client, "/cities/mosul/").rows("//section[@id='pledges']/table")) == number


def test_an_unknown_city_is_not_found(client: Client) -> None:
    assert read(client, "/cities/atlantis/").status == 404
