"""Rows are written together, and only what was asked for."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coalition.actions.rows import Keys, insert_rows, stamp, update_rows
from coalition.models import Pledge, PledgeEvent, PledgeStanding
from tests.factories import PledgeFactory

pytestmark = pytest.mark.django_db


def test_the_named_fields_of_all_rows_are_written_by_one_statement() -> None:
    one, two, other = PledgeFactory.create_batch(3)
    for pledge, number in ((one, "1.50"), (two, None)):
        pledge.quantity_now = None if number is None else Decimal(number)
        pledge.first_event_on = datetime.date(2016, 1, 20)
        pledge.title = "not asked for"
    with CaptureQueriesContext(connection) as queries:
        update_rows([one, two], ("quantity_now", "first_event_on"))

    assert len(queries) == 1
    stored = Pledge.objects.in_bulk([one.pk, two.pk, other.pk])
    assert [stored[p.pk].quantity_now for p in (one, two, other)] == [Decimal("1.50"), None, None]
    assert [stored[p.pk].first_event_on for p in (one, two, other)] == [datetime.date(2016, 1, 20)] * 2 + [None]
    assert "not asked for" not in {pledge.title for pledge in stored.values()}
    assert one.history.count() == 1


def test_no_rows_ask_nothing_of_the_database() -> None:
    with CaptureQueriesContext(connection) as queries:
        update_rows([], ("title",))
    assert len(queries) == 0


def test_new_rows_are_stored_by_one_statement_as_they_stand_in_memory() -> None:
    line = PledgeFactory.create()
    keys = Keys()
    events = [
        PledgeEvent(pk=keys.next(PledgeEvent), pledge=line, act="pledged", quantity=Decimal(number), unit="aircraft")
        for number in (4, 6)
    ]
    for event in events:
        stamp(event, is_new=True)
    with CaptureQueriesContext(connection) as queries:
        insert_rows(events)

    assert len(queries) == 1
    stored = list(PledgeEvent.objects.filter(pledge=line).order_by("pk"))
    assert [(event.pk, event.quantity, event.created_at) for event in stored] == [
        (event.pk, Decimal(number), event.created_at) for event, number in zip(events, ("4.00", "6.00"), strict=True)
    ]


def test_a_key_given_ahead_is_never_given_again() -> None:
    first = PledgeFactory.create()
    last = PledgeFactory.create(nation=first.nation)
    greatest = last.pk
    last.delete()
    keys = Keys()
    given = [keys.next(Pledge) for _ in range(150)]
    assert len(set(given)) == 150
    assert min(given) > greatest
    insert_rows([Pledge(pk=key, nation=first.nation, capability="trainers", **_times()) for key in given])
    assert Pledge.objects.create(nation=first.nation, capability="trainers").pk > max(given)


def test_rows_without_a_key_get_one_and_conflicts_may_be_passed_over() -> None:
    line, day = PledgeFactory.create(), datetime.date(2016, 1, 20)
    for _ in range(2):
        insert_rows(
            [PledgeStanding(pledge=line, since=day, status="pledged", last_event_on=day)], ignore_conflicts=True
        )
    assert PledgeStanding.objects.get().since == day


def _times() -> dict[str, datetime.datetime]:
    now = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    return {"created_at": now, "updated_at": now}
