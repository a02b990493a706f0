"""The list of sources, and one article with its facts marked."""

from __future__ import annotations

import datetime
import html as markup

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.enums import ArticleState
from articles.models import Article
from coalition.enums import Act, Objective
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    ArticleReferenceFactory,
    AttendanceFactory,
    CandidateFactory,
    CityEventFactory,
    EvidenceFactory,
    MeetingFactory,
    NationFactory,
    PledgeEventFactory,
    prove,
)
from tests.pages import read, read_part

pytestmark = pytest.mark.django_db

BODY = "Ministers met in Paris.\r\n\r\nRamadi was retaken & <held>. Norway will send medics."


def address(article: Article) -> str:
    return f"/articles/{article.pk}/"


def titles(client: Client, **query: str) -> list[str]:
    return read(client, "/articles/", **query).texts("//table/tbody/tr/th")


# --- the list -----------------------------------------------------------------------------------------------------


def test_a_row_counts_published_facts_once(client: Client) -> None:
    article = ArticleFactory.create(title="A brief", body=BODY, state=ArticleState.READ)
    event = CityEventFactory.create()
    prove(event, article=article, quote="Ramadi was retaken")
    prove(event, article=article, quote="Ramadi")
    prove(PledgeEventFactory.create(), article=article, quote="Norway will send medics.")
    EvidenceFactory.create(article=article, meeting=MeetingFactory.create())

    page = read(client, "/articles/")

    assert page.rows() == [["12 February 2016", "The Gazette", "A brief", "2", "Read"]]
    assert page.links("//tbody//a") == [("A brief", address(article)), ("2", f"{address(article)}#facts")]


def test_attendance_of_an_unpublished_meeting_does_not_count(client: Client) -> None:
    article = ArticleFactory.create(body=BODY)
    prove(AttendanceFactory.create(), article=article)

    assert read(client, "/articles/").rows()[0][3] == "none"
    assert read(client, address(article)).at("//mark") == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Late", "Early", "Undated"]),
        ({"publisher": "The Gazette"}, ["Early"]),
        ({"year": "2015"}, ["Early"]),
        ({"nation": "norway"}, ["Late"]),
        ({"state": "nothing_relevant"}, ["Undated"]),
        ({"q": "medics"}, ["Late"]),
        ({"q": "“sent medics”"}, ["Late"]),
        ({"q": "“medics sent”"}, []),
        ({"q": "earlier"}, []),
        ({"publisher": "not-recorded"}, ["Undated"]),
        ({"year": "not-recorded"}, ["Undated"]),
        ({"nation": "not-recorded"}, ["Early", "Undated"]),
        ({"sort": "title"}, ["Early", "Late", "Undated"]),
        ({"sort": "-date"}, ["Early", "Late", "Undated"]),
    ],
)
def test_filters(client: Client, query: dict[str, str], expected: list[str]) -> None:
    norway = NationFactory.create(name="Norway")
    ArticleFactory.create(title="Early", published_on=datetime.date(2015, 3, 1), publisher="The Gazette")
    late = ArticleFactory.create(title="Late", publisher="The Post", body="Norway sent medics.")
    late.nations.add(norway)
    ArticleFactory.create(title="Undated", published_on=None, publisher="", state=ArticleState.NOTHING_RELEVANT)

    assert titles(client, **query) == expected


def test_filters_count_their_values_years_in_order_of_time(client: Client) -> None:
    norway = NationFactory.create(name="Norway")
    for year in (2014, 2015, 2015):
        ArticleFactory.create(published_on=datetime.date(year, 3, 1)).nations.add(norway)
    ArticleFactory.create(published_on=None, publisher="")

    assert read(client, "/articles/").facets() == {
        "Year": ["2015 2", "2014 1", "Not recorded 1"],
        "Publisher": ["The Gazette 3", "Not recorded 1"],
        "Nation it names": ["Norway 3", "Not recorded 1"],
        "State": ["New 4"],
    }
    assert read(client, "/articles/", year="2014").facets()["Year"][1] == "2014 1×, remove this filter"


def test_htmx_gets_the_results_alone(client: Client) -> None:
    ArticleFactory.create()

    page, part = read(client, "/articles/"), read_part(client, "/articles/")

    assert (page.is_whole_page, part.is_whole_page, part.tree.get("id")) == (True, False, "results")
    assert part.rows() == page.rows() != []
    assert "HX-Request" in part.vary


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_list_do_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for _ in range(number):
        article = ArticleFactory.create()
        prove(CityEventFactory.create(), article=article)

    with django_assert_num_queries(11):
        assert len(read(client, "/articles/").rows()) == number


# --- one article --------------------------------------------------------------------------------------------------


def test_the_text_is_shown_unaltered(client: Client) -> None:
    article = ArticleFactory.create(body=BODY)
    prove(CityEventFactory.create(), article=article, quote="Ramadi was retaken & <held>.")

    page = read(client, address(article))
    (text,) = page.at("//div[@id='text']")

    assert text.text_content() == BODY
    assert f"{markup.escape('& <held>')}.</mark>" in page.source


