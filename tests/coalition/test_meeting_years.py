"""Meetings drawn as one line a year: where each mark stands, which lane it takes, and what it says."""

from __future__ import annotations

import pytest

from coalition.charts import MeetingRow, meeting_years
from coalition.charts.years import LANE, Mark, MeetingYears
from coalition.dates import PartialDate
from coalition.enums import MeetingStatus


def meeting(city: str, first: str, last: str | None = None, status: MeetingStatus = MeetingStatus.HELD) -> MeetingRow:
    ends_on = PartialDate.parse(last) if last else None
    return MeetingRow(f"Meeting in {city}", city, PartialDate.parse(first), status, ends_on, url=f"/{city}/")


def drawn(*rows: MeetingRow) -> MeetingYears:
    drawing = meeting_years(rows)
    assert drawing is not None
    return drawing


def marks(*rows: MeetingRow) -> list[Mark]:
    return [mark for year in drawn(*rows).years for mark in year.marks]


def test_nothing_is_drawn_without_a_date() -> None:
    assert meeting_years([]) is None


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        # the middle of a known day; 2015 has 365 of them
        ("2015-01-01", None, (0.14, 0, False)),
        ("2015-12-31", None, (99.86, 0, False)),
        ("2016-12-31", None, (99.86, 0, False)),
        # known days are as long as they lasted
        ("2015-01-01", "2015-01-02", (0.0, 0.55, False)),
        # some day within the month or the year
        ("2015-02", None, (8.49, 7.67, True)),
        ("2016-02", None, (8.47, 7.92, True)),
        ("2015", None, (0.0, 100.0, True)),
        # cut at the end of its year
        ("2015-12-31", "2016-01-02", (99.73, 0.27, False)),
    ],
)
def test_a_mark_is_as_long_as_what_it_may_mean(
    first: str, last: str | None, expected: tuple[float, float, bool]
) -> None:
    (mark,) = marks(meeting("Paris", first, last))

    assert (mark.start, mark.width, mark.is_approximate) == expected


@pytest.mark.parametrize(
    ("days", "lanes"),
    [
        (("2015-03-01",), [0]),
        # 44 days are 25 pixels on a phone, room for one finger; 43 are not
        (("2015-03-01", "2015-04-14"), [0, 0]),
        (("2015-03-01", "2015-04-13"), [0, 1]),
        (("2015-03-01", "2015-03-02", "2015-03-03"), [0, 1, 2]),
        (("2015-03-01", "2015-03-02", "2015-08-01"), [0, 1, 0]),
    ],
)
def test_near_ones_stand_below_each_other(days: tuple[str, ...], lanes: list[int]) -> None:
    drawing = drawn(*(meeting("Rome", day) for day in days))

    assert [mark.y for mark in drawing.years[0].marks] == [lane * LANE + LANE // 2 for lane in lanes]
    assert drawing.years[0].height == (max(lanes) + 1) * LANE


def test_a_long_name_keeps_the_next_mark_away() -> None:
    near = ("2015-03-01", "2015-04-20")

    assert [mark.y for mark in marks(*(meeting("Rome", day) for day in near))] == [13, 13]
    assert [mark.y for mark in marks(*(meeting("Joint Base Andrews", day) for day in near))] == [13, 39]


def test_a_name_without_room_on_the_right_stands_before_its_mark() -> None:
    assert [mark.name_before for mark in marks(meeting("Paris", "2015-11-20"), meeting("Paris", "2015-12-20"))] == [
        False,
        True,
    ]


def test_years_follow_each_other_and_marks_of_one_follow_the_days() -> None:
    drawing = drawn(meeting("C", "2016-02-02"), meeting("B", "2014-10-01"), meeting("A", "2014-09-01"))

    assert [(year.number, [mark.meeting.city for mark in year.marks]) for year in drawing.years] == [
        (2014, ["A", "B"]),
        (2016, ["C"]),
    ]
    assert drawing.drawn == 3


def test_marks_say_all_in_words() -> None:
    planned = meeting("Brussels", "2016-02", status=MeetingStatus.PLANNED)
    held = meeting("Rome", "2015-02-02", "2015-02-04")

    assert [mark.label for mark in marks(planned, held)] == [
        "Meeting in Rome, 2–4 February 2015, held",
        "Meeting in Brussels, February 2016 (day not stated), planned",
    ]


def test_the_summary_counts_by_status_and_names_both_ends() -> None:
    rows = [
        meeting("Brussels", "2016-02", status=MeetingStatus.PLANNED),
        meeting("Paris", "2016-01-20"),
        meeting("Rome", "2015-02-02", "2015-02-04"),
    ]
    cancelled = meeting("Paris", "2016-01-20", status=MeetingStatus.CANCELLED)

    assert drawn(*rows).summary == (
        "3 meetings, 2 held and 1 planned. The first: Rome, 2–4 February 2015; the last: Brussels, February 2016."
    )
    assert (drawn(*rows).statuses, drawn(*rows).has_approximate) == ((MeetingStatus.HELD, MeetingStatus.PLANNED), True)
    assert drawn(cancelled).summary == "1 meeting, 1 cancelled. Paris, 20 January 2016."
    assert (drawn(cancelled).statuses, drawn(cancelled).has_approximate) == ((MeetingStatus.CANCELLED,), False)
