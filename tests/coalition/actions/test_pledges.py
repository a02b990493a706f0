"""What a pledge's published events make of it."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coalition.actions.pledges import refresh_pledges
from coalition.enums import Act
from coalition.models import Pledge
from tests.factories import PledgeEventFactory, PledgeFactory

pytestmark = pytest.mark.django_db


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def add(pledge: Pledge, act: Act, happened: str = "", reported: str = "2016-02-12", **values: Any) -> None:
    """A published event; `happened` is a day, a month ("2016-02"), a year or nothing."""
    precision = {0: "", 4: "year", 7: "month", 10: "day"}[len(happened)]
    first_day = day((happened + "-01-01")[:10]) if happened else None
    PledgeEventFactory.create(
        vouched=True,
        pledge=pledge,
        act=act,
        happened_on=first_day,
        happened_on_precision=precision,
        public_from=day(reported),
        **values,
    )


def refreshed(pledge: Pledge) -> Pledge:
    refresh_pledges([pledge.pk])
    pledge.refresh_from_db()
    return pledge


@pytest.mark.parametrize(
    ("events", "status"),
    [
        ([], ""),
        ([(Act.PLEDGED, "2016-01-20")], Act.PLEDGED),
        ([(Act.PLEDGED, "2016-01-20"), (Act.DELIVERING, "2016-02-11")], Act.DELIVERING),
        # recorded later, happened earlier
        ([(Act.DELIVERING, "2016-02-11"), (Act.PLEDGED, "2016-01-20")], Act.DELIVERING),
        # a request decides only while the nation has not acted
        ([(Act.REQUESTED, "2016-01-20")], Act.REQUESTED),
        ([(Act.DELIVERING, "2016-01-20"), (Act.REQUESTED, "2016-02-11")], Act.DELIVERING),
        ([(Act.REQUESTED, "2016-01-20"), (Act.DECLINED, "2016-02-11")], Act.DECLINED),
        ([(Act.CONSIDERING, "2016-01-20"), (Act.REQUESTED, "2016-02-11")], Act.CONSIDERING),
        # the latest own act wins, an end as much as a beginning anew
        ([(Act.DELIVERING, "2015-12-03"), (Act.ENDED, "2016-02-08")], Act.ENDED),
        ([(Act.ENDED, "2016-02-08"), (Act.PLEDGED, "2016-02-11")], Act.PLEDGED),
        ([(Act.DECLINED, "2016-02-08"), (Act.CONSIDERING, "2016-02-11")], Act.CONSIDERING),
        # an undated act stands at the day of its report, 12 February
        ([(Act.ENDED, ""), (Act.DELIVERING, "2016-02-11")], Act.ENDED),
        ([(Act.ENDED, ""), (Act.DELIVERING, "2016-02-13")], Act.DELIVERING),
        # "this month", reported on the 12th, comes after the 11th and before the 13th
        ([(Act.ENDED, "2016-02"), (Act.DELIVERING, "2016-02-11")], Act.ENDED),
        ([(Act.ENDED, "2016-02"), (Act.DELIVERING, "2016-02-13")], Act.DELIVERING),
        # a whole month gone by counts up to its end, one to come from its beginning
        ([(Act.ENDED, "2016-01"), (Act.DELIVERING, "2016-01-30")], Act.ENDED),
        ([(Act.ENDED, "2016-03"), (Act.DELIVERING, "2016-02-29")], Act.ENDED),
    ],
)
def test_status_is_the_latest_act_of_the_nation(events: list[tuple[Act, str]], status: str) -> None:
    pledge = PledgeFactory.create()
    for act, happened in events:
        add(pledge, act, happened)

    assert refreshed(pledge).status == status


def test_dates_span_the_events_and_the_record_begins_with_the_first_report() -> None:
    pledge = PledgeFactory.create()
    add(pledge, Act.PLEDGED, "2015-12-04", reported="2016-01-05")
    add(pledge, Act.DELIVERING, "2016-02", reported="2016-02-12")
    add(pledge, Act.PLEDGED, "2015-11-30", reported="2016-03-01")

    refreshed(pledge)

    assert (pledge.first_event_on, pledge.last_event_on, pledge.public_from) == (
        day("2015-11-30"),
        day("2016-02-12"),
        day("2016-01-05"),
    )


@pytest.mark.parametrize(
    ("events", "quantity", "unit"),
    [
        ([(Act.PLEDGED, "2016-01-20", 60)], Decimal(60), "trainers"),
        # the latest number of the standing act, not that of another act
        ([(Act.DELIVERING, "2016-01-20", 60), (Act.DELIVERING, "2016-02-11", 100)], Decimal(100), "trainers"),
        ([(Act.PLEDGED, "2016-01-20", 60), (Act.DELIVERING, "2016-02-11", None)], None, ""),
        # a later report without a number leaves the known one
        ([(Act.DELIVERING, "2016-01-20", 60), (Act.DELIVERING, "2016-02-11", None)], Decimal(60), "trainers"),
        # nothing is left of what ended; unknown is not zero
        ([(Act.DELIVERING, "2016-01-20", 60), (Act.ENDED, "2016-02-11", 60)], None, ""),
        ([(Act.PLEDGED, "2016-01-20", None)], None, ""),
    ],
)
def test_quantity_is_that_of_the_standing_act(
    events: list[tuple[Act, str, int | None]], quantity: Decimal | None, unit: str
) -> None:
    pledge = PledgeFactory.create()
    for act, happened, number in events:
        add(pledge, act, happened, quantity=number, unit="trainers" if number else "")

    refreshed(pledge)

    assert (pledge.quantity_now, pledge.unit_now) == (quantity, unit)


def test_unpublished_events_count_for_nothing() -> None:
    pledge = PledgeFactory.create()
    add(pledge, Act.PLEDGED, "2016-01-20")
    PledgeEventFactory.create(pledge=pledge, act=Act.ENDED, happened_on=day("2016-02-11"), happened_on_precision="day")

    assert refreshed(pledge).status == Act.PLEDGED


def test_a_pledge_without_published_events_is_withdrawn() -> None:
    pledge = PledgeFactory.create()
    add(pledge, Act.PLEDGED, "2016-01-20", quantity=60, unit="trainers")
    refreshed(pledge)
    pledge.events.update(is_published=False)

    refreshed(pledge)

    assert (pledge.status, pledge.public_from, pledge.first_event_on, pledge.last_event_on) == ("", None, None, None)
    assert (pledge.quantity_now, pledge.unit_now) == (None, "")
    assert not Pledge.objects.published().exists()


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_pledges(number: int) -> None:
    pledges = PledgeFactory.create_batch(number)
    for pledge in pledges:
        add(pledge, Act.PLEDGED, "2016-01-20")

    with CaptureQueriesContext(connection) as queries:
        refresh_pledges(pledge.pk for pledge in pledges)

    # A statement for several rows is logged with their number before it: "3 times: UPDATE …".
    verbs = [query["sql"].split(" times: ")[-1].split()[0] for query in queries]
    assert [verb for verb in verbs if verb not in ("SAVEPOINT", "RELEASE")] == [
        *("SELECT", "SELECT", "UPDATE"),
        *("SELECT", "DELETE", "INSERT"),
    ]


def test_a_pledge_that_is_up_to_date_is_not_written_again() -> None:
    pledge = PledgeFactory.create()
    add(pledge, Act.PLEDGED, "2016-01-20")
    refreshed(pledge)

    with CaptureQueriesContext(connection) as queries:
        refresh_pledges([pledge.pk])

    assert not [query["sql"] for query in queries if query["sql"].startswith(("UPDATE", "DELETE", "INSERT"))]


def test_other_pledges_stay_as_they_are() -> None:
    pledge, other = PledgeFactory.create_batch(2)
    add(other, Act.PLEDGED, "2016-01-20")

    refresh_pledges([pledge.pk])

    other.refresh_from_db()
    assert other.status == ""
