"""What the record held on a day: facts, their proof, where lines and meetings stood."""

from __future__ import annotations

import datetime
import importlib
from typing import Any

import pytest
from django.apps import apps

from articles.models import Article
from coalition.actions.pledges import refresh_pledges
from coalition.as_of import PublicRecord
from coalition.enums import Act, MeetingStatus
from coalition.models import Appointment, Meeting, Nation, Pledge, PledgeEvent, PledgeStanding
from coalition.queries.asks import asks, listed_requests, requests
from coalition.queries.overview import last_meeting, next_meeting
from coalition.queries.proof import proof_address, with_proof
from coalition.thread import reports_of
from tests.coalition.lines import day
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    ArticleReferenceFactory,
    CandidateFactory,
    MeetingFactory,
    NationFactory,
    OriginFactory,
    PledgeEventFactory,
    PledgeFactory,
    prove,
)

pytestmark = pytest.mark.django_db


def on(text: str) -> PublicRecord:
    """The record at the end of a day; of today without one."""
    return PublicRecord(day(text) if text else None)


def reported(text: str, **values: Any) -> Article:
    """An article of that day."""
    article: Article = ArticleFactory.create(published_on=day(text), **values)
    return article


@pytest.fixture
def thread() -> Pledge:
    """Pledged, delivered, asked for more, and ended: four reports, the third of something earlier than the second."""
    pledge: Pledge = PledgeFactory.create()
    for act, happened, published in (
        (Act.PLEDGED, "2016-01-20", "2016-01-21"),
        (Act.DELIVERING, "2016-02-11", "2016-02-12"),
        (Act.CONSIDERING, "2016-01-05", "2016-02-20"),
        (Act.REQUESTED, "2016-03-01", "2016-03-02"),
        (Act.ENDED, "2016-05-01", "2016-05-03"),
    ):
        event = PledgeEventFactory.create(
            pledge=pledge, act=act, happened_on=day(happened), happened_on_precision="day"
        )
        prove(event, article=reported(published))
    # Never published, and thus on no day in the record.
    PledgeEventFactory.create(pledge=pledge, act=Act.DECLINED, public_from=day("2016-01-01"))
    refresh_pledges([pledge.pk])
    return pledge


@pytest.mark.parametrize(
    ("seen_on", "stands_at", "latest_act_on", "events"),
    [
        ("2016-01-20", None, None, 0),
        # It happened on the 20th and was known on the 21st.
        ("2016-01-21", Act.PLEDGED, "2016-01-20", 1),
        ("2016-02-11", Act.PLEDGED, "2016-01-20", 1),
        ("2016-02-12", Act.DELIVERING, "2016-02-11", 2),
        # A late report of an early act changes nothing but the number of events.
        ("2016-02-20", Act.DELIVERING, "2016-02-11", 3),
        # A request leaves a line that delivers delivering.
        ("2016-03-02", Act.DELIVERING, "2016-03-01", 4),
        ("2016-05-02", Act.DELIVERING, "2016-03-01", 4),
        ("2016-05-03", Act.ENDED, "2016-05-01", 5),
        ("2019-12-31", Act.ENDED, "2016-05-01", 5),
        ("", Act.ENDED, "2016-05-01", 5),
    ],
)
def test_a_line_stands_where_the_reports_of_the_day_put_it(
    thread: Pledge, seen_on: str, stands_at: Act | None, latest_act_on: str | None, events: int
) -> None:
    record = on(seen_on)
    lines = [(line.stands_at, line.status, str(line.latest_act_on)) for line in record.pledges()]

    assert lines == ([(stands_at, stands_at, latest_act_on)] if stands_at else [])
    assert record.facts(PledgeEvent).count() == events


def test_one_row_is_kept_for_each_change(thread: Pledge) -> None:
    rows = thread.standings.values_list("since", "until", "status", "last_event_on")

    assert list(rows) == [
        (day("2016-01-21"), day("2016-02-12"), "pledged", day("2016-01-20")),
        (day("2016-02-12"), day("2016-03-02"), "delivering", day("2016-02-11")),
        (day("2016-03-02"), day("2016-05-03"), "delivering", day("2016-03-01")),
        (day("2016-05-03"), datetime.date.max, "ended", day("2016-05-01")),
    ]


