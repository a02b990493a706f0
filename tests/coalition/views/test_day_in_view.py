"""`?as_of=` on every public page: nothing of later days, links that keep the day, and clear words for what is no day."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from articles.models import Article
from coalition.actions.pledges import refresh_pledges
from coalition.day_in_view import keep_day, read_day
from coalition.enums import Act, AttendanceRole, Objective
from coalition.models import City, Meeting, Minister, Nation, Pledge
from tests.coalition.lines import day
from tests.coalition.test_as_of import on
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    ArticleReferenceFactory,
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
from tests.pages import read, read_part

pytestmark = pytest.mark.django_db

EARLY, LATE = "2016-01-20", "2016-03-01"
BETWEEN, BEFORE = "2016-02-01", "2015-01-01"
# What only the later report says; its body says it too, and nothing else does.
MARK = "Zarquon"


@dataclass(frozen=True, slots=True)
class World:
    """One nation, city and person with an early and a late report of everything, and things only the late one tells."""

    nation: Nation
    city: City
    minister: Minister
    meeting: Meeting
    pledge: Pledge
    article: Article
    late_minister: Minister
    late_meeting: Meeting
    late_pledge: Pledge
    late_article: Article

    def addresses(self) -> dict[str, list[str]]:
        """Route name → addresses of things that the record held early; every public route has one."""
        lists = ["nation", "pledge", "meeting", "minister", "city", "article"]
        pages = {f"{noun}_list": [self._address(f"/{noun}s/")] for noun in lists}
        files = {
            f"{noun}_download": [self._address(f"/{noun}s.{ending}") for ending in ("csv", "json")] for noun in lists
        }
        details = {
            f"{noun}_detail": [getattr(self, noun).get_absolute_url()]
            for noun in ("nation", "pledge", "meeting", "minister", "city", "article")
        }
        return {
            "home": ["/"],
            **pages,
            **files,
            **details,
            "nation_compare": [f"/nations/compare/?nation={self.nation.slug}"],
            "comparison_download": [
                f"/nations/compare.{ending}?nation={self.nation.slug}" for ending in ("csv", "json")
            ],
            "ask_list": ["/asks/"],
            "ask_download": ["/asks.csv", "/asks.json"],
            "proof_detail": [
                f"/proof/meeting/{self.meeting.pk}/",
                # The first act of the line, which the late report tells again.
                f"/proof/pledge_event/{self.pledge.events.order_by('pk')[0].pk}/",
            ],
            "search": ["/search/?q=report", "/search/?q=zarquon", "/search/?q=report&kind=article"],
            "about": ["/about/"],
            "accuracy": ["/about/accuracy/"],
            "correction_list": ["/corrections/"],
        }

    def all_addresses(self) -> list[str]:
        """Every one of `addresses`."""
        return [address for found in self.addresses().values() for address in found]

    @staticmethod
    def _address(address: str) -> str:
        return address.replace("citys", "cities")

    def late_addresses(self) -> list[str]:
        """Pages of things that only the late report tells."""
        late = (self.late_minister, self.late_meeting, self.late_pledge, self.late_article)
        proof = f"/proof/meeting/{self.late_meeting.pk}/"
        return [*(thing.get_absolute_url() for thing in late), proof]


def build(name: str = "Freedonia") -> World:
    """A world of its own; several of them stand side by side."""
    nation = NationFactory.create(name=name, is_member=True)
    city = CityFactory.create(name=f"Town of {name}", country=nation, latitude=36, longitude=43)
    early = ArticleFactory.create(title=f"First report on {name}", published_on=day(EARLY))
    late = ArticleFactory.create(
        title=f"{MARK} of {name}",
        publisher=f"{MARK} Post",
        byline=MARK,
        published_on=day(LATE),
        body=f"{MARK} is what the report on {name} says.",
        origin=early.origin,
    )
    ArticleReferenceFactory.create(
        article=early, title=f"{MARK} source", published_on=day(LATE), published_on_precision="day"
    )
    for article in (early, late):
        article.nations.add(nation)
    minister = MinisterFactory.create(name=f"Report of {name}")
    late_minister = MinisterFactory.create(name=f"{MARK} Person of {name}")
    meeting = MeetingFactory.create(
        name=f"Report meeting of {name}", starts_on=day("2016-01-19"), starts_on_precision="day", country=nation
    )
    late_meeting = MeetingFactory.create(
        name=f"{MARK} meeting of {name}",
        outcome=MARK,
        city=f"{MARK} Hall",
        starts_on=day("2016-01-25"),
        starts_on_precision="day",
        country=nation,
    )
    pledge = PledgeFactory.create(nation=nation, title=f"Report line of {name}", city=city, origin_meeting=late_meeting)
    late_pledge = PledgeFactory.create(nation=nation, title=f"{MARK} line of {name}", city=city, place=MARK)
    events = {
        early: [PledgeEventFactory.create(pledge=pledge, speaker=minister, meeting=meeting, amount=5, currency="EUR")],
        late: [
            PledgeEventFactory.create(
                pledge=pledge,
                act=Act.DELIVERING,
                speaker=late_minister,
                meeting=late_meeting,
                quantity=777,
                unit=f"{MARK}s",
                note=MARK,
            ),
            PledgeEventFactory.create(pledge=pledge, act=Act.DECLINED, asked_by=nation, meeting=meeting, note=MARK),
            PledgeEventFactory.create(pledge=late_pledge, act=Act.REQUESTED, asked_by=nation, note=MARK),
        ],
    }
    facts = {
        early: [
            *events[early],
            meeting,
            AttendanceFactory.create(meeting=meeting, nation=nation, minister=minister, role=AttendanceRole.HOST),
            AppointmentFactory.create(minister=minister, nation=nation, office="Report minister"),
            CityEventFactory.create(city=city, objective=Objective.RETAKE),
        ],
        late: [
            *events[late],
            *events[early],
            late_meeting,
            meeting,
            AttendanceFactory.create(meeting=meeting, nation=nation, minister=late_minister),
            AttendanceFactory.create(meeting=late_meeting, nation=nation, minister=minister),
            AppointmentFactory.create(minister=minister, nation=nation, office=MARK, portfolio="envoy"),
            AppointmentFactory.create(minister=late_minister, nation=nation, office=MARK),
            CityEventFactory.create(city=city, objective=Objective.RETAKEN, by_whom=MARK),
        ],
    }
    for article, proved in facts.items():
        for fact in proved:
            prove(fact, article=article)
    refresh_pledges([pledge.pk, late_pledge.pk])
    return World(nation, city, minister, meeting, pledge, early, late_minister, late_meeting, late_pledge, late)


@pytest.fixture
def world() -> World:
    return build()


def _source(client: Client, address: str, seen_on: str = "") -> str:
    """What is answered at `address`, with the day; streamed files whole."""
    response: Any = client.get(_with_day(address, seen_on))
    assert response.status_code == 200, address
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(content.decode())


def _with_day(address: str, seen_on: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}as_of={seen_on}" if seen_on else address


# Below these an account is needed, and the present is shown; a feed is always of the present.
_NOT_PUBLIC = ("account/", "admin/", "corrections.atom", "desk/", "sign-in/", "sign-in/code/", "sign-out/")


def _routes(patterns: Any) -> Iterator[str]:
    for pattern in patterns:
        if str(pattern.pattern) in _NOT_PUBLIC:
            continue
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name


def test_every_public_route_is_asked_below(world: World) -> None:
    assert set(_routes(get_resolver().url_patterns)) == set(world.addresses())


def test_nothing_that_was_reported_later_is_shown(client: Client, world: World) -> None:
    for address in world.all_addresses():
        assert MARK not in _source(client, address, BETWEEN), address
        assert "777" not in _source(client, address, BETWEEN).replace(".777", ""), address


def test_the_same_pages_show_it_today(client: Client, world: World) -> None:
    silent = {
        "/about/",
        "/corrections/",
        "/about/accuracy/",
        "/nations.csv",
        "/nations.json",
        "/nations/",
        "/",
    }
    for address in world.all_addresses():
        # The overview and the list of nations show numbers and names of nations; their own tests read them.
        if address not in silent:
            assert MARK in _source(client, address), address


@pytest.mark.parametrize("seen_on", [BETWEEN, BEFORE])
def test_pages_of_what_was_not_known_are_not_there(client: Client, world: World, seen_on: str) -> None:
    for address in world.late_addresses():
        assert client.get(address).status_code == 200
        page = read(client, address, as_of=seen_on)
        assert page.status == 404
        assert page.links("//main//a[@data-leaves-day]") == [("See whether it does today", address)]


def test_before_the_first_report_every_list_is_empty(client: Client, world: World) -> None:
    for noun in ("pledges", "meetings", "ministers", "cities", "articles"):
        answer = json.loads(_source(client, f"/{noun}.json", BEFORE))
        assert (answer["rows"], answer["count"], answer["as_of"]) == ([], 0, BEFORE), noun
        assert read(client, f"/{noun}/", as_of=BEFORE).at("//table") == [], noun
    (nation,) = json.loads(_source(client, "/nations.json", BEFORE))["rows"]
    assert (nation["name"], nation["pledged"], nation["delivering"], nation["latest_act_on"]) == (
        "Freedonia", 0, 0, None,
    )  # fmt: skip
    assert read(client, "/", as_of=BEFORE).at("//*[@class='figures']") == []
    assert read(client, "/search/", q="report", as_of=BEFORE).text("//*[@class='results-count']").startswith("Nothing")


def test_a_line_of_the_list_is_that_of_the_day(client: Client, world: World) -> None:
    def row(seen_on: str) -> list[str]:
        return read(client, "/pledges/", q="report", as_of=seen_on).rows()[0][2:5]

    assert row(BETWEEN) == ["Pledged", "EUR 5", "reported 20 January 2016"]
    assert row("") == ["Declined", "not stated", "reported 1 March 2016"]


@pytest.mark.parametrize(
    ("seen_on", "pledged", "declined", "requested"), [(BETWEEN, 1, 0, 0), (LATE, 0, 1, 1), ("", 0, 1, 1)]
)
def test_counts_filters_and_figures_agree(
    client: Client, world: World, seen_on: str, pledged: int, declined: int, requested: int
) -> None:
    for act, lines in (("pledged", pledged), ("declined", declined), ("requested", requested)):
        listed = json.loads(_source(client, f"/pledges.json?act={act}", seen_on))["rows"]
        (nation,) = json.loads(_source(client, "/nations.json", seen_on))["rows"]
        named = [row["name"] for row in json.loads(_source(client, f"/nations.json?act={act}", seen_on))["rows"]]
        figures = read(client, "/", as_of=seen_on).texts("//*[@class='figures']//a")
        assert [text for text in figures if text.endswith(f" {act}")] == [f"1 line {act}"] * lines
        assert len({row["pledge"] for row in listed}) == lines
        assert nation[act] == lines
        assert named == ["Freedonia"] * bool(lines)


def test_the_last_day_shows_what_today_shows(client: Client, world: World) -> None:
    for noun in ("nations", "pledges", "meetings", "ministers", "cities", "articles"):
        past, present = (
            list(csv.reader(io.StringIO(_source(client, f"/{noun}.csv", seen_on)))) for seen_on in (LATE, "")
        )
        assert [[cell.replace(f"?as_of={LATE}", "") for cell in row] for row in past] == present, noun


def test_article_marks_are_those_of_the_day(client: Client, world: World) -> None:
    page = read(client, world.article.get_absolute_url(), as_of=BETWEEN)

    assert page.text("//*[@id='facts-heading']") == "5 facts proved here"
    assert len(page.at("//mark")) == len(read(client, world.article.get_absolute_url()).at("//mark"))
    assert page.at("//*[@id='articles' or @id='references']//li") == []


def test_a_meeting_knows_the_neighbours_of_the_day(client: Client, world: World) -> None:
    following = "//nav[@class='neighbours']//a[@rel='next']"

    assert read(client, world.meeting.get_absolute_url(), as_of=BETWEEN).at(following) == []
    assert len(read(client, world.meeting.get_absolute_url()).at(following)) == 2


def test_every_link_and_form_keeps_the_day(client: Client, world: World) -> None:
    pages = [
        address
        for name, found in world.addresses().items()
        if not name.endswith(("download", "feed"))
        for address in found
    ]
    for address in [*pages, "/pledges/?act=pledged&sort=nation", "/articles/?page=1"]:
        page = read(client, _with_day(address, BETWEEN))
        kept = "[not(@data-leaves-day)]"
        links = [
            link
            for link in page.at(f"//a{kept}/@href | //a{kept}/@hx-get")
            if link.startswith(("/", "?")) and not link.startswith(("/admin/", "/desk/", "/static/"))
        ]
        assert len(links) > 10
        assert [link for link in links if link.count(f"as_of={BETWEEN}") != 1] == [], address
        for form in page.at("//form"):
            assert form.xpath(".//input[@name='as_of']/@value") == [BETWEEN], address


def test_a_part_of_a_page_keeps_the_day(client: Client, world: World) -> None:
    part = read_part(client, "/pledges/", as_of=BETWEEN)

    assert not part.is_whole_page
    assert part.at("//tbody//th/a/@href") == [f"{world.pledge.get_absolute_url()}?as_of={BETWEEN}"]


def test_links_in_downloads_keep_the_day(client: Client, world: World) -> None:
    (row,) = json.loads(_source(client, "/pledges.json", BETWEEN))["rows"]

    assert row["page_url"] == f"http://testserver{world.pledge.get_absolute_url()}?as_of={BETWEEN}"
    assert row["proof_url"].startswith(f"http://testserver{world.article.get_absolute_url()}?as_of={BETWEEN}#e")


def test_a_file_is_named_after_its_day(client: Client) -> None:
    past, present = (client.get(_with_day("/pledges.csv", text))["Content-Disposition"] for text in (BETWEEN, ""))

    assert past == 'attachment; filename="coalition-ledger-pledges-as-of-2016-02-01.csv"'
    assert present == 'attachment; filename="coalition-ledger-pledges.csv"'


def test_the_banner_says_the_day_and_leads_back(client: Client, world: World) -> None:
    page = read(client, "/pledges/", act="pledged", page="1", as_of=BETWEEN)

    assert page.text("//*[@id='day-banner']/strong") == "You see the record as it stood on 1 February 2016."
    assert page.links("//*[@id='day-banner']/a") == [("Back to today", "/pledges/?act=pledged")]
    assert page.at("//input[@id='as-of']/@value") == [BETWEEN]
    assert page.at("//form[@class='day-form']/input[@type='hidden']/@name") == ["act"]
    assert page.at("/html/@data-as-of") == [BETWEEN]


def test_the_control_steps_to_the_days_of_meetings(client: Client, world: World) -> None:
    steps = "//*[@class='day-steps']/a"

    assert read(client, "/pledges/", act="pledged", as_of="2016-01-22").links(steps) == [
        ("‹ The day of the meeting before, 19 Jan 2016", "/pledges/?act=pledged&as_of=2016-01-19"),
        ("The day of the meeting after, 25 Jan 2016 ›", "/pledges/?act=pledged&as_of=2016-01-25"),
    ]
    assert [url for _, url in read(client, "/", as_of="2016-01-25").links(steps)] == ["/?as_of=2016-01-19"]
    assert [url for _, url in read(client, "/", as_of="2016-01-19").links(steps)] == ["/?as_of=2016-01-25"]


def test_today_has_no_banner_and_plain_links(client: Client, world: World) -> None:
    page = read(client, "/pledges/")

    assert page.at("//*[@id='day-banner' or @class='day-steps' or @class='day-message']") == []
    assert [link for link in page.at("//a/@href") if "as_of" in link] == []
    assert page.at("//form[not(@data-leaves-day)]//input[@name='as_of']") == []


@pytest.mark.parametrize(
    ("text", "shown", "words"),
    [
        ("", None, ""),
        ("2016-02-01", "2016-02-01", ""),
        # A month and a year end with their last day, and not after today.
        ("2016-02", "2016-02-29", ""),
        ("2015", "2015-12-31", ""),
        ("2020-06", "2020-06-15", ""),
        ("2020-06-15", "2020-06-15", ""),
        ("2020-06-16", None, "16 June 2020 lies ahead; the record ends today."),
        ("2021", None, "2021 lies ahead; the record ends today."),
        ("2016-02-30", None, "“2016-02-30” is no date."),
        ("01/02/2016", None, "“01/02/2016” is no date."),
        ("yesterday", None, "“yesterday” is no date."),
        ("0000-01-01", None, "“0000-01-01” is no date."),
        ("٢٠١٦-٠٢-٠١", "2016-02-01", ""),
        ("\x00", None, "“\x00” is no date."),
        ("9" * 400, None, f"“{'9' * 20}…” is no date."),
    ],
)
def test_what_can_be_read_as_a_day(text: str, shown: str | None, words: str) -> None:
    view = read_day(text, day("2020-06-15"))

    assert (view.record.day and str(view.record.day)) == shown
    assert view.message.startswith(words)
    assert bool(view.message) == bool(words)


@pytest.mark.parametrize("text", ["soon", "2016-13-01", "9999-12-31", "<b>2016</b>"])
def test_what_is_no_day_shows_the_present_and_says_so(client: Client, world: World, text: str) -> None:
    for name, found in world.addresses().items():
        for address in found:
            if "download" in name:
                answer = client.get(_with_day(address, text))
                assert (answer.status_code, "as_of" in answer.content.decode()) == (400, False)
                continue
            page = read(client, _with_day(address, text))
            assert page.status == 200
            assert page.text("//*[@role='alert']").endswith("You see the record as it stands today.")
            assert [link for link in page.at("//a/@href") if "as_of" in link] == [], address


def test_a_refused_file_says_why(client: Client) -> None:
    message = "“soon” is no date. Write a day (2016-02-11), a month (2016-02) or a year (2016)."

    assert client.get("/pledges.csv?as_of=soon").content.decode() == f"{message}\n"
    assert client.get("/pledges.json?as_of=soon").json() == {"errors": [message]}


@pytest.mark.parametrize("seen_on", [BETWEEN, ""])
def test_queries_do_not_grow(client: Client, seen_on: str) -> None:
    first = build("Freedonia")

    def queries() -> dict[str, int]:
        counts = {}
        for address in first.all_addresses():
            with CaptureQueriesContext(connection) as captured:
                _source(client, address, seen_on)
            counts[address] = len(captured)
        return counts

    def join(name: str) -> None:
        other = build(name)
        Pledge.objects.filter(pk=other.pledge.pk).update(nation=first.nation, city=first.city)

    join("Sylvania")
    some = queries()
    join("Ruritania")
    join("Ragnarok")

    assert queries() == some


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<a href="/nations/">', '<a href="/nations/?as_of=2016-02-01">'),
        ('<a class="x" href="/p/?a=1&amp;b=2#event-3">', '<a class="x" href="/p/?a=1&amp;b=2&amp;as_of=2016-02-01#event-3">'),
        ('<a href="?page=2" hx-get="?page=2">', '<a href="?page=2&amp;as_of=2016-02-01" hx-get="?page=2&amp;as_of=2016-02-01">'),
        ('<a href="?as_of=2016-02-01">', '<a href="?as_of=2016-02-01">'),
        # Elsewhere, on the page itself, files, the editors' pages, and what chooses a day
        ('<a href="https://example.org/">', '<a href="https://example.org/">'),
        ('<a href="#main">', '<a href="#main">'),
        ('<a href="/admin/">', '<a href="/admin/">'),
        ('<link href="/static/base.css">', '<link href="/static/base.css">'),
        ('<a href="/" data-leaves-day>', '<a href="/" data-leaves-day>'),
        ('<form method="post">', '<form method="post">'),
        ('<form method="get">', '<form method="get"><input type="hidden" name="as_of" value="2016-02-01">'),
        # Words that look like markup are escaped on every page.
        ("&lt;a href=&quot;/x/&quot;&gt;", "&lt;a href=&quot;/x/&quot;&gt;"),
    ],
)  # fmt: skip
def test_markup_keeps_the_day(markup: str, expected: str) -> None:
    assert keep_day(markup, on(BETWEEN)) == expected
