"""The list of requests and their answers, and where other pages tell of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from coalition.actions.pledges import refresh_pledges
from coalition.enums import Act, Capability, NationKind
from coalition.models import Pledge
from tests.coalition.lines import day, line
from tests.factories import ArticleFactory, MeetingFactory, NationFactory, PledgeEventFactory, prove
from tests.pages import read, read_part

pytestmark = pytest.mark.django_db


def ask(nation: Any, title: str, when: str = "2016-01-20", *later: dict[str, Any], **values: Any) -> Pledge:
    """A line of `nation` that begins with a request; `later` acts follow, `values` tell more of the request."""
    line_values = {name: values.pop(name) for name in ("capability",) if name in values}
    return line(nation, title, {"act": Act.REQUESTED, "happened_on": day(when), **values}, *later, **line_values)


def titles(client: Client, **query: str) -> list[str]:
    return read(client, "/asks/", **query).texts("//table/tbody/tr/th/a")


# --- the list -----------------------------------------------------------------------------------------------------


def test_a_row_tells_request_and_answer_with_their_proof(client: Client) -> None:
    article = ArticleFactory.create(body="Iraq asked Norway for up to 60 trainers. Norway will send 40.")
    meeting = MeetingFactory.create(name="London talks", vouched=True)
    pledge = line("Norway", "Trainers, Anbar")
    pledge.events.all().delete()
    asked = PledgeEventFactory.create(
        pledge=pledge,
        act=Act.REQUESTED,
        happened_on=day("2016-01-20"),
        happened_on_precision="day",
        quantity=60,
        unit="trainers",
        qualifier="up_to",
        asked_by=NationFactory.create(name="Iraq"),
        meeting=meeting,
    )
    asking = prove(asked, article=article, quote="Iraq asked Norway for up to 60 trainers.")
    given = PledgeEventFactory.create(pledge=pledge, quantity=40, unit="trainers")
    giving = prove(given, article=article, quote="Norway will send 40.")
    refresh_pledges([pledge.pk])

    page = read(client, "/asks/")

    assert page.rows() == [
        [
            "Trainers, Anbar up to 60 trainers",
            "Norway",
            "Iraq",
            f"20 January 2016, London talks Proof of {asked}",
            f"Granted Pledged 40 trainers, reported 12 February 2016, Trainers, Anbar Proof of {given}",
        ]
    ]
    assert [address for _, address in page.links("//tbody//a")] == [
        f"/pledges/{pledge.pk}/#event-{asked.pk}",
        "/nations/norway/",
        "/nations/iraq/",
        "/meetings/london-talks/",
        f"/articles/{article.pk}/#e{asking.pk}",
        f"/pledges/{pledge.pk}/#event-{given.pk}",
        f"/articles/{article.pk}/#e{giving.pk}",
    ]


def test_what_is_open_says_since_how_many_days_and_what_is_unknown_is_called_so(client: Client) -> None:
    ask("Norway", "Trainers", "2016-01-20")

    (row,) = read(client, "/asks/").rows()

    days = (timezone.localdate() - day("2016-01-20")).days
    assert row[1:3] == ["Norway", "not recorded"]
    assert row[4] == f"Open for {days:,} days No act of Norway on it is reported since."


def test_a_request_to_all_opens_what_each_partner_did_since(client: Client) -> None:
    everyone = NationFactory.create(name="The coalition", kind=NationKind.COLLECTIVE, iso_alpha3=None)
    ask(everyone, "Trainers from all", capability=Capability.TRAINERS)

    assert read(client, "/asks/").links("//td[@data-label='Answer']/p/a") == [
        ("what each partner did from that day on", "/pledges/?capability=trainers&since=2016-01-20")
    ]


def test_an_act_on_another_line_names_the_line(client: Client) -> None:
    ask("Norway", "Trainers, Anbar")
    line("Norway", "Trainers, Erbil", {"happened_on": day("2016-02-01")})

    (shown,) = read(client, "/asks/").texts("//td[@data-label='Answer']//li")

    assert shown.startswith("Pledged, 1 February 2016, Trainers, Erbil (Trainers, Erbil) Proof")


def test_unpublished_requests_are_hidden(client: Client) -> None:
    ask("Norway", "Seen")
    ask("Denmark", "Hidden", vouched=False)

    assert titles(client) == ["Seen"]


@pytest.fixture
def four() -> None:
    """Four requests, one for each common answer."""
    iraq, states = NationFactory.create(name="Iraq"), NationFactory.create(name="United States")
    meeting = MeetingFactory.create(name="London talks", vouched=True)
    ask(
        "Norway",
        "Trainers",
        "2016-01-20",
        {"happened_on": day("2016-02-01")},
        asked_by=iraq,
        meeting=meeting,
        capability=Capability.TRAINERS,
    )
    ask(
        "Norway",
        "Jets",
        "2015-12-01",
        {"act": Act.DECLINED, "happened_on": day("2015-12-10")},
        asked_by=states,
        capability=Capability.AIR_STRIKES,
    )
    ask(
        "Denmark",
        "More jets",
        "2016-03-01",
        {"act": Act.CONSIDERING, "happened_on": day("2016-03-01")},
        asked_by=states,
        capability=Capability.AIR_STRIKES,
    )
    ask("Sweden", "Medics", "2015-06-01", capability=Capability.MEDICAL)


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["More jets", "Trainers", "Jets", "Medics"]),
        ({"nation": "norway"}, ["Trainers", "Jets"]),
        ({"by": "united-states"}, ["More jets", "Jets"]),
        ({"by": "not-recorded"}, ["Medics"]),
        ({"capability": "air_strikes"}, ["More jets", "Jets"]),
        ({"answer": "granted"}, ["Trainers"]),
        ({"answer": "considered"}, ["More jets"]),
        ({"answer": "declined"}, ["Jets"]),
        ({"answer": "open"}, ["Medics"]),
        ({"answer": "ended"}, []),
        ({"meeting": "london-talks"}, ["Trainers"]),
        ({"nation": "norway", "by": "united-states"}, ["Jets"]),
        ({"nation": "denmark", "answer": "open"}, []),
        # an empty field is no filter
        ({"nation": "", "by": ""}, ["More jets", "Trainers", "Jets", "Medics"]),
    ],
)
def test_filters(client: Client, query: dict[str, str], expected: list[str]) -> None:
    assert titles(client, **query) == expected


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", ["More jets", "Trainers", "Jets", "Medics"]),
        ("-asked", ["Medics", "Jets", "Trainers", "More jets"]),
        ("nation", ["More jets", "Trainers", "Jets", "Medics"]),
        ("by", ["Trainers", "More jets", "Jets", "Medics"]),
        # who asked is not known of the last, in either direction
        ("-by", ["Jets", "More jets", "Trainers", "Medics"]),
        ("capability", ["More jets", "Jets", "Medics", "Trainers"]),
        ("answer", ["Medics", "More jets", "Trainers", "Jets"]),
        ("nonsense", ["More jets", "Trainers", "Jets", "Medics"]),
    ],
)
def test_sorting(client: Client, sort: str, expected: list[str]) -> None:
    assert titles(client, sort=sort) == expected


@pytest.mark.usefixtures("four")
def test_chips_count_what_each_filter_would_leave(client: Client) -> None:
    assert read(client, "/asks/").facets() == {
        "Answer": ["Considered 1", "Declined 1", "Granted 1", "Open 1"],
        "Asked of": ["Norway 2", "Denmark 1", "Sweden 1"],
        "Asked by": ["United States 2", "Iraq 1", "Not recorded 1"],
        "Capability": ["Air strikes 2", "Medical support 1", "Trainers and advisers 1"],
    }


@pytest.mark.usefixtures("four")
def test_chips_count_with_the_other_filters_in_force(client: Client) -> None:
    assert read(client, "/asks/", nation="norway", answer="declined").facets() == {
        "Answer": ["Declined 1×, remove this filter", "Granted 1"],
        "Asked of": ["Norway 1×, remove this filter"],
        "Asked by": ["United States 1"],
        "Capability": ["Air strikes 1"],
    }


@pytest.mark.usefixtures("four")
def test_a_chip_sets_its_filter_and_lifts_it_again(client: Client) -> None:
    page = read(client, "/asks/", nation="norway", sort="by", page="2")

    chips = dict(page.links("//dl[@id='facets']//a"))
    assert chips["Declined 1"] == "?nation=norway&sort=by&answer=declined"
    assert chips["Norway 2×, remove this filter"] == "?sort=by"
    assert page.at("//dl[@id='facets']//a[@aria-current]/@href") == ["?sort=by"]


def test_more_values_than_chips_are_named(client: Client) -> None:
    for number in range(10):
        ask(f"Nation {number}", "Trainers")

    shown = read(client, "/asks/", nation="nation-9").facets()["Asked of"]

    assert shown == [
        *(f"Nation {number} 1" for number in range(8)),
        "Nation 9 1×, remove this filter",
        "1 more in the box above",
    ]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"answer": "maybe"}, "Answer: “maybe” is not in the list. Remove this filter"),
        ({"by": "atlantis"}, "Asked by: The ledger has none of this name. Remove this filter"),
        ({"nation": "atlantis"}, "Asked of: The ledger has none of this name. Remove this filter"),
    ],
)
def test_values_that_make_no_sense_list_nothing_and_say_why(
    client: Client, query: dict[str, str], message: str
) -> None:
    ask("Norway", "Trainers")

    page = read(client, "/asks/", **query)

    assert page.texts("//*[@role='alert']//li") == [message]
    assert (page.rows(), page.at("//dl[@id='facets']")) == ([], [])


@pytest.mark.usefixtures("four")
def test_an_empty_result_says_what_to_try(client: Client) -> None:
    page = read(client, "/asks/", answer="ended")

    assert page.texts("//div[@class='notice']/p/strong") == ["No request passes these filters."]
    assert page.links("//div[@class='notice']//a") == [
        ("Without “Answer: Only ended”: 4 requests", "?"),
        ("search", "/search/"),
    ]


def test_an_empty_ledger_says_so(client: Client) -> None:
    assert read(client, "/asks/").texts("//div[@class='notice']/p") == [
        "No request passes these filters.",
        "The ledger holds no published one yet.",
    ]


def test_pages_of_25(client: Client) -> None:
    for number in range(26):
        ask("Norway", f"Request {number:02}", f"2016-01-{number + 1:02}")

    first = read(client, "/asks/", nation="norway")

    assert first.texts("//table/tbody/tr/th/a") == [f"Request {number:02}" for number in range(25, 0, -1)]
    assert first.links("//nav[@aria-label='Pages']//a") == [("Page 2", "?nation=norway&page=2")]
    assert titles(client, page="2") == ["Request 00"]


def test_htmx_gets_the_results_alone(client: Client) -> None:
    ask("Norway", "Trainers")
    ask("Denmark", "Jets")

    page, part = read(client, "/asks/", nation="norway"), read_part(client, "/asks/", nation="norway")

    assert (page.is_whole_page, part.is_whole_page) == (True, False)
    assert part.tree.get("id") == "results"
    assert part.rows() == page.rows() != []


def test_the_form_works_without_scripts_and_every_field_has_a_label(client: Client) -> None:
    ask("Norway", "Trainers", asked_by=NationFactory.create(name="Iraq"))
    NationFactory.create(name="Sweden")

    page = read(client, "/asks/")

    (form,) = page.at("//form[@id='filters']")
    assert (form.get("method"), form.get("action")) == ("get", "/asks/")
    assert page.texts("//select[@name='nation']/option") == ["Every nation", "Norway"]
    assert page.texts("//select[@name='by']/option") == ["Anyone", "Iraq", "Not recorded"]
    assert page.at("//form[@id='filters']//select/@id") == page.at("//form[@id='filters']//label/@for")


def test_the_navigation_names_the_page_once(client: Client) -> None:
    page = read(client, "/asks/")

    assert page.links("//nav[@aria-label='Main']//a[@aria-current='page']") == [("Asks", "/asks/")]
    assert page.text("//h1") == "Asks → answers"
    assert len(page.at("//*/@id")) == len(set(page.at("//*/@id")))


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_list_do_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    article = ArticleFactory.create(body="Something was said.")
    for index in range(number):
        pledge = ask(f"Nation {index}", f"Request {index}", capability=list(Capability)[index])
        prove(PledgeEventFactory.create(pledge=pledge, act=Act.REQUESTED), article=article, quote="Something was said.")
        prove(PledgeEventFactory.create(pledge=pledge), article=article, quote="Something was said.")

    with django_assert_num_queries(14):
        assert len(read(client, "/asks/").rows()) == 2 * number


# --- where other pages tell of requests ---------------------------------------------------------------------------


def test_a_nation_tells_what_was_asked_of_it_and_how_it_answered(client: Client) -> None:
    iraq = NationFactory.create(name="Iraq")
    ask("Norway", "Trainers, Anbar", "2016-01-20", {"happened_on": day("2016-02-01")}, asked_by=iraq)
    ask("Norway", "Medics", "2016-01-20", capability=Capability.MEDICAL)
    days = (timezone.localdate() - day("2016-01-20")).days

    asked, asking = read(client, "/nations/norway/"), read(client, "/nations/iraq/")

    told = "//section[@id='asked']//li[contains(@class, 'hue-requested')]"
    assert asked.texts(f"{told}/div[@class='thread-head']/a") == ["Medics", "Trainers, Anbar"]
    assert asked.texts(f"{told}/p[@class='small muted']") == ["Who asked is not recorded", "Asked by Iraq"]
    assert asked.texts(f"{told}//p[@class='answer-word']") == [f"Open for {days:,} days", "Granted"]
    assert asked.links("//section[@id='asked']/p/a") == [("Every request made of it", "/asks/?nation=norway")]
    assert asking.texts("//section[@id='asks']//li/div[@class='thread-head']/a") == ["Norway: Trainers, Anbar"]
    assert asking.links("//section[@id='asks']/p/a") == [("Every request it made", "/asks/?by=iraq")]


def test_a_meeting_links_the_requests_made_there(client: Client) -> None:
    meeting = MeetingFactory.create(name="London talks", vouched=True)
    ask("Norway", "Trainers, Anbar", meeting=meeting)

    page = read(client, "/meetings/london-talks/")

    assert page.links("//section[@id='outcomes']/p[@class='small']/a") == [
        ("These requests with their answers up to now", "/asks/?meeting=london-talks")
    ]
