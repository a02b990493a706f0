"""The timeline of meetings, and one meeting with what became of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from coalition.enums import Act, AttendanceRole, MeetingLevel, MeetingStatus
from coalition.models import Meeting
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


def meeting(name: str, starts: str = "", precision: str = "day", **values: Any) -> Meeting:
    """A published meeting; `starts` is empty for an undated one."""
    dated = {"starts_on": day(starts), "starts_on_precision": precision} if starts else {}
    made: Meeting = MeetingFactory.create(name=name, vouched=True, **dated, **values)
    return made


def names(client: Client, **query: str) -> list[str]:
    return read(client, "/meetings/", **query).texts("//section[@id='results']/table/tbody/tr/th")


# --- the list -----------------------------------------------------------------------------------------------------


def test_a_row_tells_dates_place_hosts_and_both_counts(client: Client) -> None:
    france = NationFactory.create(name="France")
    paris = MeetingFactory.create(
        name="Paris ministerial",
        country=france,
        starts_on=day("2016-01-20"),
        starts_on_precision="day",
        ends_on=day("2016-01-21"),
        ends_on_precision="day",
        level=MeetingLevel.DEFENCE_MINISTERS,
        participant_count=7,
    )
    evidence = prove(paris, article=ArticleFactory.create())
    AttendanceFactory.create(meeting=paris, nation=france, role=AttendanceRole.HOST, vouched=True)
    host = MinisterFactory.create()
    AttendanceFactory.create(meeting=paris, nation=france, minister=host, role=AttendanceRole.HOST, vouched=True)
    AttendanceFactory.create(meeting=paris, nation__name="Italy", vouched=True)
    AttendanceFactory.create(meeting=paris, nation__name="Unproved")
    meeting("Undated", city="Rome")

    page = read(client, "/meetings/")

    assert page.rows("//section[@id='results']/table") == [
        [
            "20–21 January 2016",
            "Paris ministerial",
            "Paris, France",
            "Held",
            "Defence ministers",
            "France",
            "2",
            "7",
            "Proof of Paris ministerial",
        ],
        ["not stated", "Undated", "Rome", "Held", "not stated", "not stated", "none", "not stated", "Proof of Undated"],
    ]
    assert page.links("//section[@id='results']/table/tbody/tr[1]/td[last()]/a") == [
        ("Proof of Paris ministerial", f"/articles/{evidence.article.pk}/#e{evidence.pk}")
    ]


def test_the_timeline_draws_dated_meetings_and_links_to_them(client: Client) -> None:
    meeting("Rome", "2016-02-01", precision="month", status=MeetingStatus.PLANNED)
    meeting("Undated")
    MeetingFactory.create(name="Unpublished", starts_on=day("2016-02-01"), starts_on_precision="day")

    page = read(client, "/meetings/")

    assert page.at("//figure//a/@href") == ["/meetings/rome/"]
    assert page.at("//figure//a/@aria-label") == ["Rome, February 2016 (day not stated), planned"]
    # What a pointer on the mark lights up in the list.
    assert page.at("//figure//a/@data-key") == page.at("//tbody/tr[.//a[text()='Rome']]/@data-key")
    assert page.text("//p[@class='chart-summary']").endswith("1 meeting more in the list only, for want of a date.")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Rome", "Paris", "Undated"]),
        ({"sort": "-date"}, ["Paris", "Rome", "Undated"]),
        ({"sort": "name"}, ["Paris", "Rome", "Undated"]),
        ({"sort": "nations"}, ["Paris", "Rome", "Undated"]),
        ({"sort": "stated"}, ["Undated", "Rome", "Paris"]),
        ({"year": "2015"}, ["Paris"]),
        ({"status": "planned"}, ["Rome"]),
        ({"level": "foreign_ministers"}, ["Paris"]),
        ({"nation": "norway"}, ["Paris"]),
        ({"place": "rom"}, ["Rome"]),
        ({"place": "france"}, ["Paris"]),
    ],
)
def test_filters(client: Client, query: dict[str, str], expected: list[str]) -> None:
    france = NationFactory.create(name="France")
    paris = meeting("Paris", "2015-06-02", country=france, level=MeetingLevel.FOREIGN_MINISTERS)
    rome = meeting("Rome", "2016-02-02", city="Rome", status=MeetingStatus.PLANNED, participant_count=10)
    meeting("Undated", city="Kuwait City", participant_count=30)
    norway = NationFactory.create(name="Norway")
    AttendanceFactory.create(meeting=paris, nation=norway, vouched=True)
    AttendanceFactory.create(meeting=rome, nation=norway)

    assert names(client, **query) == expected


def test_filters_count_their_values_and_what_is_not_recorded(client: Client) -> None:
    meeting("Paris", "2015-06-02", level=MeetingLevel.OFFICIALS)
    meeting("Rome", "2016-02-02")
    meeting("Berlin", "2016-03-02", status=MeetingStatus.PLANNED)
    meeting("Undated")
    MeetingFactory.create(name="Unpublished")

    assert read(client, "/meetings/").facets() == {
        "Year": ["2016 2", "2015 1", "Not recorded 1"],
        "Status": ["Held 3", "Planned 1"],
        "Level": ["Officials 1", "Not recorded 3"],
        "Nation named at it": ["Not recorded 4"],
    }
    assert read(client, "/meetings/", year="2016", level="not-recorded").facets() == {
        "Year": ["2016 2×, remove this filter", "Not recorded 1"],
        "Status": ["Held 1", "Planned 1"],
        "Level": ["Not recorded 2×, remove this filter"],
        "Nation named at it": ["Not recorded 2"],
    }
    assert names(client, year="not-recorded") == ["Undated"]
    assert names(client, level="not-recorded", status="held") == ["Rome", "Undated"]


def test_a_nation_without_a_meeting_is_no_filter(client: Client) -> None:
    NationFactory.create(name="Norway")
    meeting("Paris")

    page = read(client, "/meetings/", nation="norway")

    assert page.texts("//*[@role='alert']//li") == [
        "Nation named at it: The ledger has none of this name. Remove this filter"
    ]


def test_htmx_gets_the_results_alone(client: Client) -> None:
    meeting("Paris", "2016-01-20")

    page, part = read(client, "/meetings/"), read_part(client, "/meetings/")

    assert (page.is_whole_page, part.is_whole_page, part.tree.get("id")) == (True, False, "results")
    assert part.rows("//section/table") == page.rows("//section[@id='results']/table") != []
    assert len(part.at("//figure[@class='timeline']")) == 1


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_list_do_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for index in range(number):
        made = meeting(f"Meeting {index}", "2016-01-20")
        AttendanceFactory.create(meeting=made, role=AttendanceRole.HOST, vouched=True)

    with django_assert_num_queries(14):
        assert len(names(client)) == number


# --- one meeting --------------------------------------------------------------------------------------------------


def test_who_came_stands_by_nation_hosts_first(client: Client) -> None:
    paris = meeting("Paris", "2016-01-20", participant_count=7)
    france, italy = NationFactory.create(name="France"), NationFactory.create(name="Italy")
    host = MinisterFactory.create(name="Jean Blanc")
    AppointmentFactory.create(
        minister=host,
        nation=france,
        office="Minister of Defence",
        began_on=day("2012-05-01"),
        began_on_precision="day",
        vouched=True,
    )
    # held later: not the office of that day
    AppointmentFactory.create(
        minister=host,
        nation=france,
        office="Foreign Minister",
        began_on=day("2017-05-01"),
        began_on_precision="day",
        vouched=True,
    )
    AttendanceFactory.create(meeting=paris, nation=italy, vouched=True)
    AttendanceFactory.create(meeting=paris, nation=france, minister=host, role=AttendanceRole.HOST, vouched=True)
    AttendanceFactory.create(
        meeting=paris, nation=NationFactory.create(name="Oman"), role=AttendanceRole.INVITED, vouched=True
    )
    AttendanceFactory.create(meeting=paris, nation__name="Unproved")

    page = read(client, "/meetings/paris/")

    assert page.texts("//section[@id='who']//h3") == [
        "Hosts 1", "Took part 1", "Invited; no report names them there 1",
    ]  # fmt: skip
    assert page.texts("//section[@id='who']//div[@class='role']/ul/li") == [
        "France Jean Blanc Proof of Jean Blanc Minister of Defence Proof of Jean Blanc, Minister of Defence",
        "Italy Proof of Italy",
        "Oman Proof of Oman",
    ]
    assert page.texts("//section[@id='who']/p") == [
        "A report states 7 participants; 3 nations named. Who the others were is not stated in the ledger's articles."
    ]


def test_many_nations_fold_after_the_first(client: Client) -> None:
    paris = meeting("Paris")
    for number in range(26):
        AttendanceFactory.create(meeting=paris, nation=NationFactory.create(name=f"Nation {number:02}"), vouched=True)

    page = read(client, "/meetings/paris/")

    assert page.texts("//section[@id='who']//summary") == ["2 more"]
    assert len(page.at("//section[@id='who']//li")) == 26
    assert page.texts("//section[@id='who']//details//li/a[1]") == ["Nation 24", "Nation 25"]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (None, "No report in the ledger states how many took part; 1 nation named."),
        (1, "A report states 1 participant, and as many nations are named."),
        (0, "A report states 0 participants; others name 1 nation. The reports differ, and both are shown."),
    ],
)
def test_counts_are_shown_beside_each_other(client: Client, stated: int | None, expected: str) -> None:
    paris = meeting("Paris", participant_count=stated)
    AttendanceFactory.create(meeting=paris, vouched=True)

    assert read(client, "/meetings/paris/").texts("//section[@id='who']/p") == [expected]


def test_outcomes_are_followed_to_the_next_meeting(client: Client) -> None:
    paris = meeting("Paris", "2016-01-20")
    meeting("Called off", "2016-02-01", status=MeetingStatus.CANCELLED)
    meeting("Brussels", "2016-02-11", city="Brussels")
    said = {"meeting": paris, "happened_on": day("2016-01-20"), "quantity": 100, "unit": "trainers"}
    line(
        "Norway",
        "Trainers, Anbar",
        said,
        {"act": Act.DELIVERING, "happened_on": day("2016-02-05"), "quantity": 60, "unit": "trainers"},
        {"act": Act.ENDED, "happened_on": day("2016-03-05")},
    )
    line("Italy", "Police trainers", {"meeting": paris, "act": Act.REQUESTED})
    line("Italy", "Elsewhere")

    page = read(client, "/meetings/paris/")

    assert page.texts("//section[@id='outcomes']/h3") == ["Requested", "Pledged"]
    assert [text.split(" Source:")[0] for text in page.texts("//li[@class='outcome']")] == [
        "Italy: Police trainers",
        "Norway: Trainers, Anbar 100 trainers",
    ]
    assert page.texts("//li[@class='outcome']//ul/li") == [
        "5 February 2016 Delivering 60 trainers Proof of Norway: Trainers, Anbar, Delivering 2016-02-05"
    ]
    assert page.texts("//p[@class='outcome-after muted']") == [
        "What became of it by the next meeting: not stated in the ledger's articles."
    ]


def test_without_a_later_meeting_everything_later_counts(client: Client) -> None:
    paris = meeting("Paris", "2016-01-20")
    line(
        "Norway",
        "Trainers",
        {"meeting": paris},
        {"act": Act.ENDED, "happened_on": day("2019-03-05")},
    )

    page = read(client, "/meetings/paris/")

    assert page.texts("//section[@id='outcomes']/p[1]") == [
        "Under each, the later acts of the same line up to now: no later meeting is in the ledger."
    ]
    assert [text.split(" Proof")[0] for text in page.texts("//li[@class='outcome']//ul/li")] == ["5 March 2019 Ended"]


def test_neighbours_are_linked_by_date(client: Client) -> None:
    meeting("Jeddah", "2014-09-11")
    meeting("Paris", "2016-01-20")
    meeting("Brussels", "2016-02-11")
    meeting("Undated")
    MeetingFactory.create(name="Unpublished", starts_on=day("2016-01-21"), starts_on_precision="day")

    page = read(client, "/meetings/paris/")

    assert page.links("(//nav[@class='neighbours'])[1]/a") == [
        ("Before: 11 September 2014Jeddah", "/meetings/jeddah/"),
        ("After: 11 February 2016Brussels", "/meetings/brussels/"),
    ]
    assert read(client, "/meetings/undated/").at("//nav[@class='neighbours']") == []


def test_proving_passages_and_articles_are_shown(client: Client) -> None:
    article = ArticleFactory.create(title="On Paris", body="Ministers met in Paris. Italy came.")
    paris = MeetingFactory.create(name="Paris")
    prove(paris, article=article, quote="Ministers met in Paris.")
    other = ArticleFactory.create(title="On Italy")
    prove(AttendanceFactory.create(meeting=paris), article=other)
    hidden = ArticleFactory.create(title="Proves nothing published")
    prove(AttendanceFactory.create(), article=hidden)

    page = read(client, "/meetings/paris/")

    assert page.texts("//section[@id='proof']//blockquote") == ["Ministers met in Paris."]
    assert page.links("//section[@id='articles']//a") == [
        ("On Paris", f"/articles/{article.pk}/"),
        ("On Italy", f"/articles/{other.pk}/"),
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_a_meeting_do_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    paris = meeting("Paris", "2016-01-20")
    for index in range(number):
        seat = AttendanceFactory.create(
            meeting=paris, nation__name=f"Nation {index}", minister=MinisterFactory.create(), vouched=True
        )
        AppointmentFactory.create(minister=seat.minister, nation=seat.nation, vouched=True)
        line(seat.nation, "Trainers", {"meeting": paris}, {"act": Act.DELIVERING, "happened_on": day("2016-03-01")})

    with django_assert_num_queries(18):
        assert (
            len(read(client, "/meetings/paris/").at("//section[@id='who']//ul[contains(@class, 'role-people')]/li"))
            == number
        )


def test_an_unpublished_meeting_is_not_found(client: Client) -> None:
    MeetingFactory.create(name="Paris")

    assert read(client, "/meetings/paris/").status == 404
