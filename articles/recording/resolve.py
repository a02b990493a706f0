"""One thing from many mentions: which record a proposal speaks of.

Exactly one match resolves. None and several are two different answers, raised as `UnresolvedError` with the reason in
words, so that an editor sees which of the two it was.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from articles.extraction.types import CityFact, MeetingFact, MinisterFact, PledgeFact
from articles.recording.register import Register, fold
from coalition.dates import PartialDate
from coalition.models import Appointment, City, CityEvent, Meeting, Minister, Nation, Pledge, PledgeEvent

# A report that repeats a number is the same act however late it comes within a year and a bit; without a number, only
# reports close in time are taken for the same act.
SAME_NUMBER_WITHIN = datetime.timedelta(days=400)
SAME_ACT_WITHIN = datetime.timedelta(days=31)
# A meeting reported under two neighbouring days (time zones, "Wednesday and Thursday") is one meeting.
SAME_MEETING_WITHIN = datetime.timedelta(days=1)
# A meeting that began longer ago than this is not the one of the report, whatever its end.
_LONGEST = datetime.timedelta(days=370)
# A line that has ended and is taken up again after this long is a new line.
NEW_LINE_AFTER = datetime.timedelta(days=30)
# Reports of one kind of event in a city within this time tell one event.
SAME_CITY_EVENT_WITHIN = datetime.timedelta(days=45)


class UnresolvedError(Exception):
    """The proposal fits no record, or several; the message says which in words."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a pledge goes: the words shown, the country, and the contested city where it is one."""

    words: str = ""
    country: Nation | None = None
    city: City | None = None


def resolve_nation(code: str, register: Register) -> Nation:
    """The nation with this code; raises UnresolvedError where the record has none."""
    nation = register.nations.get(code)
    if nation is None:
        raise UnresolvedError(f"no nation with the code “{code}”" if code else "the text does not name the nations")
    return nation


def resolve_minister(fact: MinisterFact, day: datetime.date | None, register: Register) -> Minister | None:
    """The known person that `fact` names, or None where nobody of that full name is known yet.

    A surname alone resolves only to the one person of that nation and portfolio who can have been in office on `day`.
    """
    known = [
        minister
        for minister in register.ministers.get(fold(fact.name), [])
        if any(term.nation.code == fact.nation for term in minister.appointments.all())
    ]
    if " " in fact.name.strip():
        exact = [m for m in known if fold(fact.name) in {fold(name) for name in (m.name, *m.aliases)}]
        if len(exact) > 1:
            raise UnresolvedError(f"several people are called {fact.name}")
        return exact[0] if exact else None
    fitting = [m for m in known if _may_hold(m, fact, day)]
    if len(fitting) == 1:
        return fitting[0]
    raise UnresolvedError(
        f"several people of the name {fact.name} fit" if fitting else f"only a surname: nobody known as {fact.name}"
    )


def _may_hold(minister: Minister, fact: MinisterFact, day: datetime.date | None) -> bool:
    for term in minister.appointments.all():
        if term.portfolio != fact.portfolio or term.nation.code != fact.nation:
            continue
        if day is None or (
            (term.began_on is None or term.began_on <= day) and (term.ended is None or day <= term.ended.last_day)
        ):
            return True
    return False


def resolve_term(
    minister: Minister, nation: Nation, fact: MinisterFact, day: datetime.date | None
) -> Appointment | None:
    """The office of that nation and portfolio that covers `day`, else the one of unknown beginning, or None."""
    terms = [
        term for term in minister.appointments.all() if term.nation_id == nation.pk and term.portfolio == fact.portfolio
    ]
    covering = [term for term in terms if _covers(term, day)] or [term for term in terms if term.began_on is None]
    return covering[0] if covering else None


def _covers(term: Appointment, day: datetime.date | None) -> bool:
    if day is None or term.began_on is None:
        return False
    return term.began_on <= day and (term.ended is None or day <= term.ended.last_day)


