"""Articles recorded together leave what they leave one after the other, at the cost of one."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.accuracy import Accuracy, RuleAccuracy
from articles.extraction.types import (
    Attendee,
    CityFact,
    Extraction,
    MeetingFact,
    MinisterFact,
    NationFact,
    PledgeFact,
    Proof,
    Span,
)
from articles.models import Article, Candidate, Evidence
from articles.recording import RecordCounts, Register, policy, record_article, record_new_articles, start_run
from articles.scoring.tally import Tally
from coalition.dates import PartialDate
from coalition.models import Attendance, CityEvent, Meeting, Nation, Pledge, PledgeEvent, PledgeStanding
from coalition.search.index import narrow
from tests.factories import ArticleFactory, CityFactory, NationFactory

pytestmark = pytest.mark.django_db

BODY = "Denmark will send 30 trainers to Iraq. Anna Holm met her colleagues in Paris. Mosul must be retaken."
PLEDGE, MEETING, CITY = Span(0, 38), Span(39, 77), Span(78, 100)
RULE = "rule"


@pytest.fixture(autouse=True)
def records(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three nations, a city, and a rule that may publish."""
    rules = {RULE: RuleAccuracy(RULE, Tally(right=100))}
    monkeypatch.setattr(policy, "last_measurement", lambda: Accuracy("2026-11-22", (), rules))
    for code, name in (("DNK", "Denmark"), ("FRA", "France"), ("IRQ", "Iraq")):
        NationFactory.create(iso_alpha3=code, name=name)
    CityFactory.create(name="Mosul", country=Nation.objects.get(iso_alpha3="IRQ"))


def proof(span: Span) -> Proof:
    return Proof(sentence=span, rule=RULE, confidence=0.9)


def article(number: int, day: str) -> Article:
    values = {"title": f"Report {number}", "body": f"{BODY} {number}", "body_hash": str(number)}
    return ArticleFactory.create(**values, published_on=datetime.date.fromisoformat(day))


def reading(act: str = "pledged", quantity: int | None = 30, place: str = "", date: str = "") -> Extraction:
    """A person, a meeting she came to, a city and a pledge."""
    return Extraction(
        nations=(NationFact("DNK", proof(PLEDGE)), NationFact("IRQ", proof(PLEDGE))),
        ministers=(MinisterFact("Anna Holm", "DNK", "defence_minister", "Minister", proof(MEETING)),),
        meetings=(
            MeetingFact(
                city="Paris",
                country="FRA",
                date=PartialDate.parse("2016-02-08"),
                ends=None,
                status="held",
                attendees=(Attendee("DNK", "participant", "Anna Holm"), Attendee("FRA", "host")),
                participant_count=None,
                level="",
                proof=proof(MEETING),
            ),
        ),
        cities=(CityFact("Mosul", "IRQ", "retake", "Mosul", proof(CITY)),),
        pledges=(
            PledgeFact(
                nation="DNK",
                capability="trainers",
                act=act,  # type: ignore[arg-type]
                proof=proof(PLEDGE),
                quantity=None if quantity is None else Decimal(quantity),
                unit="personnel" if quantity else "",
                place=place,
                date=PartialDate.parse(date) if date else None,
            ),
        ),
    )


READINGS = (
    ("2016-02-09", reading()),
    ("2016-02-09", reading()),  # told twice: one event with two reports
    ("2016-03-01", reading(quantity=50, place="IRQ")),  # the line gets its place
    ("2016-04-01", reading("ended", None, date="2016-03-30")),  # the line ends …
    ("2016-06-01", reading("delivering", 20)),  # … so that this is a new one
)


def ledger() -> dict[str, Any]:
    """All that recording writes, without keys and times."""
    return {
        "pledges": list(
            Pledge.objects.order_by("pk").values_list("title", "status", "public_from", "last_event_on", "quantity_now")
        ),
        "events": list(
            PledgeEvent.objects.order_by("pk").values_list(
                "pledge__title", "act", "quantity", "public_from", "evidence_count", "origin_count", "speaker__name"
            )
        ),
        "standings": list(
            PledgeStanding.objects.order_by("pledge", "since").values_list("since", "until", "status", "last_event_on")
        ),
        "meetings": list(Meeting.objects.values_list("slug", "evidence_count", "origin_count")),
        "attendances": list(Attendance.objects.values_list("nation__name", "minister__name", "role", "evidence_count")),
        "cities": list(CityEvent.objects.values_list("city__name", "objective", "evidence_count")),
        "candidates": list(
            Candidate.objects.order_by("pk").values_list("article__title", "kind", "state", "decided_by", "reason")
        ),
        "evidence": list(
            Evidence.objects.order_by("pk").values_list("article__title", "start", "end", "added_by", "candidate__kind")
        ),
        "articles": list(Article.objects.order_by("pk").values_list("title", "state", "nations__name")),
        "log": [
            list(model.history.order_by("history_id").values_list("history_type", "history_change_reason"))
            for model in (Pledge, PledgeEvent, Meeting, Attendance, CityEvent, Article)
        ],
        "found": {
            "pledges": narrow(Pledge.objects.all(), "pledge", "Denmark").count(),
            "meetings": narrow(Meeting.objects.all(), "meeting", "Paris").count(),
            "ministers": narrow(Attendance.objects.none(), "minister", "Holm").count(),
        },
    }


def test_together_they_leave_what_they_leave_one_after_the_other() -> None:
    articles = [article(number, day) for number, (day, _) in enumerate(READINGS)]
    run, facts = start_run(), [extraction for _, extraction in READINGS]
    together = record_new_articles(list(zip(articles, facts, strict=True)), run=run, register=Register.load())
    found = ledger()

    for model in (Evidence, Candidate, PledgeEvent, Pledge, Attendance, Meeting, CityEvent):
        model.objects.all().delete()
        if hasattr(model, "history"):
            model.history.all().delete()
    Article.history.exclude(history_type="+").delete()
    Nation.objects.get(iso_alpha3="DNK").appointments.all().delete()
    register = Register.load()
    singly = []
    for stored, extraction in zip(articles, facts, strict=True):
        stored.state, stored.read_by = "new", None
        stored.nations.clear()
        singly.append(record_article(stored, extraction, run=run, register=register))

    assert found == ledger()
    assert together == singly == [RecordCounts(added=4)] * 5
    assert [pledge[0] for pledge in found["pledges"]] == ["Trainers and advisers in Iraq", "Trainers and advisers"]
    assert [pledge[1] for pledge in found["pledges"]] == ["ended", "delivering"]
    assert found["events"][0][4:6] == (2, 2)
    assert found["meetings"] == [("paris-2016-02-08", 5, 5)]
    assert found["found"] == {"pledges": 2, "meetings": 1, "ministers": 0}


def test_queries_do_not_grow_with_the_articles() -> None:
    run, register = start_run(), Register.load()
    record_new_articles([(article(0, "2016-02-09"), reading())], run=run, register=register)
    costs = []
    for count in (1, 3):
        new = [article(10 * count + number, "2016-02-10") for number in range(count)]
        with CaptureQueriesContext(connection) as queries:
            record_new_articles([(stored, reading()) for stored in new], run=run, register=register)
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert PledgeEvent.objects.get().evidence_count == 5
