"""How the ledger's nouns are found."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from coalition.as_of import PublicRecord
from coalition.charts.words import period_in_words
from coalition.enums import Act
from coalition.models import Appointment, City, Meeting, Minister, Nation, Pledge
from coalition.queries.ministers import visible_ministers
from coalition.search.kinds import Entry, SearchKind


def _nations(record: PublicRecord) -> QuerySet[Nation]:
    return record.nations().prefetch_related("names")


def _nation_entry(nation: Nation) -> Entry:
    names = (*(name.name for name in nation.names.all()), nation.iso_alpha3 or "")
    return Entry(nation.pk, nation.name, _unlike(nation.name, names))


def _nation_line(nation: Nation) -> str:
    return "Partner of the coalition" if nation.is_member else nation.get_kind_display()


def _ministers(record: PublicRecord) -> QuerySet[Minister]:
    terms = record.facts(Appointment).select_related("nation").order_by("-began_on", "-pk")
    return Minister.objects.prefetch_related(Prefetch("appointments", queryset=terms))


def _minister_entry(minister: Minister) -> Entry:
    return Entry(minister.pk, minister.name, tuple(minister.aliases), "; ".join(_offices(minister)))


def _offices(minister: Minister) -> list[str]:
    return [f"{term.office}, {term.nation.name}" for term in minister.appointments.all()]


def _minister_line(minister: Minister) -> str:
    return next(iter(_offices(minister)), "Office not stated")


def _meetings(record: PublicRecord) -> QuerySet[Any]:
    """All of them now, so that the index can read those not published yet."""
    meetings: QuerySet[Any] = Meeting._default_manager.all() if record.day is None else record.meetings()
    return meetings.select_related("country")


def _meeting_entry(meeting: Meeting) -> Entry:
    country = meeting.country.name if meeting.country else ""
    year = str(meeting.starts_on.year) if meeting.starts_on else ""
    level = str(meeting.get_level_display()) if meeting.level else ""
    return Entry(meeting.pk, meeting.name, _unlike("", (meeting.city, country, year, level)), meeting.outcome)


def _meeting_line(meeting: Meeting) -> str:
    days = period_in_words(meeting.starts, meeting.ends) if meeting.starts else "Date not stated"
    return f"{meeting.get_status_display()}, {days}, {meeting.city}"


def _pledges(record: PublicRecord) -> QuerySet[Any]:
    """All of them now, so that the index can read those not published yet."""
    pledges: QuerySet[Any] = Pledge.objects.all() if record.day is None else record.pledges()
    return pledges.select_related("nation", "country", "city").prefetch_related("nation__names")


def _pledge_entry(pledge: Pledge) -> Entry:
    nation = (name.name for name in pledge.nation.names.all())
    where = (pledge.place, pledge.country.name if pledge.country else "", *_city_names(pledge.city))
    title = f"{pledge.nation.name}: {pledge.title}"
    return Entry(pledge.pk, title, _unlike(title, (str(pledge.get_capability_display()), *where, *nation)))


def _pledge_line(pledge: Pledge) -> str:
    status = str(Act(pledge.status).label) if pledge.status else "Status not stated"
    return f"{status}, {pledge.get_capability_display()}{f', {pledge.place}' if pledge.place else ''}"


def _cities(record: PublicRecord) -> QuerySet[City]:
    return City.objects.select_related("country")


def _city_names(city: City | None) -> tuple[str, ...]:
    return (city.name, *city.aliases) if city else ()


def _city_entry(city: City) -> Entry:
    return Entry(city.pk, city.name, (*city.aliases, city.country.name))


def _city_line(city: City) -> str:
    return city.country.name


def _unlike(title: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """`names` once each, without empty ones and without the title itself."""
    return tuple(name for name in dict.fromkeys(names) if name and name != title)


LEDGER_KINDS = (
    SearchKind(0, "nation", "Nation", "Nations", Nation, PublicRecord.nations, _nations, _nation_entry, _nation_line),
    SearchKind(
        1,
        "minister",
        "Minister",
        "Ministers",
        Minister,
        visible_ministers,
        _ministers,
        _minister_entry,
        _minister_line,
        is_of_the_day=True,
    ),
    SearchKind(
        2, "meeting", "Meeting", "Meetings", Meeting, PublicRecord.meetings, _meetings, _meeting_entry, _meeting_line
    ),
    SearchKind(3, "pledge", "Pledge", "Pledges", Pledge, PublicRecord.pledges, _pledges, _pledge_entry, _pledge_line),
    SearchKind(4, "city", "City", "Cities", City, _cities, _cities, _city_entry, _city_line),
)