def resolve_meeting(fact: MeetingFact, in_city: Sequence[Meeting]) -> Meeting | None:
    """The one of the recorded meetings of that city that took place at that time, or None.

    Raises UnresolvedError where two fit or the text gives no date.
    """
    if fact.date is None:
        raise UnresolvedError("the text does not date the meeting")
    fitting = [meeting for meeting in in_city if _same_time(meeting, fact, SAME_MEETING_WITHIN)]
    if len(fitting) > 1:
        raise UnresolvedError(f"several meetings in {fact.city} fit the date {fact.date}")
    return fitting[0] if fitting else None


def _same_time(meeting: Meeting, fact: MeetingFact, slack: datetime.timedelta) -> bool:
    starts: PartialDate | None = meeting.starts
    if starts is None or fact.date is None:
        return False
    if not fact.date.day - _LONGEST <= starts.day <= fact.date.last_day + slack:
        return False
    if "year" in (starts.precision, fact.date.precision):
        return starts.overlaps(fact.date)
    last = meeting.ends.last_day if meeting.ends else starts.last_day
    fact_last = fact.ends.last_day if fact.ends else fact.date.last_day
    return starts.day - slack <= fact_last and fact.date.day <= last + slack


# Aircraft fly from anywhere: a base outside the theatre says where they stand, not where the line goes.
THEATRE = frozenset({"IRQ", "SYR", "LBY"})
FLOWN = frozenset({"air_strikes", "reconnaissance", "air_support"})


def resolve_place(fact: PledgeFact, register: Register) -> Place:
    """Read a place given as codes ("IRQ", "IRQ/SYR") or as a town, base or region by name."""
    if not fact.place:
        return Place()
    parts = fact.place.split("/")
    if all(part in register.nations for part in parts):
        nations = [register.nations[part] for part in parts]
        names = " and ".join(nation.name for nation in nations)
        place = Place(names, nations[0] if len(nations) == 1 else None)
    elif city := register.city(fact.place):
        place = Place(city.name, city.country, city)
    else:
        place = Place(fact.place, register.country(fact.place))
    is_base_elsewhere = place.country is not None and place.country.code not in THEATRE
    return Place() if is_base_elsewhere and fact.capability in FLOWN else place


def resolve_pledge(fact: PledgeFact, place: Place, day: datetime.date | None, lines: Sequence[Pledge]) -> Pledge | None:
    """The running line in that country among those of the nation and capability, the oldest first, or None.

    Towns and bases of one country belong to one line. A report that names no place joins the nation's line when there
    is exactly one; a line without a place takes up the first report that names one.
    """
    lines = [line for line in lines if not _closed_before(line, fact, day)]
    if not place.words:
        bare = [line for line in lines if not line.place]
        return bare[0] if bare else lines[0] if len(lines) == 1 else None
    same = [line for line in lines if line.place == place.words]
    near = [line for line in lines if place.country and line.country_id == place.country.pk]
    open_ended = [line for line in lines if not line.place]
    return next(iter([*same, *near, *open_ended]), None)


def joined_place(line: Pledge, place: Place) -> Place:
    """Where a line goes once a report with `place` joins it.

    A line without a place takes the report's; two different towns or bases of one country make it the country's line.
    """
    known = Place(line.place, line.country, line.city)
    if not place.words or place.words == known.words:
        return known
    if not known.words:
        return place
    country = known.country or place.country
    return known if country is None or place.words == country.name else Place(country.name, country)


def _closed_before(line: Pledge, fact: PledgeFact, day: datetime.date | None) -> bool:
    return (
        line.status == "ended"
        and fact.act in ("pledged", "delivering", "considering")
        and day is not None
        and line.last_event_on is not None
        and day - line.last_event_on > NEW_LINE_AFTER
    )