def test_the_migration_fills_what_is_there(thread: Pledge) -> None:
    kept = list(PledgeStanding.objects.values_list("pledge", "since", "until", "status", "last_event_on"))
    PledgeStanding.objects.all().delete()

    importlib.import_module("coalition.migrations.0004_fill_pledge_standings").fill(apps, None)

    assert list(PledgeStanding.objects.values_list("pledge", "since", "until", "status", "last_event_on")) == kept


def test_a_withdrawn_report_changes_the_past_too(thread: Pledge) -> None:
    thread.events.filter(act=Act.PLEDGED).update(is_published=False)
    refresh_pledges([thread.pk])

    assert [on(text).pledges().count() for text in ("2016-02-11", "2016-02-12")] == [0, 1]


@pytest.mark.parametrize(
    ("seen_on", "passages", "reports", "first"),
    [
        ("2016-02-11", None, None, None),
        ("2016-02-12", 1, 1, "first"),
        # A copy of the same wire report, then a report of its own.
        ("2016-02-13", 2, 1, "first"),
        ("2016-02-14", 3, 2, "first"),
        ("", 3, 2, "first"),
    ],
)
def test_proof_counts_only_what_was_published(
    seen_on: str, passages: int | None, reports: int | None, first: str | None
) -> None:
    wire = OriginFactory.create()
    event = PledgeEventFactory.create()
    evidence = [
        prove(event, article=reported("2016-02-14")),
        prove(event, article=reported("2016-02-12", origin=wire)),
        prove(event, article=reported("2016-02-13", origin=wire)),
    ]
    record = on(seen_on)

    found = with_proof(record.facts(PledgeEvent), record).first()

    if passages is None:
        assert found is None
        return
    assert found is not None
    assert (len(getattr(found, "evidence").all()), len(reports_of(found))) == (passages, reports)  # noqa: B009
    assert proof_address(found) == evidence[1].get_absolute_url()


def test_an_undated_article_counts_from_its_ingestion() -> None:
    article = ArticleFactory.create(published_on=None)
    Article.objects.filter(pk=article.pk).update(ingested_at=datetime.datetime(2016, 2, 12, 23, tzinfo=datetime.UTC))
    article.refresh_from_db()
    event = PledgeEventFactory.create()
    prove(event, article=article)

    counts = [
        (
            on(text).facts(PledgeEvent).count(),
            on(text).passages(PledgeEvent).count(),
            Article.objects.as_of(day(text)).count(),
        )
        for text in ("2016-02-11", "2016-02-12")
    ]
    assert counts == [(0, 0, 0), (1, 1, 1)]


def test_a_source_that_an_editor_named_later_is_not_there_yet() -> None:
    event = PledgeEventFactory.create(vouched=True)  # by a source of 12 February
    prove(event, article=reported("2016-02-10"))

    early, late = (on(text).facts(PledgeEvent).get() for text in ("2016-02-11", "2016-02-12"))

    assert (early.has_named_source, early.source_url) == (False, "")
    assert (late.has_named_source, late.source_title) == (True, "Statement on the campaign")
    assert PledgeEvent.objects.get().has_named_source  # nothing was written


def test_sources_behind_a_brief_are_those_of_the_day() -> None:
    brief = reported("2016-02-10")
    for position, published in enumerate(["2016-02-09", "2016-02-11", None]):
        ArticleReferenceFactory.create(
            article=brief,
            position=position,
            title=f"Source of {published}",
            published_on=published and day(published),
            published_on_precision="day" if published else "",
        )
    event = PledgeEventFactory.create()
    prove(event, article=brief)
    record = on("2016-02-10")

    (passage,) = getattr(with_proof(record.facts(PledgeEvent), record).get(), "evidence").all()  # noqa: B009

    assert [source.title for source in passage.article.references.all()] == ["Source of 2016-02-09", "Source of None"]


