"""The list of nations and one nation's record."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from coalition.enums import Act, AttendanceRole, Capability, NameKind, NationKind, Portfolio
from coalition.models import PledgeEvent
from tests.coalition.lines import day, line
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    AttendanceFactory,
    MeetingFactory,
    MinisterFactory,
    NationFactory,
    NationNameFactory,
    PledgeEventFactory,
    prove,
)
from tests.pages import read, read_part

pytestmark = pytest.mark.django_db


def names(client: Client, **query: str) -> list[str]:
    return read(client, "/nations/", **query).texts("//table/tbody/tr/th")


def section(identity: str) -> str:
    return f"//section[@id='{identity}']"


# --- the list -----------------------------------------------------------------------------------------------------


def test_a_row_counts_lines_by_act_and_opens_them(client: Client) -> None:
    norway = NationFactory.create(name="Norway", is_member=True)
    line(norway, "A", capability=Capability.TRAINERS)
    line(norway, "B", {"act": Act.DELIVERING, "happened_on": day("2016-02-11")}, capability=Capability.TRAINERS)
    line(norway, "C", {"act": Act.DELIVERING}, capability=Capability.EQUIPMENT)
    line(norway, "D", {"act": Act.DECLINED}, capability=Capability.AIR_STRIKES)

    page = read(client, "/nations/")

    assert page.rows() == [["Norway", "State, partner", "2", "2", "1", "–none", "–none", "1", "–none", "11 Feb 2016"]]
    assert page.links("//tbody/tr/td[contains(@class, 'number')]/a") == [
        ("2", "/nations/norway/"),
        ("2", "/pledges/?nation=norway&act=delivering"),
        ("1", "/pledges/?nation=norway&act=pledged"),
        ("1", "/pledges/?nation=norway&act=declined"),
    ]


def test_unpublished_lines_are_not_counted(client: Client) -> None:
    norway = NationFactory.create(name="Norway", is_member=True)
    PledgeEventFactory.create(pledge__nation=norway)

    assert read(client, "/nations/").rows() == [["Norway", "State, partner", *["–none"] * 8]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Denmark", "NATO", "Norway"]),
        ({"show": "partners"}, ["Denmark", "NATO"]),
        ({"show": "lines"}, ["Denmark", "Norway"]),
        ({"show": "all"}, ["Bhutan", "Denmark", "NATO", "Norway"]),
        ({"kind": "organisation"}, ["NATO"]),
        ({"capability": "trainers"}, ["Norway"]),
        ({"act": "declined"}, ["Denmark"]),
        # both on one line: Norway's trainers are pledged, its medics deliver
        ({"capability": "trainers", "act": "delivering"}, []),
        ({"capability": "medical", "act": "delivering"}, ["Norway"]),
        ({"q": "nor"}, ["Norway"]),
        ({"q": "norges"}, ["Norway"]),
        ({"q": "bhutan"}, []),
    ],
)
def test_filters(client: Client, query: dict[str, str], expected: list[str]) -> None:
    norway = NationFactory.create(name="Norway")
    NationNameFactory.create(nation=norway, name="Kongeriket Norges", kind=NameKind.OFFICIAL)
    NationFactory.create(name="NATO", kind=NationKind.ORGANISATION, is_member=True)
    NationFactory.create(name="Bhutan")
    line(norway, "A", capability=Capability.TRAINERS)
    line(norway, "B", {"act": Act.DELIVERING}, capability=Capability.MEDICAL)
    line(NationFactory.create(name="Denmark", is_member=True), "C", {"act": Act.DECLINED}, capability=Capability.NAVAL)

    assert names(client, **query) == expected


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", ["Denmark", "Norway", "Sweden"]),
        ("-name", ["Sweden", "Norway", "Denmark"]),
        ("pledged", ["Sweden", "Norway", "Denmark"]),
        ("capabilities", ["Norway", "Sweden", "Denmark"]),
        # those without any act stay last in either direction
        ("latest", ["Norway", "Sweden", "Denmark"]),
        ("-latest", ["Sweden", "Norway", "Denmark"]),
    ],
)
def test_sorting(client: Client, sort: str, expected: list[str]) -> None:
    NationFactory.create(name="Denmark", is_member=True)
    line("Norway", "A", {"happened_on": day("2016-02-11")}, capability=Capability.TRAINERS)
    line("Norway", "B", {"act": Act.DELIVERING}, capability=Capability.MEDICAL)
    line("Sweden", "C", capability=Capability.TRAINERS)
    line("Sweden", "D", capability=Capability.TRAINERS)

    assert names(client, sort=sort) == expected


def test_a_head_tells_the_direction_of_its_first_column(client: Client) -> None:
    line("Norway", "A")

    falling = read(client, "/nations/", sort="latest")
    rising = read(client, "/nations/", sort="-latest")

    assert falling.at("//thead//th/@aria-sort") == ["descending"]
    assert rising.at("//thead//th/@aria-sort") == ["ascending"]


def test_filters_count_nations_by_one_of_their_lines(client: Client) -> None:
    line("Norway", "A", capability=Capability.TRAINERS)
    line("Norway", "B", {"act": Act.DELIVERING}, capability=Capability.MEDICAL)
    line("Sweden", "C", capability=Capability.TRAINERS)
    NationFactory.create(name="NATO", kind=NationKind.ORGANISATION, is_member=True)
    NationFactory.create(name="Bhutan")

    assert read(client, "/nations/").facets() == {
        "Kind": ["State 2", "Organisation 1"],
        "A line stands at": ["Pledged 2", "Delivering 1", "Not recorded 1"],
        "Capability": ["Trainers and advisers 2", "Medical support 1", "Not recorded 1"],
    }
    # Capability and act together are asked of one line.
    assert read(client, "/nations/", capability="medical").facets()["A line stands at"] == ["Delivering 1"]
    assert names(client, act="not-recorded") == ["NATO"]
    assert read(client, "/nations/", act="not-recorded").facets()["Capability"] == ["Not recorded 1"]


def test_a_value_that_makes_no_sense_is_named(client: Client) -> None:
    line("Norway", "A")

    page = read(client, "/nations/", kind="empire")

    assert (page.status, page.rows()) == (200, [])
    assert page.texts("//*[@role='alert']//li") == ["Kind: “empire” is not in the list. Remove this filter"]


def test_an_empty_result_says_what_to_try(client: Client) -> None:
    page = read(client, "/nations/", q="atlantis")

    assert page.links("//div[@class='notice']//a") == [
        ("clear all", "/nations/"),
        ("show every state and organisation the ledger knows", "?show=all"),
        ("search", "/search/"),
    ]


def test_htmx_gets_the_results_alone(client: Client) -> None:
    line("Norway", "A")

    page, part = read(client, "/nations/"), read_part(client, "/nations/")

    assert (page.is_whole_page, part.is_whole_page) == (True, False)
    assert part.tree.get("id") == "results"
    assert part.rows() == page.rows() != []


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_list_do_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for index in range(number):
        line(f"Nation {index}", "A line")

    with django_assert_num_queries(6):
        assert len(read(client, "/nations/").rows()) == number


# --- one nation ---------------------------------------------------------------------------------------------------


def test_contributions_stand_by_capability_what_is_done_first(client: Client) -> None:
    line("Norway", "Medics, Erbil", {"quantity": 12, "unit": "medics"}, capability=Capability.MEDICAL)
    line("Norway", "Trainers, Anbar", capability=Capability.TRAINERS)
    line("Norway", "Trainers, Erbil", {"act": Act.DELIVERING}, capability=Capability.TRAINERS)
    line("Norway", "Jets", {"act": Act.DECLINED}, capability=Capability.AIR_STRIKES)
    line("Norway", "Ships", {"act": Act.REQUESTED}, capability=Capability.NAVAL)
    line("Denmark", "Radar", capability=Capability.RECONNAISSANCE)

    page = read(client, "/nations/norway/")

    assert [row[0] for row in page.rows(f"{section('contributions')}/table")] == [
        "Trainers and advisers",
        "Trainers, Erbil",
        "Trainers, Anbar",
        "Medical support",
        "Medics, Erbil",
    ]
    assert page.rows(f"{section('contributions')}/table")[4][1:4] == ["Pledged", "12 medics", "20 January 2016"]
    assert page.links("//ul[@aria-label='Lines by act']//a") == [
        ("Requested 1", "/pledges/?nation=norway&act=requested"),
        ("Pledged 2", "/pledges/?nation=norway&act=pledged"),
        ("Delivering 1", "/pledges/?nation=norway&act=delivering"),
        ("Declined 1", "/pledges/?nation=norway&act=declined"),
    ]


def test_requests_and_refusals_are_told_with_their_words(client: Client) -> None:
    iraq = NationFactory.create(name="Iraq")
    words = "Iraq asked Norway for medics; Norway declined."
    article = ArticleFactory.create(title="A request", body=words)
    pledge = line("Norway", "Medics, Iraq", {"act": Act.REQUESTED, "asked_by": iraq})
    refusal = PledgeEventFactory.create(pledge=pledge, act=Act.DECLINED)
    prove(refusal, article=article, quote="Norway declined.")

    norway, asker = read(client, "/nations/norway/"), read(client, "/nations/iraq/")

    head = "/ol/li/div[@class='thread-head']"
    assert norway.texts(section("asked") + head) == ["20 January 2016 Requested Medics, Iraq"]
    assert norway.texts(section("asked") + "/ol/li/p[1]") == ["Asked by Iraq"]
    assert norway.texts(section("declined") + head) == ["Reported 12 February 2016 Declined Medics, Iraq"]
    assert norway.texts(section("declined") + "//blockquote") == ["Norway declined."]
    assert norway.at(section("asks")) == []
    assert asker.texts(section("asks") + head) == ["20 January 2016 Requested Norway: Medics, Iraq"]
    assert asker.at(section("asked")) == []


def test_money_stands_in_its_own_currency_and_is_not_added_up(client: Client) -> None:
    line("Norway", "Reconstruction", {"amount": 1500000, "currency": "USD"})
    line("Norway", "Relief", {"amount": 90000000, "currency": "NOK", "act": Act.DELIVERING})
    line("Norway", "Asked for", {"amount": 7, "currency": "EUR", "act": Act.REQUESTED})

    rows = read(client, "/nations/norway/").rows(f"{section('money')}/table")

    assert [row[:4] for row in rows] == [
        ["Relief", "NOK 90,000,000", "Delivering", "20 January 2016"],
        ["Reconstruction", "USD 1,500,000", "Pledged", "20 January 2016"],
    ]


def test_money_says_whether_a_sum_counts_it(client: Client) -> None:
    line(
        "Norway",
        "Relief",
        {"amount": 5, "currency": "NOK"},
        {"amount": 9, "currency": "NOK", "happened_on": day("2016-03-01")},
    )

    page = read(client, "/nations/norway/")

    assert [(row[1], row[4]) for row in page.rows(f"{section('money')}/table")] == [
        ("NOK 9", "counted"),
        ("NOK 5", "no: numbers stated anew since"),
    ]
    assert page.links("//*[@class='totals-sum']") == [
        ("NOK 9", "/pledges/?nation=norway&capability=trainers&act=pledged&stated=NOK")
    ]


def test_ministers_and_meetings_stand_with_their_proof(client: Client) -> None:
    norway = NationFactory.create(name="Norway")
    minister = MinisterFactory.create(name="Ine Eriksen Søreide", slug="ine-eriksen-soreide")
    AppointmentFactory.create(
        minister=minister,
        nation=norway,
        office="Minister of Defence",
        portfolio=Portfolio.DEFENCE_MINISTER,
        began_on=day("2013-10-01"),
        began_on_precision="month",
        vouched=True,
    )
    AppointmentFactory.create(nation=norway, office="Unpublished office")
    meeting = MeetingFactory.create(
        name="London talks",
        vouched=True,
        starts_on=day("2016-01-20"),
        starts_on_precision="day",
        ends_on=day("2016-01-21"),
        ends_on_precision="day",
    )
    AttendanceFactory.create(
        meeting=meeting, nation=norway, minister=minister, role=AttendanceRole.INVITED, vouched=True
    )
    AttendanceFactory.create(meeting=MeetingFactory.create(name="Secret talks"), nation=norway, vouched=True)

    page = read(client, "/nations/norway/")

    assert page.rows(f"{section('ministers')}/table") == [
        [
            "Ine Eriksen Søreide",
            "Minister of Defence",
            "October 2013",
            "not stated",
            "Proof of Ine Eriksen Søreide, Minister of Defence",
        ]
    ]
    assert page.at(f"{section('ministers')}//td[@data-label='Source']/a/@href") == ["https://example.org/statement"]
    assert [row[:4] for row in page.rows(f"{section('meetings')}/table")] == [
        ["London talks", "20–21 January 2016", "Invited", "Ine Eriksen Søreide"]
    ]


def test_articles_that_name_it_are_listed(client: Client) -> None:
    norway = NationFactory.create(name="Norway")
    ArticleFactory.create(title="Older", published_on=day("2016-01-01")).nations.add(norway)
    ArticleFactory.create(title="Newer", published_on=day("2016-03-01")).nations.add(norway)
    ArticleFactory.create(title="Elsewhere")

    assert read(client, "/nations/norway/").texts(f"{section('articles')}/ul/li/a") == ["Newer", "Older"]


def test_the_chart_sets_undated_acts_at_their_report_and_says_so(client: Client) -> None:
    pledge = line("Norway", "Trainers")

    dated = read(client, "/nations/norway/")
    PledgeEventFactory.create(pledge=pledge, act=Act.ENDED, vouched=True)
    undated = read(client, "/nations/norway/")

    table, note = "//figure[@data-chart]//table", "//figure[@data-chart]/p[@class='chart-note']"
    first, last = PledgeEvent.objects.order_by("pk")
    assert dated.texts(note) == []
    assert undated.texts(note) == ["Acts without a stated date stand at the day of their first report."]
    assert [row[0] for row in undated.rows(table)] == ["20 January 2016", "12 February 2016"]
    assert undated.at(f"{table}//a/@href") == [f"/pledges/{pledge.pk}/#event-{event.pk}" for event in (first, last)]


def test_a_nation_without_a_line_says_so(client: Client) -> None:
    NationFactory.create(
        name="Norway",
        is_member=True,
        joined_on=day("2014-09-01"),
        joined_on_precision="month",
        source_publisher="Department of State",
        source_url="https://example.org/partners",
    )

    page = read(client, "/nations/norway/")

    assert page.text("//header[@class='page-header']/p[@class='muted']") == (
        "State, partner of the coalition since September 2014. Source: Department of State"
    )
    assert page.text(f"{section('contributions')}/p") == (
        "No published report in the ledger says that it considered, pledged, delivered or ended a contribution."
    )
    assert page.texts("//h2") == ["Contributions"]


def _fill(number: int) -> None:
    norway, iraq = NationFactory.create(name="Norway"), NationFactory.create(name="Iraq")
    for index in range(number):
        words = f"Report {index} says what Norway does."
        article = ArticleFactory.create(body=words)
        article.nations.add(norway)
        minister = MinisterFactory.create(name=f"Minister {index}")
        meeting = MeetingFactory.create(name=f"Meeting {index}", vouched=True)
        facts: list[Any] = [
            AppointmentFactory.create(nation=norway, minister=minister),
            AttendanceFactory.create(nation=norway, meeting=meeting, minister=minister),
            *(
                PledgeEventFactory.create(pledge=line(norway, f"Line {act} {index}", {"act": act}), act=act, **values)
                for act, values in (
                    (Act.PLEDGED, {"amount": 5, "currency": "NOK"}),
                    (Act.REQUESTED, {"asked_by": iraq}),
                    (Act.DECLINED, {}),
                )
            ),
            PledgeEventFactory.create(pledge=line(iraq, f"Asked {index}"), act=Act.REQUESTED, asked_by=norway),
        ]
        for fact in facts:
            prove(fact, article=article, quote=words)


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_a_nation_do_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    _fill(number)

    with django_assert_num_queries(30):
        page = read(client, "/nations/norway/")

    assert len(page.rows(f"{section('ministers')}/table")) == number


def test_no_page_of_a_nation_that_is_not_there(client: Client) -> None:
    assert read(client, "/nations/atlantis/").status == 404
