"""The list of ministers, and one person's record."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils.text import slugify
from pytest_django import DjangoAssertNumQueries

from coalition.enums import Act, AttendanceRole, Portfolio
from coalition.models import Minister
from tests.coalition.lines import day, line
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    AttendanceFactory,
    MeetingFactory,
    MinisterFactory,
    NationFactory,
    prove,
)
from tests.pages import read, read_part

pytestmark = pytest.mark.django_db


def person(name: str, nation: Any, office: str, began: str = "", ended: str = "", **values: Any) -> Minister:
    """Somebody with one published office."""
    aliases = values.pop("aliases", [])
    dates = {
        **({"began_on": day(began), "began_on_precision": "day"} if began else {}),
        **({"ended_on": day(ended), "ended_on_precision": "day"} if ended else {}),
    }
    minister: Minister = MinisterFactory.create(name=name, slug=slugify(name), aliases=aliases)
    AppointmentFactory.create(minister=minister, nation=nation, office=office, vouched=True, **dates, **values)
    return minister


def names(client: Client, **query: str) -> list[str]:
    return read(client, "/ministers/", **query).texts("//table/tbody/tr/th")


def test_a_row_tells_offices_with_their_time(client: Client) -> None:
    norway = NationFactory.create(name="Norway")
    ada = person("Ada Berg", norway, "Minister of Defence", "2013-10-16", "2017-10-20")
    AppointmentFactory.create(
        minister=ada,
        nation=norway,
        office="Foreign Minister",
        portfolio=Portfolio.FOREIGN_MINISTER,
        began_on=day("2017-10-20"),
        began_on_precision="day",
        vouched=True,
    )
    AppointmentFactory.create(minister=ada, nation=norway, office="Unproved", portfolio=Portfolio.ENVOY)
    AttendanceFactory.create(meeting__vouched=True, nation=norway, minister=ada, vouched=True)
    AttendanceFactory.create(nation=norway, minister=ada, vouched=True)  # of an unpublished meeting
    line(norway, "Trainers", {"speaker": ada}, {"speaker": ada})
    MinisterFactory.create(name="Nothing Published")

    page = read(client, "/ministers/")

    assert [row[0::3] for row in page.rows()] == [["Ada Berg", "2"]]
    assert page.rows()[0][2] == "1"
    assert [text.split(" Proof")[0] for text in page.texts("//tbody//ul/li")] == [
        "Foreign Minister, Norway, since 20 October 2017",
        "Minister of Defence, Norway, 16 October 2013 to 20 October 2017",
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Ada Berg", "Édouard Noir", "Max Frei", "Zoe Weiss"]),
        ({"nation": "norway"}, ["Ada Berg"]),
        ({"portfolio": "foreign_minister"}, ["Édouard Noir"]),
        ({"nation": "norway", "portfolio": "foreign_minister"}, []),
        ({"on": "2016-02-11"}, ["Ada Berg"]),
        ({"on": "2017-10-20"}, ["Ada Berg"]),
        ({"on": "2017-10-21"}, ["Édouard Noir"]),
        # some day of the month or year is enough
        ({"on": "2017"}, ["Ada Berg", "Édouard Noir"]),
        ({"q": "edouard"}, ["Édouard Noir"]),
        ({"q": "ed noir"}, ["Édouard Noir"]),
        ({"q": "minister of def"}, ["Ada Berg"]),
        ({"q": "“berg ada”"}, []),
        ({"nation": "not-recorded"}, ["Max Frei"]),
        ({"portfolio": "not-recorded", "q": "zoe"}, []),
        ({"sort": "statements"}, ["Zoe Weiss", "Ada Berg", "Édouard Noir", "Max Frei"]),
    ],
)
def test_filters(client: Client, query: dict[str, str], expected: list[str]) -> None:
    norway, france = NationFactory.create(name="Norway"), NationFactory.create(name="France")
    person("Ada Berg", norway, "Minister of Defence", "2013-10-16", "2017-10-20")
    edouard: dict[str, Any] = {"aliases": ["Ed Noir"], "portfolio": Portfolio.FOREIGN_MINISTER}
    person("Édouard Noir", france, "Foreign Minister", "2017-10-21", **edouard)
    zoe = person("Zoe Weiss", NationFactory.create(name="Austria"), "Chancellor")
    line(norway, "Trainers", {"speaker": zoe})
    AttendanceFactory.create(
        meeting=MeetingFactory.create(vouched=True), minister=MinisterFactory.create(name="Max Frei"), vouched=True
    )

    assert sorted(names(client, **query)) == sorted(expected)
    if "sort" in query:
        assert names(client, **query)[0] == expected[0]


def test_filters_count_people_by_one_of_their_offices(client: Client) -> None:
    norway, france = NationFactory.create(name="Norway"), NationFactory.create(name="France")
    ada = person("Ada Berg", norway, "Minister of Defence")
    AppointmentFactory.create(
        minister=ada, nation=norway, office="Foreign Minister", portfolio=Portfolio.FOREIGN_MINISTER, vouched=True
    )
    person("Édouard Noir", france, "Foreign Minister", portfolio=Portfolio.FOREIGN_MINISTER)
    AttendanceFactory.create(
        meeting=MeetingFactory.create(vouched=True), minister=MinisterFactory.create(name="Max Frei"), vouched=True
    )

    assert read(client, "/ministers/").facets() == {
        "Portfolio": ["Foreign minister 2", "Defence minister 1", "Not recorded 1"],
        "Nation": ["France 1", "Norway 1", "Not recorded 1"],
    }
    assert read(client, "/ministers/", portfolio="defence_minister").facets()["Nation"] == ["Norway 1"]
    assert read(client, "/ministers/", nation="not-recorded").facets()["Portfolio"] == ["Not recorded 1"]


def test_a_date_that_makes_no_sense_is_named(client: Client) -> None:
    page = read(client, "/ministers/", on="2016-02-31")

    assert page.texts("//*[@role='alert']//li")[0].startswith("In office on: “2016-02-31” is no date.")


def test_htmx_gets_the_results_alone(client: Client) -> None:
    person("Ada Berg", NationFactory.create(), "Minister of Defence")

    page, part = read(client, "/ministers/"), read_part(client, "/ministers/")

    assert (page.is_whole_page, part.is_whole_page, part.tree.get("id")) == (True, False, "results")
    assert part.rows() == page.rows() != []


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_list_do_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for index in range(number):
        person(f"Minister {index}", NationFactory.create(), "Minister of Defence")

    with django_assert_num_queries(11):
        assert len(names(client)) == number


def test_a_person_is_shown_with_offices_meetings_and_words(client: Client) -> None:
    norway = NationFactory.create(name="Norway")
    ada = MinisterFactory.create(name="Ada Berg", aliases=["A. Berg"])
    article = ArticleFactory.create(body="Defence Minister Ada Berg promised 60 trainers in Paris.")
    prove(AppointmentFactory.create(minister=ada, nation=norway), article=article, quote="Defence Minister Ada Berg")
    paris = MeetingFactory.create(name="Paris", vouched=True, starts_on=day("2016-01-20"), starts_on_precision="day")
    AttendanceFactory.create(meeting=paris, nation=norway, minister=ada, role=AttendanceRole.HOST, vouched=True)
    pledge = line(norway, "Trainers", {"speaker": ada, "quantity": 60, "unit": "trainers"})
    prove(pledge.events.get(), article=article, quote="promised 60 trainers")
    line(norway, "Said by nobody", {"act": Act.DELIVERING})

    page = read(client, "/ministers/ada-berg/")

    assert page.texts("//header[@class='page-header']/p") == ["Also written A. Berg."]
    assert page.texts("//section[@id='offices']//div[@class='thread-head']") == [
        "Defence Minister, Norway dates not stated Defence minister"
    ]
    assert page.texts("//section[@id='offices']//blockquote") == ["Defence Minister Ada Berg"]
    assert page.rows("//section[@id='meetings']/table") == [
        ["Paris", "20 January 2016", "Held", "Norway", "Host", "Proof of Paris"]
    ]
    assert page.texts("//section[@id='announcements']//div[@class='thread-head']") == [
        "20 January 2016 Pledged Norway: Trainers 60 trainers"
    ]
    assert page.texts("//section[@id='announcements']//blockquote") == ["promised 60 trainers"]


def test_somebody_without_a_published_fact_is_not_found(client: Client) -> None:
    AppointmentFactory.create(minister__name="Ada Berg")

    assert read(client, "/ministers/ada-berg/").status == 404


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_a_person_do_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    ada = person("Ada Berg", NationFactory.create(name="Norway"), "Minister of Defence")
    for index in range(number):
        article = ArticleFactory.create()
        seat = AttendanceFactory.create(meeting__vouched=True, minister=ada)
        prove(seat, article=article)
        pledge = line(f"Nation {index}", "Trainers", {"speaker": ada})
        prove(pledge.events.get(), article=article)

    with django_assert_num_queries(9):
        assert len(read(client, "/ministers/ada-berg/").rows()) == number
