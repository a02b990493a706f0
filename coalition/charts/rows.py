"""What the charts draw: one frozen row per mark, filled by queries, free of the database."""

from __future__ import annotations

from dataclasses import dataclass

from coalition.dates import PartialDate
from coalition.enums import Act, Capability, MeetingStatus, Objective


@dataclass(frozen=True, slots=True)
class CapabilityCount:
    """How many pledge lines of one capability stand at one act."""

    capability: Capability
    act: Act
    lines: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class PledgeEventRow:
    """One dated act: "France, reconnaissance, delivering, November 2015"."""

    nation: str
    capability: Capability
    act: Act
    happened_on: PartialDate
    url: str | None = None


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting with its days; `ends_on` is None for a meeting of one day or of unknown length.

    `nations` counts those known to have taken part or, for a planned meeting, to be invited.
    """

    name: str
    city: str
    starts_on: PartialDate
    status: MeetingStatus
    ends_on: PartialDate | None = None
    nations: int = 0
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ContributorRow:
    """A nation with the capabilities it now delivers, and those it pledged and does not deliver yet.

    `iso_alpha3` is None for organisations, which have a row in the table and no place on the map.
    """

    nation: str
    iso_alpha3: str | None
    delivering: int
    pledged: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class CityRow:
    """A city with the latest thing reported of it and, where known, since when."""

    name: str
    country: str
    latitude: float
    longitude: float
    state: Objective
    since: PartialDate | None = None
    url: str | None = None
