"""The overview, and the frame that all pages share."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from coalition.enums import Act, Capability, MeetingStatus, Objective
from coalition.models import Pledge
from tests.coalition.lines import day, line
from tests.factories import ArticleFactory, CityEventFactory, CityFactory, MeetingFactory, PledgeEventFactory, prove
from tests.pages import read

pytestmark = pytest.mark.django_db


def test_an_empty_ledger_says_so(client: Client) -> None:
    page = read(client, "/")

    assert page.status == 200
    assert page.texts("//div[@class='notice']/p/strong") == ["The ledger holds no published pledge yet."]
    assert page.text("//footer//p").startswith("The record holds no published pledge yet.")


def test_figures_open_the_rows_they_count(client: Client) -> None:
    line("Norway", "A")
    line("Norway", "B")
    line("Denmark", "C", {"act": Act.DECLINED})
    MeetingFactory.create(name="Held", vouched=True)
    MeetingFactory.create(name="Not published")
    city = CityFactory.create()
    CityEventFactory.create(city=city, objective=Objective.RETAKEN, vouched=True)
    CityEventFactory.create(city=city, objective=Objective.STRUCK, vouched=True)
    CityEventFactory.create(objective=Objective.STRUCK)

    page = read(client, "/")

    assert page.links("//ul[@class='figures']//a") == [
        ("2 nations with a line", "/nations/?show=lines"),
        ("2 lines pledged", "/pledges/?act=pledged"),
        ("1 line declined", "/pledges/?act=declined"),
        ("1 meeting held", "/meetings/?status=held"),
        ("1 city with reports", "/cities/"),
    ]


@pytest.mark.parametrize(
    "address", ["/nations/?show=lines", "/pledges/?act=pledged", "/meetings/?status=held", "/cities/"]
)
def test_the_figures_lead_to_as_many_rows(client: Client, address: str) -> None:
    line("Norway", "A")
    line("Denmark", "B", {"act": Act.DECLINED})
    MeetingFactory.create(name="Held", vouched=True, status=MeetingStatus.HELD)
    MeetingFactory.create(name="Planned", vouched=True, status=MeetingStatus.PLANNED)
    CityEventFactory.create(objective=Objective.RETAKEN, vouched=True)
    path, _, query = address.partition("?")
    name, _, value = query.partition("=")

    figures = dict(read(client, "/").links("//ul[@class='figures']//a"))
    (stated,) = [int(text.split()[0]) for text, url in figures.items() if url == address]

    assert len(read(client, path, **({name: value} if query else {})).rows()) == stated


def test_the_matrix_shows_the_strongest_act_and_opens_its_lines(client: Client) -> None:
    line("Norway", "Trainers, Anbar", capability=Capability.TRAINERS)
    line("Norway", "Trainers, Erbil", {"act": Act.DELIVERING}, capability=Capability.TRAINERS)
    line("Denmark", "Jets", {"act": Act.DECLINED}, capability=Capability.AIR_STRIKES)
    line("Denmark", "Medics", {"act": Act.REQUESTED}, capability=Capability.MEDICAL)

    page = read(client, "/")

    matrix = "//table[@class='matrix']"
    assert page.texts(f"{matrix}/thead//th") == ["Nation", "Air strikes", "Trainers and advisers", "Medical support"]
    assert page.rows(matrix) == [
        ["Norway", "", "DTrainers and advisers: delivering", ""],
        ["Denmark", "XAir strikes: declined", "", "RMedical support: requested"],
    ]
    assert [(link.get("href"), link.get("title")) for link in page.at(f"{matrix}/tbody//td/a")] == [
        ("/pledges/?nation=norway&capability=trainers", "Norway, trainers and advisers: delivering (2 lines)"),
        ("/pledges/?nation=denmark&capability=air_strikes", "Denmark, air strikes: declined (1 line)"),
        ("/pledges/?nation=denmark&capability=medical", "Denmark, medical support: requested (1 line)"),
    ]


def test_map_and_bars_are_drawn_from_the_lines(client: Client) -> None:
    line("Norway", "A", {"act": Act.DELIVERING})

    assert len(read(client, "/").at("//figure[@data-chart]")) == 2


def test_the_newest_acts_are_told_with_their_words(client: Client) -> None:
    article = ArticleFactory.create(title="Medics", body="Norway will send medics.", published_on=day("2016-03-01"))
    pledge = line("Norway", "Medics, Erbil", {"act": Act.CONSIDERING})
    newer = PledgeEventFactory.create(pledge=pledge, quantity=12, unit="medics")
    evidence = prove(newer, article=article)
    PledgeEventFactory.create(pledge=pledge, act=Act.ENDED, note="not published")

    page = read(client, "/")

    assert page.texts("//section[@id='latest']/ol/li/div") == [
        "Reported 1 March 2016 Pledged Norway: Medics, Erbil 12 medics",
        "20 January 2016 Considering Norway: Medics, Erbil",
    ]
    assert page.texts("//section[@id='latest']//blockquote") == ["Norway will send medics."]
    assert page.at("//section[@id='latest']//figcaption/a/@href") == [f"/articles/{article.pk}/#e{evidence.pk}"]


def test_the_last_meeting_held_and_the_next_one_planned(client: Client) -> None:
    def meeting(name: str, starts: str, status: MeetingStatus, precision: str = "day", **values: object) -> None:
        MeetingFactory.create(
            name=name, starts_on=day(starts), starts_on_precision=precision, status=status, vouched=True, **values
        )

    meeting("Long ago", "2014-12-03", MeetingStatus.HELD)
    meeting("Paris", "2016-01-20", MeetingStatus.HELD, participant_count=7)
    meeting("A plan overtaken", "2015-06-01", MeetingStatus.PLANNED)
    meeting("Brussels", "2016-02-01", MeetingStatus.PLANNED, precision="month", city="Brussels")
    meeting("Far off", "2016-07-20", MeetingStatus.PLANNED)
    meeting("Called off", "2016-01-25", MeetingStatus.CANCELLED)

    page = read(client, "/")

    assert page.texts("//section[@id='meetings']//article/h3") == ["Paris", "Brussels"]
    assert page.texts("//section[@id='meetings']//article/p[2]") == [
        "20 January 2016, Paris; 7 participants stated. Proof of Paris",
        "February 2016, Brussels. Proof of Brussels",
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int) -> None:
    for index in range(number):
        article = ArticleFactory.create(body=f"Nation {index} will help.")
        prove(PledgeEventFactory.create(pledge=line(f"Nation {index}", "A line")), article=article)
        for status in (MeetingStatus.HELD, MeetingStatus.PLANNED):
            MeetingFactory.create(
                name=f"{status} {index}",
                status=status,
                starts_on=day(f"2016-0{index + 1}-01"),
                starts_on_precision="day",
                vouched=True,
            )

    with django_assert_num_queries(15):
        assert read(client, "/").status == 200


# --- the frame ----------------------------------------------------------------------------------------------------

PAGES = [
    "/",
    "/nations/",
    "/pledges/",
    "/asks/",
    "/meetings/",
    "/ministers/",
    "/cities/",
    "/articles/",
    "/search/",
    "/about/",
]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_the_frame(client: Client, address: str) -> None:
    page = read(client, address)

    assert page.status == 200
    assert [link[1] for link in page.links("//nav[@aria-label='Main']//a")] == PAGES
    assert page.at("//nav[@aria-label='Main']//a[@aria-current='page']/@href") == [address]
    assert page.at("//a[@class='skip-link']/@href") == ["#main"]
    assert len(page.at("//main[@id='main']")) == len(page.at("//h1")) == 1
    assert page.at("//form[@role='search']/@action")[0] == "/search/"
    assert page.text("//title").endswith(" · Coalition Ledger")


@pytest.mark.parametrize("address", PAGES)
def test_pages_keep_to_the_content_security_policy(client: Client, address: str) -> None:
    line("Norway", "A line")

    page = read(client, address)

    assert page.at("//*[@style]") == page.at("//style") == []
    assert [s for s in page.at("//script[not(@src)]") if s.get("type") != "application/json"] == []
    assert not [
        source for source in page.at("//script/@src | //link/@href | //img/@src") if not source.startswith("/static/")
    ]


def test_a_shared_page_has_a_card_of_its_own(client: Client) -> None:
    line("Norway", "Trainers & medics")
    address = f"/pledges/{Pledge.objects.get().pk}/"

    page = read(client, address)

    said = {
        name: page.at(f"//meta[@property='og:{name}']/@content") for name in ("title", "description", "url", "image")
    }
    assert said == {
        "title": ["Norway: Trainers & medics"],
        "description": page.at("//meta[@name='description']/@content"),
        "url": [f"http://testserver{address}"],
        "image": ["http://testserver/static/img/card.png"],
    }


def test_the_part_of_the_site_one_is_in_is_marked(client: Client) -> None:
    pledge = line("Norway", "A line")

    page = read(client, f"/pledges/{pledge.pk}/")

    assert page.links("//nav[@aria-label='Main']//a[@aria-current='true']") == [("Pledges", "/pledges/")]
    assert page.at("//nav[@aria-label='Main']//a[@aria-current='page']") == []


def test_the_footer_dates_the_record(client: Client) -> None:
    pledge = line("Norway", "A", {"public_from": day("2016-02-12")})
    PledgeEventFactory.create(pledge=pledge, public_from=day("2016-05-05"))

    assert read(client, "/").text("//footer//p").startswith("The record as of 12 February 2016,")


def test_pages_are_read_only(client: Client) -> None:
    assert [client.post(address).status_code for address in PAGES] == [405] * len(PAGES)


def test_the_page_of_a_fault_needs_neither_database_nor_frame(client: Client) -> None:
    from django.template.loader import render_to_string

    assert "This page could not be made" in render_to_string("500.html")
