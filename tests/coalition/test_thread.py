"""The drawing of a thread: silence since the last report, independent reports, letters that tell acts apart."""

from __future__ import annotations

import datetime

import pytest

from coalition.as_of import PublicRecord
from coalition.enums import Act
from coalition.models import PledgeEvent
from coalition.queries.pledges import pledge_threads
from coalition.standing import in_order
from coalition.thread import COLUMNS, RUNGS, letter_of, reports_of, silence
from tests.coalition.lines import day, line
from tests.factories import ArticleFactory, PledgeEventFactory, prove

TODAY = day("2016-12-31")


def loaded(pledge_pk: int) -> list[PledgeEvent]:
    return in_order(pledge_threads(PublicRecord()).get(pk=pledge_pk).events.all())


def test_every_act_has_one_column_and_a_letter_of_its_own() -> None:
    assert set(COLUMNS) == set(Act)
    assert [act for act in COLUMNS if act in RUNGS] == list(RUNGS)
    assert "".join(letter_of(act) for act in COLUMNS) == "RCPDEX"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("reported", "today", "days", "told"),
    [
        (["2016-01-01"], "2016-01-01", 0, 100),
        (["2016-01-01"], "2016-01-02", 1, 0),
        (["2016-01-01", "2016-01-11"], "2016-01-21", 10, 50),
        (["2016-01-11", "2016-01-01"], "2016-01-21", 10, 50),
        (["2016-01-01", "2016-01-21"], "2016-01-21", 0, 100),
        # a report dated ahead of the day in view is taken as of that day
        (["2016-01-01", "2016-02-21"], "2016-01-21", 0, 100),
    ],
)
def test_silence_runs_from_the_last_report(reported: list[str], today: str, days: int, told: int) -> None:
    pledge = line("Norway", "A line", *({"public_from": day(text)} for text in reported))

    quiet = silence(loaded(pledge.pk), pledge.status, day(today))

    assert quiet is not None
    assert (quiet.days, quiet.told_share, quiet.silent_share) == (days, told, 100 - told)


@pytest.mark.django_db
def test_a_later_report_of_the_same_event_breaks_the_silence() -> None:
    pledge = line("Norway", "A line", {"public_from": day("2016-02-12")})
    event = PledgeEventFactory.create(pledge=pledge)
    for published in ("2016-03-01", "2016-11-30"):
        prove(event, article=ArticleFactory.create(body=f"Said in {published}.", published_on=day(published)))

    quiet = silence(loaded(pledge.pk), pledge.status, TODAY)

    assert quiet is not None
    assert (quiet.first_report, quiet.last_report, quiet.days) == (day("2016-02-12"), day("2016-11-30"), 31)


def test_without_an_event_there_is_no_silence() -> None:
    assert silence([], Act.PLEDGED, datetime.date(2016, 1, 1)) is None


@pytest.mark.django_db
@pytest.mark.parametrize("act", list(Act))
def test_every_standing_says_what_silence_leaves_open(act: Act) -> None:
    pledge = line("Norway", "A line", {"act": act})

    quiet = silence(loaded(pledge.pk), pledge.status, TODAY)

    assert quiet is not None
    assert quiet.unsaid


@pytest.mark.django_db
def test_copies_of_one_story_are_one_report() -> None:
    pledge = line("Norway", "A line")
    event = PledgeEventFactory.create(pledge=pledge)
    first = ArticleFactory.create(body="It was said. It was said again.")
    prove(event, article=first, quote="It was said.")
    prove(event, article=first, quote="It was said again.")
    prove(event, article=ArticleFactory.create(body="A copy: it was said.", origin=first.origin), quote="it was said.")
    other = ArticleFactory.create(body="Somebody else heard it.")
    prove(event, article=other, quote="Somebody else heard it.")

    (told,) = [one for one in loaded(pledge.pk) if one.pk == event.pk]

    assert [(len(report.passages), report.articles) for report in reports_of(told)] == [(3, 2), (1, 1)]