def resolve_event(fact: PledgeFact, day: datetime.date | None, events: Sequence[PledgeEvent]) -> PledgeEvent | None:
    """The act of a line, among its `events` in their order, which `fact` tells again; None where it is a new act."""
    same = [event for event in events if event.act == fact.act and _has_compatible_numbers(event, fact)]
    for event in sorted(same, key=lambda event: _distance(event, day)):
        repeats = (fact.quantity is not None and event.quantity == fact.quantity) or (
            fact.amount is not None and event.amount == fact.amount
        )
        if _distance(event, day) <= (SAME_NUMBER_WITHIN if repeats else SAME_ACT_WITHIN):
            return event
    return None


def _has_compatible_numbers(event: PledgeEvent, fact: PledgeFact) -> bool:
    """Whether the event states the same number, or none where the report states none either or the other way round."""
    if fact.quantity is not None and event.quantity is not None and not _is_equal(event.quantity, fact.quantity):
        return False
    if fact.amount is None:
        # Money and things are different acts: "$10 million and 200 rifles" are two.
        return fact.quantity is None or event.amount is None
    return event.amount is None or (_is_equal(event.amount, fact.amount) and event.currency == fact.currency)


_CENT = Decimal("0.01")


def _is_equal(one: Decimal, other: Decimal) -> bool:
    """Equal as the database holds numbers, with two decimals."""
    return one.quantize(_CENT) == other.quantize(_CENT)


def _distance(event: PledgeEvent, day: datetime.date | None) -> datetime.timedelta:
    known: PartialDate | None = event.happened
    if day is None or (known is None and event.public_from is None):
        return datetime.timedelta(0)
    if known is not None:
        if known.covers(day):
            return datetime.timedelta(0)
        return min(abs(day - known.day), abs(day - known.last_day))
    return abs(day - event.public_from) if event.public_from else datetime.timedelta(0)


def resolve_city(fact: CityFact, register: Register) -> City:
    """The contested city of that name; raises UnresolvedError where there is none."""
    city = register.city(fact.name)
    if city is None:
        raise UnresolvedError(f"no city of the name {fact.name}")
    return city


def resolve_city_event(
    fact: CityFact, city: City, published_on: datetime.date | None, events: Sequence[CityEvent]
) -> CityEvent | None:
    """The one of the city's `events`, in their order, that `fact` tells again; None where it is a new one.

    Raises UnresolvedError where it may be history.
    """
    day = fact.date.day if fact.date else published_on
    if _may_be_history(fact, events, day):
        raise UnresolvedError(f"undated, and told after {city} was retaken: it may be history")
    return _nearest_city_event([event for event in events if event.objective == fact.objective], fact.date, day)


def _nearest_city_event(
    events: list[CityEvent], stated: PartialDate | None, day: datetime.date | None
) -> CityEvent | None:
    """The event of that kind which the report tells again: dates that overlap, else reports close in time.

    A town is retaken once in a war unless it was lost again, so a "retaken" without a date joins the latest one known
    before it.
    """
    for event in events:
        if stated and event.happened and stated.overlaps(event.happened):
            return event
    for event in events:
        known = event.happened_on or event.public_from
        if day and known and abs(day - known) <= SAME_CITY_EVENT_WITHIN and not (stated and event.happened):
            return event
    if stated is None and day is not None:
        earlier = [e for e in events if e.objective == "retaken" and (e.happened_on or e.public_from or day) <= day]
        return earlier[-1] if earlier else None
    return None


def _may_be_history(fact: CityFact, events: Sequence[CityEvent], day: datetime.date | None) -> bool:
    """Whether an undated report of fighting comes long after the city was retaken, as its `events` tell.

    "The battle for Mosul", told two years later, looks back; but a city can be lost again, so only an editor can say.
    """
    if fact.date is not None or fact.objective == "retaken" or day is None:
        return False
    return any(
        event.objective == "retaken"
        and event.is_published
        and event.happened_on is not None
        and event.happened_on < day - SAME_CITY_EVENT_WITHIN
        for event in events
    )
