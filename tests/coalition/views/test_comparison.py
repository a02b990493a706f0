"""Up to four nations side by side."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from coalition.actions.pledges import refresh_pledges
from coalition.enums import Act, Capability, NameKind, Portfolio
from coalition.models import NationName
from tests.coalition.lines import day, line
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    AttendanceFactory,
    MeetingFactory,
    MinisterFactory,
    NationFactory,
    PledgeEventFactory,
    prove,
)
from tests.pages import read, read_part

pytestmark = pytest.mark.django_db

ADDRESS = "/nations/compare/"


def both(client: Client, *slugs: str) -> Any:
    return read(client, f"{ADDRESS}?{'&'.join(f'nation={slug}' for slug in slugs)}")


def row(client: Client, head: str, *slugs: str) -> list[str]:
    (cells,) = [cells[1:] for cells in both(client, *slugs).rows() if cells[0] == head]
    return list(cells)


# --- what a cell tells --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("acts", "strongest"),
    [
        ([Act.REQUESTED], "Requested 1 line"),
        ([Act.DECLINED], "Declined 1 line"),
        ([Act.DECLINED, Act.ENDED], "Ended 2 lines"),
        ([Act.ENDED, Act.REQUESTED], "Requested 2 lines"),
        ([Act.REQUESTED, Act.CONSIDERING], "Considering 2 lines"),
        ([Act.CONSIDERING, Act.PLEDGED, Act.DECLINED], "Pledged 3 lines"),
        ([Act.DELIVERING, Act.PLEDGED], "Delivering 2 lines"),
    ],
)
def test_a_cell_shows_the_strongest_current_act_and_opens_its_lines(
    client: Client, acts: list[Act], strongest: str
) -> None:
    for act in acts:
        line("Norway", f"Line {act}", {"act": act}, capability=Capability.TRAINERS)
    line("Denmark", "Jets", capability=Capability.AIR_STRIKES)

    page = both(client, "norway", "denmark")

    assert page.rows()[:2] == [
        ["Air strikes", "none recorded", "Pledged 1 line"],
        ["Trainers and advisers", strongest, "none recorded"],
    ]
    assert page.at("//tbody[1]/tr[2]/td[1]/p/a/@href") == ["/pledges/?nation=norway&capability=trainers"]
    assert page.texts("//thead//a") == ["Norway", "Denmark"]


def test_a_cell_states_what_the_strongest_act_amounts_to_with_proof(client: Client) -> None:
    words = "Norway sends about 60 trainers."
    pledge = line("Norway", "Trainers, Anbar")
    pledge.events.all().delete()
    event = PledgeEventFactory.create(
        pledge=pledge, act=Act.DELIVERING, quantity=60, unit="trainers", qualifier="about"
    )
    evidence = prove(event, article=ArticleFactory.create(body=words), quote=words)
    refresh_pledges([pledge.pk])
    line("Norway", "More trainers", {"quantity": 10, "unit": "trainers"})

    page = both(client, "norway")

    cell = "//td[@data-label='Norway']/ul/li"
    assert page.texts(cell) == ["about 60 trainers Proof of Norway: Trainers, Anbar"]
    assert page.at(f"{cell}/a/@href") == [
        f"/pledges/{pledge.pk}/",
        f"/articles/{evidence.article_id}/#e{evidence.pk}",
    ]


def test_only_the_latest_lines_of_a_cell_are_told(client: Client) -> None:
    for number in range(1, 6):
        line("Norway", f"Line {number}", {"happened_on": day(f"2016-01-0{number}"), "quantity": number, "unit": "jets"})

    cells = both(client, "norway").texts("//tbody[1]//li/a[1]")

    assert cells == ["5 jets", "4 jets", "3 jets"]


def test_money_stands_by_currency_and_requests_are_left_out(client: Client) -> None:
    line("Norway", "Aid", {"amount": 900, "currency": "NOK"}, {"amount": 5, "currency": "EUR"})
    line("Norway", "Asked", {"act": Act.REQUESTED, "amount": 1, "currency": "USD"})
    line("Denmark", "Jets")

    told = row(client, "Money, as stated and not added up", "denmark", "norway")

    assert told[0] == "none recorded"
    assert told[1].index("EUR 5") < told[1].index("NOK 900")
    assert "USD" not in told[1]


def test_more_sums_than_fit_are_on_the_nations_page(client: Client) -> None:
    for number in range(6):
        line("Norway", f"Aid {number}", {"amount": number + 1, "currency": "NOK"})

    page = both(client, "norway")

    assert len(page.at("//tbody[2]/tr[1]//li")) == 5
    assert page.links("//tbody[2]/tr[1]/td/a") == [("More sums", "/nations/norway/#money")]


def test_people_meetings_and_refusals(client: Client) -> None:
    norway = line("Norway", "Jets", {"act": Act.DECLINED, "happened_on": day("2016-01-20")}).nation
    for name, portfolio, office in (
        ("A Spokeswoman", Portfolio.SPOKESPERSON, "Spokeswoman"),
        ("A Premier", Portfolio.HEAD_OF_GOVERNMENT, "Prime Minister"),
    ):
        AppointmentFactory.create(
            nation=norway,
            minister=MinisterFactory.create(name=name),
            portfolio=portfolio,
            office=office,
            began_on=day("2013-10-16"),
            began_on_precision="day",
            vouched=True,
        )
    for name, when in (("London talks", "2015-01-22"), ("Paris talks", "2016-01-20")):
        meeting = MeetingFactory.create(
            name=name, starts_on=day(when), starts_on_precision="day", ends_on=None, ends_on_precision="", vouched=True
        )
        # Two seats at one meeting are one meeting.
        for minister in (None, MinisterFactory.create(name=f"Delegate to {name}")):
            AttendanceFactory.create(nation=norway, meeting=meeting, minister=minister, vouched=True)

    page = both(client, "norway")

    assert page.texts("//tbody[2]/tr[2]//li/a[1]") == ["A Premier", "A Spokeswoman"]
    assert "Prime Minister, since 16 October 2013" in page.texts("//tbody[2]/tr[2]//li")[0]
    assert page.texts("//tbody[2]/tr[3]/td") == ["2 meetings, the latest Paris talks, 20 January 2016"]
    assert page.links("//tbody[2]/tr[3]/td/a")[0] == ("2 meetings", "/meetings/?nation=norway")
    assert page.texts("//tbody[2]/tr[4]//li/a[1]") == ["Jets"]
    assert page.texts("//tbody[2]/tr[4]//li")[0].startswith("Jets, 20 January 2016 Proof")


def test_the_unpublished_stays_out(client: Client) -> None:
    line("Norway", "Hidden", {"vouched": False, "amount": 5, "currency": "NOK"})
    line("Norway", "Refused", {"vouched": False, "act": Act.DECLINED})

    assert both(client, "norway").rows() == [
        ["Contributions", "none recorded"],
        ["Money, as stated and not added up", "none recorded"],
        ["Ministers", "none recorded"],
        ["Meetings it is named at", "none recorded"],
        ["Red lines: what it declined", "none recorded"],
        ["Left out of the sums", "nothing"],
    ]


# --- the choice ---------------------------------------------------------------------------------------------------


def test_without_a_choice_the_page_says_how_to_begin(client: Client) -> None:
    page = read(client, ADDRESS)

    assert page.texts("//main//strong") == ["No nation is chosen yet."]
    assert page.at("//table") == []


def test_nations_stand_in_the_order_asked_for_and_once(client: Client) -> None:
    for name in ("Norway", "Denmark", "Sweden"):
        NationFactory.create(name=name)

    page = both(client, "sweden", "norway", "sweden", "denmark", "")

    assert page.texts("//thead//a") == ["Sweden", "Norway", "Denmark"]
    assert page.links("//ul[@aria-label='Nations compared']//a") == [
        ("Sweden×, take it away", f"{ADDRESS}?nation=norway&nation=denmark"),
        ("Norway×, take it away", f"{ADDRESS}?nation=sweden&nation=denmark"),
        ("Denmark×, take it away", f"{ADDRESS}?nation=sweden&nation=norway"),
    ]
    assert page.at("//form[@id='compare']//input[@type='hidden']/@value") == ["sweden", "norway", "denmark"]


def test_one_nation_alone_asks_for_another(client: Client) -> None:
    NationFactory.create(name="Norway")

    assert both(client, "norway").texts("//p[@class='notice']") == [
        "Only Norway is chosen. Add another nation above to see both side by side."
    ]


@pytest.mark.parametrize(
    ("slugs", "message"),
    [
        (["norway", "atlantis"], "The ledger has no “atlantis”. Begin again"),
        (["norway", "n1", "n2", "n3", "n4"], "No more than four fit side by side: take one away. Begin again"),
    ],
)
def test_a_choice_that_makes_no_sense_compares_nothing_and_says_why(
    client: Client, slugs: list[str], message: str
) -> None:
    NationFactory.create(name="Norway", slug="norway")
    for number in range(1, 5):
        NationFactory.create(name=f"Nation {number}", slug=f"n{number}")

    page = both(client, *slugs)

    assert (page.status, page.texts("//*[@role='alert']/p"), page.at("//table")) == (200, [message], [])
    assert len(page.at("//ul[@aria-label='Nations compared']/li")) == len(slugs)


def test_four_are_full(client: Client) -> None:
    for number in range(1, 5):
        NationFactory.create(name=f"Nation {number}", slug=f"n{number}")

    page = both(client, "n1", "n2", "n3", "n4")

    assert page.texts("//thead//a") == ["Nation 1", "Nation 2", "Nation 3", "Nation 4"]
    assert (page.at("//select"), page.at("//input[@type='search'][@id='compare-q']")) == ([], [])


def test_without_scripts_a_nation_is_chosen_from_a_list(client: Client) -> None:
    NationFactory.create(name="Norway", is_member=True)
    NationFactory.create(name="Elsewhere")
    line("Denmark", "Jets")

    page = both(client, "norway")

    (form,) = page.at("//form[@id='compare']")
    assert (form.get("method"), form.get("action")) == ("get", ADDRESS)
    assert page.texts("//select[@name='nation']/option") == ["Every nation", "Denmark"]
    assert page.at("//form[@id='compare']//label/@for") == ["compare-q", "compare-nation"]
    # What the form sends: those chosen before, and the one chosen now.
    assert both(client, "norway", "denmark").texts("//thead//a") == ["Norway", "Denmark"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("den", ["Denmark", "Sweden"]),
        ("DENM", ["Denmark"]),
        ("dutch", ["Netherlands"]),
        ("nor", []),  # it stands there already
        ("elsewhere", []),  # neither a partner nor a contributor
        ("xyz", []),
        ("", []),
    ],
)
def test_search_finds_partners_and_contributors_by_any_name(client: Client, text: str, found: list[str]) -> None:
    for name in ("Norway", "Denmark", "Sweden", "Netherlands"):
        NationFactory.create(name=name, is_member=True)
    NationName.objects.create(nation=NationFactory.create(name="Elsewhere"), name="Nowhere", kind=NameKind.FORMER)
    dutch = NationFactory._meta.model.objects.get(name="Netherlands")
    NationName.objects.create(nation=dutch, name="Dutch", kind=NameKind.DEMONYM)

    page = read(client, ADDRESS, nation="norway", q=text)

    assert page.links("//ul[@aria-label='Nations found']//a") == [
        (f"Add + {name}", f"{ADDRESS}?nation=norway&nation={name.lower()}") for name in found
    ]
    assert bool(page.texts("//div[@id='matches']/p")) is (bool(text) and not found)


def test_htmx_gets_the_matches_alone(client: Client) -> None:
    NationFactory.create(name="Denmark", is_member=True)

    part = read_part(client, ADDRESS, q="den")

    assert not part.is_whole_page
    assert part.texts("//a") == ["Add + Denmark"]
    assert part.at("//form") == []


def test_a_nations_page_and_the_list_lead_here(client: Client) -> None:
    NationFactory.create(name="Norway")

    assert ("Compare Norway with other nations", f"{ADDRESS}?nation=norway") in read(client, "/nations/norway/").links(
        "//header[@class='page-header']//a"
    )
    assert ("Nations side by side", ADDRESS) in read(client, "/nations/").links("//main//p/a")


# --- files and queries --------------------------------------------------------------------------------------------


def content(client: Client, address: str) -> str:
    response: Any = client.get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


def test_the_files_hold_the_lines_of_the_nations_compared(client: Client) -> None:
    line("Norway", "Trainers")
    line("Denmark", "Jets")
    line("Sweden", "Medics")

    page = both(client, "norway", "denmark")

    query = "?nation=norway&nation=denmark"
    assert page.at("//*[@class='results-download']/a/@href") == [
        f"/nations/compare.csv{query}",
        f"/nations/compare.json{query}",
    ]
    rows = csv.DictReader(io.StringIO(content(client, f"/nations/compare.csv{query}"), newline=""))
    assert [(one["nation"], one["title"]) for one in rows] == [("denmark", "Jets"), ("norway", "Trainers")]
    told = json.loads(content(client, f"/nations/compare.json{query}"))
    assert (told["count"], told["filters"]) == (2, {"nation": "norway denmark"})


def test_files_of_a_choice_that_makes_no_sense_are_refused(client: Client) -> None:
    response = client.get("/nations/compare.csv?nation=atlantis")

    assert (response.status_code, response.content.decode()) == (400, "Nation: The ledger has no “atlantis”.\n")


@pytest.mark.parametrize("number", [1, 3])
def test_queries_grow_neither_with_nations_nor_with_lines(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    article = ArticleFactory.create(body="Something was said.")
    for index in range(number):
        nation = NationFactory.create(name=f"Nation {index}", is_member=True)
        facts: list[Any] = [AppointmentFactory.create(nation=nation), AttendanceFactory.create(nation=nation)]
        for act in (Act.PLEDGED, Act.DECLINED) * number:
            pledge = line(nation, f"Line {act}", {"act": act, "amount": 5, "currency": "NOK"})
            facts.append(PledgeEventFactory.create(pledge=pledge, act=act))
        for fact in facts:
            prove(fact, article=article, quote="Something was said.")

    with django_assert_num_queries(19):
        page = both(client, *(f"nation-{index}" for index in range(number)))

    assert len(page.at("//thead//a")) == number