def test_every_passage_is_marked_where_its_link_leads(client: Client) -> None:
    article = ArticleFactory.create(body=BODY)
    meeting = prove(MeetingFactory.create(), article=article, quote="Ministers met in Paris.")
    city = prove(CityEventFactory.create(), article=article, quote="Ramadi was retaken & <held>. Norway")
    name = prove(CityEventFactory.create(), article=article, quote="Ramadi")
    pledge = prove(PledgeEventFactory.create(), article=article, quote="Norway will send medics.")
    same = prove(AttendanceFactory.create(meeting=meeting.meeting), article=article, quote="Ministers met in Paris.")

    page = read(client, address(article))

    for evidence in (meeting, city, name, same):
        assert [mark.text_content() for mark in page.at(f"//*[@id='e{evidence.pk}']")] == [evidence.quote]
    # crossed by the passage before it: the mark goes on after that has ended
    assert [mark.text_content() for mark in page.at(f"//*[@id='e{pledge.pk}']")] == ["Norway"]
    assert page.at("//mark[not(@id)]")[0].text_content() == " will send medics."
    assert page.at("//a[@class='passage-label passage-mixed']/@data-label") == [
        "Meeting, Attendance",
        "City ×2, Pledge",
    ]


def test_readers_learn_that_a_rule_read_a_passage_and_where_rules_are_measured(client: Client) -> None:
    article = ArticleFactory.create(body=BODY)
    EvidenceFactory.create(
        article=article,
        city_event=CityEventFactory.create(city__name="Ramadi", vouched=True),
        candidate=CandidateFactory.create(article=article, rule="cities.retake"),
        added_by="cities.retake",
    )

    page = read(client, address(article))

    assert page.text("//aside//p[@class='small muted']") == "Its words, read by a rule"
    assert ("read by a rule", "/about/accuracy/#cities.retake") in page.links("//aside//a")


def test_facts_are_listed_with_their_page_and_their_words(client: Client) -> None:
    article = ArticleFactory.create(body=BODY)
    event = CityEventFactory.create(city__name="Ramadi", objective=Objective.RETAKEN, by_whom="the army")
    first = prove(event, article=article, quote="Ramadi was")
    second = prove(event, article=article, quote="retaken")
    medics = PledgeEventFactory.create(
        pledge__nation__name="Norway", pledge__title="Medics", act=Act.DELIVERING, quantity=12, unit="medics"
    )
    third = prove(medics, article=article, quote="medics")

    page = read(client, address(article))

    assert page.text("//h2[@id='facts-heading']") == "2 facts proved here"
    assert page.texts("//aside//li") == [
        "City Ramadi Retaken date not stated, by the army "
        "Passage 1, chosen by An editor; Passage 2, chosen by An editor",
        "Pledge Norway: Medics Delivering date not stated, 12 medics Its words, chosen by An editor",
    ]
    assert page.links("//aside//li//a") == [
        ("Ramadi", "/cities/ramadi/"),
        ("Passage 1", f"#e{first.pk}"),
        ("Passage 2", f"#e{second.pk}"),
        ("Norway: Medics", f"/pledges/{medics.pledge.pk}/"),
        ("Its words", f"#e{third.pk}"),
    ]
    assert page.at("//aside//a/@id") == [f"f{first.pk}", f"f{second.pk}", f"f{third.pk}"]


def test_offices_and_attendances_are_named_in_full(client: Client) -> None:
    article = ArticleFactory.create(body=BODY)
    term = AppointmentFactory.create(minister__name="Ada Berg", nation__name="Norway", office="Minister of Defence")
    prove(term, article=article, quote="Ministers")
    meeting = MeetingFactory.create(name="Paris meeting", vouched=True)
    seat = AttendanceFactory.create(meeting=meeting, nation=term.nation, minister=term.minister)
    prove(seat, article=article, quote="met")

    assert read(client, address(article)).links("//aside//li/p[2]/a") == [
        ("Ada Berg, Minister of Defence", "/ministers/ada-berg/"),
        ("Ada Berg (Norway) at Paris meeting", "/meetings/paris-meeting/"),
    ]


def test_unpublished_facts_stay_hidden(client: Client) -> None:
    article = ArticleFactory.create(body=BODY)
    EvidenceFactory.create(article=article, city_event=CityEventFactory.create(city__name="Secret"))

    page = read(client, address(article))

    assert page.at("//mark") == []
    assert page.text("//h2[@id='facts-heading']") == "No fact proved here"
    assert "Secret" not in page.source


def test_sources_behind_a_brief_and_copies_of_the_report(client: Client) -> None:
    article = ArticleFactory.create(title="A brief", url="https://example.org/brief")
    ArticleReferenceFactory.create(
        article=article,
        title="A transcript",
        publisher="Ministry",
        url="https://example.org/transcript",
        note="copy",
        published_on=datetime.date(2016, 2, 1),
        published_on_precision="month",
    )
    copy = ArticleFactory.create(title="The same elsewhere", origin=article.origin, publisher="The Post")
    ArticleFactory.create(title="Another report")

    page = read(client, address(article))

    assert page.texts("//section[@id='references']//li") == ["A transcript, Ministry, February 2016 (copy)"]
    assert page.links("//section[@id='articles']//a") == [("The same elsewhere", address(copy))]
    assert ("Open the source", "https://example.org/brief") in page.links("//header//a")


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_an_article_do_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    article = ArticleFactory.create(body=BODY)
    for _ in range(number):
        prove(PledgeEventFactory.create(), article=article, quote="medics")
        prove(CityEventFactory.create(), article=article, quote="Ramadi")
        prove(AttendanceFactory.create(meeting__vouched=True), article=article, quote="met")

    with django_assert_num_queries(5):
        assert len(read(client, address(article)).at("//aside//li")) == 3 * number


def test_an_unknown_article_is_not_found(client: Client) -> None:
    assert read(client, "/articles/99/").status == 404
