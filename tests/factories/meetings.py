"""Meetings and attendance."""

# mypy: allow-untyped-calls

from __future__ import annotations

from factory.declarations import LazyAttribute, Sequence, SubFactory

from coalition.enums import AttendanceRole, MeetingStatus
from coalition.models import Attendance, Meeting
from tests.factories.facts import FactFactory
from tests.factories.nations import NationFactory


class MeetingFactory(FactFactory[Meeting]):
    """A meeting that was held, undated, in a town without a country."""

    class Meta:
        model = Meeting

    name = Sequence(lambda number: f"Meeting {number}")
    slug = LazyAttribute(lambda meeting: meeting.name.lower().replace(" ", "-"))
    city = "Paris"
    status = MeetingStatus.HELD


class AttendanceFactory(FactFactory[Attendance]):
    """A nation at a meeting, without a named minister."""

    class Meta:
        model = Attendance

    meeting = SubFactory(MeetingFactory)
    nation = SubFactory(NationFactory)
    role = AttendanceRole.PARTICIPANT
