"""The rules that the database keeps on the ledger's nouns."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from simple_history.utils import update_change_reason

from articles.extraction import types
from coalition import enums
from coalition.dates import PartialDate
from coalition.enums import Act, NationKind
from tests.factories import (
    AppointmentFactory,
    AttendanceFactory,
    CityFactory,
    MeetingFactory,
    MinisterFactory,
    NationFactory,
    PledgeEventFactory,
)

pytestmark = pytest.mark.django_db

DAY = datetime.date(2016, 2, 11)

REFUSED: list[tuple[str, Callable[[], Any]]] = [
    (
        "coalition_pledgeevent_published_has_proof",
        lambda: PledgeEventFactory.create(is_published=True, source_title="A speech", entered_by="An editor"),
    ),
    ("coalition_meeting_published_has_proof", lambda: MeetingFactory.create(is_published=True)),
    ("pledge_event_amount_has_currency", lambda: PledgeEventFactory.create(amount=Decimal(5))),
    ("pledge_event_amount_has_currency", lambda: PledgeEventFactory.create(currency="EUR")),
    ("pledge_event_quantity_has_unit", lambda: PledgeEventFactory.create(quantity=200)),
    (
        "pledge_event_quantity_within_range",
        lambda: PledgeEventFactory.create(quantity=200, quantity_low=300, unit="personnel"),
    ),
    (
        "pledge_event_quantity_within_range",
        lambda: PledgeEventFactory.create(quantity=200, quantity_high=100, unit="personnel"),
    ),
    ("pledge_event_uncounted_says_why", lambda: PledgeEventFactory.create(counts=False)),
    (
        "pledge_event_only_requests_are_asked",
        lambda: PledgeEventFactory.create(act=Act.DELIVERING, asked_by=NationFactory.create()),
    ),
    ("coalition_pledgeevent_happened_on_has_precision", lambda: PledgeEventFactory.create(happened_on=DAY)),
    (
        "coalition_pledgeevent_happened_on_has_precision",
        lambda: PledgeEventFactory.create(happened_on_precision="day"),
    ),
    ("nation_state_has_iso_alpha3", lambda: NationFactory.create(iso_alpha3=None)),
    (
        "nation_state_has_iso_alpha3",
        lambda: NationFactory.create(kind=NationKind.ORGANISATION, iso_alpha3="NAT"),
    ),
    (
        "meeting_starts_before_it_ends",
        lambda: MeetingFactory.create(
            starts_on=DAY,
            starts_on_precision="day",
            ends_on=DAY - datetime.timedelta(days=1),
            ends_on_precision="day",
        ),
    ),
    (
        "appointment_begins_before_it_ends",
        lambda: AppointmentFactory.create(
            began_on=DAY,
            began_on_precision="day",
            ended_on=DAY - datetime.timedelta(days=1),
            ended_on_precision="day",
        ),
    ),
    ("city_coordinates_on_earth", lambda: CityFactory.create(latitude=91, longitude=40)),
    ("city_coordinates_on_earth", lambda: CityFactory.create(latitude=36)),
]


@pytest.mark.parametrize(("rule", "make"), REFUSED, ids=[f"{rule}-{i}" for i, (rule, _) in enumerate(REFUSED)])
def test_database_refuses_what_breaks_a_rule(rule: str, make: Callable[[], Any]) -> None:
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        make()


KEPT: list[Callable[[], Any]] = [
    lambda: PledgeEventFactory.create(vouched=True),
    lambda: PledgeEventFactory.create(amount=Decimal(5), currency="EUR"),
    lambda: PledgeEventFactory.create(quantity=200, quantity_low=100, quantity_high=300, unit="personnel"),
    lambda: PledgeEventFactory.create(act=Act.REQUESTED, asked_by=NationFactory.create()),
    lambda: PledgeEventFactory.create(counts=False, counts_reason="running total"),
    lambda: NationFactory.create(kind=NationKind.ORGANISATION),
    lambda: CityFactory.create(latitude=Decimal("36.3"), longitude=Decimal("43.1")),
]


@pytest.mark.parametrize("make", KEPT)
def test_database_keeps_the_near_misses(make: Callable[[], Any]) -> None:
    assert make().pk


def test_one_row_per_nation_and_per_minister_at_a_meeting() -> None:
    meeting, nation, minister = MeetingFactory.create(), NationFactory.create(), MinisterFactory.create()
    AttendanceFactory.create(meeting=meeting, nation=nation)
    AttendanceFactory.create(meeting=meeting, nation=nation, minister=minister)
    for doubled in (None, minister):
        with pytest.raises(IntegrityError), transaction.atomic():
            AttendanceFactory.create(meeting=meeting, nation=nation, minister=doubled)


def test_one_appointment_of_unknown_beginning() -> None:
    term = AppointmentFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        AppointmentFactory.create(minister=term.minister, nation=term.nation)


def test_partial_date_is_one_value_over_two_columns() -> None:
    meeting = MeetingFactory.build()
    meeting.starts = PartialDate.parse("2016-02")
    assert (meeting.starts_on, meeting.starts_on_precision) == (datetime.date(2016, 2, 1), "month")
    assert str(meeting.starts) == "2016-02"
    meeting.starts = None
    assert (meeting.starts_on, meeting.starts_on_precision, meeting.starts) == (None, "", None)


def test_who_changed_what_is_kept_with_reason_before_and_after() -> None:
    meeting = MeetingFactory.create(city="Brussels")
    meeting.city = "Paris"
    meeting.save()
    update_change_reason(meeting, "the report was corrected")
    after, before = meeting.history.all()
    changes = [(change.field, change.old, change.new) for change in after.diff_against(before).changes]
    assert ("city", "Brussels", "Paris") in changes
    assert after.history_change_reason == "the report was corrected"


CLOSED_LISTS = [
    (types.Capability, enums.Capability, set()),
    (types.Act, enums.Act, set()),
    (types.Portfolio, enums.Portfolio, set()),
    (types.Objective, enums.Objective, set()),
    (types.MeetingStatus, enums.MeetingStatus, set()),
    (types.Qualifier, enums.Qualifier, {""}),
    (types.Instrument, enums.Instrument, {""}),
]


@pytest.mark.parametrize(("literal", "choices", "unset"), CLOSED_LISTS)
def test_closed_lists_of_extraction_and_ledger_agree(literal: Any, choices: Any, unset: set[str]) -> None:
    assert list(literal.__args__) == sorted(unset) + list(choices.values)
