"""Lines and their acts are read once and stand in the order in which the database would give them."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.recording.lines import Lines
from coalition.models import PledgeEvent
from tests.factories import PledgeEventFactory, PledgeFactory

pytestmark = pytest.mark.django_db


def test_lines_of_several_nations_are_two_queries_and_then_none() -> None:
    pledges = PledgeFactory.create_batch(3)
    PledgeEventFactory.create(pledge=pledges[1])
    lines = Lines()
    with CaptureQueriesContext(connection) as queries:
        lines.load((pledge.nation_id, pledge.capability) for pledge in pledges)
    assert len(queries) == 2
    with CaptureQueriesContext(connection) as queries:
        found = [lines.of(pledge.nation, pledge.capability) for pledge in pledges]
        acts = [len(lines.events(pledge)) for pledge in pledges]
    assert len(queries) == 0
    assert found == [[pledge] for pledge in pledges]
    assert acts == [0, 1, 0]


def test_acts_stand_in_the_order_of_the_database() -> None:
    pledge = PledgeFactory.create()
    days = [None, datetime.date(2016, 1, 2), datetime.date(2015, 1, 2), None, datetime.date(2016, 1, 2)]
    for day in days:
        precision = "day" if day else ""
        PledgeEventFactory.create(pledge=pledge, happened_on=day, happened_on_precision=precision)
    PledgeEvent.objects.filter(pk__in=list(pledge.events.values_list("pk", flat=True))[:2]).update(
        public_from=datetime.date(2014, 1, 1)
    )
    lines = Lines()
    lines.load([(pledge.nation_id, pledge.capability)])
    assert lines.events(pledge) == list(PledgeEvent.objects.filter(pledge=pledge))


def test_what_was_just_stored_is_found() -> None:
    old = PledgeFactory.create()
    lines = Lines()
    assert lines.of(old.nation, old.capability) == [old]
    new = PledgeFactory.create(nation=old.nation, capability=old.capability)
    lines.add(new)
    event = PledgeEventFactory.create(pledge=new, quantity=Decimal(5), unit="trainers")
    lines.add_event(event)
    assert lines.of(old.nation, old.capability) == [old, new]
    assert lines.events(new) == [event]


def test_status_follows_the_acts_of_the_articles_before() -> None:
    line = PledgeFactory.create(status="pledged")
    lines = Lines()
    (found,) = lines.of(line.nation, line.capability)
    lines.add_event(PledgeEventFactory.create(pledge=line, act="ended", is_published=True, evidence_count=1))
    lines.touch(found)
    assert [one.status for one in lines.of(line.nation, line.capability)] == ["pledged"]
    lines.end_article()
    assert [one.status for one in lines.of(line.nation, line.capability)] == ["ended"]
