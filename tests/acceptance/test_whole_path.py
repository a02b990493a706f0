"""The whole path: an article goes in, and the ledger's pages show its facts, each opening the sentence that proves it.

The same expectations hold for a report of ours and, where the shared corpus lies beside the project, for the agency's
report of the same meeting.
"""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from articles.models import Article, Evidence
from coalition.models import Attendance, CityEvent, Meeting, Pledge, PledgeEvent

pytestmark = pytest.mark.django_db

OURS = Path(__file__).parent / "seven-ministers.txt"
AGENCY = settings.BASE_DIR.parent / "shared" / "corpus" / "articles" / "ap-us-allies-agree-to-intensify-fight.txt"
SEVEN = {"Australia", "France", "Germany", "Italy", "Netherlands", "United Kingdom", "United States"}
WORLD_PAGES = [
    "/",
    "/nations/",
    "/pledges/",
    "/meetings/",
    "/ministers/",
    "/cities/",
    "/articles/",
    "/search/",
    "/about/",
]


@pytest.fixture(
    params=[
        pytest.param(OURS, id="ours"),
        pytest.param(
            AGENCY,
            id="agency",
            marks=pytest.mark.skipif(not AGENCY.exists(), reason="the shared corpus is not beside the project"),
        ),
    ]
)
def report(request: pytest.FixtureRequest) -> Article:
    """The ledger holds the reference data and one report of the meeting in Paris."""
    call_command("load_reference", verbosity=0)
    call_command("ingest", str(request.param), verbosity=0)
    return Article.objects.get()


def test_the_meeting_held_in_paris_stands_with_its_nations_and_host(report: Article) -> None:
    meeting = Meeting.objects.get(city="Paris")
    assert (str(meeting.starts), meeting.status, meeting.country.name) == ("2016-01-20", "held", "France")  # type: ignore[union-attr]
    present = Attendance.objects.filter(meeting=meeting).exclude(role="invited")
    assert {attendance.nation.name for attendance in present} == SEVEN
    assert {attendance.nation.name for attendance in present.filter(role="host")} == {"France"}
    assert all(attendance.evidence.exists() for attendance in present)


def test_the_meeting_planned_in_brussels_stands_with_its_stated_number(report: Article) -> None:
    meeting = Meeting.objects.get(city="Brussels")
    assert (str(meeting.starts), meeting.status, meeting.participant_count) == ("2016-02", "planned", 27)


def test_ministers_stand_under_their_nations(report: Article) -> None:
    named = {
        (term.minister.name, term.nation.name)
        for passage in Evidence.objects.filter(appointment__isnull=False).select_related("appointment__minister")
        if (term := passage.appointment)
    }
    assert named >= {
        ("Ash Carter", "United States"),
        ("Jean-Yves Le Drian", "France"),
        ("Michael Fallon", "United Kingdom"),
    }


def test_britain_delivers_strikes_and_reconnaissance(report: Article) -> None:
    acts = set(
        PledgeEvent.objects.filter(pledge__nation__name="United Kingdom").values_list("pledge__capability", "act")
    )
    assert acts == {("air_strikes", "delivering"), ("reconnaissance", "delivering")}


def test_what_washington_asked_for_is_requested_and_never_pledged(report: Article) -> None:
    asked = PledgeEvent.objects.filter(act="requested")
    assert set(asked.values_list("pledge__capability", flat=True)) >= {
        "air_strikes",
        "reconnaissance",
        "special_operations",
        "trainers",
        "weapons_munitions",
    }
    assert set(asked.values_list("pledge__nation__slug", flat=True)) == {"coalition"}
    assert not PledgeEvent.objects.filter(pledge__nation__iso_alpha3="USA", act="pledged").exists()


def test_cities_stand_with_what_is_said_of_them(report: Article) -> None:
    said = set(CityEvent.objects.values_list("city__name", "objective"))
    assert said == {("Mosul", "retake"), ("Raqqa", "retake"), ("Ramadi", "retaken")}


def test_each_fact_opens_the_sentence_that_proves_it(report: Article, client: Client) -> None:
    page = lxml.html.fromstring(client.get(f"/articles/{report.pk}/").content)
    passages = list(Evidence.objects.all())
    assert passages
    for passage in passages:
        assert report.body[passage.start : passage.end] == passage.quote
        assert len(page.xpath(f"//*[@id='e{passage.pk}']")) == 1
    shown = {
        Pledge.objects.first(): "pledge_event",
        Meeting.objects.get(city="Paris"): "meeting",
        CityEvent.objects.filter(city__name="Mosul").get().city: "city_event",
    }
    for record, kind in shown.items():
        links = lxml.html.fromstring(client.get(record.get_absolute_url()).content).xpath("//a/@href")  # type: ignore[union-attr]
        targets = {passage.get_absolute_url() for passage in passages if getattr(passage, f"{kind}_id")}
        assert targets & set(links), record


def test_every_page_answers_with_content(report: Article, client: Client) -> None:
    records = [Meeting.objects.first(), Pledge.objects.first(), report]
    pages = [
        *WORLD_PAGES,
        "/search/?q=Mosul",
        "/nations/united-kingdom/",
        "/ministers/michael-fallon/",
        "/cities/mosul/",
    ]
    for path in [*pages, *(record.get_absolute_url() for record in records if record)]:
        response = client.get(path)
        assert response.status_code == 200, path
        main = lxml.html.fromstring(response.content).xpath("//main")[0]
        assert len(" ".join(main.text_content().split())) > 100, path


def test_reading_the_same_report_again_doubles_nothing(report: Article) -> None:
    counts = [
        model.objects.count() for model in (Article, Meeting, Attendance, Pledge, PledgeEvent, CityEvent, Evidence)
    ]
    source = OURS if report.publisher == "Test wire" else AGENCY
    call_command("ingest", str(source), verbosity=0)
    again = [
        model.objects.count() for model in (Article, Meeting, Attendance, Pledge, PledgeEvent, CityEvent, Evidence)
    ]
    assert again == counts
