"""Rows are written together, and only what was asked for."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coalition.actions.rows import update_rows
from coalition.models import Pledge
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
