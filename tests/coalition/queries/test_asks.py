"""How the acts of a nation answer what was asked of it: decided alike by the database and in Python."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from coalition.as_of import PublicRecord
from coalition.enums import Act, Answer, Capability, NationKind
from coalition.models import PledgeEvent
from coalition.queries.asks import asks, listed_requests, requests
from coalition.queries.moments import moment
from coalition.standing import effective_day
from tests.coalition.lines import day, line
from tests.factories import NationFactory, PledgeEventFactory

pytestmark = pytest.mark.django_db

TODAY = day("2016-12-31")
NOW = PublicRecord()


def act(kind: Act, when: str, precision: str = "day", reported: str = "2016-12-01", **values: Any) -> dict[str, Any]:
    """An act of the given day, month or year; without a date where `when` is empty."""
    happened = day(when) if when else None
    return {
        "act": kind,
        "happened_on": happened,
        "happened_on_precision": precision if when else "",
        "public_from": day(reported),
        **values,
    }


ASKED = act(Act.REQUESTED, "2016-01-20")

ANSWERS: list[tuple[str, list[dict[str, Any]], Answer]] = [
    ("nothing since", [], Answer.OPEN),
    ("only before", [act(Act.DELIVERING, "2016-01-19")], Answer.OPEN),
    ("refused before", [act(Act.DECLINED, "2015-12-24")], Answer.OPEN),
    ("the same day", [act(Act.PLEDGED, "2016-01-20")], Answer.GRANTED),
    ("the day after", [act(Act.CONSIDERING, "2016-01-21")], Answer.CONSIDERED),
    ("delivers", [act(Act.DELIVERING, "2016-02-01")], Answer.GRANTED),
    ("refuses", [act(Act.DECLINED, "2016-02-01")], Answer.DECLINED),
    ("refuses, then pledges", [act(Act.DECLINED, "2016-02-01"), act(Act.PLEDGED, "2016-03-01")], Answer.GRANTED),
    ("pledges, then refuses", [act(Act.PLEDGED, "2016-02-01"), act(Act.DECLINED, "2016-03-01")], Answer.DECLINED),
    ("weighs, then pledges", [act(Act.CONSIDERING, "2016-02-01"), act(Act.PLEDGED, "2016-03-01")], Answer.GRANTED),
    # an end does not undo that it was given; an end alone is no yes and no refusal
    ("gives, then ends", [act(Act.DELIVERING, "2016-02-01"), act(Act.ENDED, "2016-11-01")], Answer.GRANTED),
    ("refuses, then ends", [act(Act.DECLINED, "2016-02-01"), act(Act.ENDED, "2016-11-01")], Answer.DECLINED),
    ("only ends", [act(Act.ENDED, "2016-02-01")], Answer.ENDED),
    ("gave before, ends since", [act(Act.DELIVERING, "2015-01-01"), act(Act.ENDED, "2016-02-01")], Answer.ENDED),
    # going on with what was delivered before is no new yes, and does not hide what else was said
    ("goes on", [act(Act.DELIVERING, "2015-01-01"), act(Act.DELIVERING, "2016-02-01")], Answer.CONTINUED),
    (
        "goes on until it ends",
        [act(Act.DELIVERING, "2015-01-01"), act(Act.DELIVERING, "2016-02-01"), act(Act.ENDED, "2016-03-01")],
        Answer.CONTINUED,
    ),
    (
        "pledges more and goes on",
        [act(Act.DELIVERING, "2015-01-01"), act(Act.PLEDGED, "2016-02-01"), act(Act.DELIVERING, "2016-03-01")],
        Answer.GRANTED,
    ),
    (
        "refuses more and goes on",
        [act(Act.DELIVERING, "2015-01-01"), act(Act.DECLINED, "2016-02-01"), act(Act.DELIVERING, "2016-03-01")],
        Answer.DECLINED,
    ),
    (
        "had ended and delivers again",
        [act(Act.DELIVERING, "2015-01-01"), act(Act.ENDED, "2015-06-01"), act(Act.DELIVERING, "2016-02-01")],
        Answer.GRANTED,
    ),
    (
        "had only pledged and delivers",
        [act(Act.PLEDGED, "2015-01-01"), act(Act.DELIVERING, "2016-02-01")],
        Answer.GRANTED,
    ),
    # another request is no answer
    ("asked again", [act(Act.REQUESTED, "2016-02-01")], Answer.OPEN),
    # a month or a year stands at its latest day that was past when it was reported
    ("that month, reported later", [act(Act.PLEDGED, "2016-01-01", "month")], Answer.GRANTED),
    ("that month, reported on the day", [act(Act.PLEDGED, "2016-01-01", "month", "2016-01-20")], Answer.GRANTED),
    ("that month, reported before", [act(Act.PLEDGED, "2016-01-01", "month", "2016-01-19")], Answer.OPEN),
    ("the month before", [act(Act.PLEDGED, "2015-12-01", "month")], Answer.OPEN),
    ("that year", [act(Act.PLEDGED, "2016-01-01", "year")], Answer.GRANTED),
    ("the year before", [act(Act.PLEDGED, "2015-01-01", "year")], Answer.OPEN),
    # without a date the day of the report counts
    ("undated, reported since", [act(Act.DELIVERING, "", reported="2016-01-20")], Answer.GRANTED),
    ("undated, reported before", [act(Act.DELIVERING, "", reported="2016-01-19")], Answer.OPEN),
    # on one day the later report decides, then the later record
    (
        "two on one day",
        [
            act(Act.DECLINED, "2016-02-01", reported="2016-02-03"),
            act(Act.PLEDGED, "2016-02-01", reported="2016-02-02"),
        ],
        Answer.DECLINED,
    ),
    ("two in one report", [act(Act.DECLINED, "2016-02-01"), act(Act.PLEDGED, "2016-02-01")], Answer.GRANTED),
]


@pytest.mark.parametrize(("acts", "answer"), [case[1:] for case in ANSWERS], ids=[case[0] for case in ANSWERS])
@pytest.mark.parametrize("same_line", [True, False], ids=["same line", "another line"])
def test_own_acts_since_the_request_answer_it(acts: list[dict[str, Any]], answer: Answer, same_line: bool) -> None:
    if same_line:
        line("Norway", "Asked", ASKED, *acts)
    else:
        line("Norway", "Asked", ASKED)
        line("Norway", "Given", *acts or [act(Act.DELIVERING, "2015-01-01")])
    asked = listed_requests(NOW, TODAY).order_by("pk")[:1]

    (ask,) = asks(asked, NOW)

    assert ask.answer == answer
    assert asked[0].answer == answer.value
    assert (ask.days_open == 346) is (answer == Answer.OPEN)
    assert (ask.answering is None) is (answer == Answer.OPEN)


@pytest.mark.parametrize(
    ("nation", "capability", "published"),
    [
        ("Denmark", Capability.TRAINERS, True),
        ("Norway", Capability.MEDICAL, True),
        ("Norway", Capability.TRAINERS, False),
    ],
)
def test_acts_of_others_on_other_things_and_unpublished_ones_answer_nothing(
    nation: str, capability: Capability, published: bool
) -> None:
    line("Norway", "Asked", ASKED, capability=Capability.TRAINERS)
    line(nation, "Elsewhere", act(Act.PLEDGED, "2016-02-01", vouched=published), capability=capability)

    (ask,) = asks(listed_requests(NOW, TODAY), NOW)

    assert (ask.answer, ask.acts) == (Answer.OPEN, [])
    assert requests(NOW, TODAY).get().answer == "open"


def test_an_unpublished_request_is_none() -> None:
    line("Norway", "A line", act(Act.REQUESTED, "2016-01-20", vouched=False), act(Act.PLEDGED, "2016-02-01"))

    assert asks(listed_requests(NOW, TODAY), NOW) == []


def test_each_request_has_the_acts_since_its_own_day() -> None:
    line(
        "Norway",
        "A line",
        act(Act.REQUESTED, "2016-01-01"),
        act(Act.DECLINED, "2016-02-01"),
        act(Act.REQUESTED, "2016-03-01"),
        act(Act.PLEDGED, "2016-04-01"),
        act(Act.REQUESTED, "2016-05-01"),
    )

    told = asks(listed_requests(NOW, TODAY).order_by("moment"), NOW)

    assert [(ask.answer, [event.act for event in ask.acts], ask.days_open) for ask in told] == [
        (Answer.GRANTED, ["declined", "pledged"], None),
        (Answer.GRANTED, ["pledged"], None),
        (Answer.OPEN, [], 244),
    ]


def test_a_request_to_all_is_answered_only_by_what_all_do() -> None:
    everyone = NationFactory.create(name="The coalition", kind=NationKind.COLLECTIVE, iso_alpha3=None)
    line(everyone, "Trainers from all", ASKED, capability=Capability.TRAINERS)
    line("Norway", "Trainers", act(Act.PLEDGED, "2016-02-01"), capability=Capability.TRAINERS)

    (ask,) = asks(listed_requests(NOW, TODAY), NOW)
    assert (ask.answer, ask.is_collective) == (Answer.OPEN, True)

    line(everyone, "Trainers of all", act(Act.PLEDGED, "2016-02-01"), capability=Capability.TRAINERS)
    (ask,) = asks(listed_requests(NOW, TODAY), NOW)
    assert (ask.answer, [event.pledge.title for event in ask.acts]) == (Answer.GRANTED, ["Trainers of all"])


def test_a_row_shows_the_first_act_and_the_latest_ones() -> None:
    line("Norway", "A line", ASKED, *(act(Act.DELIVERING, f"2016-0{month}-01") for month in range(2, 9)))

    (ask,) = asks(listed_requests(NOW, TODAY), NOW)

    assert [event.happened_on for event in ask.shown_acts] == [
        day("2016-02-01"),
        day("2016-06-01"),
        day("2016-07-01"),
        day("2016-08-01"),
    ]
    assert (len(ask.acts), ask.hidden_acts) == (7, 3)


@pytest.mark.parametrize(
    "reported", ["2014-01-31", "2016-02-28", "2016-02-29", "2016-03-01", "2016-12-31", "2017-06-30"]
)
@pytest.mark.parametrize(
    ("happened", "precision"),
    [
        ("2016-02-29", "day"),
        ("2016-02-01", "month"),
        ("2015-02-01", "month"),
        ("2016-04-01", "month"),
        ("2016-12-01", "month"),
        ("2016-01-01", "year"),
        ("2017-01-01", "year"),
        ("", ""),
    ],
)
def test_the_database_places_events_as_python_does(happened: str, precision: str, reported: str) -> None:
    PledgeEventFactory.create(
        happened_on=day(happened) if happened else None,
        happened_on_precision=precision,
        public_from=day(reported),
    )

    event: Any = PledgeEvent.objects.annotate(moment=moment()).get()

    assert event.moment == int(f"{effective_day(event):%Y%m%d}")


def test_an_event_without_any_date_stands_at_the_day_it_was_recorded() -> None:
    PledgeEventFactory.create()

    event: Any = PledgeEvent.objects.annotate(moment=moment()).get()

    assert event.moment == int(f"{event.created_at.astimezone(datetime.UTC):%Y%m%d}")
