"""The ledger's nouns, one module each."""

from coalition.models.cities import City, CityEvent
from coalition.models.meetings import Attendance, Meeting
from coalition.models.merges import Merge, NotSame
from coalition.models.ministers import Appointment, Minister
from coalition.models.nations import Nation, NationName
from coalition.models.pledges import Pledge, PledgeEvent, PledgeStanding

__all__ = [
    "Appointment",
    "Attendance",
    "City",
    "CityEvent",
    "Meeting",
    "Merge",
    "Minister",
    "Nation",
    "NationName",
    "NotSame",
    "Pledge",
    "PledgeEvent",
    "PledgeStanding",
]