def _meeting(starts: str, status: MeetingStatus, *says: tuple[str, str]) -> Meeting:
    """A meeting with reports, each of which says at its day how the meeting stands; "" for an editor's passage."""
    meeting: Meeting = MeetingFactory.create(starts_on=day(starts), starts_on_precision="day", status=status)
    for published, said in says:
        article = reported(published)
        evidence = prove(meeting, article=article)
        if said:
            evidence.candidate = CandidateFactory.create(article=article, kind="meeting", payload={"status": said})
            evidence.save()
    return meeting


@pytest.mark.parametrize(
    ("status", "says", "seen_on", "expected"),
    [
        (MeetingStatus.HELD, [("2016-02-01", "planned"), ("2016-02-12", "held")], "2016-01-31", None),
        (MeetingStatus.HELD, [("2016-02-01", "planned"), ("2016-02-12", "held")], "2016-02-01", "planned"),
        # It was held on the 11th; nobody had written so yet.
        (MeetingStatus.HELD, [("2016-02-01", "planned"), ("2016-02-12", "held")], "2016-02-11", "planned"),
        (MeetingStatus.HELD, [("2016-02-01", "planned"), ("2016-02-12", "held")], "2016-02-12", "held"),
        (MeetingStatus.HELD, [("2016-02-01", "planned"), ("2016-02-12", "held")], "", "held"),
        # Only an editor says that it was held: from the day of the meeting.
        (MeetingStatus.HELD, [("2016-02-01", "planned")], "2016-02-10", "planned"),
        (MeetingStatus.HELD, [("2016-02-01", "planned")], "2016-02-11", "held"),
        (MeetingStatus.HELD, [("2016-02-01", "")], "2016-02-10", "planned"),
        (MeetingStatus.HELD, [("2016-02-01", "")], "2016-02-11", "held"),
        (MeetingStatus.PLANNED, [("2016-02-01", "planned")], "2016-03-01", "planned"),
        (MeetingStatus.CANCELLED, [("2016-02-01", "planned"), ("2016-02-08", "cancelled")], "2016-02-07", "planned"),
        (MeetingStatus.CANCELLED, [("2016-02-01", "planned"), ("2016-02-08", "cancelled")], "2016-02-08", "cancelled"),
    ],
)
def test_a_meeting_is_held_when_a_report_says_so(
    status: MeetingStatus, says: list[tuple[str, str]], seen_on: str, expected: str | None
) -> None:
    _meeting("2016-02-11", status, *says)

    meeting = on(seen_on).meetings().first()

    assert (meeting and (meeting.stands_at, meeting.status)) == (expected and (expected, expected))


def test_last_and_next_meeting_are_those_of_the_day() -> None:
    paris = _meeting("2016-01-20", MeetingStatus.HELD, ("2016-01-21", "held"))
    brussels = _meeting("2016-02-11", MeetingStatus.HELD, ("2016-01-21", "planned"), ("2016-02-12", "held"))

    seen = []
    for text in ("2016-01-20", "2016-02-11", "2016-02-12"):
        last = last_meeting(on(text))
        seen.append((last, next_meeting(last, on(text))))

    assert seen == [(None, None), (paris, brussels), (brussels, None)]


@pytest.mark.parametrize(
    ("seen_on", "expected"),
    [
        ("2016-02-09", []),
        ("2016-02-10", [("2015-01-01", "None")]),
        # The successor's term is announced on the 10th, too, and not begun.
        ("2016-03-31", [("2015-01-01", "None")]),
        ("2016-04-01", [("2016-04-01", "None"), ("2015-01-01", "2016-04-01")]),
        ("", [("2016-04-01", "None"), ("2015-01-01", "2016-04-01")]),
    ],
)
def test_terms_are_those_known_and_begun_and_end_when_they_end(seen_on: str, expected: list[tuple[str, str]]) -> None:
    for began, ended in (("2015-01-01", "2016-04-01"), ("2016-04-01", None)):
        term = AppointmentFactory.create(
            began_on=day(began),
            began_on_precision="day",
            ended_on=ended and day(ended),
            ended_on_precision="day" if ended else "",
        )
        prove(term, article=reported("2016-02-10"))

    terms = on(seen_on).facts(Appointment)

    assert [(str(term.began), str(term.ended)) for term in terms] == expected


