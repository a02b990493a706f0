"""Sums of the numbers in force, and why a number is in none."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from coalition.as_of import PublicRecord
from coalition.enums import NOT_RECORDED, Act, Capability, LeftOut, Qualifier
from coalition.models import Pledge
from coalition.queries import totals as queries
from coalition.queries.totals import Totals, lines_stating, lines_to_add, totals_of
from tests.coalition.lines import day, line

pytestmark = pytest.mark.django_db

NOW = PublicRecord()


def totals(record: PublicRecord = NOW) -> Totals:
    return totals_of(lines_to_add(record.pledges(), record))


def sums(found: Totals) -> list[tuple[str, str, Decimal, str]]:
    return [(total.capability.value, total.act.value, total.best, total.measure) for total in found.sums]


def omissions(found: Totals) -> dict[LeftOut, list[Decimal | None]]:
    return {omission.reason: [event.quantity for event in omission.events] for omission in found.omissions}


def trainers(number: int, **values: Any) -> dict[str, Any]:
    return {"quantity": number, "unit": "trainers", **values}


def test_numbers_add_within_capability_act_and_unit_only() -> None:
    line("Norway", "A", trainers(50))
    line("Denmark", "B", trainers(30))
    line("Denmark", "C", trainers(7, act=Act.DELIVERING))
    line("Denmark", "D", trainers(4), capability=Capability.MEDICAL)
    line("Norway", "E", {"amount": 5, "currency": "EUR"}, {"amount": 6, "currency": "NOK"})

    assert sums(totals()) == [
        ("trainers", "delivering", Decimal(7), "trainers"),
        ("trainers", "pledged", Decimal(80), "trainers"),
        ("trainers", "pledged", Decimal(5), "EUR"),
        ("trainers", "pledged", Decimal(6), "NOK"),
        ("medical", "pledged", Decimal(4), "trainers"),
    ]


@pytest.mark.parametrize(
    ("events", "counted", "reasons"),
    [
        # One number in force.
        ([trainers(50)], [50], {}),
        # A request is no contribution, answered or not.
        ([trainers(90, act=Act.REQUESTED), trainers(50)], [50], {LeftOut.REQUEST: [90]}),
        ([trainers(90, act=Act.REQUESTED)], [], {LeftOut.REQUEST: [90]}),
        # What was said before it was done is not added to it.
        (
            [trainers(50), trainers(20, act=Act.DELIVERING, happened_on=day("2016-02-01"))],
            [20],
            {LeftOut.OTHER_ACT: [50]},
        ),
        # The number of a later day stands for the earlier one; a later act without a number leaves it.
        (
            [trainers(50), trainers(60, happened_on=day("2016-02-01"))],
            [60],
            {LeftOut.RESTATED: [50]},
        ),
        ([trainers(50), {"happened_on": day("2016-02-01")}], [50], {}),
        # Of one day the largest of a unit counts, and each unit apart.
        (
            [trainers(50), trainers(20), {"quantity": 3, "unit": "aircraft"}],
            [3, 50],
            {LeftOut.PART: [20]},
        ),
        # Running totals say so themselves.
        (
            [trainers(3000, is_cumulative=True, counts=False, counts_reason="running total")],
            [],
            {LeftOut.UNCOUNTED: [3000]},
        ),
        # One that does not count does not hide the one that does, though it is larger.
        (
            [trainers(3000, counts=False, counts_reason="running total"), trainers(50)],
            [50],
            {LeftOut.UNCOUNTED: [3000]},
        ),
        # Nothing is left of what has ended.
        (
            [trainers(50), {"act": Act.ENDED, "happened_on": day("2016-02-01")}],
            [],
            {LeftOut.ENDED: [50]},
        ),
        # A number of what is not stated adds to nothing; a line without any is unknown, not zero.
        ([{"quantity": 58, "unit": "units"}], [], {LeftOut.UNNAMED: [58]}),
        ([{}], [], {LeftOut.UNKNOWN: []}),
        # Of a bare request and of an ended line no number is missed.
        ([{"act": Act.REQUESTED}], [], {}),
        ([{"act": Act.ENDED}], [], {}),
    ],
)
def test_why_a_number_is_in_no_sum(
    events: list[dict[str, Any]], counted: list[int], reasons: dict[LeftOut, list[int]]
) -> None:
    line("Norway", "A line", *events)

    found = totals()

    assert sorted(total.best for total in found.sums) == counted
    assert omissions(found) == reasons
    assert found.left_out == sum(len(numbers) or 1 for numbers in reasons.values())


def test_ranges_and_hedges_stay_with_the_sum() -> None:
    line("Norway", "A", trainers(200, quantity_low=150, quantity_high=200, qualifier=Qualifier.RANGE))
    line("Denmark", "B", trainers(60, qualifier=Qualifier.UP_TO))
    line("Sweden", "C", trainers(35))

    (total,) = totals().sums

    assert (total.low, total.best, total.high) == (245, 295, 295)
    assert (total.hedged, total.numbers, len(total.lines)) == (2, 3, 3)


def test_a_sum_opens_the_lines_that_it_counts() -> None:
    counted = line("Norway", "A", trainers(50))
    silent = line("Norway", "B", {})
    line("Norway", "C", trainers(4, act=Act.DELIVERING))
    ended = line("Norway", "D", trainers(50), {"act": Act.ENDED, "happened_on": day("2016-02-01")})
    found = lines_to_add(NOW.pledges(), NOW)

    def keys(measure: str) -> set[int]:
        return {line.pk for line in lines_stating(found, measure)}

    assert totals_of(found, nation="norway").sums[1].url == (
        "/pledges/?nation=norway&capability=trainers&act=pledged&stated=trainers"
    )
    assert counted.pk in keys("trainers")
    assert ended.pk not in keys("trainers")
    assert keys(NOT_RECORDED) == {silent.pk}


def test_as_of_a_day_numbers_of_later_reports_are_not_there() -> None:
    pledge: Pledge = line(
        "Norway",
        "A",
        trainers(50),
        trainers(20, act=Act.DELIVERING, happened_on=day("2016-03-01"), public_from=day("2016-03-02")),
    )
    before = PublicRecord(day("2016-02-20"))

    assert pledge.status == Act.DELIVERING
    assert sums(totals(before)) == [("trainers", "pledged", Decimal(50), "trainers")]
    assert omissions(totals(before)) == {}
    assert sums(totals()) == [("trainers", "delivering", Decimal(20), "trainers")]


def test_too_many_lines_are_not_added(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST_LINES", 1)
    line("Norway", "A", trainers(50))

    assert queries.totals_within(NOW.pledges(), NOW) is not None
    line("Norway", "B", trainers(50))
    assert queries.totals_within(NOW.pledges(), NOW) is None
