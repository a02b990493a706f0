"""Lists as files: the rows of the page, for spreadsheets and programs."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Article
from coalition.actions.pledges import refresh_pledges
from coalition.enums import Act, AttendanceRole, Capability, MeetingLevel, Objective, Qualifier
from tests.coalition.lines import day, line
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    AttendanceFactory,
    CityEventFactory,
    CityFactory,
    MeetingFactory,
    MinisterFactory,
    NationFactory,
    PledgeEventFactory,
    PledgeFactory,
    prove,
)
from tests.pages import read

pytestmark = pytest.mark.django_db

WORDS = "Norway said it would send about 60 trainers to Anbar."
SITE = "http://testserver"
VOUCHED = {
    "article": None,
    "quote_start": None,
    "quote_end": None,
    "quote": None,
    "proof_url": None,
    "passage_count": 0,
    "source_title": "Statement on the campaign",
    "source_publisher": "Ministry of Defence",
    "source_url": "https://example.org/statement",
    "vouched_by": "An editor",
}
LISTS = ["nations", "pledges", "asks", "meetings", "ministers", "cities", "articles"]


@pytest.fixture
def article() -> Article:
    return ArticleFactory.create(
        title="Trainers for Anbar", publisher="The Gazette", body=f"OSLO. {WORDS} Nothing else was decided."
    )


def source(client: Client, address: str, **query: str) -> str:
    response: Any = client.get(address, query)
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


def as_json(client: Client, address: str, **query: str) -> Any:
    return json.loads(source(client, address, **query))


def as_csv(client: Client, address: str, **query: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(source(client, address, **query), newline="")))


# --- what every list shares ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_has_a_header_in_csv_and_no_rows(client: Client, name: str) -> None:
    (header,) = source(client, f"/{name}.csv").splitlines()

    assert {"page_url", "source_url"} < set(header.split(","))
    assert as_json(client, f"/{name}.json") == {"rows": [], "count": 0, "filters": {}, "as_of": None}


@pytest.mark.parametrize("name", LISTS)
def test_files_say_what_they_are(client: Client, name: str) -> None:
    sheet, data = client.get(f"/{name}.csv"), client.get(f"/{name}.json")

    assert sheet["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert sheet["Content-Disposition"] == f'attachment; filename="coalition-ledger-{name}.csv"'
    assert data["Content-Type"] == "application/json"
    assert data["Content-Disposition"] == f'attachment; filename="coalition-ledger-{name}.json"'
    assert sheet.streaming


@pytest.mark.parametrize("name", LISTS)
def test_only_reading_and_only_known_kinds(client: Client, name: str) -> None:
    assert client.post(f"/{name}.csv").status_code == 405
    assert client.get(f"/{name}.xml").status_code == 404


def test_both_kinds_have_the_same_columns_in_the_same_order(client: Client) -> None:
    line("Norway", "A line")

    (row,) = as_json(client, "/pledges.json")["rows"]

    assert list(row) == source(client, "/pledges.csv").splitlines()[0].split(",")


def test_every_page_of_the_list_in_its_order(client: Client) -> None:
    for number in range(26):
        line("Norway", f"Line {number:02}", {"happened_on": day(f"2016-01-{number + 1:02}")})
    line("Denmark", "Another")
    query = {"nation": "norway", "sort": "-latest", "page": "2"}

    assert [row["title"] for row in as_csv(client, "/pledges.csv", **query)] == [f"Line {n:02}" for n in range(26)]


def test_lists_longer_than_a_chunk_are_whole(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coalition.downloads.CHUNK", 2)
    for number in range(5):
        line("Norway", f"Line {number}", {"happened_on": day(f"2016-01-0{number + 1}")})

    data = as_json(client, "/pledges.json", sort="-latest")

    assert ([row["title"] for row in data["rows"]], data["count"]) == ([f"Line {n}" for n in range(5)], 5)
    assert len(as_csv(client, "/pledges.csv")) == 5


def test_filters_in_force_are_named(client: Client) -> None:
    line("Norway", "A line")

    data = as_json(client, "/pledges.json", nation="norway", act="", since="2016", sort="nation", page="3")

    assert data["filters"] == {"nation": "norway", "since": "2016"}


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("/nations{}?kind=empire", "Kind: “empire” is not in the list."),
        ("/pledges{}?nation=atlantis", "Nation: The ledger has none of this name."),
        (
            "/pledges{}?since=soon",
            "From: “soon” is no date. Write a year (2016), a month (2016-02) or a day (2016-02-11).",
        ),
        ("/meetings{}?status=rumoured", "Status: “rumoured” is not in the list."),
        ("/ministers{}?portfolio=magic", "Portfolio: “magic” is not in the list."),
        ("/cities{}?objective=sold", "Last reported: “sold” is not in the list."),
        ("/articles{}?state=lost", "State: “lost” is not in the list."),
    ],
)
def test_a_filter_that_makes_no_sense_is_refused_in_words(client: Client, address: str, message: str) -> None:
    sheet, data = client.get(address.format(".csv")), client.get(address.format(".json"))

    assert (sheet.status_code, sheet["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert sheet.content.decode() == f"{message}\n"
    assert (data.status_code, data.json()) == (400, {"errors": [message]})


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tcmd", "'\tcmd"),
        ("\rcmd", "'\rcmd"),
        ("1-2 = 3", "1-2 = 3"),
        ("'quoted'", "'quoted'"),
        ('He said "yes", twice\nand left', 'He said "yes", twice\nand left'),
        ("Søreide", "Søreide"),
    ],
)
def test_no_cell_is_a_formula_and_every_text_survives(client: Client, title: str, cell: str) -> None:
    line("Norway", title)

    assert [row["title"] for row in as_csv(client, "/pledges.csv")] == [cell]
    assert [row["title"] for row in as_json(client, "/pledges.json")["rows"]] == [title]


def test_numbers_stay_numbers(client: Client) -> None:
    city = CityFactory.create(name="Quito", latitude="-0.22000", longitude="-78.50000")
    CityEventFactory.create(city=city, vouched=True)

    (sheet,), (data,) = as_csv(client, "/cities.csv"), as_json(client, "/cities.json")["rows"]

    assert (sheet["latitude"], sheet["longitude"]) == ("-0.22", "-78.5")
    assert (data["latitude"], data["longitude"]) == (-0.22, -78.5)


@pytest.mark.parametrize(
    ("path", "query", "links"),
    [
        ("/pledges/", {}, ["/pledges.csv", "/pledges.json"]),
        (
            "/pledges/",
            {"nation": "norway", "act": "", "sort": "-nation", "page": "2"},
            ["/pledges.csv?nation=norway&sort=-nation", "/pledges.json?nation=norway&sort=-nation"],
        ),
        ("/nations/", {"q": "nor"}, ["/nations.csv?q=nor", "/nations.json?q=nor"]),
        ("/articles/", {}, ["/articles.csv", "/articles.json"]),
    ],
)
def test_lists_link_their_files(client: Client, path: str, query: dict[str, str], links: list[str]) -> None:
    line("Norway", "A line")
    ArticleFactory.create()

    assert read(client, path, **query).at("//*[@class='results-download']/a/@href") == links


# --- each noun ----------------------------------------------------------------------------------------------------


def test_a_pledge_with_its_words(client: Client, article: Article) -> None:
    iraq = NationFactory.create(name="Iraq", iso_alpha3="IRQ")
    meeting = MeetingFactory.create(name="London talks", vouched=True)
    pledge = PledgeFactory.create(
        nation=NationFactory.create(name="Norway", iso_alpha3="NOR"),
        title="Trainers, Anbar",
        capability=Capability.TRAINERS,
        place="Anbar",
        country=iraq,
        city=CityFactory.create(name="Ramadi", country=iraq),
        origin_meeting=meeting,
    )
    event = PledgeEventFactory.create(
        pledge=pledge,
        happened_on=day("2016-02-01"),
        happened_on_precision="month",
        quantity=60,
        unit="trainers",
        qualifier=Qualifier.ABOUT,
        amount="12500000.50",
        currency="NOK",
    )
    evidence = prove(event, article=article, quote=WORDS)
    refresh_pledges([pledge.pk])

    proof_url = f"{SITE}/articles/{article.pk}/#e{evidence.pk}"
    assert as_json(client, "/pledges.json")["rows"] == [
        {
            "pledge": pledge.pk,
            "nation": "norway",
            "nation_name": "Norway",
            "iso_alpha3": "NOR",
            "capability": "trainers",
            "title": "Trainers, Anbar",
            "place": "Anbar",
            "place_country": "IRQ",
            "city": "ramadi",
            "origin_meeting": "london-talks",
            "status": "pledged",
            "status_proof_url": proof_url,
            "act": "pledged",
            "happened_on": "2016-02-01",
            "happened_on_precision": "month",
            "public_from": "2016-02-12",
            "quantity_low": None,
            "quantity": 60,
            "quantity_high": None,
            "unit": "trainers",
            "qualifier": "about",
            "amount": 12500000.5,
            "currency": "NOK",
            "instrument": None,
            "is_running_total": False,
            "counts": True,
            "counts_reason": None,
            "page_url": f"{SITE}/pledges/{pledge.pk}/",
            "article": article.pk,
            "quote_start": 6,
            "quote_end": 6 + len(WORDS),
            "quote": WORDS,
            "proof_url": proof_url,
            "passage_count": 1,
            "source_title": None,
            "source_publisher": None,
            "source_url": None,
            "vouched_by": None,
        }
    ]
    (row,) = as_csv(client, "/pledges.csv")
    assert (row["quantity"], row["amount"], row["counts"], row["quantity_low"]) == ("60", "12500000.5", "true", "")


def test_a_line_that_states_several_things_has_a_row_for_each(client: Client) -> None:
    line(
        "Albania",
        "Weapons",
        {"happened_on": day("2014-08-20"), "quantity": 10, "unit": "mortars"},
        {"quantity": 22000000, "unit": "rounds"},
        {"quantity": 15000, "unit": "grenades", "amount": 900, "currency": "EUR"},
    )

    rows = as_json(client, "/pledges.json")["rows"]

    assert [(row["quantity"], row["unit"], row["amount"]) for row in rows] == [
        (22000000, "rounds", None),
        (15000, "grenades", 900),
    ]


def test_a_number_without_a_unit_has_none(client: Client) -> None:
    line("Norway", "A line", {"quantity": 350, "unit": "units"})

    assert [(row["quantity"], row["unit"]) for row in as_json(client, "/pledges.json")["rows"]] == [(350, None)]


def test_what_an_editor_vouches_for_names_its_source(client: Client) -> None:
    line("Norway", "A line")

    (row,) = as_json(client, "/pledges.json")["rows"]

    assert {name: row[name] for name in VOUCHED} == VOUCHED
    assert row["status_proof_url"] == "https://example.org/statement"


def test_what_is_not_published_stays_out(client: Client, article: Article) -> None:
    hidden_meeting = MeetingFactory.create(name="Hidden talks")
    line("Norway", "Seen", {"quantity": 5, "unit": "trainers"}, origin_meeting=hidden_meeting)
    PledgeEventFactory.create(pledge__title="Hidden")
    AppointmentFactory.create(minister__name="Hidden minister")
    CityEventFactory.create(city__name="Hidden city")

    (row,) = as_json(client, "/pledges.json")["rows"]
    assert (row["title"], row["origin_meeting"]) == ("Seen", None)
    for name in ("meetings", "ministers", "cities"):
        assert as_json(client, f"/{name}.json")["rows"] == []


def test_a_nation(client: Client) -> None:
    norway = NationFactory.create(
        name="Norway",
        iso_alpha3="NOR",
        is_member=True,
        joined_on=day("2014-09-01"),
        joined_on_precision="month",
        source_title="Partners",
        source_publisher="The coalition",
        source_url="https://example.org/partners",
    )
    line(norway, "A")
    line(norway, "B", {"act": Act.DELIVERING, "happened_on": day("2016-02-03")}, capability=Capability.MEDICAL)
    NationFactory.create(name="Atlantis")

    assert as_json(client, "/nations.json")["rows"] == [
        {
            "nation": "norway",
            "name": "Norway",
            "kind": "state",
            "iso_alpha3": "NOR",
            "is_partner": True,
            "joined_on": "2014-09-01",
            "joined_on_precision": "month",
            "capabilities": 2,
            "requested": 0,
            "considering": 0,
            "pledged": 1,
            "delivering": 1,
            "ended": 0,
            "declined": 0,
            "latest_act_on": "2016-02-03",
            "page_url": f"{SITE}/nations/norway/",
            "source_title": "Partners",
            "source_publisher": "The coalition",
            "source_url": "https://example.org/partners",
        }
    ]


def test_a_request_with_its_answer(client: Client, article: Article) -> None:
    iraq = NationFactory.create(name="Iraq", iso_alpha3="IRQ")
    meeting = MeetingFactory.create(name="London talks", vouched=True)
    asked = PledgeFactory.create(
        nation=NationFactory.create(name="Norway", iso_alpha3="NOR"),
        title="Trainers, Anbar",
        capability=Capability.TRAINERS,
    )
    request = PledgeEventFactory.create(
        pledge=asked,
        act=Act.REQUESTED,
        happened_on=day("2016-01-01"),
        happened_on_precision="month",
        quantity=60,
        unit="trainers",
        qualifier=Qualifier.UP_TO,
        asked_by=iraq,
        meeting=meeting,
    )
    evidence = prove(request, article=article, quote=WORDS)
    refresh_pledges([asked.pk])
    answering = line(
        asked.nation, "Trainers, Erbil", {"happened_on": day("2016-03-01")}, capability=Capability.TRAINERS
    )

    (row,) = as_json(client, "/asks.json")["rows"]

    assert row.pop("counted_to") == timezone.localdate().isoformat()
    assert row == {
        "request": request.pk,
        "pledge": asked.pk,
        "nation": "norway",
        "nation_name": "Norway",
        "iso_alpha3": "NOR",
        "capability": "trainers",
        "title": "Trainers, Anbar",
        "asked_by": "iraq",
        "asked_on": "2016-01-01",
        "asked_on_precision": "month",
        "public_from": "2016-02-12",
        "meeting": "london-talks",
        "quantity_low": None,
        "quantity": 60,
        "quantity_high": None,
        "unit": "trainers",
        "qualifier": "up_to",
        "amount": None,
        "currency": None,
        "answer": "granted",
        "days_open": None,
        "later_acts": 1,
        "answer_act": "pledged",
        "answer_pledge": answering.pk,
        "answered_on": "2016-03-01",
        "answered_on_precision": "day",
        "answer_public_from": "2016-02-12",
        "answer_proof_url": "https://example.org/statement",
        "page_url": f"{SITE}/pledges/{asked.pk}/#event-{request.pk}",
        "article": article.pk,
        "quote_start": 6,
        "quote_end": 6 + len(WORDS),
        "quote": WORDS,
        "proof_url": f"{SITE}/articles/{article.pk}/#e{evidence.pk}",
        "passage_count": 1,
        "source_title": None,
        "source_publisher": None,
        "source_url": None,
        "vouched_by": None,
    }


def test_a_meeting(client: Client) -> None:
    france = NationFactory.create(name="France", iso_alpha3="FRA")
    usa = NationFactory.create(name="United States", iso_alpha3="USA")
    meeting = MeetingFactory.create(
        name="Paris talks",
        country=france,
        starts_on=day("2016-01-20"),
        starts_on_precision="day",
        level=MeetingLevel.DEFENCE_MINISTERS,
        participant_count=7,
        outcome="They agreed.",
        vouched=True,
    )
    for nation, role in ((usa, AttendanceRole.HOST), (france, AttendanceRole.HOST)):
        AttendanceFactory.create(meeting=meeting, nation=nation, role=role, vouched=True)
    AttendanceFactory.create(meeting=meeting, vouched=True)

    assert as_json(client, "/meetings.json")["rows"] == [
        {
            "meeting": "paris-talks",
            "name": "Paris talks",
            "starts_on": "2016-01-20",
            "starts_on_precision": "day",
            "ends_on": None,
            "ends_on_precision": None,
            "place": "Paris",
            "country": "FRA",
            "status": "held",
            "level": "defence_ministers",
            "hosts": "FRA USA",
            "nations_named": 3,
            "participants_stated": 7,
            "outcome": "They agreed.",
            "public_from": "2016-02-12",
            "page_url": f"{SITE}/meetings/paris-talks/",
            **VOUCHED,
        }
    ]


def test_offices_have_a_row_each_and_people_without_one_too(client: Client) -> None:
    minister = MinisterFactory.create(name="Ash Carter")
    usa = NationFactory.create(name="United States", iso_alpha3="USA")
    AppointmentFactory.create(
        minister=minister, nation=usa, began_on=day("2015-02-17"), began_on_precision="day", vouched=True
    )
    AppointmentFactory.create(minister=minister, nation=usa, office="Deputy Secretary", portfolio="other", vouched=True)
    AttendanceFactory.create(
        minister=MinisterFactory.create(name="Zoe Nobody"), meeting=MeetingFactory.create(vouched=True), vouched=True
    )

    rows = as_json(client, "/ministers.json")["rows"]

    assert rows[0] == {
        "minister": "ash-carter",
        "name": "Ash Carter",
        "nation": "united-states",
        "iso_alpha3": "USA",
        "office": "Defence Minister",
        "portfolio": "defence_minister",
        "began_on": "2015-02-17",
        "began_on_precision": "day",
        "ended_on": None,
        "ended_on_precision": None,
        "meetings": 0,
        "announcements": 0,
        "page_url": f"{SITE}/ministers/ash-carter/",
        **VOUCHED,
    }
    assert [(row["name"], row["office"], row["meetings"]) for row in rows] == [
        ("Ash Carter", "Defence Minister", 0),
        ("Ash Carter", "Deputy Secretary", 0),
        ("Zoe Nobody", None, 1),
    ]


def test_a_city(client: Client) -> None:
    city = CityFactory.create(
        name="Ramadi",
        country=NationFactory.create(name="Iraq", iso_alpha3="IRQ"),
        latitude="33.42100",
        longitude="43.30800",
    )
    CityEventFactory.create(city=city, happened_on=day("2015-05-17"), happened_on_precision="day", vouched=True)
    CityEventFactory.create(
        city=city,
        objective=Objective.RETAKEN,
        happened_on=day("2015-12-01"),
        happened_on_precision="month",
        by_whom="Iraqi forces",
        vouched=True,
    )

    assert as_json(client, "/cities.json")["rows"] == [
        {
            "city": "ramadi",
            "name": "Ramadi",
            "country": "IRQ",
            "latitude": 33.421,
            "longitude": 43.308,
            "objective": "retaken",
            "happened_on": "2015-12-01",
            "happened_on_precision": "month",
            "by_whom": "Iraqi forces",
            "public_from": "2016-02-12",
            "events": 2,
            "page_url": f"{SITE}/cities/ramadi/",
            **VOUCHED,
        }
    ]


def test_an_article_without_its_text(client: Client, article: Article) -> None:
    prove(CityEventFactory.create(), article=article, quote=WORDS)

    assert as_json(client, "/articles.json")["rows"] == [
        {
            "article": article.pk,
            "title": "Trainers for Anbar",
            "publisher": "The Gazette",
            "byline": None,
            "published_on": "2016-02-12",
            "published_on_precision": "day",
            "dateline": None,
            "language": "en",
            "state": "new",
            "origin": article.origin_id,
            "facts": 1,
            "source_url": None,
            "page_url": f"{SITE}/articles/{article.pk}/",
        }
    ]


# --- queries ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "queries"),
    [("nations", 1), ("pledges", 3), ("asks", 4), ("meetings", 5), ("ministers", 3), ("cities", 3), ("articles", 3)],
)
@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, name: str, queries: int, number: int
) -> None:
    for index in range(number):
        nation = NationFactory.create(name=f"Nation {index}", is_member=True)
        proving = ArticleFactory.create(title=f"Report {index}")
        pledge = line(nation, f"Line {index}")
        prove(PledgeEventFactory.create(pledge=pledge), article=proving)
        prove(PledgeEventFactory.create(pledge=pledge, act=Act.REQUESTED), article=proving)
        meeting = MeetingFactory.create(name=f"Talks {index}", country=nation)
        prove(meeting, article=proving)
        prove(AttendanceFactory.create(meeting=meeting, nation=nation, role=AttendanceRole.HOST), article=proving)
        prove(AppointmentFactory.create(nation=nation), article=proving)
        prove(CityEventFactory.create(city__country=nation), article=proving)

    with django_assert_num_queries(queries):
        assert as_json(client, f"/{name}.json")["count"] == number