def test_a_nation_is_a_partner_from_the_day_it_joined() -> None:
    for name, joined in (("Early", "2014-09-05"), ("Late", "2016-02-12"), ("Undated", None)):
        NationFactory.create(
            name=name, is_member=True, joined_on=joined and day(joined), joined_on_precision="day" if joined else ""
        )

    rows = {nation.name: (nation.is_member, str(nation.joined)) for nation in on("2016-02-11").nations()}

    assert rows == {"Early": (True, "2014-09-05"), "Late": (False, "None"), "Undated": (True, "None")}
    assert [nation.name for nation in Nation.objects.members_on(day("2016-02-11"))] == ["Early", "Undated"]
    assert [nation.name for nation in Nation.objects.members_on(None)] == ["Early", "Late", "Undated"]


def test_an_older_version_stands_until_the_newer_one_is_out() -> None:
    newer = reported("2016-02-12", title="Newer")
    reported("2016-02-10", title="Older", replaced_by=newer)

    titles = [[article.title for article in Article.objects.as_of(day(text))] for text in ("2016-02-11", "2016-02-12")]

    assert titles == [["Older"], ["Newer"]]
    assert [article.title for article in Article.objects.as_of(None)] == ["Newer"]


@pytest.mark.parametrize(
    ("seen_on", "expected"),
    [
        ("2016-01-05", []),
        ("2016-01-06", [("open", 1)]),
        ("2016-02-11", [("open", 37)]),
        ("2016-02-12", [("granted", None)]),
        ("", [("granted", None)]),
    ],
)
def test_a_request_is_open_until_its_answer_is_reported(seen_on: str, expected: list[tuple[str, int | None]]) -> None:
    pledge = PledgeFactory.create()
    for act, happened, published in (
        (Act.REQUESTED, "2016-01-05", "2016-01-06"),
        (Act.PLEDGED, "2016-02-11", "2016-02-12"),
    ):
        event = PledgeEventFactory.create(
            pledge=pledge, act=act, happened_on=day(happened), happened_on_precision="day"
        )
        prove(event, article=reported(published))
    record, today = on(seen_on), day("2016-12-31")

    found = asks(listed_requests(record, today), record)

    assert [(ask.answer.value, ask.days_open) for ask in found] == expected
    assert [row.answer for row in requests(record, today)] == [answer for answer, _ in expected]


@pytest.mark.parametrize(
    ("seen_on", "stated"),
    [
        ("2016-02-10", (None, "", None, "", None)),
        ("2016-02-12", (None, "", 5, "EUR", None)),
        ("2016-02-14", (60, "trainers", 5, "EUR", 33)),
        ("", (60, "trainers", 5, "EUR", 33)),
    ],
)
def test_numbers_are_there_from_the_first_report_that_states_them(seen_on: str, stated: tuple[Any, ...]) -> None:
    event = PledgeEventFactory.create(quantity=60, unit="trainers", amount=5, currency="EUR")
    meeting = MeetingFactory.create(participant_count=33)
    for published, values in (
        ("2016-02-10", {"quantity": None, "amount": None, "participant_count": None}),
        ("2016-02-12", {"quantity": None, "amount": "5", "participant_count": None}),
        ("2016-02-14", {"quantity": "60", "amount": None, "participant_count": 33}),
    ):
        article = reported(published)
        for fact in (event, meeting):
            evidence = prove(fact, article=article)
            evidence.candidate = CandidateFactory.create(article=article, payload=values)
            evidence.save()

    found, gathering = on(seen_on).facts(PledgeEvent).get(), on(seen_on).meetings().get()

    assert (found.quantity, found.unit, found.amount, found.currency, gathering.participant_count) == stated


def test_numbers_that_an_editor_entered_are_there_with_the_fact() -> None:
    event = PledgeEventFactory.create(quantity=60, unit="trainers")
    prove(event, article=reported("2016-02-10"))

    assert on("2016-02-10").facts(PledgeEvent).get().quantity == 60
