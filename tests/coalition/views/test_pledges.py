"""The list of pledges and one pledge's thread."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Article
from coalition.actions.pledges import refresh_pledges
from coalition.enums import Act, Capability, Instrument, Qualifier
from coalition.models import PledgeEvent
from coalition.queries import totals
from tests.coalition.lines import day, line
from tests.factories import (
    ArticleFactory,
    ArticleReferenceFactory,
    CityFactory,
    MeetingFactory,
    MinisterFactory,
    NationFactory,
    PledgeEventFactory,
    PledgeFactory,
    prove,
)
from tests.pages import read, read_part

pytestmark = pytest.mark.django_db

WORDS = "Norway said it would send about 60 trainers to Anbar."


@pytest.fixture
def article() -> Article:
    return ArticleFactory.create(
        title="Trainers for Anbar", publisher="The Gazette", body=f"OSLO. {WORDS} Nothing else was decided."
    )


def titles(client: Client, **query: str) -> list[str]:
    return read(client, "/pledges/", **query).texts("//table/tbody/tr/th")


# --- the list -----------------------------------------------------------------------------------------------------


def test_a_row_tells_the_line_as_the_report_hedged_it(client: Client, article: Article) -> None:
    pledge = line("Norway", "Trainers and advisers, Anbar")
    PledgeEvent.objects.all().delete()
    event = PledgeEventFactory.create(
        pledge=pledge,
        happened_on=day("2016-02-01"),
        happened_on_precision="month",
        quantity=60,
        unit="trainers",
        qualifier=Qualifier.ABOUT,
    )
    evidence = prove(event, article=article, quote=WORDS)
    refresh_pledges([pledge.pk])

    page = read(client, "/pledges/")

    assert page.rows() == [
        [
            "Trainers and advisers, Anbar",
            "Norway",
            "Pledged",
            "about 60 trainers",
            "February 2016",
            "Proof of Norway: Trainers and advisers, Anbar",
        ]
    ]
    assert page.at("//td[@data-label='Source']/a/@href") == [f"/articles/{article.pk}/#e{evidence.pk}"]


@pytest.mark.parametrize(
    ("event", "shown"),
    [
        ({"quantity": 1250, "unit": "personnel"}, "1,250 personnel"),
        ({"quantity": 60, "unit": "trainers", "qualifier": Qualifier.UP_TO}, "up to 60 trainers"),
        ({"quantity": 60, "unit": "trainers", "qualifier": Qualifier.MORE_THAN}, "more than 60 trainers"),
        (
            {
                "quantity_low": 150,
                "quantity": 175,
                "quantity_high": 200,
                "unit": "soldiers",
                "qualifier": Qualifier.RANGE,
            },
            "between 150 and 200 soldiers",
        ),
        ({"quantity": Decimal("2.5"), "unit": "tonnes"}, "2.5 tonnes"),
        ({"quantity": 1, "unit": "hospitals"}, "1 hospital"),
        ({"quantity": 350, "unit": "units", "qualifier": Qualifier.ABOUT}, "about 350 (of what is not stated)"),
        ({"quantity": 1, "unit": "units"}, "1 (of what is not stated)"),
        ({"quantity": 1, "unit": "batteries"}, "1 battery"),
        ({"quantity": 1, "unit": "sorties"}, "1 sortie"),
        ({"quantity": 1, "unit": "aircraft"}, "1 aircraft"),
        ({"amount": 12500000, "currency": "EUR"}, "EUR 12,500,000"),
        (
            {"amount": 12500000, "currency": "EUR", "instrument": Instrument.LOAN, "qualifier": Qualifier.ABOUT},
            "about EUR 12,500,000 (loan)",
        ),
        ({"quantity": 3, "unit": "aircraft", "amount": 900, "currency": "NOK"}, "3 aircraft; NOK 900"),
        # what is not stated is not a zero, and a zero that is stated is shown
        ({}, "not stated"),
        ({"quantity": 0, "unit": "soldiers"}, "0 soldiers"),
        ({"act": Act.ENDED, "quantity": 6, "unit": "aircraft"}, "–ended"),
    ],
)
def test_quantities_and_money_read_as_stated(client: Client, event: dict[str, Any], shown: str) -> None:
    line("Norway", "A line", event)

    assert read(client, "/pledges/").text("//td[@data-label='Stated']") == shown


def test_several_things_of_one_report_all_stand_and_older_ones_do_not(client: Client) -> None:
    line(
        "Albania",
        "Weapons",
        {"happened_on": day("2014-08-20"), "quantity": 10, "unit": "mortars"},
        {"quantity": 22000000, "unit": "rounds"},
        {"quantity": 15000, "unit": "grenades"},
    )

    assert read(client, "/pledges/").text("//td[@data-label='Stated']") == "22,000,000 rounds; 15,000 grenades"


def test_unpublished_lines_are_hidden(client: Client) -> None:
    line("Norway", "Seen")
    hidden = PledgeFactory.create(title="Hidden")
    PledgeEventFactory.create(pledge=hidden)

    assert titles(client) == ["Seen"]
    assert client.get(f"/pledges/{hidden.pk}/").status_code == 404


def test_unpublished_events_show_nowhere(client: Client) -> None:
    pledge = line("Norway", "Seen")
    PledgeEventFactory.create(pledge=pledge, act=Act.ENDED, note="A rumour of an end")

    page = read(client, f"/pledges/{pledge.pk}/")

    assert "A rumour of an end" not in page.source
    assert page.texts("//ol[@class='ladder-steps']//span[contains(@class, 'badge')]") == ["Pledged"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Jets, Syria", "Trainers, Mosul"]),
        ({"nation": "norway"}, ["Trainers, Mosul"]),
        ({"capability": "air_strikes"}, ["Jets, Syria"]),
        ({"act": "delivering"}, ["Jets, Syria"]),
        ({"act": "pledged"}, ["Trainers, Mosul"]),
        ({"act": "ended"}, []),
        ({"place": "northern"}, ["Trainers, Mosul"]),
        ({"place": "mosul"}, ["Trainers, Mosul"]),
        ({"place": "syria"}, ["Jets, Syria"]),
        ({"city": "mosul"}, ["Trainers, Mosul"]),
        ({"meeting": "london-talks"}, ["Jets, Syria"]),
        ({"since": "2016"}, ["Jets, Syria"]),
        ({"since": "2016-02-11"}, ["Jets, Syria"]),
        ({"since": "2016-02-12"}, []),
        ({"until": "2015-12"}, ["Trainers, Mosul"]),
        ({"since": "2015-12-04", "until": "2015-12-04"}, ["Trainers, Mosul"]),
        ({"q": "jets"}, ["Jets, Syria"]),
        ({"q": "instructors norway"}, ["Trainers, Mosul"]),
        ({"q": "instructors denmark"}, []),
        # an empty field is no filter
        ({"nation": "", "capability": "", "since": ""}, ["Jets, Syria", "Trainers, Mosul"]),
    ],
)
def test_filters(client: Client, query: dict[str, str], expected: list[str]) -> None:
    iraq, syria = NationFactory.create(name="Iraq"), NationFactory.create(name="Syria")
    meeting = MeetingFactory.create(name="London talks", vouched=True)
    line(
        "Norway",
        "Trainers, Mosul",
        {"happened_on": day("2015-12-04"), "quantity": 10, "unit": "instructors"},
        capability=Capability.TRAINERS,
        place="northern Iraq",
        country=iraq,
        city=CityFactory.create(name="Mosul", slug="mosul", country=iraq),
    )
    line(
        "Denmark",
        "Jets, Syria",
        {"act": Act.DELIVERING, "happened_on": day("2016-02-11"), "meeting": meeting},
        capability=Capability.AIR_STRIKES,
        country=syria,
    )

    assert titles(client, **query) == expected


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", ["B", "C", "A"]),
        ("latest", ["B", "C", "A"]),
        ("-latest", ["A", "C", "B"]),
        ("nation", ["C", "B", "A"]),
        ("-nation", ["A", "B", "C"]),
        ("nonsense", ["B", "C", "A"]),
    ],
)
def test_sorting(client: Client, sort: str, expected: list[str]) -> None:
    line("Sweden", "A", {"happened_on": day("2014-10-01")})
    line("Norway", "B", {"happened_on": day("2016-10-01")})
    line("Denmark", "C", {"happened_on": day("2015-10-01")})

    assert titles(client, sort=sort) == expected


def test_column_heads_tell_and_turn_the_order(client: Client) -> None:
    line("Norway", "A")

    page = read(client, "/pledges/", sort="nation", act="pledged", page="1")

    assert [(head.text_content(), head.get("aria-sort")) for head in page.at("//thead//th[@aria-sort]")] == [
        ("Nation", "ascending")
    ]
    assert page.links("//thead//a") == [
        ("Contribution", "?act=pledged&sort=capability"),
        ("Nation", "?act=pledged&sort=-nation"),
        ("Stands at", "?act=pledged&sort=act"),
        ("Latest act", "?act=pledged&sort=latest"),
    ]
    assert page.at("//input[@name='sort'][@form='filters']/@value") == ["nation"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"act": "promised"}, "Stands at: “promised” is not in the list. Remove this filter"),
        ({"nation": "atlantis"}, "Nation: The ledger has none of this name. Remove this filter"),
        (
            {"since": "last week"},
            "From: “last week” is no date. Write a year (2016), a month (2016-02) or a day (2016-02-11)."
            " Remove this filter",
        ),
        (
            {"since": "2016-02-30"},
            "From: “2016-02-30” is no date. Write a year (2016), a month (2016-02) or a day (2016-02-11)."
            " Remove this filter",
        ),
        (
            {"since": "2016-02", "until": "2016-01"},
            "To: This lies before the date in “From”. Remove this filter",
        ),
        ({"q": "a\x00b"}, "Words: Null characters are not allowed. Remove this filter"),
    ],
)
def test_values_that_make_no_sense_list_nothing_and_say_why(
    client: Client, query: dict[str, str], message: str
) -> None:
    line("Norway", "A line")

    page = read(client, "/pledges/", **query)

    assert page.status == 200
    assert page.texts("//*[@role='alert']//li") == [message]
    assert page.rows() == []


def test_the_rest_of_the_query_survives_the_removal_of_one_filter(client: Client) -> None:
    line("Norway", "A line")

    page = read(client, "/pledges/", nation="norway", act="pledged", q="", sort="nation", page="2")

    assert page.links("//ul[@aria-label='Filters in force']//a") == [
        ("Nation: Norway×, remove this filter", "?act=pledged&sort=nation"),
        ("Stands at: Pledged×, remove this filter", "?nation=norway&sort=nation"),
        ("Clear all", "/pledges/"),
    ]


def test_an_empty_result_says_what_to_try(client: Client) -> None:
    line("Norway", "A line")

    page = read(client, "/pledges/", act="ended")

    assert page.texts("//div[@class='notice']/p/strong") == ["No pledge line passes these filters."]
    assert page.at("//table") == []


def test_lines_are_counted_by_act_and_never_over_acts(client: Client) -> None:
    line("Norway", "A")
    line("Norway", "B")
    line("Norway", "C", {"act": Act.DELIVERING})
    line("Denmark", "D", {"act": Act.DECLINED})

    page = read(client, "/pledges/", nation="norway")

    assert page.links("//ul[@aria-label='Lines by act']//a") == [
        ("Pledged 2", "?nation=norway&act=pledged"),
        ("Delivering 1", "?nation=norway&act=delivering"),
    ]


def test_pages_of_25(client: Client) -> None:
    for number in range(26):
        line("Norway", f"Line {number:02}", {"happened_on": day("2016-01-01") + datetime.timedelta(days=number)})

    first, second = read(client, "/pledges/", act="pledged"), read(client, "/pledges/", act="pledged", page="2")

    assert first.texts("//table/tbody/tr/th") == [f"Line {number:02}" for number in range(25, 0, -1)]
    assert first.links("//nav[@aria-label='Pages']//a") == [("Page 2", "?act=pledged&page=2")]
    assert second.texts("//table/tbody/tr/th") == ["Line 00"]
    assert read(client, "/pledges/", page="99").texts("//table/tbody/tr/th") == ["Line 00"]
    assert len(read(client, "/pledges/", page="x").texts("//table/tbody/tr/th")) == 25


def test_htmx_gets_the_results_alone(client: Client) -> None:
    line("Norway", "A line")
    line("Denmark", "Another")

    page = read(client, "/pledges/", nation="norway")
    part = read_part(client, "/pledges/", nation="norway")
    restored = client.get("/pledges/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})

    assert (page.is_whole_page, part.is_whole_page) == (True, False)
    assert part.tree.get("id") == "results"
    assert part.rows() == page.rows() != []
    assert "HX-Request" in page.vary
    assert "HX-Request" in part.vary
    assert b"<!doctype html>" in restored.content


def test_the_form_works_without_scripts(client: Client) -> None:
    line("Norway", "A line")

    page = read(client, "/pledges/")

    (form,) = page.at("//form[@id='filters']")
    assert (form.get("method"), form.get("action")) == ("get", "/pledges/")
    assert page.texts("//form[@id='filters']//button[@type='submit']") == ["Filter"]
    assert page.texts("//select[@name='nation']/option") == ["Every nation", "Norway"]


def test_a_sum_opens_the_rows_it_counts_and_tells_what_it_leaves_out(client: Client) -> None:
    line("Norway", "Anbar", {"quantity": 50, "unit": "trainers"})
    line("Denmark", "Erbil", {"quantity": 40, "unit": "trainers"}, {"amount": 5, "currency": "DKK"})
    line(
        "Sweden",
        "Baghdad",
        {"quantity": 9, "unit": "trainers"},
        {"act": Act.DELIVERING, "happened_on": day("2016-03-01")},
    )
    line("Sweden", "Basra")

    page = read(client, "/pledges/")
    ((address, _),) = [(link, text) for text, link in page.links("//*[@class='totals-sum']") if text == "90 trainers"]
    opened = read(client, address)

    assert page.texts("//*[@class='totals']/summary") == [
        "What it adds up to: 2 sums, 3 numbers and lines left out and why"
    ]
    assert address == "/pledges/?capability=trainers&act=pledged&stated=trainers"
    assert [row[0] for row in opened.rows("//section[@id='results']/table")] == ["Erbil", "Anbar"]
    assert opened.texts("//*[@class='totals-sum']") == ["90 trainers", "DKK 5"]
    assert page.texts("//*[@id='left-out']/following-sibling::ul/li/p/strong") == [
        "Acts before the current one: 1.",
        "Lines without a number: 2.",
    ]
    assert page.texts("//*[@id='left-out']/following-sibling::ul/li/ul/li") == [
        "Sweden: Baghdad, pledged, 9 trainers, 20 January 2016"
    ]
    silent = read(client, "/pledges/", stated="not-recorded")
    assert sorted(row[0] for row in silent.rows("//section[@id='results']/table")) == ["Baghdad", "Basra"]
    assert silent.texts("//ul[@aria-label='Filters in force']/li")[0] == "Number in: not recorded×, remove this filter"


def test_numbers_are_the_facet_of_the_unit_they_are_in(client: Client) -> None:
    line("Norway", "Anbar", {"quantity": 50, "unit": "trainers"})
    line("Denmark", "Erbil", {"quantity": 40, "unit": "trainers"}, {"amount": 5, "currency": "DKK"})
    line("Sweden", "Basra")

    assert read(client, "/pledges/").facets()["Number in"] == ["trainers 2", "DKK 1", "Not recorded 1"]
    assert read(client, "/pledges/", stated="DKK", nation="norway").facets()["Number in"] == ["trainers 1"]


def test_too_many_lines_are_to_be_narrowed_before_their_numbers(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(totals, "MOST_LINES", 1)
    line("Norway", "Anbar", {"quantity": 50, "unit": "trainers"})
    line("Denmark", "Erbil")

    page = read(client, "/pledges/")
    asked = read(client, "/pledges/", stated="trainers")
    narrowed = read(client, "/pledges/", stated="trainers", nation="norway")

    assert (page.at("//*[@class='totals']"), "Number in" in page.facets()) == ([], False)
    assert asked.texts("//*[@role='alert']//li") == [
        "Number in: Too many lines pass the other filters. Narrow those first. Remove this filter"
    ]
    assert [row[0] for row in narrowed.rows("//section[@id='results']/table")] == ["Anbar"]


def test_an_empty_result_says_which_filter_to_lift(client: Client) -> None:
    line("Norway", "Anbar", capability=Capability.TRAINERS)
    line("Denmark", "Medics", capability=Capability.MEDICAL)

    page = read(client, "/pledges/", nation="norway", capability="medical")

    assert page.links("//div[@class='notice']//ul//a") == [
        ("Without “Nation: Norway”: 1 line", "?capability=medical"),
        ("Without “Capability: Medical support”: 1 line", "?nation=norway"),
    ]


def test_filters_count_their_values_and_lines_without_a_place(client: Client) -> None:
    line("Norway", "Trainers", capability=Capability.TRAINERS, place="Anbar")
    line("Norway", "Medics", capability=Capability.MEDICAL)
    line("Denmark", "Medics", capability=Capability.MEDICAL)

    page = read(client, "/pledges/")
    medics = read(client, "/pledges/", capability="medical", place="not-recorded")

    assert page.texts("//dl[@id='facets']//li") == [
        "Medical support 2",
        "Trainers and advisers 1",
        "Norway 2",
        "Denmark 1",
        "Not recorded 2",
        "Not recorded 3",
    ]
    assert medics.texts("//dl[@id='facets']//li") == [
        "Medical support 2×, remove this filter",
        "Denmark 1",
        "Norway 1",
        "Not recorded 2×, remove this filter",
        "Not recorded 2",
    ]
    assert medics.texts("//ul[@aria-label='Filters in force']/li")[:2] == [
        "Capability: Medical support×, remove this filter",
        "Place: not recorded×, remove this filter",
    ]
    assert [row[1] for row in medics.rows("//section[@id='results']/table")] == ["Denmark", "Norway"]


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_list_do_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, article: Article, number: int
) -> None:
    for index in range(number):
        pledge = line(f"Nation {index}", f"Line {index}")
        prove(PledgeEventFactory.create(pledge=pledge), article=article, quote=WORDS)

    with django_assert_num_queries(15):
        assert len(read(client, "/pledges/").rows()) == number


# --- one pledge ---------------------------------------------------------------------------------------------------


def test_a_thread_is_told_oldest_first_with_its_words(client: Client, article: Article) -> None:
    ArticleReferenceFactory.create(
        article=article,
        title="Statement on Anbar",
        publisher="Ministry of Defence",
        url="https://example.org/anbar",
        published_on=day("2016-02-11"),
        published_on_precision="day",
    )
    iraq = NationFactory.create(name="Iraq")
    minister = MinisterFactory.create(name="Ine Eriksen Søreide", slug="ine-eriksen-soreide")
    meeting = MeetingFactory.create(name="London talks", vouched=True)
    pledge = line(
        "Norway",
        "Trainers and advisers, Anbar",
        {"act": Act.REQUESTED, "happened_on": day("2016-01-01"), "happened_on_precision": "year", "asked_by": iraq},
        place="Anbar",
        country=iraq,
    )
    event = PledgeEventFactory.create(
        pledge=pledge,
        happened_on=day("2016-02-11"),
        happened_on_precision="day",
        quantity=60,
        unit="trainers",
        qualifier=Qualifier.ABOUT,
        speaker=minister,
        meeting=meeting,
    )
    evidence = prove(event, article=article, quote=WORDS)
    refresh_pledges([pledge.pk])

    page = read(client, f"/pledges/{pledge.pk}/")

    assert page.text("//h1") == "Norway: Trainers and advisers, Anbar"
    # The request of "2016" was reported on 12 February, after the pledge of the 11th.
    assert page.texts("//ol[@class='ladder-steps']//div[@class='thread-head']") == [
        "11 February 2016 Pledged about 60 trainers",
        "2016 Requested",
    ]
    assert page.text("//blockquote") == WORDS
    assert page.texts("//figure/figcaption") == [
        "The Gazette, Trainers for Anbar, 12 February 2016. Read it in the article"
    ]
    assert page.at("//figure/figcaption/a/@href") == [f"/articles/{article.pk}/#e{evidence.pk}"]
    assert page.texts("//figure/details/summary") == ["1 source behind this brief"]
    assert page.texts("//figure/details//li") == ["Statement on Anbar, Ministry of Defence, 11 February 2016"]
    assert page.links("//ol[@class='ladder-steps']//div[@class='step-body']/p/a") == [
        ("Ine Eriksen Søreide", "/ministers/ine-eriksen-soreide/"),
        ("London talks", "/meetings/london-talks/"),
        ("Iraq", "/nations/iraq/"),
        ("How the nation answered, on all its lines", "/asks/?nation=norway&capability=trainers"),
        ("Statement on the campaign", "https://example.org/statement"),
    ]
    assert page.texts("//p[@class='evidence evidence-source']") == [
        "Source: Statement on the campaign, Ministry of Defence, 12 February 2016. Vouched for by An editor."
    ]


def test_each_step_stands_in_the_column_of_its_act(client: Client) -> None:
    pledge = line(
        "Norway",
        "A line",
        {"act": Act.REQUESTED, "happened_on": day("2016-01-01")},
        {"act": Act.DECLINED, "happened_on": day("2016-01-02")},
        {"act": Act.CONSIDERING, "happened_on": day("2016-01-03")},
        {"act": Act.PLEDGED, "happened_on": day("2016-01-04")},
        {"act": Act.DELIVERING, "happened_on": day("2016-01-05")},
        {"act": Act.ENDED, "happened_on": day("2016-01-06")},
    )

    page = read(client, f"/pledges/{pledge.pk}/")

    assert page.texts("//ol[@class='ladder-head']/li") == [
        "Requested 1 act",
        "Considering 1 act",
        "Pledged 1 act",
        "Delivering 1 act",
        "Ended 1 act stands here",
        "Declined 1 act",
    ]
    assert page.texts("//ol[@class='ladder-head']/li[@aria-current='step']/span[@class='ladder-word']") == ["Ended"]
    assert [
        [(cell.text_content() or "·") for cell in track]
        for track in page.at("//div[@class='step-track'][@aria-hidden='true']")
    ] == [
        ["R", "·", "·", "·", "·", "·"],
        ["·", "·", "·", "·", "·", "X"],
        ["·", "C", "·", "·", "·", "·"],
        ["·", "·", "P", "·", "·", "·"],
        ["·", "·", "·", "D", "·", "·"],
        ["·", "·", "·", "·", "E", "·"],
    ]


def test_passages_of_several_reports_stand_by_report(client: Client, article: Article) -> None:
    pledge = line("Norway", "A line")
    PledgeEvent.objects.all().delete()
    event = PledgeEventFactory.create(pledge=pledge)
    prove(event, article=article, quote=WORDS)
    prove(event, article=ArticleFactory.create(body=f"{WORDS} A copy.", origin=article.origin), quote=WORDS)
    other = ArticleFactory.create(body=f"{WORDS} Another report.", published_on=day("2016-03-01"))
    prove(event, article=other, quote=WORDS)
    refresh_pledges([pledge.pk])

    page = read(client, f"/pledges/{pledge.pk}/")

    assert page.texts("//p[@class='report-head']") == ["Report 1 of 2: one story in 2 articles", "Report 2 of 2"]
    assert [len(report.xpath("./figure")) for report in page.at("//div[@class='report']")] == [2, 1]


def test_the_silence_since_the_last_report_is_counted(client: Client, article: Article) -> None:
    pledge = line("Norway", "A line")
    days = (timezone.localdate() - day("2016-02-12")).days

    page = read(client, f"/pledges/{pledge.pk}/")

    assert page.text("//section[@id='silence']/h2") == f"{days:,} days since the last report"
    assert page.texts("//section[@id='silence']//time") == [
        "12 Feb 2016",
        "12 Feb 2016",
        f"{timezone.localdate():%-d %b %Y}",
    ]
    assert page.texts("//section[@id='silence']/p[@class='small']") == [
        "No report says since then that it was delivered, or that it was not."
    ]


def test_what_is_not_stated_is_said_so(client: Client) -> None:
    pledge = line("Norway", "A line", {"happened_on": None, "happened_on_precision": ""})

    page = read(client, f"/pledges/{pledge.pk}/")

    assert page.texts("//ol[@class='ladder-steps']//div[@class='thread-head']") == ["Reported 12 February 2016 Pledged"]
    assert page.texts("//dd/span[@class='not-stated']") == ["not stated", "not stated"]


def test_copies_of_one_report_are_one_independent_report(client: Client, article: Article) -> None:
    pledge = line("Norway", "A line")
    PledgeEvent.objects.all().delete()
    event = PledgeEventFactory.create(pledge=pledge)
    prove(event, article=article, quote=WORDS)
    copy = ArticleFactory.create(title="A copy", body=f"{WORDS} Said elsewhere.", origin=article.origin)
    prove(event, article=copy, quote=WORDS)
    refresh_pledges([pledge.pk])

    page = read(client, f"/pledges/{pledge.pk}/")

    assert page.text("//ol[@class='ladder-steps']//div[@class='step-body']/p[1]") == (
        "1 independent report, 2 passages."
    )


def test_an_event_left_out_of_totals_says_why(client: Client) -> None:
    pledge = line("Norway", "A line", {"counts": False, "counts_reason": "repeats the pledge of January"})

    assert "Left out of totals: repeats the pledge of January." in read(client, f"/pledges/{pledge.pk}/").text(
        "//ol[@class='ladder-steps']//div[@class='step-body']/p[1]"
    )


def test_other_lines_of_the_same_kind_stand_below(client: Client) -> None:
    pledge = line("Norway", "Trainers, Anbar", capability=Capability.TRAINERS)
    line("Norway", "Trainers, Erbil", capability=Capability.TRAINERS)
    line("Norway", "Jets", capability=Capability.AIR_STRIKES)
    line("Denmark", "Trainers, Basra", capability=Capability.TRAINERS)

    assert read(client, f"/pledges/{pledge.pk}/").texts("//table/tbody/tr/th") == ["Trainers, Erbil"]


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_a_thread_do_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    pledge = line("Norway", "A line")
    for index in range(number):
        article = ArticleFactory.create(body=f"{WORDS} Report {index}.")
        ArticleReferenceFactory.create(article=article)
        prove(PledgeEventFactory.create(pledge=pledge), article=article, quote=WORDS)

    with django_assert_num_queries(6):
        assert len(read(client, f"/pledges/{pledge.pk}/").texts("//blockquote")) == number


def test_no_page_of_a_pledge_that_is_not_there(client: Client) -> None:
    page = read(client, "/pledges/7/")

    assert (page.status, page.text("//h1")) == (404, "There is no page at this address")
